// A system that was confirmed, or ran, is gone back to whatever its own checks say by now, and a boot default that cannot be set back
// keeps nobody from rolling back.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import type { Configuration } from '../lab/fixture.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, expectRed, type Inputs, resultsOf } from './scenario.ts'
import { expectStandsOn, standing } from './standing.ts'

describe('going back to a system', () => {
  let lab: Lab
  let checks: LabHost
  let boots: LabHost
  let failing: { checked: string; loader: string }

  const target = (host: LabHost, more: Record<string, unknown> = {}): string =>
    JSON.stringify({ [host.name]: { host: `root@${host.address}`, configuration: 'staging', ...more } })
  const run = (host: LabHost, inputs: Inputs = {}, more: Record<string, unknown> = {}): Promise<RunResult> =>
    act(lab, { targets: target(host, more), 'activation-timeout': '60s', 'confirm-timeout': '15s', ...inputs })
  const deploy = async (host: LabHost, system: Configuration = {}, inputs: Inputs = {}, more: Record<string, unknown> = {}): Promise<RunResult> => {
    await lab.runner.flake.commit({ staging: { sick: undefined, ...system } })
    return run(host, inputs, more)
  }
  const red = { 'health-check': 'command: exit 7\ntimeout: 1s\ninterval: 1s' }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'checks' }, { name: 'boots', suite: 'forky' }] })
    checks = lab.hosts['checks']!
    boots = lab.hosts['boots']!
    failing = (await lab.install({ checked: { sick: 'check-fails' }, loader: { sick: 'boot-fails' } })) as typeof failing
    for (const [host, system] of [
      [checks, failing.checked],
      [boots, failing.loader],
    ] as const) {
      // An operator's own switch, against what its checks say, or with a loader that writes the entry and then fails.
      await host.sh(
        `nix-env -p /nix/var/nix/profiles/system --set ${system}; NIXOS_NO_CHECK=1 ${system}/bin/switch-to-configuration boot || :; NIXOS_NO_CHECK=1 ${system}/bin/switch-to-configuration test`,
      )
    }
  })
  after(() => lab.stop())

  describe('whose own pre-switch check fails', () => {
    it('is not kept from it by a red health check', async () => {
      const went = await deploy(checks, {}, red)
      assert.equal(resultsOf(went)['checks']?.state, 'rolled-back', went.log)
      assert.doesNotMatch(resultsOf(went)['checks']?.reason ?? '', /boot entry/)
      await expectStandsOn(checks, failing.checked)
    })

    it('is not kept from it by a rollback that a person asks for', async () => {
      expectGreen(await deploy(checks))
      assert.notEqual(checks.running(), failing.checked)
      expectGreen(await run(checks, { command: 'rollback' }))
      await expectStandsOn(checks, failing.checked)
    })

    it('is not kept from it when a boot default that nobody confirmed is set back', async () => {
      expectGreen(await deploy(checks, {}, {}, { activate: 'boot' }))
      assert.notEqual(checks.bootDefault(), failing.checked)
      const went = await deploy(checks, {}, red)
      assert.equal(resultsOf(went)['checks']?.state, 'rolled-back', went.log)
      await expectStandsOn(checks, failing.checked)
    })
  })

  describe('whose boot entry cannot be written', () => {
    before(async () => {
      expectGreen(await run(boots, { command: 'status' }))
      await deploy(boots, {}, {}, { activate: 'boot' })
      assert.notEqual(boots.bootDefault(), failing.loader)
    })

    it('refuses a deployment in the words of the tool, and changes nothing that runs', async () => {
      const before = standing(boots)
      const went = await deploy(boots)
      expectRed(
        went,
        /the boot default \S+ was never confirmed, and could not be set back to \S+-loader: switch-to-configuration boot ended with 1: .*Failed to install bootloader/,
      )
      assert.equal(standing(boots).running, before.running)
    })

    it('refuses no rollback', async () => {
      const went = await run(boots, { command: 'rollback' })
      assert.doesNotMatch(went.log, /was never confirmed, and could not be set back to \S+-loader: .*\n.*error/)
      assert.doesNotMatch(resultsOf(went)['boots']?.reason ?? '', /could not be set back/, went.log)
    })
  })
})
