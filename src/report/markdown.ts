// Markdown as GitHub reads it, out of text that nobody vouches for.
import { untrusted } from './log.ts'

/** What is cut ends before a space or a query: half of a secret is one that GitHub does not know, and shows. */
function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most + 1).replace(/(?:^|\s|\?)[^\s?]*$/, '')}…`
}

/**
 * Others' text as code within a line, which nothing in it can end, and in which nothing is markup, a link, a mention or a
 * reference. It stands there as it is: GitHub masks a secret only where it stands word for word.
 */
export function code(text: string, most = 600): string {
  const shown = clipped(untrusted(text).trim(), most)
  if (shown === '') return ''
  const fence = fenceFor(shown, 1)
  const space = /^`|`$/.test(shown) ? ' ' : ''
  return `${fence}${space}${shown}${space}${fence}`
}

/** The same in a title, which is HTML and no Markdown. */
export function titleCode(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
  return `<code>${untrusted(text)
    .trim()
    .replaceAll(/[&<>]/g, (character) => entities[character] ?? '')}</code>`
}

/** More backticks in a row than there are in the text. */
function fenceFor(text: string, least: number): string {
  return '`'.repeat(Math.max(least - 1, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1)
}

/** Others' text as a block of code, with its lines. */
export function codeBlock(text: string, language = '', most = 20_000): string {
  const lines = clipped(text, most).split('\n').map(untrusted).join('\n')
  const fence = fenceFor(lines, 3)
  return `${fence}${language}\n${lines}\n${fence}`
}

/** As many of the texts as fit into so many bytes, and how many do not. */
export function fitting(texts: readonly string[], mostBytes: number): { kept: string[]; leftOut: number } {
  let bytes = 0
  const end = texts.findIndex((text) => (bytes += Buffer.byteLength(text) + 1) > mostBytes)
  const kept = end < 0 ? [...texts] : texts.slice(0, end)
  return { kept, leftOut: texts.length - kept.length }
}

/** How many of something are not shown; '' where all are. */
export function andMore(count: number, what: string): string {
  return count === 0 ? '' : `… and ${count} more ${what}${count === 1 ? '' : 's'}, left out here`
}

/**
 * A table of cells that are Markdown already: a bar in them ends no cell, not in code either. Rows that do not fit into so many
 * bytes are counted below it, by what a row is.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[], mostBytes: number, what: string): string {
  // Whether a bar after two backslashes is escaped, renderers do not agree: there are no two.
  const escaped = (cell: string): string => cell.replaceAll(/\\(?=\|)/g, '$&\u{200b}').replaceAll('|', '\\|')
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  const { kept, leftOut } = fitting(rows.map(line), mostBytes)
  return [line(head), line(head.map(() => '---')), ...kept, ...(leftOut === 0 ? [] : ['', andMore(leftOut, what)])].join('\n')
}

/** A part that can be folded away below its title, which is HTML. */
export function folded(title: string, content: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${content}\n\n</details>`
}
