import { formatDuration } from '../parse/duration.ts'
import { quote } from '../parse/input-error.ts'
import type { BodyExpectation, CommandCheck, HealthCheck, HttpCheck, NamedCheck, UnitsCheck } from './check.ts'
import { bodyRegex } from './check.ts'
import { whyNotJson } from './json.ts'
import { type Header, secretsOf } from './request.ts'

/** How much of a body is looked at. */
export const BODY_BYTES = 1024 * 1024

/** What came of one attempt: of curl with `curlConfig`, or of the command. `stdout` may be cut after `BODY_BYTES` and the headers. */
export interface Answer {
  exitCode: number
  stdout: string
  stderr: string
}

/** The verdict on one attempt; the reason is one short line, made safe for a log. */
export type Verdict = { passed: true } | { passed: false; reason: string }

/** Judges one attempt of a check whose values have been filled in; units are judged by more than one (units.ts). */
export function judge(check: Exclude<HealthCheck, UnitsCheck>, answer: Answer): Verdict {
  const reason = check.kind === 'http' ? whyNotHttp(check, answer) : whyNotCommand(check, answer)
  return reason === undefined ? { passed: true } : { passed: false, reason }
}

function whyNotCommand(check: CommandCheck | NamedCheck, { exitCode, stdout, stderr }: Answer): string | undefined {
  if (exitCode !== 0) {
    const said = lastLines(stderr.trim() === '' ? stdout : stderr)
    // timeout(1) sends SIGTERM, and SIGKILL to what does not mind.
    const how = exitCode === 124 || exitCode === 137 ? `did not end within ${formatDuration(check.timeoutSeconds)}` : `exited with ${exitCode}`
    return `the command ${how}${said.length === 0 ? '' : `: ${said.map(quote).join(', ')}`}`
  }
  return whyNotBody(check.expectBody, stdout, 'the output')
}

/** The last lines of what a program said; of a line that it wrote over again, what stood there at last. */
function lastLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().split('\r').at(-1)?.trim() ?? '')
    .filter((line) => line !== '')
    .slice(-5)
}

// curl ended before the answer did: it could not write on, for as much was read as is looked at; the body is larger than it was told; or the
// time was over. What came by then counts.
const CURL_TIMEOUT = 28
const CURL_CUT = [23, 63, CURL_TIMEOUT]

// Of an option in its configuration that it does not know, curl warns, and goes on without it: then it asks something else.
const unknownOption = /warning: '?([a-z0-9.-]+)'? (?:is unknown|the installed libcurl version)/

function whyNotHttp(check: HttpCheck, { exitCode, stdout, stderr }: Answer): string | undefined {
  // A server may say what it was sent, in JSON too.
  const secrets = secretsOf(check.request ?? {}).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  const hide = (text: string): string => secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
  const unknown = unknownOption.exec(stderr.split(/^HTTP\//m, 1)[0] ?? '')?.[1]
  if (unknown !== undefined) {
    return `curl on the ${check.from} does not know its option '${unknown}', which this check needs: install a newer one there, or write the check without it`
  }
  // From the host, what curl says comes beside what it was answered.
  const response = parseResponse(stdout, check.request?.redirects)
  if (response === undefined && exitCode === CURL_TIMEOUT) return `no answer within ${formatDuration(check.timeoutSeconds)}`
  if (response === undefined || (exitCode !== 0 && !CURL_CUT.includes(exitCode))) {
    const lines = lastLines(stderr)
    // Behind it, of a certificate, it says where one can read of certificates.
    const said = (lines.findLast((line) => line.startsWith('curl: (')) ?? lines.at(-1))?.replace(/^curl: /, '')
    return `no answer${said === undefined ? ` (curl exited with ${exitCode})` : `: ${quote(hide(said))}`}`
  }
  if (check.request?.http !== undefined && response.version !== check.request.http)
    return `the answer came by HTTP ${response.version}, not ${check.request.http}`
  if (!check.expectStatus.some((wanted) => statusMatches(wanted, response.status))) {
    return `the status is ${response.status}, not ${check.expectStatus.join(' or ')}`
  }
  for (const { name, value } of check.expectHeaders) {
    const got = response.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase())
    if (got.length === 0) return `there is no header ${quote(name)}; ${quote(value)} is expected`
    if (!got.some((header) => header.value === value)) {
      return `the header ${quote(name)} is ${got.map((header) => quote(hide(header.value))).join(' and ')}, not ${quote(value)}`
    }
  }
  const why = whyNotBody(check.expectBody, response.body, 'the body', hide) ?? whyNotJson(check.expectJson ?? [], response.body, hide)
  if (why === undefined) return undefined
  const encoding = response.headers.find(({ name }) => name.toLowerCase() === 'content-encoding')?.value
  if (encoding !== undefined && encoding !== 'identity') return `the body is compressed (${quote(encoding)}), which was not asked for: it cannot be compared`
  return exitCode === CURL_TIMEOUT ? `${why}; it had not ended within ${formatDuration(check.timeoutSeconds)}` : why
}

function whyNotBody(expected: BodyExpectation | undefined, body: string, what: string, hide = (text: string): string => text): string | undefined {
  if (expected === undefined) return undefined
  const found = expected.kind === 'text' ? body.includes(expected.value) : bodyRegex(expected.value).test(body)
  if (found) return undefined
  const begins = body.trim() === '' ? 'it is empty' : `it begins with ${quote(hide(body.trimStart()).slice(0, 80))}`
  return expected.kind === 'text'
    ? `${what} does not have ${quote(expected.value)}; ${begins}`
    : `${what} does not match ${quote(`/${expected.value}/`)}; ${begins}`
}

function statusMatches(wanted: string, status: number): boolean {
  return wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted)
}

/** An HTTP answer as `curl --include` prints it. */
export interface HttpResponse {
  /** `1.1`, `2` and the like. */
  version: string
  status: number
  headers: Header[]
  body: string
}

/**
 * Reads what `curl --include` printed: the last header block and the body, behind as many redirects as it followed. Undefined where there is
 * no whole header block.
 */
export function parseResponse(output: string, redirects = 0): HttpResponse | undefined {
  let rest = output
  let followed = 0
  for (;;) {
    const end = /\r?\n\r?\n/.exec(rest)
    const [statusLine = '', ...lines] = rest.slice(0, end?.index ?? 0).split(/\r?\n/)
    const [, version = '', status] = /^HTTP\/(\d(?:\.\d)?) (\d{3})(?: |$)/.exec(statusLine) ?? []
    if (end === null || status === undefined) return undefined
    rest = rest.slice(end.index + end[0].length)
    // 100 Continue, 103 Early Hints: the answer proper is still to come. 101 is an answer of its own.
    if (status.startsWith('1') && status !== '101') continue
    const headers = lines.map((line) => {
      const colon = line.indexOf(':')
      return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }
    })
    // curl leaves out the body of what it follows.
    if (followed < redirects && /^3\d\d$/.test(status) && headers.some(({ name }) => name.toLowerCase() === 'location') && /^HTTP\/\d/.test(rest)) {
      followed += 1
      continue
    }
    return { version, status: Number(status), headers, body: rest }
  }
}
