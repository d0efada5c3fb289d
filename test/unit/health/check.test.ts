import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import type { Answer } from '../../../src/health/answer.ts'
import { judge, parseResponse } from '../../../src/health/answer.ts'
import type { CommandCheck, HealthCheck, HttpCheck, UnitsCheck } from '../../../src/health/check.ts'
import { checkEnvironment, describeCheck, fillIn, parseHealthChecks } from '../../../src/health/check.ts'
import { curlConfig } from '../../../src/health/curl.ts'

function checks(text: string): HealthCheck[] {
  return parseHealthChecks('health-check', text)
}

const VALUES = { revision: '0123abc', target: 'staging', host: 'staging.example.com' }
const TIMING = { timeoutSeconds: 10, intervalSeconds: 2, forSeconds: 0 }
const HTTP: HttpCheck = { kind: 'http', url: 'http://h/', from: 'runner', expectStatus: ['2xx'], expectHeaders: [], ...TIMING }
const COMMAND: CommandCheck = { kind: 'command', command: 'true', from: 'host', ...TIMING }

describe('a health check', () => {
  const good: [string, string, HealthCheck[]][] = [
    ['a URL', 'http://h/', [HTTP]],
    ['a list of URLs', '- http://h/\n- https://k/', [HTTP, { ...HTTP, url: 'https://k/' }]],
    ['a map', 'url: http://h/', [HTTP]],
    ['nothing', 'none', []],
    ['an empty list', '[]', []],
    ['a command', 'command: systemctl is-active "nginx"', [{ ...COMMAND, command: 'systemctl is-active "nginx"' }]],
    ['a command of many lines', 'command: |\n  set -e\n  true\nfrom: host', [{ ...COMMAND, command: 'set -e\ntrue\n' }]],
    ['its times', 'url: http://h/\ntimeout: 1s\ninterval: 500ms\nfor: 1m', [{ ...HTTP, timeoutSeconds: 1, intervalSeconds: 0.5, forSeconds: 60 }]],
    ['a status', 'url: http://h/\nexpect-status: 204', [{ ...HTTP, expectStatus: ['204'] }]],
    ['many of them', 'url: http://h/\nexpect-status: [200, 3XX]', [{ ...HTTP, expectStatus: ['200', '3xx'] }]],
    ['a header', 'url: http://h/\nexpect-header: "X-A: b: c"', [{ ...HTTP, expectHeaders: [{ name: 'X-A', value: 'b: c' }] }]],
    [
      'headers as a map, their values as written',
      'url: http://h/\nexpect-header:\n  x-a: 1.10\n  x-b: 1234567e8',
      [
        {
          ...HTTP,
          expectHeaders: [
            { name: 'x-a', value: '1.10' },
            { name: 'x-b', value: '1234567e8' },
          ],
        },
      ],
    ],
    ['headers as a list', 'url: http://h/\nexpect-header: ["x-a: b"]', [{ ...HTTP, expectHeaders: [{ name: 'x-a', value: 'b' }] }]],
    ['a text', 'url: http://h/\nexpect-body: ok', [{ ...HTTP, expectBody: { kind: 'text', value: 'ok' } }]],
    ['a regular expression', 'url: http://h/\nexpect-body: /^a{2}$/', [{ ...HTTP, expectBody: { kind: 'regex', value: '^a{2}$' } }]],
    ['what asks from the host', 'url: http://[::1]:8080/\nfrom: host', [{ ...HTTP, url: 'http://[::1]:8080/', from: 'host' }]],
    [
      'braces of a shell, of awk and of JSON',
      "command: awk '{print}' ${HOME}/{a,b} '{\"a\":1}'",
      [{ ...COMMAND, command: "awk '{print}' ${HOME}/{a,b} '{\"a\":1}'" }],
    ],
  ]
  for (const [what, text, expected] of good) it(`can be ${what}`, () => assert.deepEqual(checks(text), expected))

  const bad: [string, string, RegExp][] = [
    ['a URL without a scheme', 'h/healthz', /^health-check, line 1: 'h\/healthz' is not a URL; write one like/],
    ['a file', 'file:///etc/passwd', /is not an http or https URL/],
    ['another scheme', 'gopher://h/', /is not an http or https URL/],
    ['a URL with a password', 'http://a:b@h/', /^health-check, line 1: the URL has a user name or password in it/],
    ['two URLs in one', 'http://h/\nhttp://k/', /is not a URL/],
    ['a URL with a line end', '"http://h/\\noutput = /etc/passwd"', /^health-check, line 1: 'http:\/\/h\/\\noutput = \/etc\/passwd' has a line end/],
    ['a URL with a quote', "'http://h/\" -o x'", /is not a URL/],
    [
      'a misspelt word in braces',
      'http://h/{revison}',
      /'\{revison\}' stands for nothing; did you mean '\{revision\}'\? Known: \{revision\}, \{target\}, \{host\}$/,
    ],
    ['an unknown word in a URL', 'http://h/{sha}', /'\{sha\}' stands for nothing; known: \{revision\}/],
    ['a word in capitals', 'command: test {TARGET}', /did you mean '\{target\}'/],
    [
      'a misspelt word in a header',
      'url: http://h/\nexpect-header: "x-a: {revsion}"',
      /^health-check, line 2, expect-header: '\{revsion\}' stands for nothing/,
    ],
    ['a misspelt word in a body', 'url: http://h/\nexpect-body: "{hots}"', /did you mean '\{host\}'/],
    [
      'a word that YAML takes for a map',
      'url: http://h/\nexpect-header:\n  x-a: {revision}',
      /^health-check, line 3, expect-header\.x-a: YAML takes \{revision\} for a map; put the value in quotes$/,
    ],
    ['a URL and a command', 'url: http://h/\ncommand: "true"', /has both 'url' and 'command'; make two/],
    ['neither', 'for: 1s', /has neither 'url' nor 'command' nor 'check'/],
    ['a command and a name', 'command: "true"\ncheck: web', /has both 'command' and 'check'; make two/],
    ['a name with a space', 'check: "a b"', /'a b' cannot name a check/],
    ['a name that is asked from the runner', 'check: web\nfrom: runner', /a 'check' runs on the host/],
    ['a name with a status', 'check: web\nexpect-status: 200', /is for a 'url'; a 'check' passes when/],
    ['a command from the runner', 'command: "true"\nfrom: runner', /a 'command' runs on the host/],
    ['a command with a status', 'command: "true"\nexpect-status: 200', /'expect-status' is for a 'url'/],
    ['an empty command', 'command: ""', /^health-check, line 1, command: is empty/],
    ['an unknown place', 'url: http://h/\nfrom: hosts', /'hosts' is not a place to check from; did you mean 'host'/],
    ['a bad status', 'url: http://h/\nexpect-status: 20x', /^health-check, line 2, expect-status: '20x' is not an HTTP status/],
    ['a bad status in a list', 'url: http://h/\nexpect-status:\n  - 200\n  - ok', /^health-check, line 4, expect-status\[1\]: 'ok' is not an HTTP status/],
    ['no status at all', 'url: http://h/\nexpect-status: []', /'expect-status' is an empty list/],
    ['a header without a value', 'url: http://h/\nexpect-header: x-a', /'x-a' is not a header; write it as 'name: value'/],
    ['a header name with a space', 'url: http://h/\nexpect-header: "x a: b"', /'x a' is not the name of a header/],
    ['an empty body', 'url: http://h/\nexpect-body: ""', /is empty, which every body holds/],
    ['a bad regular expression', 'url: http://h/\nexpect-body: /(/', /'\/\(\/' is not a regular expression: /],
    ['a time without a unit', 'url: http://h/\ntimeout: 5', /^health-check, line 2, timeout: '5' has no unit/],
    ['no pause', 'url: http://h/\ninterval: 0s', /'0s' is too short; 100ms is the least/],
    [
      'an unknown key',
      '- http://h/\n- url: http://h/\n  expect-code: 200',
      /^health-check, line 3, \[1\]: 'expect-code' is not a key of a health check; (did|known)/,
    ],
    ['a list in a list', '- [http://h/]', /^health-check, line 1, \[0\]: is a list where a health check is wanted/],
  ]
  for (const [what, text, message] of bad) {
    it(`cannot be ${what}`, () => assert.throws(() => checks(text), { name: 'InputError', message }))
  }

  it('is named on one line', () => {
    assert.equal(describeCheck(HTTP), 'http://h/')
    assert.equal(describeCheck({ ...HTTP, url: 'https://h/healthz?token=x#y' }), 'https://h/healthz?…')
    assert.equal(describeCheck({ ...HTTP, from: 'host' }), 'http://h/ (from the host)')
    assert.equal(describeCheck({ ...COMMAND, command: 'a\nb' }), "command 'a\\nb'")
  })
})

