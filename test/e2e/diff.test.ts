// What a change would do, told before it is merged: beside a base, and beside what a host runs.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { SystemDifference } from '../../src/host/system-facts.ts'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, expectRed, see } from './scenario.ts'

let lab: Lab
let host: LabHost
let base: string

interface Change {
  state: string
  configuration: string
  before?: string
  after?: string
  reason?: string
  difference?: SystemDifference
}

const changesOf = (run: RunResult): Record<string, Change> => JSON.parse(run.outputs['changes'] ?? '') as Record<string, Change>
const changedIn = (run: RunResult): string[] => (JSON.parse(run.outputs['changed-configurations'] ?? '') as string[]).sort()
const unit = (command: string, more = ''): string => `[Unit]\nDescription=x\n[Service]\nExecStart=/bin/sleep ${command}\n${more}\n`

/** Runs `diff` as a job has it that has no key. */
function diff(inputs: Record<string, string> = {}, env: Record<string, string> = {}): Promise<RunResult> {
  return lab.runner.run({ command: 'diff', ...inputs }, { env })
}

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }] })
  host = lab.hosts['web'] as LabHost
  const { flake } = lab.runner
  const same = { version: 'one', host: 'same' }
  base = await flake.commit({
    staging: {
      version: 'one',
      kernel: '6.12.1',
      parts: { 'hello-1.0': 1000, 'lower-2.0': 1000, 'gone-1.5': 5000, 'kept-1.0': 10 },
      moreUnits: { 'app.service': unit('9001'), 'quiet.service': unit('9001', 'X-RestartIfChanged=false'), 'lost.service': unit('9001') },
    },
    production: same,
    renamed: same,
    broken: { version: 'one', sick: 'eval-fails' },
  })
  const now = flake.configurations
  delete now['renamed']
  flake.save(now)
  await flake.commit({
    staging: {
      kernel: '6.12.2',
      parts: { 'hello-1.1': 3000, 'lower-1.9': 1000, 'fresh-0.1': 700, 'kept-1.0': 10 },
      moreUnits: { 'app.service': unit('9002'), 'quiet.service': unit('9002', 'X-RestartIfChanged=false'), 'found.service': unit('9001') },
    },
    broken: { sick: undefined },
    added: same,
  })
})
after(() => lab.stop())

