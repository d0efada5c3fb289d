// What becomes of a window is decided from what can be seen: units in trouble now and before, who else switches, what runs.
// An exit code alone says too little.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { expectQuiet, Herd, type HostName, hostNames } from './herd.ts'
import { act, expectConfirmed, expectUntouched, resultsOf, type Seen, see } from './scenario.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

const switchLock = '/run/nixos/switch-to-configuration.lock'

let herd: Herd
let seen: Record<HostName, Seen>

async function seeAll(): Promise<void> {
  seen = Object.fromEntries(await Promise.all(hostNames.map(async (name) => [name, await see(herd.host(name))] as const))) as typeof seen
}

/** Somebody's switch on a host, that takes its time. */
function operates(name: HostName, command: string): Promise<string> {
  return herd.host(name).sh(`systemd-run --quiet --collect --unit=operator ${command}; ${untilHeld}`)
}

/** Until the operator has NixOS's lock, or has ended. To try the lock would be to hold it for a moment, in which the operator would be refused. */
const untilHeld = `until grep -q " FLOCK .*:$(stat -c %i ${switchLock} || echo none) " /proc/locks || ! systemctl is-active --quiet operator; do sleep 0.1; done`

/** The same by a health check, which so fails in the middle of the window. */
function operatesInWindow(command: string): Record<string, unknown> {
  return { 'health-check': { command: `systemd-run --quiet --collect --unit=operator ${command}; ${untilHeld}; exit 7`, timeout: '10s' } }
}