describe('the words in braces', () => {
  it('are filled in wherever they stand', () => {
    const [check] = checks('url: http://{target}.{host}/{revision}\nexpect-header: "x-a: {revision}"\nexpect-body: "v={revision}"')
    const filled = fillIn(check!, VALUES)
    assert.deepEqual(filled, {
      ...HTTP,
      url: 'http://staging.staging.example.com/0123abc',
      expectHeaders: [{ name: 'x-a', value: '0123abc' }],
      expectBody: { kind: 'text', value: 'v=0123abc' },
    })
  })

  it('stand for themselves in a regular expression', () => {
    const [check] = checks('url: http://h/\nexpect-body: /v={revision}$/')
    const filled = fillIn(check!, { ...VALUES, revision: 'v1.2+3' })
    assert.deepEqual(filled.expectBody, { kind: 'regex', value: 'v=v1\\.2\\+3$' })
  })

  it('put an IPv6 address in brackets in a URL, and nowhere else', () => {
    const values = { ...VALUES, host: '2001:db8::1' }
    assert.equal((fillIn({ ...HTTP, url: 'http://{host}:8080/' }, values) as HttpCheck).url, 'http://[2001:db8::1]:8080/')
    assert.equal((fillIn({ ...COMMAND, command: 'ping {host} ${host}' }, values) as CommandCheck).command, 'ping 2001:db8::1 ${host}')
  })

  for (const revision of ['$(id)', 'a b', 'a;id', '-rf', 'a\nb', '', "a'b"]) {
    it(`are never ${JSON.stringify(revision)}`, () => {
      assert.throws(() => fillIn(COMMAND, { ...VALUES, revision }), /^Error: revision is not a plain word/)
    })
  }

  it('are in the environment of a command, too', () => {
    assert.deepEqual(checkEnvironment(VALUES), { REVISION: '0123abc', TARGET: 'staging', HOST: 'staging.example.com' })
  })
})

