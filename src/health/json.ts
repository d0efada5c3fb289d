import { isDeepStrictEqual } from 'node:util'
import { InputError, onOneLine, quote } from '../parse/input-error.ts'
import { type CheckValues, fill, template } from './template.ts'

/** Anything that JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A value that the body of an answer, which is JSON, must have at a path such as `.checks.0.name`. */
export interface JsonExpectation {
  path: string
  value: Json
}

/** Reads a value of a YAML input as JSON, as it stands: `readYaml` has made numbers, `true`, `false` and `null` of what was not in quotes. */
export function parseJson(value: unknown): Json {
  if (typeof value === 'string') return template(value, false)
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new InputError(`${value} is a larger number than JSON keeps exactly; put it in quotes`)
  if (Array.isArray(value)) return value.map(parseJson)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, parseJson(item)]))
  return value as Json
}

/** Reads a path: keys and numbers with dots between them, and before the first if one likes; `.` is all of it. */
export function parseJsonPath(text: string): string {
  const path = text.startsWith('.') ? text : `.${text}`
  if (path === '.' || /^(\.[^.\s\p{Cc}]+)+$/u.test(path)) return path
  throw new InputError(`${quote(text)} is not a path in JSON; write one like '.status' or '.checks.0.name'`)
}

/** The same with the texts in it filled in. */
export function fillJson(value: Json, values: CheckValues): Json {
  if (typeof value === 'string') return fill(value, values)
  if (Array.isArray(value)) return value.map((item) => fillJson(item, values))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, values)]))
  return value
}

/** Why a body does not have what is expected at a path of it; undefined where all is there. `hide` takes secrets out of what is shown. */
export function whyNotJson(expectations: readonly JsonExpectation[], body: string, hide: (text: string) => string): string | undefined {
  if (expectations.length === 0) return undefined
  let whole: Json
  try {
    whole = JSON.parse(body) as Json
  } catch {
    return body.trim() === '' ? 'the body is empty, and no JSON' : `the body is no JSON; it begins with ${quote(hide(body.trimStart()))}`
  }
  const show = (value: Json): string => quote(hide(JSON.stringify(value))).slice(1, -1)
  for (const { path, value } of expectations) {
    let found: Json | undefined = whole
    let walked = ''
    for (const step of path.split('.').filter((key) => key !== '')) {
      const inside: Json = found
      found = stepInto(inside, step)
      if (found === undefined) return `the JSON has no ${quote(path)}; ${quote(hide(walked === '' ? '.' : walked))} ${whatIsThere(inside, hide)}`
      walked += `.${step}`
    }
    if (!isDeepStrictEqual(found, value)) return `the JSON has ${show(found)} at ${quote(path)}, not ${show(value)}`
  }
  return undefined
}

function stepInto(value: Json, step: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? value[step] : undefined
}

function whatIsThere(value: Json, hide: (text: string) => string): string {
  if (Array.isArray(value)) return `is a list of ${value.length}`
  if (typeof value !== 'object' || value === null) return `is ${quote(hide(JSON.stringify(value))).slice(1, -1)}`
  const keys = Object.keys(value)
  return keys.length === 0 ? 'is an empty map' : `has ${onOneLine(hide(keys.slice(0, 10).join(', '))).slice(0, 200)}${keys.length > 10 ? ', …' : ''}`
}
