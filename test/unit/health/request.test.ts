// How a URL is asked, beyond a plain GET: what is taken, what is refused, what curl is told, and that nothing secret shows.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { judge } from '../../../src/health/answer.ts'
import { insecureWarning, secretsOfChecks } from '../../../src/health/caution.ts'
import { describeCheck, fillIn, type HttpCheck, parseHealthChecks } from '../../../src/health/check.ts'
import { curlConfig, curlFields } from '../../../src/health/curl.ts'
import type { HttpRequest } from '../../../src/health/request.ts'

const VALUES = { revision: '0123abc', target: 'staging', host: '2001:db8::1' }
const secret = 's3cr3t"\\value'

function check(text: string): HttpCheck {
  return parseHealthChecks('health-check', text)[0] as HttpCheck
}

/** With the key `request` alone. */
function request(text: string): HttpRequest | undefined {
  return check(`url: https://h/\n${text}`).request
}

describe('a request', () => {
  const good: [string, string, HttpRequest | undefined][] = [
    ['a plain GET', 'method: get', undefined],
    ['another method', 'method: delete', { method: 'DELETE' }],
    ['headers', 'headers: {Authorization: Bearer x-y}', { headers: [{ name: 'Authorization', value: 'Bearer x-y' }] }],
    [
      'JSON, with numbers, truths and nothing as they are without quotes, and texts as they are with them',
      'json: {a: 1, b: "1", c: true, d: "true", e: null, f: [1.5, x], g: 0x10, h: yes}',
      {
        method: 'POST',
        body: '{"a":1,"b":"1","c":true,"d":"true","e":null,"f":[1.5,"x"],"g":"0x10","h":"yes"}',
        headers: [{ name: 'Content-Type', value: 'application/json' }],
      },
    ],
    ['JSON that is one text', 'json: up', { method: 'POST', body: '"up"', headers: [{ name: 'Content-Type', value: 'application/json' }] }],
    [
      'JSON of a type of its own',
      'method: put\nheaders: {content-type: application/health+json}\njson: []',
      { method: 'PUT', body: '[]', headers: [{ name: 'content-type', value: 'application/health+json' }] },
    ],
    ['a text of many lines', 'data: "a=1\\nb"', { method: 'POST', body: 'a=1\nb' }],
    ['an address', 'resolve: "[::1]"', { resolve: '::1' }],
    ['the address of the target', 'resolve: "{host}"', { resolve: '{host}' }],
    ['trust in anybody', 'insecure: true', { insecure: true }],
    ['no trust in anybody', 'insecure: false', undefined],
    ['a socket', 'from: host\nunix-socket: /run/app/http.sock', { unixSocket: '/run/app/http.sock' }],
    ['redirects', 'redirects: 2', { redirects: 2 }],
    ['a version', 'http: 2', { http: '2' }],
  ]
  for (const [what, text, expected] of good) it(`can have ${what}`, () => assert.deepEqual(request(text), expected))

  const bad: [string, string, RegExp][] = [
    ['an unknown method', 'method: FETCH', /^health-check, line 2, method: 'FETCH' is not a method; /],
    ['two bodies', 'json: 1\ndata: a', /has both 'json' and 'data'/],
    ['a body to a GET', 'method: GET\njson: 1', /'json' does not go with 'method: GET'/],
    ['a body to a HEAD', 'method: HEAD\ndata: x', /'data' does not go with 'method: HEAD'/],
    ['a HEAD whose body is looked at', 'method: HEAD\nexpect-json: {.a: 1}', /gives no body; leave 'expect-json' out/],
    ['JSON in quotes', 'json: \'{"a": 1}\'', /is JSON in quotes/],
    ['a number that JSON does not keep', 'json: 12345678901234567890', /is a larger number than JSON keeps exactly/],
    ['an empty header', 'headers: {Authorization: ""}', /^health-check, line 2, headers\.Authorization: is empty: is the secret set/],
    [
      'a header of two lines',
      'headers: {x-a: "v3rys3cret\\nx-b: c"}',
      /^health-check, line 2, headers\.x-a: has a line end or another control character in it$/,
    ],
    ['a file for a header', 'headers: {"@/etc/shadow": x}', /is not the name of a header/],
    ['a header that is curl’s own', 'headers: {content-length: 3}', /is curl's own to say/],
    ['a port in an address', 'resolve: "h:80"', /is not an address; /],
    ['a file for certificates', 'ca: /etc/ssl/ca.pem', /is not a certificate in PEM/],
    ['certificates that are none', 'ca: "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----"', /has a certificate that cannot be read/],
    ['a socket on the runner', 'unix-socket: /run/a', /'unix-socket' is on the host; write 'from: host'/],
    ['a socket that is no path', 'from: host\nunix-socket: run/a', /is not a socket/],
    ['a socket behind dots', 'from: host\nunix-socket: /run/../a', /is not a socket/],
    ['a socket at an address', 'from: host\nunix-socket: /run/a\nresolve: ::1', /has both 'unix-socket' and 'resolve'/],
    ['redirects with a secret', 'headers: {x-a: b}\nredirects: 1', /'redirects' is for a plain GET or HEAD/],
    ['too many redirects', 'redirects: 11', /is not a number of redirects/],
    ['another version', 'http: 3', /is not a version of HTTP/],
  ]
  for (const [what, text, message] of bad) it(`cannot have ${what}`, () => assert.throws(() => request(text), { name: 'InputError', message }))
  it('looks at a certificate only where there is one', () => assert.throws(() => check('url: http://h/\ninsecure: true'), /'insecure' is for an https URL/))
  it('is for a URL alone', () => assert.throws(() => check('command: "true"\nheaders: {x-a: b}'), /'headers' is for a 'url'/))
  it('never shows a secret in an error', () => {
    for (const text of [`headers: {x-a: "v3rys3cret {revison}"}`, 'headers: {x-a: "v3rys3cret\\n"}\nmethod: x', 'headers: {"b d": v3rys3cret}'])
      assert.throws(
        () => request(text),
        (error: Error) => !error.message.includes('v3rys3cret'),
      )
  })

  it('has its values filled in', () => {
    const filled = fillIn(
      check('url: https://h/\nheaders: {x-t: "{target}"}\njson: {a: "{revision}"}\nresolve: "{host}"\nexpect-json: {.a: "{revision}"}'),
      VALUES,
    )
    assert.ok(filled.kind === 'http')
    assert.equal(filled.request?.headers?.[0]?.value, 'staging')
    assert.equal(filled.request.body, '{"a":"0123abc"}')
    assert.equal(filled.request.resolve, '2001:db8::1')
    assert.deepEqual(filled.expectJson, [{ path: '.a', value: '0123abc' }])
  })
})

describe('what curl is told', () => {
  const told = (more: HttpRequest, url = 'https://h/x'): string[] =>
    curlFields({ ...check('http://h/'), url, request: more })
      .trimEnd()
      .split('\n')
      .slice(2)
  it('is one line for each, whatever is in it', () => {
    assert.deepEqual(told({ headers: [{ name: 'a', value: secret }] }), ['header = "a: s3cr3t\\"\\\\value"'])
    assert.deepEqual(told({ method: 'POST', body: '@/etc/passwd\n"\\x\t' }), ['request = "POST"', 'data-raw = "@/etc/passwd\\n\\"\\\\x\\t"'])
    assert.deepEqual(told({ method: 'POST' }), ['request = "POST"', 'data-raw = ""'])
    assert.deepEqual(told({ method: 'HEAD' }), ['head'])
    assert.deepEqual(told({ resolve: '::1' }), ['connect-to = "h:443:[::1]:"'])
    assert.deepEqual(told({ resolve: '192.0.2.1' }, 'http://[::2]:8080/'), ['connect-to = "[::2]:8080:192.0.2.1:"'])
    assert.deepEqual(told({ insecure: true, http: '1.1' }), ['insecure', 'http1.1'])
    assert.deepEqual(told({ redirects: 2 }), ['location', 'max-redirs = 2', 'proto-redir = "=https"'])
    assert.throws(() => told({ headers: [{ name: 'a', value: 'b\0' }] }), /control characters/)
  })

  it('is noticed where it does not know it, and not asked without it', async () => {
    const config = curlConfig({ ...check('http://127.0.0.1:1/'), request: {} }).replace('max-time', 'no-such-option = "x"\nmax-time')
    const stderr = await new Promise<string>((resolve) => {
      const child = execFile('curl', ['-q', '-K', '-'], (_, __, said) => resolve(said))
      child.stdin?.end(config)
    })
    const verdict = judge(check('http://h/'), { exitCode: 0, stdout: 'HTTP/1.1 200 OK\r\n\r\n', stderr })
    assert.match(verdict.passed ? '' : verdict.reason, /^curl on the runner does not know its option 'no-such-option', which this check needs/)
    // From the host it comes beside the answer.
    const merged = `${stderr}HTTP/1.1 200 OK\r\n\r\n`
    assert.equal(judge(check('url: http://h/\nfrom: host'), { exitCode: 0, stdout: merged, stderr: merged }).passed, false)
    const quoting = 'HTTP/1.1 200 OK\r\n\r\nWarning: warning: x is unknown'
    assert.equal(judge(check('url: http://h/\nfrom: host'), { exitCode: 0, stdout: quoting, stderr: quoting }).passed, true)
  })
})

describe('a secret', () => {
  const asked = check(`url: https://h/\nheaders: {Authorization: Bearer abcdef, X-Key: 0123, Accept: text/html, x-short: a}\nexpect-body: well`)
  it('is masked whole, and without the word before it', () => assert.deepEqual(secretsOfChecks([asked, asked]).sort(), ['0123', 'Bearer abcdef', 'abcdef']))
  it('is not in the name of a check', () => assert.equal(describeCheck({ ...asked, request: { ...asked.request, method: 'PUT' } }), 'PUT https://h/'))
  it('is not shown where the server says it', () => {
    const said = (more: string, stdout: string): string => {
      const verdict = judge(check(`url: https://h/\nheaders: {Authorization: Bearer abcdef}\n${more}`), {
        exitCode: 0,
        stdout: `HTTP/1.1 200 OK\r\nx-a: abcdef\r\n\r\n${stdout}`,
        stderr: '',
      })
      return verdict.passed ? '' : verdict.reason
    }
    assert.equal(said('expect-body: well', 'you sent Bearer abcdef'), "the body does not have 'well'; it begins with 'you sent ***'")
    assert.equal(said('expect-body: well', `${'x'.repeat(78)}abcdef`), `the body does not have 'well'; it begins with '${'x'.repeat(78)}**'`)
    assert.equal(said('expect-header: "x-a: b"', ''), "the header 'x-a' is '***', not 'b'")
    assert.equal(said('expect-json: {.a: b}', '{"a":"abcdef"}'), 'the JSON has "***" at \'.a\', not "b"')
    const odd = JSON.parse('"x\\"\\\\yz"') as string
    const quoting = `url: https://h/\nheaders: ${JSON.stringify({ 'x-key': odd })}\nexpect-json: {.a: b}`
    const echoed = judge(check(quoting), { exitCode: 0, stdout: `HTTP/1.1 200 OK\r\n\r\n${JSON.stringify({ a: odd })}`, stderr: '' })
    assert.deepEqual(echoed, { passed: false, reason: 'the JSON has "***" at \'.a\', not "b"' })
    const long = 't'.repeat(9000)
    const cut = judge(check(`url: https://h/\nheaders: {x-key: ${long}}\nexpect-json: {.a: b}`), {
      exitCode: 0,
      stdout: `HTTP/1.1 200 OK\r\n\r\n${long}`,
      stderr: '',
    })
    assert.deepEqual(cut, { passed: false, reason: "the body is no JSON; it begins with '***'" })
    assert.equal(said('expect-json: {.a: b}', 'abcdef'), "the body is no JSON; it begins with '***'")
  })
  it('that anybody could read is told loudly', () => {
    assert.equal(insecureWarning([asked]), undefined)
    assert.match(insecureWarning([{ ...asked, request: { insecure: true } }]) ?? '', /can answer for https:\/\/h\/, .*`insecure: true` looks at no certificate/)
  })
})

describe('expect-json', () => {
  const why = (expected: string, body: unknown): string | undefined => {
    const verdict = judge(check(`url: http://h/\nexpect-json: ${expected}`), {
      exitCode: 0,
      stdout: `HTTP/1.1 200 OK\r\n\r\n${typeof body === 'string' ? body : JSON.stringify(body)}`,
      stderr: '',
    })
    return verdict.passed ? undefined : verdict.reason
  }
  const body = { status: 'ok', n: 1, none: null, checks: [{ name: 'db', up: true }] }
  const table: [string, unknown, string | undefined][] = [
    ['{status: ok}', body, undefined],
    ['{.status: ok, .n: 1, .none: null}', body, undefined],
    ['{checks.0.name: db, checks.0.up: true}', body, undefined],
    ['{.checks: [{name: db, up: true}]}', body, undefined],
    ['{.: [1]}', [1], undefined],
    ['{.status: up}', body, 'the JSON has "ok" at \'.status\', not "up"'],
    ['{.n: "1"}', body, 'the JSON has 1 at \'.n\', not "1"'],
    ['{.state: ok}', body, "the JSON has no '.state'; '.' has status, n, none, checks"],
    ['{.checks.1: x}', body, "the JSON has no '.checks.1'; '.checks' is a list of 1"],
    ['{.status.x: x}', body, "the JSON has no '.status.x'; '.status' is \"ok\""],
    ['{.a.b: x}', { a: {} }, "the JSON has no '.a.b'; '.a' is an empty map"],
    ['{.constructor: x}', {}, "the JSON has no '.constructor'; '.' is an empty map"],
    ['{.a: x}', '<html>', "the body is no JSON; it begins with '<html>'"],
    ['{.a: x}', '', 'the body is empty, and no JSON'],
  ]
  for (const [expected, got, reason] of table)
    it(`${expected} of ${JSON.stringify(got)}`, () => assert.equal(why(expected, got), reason?.replace('.constructor', '.constructor')))
  it('shows no more of what it found than a line', () => assert.ok((why('{.a: x}', { a: 'y'.repeat(10_000) }) ?? '').length < 200))
  it('has paths', () => assert.throws(() => check('url: http://h/\nexpect-json: {"a..b": 1}'), /'a\.\.b' is not a path in JSON/))
})

describe('redirects', () => {
  const moved = 'HTTP/1.1 302 Found\r\nlocation: /x\r\n\r\n'
  const asked = (redirects: number, stdout: string, exitCode = 0, stderr = ''): string | undefined => {
    const verdict = judge({ ...check('http://h/'), request: { redirects } }, { exitCode, stdout, stderr })
    return verdict.passed ? undefined : verdict.reason
  }
  it('lead to the answer that counts', () => {
    assert.equal(asked(2, `${moved}${moved}HTTP/1.1 200 OK\r\n\r\n`), undefined)
    assert.equal(asked(1, `${moved}${moved}HTTP/1.1 200 OK\r\n\r\n`), 'the status is 302, not 2xx')
    assert.equal(asked(1, moved, 47, 'curl: (47) Maximum (1) redirects followed'), "no answer: '(47) Maximum (1) redirects followed'")
  })
  it('are not what a body says', () => assert.equal(asked(0, `${moved}HTTP/1.1 200 OK\r\n\r\n`), 'the status is 302, not 2xx'))
})

describe('the version of HTTP', () => {
  it('is held', () => {
    const verdict = judge({ ...check('https://h/'), request: { http: '2' } }, { exitCode: 0, stdout: 'HTTP/1.1 200 OK\r\n\r\n', stderr: '' })
    assert.deepEqual(verdict, { passed: false, reason: 'the answer came by HTTP 1.1, not 2' })
  })
})
