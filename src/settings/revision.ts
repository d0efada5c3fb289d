import { InputError, quote } from '../parse/input-error.ts'

/** Words that name a revision by its standing on a host; never labels. */
const RESERVED_REVISIONS = ['latest', 'healthy', 'previous'] as const
export type ReservedRevision = (typeof RESERVED_REVISIONS)[number]

/** Whether a text is `latest`, `healthy` or `previous`. */
export function isReserved(text: string): text is ReservedRevision {
  return (RESERVED_REVISIONS as readonly string[]).includes(text)
}

const LABEL = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/
const LABEL_LENGTH = 100

/**
 * Reads a revision: a label such as a git SHA, or one of the reserved words that the command at hand knows.
 * Throws an InputError for anything else.
 */
export function parseRevision(text: string, reserved: readonly ReservedRevision[]): string {
  if (text.length > LABEL_LENGTH) {
    throw new InputError(`${quote(text)} is ${text.length} characters long; a label has at most ${LABEL_LENGTH}`)
  }
  if (!LABEL.test(text)) {
    throw new InputError(`${quote(text)} is not a label; write a git SHA, or letters, digits, '.', '_', '+' and '-', with a letter or digit first`)
  }
  if (isReserved(text) && !reserved.includes(text)) {
    const known = reserved.length === 0 ? 'a label such as the git SHA' : `a label or ${reserved.map(quote).join(' or ')}`
    throw new InputError(`${quote(text)} has a meaning of its own and cannot be used here; write ${known}`)
  }
  return text
}
