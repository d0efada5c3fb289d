// Two deployments and one host: the first has it, the second is told whose it is.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectConfirmed, expectGreen, expectRed, type Inputs, resultsOf, statesOf } from './scenario.ts'

describe('while a deployment is pending on a host', () => {
  let lab: Lab
  let host: LabHost
  let earlier: string
  let trial: Promise<RunResult>
  let onTrial: string
  let record: string | undefined

  const targets = (activate = 'switch'): string => `web: { host: root@${host.address}, configuration: staging, activate: ${activate} }`
  const pending = (): string | undefined => host.readFile('/srv/revisions/.state/pending')
  /** Passes when the test has said so. */
  const waits = { 'health-check': 'command: test -e /run/lab-go\ntimeout: 1s\ninterval: 200ms', 'confirm-timeout': '60s' }
  const refusal = (revision: string): RegExp =>
    new RegExp(
      `another deployment is pending on this host: revision ${revision} by octocat https://github\\.com/org/repo/actions/runs/\\d+\\S* since \\d{4}-\\d\\d-\\d\\dT[\\d:]+Z; .*try again`,
    )

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }] })
    host = lab.hosts.web!
    earlier = await lab.runner.flake.commit()
    expectGreen(await act(lab, { targets: targets() }))
    onTrial = await lab.runner.flake.commit()
    trial = act(lab, { targets: targets(), ...waits })
    await eventually('the trial has begun', () => host.link(onTrial) !== undefined && host.running() === host.link(onTrial))
    record = pending()
    assert.ok(record)
  })
  after(() => lab.stop())

  it('another deployment does not overwrite it, and says whose it met; its system is staged beside', async () => {
    const next = await lab.runner.flake.commit()
    const run = await act(lab, { targets: targets() })
    expectRed(run, refusal(onTrial))
    assert.deepEqual(statesOf(run), { web: 'failed' })
    assert.equal(host.link('latest'), next)
    assert.equal(pending(), record)
    assert.equal(host.running(), host.link(onTrial))
  })

  it('a deployment of the same revision does not join it', async () => {
    const run = await act(lab, { targets: targets(), flake: `git+file://${lab.runner.flake.directory}?rev=${onTrial}` })
    expectRed(run, refusal(onTrial))
    assert.equal(pending(), record)
  })

  it('promotion and rollback are refused too, in each mode', async () => {
    const others: Inputs[] = [{ command: 'rollback' }, { command: 'promote', revision: earlier }, { command: 'rollback', activate: 'boot' }]
    for (const inputs of others) {
      expectRed(await act(lab, { targets: `web: root@${host.address}`, ...inputs }), refusal(onTrial))
    }
    assert.equal(pending(), record)
    assert.equal(host.bootDefault(), host.link(earlier))
  })

  it('a system can be staged, and a garbage collection frees nothing that is needed', async () => {
    const next = await lab.runner.flake.commit()
    const run = await act(lab, { targets: targets('none'), 'keep-revisions': '1' })
    expectGreen(run)
    assert.deepEqual(statesOf(run), { web: 'staged' })
    assert.equal(host.link('latest'), next)
    await host.sh('nix-store --gc >/dev/null 2>&1')
    for (const revision of [earlier, onTrial, next]) await host.sh(`nix-store --verify-path $(nix-store -qR ${host.link(revision) ?? ''})`)
    assert.equal(pending(), record)
  })

  it('status tells of it', async () => {
    const run = await act(lab, { command: 'status', targets: `web: root@${host.address}` })
    expectGreen(run)
    assert.match(run.log, new RegExp(`^ {2}pending +${onTrial} by octocat https://github\\.com/.* since `, 'm'))
    const { status } = resultsOf(run).web!
    assert.equal(status?.pending?.revision, onTrial)
    assert.equal(status.healthy, earlier)
  })

  it('it is confirmed as if nobody had asked', async () => {
    await host.sh('touch /run/lab-go')
    const run = await trial
    expectGreen(run)
    await expectConfirmed(host, onTrial, host.link(onTrial))
  })

  it('of two that begin at once one wins, and the other says whose lock it met', async () => {
    await host.sh('rm /run/lab-go')
    const revisions = [await lab.runner.flake.commit(), await lab.runner.flake.commit()]
    const runs = revisions.map((revision) => act(lab, { targets: targets(), flake: `git+file://${lab.runner.flake.directory}?rev=${revision}`, ...waits }))
    const loser = await Promise.race(runs)
    const winner = revisions.find((revision) => revision !== loser.outputs.revision) ?? ''
    expectRed(loser, refusal(winner))
    await host.sh('touch /run/lab-go')
    const [first, second] = await Promise.all(runs)
    const won = first === loser ? second : first
    expectGreen(won!)
    assert.equal(won?.outputs.revision, winner)
    await expectConfirmed(host, winner, host.link(winner))
  })
})