describe('an answer', () => {
  const answer = (stdout: string, exitCode = 0, stderr = ''): Answer => ({ exitCode, stdout, stderr })
  const ok = 'HTTP/1.1 200 OK\r\nX-Version: 0123abc\r\nContent-Type: text/plain\r\n\r\nversion 0123abc\nready\n'

  it('has a status, headers and a body', () => {
    assert.deepEqual(parseResponse('HTTP/2 204 \r\na: b: c\r\nA:d\r\n\r\n\r\n\r\nbody'), {
      version: '2',
      status: 204,
      headers: [
        { name: 'a', value: 'b: c' },
        { name: 'A', value: 'd' },
      ],
      body: '\r\n\r\nbody',
    })
  })

  it('comes after the interim ones', () => {
    assert.equal(parseResponse('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 500 No\r\n\r\n')?.status, 500)
  })

  for (const text of ['', 'HTTP/1.1 200 OK\r\nx: y', '<html>\r\n\r\n', 'HTTP/1.1 20 OK\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n']) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(parseResponse(text), undefined))
  }

  const verdicts: [string, Exclude<HealthCheck, UnitsCheck>, Answer, string | undefined][] = [
    ['a status of the class', HTTP, answer(ok), undefined],
    ['a status of the list', { ...HTTP, expectStatus: ['404', '200'] }, answer(ok), undefined],
    ['another status', { ...HTTP, expectStatus: ['204', '3xx'] }, answer(ok), 'the status is 200, not 204 or 3xx'],
    ['a redirect, which is not followed', HTTP, answer('HTTP/1.1 302 Found\r\nlocation: /login\r\n\r\n'), 'the status is 302, not 2xx'],
    ['a header', { ...HTTP, expectHeaders: [{ name: 'x-version', value: '0123abc' }] }, answer(ok), undefined],
    [
      'a header with more in it',
      { ...HTTP, expectHeaders: [{ name: 'x-version', value: '0123' }] },
      answer(ok),
      "the header 'x-version' is '0123abc', not '0123'",
    ],
    ['no such header', { ...HTTP, expectHeaders: [{ name: 'x-v', value: '1' }] }, answer(ok), "there is no header 'x-v'; '1' is expected"],
    ['a body with the text', { ...HTTP, expectBody: { kind: 'text', value: 'ready' } }, answer(ok), undefined],
    [
      'a body without',
      { ...HTTP, expectBody: { kind: 'text', value: 'steady' } },
      answer(ok),
      "the body does not have 'steady'; it begins with 'version 0123abc\\nready\\n'",
    ],
    ['a line that matches', { ...HTTP, expectBody: { kind: 'regex', value: '^ready$' } }, answer(ok), undefined],
    [
      'no line that matches',
      { ...HTTP, expectBody: { kind: 'regex', value: '^read$' } },
      answer('HTTP/1.1 200 OK\r\n\r\n'),
      "the body does not match '/^read$/'; it is empty",
    ],
    ['a body that was cut', HTTP, answer(ok, 23, 'curl: (23) Failure writing output'), undefined],
    ['nobody there', HTTP, answer('', 7, 'curl: (7) Failed to connect to h port 80\n'), "no answer: '(7) Failed to connect to h port 80'"],
    [
      'a certificate of nobody',
      HTTP,
      answer(
        '',
        60,
        'curl: (60) SSL certificate problem: self-signed certificate\nMore details here: https://curl.se/\n\ncurl failed to verify it\nhow to fix it, please visit\n',
      ),
      "no answer: '(60) SSL certificate problem: self-signed certificate'",
    ],
    ['an answer that breaks off', HTTP, answer(ok, 18, 'curl: (18) transfer closed'), "no answer: '(18) transfer closed'"],
    ['an answer too late', HTTP, answer('', 28, 'curl: (28) timed out'), 'no answer within 10s'],
    ['an answer without end', HTTP, answer(ok, 28, 'curl: (28) timed out'), undefined],
    ['an answer without end that has what is asked for', { ...HTTP, expectBody: { kind: 'text', value: 'ready' } }, answer(ok, 28), undefined],
    [
      'an answer without end that has not',
      { ...HTTP, expectBody: { kind: 'text', value: 'steady' } },
      answer(ok, 28),
      "the body does not have 'steady'; it begins with 'version 0123abc\\nready\\n'; it had not ended within 10s",
    ],
    ['an answer without end of another status', HTTP, answer('HTTP/1.1 503 No\r\n\r\nx', 28), 'the status is 503, not 2xx'],
    ['a larger body than is looked at', HTTP, answer(ok, 63), undefined],
    ['a compressed body', HTTP, answer('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b'), undefined],
    [
      'a compressed body that is to be read',
      { ...HTTP, expectBody: { kind: 'text', value: 'ready' } },
      answer('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b'),
      "the body is compressed ('gzip'), which was not asked for: it cannot be compared",
    ],
    ['no curl', HTTP, answer('', 127), 'no answer (curl exited with 127)'],
    ['no HTTP', HTTP, answer('SSH-2.0-OpenSSH\r\n', 0), 'no answer (curl exited with 0)'],
    [
      'a log command in a header',
      { ...HTTP, expectHeaders: [{ name: 'x', value: 'y' }] },
      answer('HTTP/1.1 200 OK\nx: \u001b[2J::error::z\n\n'),
      "the header 'x' is '\\u{1b}[2J::error::z', not 'y'",
    ],
    ['a command that is happy', COMMAND, answer('', 0), undefined],
    ['a command that is not', COMMAND, answer('a\n', 3, 'inactive\n\n::error::x\n'), "the command exited with 3: 'inactive', '::error::x'"],
    ['a command that draws its progress', COMMAND, answer('', 3, ' 10%\r 20%\r\n'), "the command exited with 3: '20%'"],
    ['a command that says why on stdout', COMMAND, answer('inactive\n', 3), "the command exited with 3: 'inactive'"],
    ['a command that hangs', COMMAND, answer('', 124), 'the command did not end within 10s'],
    [
      'a command that does not say it',
      { ...COMMAND, expectBody: { kind: 'text', value: 'active' } },
      answer('failed\n'),
      "the output does not have 'active'; it begins with 'failed\\n'",
    ],
  ]
  for (const [what, check, got, reason] of verdicts) {
    it(`${what} is ${reason === undefined ? 'good' : 'not'}`, () => {
      assert.deepEqual(judge(check, got), reason === undefined ? { passed: true } : { passed: false, reason })
    })
  }
})

