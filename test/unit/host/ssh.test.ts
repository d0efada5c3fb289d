import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { launch, launcher, requestHeader } from '../../../src/host/agent-session.ts'
import { mayAskForPatience, sshConfig } from '../../../src/host/ssh.ts'
import { privateDirectoryIn, whoRuns } from '../../../src/rollout/fleet.ts'
import { readEnvironment } from '../../../src/runner/environment.ts'

describe("a target's ssh_config", () => {
  const config = sshConfig({ host: 'example.com', user: 'deploy', port: 2222 }, '/tmp/d', { key: '/tmp/d/key1', config: true })
    .split('\n')
    .map((line) => line.trim())

  it("has what the target says, then what cannot be turned off, then the user's own, then defaults", () => {
    const order = ['Host example.com', 'User deploy', 'Port 2222', 'StrictHostKeyChecking yes', 'Include "/tmp/d/user_config"', 'ConnectTimeout 10'].map(
      (line) => config.indexOf(line),
    )
    assert.ok(
      order.every((place, index) => place >= 0 && place > (order[index - 1] ?? -1)),
      String(order),
    )
  })
  it('never asks, never forwards, never learns a host key', () => {
    for (const line of ['BatchMode yes', 'ForwardAgent no', 'ClearAllForwardings yes', 'UpdateHostKeys no', 'GlobalKnownHostsFile /dev/null'])
      assert.ok(config.includes(line), line)
  })
  it('leaves the agent and the choice of keys alone where no key was given', () => {
    assert.doesNotMatch(sshConfig({ host: 'h' }, '/tmp/d', { key: undefined, config: false }), /Identit|Include|User |Port/)
  })
})

describe('an ssh-config that may ask for a longer login', () => {
  for (const [config, may] of [
    ['', false],
    ['Host *\n  ProxyJump bastion\n  ServerAliveInterval 20\n', false],
    ['Host web\n  ConnectTimeout 120\n', true],
    ['host *\n\tconnecttimeout=120', true],
    ['"ConnectTimeout" 120', true],
    ['Include ~/.ssh/work', true],
    ['Connect\rTimeout 120\r\n', true],
  ] as const)
    it(`${may ? 'is one' : 'is none'}: ${JSON.stringify(config)}`, () => assert.equal(mayAskForPatience(config), may))
})

describe('a request to the agent', () => {
  it('is lines of parameters and an empty line, without those that are not said', () => {
    assert.equal(requestHeader({ verb: 'follow', id: 'ab', offset: undefined, keep: 10, substitute: true }), 'verb=follow\nid=ab\nkeep=10\nsubstitute=true\n\n')
  })
  for (const value of ['a\nverb=rollback', 'a\rb', 'a\0b'])
    it(`refuses ${JSON.stringify(value)}, which could be a second parameter`, () =>
      assert.throws(() => requestHeader({ verb: 'status', who: value }), /who has a line break/))
  it('begins with a plain word, which every login shell understands', () => assert.match(launcher, /^[a-z]+$/))
  it('is started by one line, the same for every host and revision', () => assert.match(launch(4711), /^[^\n]*head -c 4711 \| gzip -d\)[^\n]*'\n$/))
})

describe('what tells who deploys', () => {
  it('is one line of plain text', () => {
    const environment = readEnvironment({ GITHUB_ACTOR: 'octo\ncat\t☃', GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'o/r', GITHUB_RUN_ID: '7' })
    assert.equal(whoRuns(environment), 'octo?cat?? https://github.com/o/r/actions/runs/7')
  })
  it('is somebody outside of GitHub', () => assert.equal(whoRuns(readEnvironment({})), 'somebody'))
})

describe('the private directory', () => {
  it('is in RUNNER_TEMP', () => assert.equal(privateDirectoryIn('/home/runner/_temp', '/tmp', 'ab12'), '/home/runner/_temp/nfd-ab12'))
  const odd = [`/a${'b'.repeat(60)}`, '/with space', '/with%percent', '/with"quote', 'relative']
  for (const place of odd) {
    it(`is elsewhere where sockets or ssh_config could not name it: ${place.slice(0, 20)}`, () => {
      assert.equal(privateDirectoryIn(place, '/var/tmp', 'ab12'), '/var/tmp/nfd-ab12')
      for (const temporary of odd) assert.equal(privateDirectoryIn(place, temporary, 'ab12'), '/tmp/nfd-ab12')
    })
  }

  it('has room for the sockets of ssh, however long RUNNER_TEMP is that is taken', async () => {
    const root = mkdtempSync('/tmp/s-')
    try {
      const longest =
        Array.from({ length: 120 }, (_, length) => join(root, 'x'.repeat(length + 1))).findLast((place) =>
          privateDirectoryIn(place, '/tmp', '01234567').startsWith(place),
        ) ?? ''
      const directory = privateDirectoryIn(longest, '/tmp', '01234567')
      mkdirSync(directory, { recursive: true })
      // ssh makes a socket under a name of its own, and then renames it: 16 characters and a dot more.
      const server = createServer().listen(join(directory, `c9999.${'x'.repeat(16)}`))
      await once(server, 'listening')
      server.close()
    } finally {
      rmSync(root, { recursive: true })
    }
  })
})
