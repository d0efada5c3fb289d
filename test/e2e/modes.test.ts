// The ways to activate that are not `switch`: what each changes, and what it must leave.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, type Seen, see, statesOf } from './scenario.ts'

describe('a host that has confirmed a system', () => {
  let lab: Lab
  let host: LabHost
  let good: string
  let was: Seen
  const deploy = (activate: string, inputs: Record<string, string> = {}) =>
    act(lab, { targets: `web: { host: root@${host.address}, configuration: staging }`, activate, ...inputs })
  /** A new system: its revision. */
  const change = (): Promise<string> => lab.runner.flake.commit()

  /** A health check that nothing passes. */
  const red = { 'health-check': 'command: "false"\ntimeout: 2s', 'confirm-timeout': '3s' }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }] })
    host = lab.hosts.web!
    good = await change()
    expectGreen(await deploy('switch'))
    was = await see(host)
    assert.equal(was.healthy, good)
  })
  after(() => lab.stop())

  it('is only given the system by `none`', async () => {
    const revision = await change()
    const run = await deploy('none')
    expectGreen(run)
    assert.equal(resultsOf(run).web?.state, 'staged')
    assert.equal(run.outputs.changed, 'true')
    await expectUntouched(host, was)
    assert.equal(host.link('latest'), revision)
    const again = await deploy('none')
    assert.deepEqual([statesOf(again).web, again.outputs.changed], ['unchanged', 'false'])
  })

  it('shows what `dry-activate` would do, and does not do it', async () => {
    const revision = await change()
    const run = await deploy('dry-activate', { 'health-check': answersRevision })
    expectGreen(run)
    assert.equal(resultsOf(run).web?.state, 'staged')
    assert.match(run.log, /would stop the following units: web\.service/)
    assert.match(resultsOf(run).web?.reason ?? '', /nothing was changed/)
    await expectUntouched(host, was)
    assert.equal(host.link(revision), resultsOf(run).web?.toplevel)
    assert.equal(run.outputs.changed, 'true') // it was given the system
    const again = await deploy('dry-activate')
    assert.match(again.log, /would stop the following units: web\.service/)
    assert.deepEqual([statesOf(again).web, again.outputs.changed], ['unchanged', 'false'])
  })

  it('runs until the next reboot what `test` has activated and proven, and boots what it did', async () => {
    const revision = await change()
    const run = await deploy('test', { 'health-check': answersRevision })
    expectGreen(run)
    assert.deepEqual(statesOf(run), { web: 'activated' })
    assert.match(resultsOf(run).web?.reason ?? '', /until the next reboot/)
    assert.deepEqual(await see(host), { ...was, running: resultsOf(run).web?.toplevel, version: revision })
    assert.equal(await host.sh('systemctl list-units --all --plain --no-legend "nix-flake-deploy-*"'), '')
    await host.reboot()
    await expectUntouched(host, was)
  })

  it('confirms by `switch` what it runs since `test`, or goes back to what is confirmed', async () => {
    const revision = await change()
    expectGreen(await deploy('test'))
    const again = await deploy('test', { 'health-check': answersRevision })
    expectGreen(again)
    assert.deepEqual(statesOf(again), { web: 'unchanged' })
    const failed = await deploy('switch', red)
    expectRed(failed, /health check failed/)
    await expectUntouched(host, was)
    const tried = await deploy('test')
    expectGreen(tried)
    const run = await deploy('switch', { 'health-check': answersRevision })
    expectGreen(run)
    assert.deepEqual(statesOf(run), { web: 'activated' })
    await expectConfirmed(host, revision, resultsOf(run).web?.toplevel)
    expectGreen(await act(lab, { command: 'rollback', targets: `web: root@${host.address}` }))
    await expectUntouched(host, was)
  })

  it('goes back when `test` finds it sick', async () => {
    await lab.runner.flake.commit({ staging: { sick: 'unhealthy' } })
    const run = await deploy('test', { 'health-check': answersRevision, 'confirm-timeout': '4s' })
    expectRed(run, /health check failed/)
    assert.deepEqual(statesOf(run), { web: 'rolled-back' })
    await expectUntouched(host, was)
    await lab.runner.flake.commit({ staging: { sick: undefined } })
  })

  it('boots next what `boot` has put there, unconfirmed, and says so', async () => {
    const revision = await change()
    const run = await deploy('boot', { 'health-check': answersRevision })
    expectGreen(run)
    const result = resultsOf(run).web
    assert.equal(result?.state, 'staged')
    assert.match(result.reason ?? '', new RegExp(`boots next: ${revision}, unconfirmed`))
    assert.match(run.log, new RegExp(`boots next: ${revision}, unconfirmed`))
    assert.deepEqual(await see(host), { ...was, profile: result.toplevel, bootDefault: result.toplevel })
    const again = await deploy('boot', { 'health-check': answersRevision })
    expectGreen(again)
    assert.equal(statesOf(again).web, 'unchanged')
    assert.match(resultsOf(again).web?.reason ?? '', /boots it next/)
    assert.deepEqual(await see(host), { ...was, profile: result.toplevel, bootDefault: result.toplevel })
  })

  it('has its boot default set back to what is confirmed before the next is activated, and ends there when that is sick', async () => {
    await change()
    const run = await deploy('switch', { ...red })
    expectRed(run, /health check failed/)
    assert.deepEqual(statesOf(run), { web: 'rolled-back' })
    await expectUntouched(host, was)
    const history = await host.sh('cut -f2,3 /srv/revisions/.state/history')
    assert.match(history, new RegExp(`boot-default\t${good}`))
  })

  it('is, after `boot` and a reboot, deployed to the normal way, with the confirmed system to go back to', async () => {
    const revision = await change()
    const booted = resultsOf(await deploy('boot')).web?.toplevel
    await host.reboot()
    const unconfirmed = { ...was, running: booted, profile: booted, bootDefault: booted, version: revision }
    assert.deepEqual(await see(host), unconfirmed)
    const status = resultsOf(await act(lab, { command: 'status', targets: `web: root@${host.address}` })).web?.status
    assert.equal(status?.healthy, good)
    assert.equal(status.revisions.find(({ label }) => label === revision)?.confirmed, false)

    const failed = await deploy('switch', { ...red })
    expectRed(failed, /health check failed/)
    await expectUntouched(host, was)

    expectGreen(await deploy('boot'))
    await host.reboot()
    const green = await deploy('switch', { 'health-check': answersRevision })
    expectGreen(green)
    assert.deepEqual(statesOf(green), { web: 'activated' })
    await expectConfirmed(host, revision, booted)
    const back = await act(lab, { command: 'rollback', targets: `web: root@${host.address}` })
    expectGreen(back)
    await expectUntouched(host, was)
  })

  it('boots the confirmed system when the power fails in the window, though `boot` had put another there', async () => {
    await change()
    expectGreen(await deploy('boot'))
    const revision = await change()
    const pull = async (): Promise<void> => {
      await host.powerCut()
      await host.start()
    }
    const isInWindow = (): boolean => host.link(revision) !== undefined && host.running() === host.link(revision)
    const running = deploy('switch', { 'health-check': 'command: test -e /run/never\ntimeout: 3s', 'confirm-timeout': '30s' })
    await eventually('the window is open', isInWindow)
    const pulled = pull()
    const run = await running
    await pulled
    expectRed(run, /rebooted before the new system was confirmed/)
    assert.deepEqual(statesOf(run), { web: 'rolled-back' })
    await expectUntouched(host, was)
  })
  it('goes back to what an operator put there by hand meanwhile, and has that recorded', async () => {
    const byHand = await change()
    const system = resultsOf(await deploy('none')).web?.toplevel ?? ''
    // As if it had come some other way.
    await host.sh(
      `nix-env -p /nix/var/nix/profiles/system --set ${system} && ${system}/bin/switch-to-configuration switch 2>/dev/null && rm /srv/revisions/${byHand} /srv/revisions/latest`,
    )
    const now = { running: system, profile: system, bootDefault: system, healthy: `found-${system.slice(11, 23)}`, version: byHand }
    await change()
    expectRed(await deploy('switch', red), /health check failed/)
    await expectUntouched(host, now)
    expectGreen(await act(lab, { command: 'rollback', targets: `web: root@${host.address}` }))
    await expectUntouched(host, was)
  })
})
