import { formatDuration } from '../parse/duration.ts'
import { quote } from '../parse/input-error.ts'
import type { BodyExpectation, CommandCheck, HeaderExpectation, HealthCheck, HttpCheck, NamedCheck } from './check.ts'
import { bodyRegex } from './check.ts'

/** How much of a body is looked at. */
export const BODY_BYTES = 1024 * 1024

/** Of the configuration of curl, what differs from check to check: all that a host is told, whose agent knows the rest. */
export function curlFields(check: HttpCheck): string {
  const quoted = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`
  if (/\p{Cc}/u.test(check.url)) throw new Error(`a URL with control characters: ${quote(check.url)}`)
  return `url = ${quoted(check.url)}\nmax-time = ${check.timeoutSeconds}\n`
}

/**
 * The configuration of curl for a check, for `curl -q -K -`: it goes to standard input, so a URL is never in a process list. Headers, body
 * and nothing else come out; redirects are not followed.
 */
export function curlConfig(check: HttpCheck): string {
  const always = ['proto = "=http,https"', 'globoff', 'include', 'suppress-connect-headers', 'silent', 'show-error', 'user-agent = "nix-flake-deploy"']
  return `${curlFields(check)}${always.join('\n')}\n`
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

function whyNotHttp(check: HttpCheck, { exitCode, stdout, stderr }: Answer): string | undefined {
  const response = parseResponse(stdout)
  if (response === undefined && exitCode === CURL_TIMEOUT) return `no answer within ${formatDuration(check.timeoutSeconds)}`
  if (response === undefined || (exitCode !== 0 && !CURL_CUT.includes(exitCode))) {
    const said = lastLines(stderr)
      .at(-1)
      ?.replace(/^curl: /, '')
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
  const why = whyNotBody(check.expectBody, response.body, 'the body')
  if (why === undefined) return undefined
  const encoding = response.headers.find(({ name }) => name.toLowerCase() === 'content-encoding')?.value
  if (encoding !== undefined && encoding !== 'identity') return `the body is compressed (${quote(encoding)}), which was not asked for: it cannot be compared`
  return exitCode === CURL_TIMEOUT ? `${why}; it had not ended within ${formatDuration(check.timeoutSeconds)}` : why
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
