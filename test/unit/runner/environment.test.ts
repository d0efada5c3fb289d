import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { forgetInputs, needKnownMachine, readEnvironment } from '../../../src/runner/environment.ts'

describe('the environment', () => {
  it('is what the runner says', () => {
    assert.deepEqual(
      readEnvironment({
        GITHUB_SERVER_URL: 'https://github.example.com',
        GITHUB_REPOSITORY: 'a/b',
        GITHUB_RUN_ID: '7',
        GITHUB_RUN_ATTEMPT: '2',
        GITHUB_ACTOR: 'mona',
        GITHUB_TRIGGERING_ACTOR: 'hubot',
        GITHUB_ACTION_REPOSITORY: 'org/nix-flake-deploy',
        GITHUB_ACTION_REF: 'v1',
        GITHUB_SHA: '0123abc',
        GITHUB_STEP_SUMMARY: '/run/summary',
        GITHUB_WORKSPACE: '/work',
        RUNNER_TEMP: '/run/temp',
        RUNNER_DEBUG: '1',
        HOME: '/home/runner',
        SSH_AUTH_SOCK: '/run/agent',
        PATH: '/bin:relative::/usr/bin',
      }),
      {
        runUrl: 'https://github.example.com/a/b/actions/runs/7/attempts/2',
        attempt: '2',
        actor: 'hubot',
        pullRequest: undefined,
        repository: 'a/b',
        commitUrl: 'https://github.example.com/a/b/commit/',
        action: 'org/nix-flake-deploy@v1',
        sha: '0123abc',
        summaryPath: '/run/summary',
        workspace: '/work',
        runnerTemp: '/run/temp',
        home: '/home/runner',
        sshAuthSock: '/run/agent',
        searchPath: ['/bin', '/usr/bin'],
        debug: true,
      },
    )
  })

  it('can do without a runner', () => {
    const { runUrl, actor, workspace, runnerTemp, sshAuthSock, debug } = readEnvironment({ SSH_AUTH_SOCK: '' })
    assert.deepEqual(
      { runUrl, actor, workspace, runnerTemp, sshAuthSock, debug },
      { runUrl: undefined, actor: undefined, workspace: process.cwd(), runnerTemp: tmpdir(), sshAuthSock: undefined, debug: false },
    )
  })

  it('forgets inputs and state, and nothing else', () => {
    const variables = { 'INPUT_SSH-PRIVATE-KEY': 'secret', STATE_privateDirectory: '/tmp/x', PATH: '/bin', NIX_CONFIG: 'a', MY_INPUT_X: 'y' }
    forgetInputs(variables)
    assert.deepEqual(variables, { PATH: '/bin', NIX_CONFIG: 'a', MY_INPUT_X: 'y' })
  })
})

describe('the machine', () => {
  for (const [platform, arch] of [
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
  ] as const)
    it(`may be ${platform} on ${arch}`, () => needKnownMachine(platform, arch))
  it('is none of those for which this is not made', () => {
    assert.throws(() => needKnownMachine('win32', 'x64'), /runs on Linux and macOS, x64 and ARM64, and this runner is Windows; write `runs-on/)
    assert.throws(() => needKnownMachine('linux', 'arm'), /this runner is linux on arm;/)
  })
})

describe('what main tells post', () => {
  // In a process of its own, as the runner does it: the state goes through a file and comes back in the environment.
  function run(code: string, env: Record<string, string>): string {
    return execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    })
  }

  it('is where its private directory is', () => {
    const directory = mkdtempSync(join(tmpdir(), 'state-'))
    try {
      const file = join(directory, 'state')
      writeFileSync(file, '')
      const before = run(
        `import * as state from './src/runner/state.ts'
         process.stdout.write(JSON.stringify(state.privateDirectory() ?? null))
         state.savePrivateDirectory('/tmp/x y')`,
        { GITHUB_STATE: file },
      )
      assert.equal(before, 'null')
      const saved = Object.fromEntries(
        [...readFileSync(file, 'utf8').matchAll(/^(\w+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name = '', , value = '']) => [`STATE_${name}`, value]),
      )
      assert.deepEqual(saved, { STATE_privateDirectory: '/tmp/x y' })
      const after = run(
        `import * as state from './src/runner/state.ts'
         process.stdout.write(JSON.stringify(state.privateDirectory() ?? null))`,
        saved,
      )
      assert.equal(after, '"/tmp/x y"')
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})
