// The watchdog alone with its host: the runner is gone, and somebody or something gets in the way until the deadline.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import type { Configuration } from '../lab/fixture.ts'
import type { LabHost } from '../lab/lab.ts'
import { expectQuiet, Herd, type HostName, hostNames, suiteOf } from './herd.ts'
import { act, answersRevision, errorOf, expectUntouched, resultsOf, type Seen, see } from './scenario.ts'

let herd: Herd
const neverHealthy = { url: 'http://{host}:8080/', 'expect-body': 'what it never says', timeout: '1s' }

/** Does to a host what must not matter, until `over` is true. */
type Disturbance = (host: LabHost, over: () => boolean) => Promise<unknown>

const reloading: Disturbance = async (host, over) => {
  await host.sh('systemctl daemon-reexec')
  while (!over()) await host.sh('systemctl daemon-reload; sleep 0.3')
}
function isolating(target: string): Disturbance {
  return (host) => host.sh(`systemctl isolate ${target}`)
}
/** Kills the watchdog with all its processes, and once more when it is back. */
const killing: Disturbance = async (host) => {
  for (let times = 0; times < 2; times++) {
    await eventually(
      `the watchdog runs on ${host.name}`,
      async () => (await host.sh("systemctl list-units --plain --no-legend --state=running 'nix-flake-deploy-watchdog-*'")) !== '',
    )
    await host.sh("systemctl kill --signal=KILL 'nix-flake-deploy-watchdog-*'")
  }
}

interface Case {
  what: string
  disturb: Disturbance
}

/** Deploys such a system to all hosts, kills the runner once each is so far, disturbs them, and waits for all to be back. */
function group(title: string, system: Configuration, isSoFar: (log: string) => boolean, why: RegExp, cases: Record<HostName, Case>): void {
  describe(title, () => {
    const seen: Partial<Record<HostName, Seen>> = {}
    const back: Partial<Record<HostName, Promise<unknown>>> = {}
    let revision: string

    before(async () => {
      for (const name of hostNames) seen[name] = await see(herd.host(name))
      revision = await herd.commit(Object.fromEntries(hostNames.map((name) => [name, system])))
      const targets = herd.targets(Object.fromEntries(hostNames.map((name) => [name, { 'health-check': neverHealthy }])))
      await act(herd.lab, { targets }, { kill: isSoFar })
      for (const name of hostNames) {
        const host = herd.host(name)
        assert.notEqual(host.readFile('/srv/revisions/.state/pending'), undefined, `${name} is not in the window any more`)
        let over = false
        const waiting = eventually(`${name} has gone back`, () => host.readFile('/srv/revisions/.state/pending') === undefined, { withinMs: 60_000 })
        const disturbing = cases[name].disturb(host, () => over)
        back[name] = waiting.finally(() => (over = true)).finally(() => disturbing)
        back[name].catch(() => undefined)
      }
    })

    for (const name of hostNames) {
      it(`${cases[name].what} (${suiteOf(name)})`, async () => {
        const host = herd.host(name)
        await back[name]
        await expectUntouched(host, seen[name]!)
        await expectQuiet(host)
        const [last = ''] = host.readFile('/srv/revisions/.state/history')!.trim().split('\n').slice(-1)
        assert.match(last, new RegExp(`\trolled-back\t${revision}\t.*\t${why.source}$`))
      })
    }

    it('the next deployment works on every host', () => herd.expectNextDeployment())
  })
}

const countOf = (text: string, what: string): number => text.split(what).length - 1

