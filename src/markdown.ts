// Markdown as GitHub reads it, out of text that nobody vouches for.
import { untrusted } from './log.ts'

/** What has a meaning in Markdown, HTML, or in what GitHub makes of text afterwards: math, mentions, references, links. */
const SPECIAL = /[&<>|\\`*_[\](){}~#!:@$]|(?<=www)\./gi

function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`
}

/** A comment parts what would become a link only once the entities are read: addresses of pages and of people. */
function encoded(text: string): string {
  return text.replaceAll(SPECIAL, (character) => `&#${character.charCodeAt(0)};`).replaceAll(/(?<=www)(?=&#46;)|(?<=&#58;)(?=\/\/)|(?<=&#64;)/gi, '<!-- -->')
}

/** Others' text as text within a line, also in a table's cell: nothing in it is markup, a link, a mention or a reference. */
export function prose(text: string, most = 600): string {
  return encoded(clipped(untrusted(text).trim(), most)).replaceAll(/&#(?:35|64);/g, '$&\u{200b}')
}

/** Others' text as code within a line, also in a table's cell. */
export function code(text: string, most = 200): string {
  return `<code>${encoded(clipped(untrusted(text).trim(), most))}</code>`
}

/** Others' text as a block of code, with its lines. */
export function codeBlock(text: string, language = '', most = 20_000): string {
  const lines = clipped(text, most).split('\n').map(untrusted).join('\n')
  const longest = Math.max(2, ...(lines.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
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

/** A table of cells that are Markdown already. Rows that do not fit into so many bytes are counted below it, by what a row is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], mostBytes: number, what: string): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const { kept, leftOut } = fitting(rows.map(line), mostBytes)
  return [line(head), line(head.map(() => '---')), ...kept, ...(leftOut === 0 ? [] : ['', andMore(leftOut, what)])].join('\n')
}

/** A part that can be folded away below its title, which is HTML. */
export function folded(title: string, content: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${content}\n\n</details>`
}
