// Health checks as they are asked: each way to ask a URL against a real server with a certificate of its own authority, from the runner and from
// hosts old and new; units; and that nothing secret is seen anywhere.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually, mustExecute } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { watchHost, watchRunner } from './processes.ts'
import { act, expectConfirmed, expectGreen, expectRed, expectUntouched, type Inputs, resultsOf, see, statesOf } from './scenario.ts'

const name = 'app.example.test'
const url = `https://${name}:8443`
const addresses = ['198.51.100.1', '2001:db8::1']
const token = 's3cr3t-T0ken"\\of-nobody'
const key = 'another-s3cr3t'

let lab: Lab
let web: LabHost
let old: LabHost
let server: ChildProcess
let ca: string
let said = ''

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }, { name: 'old', suite: 'bookworm' }] })
  web = lab.hosts['web']!
  old = lab.hosts['old']!
  const [keyFile, certificate] = [join(lab.directory, 'tls.key'), join(lab.directory, 'tls.pem')]
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  await mustExecute(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', keyFile, '-out', certificate, ...subject])
  ca = readFileSync(certificate, 'utf8')
  const [file = '', ...argv] = lab.network([process.execPath, join(import.meta.dirname, 'tls-server.ts'), '8443', keyFile, certificate])
  server = spawn(file, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  server.stdout?.on('data', (data: Buffer) => (said += data.toString()))
  await eventually('the server listens', () => said.includes('listening'))
  // On the hosts one listens at a socket alone: it says what it was asked for.
  for (const host of [web, old])
    await host.sh(
      `cat >/root/answer && chmod +x /root/answer && systemd-run --quiet --unit=on-socket systemd-socket-activate --listen=/run/app.sock --accept --inetd /root/answer`,
      {
        input:
          '#!/usr/bin/bash\nread -r asked; body="{\\"asked\\":\\"${asked%$\'\\r\'}\\"}"\nprintf "HTTP/1.1 200 OK\\r\\nContent-Length: %s\\r\\nConnection: close\\r\\n\\r\\n%s" "${#body}" "$body"\n',
      },
    )
  await lab.runner.flake.commit()
  expectGreen(await act(lab, { targets: targets() }))
})
after(async () => {
  server.kill()
  await lab.stop()
})

const targets = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    web: { host: `root@${web.address}`, configuration: 'staging', ...more },
    old: { host: `deploy@${old.address}`, configuration: 'staging', ...more },
  })

/** What runs already is proven all the same. */
const check = (checks: unknown, inputs: Inputs = {}): Promise<RunResult> => act(lab, { targets: targets(), 'health-check': JSON.stringify(checks), ...inputs })

const quick = { timeout: '3s', interval: '500ms' }

/** What the server was asked since the last call. */
function asked(): Record<string, string>[] {
  const lines = said.split('\n').filter((line) => line.startsWith('{'))
  for (const [, sni] of said.matchAll(/^sni (.*)$/gm)) assert.equal(sni, name)
  said = ''
  return lines.map((line) => JSON.parse(line) as Record<string, string>)
}

