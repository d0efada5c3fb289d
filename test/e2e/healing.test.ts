// What interruptions leave behind that is easily taken for something else: the next deployment sees through it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, expectRed, resultsOf } from './scenario.ts'
import { expectStandsOn, isPending, nothingPending } from './standing.ts'

const state = '/srv/revisions/.state'

describe('the next deployment', () => {
  let lab: Lab
  let host: LabHost
  /** The confirmed system that each scenario begins and ends with. */
  let good: string
  let goodRevision: string

  const targets = (activate = 'switch'): { targets: string } => ({
    targets: `web: { host: root@${host.address}, configuration: staging, activate: ${activate} }`,
  })
  const neverHealthy = { 'health-check': 'command: "false"\ninterval: 1s', 'confirm-timeout': '5m' }

  /** The deployment that is pending has been activated, and waits for confirmation. */
  function isWindowOpen(toplevel: string): boolean {
    const id = /^id=(.*)$/m.exec(host.readFile(`${state}/pending`) ?? '')?.[1]
    return host.running() === toplevel && id !== undefined && host.readFile(`/run/nix-flake-deploy/${id}/activated`) !== undefined
  }

  /** Leaves a window open: the runner is gone, and so is every unit that would have ended it. */
  async function openWindow(): Promise<string> {
    await lab.runner.flake.commit({ staging: { sick: undefined } })
    const toplevel = await lab.runner.flake.toplevel('staging')
    const isOpen = eventually('the window is open', () => isWindowOpen(toplevel), { withinMs: 60_000 })
    await act(lab, { ...targets(), ...neverHealthy }, { kill: isOpen })
    await host.sh("for unit in $(systemctl list-units --plain --no-legend 'nix-flake-deploy-watchdog-*' | awk '{print $1}'); do systemctl stop $unit; done")
    return toplevel
  }

  /** Goes back to where each scenario begins. */
  async function settle(): Promise<void> {
    const run = await act(lab, { ...targets(), command: 'promote', revision: goodRevision })
    expectGreen(run)
    await expectStandsOn(host, good)
  }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web', disk: 'image' }] })
    host = lab.hosts['web']!
    goodRevision = await lab.runner.flake.commit({ staging: {} })
    expectGreen(await act(lab, targets()))
    good = host.running() ?? ''
  })
  after(() => lab.stop())

  it('that finds a window whose watchdog was lost, and fails itself, goes back to what was confirmed and not to the one in the window', async () => {
    await openWindow()
    await lab.runner.flake.commit({ staging: { sick: 'exit2' } })
    const run = await act(lab, targets())
    expectRed(run, /activation script failed/)
    assert.equal(resultsOf(run)['web']?.previousToplevel, good)
    await expectStandsOn(host, good)
  })

  it('that finds a deployment killed while it was being ended ends it', async () => {
    await openWindow()
    const id = (await host.sh(`sed -n 's/^id=//p' ${state}/pending`)).trim()
    // As far as the outcome, and no further: the record is still there.
    await host.sh(`echo 'rolled-back it was killed' > /run/nix-flake-deploy/${id}/outcome; ${good}/bin/switch-to-configuration test`)
    await settle()
    assert.equal(isPending(host), false)
  })

  it('that finds a record whose /run is gone, as after the reboot of a container that keeps its boot id, takes it for a reboot', async () => {
    await openWindow()
    await host.sh(`rm -rf /run/nix-flake-deploy; ${good}/bin/switch-to-configuration test`)
    await settle()
  })

  it('with another revisions-directory is refused while a window is open', async () => {
    await lab.runner.flake.commit({ staging: { sick: undefined } })
    const toplevel = await lab.runner.flake.toplevel('staging')
    let other: RunResult | undefined
    const isOpen = eventually('the window is open', () => isWindowOpen(toplevel), { withinMs: 60_000 })
    const first = act(lab, { ...targets(), 'health-check': 'command: test -e /run/lab-go\ninterval: 200ms', 'confirm-timeout': '60s' })
    await isOpen
    try {
      other = await act(lab, { ...targets(), 'revisions-directory': '/srv/other', revision: 'other' })
    } finally {
      await host.sh('touch /run/lab-go')
    }
    expectGreen(await first)
    expectRed(other, /another deployment is pending on this host, with another revisions-directory/)
    await settle()
  })

  it('repairs a boot entry that was left to an unconfirmed system, though the profile looks right, before it opens a window', async () => {
    await lab.runner.flake.commit({ staging: { sick: 'slow-boot', seconds: 0 } })
    expectGreen(await act(lab, targets('boot')))
    const unconfirmed = host.bootDefault()
    assert.notEqual(unconfirmed, good)
    // Setting it back is killed between the profile and the boot entry.
    await host.sh(`echo ${good} > ${state}/boot-entry-unsure; nix-env -p /nix/var/nix/profiles/system --set ${good}; sync`)
    await lab.runner.flake.commit({ staging: { sick: undefined } })
    const toplevel = await lab.runner.flake.toplevel('staging')
    const isOpen = eventually('the window is open', () => isWindowOpen(toplevel), { withinMs: 60_000 })
    await act(lab, { ...targets(), ...neverHealthy }, { kill: isOpen })
    assert.equal(host.bootDefault(), good)
    await host.powerCut({ lossy: true })
    await host.start()
    assert.equal(host.running(), good)
    await settle()
  })

  it('of what is there already takes one connection', async () => {
    await lab.runner.flake.commit({ staging: {} })
    const run = await act(lab, targets())
    expectGreen(run)
    const logins = (await host.sh("journalctl --boot --no-pager -t sshd -t sshd-session | grep -c 'Accepted publickey' || true")).trim()
    expectGreen(await act(lab, targets()))
    const after = (await host.sh("journalctl --boot --no-pager -t sshd -t sshd-session | grep -c 'Accepted publickey' || true")).trim()
    assert.equal(Number(after) - Number(logins), 1, 'a deployment of what is there takes one connection')
    await nothingPending(host)
  })
})
