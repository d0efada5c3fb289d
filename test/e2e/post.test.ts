// Post can only clean up, whatever became of main: GitHub runs it also after a main that was stopped before its first line.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type RunOptions, type RunResult, runAction, thisMachine } from '../github/runner.ts'
import { repository } from '../lab/base.ts'

const dist = join(repository, 'dist')

describe('the post step', () => {
  let directory = ''
  let path = ''
  const called = (): string[] => (existsSync(join(directory, 'called')) ? readFileSync(join(directory, 'called'), 'utf8').trimEnd().split('\n') : [])

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'post-'))
    path = join(directory, 'bin')
    mkdirSync(path)
    // Every program that the action ever calls, and they say who called them.
    for (const program of ['nix', 'nix-store', 'ssh', 'ssh-keygen', 'curl', 'git', 'ps', 'sh', 'bash', 'touch', 'id']) {
      writeFileSync(join(path, program), `#!/bin/sh\necho "$(/usr/bin/tr '\\0' ' ' < /proc/$PPID/cmdline)called ${program}" >> '${directory}/called'\nexit 1\n`)
      chmodSync(join(path, program), 0o755)
    }
    symlinkSync(process.execPath, join(path, 'node'))
  })
  beforeEach(() => rmSync(join(directory, 'called'), { force: true }))
  after(() => rmSync(directory, { recursive: true }))

  // A deployment that would go all the way.
  const deploy = {
    targets: 'web: root@192.0.2.1',
    'known-hosts': 'x',
    'ssh-private-key': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----',
  }
  const run = (options: Partial<RunOptions>): Promise<RunResult> => runAction(thisMachine(directory), deploy, { action: repository, path, ...options })

  /** Post was green, said and called nothing, and nothing of main is left. */
  function expectOnlyCleanedUp(result: RunResult): void {
    assert.equal(result.post?.code, 0, result.post?.raw)
    assert.equal(result.post.raw, '')
    assert.deepEqual(
      called().filter((call) => !call.includes('dist/index.js')),
      [],
    )
    assert.deepEqual(result.leftovers, [])
    assert.deepEqual(readdirSync(join(directory, 'work/_temp')), ['_runner_file_commands'])
    assert.deepEqual(readdirSync(join(directory, 'work/repo/repo')), [])
  }

  for (let milliseconds = 0; milliseconds <= 100; milliseconds += 10) {
    it(`contacts, builds and leaves nothing where main was cancelled ${milliseconds} ms after its start`, async () => {
      const result = await run({ cancelAfter: milliseconds })
      // Where the machine is quick, it may be over before: ssh-keygen does not take the key.
      assert.notEqual(result.outcome, 'success', result.log)
      assert.notEqual(result.code, 0)
      expectOnlyCleanedUp(result)
    })
  }

  it('contacts, builds and leaves nothing where main never started', async () => {
    const result = await run({ skipMain: true })
    assert.deepEqual([result.outcome, result.outputs, result.state, result.summary], ['failure', {}, {}, ''])
    expectOnlyCleanedUp(result)
    assert.deepEqual(called(), [])
  })

  it('comes after a main that did not end in time, which has told what it knew', async () => {
    const slow = join(directory, 'slow')
    mkdirSync(slow)
    // It waits for an input that never comes.
    writeFileSync(join(slow, 'ssh-keygen'), '#!/bin/sh\necho >&2\nread -r line\n')
    chmodSync(join(slow, 'ssh-keygen'), 0o755)
    const result = await run({ path: `${slow}:${path}`, cancelAfter: 1500 })
    assert.deepEqual([result.outcome, result.code], ['cancelled', 1], result.log)
    assert.ok(result.seconds > 8, result.log)
    assert.equal(result.outputs['results'], '{}')
    assert.ok(!('changed' in result.outputs), 'nobody knows')
    assert.match(result.summary, /cancelled/)
    expectOnlyCleanedUp(result)
  })

  it('is told by main alone what to remove: it reads no input', async () => {
    const kept = join(directory, 'work/_temp/nfd-other')
    mkdirSync(kept, { recursive: true })
    try {
      const result = await run({ skipMain: true, env: { INPUT_PRIVATEDIRECTORY: kept, INPUT_COMMAND: 'no-such-command' } })
      assert.deepEqual([result.post?.code, result.post?.raw], [0, ''])
      assert.ok(existsSync(kept))
    } finally {
      rmSync(kept, { recursive: true })
    }
  })

  it('is a file of its own, a small part of the whole, which reads nothing else of the action', () => {
    const post = readFileSync(join(dist, 'post.js'), 'utf8')
    const main = readdirSync(dist).filter((name) => name.endsWith('doors.js'))
    const bytes = main.reduce((sum, name) => sum + statSync(join(dist, name)).size, 0)
    assert.ok(statSync(join(dist, 'post.js')).size * 5 < bytes)
    assert.deepEqual([...new Set(post.match(/(?<=")\.\/[^"]+(?=")/g))], ['./no-oidc.cjs'])
  })
})