for (const from of ['runner', 'host'] as const) {
  describe(`a URL that is asked from the ${from}`, () => {
    const of = (path: string, more: object): object => ({ url: `${url}${path}`, from, resolve: addresses[0], ca, ...quick, ...more })

    it('is asked by any method, with headers, bodies, versions and redirects, at any address, held against any authority', async () => {
      asked()
      const run = await check([
        of('/json', { 'expect-json': { '.status': 'ok', '.n': 1, 'checks.0.up': true } }),
        of('/get', { resolve: addresses[1], 'expect-json': { '.host': `${name}:8443`, '.method': 'GET' } }),
        of('/post', { json: { revision: '{revision}', n: 1, line: 'a\n"b\\' }, 'expect-json': { '.type': 'application/json' } }),
        of('/put', { method: 'PUT', data: '@/etc/passwd\n"\\x' }),
        of('/head', { method: 'HEAD' }),
        of('/two', { http: '2', 'expect-json': { '.httpVersion': '2.0' } }),
        of('/one', { http: '1.1', 'expect-json': { '.httpVersion': '1.1' } }),
        of('/moved', { redirects: 1, 'expect-json': { '.url': '/echo' } }),
      ])
      expectGreen(run)
      const requests = asked()
      const to = (path: string): Record<string, string>[] => requests.filter((request) => request['url'] === path)
      for (const path of ['/json', '/get', '/post', '/put', '/head', '/two', '/one', '/moved', '/echo']) assert.equal(to(path).length, 2, path)
      const revision = run.outputs.revision ?? ''
      for (const { body = '' } of to('/post')) assert.deepEqual(JSON.parse(body), { revision, n: 1, line: 'a\n"b\\' })
      for (const { body, method } of to('/put')) assert.deepEqual([method, body], ['PUT', '@/etc/passwd\n"\\x'])
      for (const { method } of to('/head')) assert.equal(method, 'HEAD')
    })

    it('is red without its authority, and green where none is looked at, which is warned of', async () => {
      const red = await check(of('/json', { ca: undefined, timeout: '1s' }), { 'confirm-timeout': '3s' })
      expectRed(red, /health check failed: https:\/\/app\.example\.test:8443\/json.*: no answer: .*certificate/)
      const run = await check(of('/json', { ca: undefined, insecure: true }))
      assert.equal(run.code, 0, run.log)
      assert.deepEqual(
        run.annotations.map(({ level }) => level),
        ['warning'],
      )
      assert.match(run.annotations[0]?.message ?? '', /whoever is in between can answer for https:\/\/app\.example\.test:8443\/json/)
    })

    it('says what is there where something else is expected', async () => {
      expectRed(
        await check(of('/json', { 'expect-json': { '.status': 'up' }, timeout: '1s' }), { 'confirm-timeout': '3s' }),
        /the JSON has "ok" at '\.status', not "up"/,
      )
      expectRed(await check(of('/moved', { timeout: '1s' }), { 'confirm-timeout': '3s' }), /the status is 302, not 2xx/)
    })

    it('takes secrets along, which nobody sees', async () => {
      const watches = await Promise.all([watchRunner(lab.runner), watchHost(web), watchHost(old)])
      const headers = { Authorization: `Bearer ${token}`, 'X-Key': key }
      asked()
      const green = await check(of('/echo', { headers }))
      expectGreen(green)
      assert.ok(asked().every(({ authorization, key: sent }) => authorization === `Bearer ${token}` && sent === key))
      // The server says what it was sent, in vain.
      const red = await check(of('/echo', { headers, 'expect-json': { '.authorization': 'nobody' }, timeout: '1s' }), { 'confirm-timeout': '3s' })
      expectRed(red, /the JSON has "\*\*\*" at '\.authorization', not "nobody"/)
      const seen = (await Promise.all(watches.map((watch) => watch.stop()))).join('\n')
      assert.match(seen, /curl -q -K -/)
      const records = await Promise.all(
        [web, old].map((host) => host.sh('cat /srv/revisions/.state/history; grep -r . /run/nix-flake-deploy 2>/dev/null || :; journalctl --boot --no-pager')),
      )
      const told = [green, red].map(
        (run) => run.raw.replaceAll(/^::add-mask::.*$/gm, '') + run.summary + JSON.stringify(run.outputs) + JSON.stringify(run.annotations),
      )
      for (const secret of [token, key, 's3cr3t'])
        for (const text of [...told, ...records, seen])
          assert.ok(
            !text.includes(secret),
            text.split('\n').find((line) => line.includes(secret)),
          )
      for (const masked of [token, `Bearer ${token}`, key]) assert.ok(green.raw.includes(`::add-mask::${masked}`))
      for (const host of [web, old]) assert.equal(await host.sh('find /run /tmp /var/tmp /root -newer /root/answer -type f -name "*.pem"'), '')
    })
  })
}

describe('what is on a host alone', () => {
  it('is asked at its socket', async () => {
    const run = await check({
      url: 'http://app/ready',
      from: 'host',
      'unix-socket': '/run/app.sock',
      'expect-json': { '.asked': 'GET /ready HTTP/1.1' },
      ...quick,
    })
    expectGreen(run)
    expectRed(
      await check({ url: 'http://app/', from: 'host', 'unix-socket': '/run/none.sock', timeout: '1s' }, { 'confirm-timeout': '3s' }),
      /http:\/\/app\/ \(from the host, by \/run\/none\.sock\): no answer: /,
    )
  })
})

