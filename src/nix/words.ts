import { stripVTControlCharacters } from 'node:util'

/** An error as Nix writes it: `error: `, the trace if there is one, then what is wrong; all below the first line by 7 columns. */
export interface NixError {
  /** What is wrong, whole, without excerpts of code. */
  message: string[]
  /** What was being done, the outermost first, without excerpts of code. */
  trace: string[]
  /** Both as they were written, excerpts and all: a build's log is quoted there. */
  block: string
}

/** What a failed call of Nix has said, sorted by who said it. */
export interface Words {
  /** Each once, in their order. */
  errors: NixError[]
  /** What is neither an error nor a warning of Nix's: git, ssh, the collector of garbage in memory. */
  others: string[]
}

const indentation = /^ {7}/

/**
 * Sorts standard error into errors and the rest. A line belongs to an error because of where it stands, not because of what it
 * looks like: an error's own text may have lines that begin with `error:` or `|`, and may begin on the line below.
 */
export function wordsOf(stderr: string): Words {
  const blocks: string[][] = []
  const others: string[] = []
  let into: string[] | undefined
  for (const line of stripVTControlCharacters(stderr).split('\n')) {
    if (line.startsWith('error:')) blocks.push((into = [line.slice('error:'.length).replace(/^ /, '')]))
    else if (/^(?:warning|error \(ignored\)): ?/.test(line)) into = []
    else if (into !== undefined && (line.trim() === '' || indentation.test(line))) into.push(line.replace(indentation, '').trimEnd())
    else {
      into = undefined
      if (line.trim() !== '') others.push(line.trimEnd())
    }
  }
  const errors = blocks.map(errorOf)
  const isFirst = ({ message }: NixError, index: number): boolean => errors.findIndex((other) => other.message.join('\n') === message.join('\n')) === index
  return { errors: errors.filter(isFirst), others: [...new Set(others)] }
}

function errorOf(block: string[]): NixError {
  const [first = '', ...rest] = block
  // With a trace, it stands first, and what is wrong after it.
  const traced = first === '' && rest[0]?.startsWith('…') === true
  const at = traced ? rest.findIndex((line) => line.startsWith('error:')) : -1
  const split = at === -1 ? { trace: [], message: block } : { trace: rest.slice(0, at), message: rest.slice(at).map(withoutFirstPrefix) }
  return { message: trimmed(dedented(withoutCode(split.message))), trace: withoutCode(split.trace), block: block.join('\n') }
}

function withoutFirstPrefix(line: string, index: number): string {
  return index === 0 ? line.replace(/^error: ?/, '') : line
}

/** Without the lines of code below the place at which they are: each has a number or none, and a bar. */
export function withoutCode(lines: readonly string[]): string[] {
  let isCode = false
  return lines.filter((line) => {
    isCode = namesPlace(line) || (isCode && /^\s*\d*\|/.test(line))
    return !isCode || namesPlace(line)
  })
}

/** Where all lines below the first are set in, as in a text that is written over several lines of Nix's own source, they are set out. */
function dedented([first = '', ...rest]: readonly string[]): string[] {
  const widths = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const width = first === '' && widths.length > 0 ? Math.min(...widths) : 0
  return [first, ...rest.map((line) => line.slice(width))]
}

/** Without empty lines at both ends, and with one where there are several. */
function trimmed(lines: readonly string[]): string[] {
  const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''))
  const start = kept.findIndex((line) => line !== '')
  return start === -1 ? [] : kept.slice(start, kept.findLastIndex((line) => line !== '') + 1)
}

/** A line such as “at /path/flake.nix:12:5:”. */
export function namesPlace(line: string): boolean {
  return /^\s*(?:at|whose name attribute is located at) .+:\d+:\d+:?$/.test(line)
}

const maxMessageLines = 40
const maxOtherLines = 10

/** An error's own text, where in the sources that is, and what others said meanwhile. */
export function textOf({ message, trace }: NixError, others: readonly string[] = []): string {
  const lines = message.filter((line) => !namesPlace(line) || isPlace(line))
  const places = lines.some(isPlace) ? [] : trace.filter(isPlace).slice(-2)
  return [...cut(lines), ...[...places, ...cut(others, maxOtherLines)].map((line) => `  ${line.trim()}`)].join('\n')
}

/** The beginning and the end of what is too long, and how much lies between. */
export function cut(lines: readonly string[], count = maxMessageLines): string[] {
  if (lines.length <= count) return [...lines]
  const head = Math.ceil(count / 2)
  return [...lines.slice(0, head), `… ${lines.length - count} more lines, which are in the log of this step …`, ...lines.slice(head - count)]
}

/** A place in somebody's sources: those inside of Nix itself, and in what we ask of it, help nobody. */
function isPlace(line: string): boolean {
  return namesPlace(line) && !/nix-internal|<nix\/|derivation-internal|«string»/.test(line)
}
