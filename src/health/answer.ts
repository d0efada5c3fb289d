import { formatDuration } from '../parse/duration.ts'
import { quote } from '../parse/input-error.ts'
import type { BodyExpectation, CommandCheck, HeaderExpectation, HealthCheck, HttpCheck } from './check.ts'
import { bodyRegex } from './check.ts'

/** How much of a body is looked at. */
export const BODY_BYTES = 1024 * 1024

/**
 * The configuration of curl for a check, for `curl -q -K -` on either side: it goes to standard input, so a URL is never in a
 * process list. Headers, body and nothing else come out; redirects are not followed.
 */
export function curlConfig(check: HttpCheck): string {
  const quoted = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`
  if (/\p{Cc}/u.test(check.url)) throw new Error(`a URL with control characters: ${quote(check.url)}`)
  return [
    `url = ${quoted(check.url)}`,
    'proto = "=http,https"',
    `max-time = ${check.timeoutSeconds}`,
    'globoff',
    'include',
    'suppress-connect-headers',
    'silent',
    'show-error',
    'user-agent = "nix-flake-deploy"',
    '',
  ].join('\n')
}

/** What came of one attempt: of curl with `curlConfig`, or of the command. `stdout` may be cut after `BODY_BYTES` and the headers. */
export interface Answer {
  exitCode: number
  stdout: string
  stderr: string
}

/** The verdict on one attempt; the reason is one short line, made safe for a log. */
export type Verdict = { passed: true } | { passed: false; reason: string }

/** Judges one attempt of a check whose values have been filled in. */
export function judge(check: HealthCheck, answer: Answer): Verdict {
  const reason = check.kind === 'http' ? whyNotHttp(check, answer) : whyNotCommand(check, answer)
  return reason === undefined ? { passed: true } : { passed: false, reason }
}

function whyNotCommand(check: CommandCheck, { exitCode, stdout, stderr }: Answer): string | undefined {
  if (exitCode !== 0) {
    const said = lastLine(stderr) ?? lastLine(stdout)
    const how = exitCode === 124 ? `did not end within ${formatDuration(check.timeoutSeconds)}` : `exited with ${exitCode}`
    return `the command ${how}${said === undefined ? '' : `: ${quote(said)}`}`
  }
  return whyNotBody(check.expectBody, stdout, 'the output')
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined
}

// Reading stopped after as much as is looked at: curl could not write on, or the body is larger than it was told.
const CURL_CUT = [23, 63]
const CURL_TIMEOUT = 28

function whyNotHttp(check: HttpCheck, { exitCode, stdout, stderr }: Answer): string | undefined {
  if (exitCode === CURL_TIMEOUT) return `no answer within ${formatDuration(check.timeoutSeconds)}`
  const response = parseResponse(stdout)
  if (response === undefined || (exitCode !== 0 && !CURL_CUT.includes(exitCode))) {
    const said = lastLine(stderr)?.replace(/^curl: /, '')
    return `no answer${said === undefined ? ` (curl exited with ${exitCode})` : `: ${quote(said)}`}`
  }
  if (!check.expectStatus.some((wanted) => statusMatches(wanted, response.status))) {
    return `the status is ${response.status}, not ${check.expectStatus.join(' or ')}`
  }
  for (const { name, value } of check.expectHeaders) {
    const got = response.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase())
    if (got.length === 0) return `there is no header ${quote(name)}; ${quote(value)} is expected`
    if (!got.some((header) => header.value === value)) {
      return `the header ${quote(name)} is ${got.map((header) => quote(header.value)).join(' and ')}, not ${quote(value)}`
    }
  }
  return whyNotBody(check.expectBody, response.body, 'the body')
}

function whyNotBody(expected: BodyExpectation | undefined, body: string, what: string): string | undefined {
  if (expected === undefined) return undefined
  const found = expected.kind === 'text' ? body.includes(expected.value) : bodyRegex(expected.value).test(body)
  if (found) return undefined
  const begins = body.trim() === '' ? 'it is empty' : `it begins with ${quote(body.trimStart().slice(0, 80))}`
  return expected.kind === 'text'
    ? `${what} does not have ${quote(expected.value)}; ${begins}`
    : `${what} does not match ${quote(`/${expected.value}/`)}; ${begins}`
}

function statusMatches(wanted: string, status: number): boolean {
  return wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted)
}

/** An HTTP answer as `curl --include` prints it. */
export interface HttpResponse {
  status: number
  headers: HeaderExpectation[]
  body: string
}

/** Reads what `curl --include` printed: the last header block and the body. Undefined where there is no whole header block. */
export function parseResponse(output: string): HttpResponse | undefined {
  let rest = output
  for (;;) {
    const end = /\r?\n\r?\n/.exec(rest)
    const [statusLine = '', ...lines] = rest.slice(0, end?.index ?? 0).split(/\r?\n/)
    const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(statusLine)?.[1]
    if (end === null || status === undefined) return undefined
    rest = rest.slice(end.index + end[0].length)
    // 100 Continue, 103 Early Hints: the answer proper is still to come. 101 is an answer of its own.
    if (status.startsWith('1') && status !== '101') continue
    const headers = lines.map((line) => {
      const colon = line.indexOf(':')
      return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }
    })
    return { status: Number(status), headers, body: rest }
  }
}
