import { InputError, nearest, quote, wouldDo } from '../parse/input-error.ts'

/** What `{revision}`, `{target}` and `{host}` stand for. */
export interface CheckValues {
  revision: string
  target: string
  host: string
}

export const PLACEHOLDERS = ['revision', 'target', 'host'] as const

/** Any values, for what can only be read once it is filled in. */
export const SAMPLE: CheckValues = { revision: 'revision', target: 'target', host: 'host' }

/** Refuses `{revison}` and the like, which would go out as they stand. In a URL no other word in braces makes sense. */
export function template(text: string, strict: boolean): string {
  // `${host}` is the shell's or a regular expression's own.
  for (const [whole, word = ''] of text.matchAll(/(?<!\$)\{([A-Za-z_][A-Za-z0-9_-]*)\}/g)) {
    if ((PLACEHOLDERS as readonly string[]).includes(word)) continue
    if (strict || nearest(word, PLACEHOLDERS) !== undefined) {
      throw new InputError(
        `${quote(whole)} stands for nothing; ${wouldDo(
          whole,
          PLACEHOLDERS.map((known) => `{${known}}`),
        )}`,
      )
    }
  }
  return text
}

/** Refuses a text of several lines. */
export function oneLine(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new InputError(`${quote(text)} has a line end or another control character in it`)
  return text
}

/** Fills the values in, each as `write` has it. */
export function fill(text: string, values: CheckValues, write: (value: string) => string = (value) => value): string {
  return text.replaceAll(/(?<!\$)\{(revision|target|host)\}/g, (_, word: keyof CheckValues) => write(values[word]))
}
