/** An input that is not what it should be. The message says which input, what is wrong, where, and what to do next. */
export class InputError extends Error {
  override name = 'InputError'
}

/**
 * A text on one line: control characters, and those that turn or hide text, are written as escapes, so that no value can
 * start a line of its own in a log.
 */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    if (character === '\n') return '\\n'
    if (character === '\r') return '\\r'
    if (character === '\t') return '\\t'
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}

const QUOTED_LENGTH = 80

/** A value as it may stand in a message: in single quotes, on one line, cut after 80 characters. */
export function quote(value: string): string {
  const cut = value.length > QUOTED_LENGTH ? `${value.slice(0, QUOTED_LENGTH)}…` : value
  return `'${onOneLine(cut)}'`
}

/** How many single-character edits (and swaps of neighbours) lie between two words. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const at = (line: number[], index: number): number => line[index] ?? Infinity
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + same)
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(beforeLast, column - 2) + 1)
      }
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? Infinity
}

/** The known word that was probably meant: the nearest one, if it is near enough to be a slip. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 100) return undefined
  let best: string | undefined
  let bestDistance = Infinity
  for (const candidate of known) {
    const away = distance(word.toLowerCase(), candidate.toLowerCase())
    if (away < bestDistance) {
      best = candidate
      bestDistance = away
    }
  }
  if (best === undefined) return undefined
  return bestDistance <= Math.max(1, Math.floor(Math.max(word.length, best.length) / 3)) ? best : undefined
}

/** Names in a sentence: the first ones, and how many there are beside them. */
export function andOthers(names: readonly string[], most = 10): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

/** The half sentence that helps after an unknown word: the nearest known one, if any is near, and all that are known. */
export function wouldDo(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  const all = known.join(', ')
  return near === undefined ? `known: ${all}` : `did you mean ${quote(near)}? Known: ${all}`
}