describe('the watchdog', () => {
  before(async () => {
    herd = await Herd.start()
  })
  after(() => herd.lab.stop())

  group('while it waits for a confirmation', {}, (log) => countOf(log, ': health checks …') === hostNames.length, /nobody confirmed the new system in time/, {
    t1: { what: 'is not deferred by a reload of systemd, however often', disturb: reloading },
    f1: { what: 'is not deferred by a reload of systemd, however often', disturb: reloading },
    t2: { what: 'outlives the isolation of another target', disturb: isolating('rescue.target') },
    f2: { what: 'outlives the isolation of another target', disturb: isolating('rescue.target') },
    t3: { what: 'comes back when it is killed', disturb: killing },
    f3: { what: 'comes back when it is killed', disturb: killing },
  })

  group(
    'while the activation hangs',
    { sick: 'hang' },
    (log) => countOf(log, '| activating the configuration') === hostNames.length,
    /the activation did not end in time/,
    {
      t1: { what: 'comes back when it is killed', disturb: killing },
      f1: { what: 'comes back when it is killed', disturb: killing },
      t2: { what: 'is not deferred by a reload of systemd, however often', disturb: reloading },
      f2: { what: 'is not deferred by a reload of systemd, however often', disturb: reloading },
      t3: { what: 'outlives the isolation of the target that the host is in', disturb: isolating('multi-user.target') },
      f3: { what: 'outlives the isolation of the target that the host is in', disturb: isolating('multi-user.target') },
    },
  )

  describe('that is kept from its work', () => {
    const names = ['t1', 'f1'] as const
    const stopped = ['t2', 'f2'] as const

    it('rolls back to the end when it is killed in the middle of that', async () => {
      const timeouts = { 'activation-timeout': '30s' }
      await herd.commit({ t1: { sick: 'slow', seconds: 4 }, f1: { sick: 'slow', seconds: 4 } })
      const slow = await act(herd.lab, { targets: herd.targets({ t1: {}, f1: {} }), ...timeouts })
      assert.equal(slow.code, 0, slow.log)
      const seen = await Promise.all(names.map((name) => see(herd.host(name))))
      await herd.commit({ t1: { sick: 'unhealthy' }, f1: { sick: 'unhealthy' } })
      const deploying = act(herd.lab, { targets: herd.targets({ t1: {}, f1: {} }), 'health-check': answersRevision, ...timeouts })
      const isRollingBack = 'id=$(sed -n s/^id=//p /srv/revisions/.state/pending) && test -e /run/nix-flake-deploy/$id/rolling-back'
      await Promise.all(
        names.map(async (name) => {
          const host = herd.host(name)
          await eventually(`${name} is rolling back`, async () => (await host.exec(['sh', '-c', isRollingBack])).code === 0, { withinMs: 60_000 })
          await host.sh(`sleep 1; ${isRollingBack}; systemctl kill --signal=KILL "nix-flake-deploy-*$id*"`)
        }),
      )
      const run = await deploying
      for (const [index, name] of names.entries()) {
        assert.equal(resultsOf(run)[name]?.state, 'rolled-back', run.log)
        await expectUntouched(herd.host(name), seen[index]!)
        await expectQuiet(herd.host(name))
      }
    })

    it('is missed by the next deployment where somebody stopped it', async () => {
      const revision = await herd.commit({ t2: {}, f2: {} })
      const targets = herd.targets({ t2: { 'health-check': neverHealthy }, f2: { 'health-check': neverHealthy } })
      await act(herd.lab, { targets }, { kill: (log) => countOf(log, ': health checks …') === stopped.length })
      for (const name of stopped) await herd.host(name).sh("systemctl stop 'nix-flake-deploy-watchdog-*'")
      await herd.expectNextDeployment()
      for (const name of stopped) {
        assert.match(herd.host(name).readFile('/srv/revisions/.state/history')!, new RegExp(`\trolled-back\t${revision}\t.*\tthe watchdog was lost\n`))
      }
    })
  })

  describe('while the clock steps', () => {
    const clockHosts: HostName[] = ['t1', 'f1']
    const seen: Partial<Record<HostName, Seen>> = {}

    it('neither ends the window with a clock put forward, nor prolongs it with one put back', async () => {
      for (const name of clockHosts) seen[name] = await see(herd.host(name))
      await herd.commit(Object.fromEntries(clockHosts.map((name) => [name, {}])))
      const targets = herd.targets(Object.fromEntries(clockHosts.map((name) => [name, { 'health-check': neverHealthy }])))
      await act(herd.lab, { targets, 'confirm-timeout': '20s' }, { kill: (log) => countOf(log, ': health checks …') === clockHosts.length })
      const isPending = (name: HostName): boolean => herd.host(name).readFile('/srv/revisions/.state/pending') !== undefined
      await herd.lab.stepClock(300)
      try {
        await new Promise((resolve) => setTimeout(resolve, 3000))
        for (const name of clockHosts) assert.ok(isPending(name), `${name} has gone back too early`)
      } finally {
        await herd.lab.stepClock(-600)
      }
      try {
        await eventually('both hosts have gone back', () => !clockHosts.some(isPending), { withinMs: 120_000 })
      } finally {
        await herd.lab.stepClock(300)
      }
      for (const name of clockHosts) {
        await expectUntouched(herd.host(name), seen[name]!)
        await expectQuiet(herd.host(name))
      }
    })

    it('the next deployment works on every host', () => herd.expectNextDeployment())
  })

  describe('where an operator activates a third system in the window', () => {
    const ways = {
      t1: 'for a test',
      f1: 'for a test',
      t2: 'for good',
      f2: 'for good',
    }
    const names = Object.keys(ways) as (keyof typeof ways)[]
    const seen: Partial<Record<HostName, Seen>> = {}
    let third: string
    let run: Awaited<ReturnType<typeof act>>

    before(async () => {
      third = (await herd.lab.install({ third: {} }))['third']!
      for (const name of names) seen[name] = await see(herd.host(name))
      await herd.commit(Object.fromEntries(names.map((name) => [name, {}])))
      const targets = herd.targets(Object.fromEntries(names.map((name) => [name, { 'health-check': neverHealthy }])))
      const deploying = act(herd.lab, { targets, 'confirm-timeout': '15s' })
      await Promise.all(
        names.map(async (name) => {
          const host = herd.host(name)
          await eventually(`the new system runs on ${name}`, () => host.running() !== seen[name]!.running)
          const before = ways[name] === 'for good' ? `nix-env -p /nix/var/nix/profiles/system --set ${third}; action=switch` : 'action=test'
          await host.sh(`${before}; flock /run/nixos/switch-to-configuration.lock true; ${third}/bin/switch-to-configuration $action`)
        }),
      )
      run = await deploying
    })

    for (const name of names) {
      it(`leaves it alone and says so: activated ${ways[name]} (${suiteOf(name)})`, async () => {
        const result = resultsOf(run)[name]!
        assert.equal(result.state, 'failed', run.log)
        const said = new RegExp(`${third} runs.*operator.*left alone`)
        assert.match(result.reason ?? '', said)
        assert.match(errorOf(run, name), said)
        const its = ways[name] === 'for good' ? { profile: third, bootDefault: third } : {}
        await expectUntouched(herd.host(name), { ...seen[name]!, running: third, version: 'third', ...its })
        await expectQuiet(herd.host(name))
      })
    }

    it('makes the step red', () => {
      assert.equal(run.code, 1, run.log)
    })

    it('the next deployment works on every host, and can go back to what was put there for good', async () => {
      await herd.expectNextDeployment()
      const rolledBack = await act(herd.lab, { command: 'rollback', targets: herd.targets({ t2: {}, f2: {} }) })
      assert.equal(rolledBack.code, 0, rolledBack.log)
      for (const name of ['t2', 'f2'] as const) assert.equal(herd.host(name).running(), third)
    })
  })
})
