// Confirming is many steps. Whatever ends it between two of them, the host comes out on the old or on the new system.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { expectGreen, resultsOf } from './scenario.ts'
import { expectAllOn, expectStandsOn, nothingPending, run, targetsOf } from './standing.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

const state = '/srv/revisions/.state'
const confirming = `${state}/confirming`

/**
 * Where confirming is stopped: at the call that this pattern matches, once the record of the commit point is there. A power
 * cut at that step leaves the host on the `reboot` system, the death of the unit that confirms alone on the `death` system.
 */
const steps = {
  'before the commit point': { at: 'flock -w 30 *', needs: '/', reboot: 'old', death: 'old' },
  'before the commit point is on disk': { at: `sync ${confirming} *`, needs: '/', reboot: 'old', death: 'new' },
  'after the commit point': { at: 'nix-env *--set*', needs: confirming, reboot: 'old', death: 'new' },
  'after the profile was set': { at: 'timeout *switch-to-configuration boot', needs: confirming, reboot: 'old', death: 'new' },
  'after the boot entry was written': { at: 'sync -f /nix/var/nix/profiles *', needs: confirming, reboot: 'new', death: 'new' },
  'before it is recorded as confirmed': { at: `mv -fT ${state}/.confirmed.new *`, needs: confirming, reboot: 'new', death: 'new' },
  'before healthy moves': { at: 'mv -fT */.healthy.new *', needs: confirming, reboot: 'new', death: 'new' },
  'after healthy has moved': { at: `rm -f ${state}/pending *`, needs: confirming, reboot: 'new', death: 'new' },
} as const

describe('what ends confirming between two of its steps', () => {
  let lab: Lab
  let hosts: LabHost[]
  before(async () => {
    lab = await startLab({ hosts: Object.keys(steps).map((_, index) => ({ name: `h${index}`, disk: 'image', suite: index % 2 === 0 ? 'trixie' : 'forky' })) })
    hosts = Object.keys(steps).map((_, index) => hostAt(index))
    expectGreen(await run(lab, targetsOf(hosts)))
  })
  after(() => lab.stop())

  function hostAt(index: number): LabHost {
    const host = lab.hosts[`h${index}`]
    assert.ok(host)
    return host
  }

  interface Round {
    old: string
    toplevel: string
    result: RunResult
  }

  /** Deploys a new commit to all hosts, stops each at its own step, does something to them, and perhaps to the runner before. */
  async function deployStopAnd(act: () => Promise<void>, runnerDies: boolean, confirmTimeout: string): Promise<Round> {
    const old = hostAt(0).running() ?? ''
    await lab.runner.flake.commit()
    const toplevel = await lab.runner.flake.toplevel('staging')
    await Promise.all(Object.values(steps).map(({ at, needs }, index) => stopAt(hostAt(index), at, needs)))
    const haveStopped = Promise.all(hosts.map(stopped))
    const running = run(lab, { ...targetsOf(hosts), 'confirm-timeout': confirmTimeout }, runnerDies ? { kill: haveStopped } : {})
    await haveStopped
    if (runnerDies) await running
    await act()
    return { old, toplevel, result: await running }
  }

  async function powerCut(): Promise<void> {
    await Promise.all(hosts.map((host) => host.powerCut({ lossy: true })))
    await Promise.all(hosts.map((host) => host.start()))
  }

  const stepNames = Object.entries(steps).map(([step, what], index) => ({ step, index, ...what }))

  function nextRunDeploys(): void {
    it('does not keep the next run from deploying', async () => {
      expectGreen(await run(lab, targetsOf(hosts)))
      const toplevel = await lab.runner.flake.toplevel('staging')
      for (const host of hosts) await expectStandsOn(host, toplevel)
    })
  }

  describe('a power cut', () => {
    let round: Round
    before(async () => {
      round = await deployStopAnd(powerCut, true, '60s')
    })
    for (const { step, index, reboot } of stepNames) {
      it(`${step} boots the ${reboot} system`, () => {
        assert.equal(hostAt(index).running(), reboot === 'old' ? round.old : round.toplevel)
      })
    }
    it('is healed by the next run, even by one that activates nothing', async () => {
      await lab.runner.flake.commit()
      expectGreen(await run(lab, targetsOf(hosts, { activate: 'none' })))
    })
    for (const { step, index, reboot } of stepNames) {
      it(`${step} leaves the host on the ${reboot} system when it is healed`, () =>
        expectStandsOn(hostAt(index), reboot === 'old' ? round.old : round.toplevel))
    }
    nextRunDeploys()
  })

  describe('a power cut under the eyes of the runner', () => {
    let round: Round
    before(async () => {
      round = await deployStopAnd(powerCut, false, '60s')
    })
    for (const { step, index, reboot } of stepNames) {
      it(`${step} ends on the ${reboot} system, and the run says so`, async () => {
        // What lacks nothing but the end of its record is confirmed; the record is the next run's to end.
        await expectAllOn(hostAt(index), reboot === 'old' ? round.old : round.toplevel)
        assert.equal(resultsOf(round.result)[`h${index}`]?.state, reboot === 'old' ? 'rolled-back' : 'activated')
      })
    }
    it('makes the step red', () => assert.equal(round.result.outcome, 'failure'))
    nextRunDeploys()
  })

  describe('the death of the unit that confirms alone', () => {
    let round: Round
    before(async () => {
      const act = async (): Promise<void> => {
        await Promise.all(hosts.map((host) => host.sh('systemctl kill --signal=KILL "nix-flake-deploy-activation-*"')))
        await Promise.all(hosts.map(letGo))
      }
      round = await deployStopAnd(act, true, '15s')
      await Promise.all(hosts.map(nothingPending))
    })
    for (const { step, index, death } of stepNames) {
      it(`${step} ends on the ${death} system, with nobody there to see it`, () => expectStandsOn(hostAt(index), death === 'old' ? round.old : round.toplevel))
    }
    nextRunDeploys()
  })
})