describe('a window, by what can be seen of it', () => {
  before(async () => {
    herd = await Herd.start()
  })
  after(() => herd.lab.stop())

  describe('units in trouble', () => {
    let run: RunResult
    let revision: string

    before(async () => {
      await Promise.all([
        herd.host('f1').addSickUnit('failed'),
        herd.host('f3').sh(`cd /usr/local/lib/systemd/system
        printf '[Unit]\\nRequires=dev-missing.device\\nAfter=dev-missing.device\\n[Service]\\nExecStart=/bin/true\\n' > never.service
        ln -s ../never.service multi-user.target.wants/; systemctl daemon-reload; ! systemctl start never.service`),
      ])
      await seeAll()
      revision = await herd.commit({
        t1: { sick: 'reload-fails' },
        f1: { sick: 'reload-fails' },
        t2: { sick: 'crash-loops' },
        f2: { sick: 'dependency-fails' },
        t3: { sick: 'start-fails' },
        f3: {},
      })
      run = await act(herd.lab, { targets: herd.targets({ t1: {}, f1: {}, t2: {}, f2: {}, t3: {}, f3: {} }), 'health-check': '', 'activation-timeout': '60s' })
    })

    const gone: [HostName, string, RegExp][] = [
      [
        't1',
        'exit code 4 without any failed unit is red, in the words of the switch',
        /switch-to-configuration ended with 4: Failed to reload settings\.service/,
      ],
      ['t2', 'exit code 0 with a unit that keeps crashing is red', /units failed: crashing\.service(\.| |$)/],
      ['f2', 'exit code 0 with a unit that never started, for what it needs failed, is red', /units failed: waiting\.service(\.| |$)/],
      ['t3', 'exit code 4 names the unit that could not be started and has not failed', /units failed: web\.service(\.| |$)/],
    ]
    for (const [name, what, reason] of gone) {
      it(what, async () => {
        const result = resultsOf(run)[name]!
        assert.equal(result.state, 'rolled-back', run.log)
        assert.match(result.reason ?? '', reason)
        await expectUntouched(herd.host(name), seen[name])
        await expectQuiet(herd.host(name))
      })
    }

    it('exit code 4 that a unit in trouble before explains is green with a warning, which names both', async () => {
      const { state, warning, toplevel } = resultsOf(run)['f1']!
      assert.equal(state, 'activated', run.log)
      const said = /ended with 4: Failed to reload settings\.service.*in trouble before: old-trouble\.service/
      assert.match(warning ?? '', said)
      assert.match(run.annotations.find(({ level, title }) => level === 'warning' && title === 'f1')?.message ?? '', said)
      await expectConfirmed(herd.host('f1'), revision, toplevel)
    })

    it('a unit whose dependency failed before too is not held against the new system', async () => {
      assert.equal(resultsOf(run)['f3']?.state, 'activated', run.log)
      await expectConfirmed(herd.host('f3'), revision, resultsOf(run)['f3']?.toplevel)
    })

    it('the next deployment works on every host', async () => {
      await herd.host('f1').removeSickUnit()
      await herd.expectNextDeployment()
    })
  })

  describe('the system to go back to, in trouble itself for something outside of it is gone', () => {
    const names = ['t1', 'f1'] as const
    let run: RunResult
    const leaders: Partial<Record<HostName, number | undefined>> = {}

    before(async () => {
      const needs =
        "mkdir -p /run/systemd/system/web.service.d; printf '[Service]\\nExecStartPre=/usr/bin/test -e /run/outside\\n' > /run/systemd/system/web.service.d/outside.conf; touch /run/outside; systemctl daemon-reload"
      await Promise.all(names.map((name) => herd.host(name).sh(needs)))
      await seeAll()
      for (const name of names) leaders[name] = herd.host(name).leader()
      await herd.commit({ t1: {}, f1: {} })
      const check = { 'health-check': { command: 'rm -f /run/outside; exit 7', timeout: '1s' } }
      run = await act(herd.lab, { targets: herd.targets({ t1: check, f1: check }), 'activation-timeout': '60s' })
    })

    for (const name of names) {
      it(`runs again, with the unit named, and nothing is rebooted (${name})`, async () => {
        const host = herd.host(name)
        assert.equal(resultsOf(run)[name]?.state, 'rolled-back', run.log)
        assert.match(resultsOf(run)[name]?.reason ?? '', /health check failed: .*; units that fail in the previous system too: web\.service(\.| |$)/)
        assert.equal(host.leader(), leaders[name], 'it was rebooted')
        await expectUntouched(host, { ...seen[name], version: undefined })
      })
    }

    it('the next deployment works on every host', async () => {
      await Promise.all(
        names.map((name) =>
          herd.host(name).sh('rm -r /run/systemd/system/web.service.d; systemctl daemon-reload; systemctl reset-failed web; systemctl restart web'),
        ),
      )
      await herd.expectNextDeployment()
    })
  })

  describe('beside the switch of somebody else', () => {
    let run: RunResult
    let revision: string
    let third: string
    let late: string
    const leaders: Partial<Record<HostName, number | undefined>> = {}
    const forGood = `/usr/bin/flock ${switchLock} /usr/bin/sleep infinity`

    before(async () => {
      ;({ third, late } = (await herd.lab.install({ third: { sick: 'slow', seconds: 8 }, late: { sick: 'slow', seconds: 40 } })) as {
        third: string
        late: string
      })
      const switches = (system: string): string => `${system}/bin/switch-to-configuration test`
      await seeAll()
      for (const name of hostNames) leaders[name] = herd.host(name).leader()
      revision = await herd.commit(Object.fromEntries(hostNames.map((name) => [name, {}])))
      await operates('t1', forGood)
      await operates('f1', `/usr/bin/flock ${switchLock} /usr/bin/sleep 8`)
      for (const name of ['t2', 'f2'] as const) await stopAt(herd.host(name), 'systemd-run *--unit=nix-flake-deploy-watchdog-*')
      const targets = herd.targets({ t1: {}, f1: {}, t2: {}, f2: {}, t3: operatesInWindow(switches(late)), f3: operatesInWindow(forGood) })
      const deploying = act(herd.lab, { targets, 'activation-timeout': '60s', 'confirm-timeout': '20s' })
      await Promise.all(
        (['t2', 'f2'] as const).map(async (name) => {
          await stopped(herd.host(name))
          await operates(name, name === 't2' ? switches(third) : forGood)
          await letGo(herd.host(name))
        }),
      )
      run = await deploying
      for (const name of hostNames) assert.equal(herd.host(name).leader(), leaders[name], `${name} was rebooted`)
    })

    const ends: [HostName, string, RegExp, () => Partial<Seen>][] = [
      [
        't1',
        'that began before and does not end: nothing is changed, and it is named',
        /another switch runs on this host \(process \d+, .*flock.*\) and does not end; nothing was changed/,
        () => ({}),
      ],
      [
        't2',
        'that began after the look: the third system that it brought is left alone',
        /third runs.*operator.*left alone \(another system was switched to before the activation began\)/,
        () => ({ running: third, version: 'third' }),
      ],
      [
        'f2',
        'that began after the look and does not end: nothing is changed, and it is named',
        /another switch runs on this host \(process \d+, .*flock.*\) and did not end; nothing was changed/,
        () => ({}),
      ],
      [
        't3',
        'in the window: going back waits for it, and leaves the third system alone',
        /late runs.*operator.*left alone \(health check failed/,
        () => ({ running: late, version: 'late' }),
      ],
    ]
    for (const [name, what, reason, its] of ends) {
      it(what, async () => {
        assert.equal(resultsOf(run)[name]?.state, 'failed', run.log)
        assert.match(resultsOf(run)[name]?.reason ?? '', reason)
        await expectUntouched(herd.host(name), { ...seen[name], ...its() })
        await expectQuiet(herd.host(name))
      })
    }

    it('that began before and ends: it is waited for', async () => {
      await expectConfirmed(herd.host('f1'), revision, resultsOf(run)['f1']?.toplevel)
    })

    it('in the window, which does not end: it is named and not killed, and no reboot kills it', async () => {
      const { state, reason, toplevel } = resultsOf(run)['f3']!
      assert.equal(state, 'failed', run.log)
      assert.match(reason ?? '', /another switch, which does not end \(process \d+, .*flock/)
      assert.equal(herd.host('f3').running(), toplevel)
      assert.equal(await herd.host('f3').sh('systemctl is-active operator'), 'active')
      await expectQuiet(herd.host('f3'))
    })

    it('the next deployment works on every host, once it has ended', async () => {
      await Promise.all(hostNames.map((name) => herd.host(name).exec(['systemctl', 'stop', 'operator'])))
      await Promise.all(
        hostNames.map((name) => eventually(`${name} is quiet`, async () => (await herd.host(name).exec(['flock', '-n', switchLock, 'true'])).code === 0)),
      )
      await herd.expectNextDeployment()
    })
  })
})
