import { isIPv6 } from 'node:net'
import * as v from 'valibot'
import { parseDurationWithin } from '../parse/duration.ts'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { isPlainName } from '../parse/names.ts'
import { conform, mapOf, named, oneOrMore, plain, reading, readYaml } from '../parse/schema.ts'
import { fillJson, type JsonExpectation, parseJson, parseJsonPath } from './json.ts'
import { assembleRequest, fillRequest, type Header, type HttpRequest, headerName, requestEntries } from './request.ts'
import { type CheckValues, fill, oneLine, PLACEHOLDERS, SAMPLE, template } from './template.ts'
import { parseUnitName } from './unit-name.ts'

/** When a check is asked, and how long. */
interface Timing {
  /** How long one attempt may take. */
  timeoutSeconds: number
  /** The pause between two attempts. */
  intervalSeconds: number
  /** How long it must keep passing. */
  forSeconds: number
}

/** What a body, or the output of a command, must hold: a text, or a match of a regular expression. */
export interface BodyExpectation {
  kind: 'text' | 'regex'
  value: string
}

/** Asks a URL with curl, on the runner or on the host itself. */
export interface HttpCheck extends Timing {
  kind: 'http'
  url: string
  from: 'runner' | 'host'
  /** Status codes such as `200`, or classes such as `2xx`; one of them must hold. */
  expectStatus: string[]
  /** That the answer must have: the name in any case, the value exactly. */
  expectHeaders: Header[]
  expectBody?: BodyExpectation
  expectJson?: JsonExpectation[]
  /** Where it is more than a plain GET. */
  request?: HttpRequest
}

/** Runs a shell command on the host, which passes when it exits with 0. */
export interface CommandCheck extends Timing {
  kind: 'command'
  command: string
  from: 'host'
  expectBody?: BodyExpectation
}

/** Runs a command that the host's own policy has under this name, as a `CommandCheck` does. */
export interface NamedCheck extends Timing {
  kind: 'named'
  check: string
  from: 'host'
  expectBody?: BodyExpectation
}

/** Looks whether units of systemd on the host are active, and were not started anew between two looks. */
export interface UnitsCheck extends Timing {
  kind: 'units'
  /** Names of units, and globs of such. */
  units: string[]
  from: 'host'
  expectBody?: never
}

export type HealthCheck = HttpCheck | CommandCheck | NamedCheck | UnitsCheck

