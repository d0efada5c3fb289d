import * as v from 'valibot'
import type { Document, ErrorCode, Node } from 'yaml'
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { InputError, onOneLine, quote, wouldDo } from './input-error.ts'
import { isLostName } from './lost-name.ts'

/** A YAML input as read: its values, all of them text, and the line on which each was written. */
export interface Yaml {
  /** The input's name, for messages. */
  input: string
  value: unknown
  /** The line, from 1, of a key path in the text; the nearest line known where a path was not written out. */
  line(path: readonly PropertyKey[]): number | undefined
}

const QUOTE_IT = "give the keys of one map the same indentation, and put values with ': ' or other special characters in quotes"

const NEXT_STEP: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: "name the anchor before its alias, or put a '*' that is none in quotes",
  DUPLICATE_KEY: 'keep one of them',
  MULTIPLE_DOCS: "leave out the '---'",
  TAB_AS_INDENT: 'use spaces',
  TAG_RESOLVE_FAILED: "leave out the tag, or put a '!' that begins none in quotes",
}

function firstLine(message: string): string {
  if (/call stack/.test(message)) return 'it is nested too deeply'
  if (/alias count/.test(message)) return 'it has too many aliases'
  return onOneLine(message.split('\n')[0] ?? '').replace('; please use YAML.parseAllDocuments()', '')
}

/**
 * Reads YAML. Every scalar is text as it was written: YAML's own reading would turn the revision `1234567e8` into a number
 * and the version `1.10` into `1.1`. Anchors, aliases and merge keys work, within limits that a bomb of them does not pass.
 */
export function readYaml(input: string, text: string): Yaml {
  const lines = new LineCounter()
  const fail = (message: string, line?: number, cause?: unknown): never => {
    throw new InputError(`${place(input, line, [])}: ${message}`, { cause })
  }
  let document: Document
  let value: unknown
  try {
    document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false, merge: true })
    if (document.errors.length === 0) readJsonValues(document)
    // The value is made here already: aliases are followed only then.
    if (document.errors.length === 0) value = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return fail(`this YAML cannot be read: ${firstLine(message)}`, undefined, error)
  }
  const error = document.errors[0] ?? document.warnings[0]
  if (error !== undefined) {
    return fail(`this is not valid YAML: ${firstLine(error.message)}; ${NEXT_STEP[error.code] ?? QUOTE_IT}`, lines.linePos(error.pos[0]).line, error)
  }
  const yaml: Yaml = { input, value, line: (path) => lineOf(document, lines, path) }
  refuseStrangeKeys(yaml, value, [])
  return yaml
}

/** What is JSON in the end, beside the `url` of a health check: there `1`, `true` and `null` without quotes are what they are in JSON. */
const jsonKeys = ['json', 'expect-json']

function readJsonValues(document: Document): void {
  visit(document, {
    Map: (_, map) => {
      if (!map.has('url')) return
      for (const pair of map.items) {
        if (!isScalar(pair.key) || !jsonKeys.includes(String(pair.key.value))) continue
        visit(pair as unknown as Node, {
          Scalar: (key, scalar) => {
            const isJson = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(scalar.source ?? '')
            if (key !== 'key' && scalar.type === 'PLAIN' && isJson) scalar.value = JSON.parse(scalar.source ?? '') as unknown
          },
        })
      }
    },
  })
}

/** Keys that every JavaScript object seems to have would pass as known, or be lost. Also ends the walk through a map inside of itself. */
function refuseStrangeKeys(yaml: Yaml, value: unknown, path: PropertyKey[]): void {
  if (path.length > 20) throw errorAt(yaml, path.slice(0, 1), 'this YAML is nested too deeply')
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    if (key in Object.prototype || isLostName(key) || key === '<<') throw errorAt(yaml, [...path, key], `${quote(key)} cannot be a key here`)
    refuseStrangeKeys(yaml, item, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  const lineAt = (node: unknown): number | undefined => {
    const start = (node as Node | null | undefined)?.range?.[0]
    return start === undefined ? undefined : lines.linePos(start).line
  }
  let line = lineAt(document.contents)
  let node: unknown = document.contents
  for (const step of path) {
    const inside = resolve(node)
    if (isMap(inside)) {
      const pair = inside.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step))
      if (pair === undefined) break
      line = lineAt(pair.key) ?? line
      node = pair.value
    } else if (isSeq(inside)) {
      node = inside.items[Number(step)]
      line = lineAt(node) ?? line
    } else break
  }
  return line
}

