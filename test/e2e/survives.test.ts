// The way back against whatever is done to the host meanwhile: soft reboots, signals, a bus that is gone, a record that is gone or
// hidden, a lock that is never let go, a disk that does not answer.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import type { LabHost } from '../lab/lab.ts'
import { expectQuiet, Herd, type HostName, hostNames, suiteOf } from './herd.ts'
import { act, answersRevision, expectUntouched, resultsOf, type Seen, see } from './scenario.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

const neverHealthy = { 'health-check': { url: 'http://{host}:8080/', 'expect-body': 'what it never says', timeout: '1s' } }
const red = { 'health-check': { command: 'exit 7', timeout: '1s', interval: '1s' } }
const panic = '/proc/sys/kernel/panic'

let herd: Herd
let seen: Record<HostName, Seen>

async function seeAll(): Promise<void> {
  seen = Object.fromEntries(await Promise.all(hostNames.map(async (name) => [name, await see(herd.host(name))] as const))) as typeof seen
}
const pendingId = 'id=$(sed -n s/^id=//p /srv/revisions/.state/pending)'
const countOf = (text: string, what: string): number => text.split(what).length - 1

/** The watchdog of the window, ended by a signal that some take for a clean end, with all its processes, twice. */
async function terminateWatchdog(host: LabHost): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await eventually(
      `the watchdog runs on ${host.name}`,
      async () => (await host.sh("systemctl list-units --plain --no-legend --state=running 'nix-flake-deploy-watchdog-*'")) !== '',
    )
    await host.sh("systemctl kill --signal=TERM 'nix-flake-deploy-watchdog-*'")
  }
}