describe('curl', () => {
  function curl(config: string): Promise<Answer> {
    return new Promise((resolve) => {
      const child = execFile('curl', ['-q', '-K', '-'], { env: { PATH: process.env['PATH'] } }, (error, stdout, stderr) => {
        resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr })
      })
      child.stdin?.end(config)
    })
  }

  it('asks just what was said, and its answer can be judged', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
      if (request.url === '/slow') return
      response.writeHead(request.url === '/moved' ? 302 : 200, { location: '/elsewhere', 'x-version': '0123abc' })
      response.end('hello {a,b} "there"\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const ask = async (path: string, over: Partial<HttpCheck> = {}): Promise<string> => {
        const check: HttpCheck = { ...HTTP, url: `http://127.0.0.1:${port}${path}`, ...over }
        const verdict = judge(check, await curl(curlConfig(check)))
        return verdict.passed ? 'passed' : verdict.reason
      }
      assert.equal(await ask('/a?b=[1-3]&c=%22', { expectHeaders: [{ name: 'X-Version', value: '0123abc' }] }), 'passed')
      assert.equal(await ask('/', { expectBody: { kind: 'text', value: '"there"' } }), 'passed')
      assert.equal(await ask('/moved'), 'the status is 302, not 2xx')
      assert.equal(await ask('/slow', { timeoutSeconds: 0.2 }), 'no answer within 200ms')
      assert.deepEqual(asked, ['GET /a?b=[1-3]&c=%22', 'GET /', 'GET /moved', 'GET /slow'])
    } finally {
      server.closeAllConnections()
      server.close()
    }
    const nobody = { ...HTTP, url: 'http://127.0.0.1:1/' }
    const verdict = judge(nobody, await curl(curlConfig(nobody)))
    assert.match(verdict.passed ? '' : verdict.reason, /^no answer: '\(7\) Failed to connect/)
  })

  it('is never told more than a URL by a URL', () => {
    assert.throws(() => curlConfig({ ...HTTP, url: 'http://h/\noutput = "x"' }), /control characters/)
    assert.match(curlConfig({ ...HTTP, url: 'http://h/"\\' }), /^url = "http:\/\/h\/\\"\\\\"$/m)
  })
})
