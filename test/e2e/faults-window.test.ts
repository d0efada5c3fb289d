// What can happen to a host between the first change and the confirmation.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { expectGreen, type Result, resultsOf } from './scenario.ts'
import { expectStandsOn, nothingPending, run, targetsOf } from './standing.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

const runRoot = '/run/nix-flake-deploy'
const never = { command: 'exit 1', interval: '300ms', timeout: '2s' }

function resultOf(ended: RunResult, host: LabHost): Result {
  const result = resultsOf(ended)[host.name]
  assert.ok(result, ended.log)
  return result
}

describe('in the window before confirmation', () => {
  let lab: Lab
  let all: LabHost[]
  let old = ''
  const hostOf = (name: string): LabHost => {
    const host = lab.hosts[name]
    assert.ok(host)
    return host
  }
  before(async () => {
    lab = await startLab({
      hosts: ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) => ({ name, disk: 'image', sizeMb: 900, suite: index % 2 === 0 ? 'trixie' : 'forky' })),
    })
    all = Object.values(lab.hosts)
    await lab.runner.flake.commit({ slow: { sick: 'slow', seconds: 60 }, stubborn: { sick: 'rollback-fails' } })
    expectGreen(await run(lab, targetsOf(all)))
    old = await lab.runner.flake.toplevel('staging')
  })
  after(() => lab.stop())

  /** Waits until the pending deployment of a host has come so far. */
  const when = (host: LabHost, what: string, test: string): Promise<unknown> =>
    eventually(
      `${host.name} ${what}`,
      async () =>
        (await host.exec(['bash', '-c', `id=$(sed -n 's/^id=//p' /srv/revisions/.state/pending) && [ -n "$id" ] && cd ${runRoot}/$id && ${test}`])).code === 0,
      { withinMs: 60_000, everyMs: 100 },
    )
  const began = (host: LabHost): Promise<unknown> => when(host, 'activates', 'grep -q activating log')
  const activated = (host: LabHost): Promise<unknown> => when(host, 'waits to be confirmed', '[ -e activated ]')
  const powerCut = async (host: LabHost): Promise<void> => {
    await host.powerCut({ lossy: true })
    await host.start()
  }
  async function nextRunDeploys(): Promise<void> {
    await lab.runner.flake.commit()
    expectGreen(await run(lab, targetsOf(all)))
    old = await lab.runner.flake.toplevel('staging')
    for (const host of all) await expectStandsOn(host, old)
  }

  describe('a host that goes down comes back on the old system', () => {
    let ended: RunResult
    before(async () => {
      await lab.runner.flake.commit()
      const target = (name: string, more: object): object => ({ [name]: { host: `root@${hostOf(name).address}`, configuration: 'staging', ...more } })
      const targets = {
        ...target('a', { configuration: 'slow', 'activation-timeout': '50s' }),
        ...target('b', { configuration: 'slow', 'activation-timeout': '50s' }),
        ...target('c', { 'health-check': never }),
        ...target('d', { 'health-check': never }),
        ...target('e', { configuration: 'stubborn', 'health-check': never }),
        ...target('f', { configuration: 'stubborn', 'health-check': never }),
      }
      const running = run(lab, { targets: JSON.stringify(targets), 'confirm-timeout': '15s' })
      const first = await Promise.race([
        running,
        Promise.all([
          began(hostOf('a')).then(() => powerCut(hostOf('a'))),
          began(hostOf('b')).then(() => hostOf('b').reboot()),
          activated(hostOf('c')).then(() => powerCut(hostOf('c'))),
          activated(hostOf('d')).then(() => hostOf('d').reboot()),
          hostOf('e').expectReboot(() => Promise.resolve(), 120_000),
          // The runner is gone for this one: it has no network.
          activated(hostOf('f'))
            .then(() => hostOf('f').cut())
            .then(() => hostOf('f').expectReboot(() => Promise.resolve(), 120_000))
            .then(() => hostOf('f').heal()),
        ]),
      ])
      if ('log' in first) assert.fail(`the run ended before its time:\n${first.log}`)
      ended = await running
    })
    for (const [name, what] of Object.entries({
      a: 'after a power cut while it was activating',
      b: 'after a reboot while it was activating',
      c: 'after a power cut when it was activated',
      d: 'after a reboot when it was activated',
      e: 'by force where going back fails',
      f: 'by force where going back fails, without network',
    })) {
      it(what, async () => {
        await expectStandsOn(hostOf(name), old)
        assert.equal(resultOf(ended, hostOf(name)).state, 'rolled-back', ended.log)
      })
    }
    it('and the step is red with an annotation that names each', () => {
      assert.equal(ended.code, 1)
      assert.deepEqual(
        ended.annotations
          .filter(({ level }) => level === 'error')
          // One names all who ended so for the same reason.
          .flatMap(({ title = '' }) => {
            const [names = '', state] = title.split(': ')
            return names.split(', ').map((name) => `${name}: ${state ?? ''}`)
          })
          .sort(),
        all.map(({ name }) => `${name}: rolled-back`),
      )
    })
    it('and the next run deploys', nextRunDeploys)
  })

  describe('a disk that fills up', () => {
    let ended: RunResult
    const fill = (host: LabHost): Promise<string> =>
      host.sh(
        'fallocate -l $(df --output=avail -k / | tail -n 1)K /ballast || :; for size in 4K 1; do dd if=/dev/zero bs=$size >> /ballast 2>/dev/null || :; done; sync',
      )
    before(async () => {
      await lab.runner.flake.commit()
      const target = (name: string, check: unknown): object => ({
        [name]: { host: `root@${hostOf(name).address}`, configuration: 'staging', 'health-check': check },
      })
      const go = { command: 'test -e /run/lab-go', interval: '300ms', timeout: '2s' }
      await stopAt(hostOf('c'), 'nix-env *--set*')
      await stopAt(hostOf('d'), 'timeout *switch-to-configuration boot')
      const targets = { ...target('a', never), ...target('b', go), ...target('c', go), ...target('d', go) }
      const running = run(lab, { targets: JSON.stringify(targets), 'confirm-timeout': '20s' })
      await Promise.all([
        activated(hostOf('a')).then(() => fill(hostOf('a'))),
        activated(hostOf('b'))
          .then(() => fill(hostOf('b')))
          .then(() => hostOf('b').sh('touch /run/lab-go')),
        ...['c', 'd'].map(async (name) => {
          const host = hostOf(name)
          await activated(host)
          await host.sh('touch /run/lab-go')
          await stopped(host)
          await fill(host)
          await letGo(host)
        }),
      ])
      ended = await running
    })
    for (const [name, [what, reason]] of Object.entries({
      a: ['before a red health check', /health check failed/],
      b: ['before the commit point', /confirmation could not be written .*No space left on device/],
      c: ['before the profile is set', /boot loader could not be written/],
      d: ['before the boot entry is written', /boot loader could not be written/],
    } as const)) {
      it(`${what} does not keep the host from going back`, async () => {
        assert.equal(resultOf(ended, hostOf(name)).state, 'rolled-back', ended.log)
        assert.match(resultOf(ended, hostOf(name)).reason ?? '', reason)
        await expectStandsOn(hostOf(name), old)
      })
    }
    it('and with room again, the next run deploys', async () => {
      await Promise.all(all.map((host) => host.sh('rm -f /ballast')))
      await nextRunDeploys()
    })
  })

  describe('a confirmation that meets the watchdog', () => {
    /** Seconds from the deadline at which each host's confirmation comes. */
    const offsets = [-2, -0.3, 0, 0.1, 0.4, 3]
    const confirm = `
      id=$(sed -n 's/^id=//p' /srv/revisions/.state/pending)
      deadline=$(cat ${runRoot}/$id/deadline)
      NIX_FLAKE_DEPLOY_AGENT=$(cat ${runRoot}/$id/agent); export NIX_FLAKE_DEPLOY_AGENT
      until awk -v at="$deadline" -v offset="$1" '{ exit !($1 >= at + offset) }' /proc/uptime; do sleep 0.01; done
      printf 'verb=confirm\\nid=%s\\ndirectory=/srv/revisions\\n\\n' "$id" | PATH=/run/current-system/sw/bin sh -c 'eval "$NIX_FLAKE_DEPLOY_AGENT"'`

    for (const frozen of [false, true]) {
      it(`${frozen ? 'when both wake from the same freeze' : 'around the deadline'}: one wins, and all of the host is on its side`, async () => {
        await lab.runner.flake.commit()
        const toplevel = await lab.runner.flake.toplevel('staging')
        await run(lab, { ...targetsOf(all, { 'health-check': never }), 'confirm-timeout': '10s' }, { kill: Promise.all(all.map(activated)) })
        const answers = await Promise.all(
          all.map(async (host, index) => {
            const answer = host.exec(['bash', '-c', confirm, 'confirm', String(offsets[index])], { timeoutMs: 90_000 })
            if (frozen) {
              const deadline = Number(await host.sh(`cat ${runRoot}/$(sed -n 's/^id=//p' /srv/revisions/.state/pending)/deadline`))
              await eventually('just before the deadline', async () => Number(await host.sh('cut -d" " -f1 /proc/uptime')) > deadline - 2.2)
              host.freeze()
              await sleep(5000)
              host.thaw()
            }
            return answer
          }),
        )
        for (const [index, host] of all.entries()) {
          await nothingPending(host)
          const outcome = /^outcome (\S+)/m.exec(answers[index]?.stdout ?? '')?.[1]
          assert.ok(outcome === 'confirmed' || outcome === 'rolled-back', `${host.name}: ${JSON.stringify(answers[index])}`)
          if (!frozen && (offsets[index] ?? 0) <= -2) assert.equal(outcome, 'confirmed')
          if ((offsets[index] ?? 0) >= 3) assert.equal(outcome, 'rolled-back')
          await expectStandsOn(host, outcome === 'confirmed' ? toplevel : old)
        }
        await nextRunDeploys()
      })
    }
  })
})