describe('diff beside a base', () => {
  let run: RunResult
  before(async () => {
    run = await diff({ 'diff-base': base })
  })

  it('is green, and needs neither keys nor hosts', () => {
    expectGreen(run)
    assert.equal(run.outputs['changed'], 'true')
  })

  it('tells packages, units and what needs a reboot', () => {
    const { state, difference } = changesOf(run)['staging'] ?? assert.fail(run.log)
    assert.equal(state, 'changed')
    assert.deepEqual(
      difference?.packages.packages.map(({ name, kind, before: was, after: is }) => [kind, name, was.join(), is.join()]),
      [
        ['added', 'fresh', '', '0.1'],
        ['removed', 'gone', '1.5', ''],
        ['upgraded', 'hello', '1.0', '1.1'],
        ['downgraded', 'lower', '2.0', '1.9'],
      ],
    )
    assert.ok((difference.packages.packages[2]?.bytes ?? 0) >= 2000)
    assert.deepEqual(difference.units, {
      stopped: ['lost.service'],
      started: ['found.service'],
      restarted: ['app.service'],
      reloaded: [],
      notRestarted: ['quiet.service'],
      ifRunning: [],
    })
    assert.deepEqual(difference.reboot, ['kernel'])
    assert.match(run.log, /^staging: 1 upgraded, 1 downgraded, 1 added, 1 removed; closure .*; 1 unit stopped, .*; needs a reboot \(kernel\)$/m)
  })

  it('names what is new, what is gone, what is the same, and what was broken before', () => {
    const states = Object.fromEntries(Object.entries(changesOf(run)).map(([name, { state }]) => [name, state]))
    assert.deepEqual(states, { staging: 'changed', production: 'same', broken: 'unknown', added: 'added', renamed: 'removed' })
    assert.match(changesOf(run)['broken']?.reason ?? '', /the fixture was told so/)
    assert.deepEqual(changedIn(run), ['added', 'broken', 'staging'])
  })

  it('has it all on the page', () => {
    for (const said of [
      /What would change/,
      /`hello` \| `1\.0` \| `1\.1`/,
      /\| restarted \| `app\.service` \|/,
      /Needs a reboot\*\*: `kernel`/,
      /\*\*New:\*\* `added`/,
      /\*\*Removed:\*\* `renamed`/,
      /\*\*The same:\*\* `production`/,
    ])
      assert.match(run.summary, said)
  })

  it('of derivations builds nothing, and tells packages all the same', async () => {
    const evaluated = await diff({ 'diff-base': base, payload: 'derivation', configurations: 'staging\nproduction' })
    expectGreen(evaluated)
    assert.doesNotMatch(evaluated.log, /building/)
    const { staging, production, renamed } = changesOf(evaluated)
    assert.equal(production?.state, 'same')
    assert.equal(renamed, undefined)
    assert.ok(staging?.difference?.packages.packages.some(({ name, kind }) => name === 'hello' && kind === 'upgraded'))
  })

  it('is red for what does not build now', async () => {
    const { flake } = lab.runner
    await flake.commit({ added: { sick: 'build-fails' } })
    expectRed(await diff({ 'diff-base': base }), /the fixture was told to fail/)
    await flake.git('reset', '--quiet', '--hard', 'HEAD^')
  })

  it('takes another flake, a branch and no nonsense', async () => {
    await lab.runner.flake.git('branch', 'before', base)
    const byBranch = await diff({ 'diff-base': 'before', configurations: 'production' })
    assert.deepEqual(changesOf(byBranch)['production']?.state, 'same')
    const byFlake = await diff({ 'diff-base': `git+file://${lab.runner.flake.directory}?rev=${base}`, configurations: 'staging' })
    assert.deepEqual(changedIn(byFlake), ['staging'])
    expectRed(
      await diff({ 'diff-base': 'no-such-branch' }),
      /^diff-base: the commit 'no-such-branch' is not in the checkout, and git could not fetch it: .*fetch-depth: 0/s,
    )
    expectRed(await diff(), /^diff-base: this run is of no pull request/)
    expectRed(await diff({ 'diff-base': '--upload-pack=x' }), /^diff-base: '--upload-pack=x' is neither a git ref/)
  })
})