function parseUrl(text: string): string {
  template(text, true)
  const filled = fill(oneLine(text), SAMPLE)
  const hint = "write one like 'https://{target}.example.com/healthz'"
  if (/[\s"\\<>^`{|}]/.test(filled)) throw new InputError(`${quote(text)} is not a URL; ${hint}`)
  const url = URL.parse(filled)
  if (url === null) throw new InputError(`${quote(text)} is not a URL; ${hint}`)
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !/^https?:\/\//i.test(text)) {
    throw new InputError(`${quote(text)} is not an http or https URL; ${hint}`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(`the URL has a user name or password in it, which logs would show; write 'headers: { Authorization: Basic … }'`)
  }
  return text
}

function parseCommand(text: string): string {
  if (text.trim() === '') throw new InputError("is empty; write a shell command, like 'systemctl is-active nginx'")
  if (text.includes('\0')) throw new InputError('has a NUL character in it')
  return template(text, false)
}

function parseCheckName(text: string): string {
  if (isPlainName(text)) return text
  throw new InputError(`${quote(text)} cannot name a check; it is a name from the policy of the host, of letters, digits, '.', '_' and '-'`)
}

function parseStatus(text: string): string {
  const status = text.toLowerCase()
  if (/^([1-5]xx|[1-5]\d\d)$/.test(status)) return status
  throw new InputError(`${quote(text)} is not an HTTP status; write one like '200' or '2xx', or a list of them`)
}

function headerValue(text: string): string {
  return template(oneLine(text.trim()), false)
}

function parseHeader(text: string): Header {
  const colon = text.indexOf(':')
  if (colon < 0) throw new InputError(`${quote(text)} is not a header; write it as 'name: value', in quotes`)
  return { name: headerName(text.slice(0, colon).trim()), value: headerValue(text.slice(colon + 1)) }
}

function parseBody(text: string): BodyExpectation {
  if (text === '') throw new InputError('is empty, which every body holds; write a text or a /regular expression/')
  template(text, false)
  const regex = /^\/(.+)\/$/s.exec(text)?.[1]
  if (regex === undefined) return { kind: 'text', value: text }
  try {
    bodyRegex(fill(regex, SAMPLE))
  } catch (error) {
    throw new InputError(`${quote(text)} is not a regular expression: ${error instanceof Error ? error.message : ''}`, { cause: error })
  }
  return { kind: 'regex', value: regex }
}

function parseFrom(text: string): 'runner' | 'host' {
  if (text === 'runner' || text === 'host') return text
  throw new InputError(`${quote(text)} is not a place to check from; ${wouldDo(text, ['runner', 'host'])}`)
}

const HOUR_SECONDS = 3600

function duration(minSeconds: number) {
  return v.optional(plain((text) => parseDurationWithin(text, { minSeconds, maxSeconds: HOUR_SECONDS })))
}

const headersSchema = v.lazy((input) =>
  typeof input === 'string' || Array.isArray(input)
    ? oneOrMore(plain(parseHeader))
    : v.pipe(
        named('headers', headerName, plain(headerValue)),
        v.transform((headers) => Object.entries(headers).map(([name, value]): Header => ({ name, value }))),
      ),
)

const checkEntries = {
  url: v.optional(plain(parseUrl)),
  command: v.optional(plain(parseCommand)),
  check: v.optional(plain(parseCheckName)),
  units: v.optional(oneOrMore(plain(parseUnitName))),
  'expect-status': v.optional(oneOrMore(plain(parseStatus))),
  'expect-header': v.optional(headersSchema),
  'expect-body': v.optional(plain(parseBody)),
  'expect-json': v.optional(
    v.pipe(
      named('paths in JSON and their values', parseJsonPath, v.pipe(v.unknown(), reading(parseJson))),
      v.transform((values) => Object.entries(values).map(([path, value]): JsonExpectation => ({ path, value }))),
    ),
  ),
  ...requestEntries,
  from: v.optional(plain(parseFrom)),
  timeout: duration(0.1),
  interval: duration(0.1),
  for: duration(0),
}
/** Those that say how a `url` is asked, and what is held against its answer alone. */
const ofUrls = ['expect-status', 'expect-header', 'expect-json', ...(Object.keys(requestEntries) as (keyof typeof requestEntries)[])] as const
const checkMap = mapOf('a health check', checkEntries)

/** The keys that a health check may have. */
export const healthCheckKeys: readonly string[] = Object.keys(checkEntries)

type Said = v.InferOutput<typeof checkMap>

const TIMING: Timing = { timeoutSeconds: 10, intervalSeconds: 2, forSeconds: 0 }

/** Makes a check of what was said, or throws what is wrong with the whole of it. */
function assemble(said: Said): HealthCheck {
  const { url, command, check, units, from } = said
  const timing: Timing = {
    timeoutSeconds: said.timeout ?? TIMING.timeoutSeconds,
    intervalSeconds: said.interval ?? TIMING.intervalSeconds,
    forSeconds: said.for ?? TIMING.forSeconds,
  }
  const common = {
    ...timing,
    ...(said['expect-body'] !== undefined && { expectBody: said['expect-body'] }),
  }
  const [one, other] = (['url', 'command', 'check', 'units'] as const).filter((key) => said[key] !== undefined)
  if (one === undefined) throw new InputError("has neither 'url' nor 'command' nor 'check' nor 'units'; write one of them")
  if (other !== undefined) throw new InputError(`has both '${one}' and '${other}'; make two health checks of it, as a list`)
  if (url !== undefined) {
    const expectStatus = said['expect-status'] ?? ['2xx']
    if (expectStatus.length === 0) throw new InputError("'expect-status' is an empty list; leave it out for '2xx'")
    const request = assembleRequest(said, { url, from: from ?? 'runner' })
    const ofBody = (['expect-body', 'expect-json'] as const).find((key) => said[key] !== undefined)
    if (request?.method === 'HEAD' && ofBody !== undefined) throw new InputError(`'method: HEAD' gives no body; leave ${quote(ofBody)} out, or write GET`)
    return {
      kind: 'http',
      url,
      from: from ?? 'runner',
      expectStatus,
      expectHeaders: said['expect-header'] ?? [],
      ...common,
      ...(said['expect-json'] && { expectJson: said['expect-json'] }),
      ...(request && { request }),
    }
  }
  if (from === 'runner') throw new InputError(`a '${one}' runs on the host; leave out 'from: runner', or check a 'url'`)
  for (const key of ofUrls) {
    if (said[key] !== undefined) {
      throw new InputError(`${quote(key)} is for a 'url'; a '${one}' passes when it exits with 0, and may have 'expect-body'`)
    }
  }
  if (units !== undefined) {
    if (said['expect-body'] !== undefined) throw new InputError("'expect-body' is not for 'units', which pass while they are active; leave it out")
    if (units.length === 0 || units.length > 100) throw new InputError(`'units' names ${units.length} units; write from 1 to 100 of them`)
    return { kind: 'units', units, from: 'host', ...timing }
  }
  return { ...(command === undefined ? { kind: 'named', check: check ?? '' } : { kind: 'command', command }), from: 'host', ...common }
}

const checkSchema = v.lazy((input) => (typeof input === 'string' ? plain((text) => assemble({ url: parseUrl(text) })) : v.pipe(checkMap, reading(assemble))))

/** Reads the value of a `health-check` key: a URL, a map, a list of either, or `none`. */
export const healthChecksSchema: v.GenericSchema<unknown, HealthCheck[]> = v.lazy((input) =>
  input === 'none'
    ? v.pipe(
        v.unknown(),
        v.transform((): HealthCheck[] => []),
      )
    : oneOrMore(checkSchema),
)

/** Reads the `health-check` input. Throws an InputError that names the place of each mistake. */
export function parseHealthChecks(input: string, text: string): HealthCheck[] {
  return conform(readYaml(input, text), healthChecksSchema)
}

/** The regular expression of a body expectation: `^` and `$` stand at each line. */
export function bodyRegex(pattern: string): RegExp {
  return new RegExp(pattern, 'm')
}

// Of what a plain word may have, these two mean something in a regular expression.
function escapeRegex(word: string): string {
  return word.replaceAll(/[.+]/g, '\\$&')
}

/**
 * The check with `{revision}`, `{target}` and `{host}` filled in. The values stand in shell commands, so anything but a plain
 * word is refused: the caller has parsed them already, and this holds it.
 */
export function fillIn(check: HealthCheck, values: CheckValues): HealthCheck {
  for (const name of PLACEHOLDERS) {
    const value = values[name]
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.:+-]*$/.test(value) && !isIPv6(value)) throw new Error(`${name} is not a plain word: ${quote(value)}`)
  }
  const expectBody = check.expectBody && {
    ...check.expectBody,
    value: fill(check.expectBody.value, values, check.expectBody.kind === 'regex' ? escapeRegex : undefined),
  }
  if (check.kind === 'command') return { ...check, command: fill(check.command, values), ...(expectBody && { expectBody }) }
  if (check.kind === 'named') return { ...check, ...(expectBody && { expectBody }) }
  if (check.kind === 'units') return check
  const inUrl = { ...values, host: isIPv6(values.host) ? `[${values.host}]` : values.host }
  return {
    ...check,
    // A label may have a `+`, which some servers read as a space.
    url: fill(check.url, inUrl, (value) => value.replaceAll('+', '%2B')),
    expectHeaders: check.expectHeaders.map(({ name, value }) => ({ name, value: fill(value, values) })),
    ...(expectBody && { expectBody }),
    ...(check.expectJson && { expectJson: check.expectJson.map(({ path, value }) => ({ path, value: fillJson(value, values) })) }),
    ...(check.request && { request: fillRequest(check.request, values) }),
  }
}

/** Whether what the check expects depends on the revision that runs. */
export function namesRevision(check: HealthCheck): boolean {
  return /(?<!\$)\{revision\}/.test(JSON.stringify(check))
}

/** The same values as a command on the host finds them in its environment. */
export function checkEnvironment(values: CheckValues): Record<'REVISION' | 'TARGET' | 'HOST', string> {
  return { REVISION: values.revision, TARGET: values.target, HOST: values.host }
}

/** A check as a person would name it, on one line: a URL without its query, in which there may be a secret, and without headers and body. */
export function describeCheck(check: HealthCheck): string {
  if (check.kind === 'named') return `check ${quote(check.check)} of the host`
  if (check.kind === 'units') return `units ${check.units.join(' ')}`
  if (check.kind === 'command') return `command ${quote(check.command)}`
  const { method, unixSocket } = check.request ?? {}
  const by = unixSocket === undefined ? '' : `, by ${unixSocket}`
  return `${method === undefined ? '' : `${method} `}${check.url.replace(/\?.*$/s, '?…')}${check.from === 'host' ? ` (from the host${by})` : ''}`
}