describe('units', () => {
  it('that are active stay so for their time, on each host', async () => {
    expectGreen(await check({ units: ['web', 'settings.service', 'multi-user.target', 'ssh*'], for: '2s', ...quick }))
  })

  it('that do not exist say what there is', async () => {
    const run = await check({ units: ['wbe'], timeout: '1s' }, { 'confirm-timeout': '3s' })
    expectRed(run, /units wbe\.service: there is no unit 'wbe\.service'; did you mean 'web\.service'\?/)
    expectRed(await check({ units: ['no-such-*'], timeout: '1s' }, { 'confirm-timeout': '3s' }), /no unit is called 'no-such-\*'/)
  })

  it('that crash between two attempts take the host back', async () => {
    const was = await see(web)
    // It runs whenever somebody looks, and is another each time.
    await lab.runner.flake.commit({
      staging: {
        moreUnits: { 'flapping.service': '[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/usr/bin/sleep 1.3\nRestart=always\nRestartSec=0\n' },
      },
    })
    const run = await act(lab, {
      targets: JSON.stringify({ web: { host: `root@${web.address}`, configuration: 'staging' } }),
      'health-check': JSON.stringify({ units: ['flapping'], for: '3s', timeout: '1s', interval: '1s' }),
      'tolerate-units': 'flapping',
    })
    expectRed(run, /health check failed: units flapping\.service: /)
    assert.match(run.log, /not healthy yet: units flapping\.service: 'flapping\.service' was started anew since the last look \(restarts by systemd: \d+\)/)
    await expectUntouched(web, was)
    await lab.runner.flake.commit({ staging: { moreUnits: {} } })
  })
})

describe('units that are tolerated', () => {
  const broken = { 'not-so-important.service': '[Service]\nType=oneshot\nExecStart=/usr/bin/false\n' }
  const late = { 'late.service': '[Service]\nExecStart=/usr/bin/sh -c "sleep 2; exit 1"\n' }

  it('may fail at the activation, and are named in a warning', async () => {
    const revision = await lab.runner.flake.commit({ staging: { moreUnits: broken } })
    const run = await act(lab, { targets: targets(), 'tolerate-units': 'not-so-*' })
    assert.equal(run.code, 0, run.log)
    assert.deepEqual(statesOf(run), { web: 'activated', old: 'activated' })
    for (const host of [web, old]) {
      const { warning = '', toplevel } = resultsOf(run)[host.name]!
      assert.match(
        warning,
        /switch-to-configuration ended with 4.*which units explain that are tolerated units failed, and are tolerated: not-so-important\.service$/,
      )
      assert.ok(run.annotations.some(({ level, title, message }) => level === 'warning' && title === host.name && message === warning))
      await expectConfirmed(host, revision, toplevel)
    }
    assert.match(run.summary, /not-so-important/)
  })

  it('may fail late in the window, and a wave stands with them', async () => {
    const revision = await lab.runner.flake.commit({ staging: { moreUnits: late } })
    const run = await act(lab, {
      targets: targets({ 'tolerate-units': ['late'] }),
      together: 'true',
      'health-check': JSON.stringify({ command: 'sleep 3', timeout: '5s' }),
    })
    assert.equal(run.code, 0, run.log)
    for (const host of [web, old]) {
      assert.match(resultsOf(run)[host.name]?.warning ?? '', /units failed, and are tolerated: late\.service/)
      await expectConfirmed(host, revision, resultsOf(run)[host.name]?.toplevel)
    }
  })

  it('decide for all others', async () => {
    const was = await see(web)
    await lab.runner.flake.commit({ staging: { moreUnits: { ...broken, 'important.service': broken['not-so-important.service'] } } })
    const run = await act(lab, { targets: JSON.stringify({ web: { host: `root@${web.address}`, configuration: 'staging', 'tolerate-units': 'not-so-*' } }) })
    expectRed(run, /units failed: important\.service(\. |$)/)
    await expectUntouched(web, was)
    // No state of a unit shows a reload that failed, but the switch says so.
    await lab.runner.flake.commit({ staging: { moreUnits: broken, sick: 'reload-fails' } })
    const reload = await act(lab, { targets: targets(), 'tolerate-units': 'not-so-*' })
    expectRed(reload, /switch-to-configuration ended with 4: .*Failed to reload settings\.service/)
    assert.deepEqual(statesOf(reload), { web: 'rolled-back', old: 'rolled-back' })
    await expectUntouched(web, was)
    await lab.runner.flake.commit({ staging: { moreUnits: {}, sick: undefined } })
  })
})
