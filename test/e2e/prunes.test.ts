// What is pruned, and what never: by the order in which revisions were recorded, and with a view to what can still be promoted.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectConfirmed, expectGreen, type Inputs, resultsOf, statesOf } from './scenario.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

describe('pruning', () => {
  let lab: Lab
  let staging: LabHost
  let production: LabHost

  const target = (host: LabHost, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    [host.name]: { host: `root@${host.address}`, configuration: 'staging', ...more },
  })
  const deploy = (targets: Record<string, unknown>, inputs: Inputs = {}): Promise<RunResult> =>
    act(lab, { targets: JSON.stringify(targets), 'keep-revisions': '2', 'activation-timeout': '60s', ...inputs })
  const stage = (inputs: Inputs = {}): Promise<RunResult> => deploy(target(production, { activate: 'none' }), inputs)
  const labels = async (host: LabHost): Promise<string[]> => (await host.sh('ls /srv/revisions')).split('\n').filter((name) => /^[0-9a-f]{40}$/.test(name))

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'staging' }, { name: 'production', suite: 'forky' }] })
    staging = lab.hosts['staging']!
    production = lab.hosts['production']!
    await lab.runner.flake.commit()
    expectGreen(await deploy({ ...target(staging), ...target(production) }))
  })
  after(() => lab.stop())

  it('goes by the order of recording: what was staged while the clock was at 1970 is not the oldest', async () => {
    const first = await lab.runner.flake.commit()
    expectGreen(await stage())
    const middle = await lab.runner.flake.commit()
    expectGreen(await stage())
    // The clock is the whole machine's, and others live by it: what it leaves on the host is put there instead.
    await production.sh(`touch --no-dereference --date=@0 /srv/revisions/${middle}`)
    const last = await lab.runner.flake.commit()
    expectGreen(await stage())
    const left = await labels(production)
    assert.ok(left.includes(middle) && left.includes(last), left.join(' '))
    assert.ok(!left.includes(first), left.join(' '))
  })

  it('leaves on production what is healthy on staging, however many sick commits come after it in the same step', async () => {
    const both = { ...target(staging), ...target(production, { activate: 'none' }) }
    const healthy = await lab.runner.flake.commit()
    expectGreen(await deploy(both))
    for (let commits = 0; commits < 4; commits++) {
      await lab.runner.flake.commit({ staging: { sick: 'unit-fails' } })
      assert.deepEqual(statesOf(await deploy(both)), { staging: 'rolled-back', production: 'staged' })
    }
    await lab.runner.flake.commit({ staging: { sick: undefined } })
    const run = await act(lab, {
      command: 'promote',
      revision: 'healthy',
      targets: `production: root@${production.address}`,
      'require-healthy-on': `staging: root@${staging.address}`,
      'activation-timeout': '60s',
    })
    expectGreen(run)
    await expectConfirmed(production, healthy, resultsOf(run)['production']?.toplevel)
    const kept = await labels(production)
    assert.ok(kept.length <= 5, `nothing was pruned at all: ${kept.join(' ')}`)
  })

  it('does not happen on production while it is not known what is healthy on staging', async () => {
    const before = await labels(production)
    await lab.runner.flake.commit()
    const unused = '198.51.100.250'
    const run = await deploy(
      { ...target(staging, { host: `root@${unused}` }), ...target(production, { activate: 'none' }) },
      { 'known-hosts': `${lab.knownHosts}\n${lab.knownHosts.split('\n')[0]!.replace(/^\S+/, unused)}\n`, 'keep-revisions': '1' },
    )
    assert.deepEqual(statesOf(run), { staging: 'unreachable', production: 'staged' }, run.log)
    const after = await labels(production)
    assert.deepEqual(
      before.filter((label) => !after.includes(label)),
      [],
    )
  })

  it('beside a promotion takes nothing away that this has resolved', async () => {
    const promoted = await lab.runner.flake.commit()
    expectGreen(await stage({ 'keep-revisions': '20' }))
    await lab.runner.flake.commit()
    expectGreen(await stage({ 'keep-revisions': '20' }))
    const newest = await lab.runner.flake.commit()
    // What arrives is on its way when the promotion begins, and is recorded, with a prune, when that has resolved its revision.
    await stopAt(production, 'tar -x*')
    const staged = stage({ 'keep-revisions': '1' })
    await stopped(production)
    await production.sh('rm /run/lab-stopped')
    await production.writeInStore('cp -f --remove-destination /run/wrapper /run/current-system/sw/bin/df')
    await production.sh(
      "sed 's,/run/lab-stop\\b,/run/lab-wait,g; s,/run/lab-stopped,/run/lab-waits,' /run/wrapper > /run/wrapper2; chmod +x /run/wrapper2; printf 'df *\\n/\\n' > /run/lab-wait",
    )
    await production.writeInStore('cp -f --remove-destination /run/wrapper2 /run/current-system/sw/bin/df')
    const promoting = act(lab, { command: 'promote', revision: promoted, targets: `production: root@${production.address}`, 'activation-timeout': '60s' })
    await eventually('the promotion has resolved', () => production.readFile('/run/lab-waits') !== undefined, { withinMs: 60_000 })
    await letGo(production)
    // The import goes on to where it records, and waits there.
    const waits = 'for pid in $(pgrep -x flock); do tr "\\0" " " < /proc/$pid/cmdline; done'
    await eventually('the other deployment waits to record', async () => (await production.sh(waits)).includes('flock -w 120 8'), { withinMs: 60_000 })
    await production.sh('rm /run/lab-wait')
    const run = await promoting
    expectGreen(run)
    expectGreen(await staged)
    await expectConfirmed(production, promoted, resultsOf(run)['production']?.toplevel)
    assert.ok((await labels(production)).includes(newest))
  })
})
