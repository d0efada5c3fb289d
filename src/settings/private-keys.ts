import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { conform, named, plain, readYaml } from '../parse/schema.ts'
import { type Target, tagName, targetName } from './targets.ts'

/** One key for all targets, or one for each name of a target or `@tag`. */
export type PrivateKeys = string | ReadonlyMap<string, string>

/** A map begins with a brace or with a name, and PuTTY's own format, too. */
const beginsLikeMap = /^(?:\s*#.*\n|---[ \t]*\n)*\s*(?:\{|(?!PuTTY-)(?:"[^"\n]+"|'[^'\n]+'|@?[A-Za-z0-9][\w.-]*)\s*:(?:\s|$))/

/**
 * Reads the `ssh-private-key` input: a key in any form, or a YAML (or JSON) map of target, or `@tag` of targets, to key. Throws an InputError that shows nothing
 * of what was given but names.
 */
export function parsePrivateKeys(text: string): PrivateKeys {
  if (!beginsLikeMap.test(text)) return text
  const keys = new Map(Object.entries(readKeys(text)))
  for (const [name, key] of keys) if (key.trim() === '') throw new InputError(`ssh-private-key, ${name}: the key is empty; does this job see the secret?`)
  return keys
}

function readKeys(text: string): Record<string, string> {
  try {
    const value = plain((given) => given)
    return conform(readYaml('ssh-private-key', text), named('a map of targets to keys', nameOrTag, value))
  } catch (error) {
    // Its words may be a part of a key.
    if (!(error instanceof InputError)) throw error
    const [, line] = /^ssh-private-key, line (\d+)/.exec(error.message) ?? []
    throw new InputError(
      `ssh-private-key${line === undefined ? '' : `, line ${line}`}: this is neither a key nor a map of targets to keys; write each as \`NAME: \${{ toJSON(secrets.ITS_KEY) }}\`, one a line`,
    )
  }
}

function nameOrTag(text: string): string {
  return text.startsWith('@') ? `@${tagName(text.slice(1))}` : targetName(text)
}

/** Throws where a target has no key of its own. Keys of other targets may be there. */
export function needKeys(keys: PrivateKeys | undefined, targets: readonly Owner[]): void {
  if (keys === undefined || typeof keys === 'string') return
  const without = targets.find((target) => keyOf(keys, target) === undefined)
  if (without === undefined) return
  throw new InputError(`ssh-private-key: there is no key for the target ${quote(without.name)}; ${wouldDo(without.name, [...keys.keys()])}`)
}

/** Whom a key is for. */
type Owner = Pick<Target, 'name' | 'tags'>

/** Under what the key of a target stands in a map: its name, or else the first of its tags that has one. */
export function placeOfKey(keys: ReadonlyMap<string, string>, { name, tags }: Owner): string | undefined {
  return [name, ...tags.map((tag) => `@${tag}`)].find((place) => keys.has(place))
}

/** The key of a target. */
export function keyOf(keys: PrivateKeys | undefined, target: Owner): string | undefined {
  return typeof keys === 'object' ? keys.get(placeOfKey(keys, target) ?? '') : keys
}

/**
 * What is worth masking of the keys: their lines, as they were given and as OpenSSH has them, but not their frames nor a last line so short that
 * it stands in any text.
 */
export function secretLines(text: string): string[] {
  // Keys that YAML folds, that are quoted in base64 or stand in a map that cannot be read are found by how they look.
  const words = text.split(/\s+|\\[rn]/).flatMap((word) => word.match(/[A-Za-z0-9+/]{32,}=*/g) ?? [])
  const lines = [...keysIn(text), ...words]
    .flatMap((key) => [key, normalisePrivateKey(key)])
    .flatMap((key) => key.split(/[\r\n]+|\\[rn]/))
    .map((line) => line.trim())
  return [...new Set(lines)].filter((line) => line.length >= 8 && !line.startsWith('-----'))
}

function keysIn(text: string): string[] {
  try {
    const keys = parsePrivateKeys(text)
    return typeof keys === 'string' ? [keys] : [...keys.values()]
  } catch {
    // What is wrong with it is told once it is masked.
    return [text]
  }
}

/**
 * A private key as OpenSSH wants it. What became of it on its way through a form or a variable is mended where there is only one
 * thing it can have been: line ends of other systems, written as `\n` or turned into spaces; spaces around, no final line end;
 * quotes around; all of it in base64.
 */
export function normalisePrivateKey(text: string): string {
  const plain = decoded(text)
    .replaceAll(/\\r\\n|\\n|\r\n?/g, '\n')
    .trim()
    .replaceAll(/^(["'])([^]*)\1$/g, '$2')
  const [, type = '', body = ''] = /^-----BEGIN ([A-Z0-9 ]+)-----([^]*)-----END \1-----$/.exec(plain.trim()) ?? []
  // Headers, as of an encrypted key, are lines that have to stay whole.
  if (type === '' || body.includes(':')) return `${plain.replaceAll(/^[ \t]+|[ \t]+$/gm, '').trim()}\n`
  const lines = body.split(/\s+/).flatMap((word) => word.match(/.{1,76}/g) ?? [])
  return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n')
}

function decoded(text: string): string {
  // LS0tLS1CRUdJTi is -----BEGIN.
  return /^LS0tLS1CRUdJTi[A-Za-z0-9+/=\s]+$/.test(text.trim()) ? Buffer.from(text, 'base64').toString('utf8') : text
}
