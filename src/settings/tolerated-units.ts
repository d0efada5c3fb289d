import * as v from 'valibot'
import { InputError, quote } from '../parse/input-error.ts'
import { plain, reading } from '../parse/schema.ts'

/** The kinds of units that can be in trouble. */
const kinds = ['service', 'socket', 'mount', 'automount', 'swap', 'target', 'path', 'timer', 'slice', 'scope', 'device']

/** What a request to a host may have of them. */
const mostCharacters = 4000

/** Reads globs of units, with white space or commas between them: `*` is any text, and what has no kind is a service. */
export function parseToleratedUnits(text: string): string[] {
  return bounded(
    text
      .split(/[\s,]+/)
      .filter((glob) => glob !== '')
      .map(parseGlob),
  )
}

function parseGlob(text: string): string {
  if (!/^[A-Za-z0-9:_.@*-]+$/.test(text)) {
    throw new InputError(`${quote(text)} cannot name units; write one like 'acme-*.service', with letters, digits, ':', '_', '.', '@', '-' and '*'`)
  }
  const glob = text.endsWith('*') || kinds.includes(text.split('.').at(-1) ?? '') ? text : `${text}.service`
  if (!/[A-Za-z0-9]/.test(glob.replace(/\.[^.]*$/, '')))
    throw new InputError(`${quote(text)} tolerates whatever fails, of units that carry the machine, too; name those that may fail`)
  return glob
}

function bounded(globs: string[]): string[] {
  if (globs.join(' ').length > mostCharacters) throw new InputError(`names more units than a host keeps, ${mostCharacters} characters; use '*'`)
  return [...new Set(globs)]
}

/** The value of a `tolerate-units` key: a text as in the input, or a list of globs. */
export const toleratedSchema: v.GenericSchema<unknown, string[]> = v.lazy((input) =>
  Array.isArray(input) ? v.pipe(v.array(plain(parseGlob)), reading(bounded)) : plain(parseToleratedUnits),
)