describe('diff in a pull request', () => {
  const state = '/tmp/comments.json'
  const event = (more: object = {}): string =>
    JSON.stringify({
      pull_request: { number: 7, base: { sha: base, repo: { full_name: 'octo/infra' } }, head: { repo: { full_name: 'octo/infra' } }, ...more },
    })
  const onPullRequest = async (what = event(), inputs: Record<string, string> = {}): Promise<RunResult> => {
    await lab.runner.sh('cat >/tmp/event.json', { input: what })
    return diff(
      { comment: 'true', 'github-token': 'the-token', ...inputs },
      { GITHUB_EVENT_PATH: '/tmp/event.json', GITHUB_REPOSITORY: 'octo/infra', GITHUB_API_URL: 'http://127.0.0.1:8099' },
    )
  }
  const comments = async (): Promise<string[]> => {
    const { comments: all } = JSON.parse(await lab.runner.sh(`cat ${state}`)) as { comments: { body: string }[] }
    return all.map(({ body }) => body)
  }

  before(async () => {
    const { runner } = lab
    await runner.sh(
      `cat >/opt/comments.mjs; echo '{"comments": [{"id": 1, "body": "> <!-- nix-flake-deploy diff", "user": {"login": "mallory", "type": "User"}}]}' >${state}
       systemd-run --quiet --unit=comments /opt/node24/node /opt/comments.mjs 8099 ${state}
       for i in $(seq 100); do curl -s http://127.0.0.1:8099/ >/dev/null && exit; sleep 0.1; done; exit 1`,
      { input: readFileSync(join(import.meta.dirname, '../github/comments.js')) },
    )
    // As actions/checkout leaves it: one commit, and the rest on a server.
    const { directory } = runner.flake
    await runner.sh(
      `git clone --quiet --bare ${directory} /tmp/origin.git && git -C /tmp/origin.git config uploadpack.allowAnySHA1InWant true
       find ${directory} -mindepth 1 -delete && git clone --quiet --depth=1 file:///tmp/origin.git ${directory}`,
      { user: 'runner' },
    )
  })

  it('fetches the base that a shallow checkout lacks, and comments once', async () => {
    const run = await onPullRequest()
    expectGreen(run)
    assert.deepEqual(changedIn(run), ['added', 'broken', 'staging'])
    const [, ours = '', ...others] = await comments()
    assert.deepEqual(others, [])
    assert.match(ours, /^<!-- nix-flake-deploy diff \S+ -->\n### What would change\n[^]*app\.service/)
    // GitHub masks nothing in a comment.
    assert.doesNotMatch(ours, /the fixture was told so/)
    assert.match(run.summary, /the fixture was told so/)
    assert.equal(await lab.runner.flake.git('status', '--porcelain'), '')
    assert.equal(await lab.runner.flake.git('rev-list', '--count', 'HEAD'), '1')
  })

  it('writes the same comment over when there is something else to say, and another for another comparison', async () => {
    await lab.runner.flake.commit({ production: { version: 'two' } })
    await onPullRequest()
    const [, ours = '', ...others] = await comments()
    assert.deepEqual(others, [])
    assert.match(ours, /<code>production<\/code>/)
    await onPullRequest(event(), { configurations: 'production' })
    const all = await comments()
    assert.deepEqual([all.length, all[1]], [3, ours])
    assert.doesNotMatch(all[2] ?? '', /app\.service/)
  })

  it('stays green and says so where it may not comment', async () => {
    await lab.runner.sh(`sed -i 's/^{/{"denied": true, /' ${state}`)
    for (const [what, said] of [
      [event(), /comment: GitHub did not take the comment: .*Resource not accessible by integration.*pull-requests: write.*the job summary has it/],
      [event({ head: { repo: { full_name: 'stranger/infra' } } }), /comment: the pull request comes from a fork/],
    ] as const) {
      const run = await onPullRequest(what)
      assert.equal(run.code, 0, run.log)
      assert.match(run.annotations.map(({ level, message }) => `${level}: ${message}`).join('\n'), said)
    }
  })
})

describe('diff beside what a host runs', () => {
  it('tells what a deployment would do, with a key that may only watch, and changes nothing', async () => {
    const seen = await see(host)
    const files = await host.sh('find /srv /nix/var/nix/gcroots /nix/var/nix/profiles | sort')
    const run = await act(lab, { command: 'diff', targets: `web: { host: root@${host.address}, configuration: staging }` })
    expectGreen(run)
    const { web } = changesOf(run)
    assert.equal(web?.before, seen.running)
    assert.equal(web?.configuration, 'staging')
    assert.deepEqual(
      web.difference?.units.started.filter((name) => !name.startsWith('web')),
      ['app.service', 'found.service', 'quiet.service'],
    )
    assert.ok(web.difference.units.restarted.includes('web.service'))
    assert.deepEqual(await see(host), seen)
    assert.equal(await host.sh('find /srv /nix/var/nix/gcroots /nix/var/nix/profiles | sort'), files)
  })

  it('finds nothing once that was deployed', async () => {
    const targets = `web: { host: root@${host.address}, configuration: staging }`
    expectGreen(await act(lab, { targets }))
    const run = await act(lab, { command: 'diff', targets })
    expectGreen(run)
    assert.equal(run.outputs['changed'], 'false')
    assert.match(run.log, /^web: the same$/m)
    assert.match(run.summary, /✅ diff: nothing changes/)
  })

  it('tells of a host that cannot be reached, and is red', async () => {
    const run = await act(lab, {
      command: 'diff',
      targets: `web: { host: root@${host.address}, configuration: staging }\nlost: { host: "root@${host.address}:9", configuration: staging }`,
      'known-hosts': `${lab.knownHosts}\n`,
    })
    assert.equal(run.code, 1)
    assert.equal(changesOf(run)['web']?.state, 'same')
    assert.equal(changesOf(run)['lost']?.state, 'unknown')
  })
})