function place(input: string, line: number | undefined, path: readonly PropertyKey[]): string {
  let dotted = ''
  for (const step of path) dotted += typeof step === 'number' ? `[${step}]` : `${dotted === '' ? '' : '.'}${String(step)}`
  const where = dotted === '' ? '' : `, ${onOneLine(dotted)}`
  return `${input}${line === undefined ? '' : `, line ${line}`}${where}`
}

/** An InputError about one place of a YAML input. */
export function errorAt(yaml: Yaml, path: readonly PropertyKey[], message: string): InputError {
  return new InputError(`${place(yaml.input, yaml.line(path), path)}: ${message}`)
}

/** Checks what a YAML input says against a schema and gives what the schema makes of it. Every mistake is named, one a line. */
export function conform<Output>(yaml: Yaml, schema: v.GenericSchema<unknown, Output>): Output {
  const result = v.safeParse(schema, yaml.value)
  if (result.success) return result.output
  const messages = result.issues.map((issue) => {
    const path = (issue.path ?? []).map((item) => item.key as PropertyKey)
    // A key that is unknown or missing is its parent's mistake; the line is the key's own, where it has one.
    const shown = isUnknownKey(issue) || isMissingKey(issue) ? path.slice(0, -1) : path
    return `${place(yaml.input, yaml.line(path), shown)}: ${issue.message}`
  })
  throw new InputError(messages.slice(0, 10).join('\n'))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never'
}

function isMissingKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected?.startsWith('"') === true
}

/** What a value is, in the words of YAML. */
function kind(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isRecord(value)) return 'a map'
  return isEmpty(value) ? 'empty' : 'plain text'
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null || value === undefined
}

/** Makes one thing of another by a function whose InputError becomes the issue's message. */
export function reading<Input, Output>(parse: (input: Input) => Output) {
  return v.rawTransform<Input, Output>(({ dataset, addIssue, NEVER }) => {
    try {
      return parse(dataset.value)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      addIssue({ message: error.message })
      return NEVER
    }
  })
}

function notPlain(value: unknown): string {
  const [word, ...others] = isRecord(value) ? Object.keys(value) : []
  if (isRecord(value) && word !== undefined && others.length === 0 && isEmpty(value[word])) {
    return `YAML takes {${quote(word).slice(1, -1)}} for a map; put the value in quotes`
  }
  return `is ${kind(value)} where one plain value is wanted`
}

/** A plain value, made into something by `parse`. `{revision}` without quotes, which is a map to YAML, gets a message of its own. */
export function plain<Output>(parse: (text: string) => Output) {
  return v.pipe(
    v.string((issue) => notPlain(issue.input)),
    reading(parse),
  )
}

/** A map: valibot's own schemas take a list for one too. */
function record(wanted: () => string) {
  return v.custom<Record<string, unknown>>(isRecord, (issue) => `is ${kind(issue.input)} where ${wanted()}`)
}

/** A map with these keys and no other. Keys whose schema is optional may be missing; `what` says what the map describes. */
export function mapOf<const Entries extends v.ObjectEntries>(what: string, entries: Entries) {
  const known = Object.keys(entries)
  const schema = v.strictObject(entries, (issue) => {
    const key = quote(String(issue.path?.[0].key))
    if (isUnknownKey(issue)) return `${key} is not a key of ${what}; ${wouldDo(String(issue.path?.[0].key), known)}`
    return `${what} needs ${key}; known: ${known.join(', ')}`
  })
  return v.pipe(
    record(() => `${what} is wanted: a map with the keys ${known.join(', ')}`),
    schema,
  )
}

/** A map from names, read by `name`, to values of one kind; `what` says what it is. */
export function named<Value extends v.GenericSchema>(what: string, name: (text: string) => string, value: Value) {
  return v.pipe(
    record(() => `${what} is wanted`),
    v.record(plain(name), value),
  )
}

/** One thing or a list of them; either way a list comes out. */
export function oneOrMore<Item extends v.GenericSchema>(item: Item) {
  return v.lazy((input) =>
    Array.isArray(input)
      ? v.array(item)
      : v.pipe(
          item,
          v.transform((only) => [only]),
        ),
  )
}