describe('the way back', () => {
  before(async () => {
    herd = await Herd.start()
  })
  after(() => herd.lab.stop())

  describe('with the runner gone', () => {
    const cases: Record<HostName, { what: string; disturb: (host: LabHost) => Promise<unknown> }> = {
      t1: { what: 'outlives a soft reboot', disturb: (host) => host.softReboot() },
      f1: { what: 'outlives a soft reboot', disturb: (host) => host.softReboot() },
      t2: { what: 'comes back when the watchdog is terminated', disturb: terminateWatchdog },
      f2: { what: 'needs no D-Bus that was there before', disturb: (host) => host.sh('systemctl stop dbus.socket dbus.service') },
      t3: {
        what: 'takes the lock from a call of ours that hangs',
        disturb: (host) =>
          host.sh(
            'systemd-run --quiet --collect --unit=hung bash -c "exec 9>>/run/nix-flake-deploy/lock; /usr/bin/flock 9; while :; do /usr/bin/sleep 1; done"',
          ),
      },
      f3: { what: 'does without a record that can be read', disturb: (host) => host.sh('echo garbage > /srv/revisions/.state/pending') },
    }
    const leaders: Partial<Record<HostName, number | undefined>> = {}
    let revision: string

    before(async () => {
      await seeAll()
      for (const name of hostNames) leaders[name] = herd.host(name).leader()
      revision = await herd.commit(Object.fromEntries(hostNames.map((name) => [name, {}])))
      const targets = herd.targets(Object.fromEntries(hostNames.map((name) => [name, neverHealthy])))
      const isInWindow = (log: string): boolean => countOf(log, ': health checks …') === hostNames.length
      await act(herd.lab, { targets, 'activation-timeout': '60s', 'confirm-timeout': '20s' }, { kill: isInWindow })
      await Promise.all(hostNames.map((name) => cases[name].disturb(herd.host(name))))
    })

    for (const name of hostNames) {
      it(`${cases[name].what} (${suiteOf(name)})`, async () => {
        const host = herd.host(name)
        const history = (): string => host.readFile('/srv/revisions/.state/history') ?? ''
        await eventually(`${name} has gone back`, () => history().includes(`\trolled-back\t${revision}\t`), { withinMs: 150_000 })
        assert.match(history(), /\tnobody confirmed the new system in time\n$/)
        assert.equal(host.leader(), leaders[name], 'it was rebooted')
        await expectUntouched(host, seen[name])
        if (name !== 't3') await expectQuiet(host)
      })
    }

    it('has ended the call that hung', async () => {
      assert.notEqual((await herd.host('t3').exec(['systemctl', 'is-active', '--quiet', 'hung'])).code, 0)
    })

    it('the next deployment works on every host', () => herd.expectNextDeployment())
  })

  describe('with the runner watching', () => {
    let run: RunResult
    const hidden = ['t1', 'f1'] as const
    const values: string[] = []

    before(async () => {
      for (const name of ['t3', 'f3'] as const) await herd.host(name).sh(`echo 0 > /run/panic; mount --bind /run/panic ${panic}`)
      // A disk that does not answer: whoever syncs it waits, and cannot even be killed.
      await herd
        .host('f2')
        .sh(
          'printf \'#!/bin/sh\\n[ $# = 0 ] || exec /usr/bin/sync "$@"\\ntrap "" TERM INT HUP\\ntouch /run/sync-hangs\\nexec sleep infinity\\n\' > /run/sync; chmod +x /run/sync',
        )
      await herd.host('f2').writeInStore('cp --remove-destination /run/sync /run/current-system/sw/bin/sync')
      await stopAt(herd.host('t2'), 'systemctl reset-failed')
      await seeAll()
      await herd.commit({ t1: { sick: 'mounts-over-srv' }, f1: { sick: 'mounts-over-srv' }, t2: {}, f2: { sick: 'rollback-fails' }, t3: {}, f3: {} })
      const targets = herd.targets({
        ...Object.fromEntries(hidden.map((name) => [name, {}])),
        t2: red,
        f2: red,
        t3: { 'health-check': { command: `cat ${panic} >> /run/panic-in-window; exit 7`, timeout: '1s', interval: '1s' } },
        f3: { 'health-check': { command: `echo 5 > ${panic}; exit 7`, timeout: '1s', interval: '1s' } },
      })
      const deploying = act(herd.lab, { targets, 'health-check': answersRevision, 'activation-timeout': '60s', 'confirm-timeout': '15s' })
      const late = herd.host('t2')
      await Promise.race([stopped(late), deploying.then(({ log }) => assert.fail(`t2 did not begin to go back:\n${log}`))])
      // It has begun to go back, and is killed; a confirmation that comes late is the first to have the lock.
      await late.sh(`${pendingId}; systemctl stop "nix-flake-deploy-watchdog-$id"
        systemctl show "nix-flake-deploy-rollback-$id" --property=Environment --value > /run/environment
        env $(cat /run/environment) systemd-run --quiet --collect --unit="nix-flake-deploy-confirm-$id" --setenv=PATH --setenv=LC_ALL --setenv=NIX_FLAKE_DEPLOY_TOOLS --setenv=NIX_FLAKE_DEPLOY_DIRECTORY /bin/bash "/run/nix-flake-deploy/$id/agent" confirm "$id"
        sleep 1; systemctl show --property=ActiveState --value "nix-flake-deploy-confirm-$id" > /run/confirm-state`)
      await late.sh(`${pendingId}; systemctl kill --signal=KILL "nix-flake-deploy-rollback-$id"`)
      await letGo(late)
      run = await deploying
      for (const name of ['t3', 'f3'] as const) values.push((await herd.host(name).sh(`cat ${panic}; umount ${panic}`)).trim())
    })

    for (const name of hidden) {
      it(`finds its record where the new system mounts something over it, and says so (${suiteOf(name)})`, async () => {
        assert.equal(resultsOf(run)[name]?.state, 'rolled-back', run.log)
        assert.match(
          resultsOf(run)[name]?.reason ?? '',
          /the record in \/srv\/revisions\/\.state cannot be read any more \(does the new system mount something over it\?\)/,
        )
        await expectUntouched(herd.host(name), seen[name])
        await expectQuiet(herd.host(name))
      })
    }

    it('is gone on with by a confirmation that comes when it has begun', async () => {
      assert.match(herd.host('t2').readFile('/run/confirm-state') ?? '', /^activ/, 'there was no confirmation')
      assert.equal(resultsOf(run)['t2']?.state, 'rolled-back', run.log)
      assert.match(resultsOf(run)['t2']?.reason ?? '', /health check failed/)
      await expectUntouched(herd.host('t2'), seen.t2)
      await expectQuiet(herd.host('t2'))
    })

    it('reboots a host that cannot go back otherwise, and whose disk hangs when it is synced', async () => {
      assert.equal(resultsOf(run)['f2']?.state, 'rolled-back', run.log)
      assert.match(resultsOf(run)['f2']?.reason ?? '', /health check failed: .*; the host rebooted before the new system was confirmed/)
      await herd.host('f2').writeInStore('ln -sfn /usr/bin/sync /run/current-system/sw/bin/sync')
      await expectUntouched(herd.host('f2'), seen.f2)
    })

    it('has a kernel that panics in the window reboot, and afterwards not', () => {
      assert.match(herd.host('t3').readFile('/run/panic-in-window') ?? '', /^31\n/)
      assert.equal(values[0], '0')
    })

    it('leaves to the new system what that says of a panic', () => {
      assert.equal(values[1], '5')
    })

    it('the next deployment works on every host', () => herd.expectNextDeployment())
  })
})
