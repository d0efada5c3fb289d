import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { PAYLOADS, type PayloadKind } from '../store/payload.ts'
import { configurationName } from './configuration-name.ts'
import type { InputName } from './inputs.ts'

/** What is wrong in the text of an input is told with the input's name. */
export function inInput<Value>(name: InputName, parse: () => Value): Value {
  return inPlace(name, parse)
}

/** The same for a flag, or wherever else a text was written. */
export function inPlace<Value>(name: string, parse: () => Value): Value {
  try {
    return parse()
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`, { cause: error.cause })
    throw error
  }
}

export function withoutNul(text: string): string {
  if (text.includes('\0')) throw new InputError('has a NUL character in it')
  return text
}

export function oneOf<Word extends string>(text: string, known: readonly Word[], what: string): Word {
  const word = known.find((candidate) => candidate === text)
  if (word === undefined) throw new InputError(`${quote(text)} is not ${what}; ${wouldDo(text, known)}`)
  return word
}

export function wholeNumber(text: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  throw new InputError(`${quote(text)} is not a whole number from ${least} to ${most}`)
}

export function trueOrFalse(text: string): boolean {
  const word = text.toLowerCase()
  if (word !== 'true' && word !== 'false') throw new InputError(`${quote(text)} is neither 'true' nor 'false'`)
  return word === 'true'
}

/** Lines without their white space; the empty ones are left out. */
function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A git ref or a flake reference: what begins with a dash would be an option. */
export function parseDiffBase(text: string): string {
  if (/[\p{Cc}\s#]/u.test(text) || text.startsWith('-'))
    throw new InputError(`${quote(text)} is neither a git ref, like 'main' or a SHA, nor a flake reference, like 'github:owner/repository'`)
  return text
}

export function parseFlake(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new InputError(`${quote(text)} has a line end or another control character in it; write one flake reference`)
  if (text.startsWith('-')) throw new InputError(`${quote(text)} begins with '-'; write a directory as './${text}'`)
  const hash = text.indexOf('#')
  if (hash >= 0) {
    const name = text.slice(hash + 1)
    throw new InputError(`${quote(text)} names a part of the flake; write ${quote(text.slice(0, hash) || '.')} and say ${quote(name)} in 'configurations'`)
  }
  return text
}

export function parseConfigurations(text: string): string[] | 'all' {
  const lines = linesOf(text)
  if (lines.includes('*')) {
    if (lines.length > 1) throw new InputError("'*' stands for all of them; leave out the other names")
    return 'all'
  }
  return [
    ...new Set(
      lines.map((line) => {
        if (/^-\s|,/.test(line) && !/^"[^"]*"$/.test(line))
          throw new InputError(`${quote(line)} is not one name; write the names one a line, without '-' or ','`)
        return configurationName(line)
      }),
    ),
  ]
}

export function parsePayloads(text: string): [PayloadKind, ...PayloadKind[]] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const [first, ...rest] = words.map((word) => oneOf(word, PAYLOADS, 'a payload'))
  if (first === undefined) throw new InputError(`${quote(text)} names no payload; known: ${PAYLOADS.join(', ')}`)
  return [first, ...new Set(rest.filter((kind) => kind !== first))]
}

export function parseRevisionsDirectory(text: string): string {
  const path = text.replace(/\/+$/, '')
  if (!/^(\/[A-Za-z0-9_+@-][A-Za-z0-9._+@-]*)+$/.test(path)) {
    throw new InputError(`${quote(text)} is not an absolute path of plain words; write one like '/srv/revisions'`)
  }
  const ownedByTheSystem = /^\/(nix|proc|sys|dev|run|tmp|boot)(\/|$)/.exec(path)?.[1]
  if (ownedByTheSystem !== undefined) {
    throw new InputError(`${quote(text)} is under /${ownedByTheSystem}, which is no place for a record; write one like '/srv/revisions'`)
  }
  return path
}

export function parseNixOptions(text: string): string[] {
  const lines = linesOf(withoutNul(text))
  const [first] = lines
  if (first !== undefined && !first.startsWith('-')) {
    throw new InputError(`${quote(first)} is not an option; options begin with '--', each argument on a line of its own`)
  }
  for (const line of lines) {
    if (/^--?[a-z-]+[\s=]/.test(line)) {
      const parts = line.split(/[\s=]+/).map(quote)
      throw new InputError(`${quote(line)} is one argument to Nix; write each argument on a line of its own: ${parts.join(', ')}`)
    }
    if (/^(--)?(extra-)?access-tokens$/.test(line)) {
      throw new InputError("'access-tokens' would show in the list of processes; set it in the step's env, as NIX_CONFIG")
    }
  }
  return lines
}

export function parseOutLinkPrefix(text: string): string {
  if (/\p{Cc}/u.test(text) || text.startsWith('-')) {
    throw new InputError(`${quote(text)} cannot begin the path of a link; write one like 'result-' or 'out/'`)
  }
  return text
}
