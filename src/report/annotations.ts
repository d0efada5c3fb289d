import type { RepositoryPlace } from '../nix/place.ts'

/** Something that is wrong, as an annotation says it. */
export interface Problem {
  /** What it is about, in few words: for those that are only listed. */
  name: string
  title?: string
  message: string
  place?: RepositoryPlace | undefined
}

/** GitHub keeps so many of each kind per step, and so much of each message (the runner's ExecutionContext.cs). */
const maxAnnotations = 10
const maxCharacters = 4096

/** The problems as annotations that GitHub will keep: the first ones, and one that sums up the rest where there are too many. */
export function fitAnnotations(problems: readonly Problem[]): Problem[] {
  const fitting = problems.map((problem) => ({ ...problem, message: fitMessage(problem.message) }))
  if (problems.length <= maxAnnotations) return fitting
  const rest = problems.slice(maxAnnotations - 1)
  const list = rest.map(({ title, name, message }) => `${title ?? name}: ${shorten(message.split('\n', 1)[0] ?? '', 200)}`)
  const names = `And ${rest.map(({ name }) => name).join(', ')}. Why is also in the log:`
  return [...fitting.slice(0, maxAnnotations - 1), { name: '', title: `${rest.length} more`, message: fitMessage([names, ...list].join('\n'), 0.9) }]
}

/** A message that GitHub does not cut: `share` of what it keeps is its beginning, the rest its end, with a count of what lies between. */
export function fitMessage(message: string, share = 0.5): string {
  if (message.length <= maxCharacters) return message
  const kept = maxCharacters - 60
  const head = wellFormed(message.slice(0, Math.floor(kept * share)))
  const tail = wellFormed(message.slice(message.length - (kept - head.length)))
  return `${head}\n… ${message.length - head.length - tail.length} characters are left out here …\n${tail}`
}

/** Cut to so many characters. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${wellFormed(text.slice(0, length - 1))}…`
}

/** Without half a character at an end. */
function wellFormed(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
}
