import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { type Target, tagName, targetName } from './targets.ts'

/** What a target is chosen by. */
type Chosen = Pick<Target, 'name' | 'tags'>

/** One word: a name, a glob of names, or a tag; `isNot` where it leaves out what it matches. */
interface Word {
  text: string
  isNot: boolean
  matches: (target: Chosen) => boolean
}

/** Chooses some of all targets. */
export type Selection = readonly Word[]

/**
 * Reads words, with white space or commas between them: names of targets, globs (`*` is any text, `?` any character), tags as `@tag`, and any of
 * these after a `!`, which leaves out what it matches. Throws an InputError for what is none.
 */
export function parseSelection(text: string): Selection {
  return text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(parseWord)
}

function parseWord(text: string): Word {
  const isNot = text.startsWith('!')
  const word = isNot ? text.slice(1) : text
  if (word.startsWith('@')) {
    const tag = tagName(word.slice(1))
    return { text, isNot, matches: ({ tags }) => tags.includes(tag) }
  }
  if (!/[*?]/.test(word)) {
    const name = targetName(word)
    return { text, isNot, matches: (target) => target.name === name }
  }
  if (!/^[A-Za-z0-9._*?-]+$/.test(word)) throw new InputError(`${quote(word)} is not a glob; use letters, digits, '.', '_', '-', '*' and '?'`)
  const glob = new RegExp(`^${word.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`)
  return { text, isNot, matches: ({ name }) => glob.test(name) }
}

/**
 * The targets that are chosen, in their order: those that any word matches, or all where each word leaves out. Throws an InputError where a word
 * matches nothing, or where nothing is left, with what there is.
 */
export function select<Of extends Chosen>(selection: Selection, targets: readonly Of[]): Of[] {
  for (const { text, matches } of selection) {
    if (!targets.some(matches)) throw new InputError(`${quote(text)} matches no target; ${wouldDo(text.replace(/^!/, ''), [...new Set(whatThereIs(targets))])}`)
  }
  const wanted = selection.filter(({ isNot }) => !isNot)
  const unwanted = selection.filter(({ isNot }) => isNot)
  const chosen = targets.filter(
    (target) => (wanted.length === 0 || wanted.some(({ matches }) => matches(target))) && !unwanted.some(({ matches }) => matches(target)),
  )
  if (chosen.length > 0) return chosen
  throw new InputError(`${quote(selection.map(({ text }) => text).join(' '))} leaves no target; known: ${whatThereIs(targets).join(', ')}`)
}

function whatThereIs(targets: readonly Chosen[]): string[] {
  return [...targets.map(({ name }) => name), ...new Set(targets.flatMap(({ tags }) => tags.map((tag) => `@${tag}`)))]
}
