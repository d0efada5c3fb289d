// Waves that are confirmed whole or not at all; with the runner killed between any two of their steps.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import type { Configuration } from '../lab/fixture.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, type Inputs, resultsOf } from './scenario.ts'
import { expectStandsOn, isPending, nothingPending } from './standing.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

/** Groups of hosts, so that several runs, of which each is waited for, go on beside each other. */
const groups = ['a', 'b', 'c'] as const
type Group = (typeof groups)[number]
const membersOf = (group: Group): string[] => [1, 2, 3].map((number) => `${group}${number}`)
const all = groups.flatMap(membersOf)

describe('a wave that is confirmed together', () => {
  let lab: Lab
  let old = ''
  const host = (name: string): LabHost => lab.hosts[name] ?? assert.fail(name)
  const targets = (group: readonly string[], more: Record<string, Record<string, string>> = {}): string =>
    JSON.stringify(Object.fromEntries(group.map((name) => [name, { host: `root@${host(name).address}`, configuration: 'well', ...more[name] }])))
  const inputs = (group: readonly string[], more?: Record<string, Record<string, string>>): Inputs => ({
    targets: targets(group, more),
    together: 'true',
    'health-check': answersRevision,
    'activation-timeout': '20s',
    'confirm-timeout': '10s',
  })
  const together = (group: readonly string[], more?: Record<string, Record<string, string>>, extra: Inputs = {}): Promise<RunResult> =>
    act(lab, { ...inputs(group, more), ...extra })
  const commit = (systems: Record<string, Configuration> = {}): Promise<string> => {
    lab.runner.flake.save({ well: {}, ...systems })
    return lab.runner.flake.commit()
  }
  const states = (run: RunResult, of: readonly string[]): string => of.map((name) => resultsOf(run)[name]?.state).join(' ')

  before(async () => {
    lab = await startLab({ hosts: all.map((name, index) => ({ name, suite: index % 2 === 0 ? 'trixie' : 'forky' })) })
    await commit()
    expectGreen(await together(all))
    old = await lab.runner.flake.toplevel('well')
  })
  after(() => lab.stop())

  it('confirms none before all are proven', async () => {
    const revision = await commit({ slow: { sick: 'slow', seconds: 4 } })
    const run = await together(membersOf('a'), { a2: { configuration: 'slow' } })
    expectGreen(run)
    const phases = membersOf('a').flatMap((name) => resultsOf(run)[name]?.phases ?? [])
    const proven = phases.filter(({ phase }) => phase === 'check').map(({ startedAt, seconds }) => Date.parse(startedAt) + (seconds ?? 0) * 1000)
    const confirming = phases.filter(({ phase }) => phase === 'confirm').map(({ startedAt }) => Date.parse(startedAt))
    assert.equal(confirming.length, 3)
    assert.ok(Math.max(...proven) <= Math.min(...confirming), 'confirmed before all were proven')
    for (const name of ['a1', 'a3']) await expectConfirmed(host(name), revision, resultsOf(run)[name]?.toplevel)
  })

  const sick: [string, Configuration][] = [
    ['is never healthy', { sick: 'unhealthy' }],
    ['fails to activate', { sick: 'exit2' }],
    ['lets nobody in any more', { sick: 'kill-ssh' }],
    ['refuses to be activated', { sick: 'check-fails' }],
  ]
  for (const [how, system] of sick) {
    it(`lets all go back where one ${how}`, async () => {
      expectGreen(await together(membersOf('b'), {}, { revision: await commit() }))
      const before = await lab.runner.flake.toplevel('well')
      await commit({ sick: system })
      const run = await together(membersOf('b'), { b2: { configuration: 'sick' } })
      expectRed(run, /b2 failed, and its wave is confirmed whole or not at all/)
      for (const name of membersOf('b')) {
        assert.notEqual(resultsOf(run)[name]?.state, 'activated')
        await nothingPending(host(name))
        await expectStandsOn(host(name), before)
      }
      for (const name of ['b1', 'b3'])
        assert.match(`${resultsOf(run)[name]?.state}: ${resultsOf(run)[name]?.reason}`, /^(?:rolled-back|not-begun): b2 failed, and its wave/)
    })
  }

  it('tells of each why, where all refuse', async () => {
    await commit({ sick: { sick: 'check-fails' } })
    const sick = { configuration: 'sick' }
    const run = await together(membersOf('b'), { b1: sick, b2: sick, b3: sick })
    assert.equal(states(run, membersOf('b')), 'failed failed failed')
    for (const name of membersOf('b')) assert.match(resultsOf(run)[name]?.reason ?? '', /^the new system refuses to be activated/)
  })

  it('lets all go back where one that was proven has changed its mind when all are', async () => {
    expectGreen(await together(membersOf('c')))
    const before = await lab.runner.flake.toplevel('well')
    await commit({ dies: { sick: 'dies-later', seconds: 8 }, slow: { sick: 'slow', seconds: 15 } })
    const run = await together(membersOf('c'), { c1: { configuration: 'dies' }, c2: { configuration: 'slow' } })
    expectRed(run, /c1 failed, and its wave is confirmed whole or not at all: units failed before it was confirmed: web\.service/)
    assert.equal(states(run, membersOf('c')), 'rolled-back rolled-back rolled-back')
    for (const name of membersOf('c')) await expectStandsOn(host(name), before)
  })

  it('is not begun where one of it cannot be staged, and later waves neither', async () => {
    await commit()
    const away = { b2: { port: '2222' } }
    const run = await together([...membersOf('b'), 'a1'], away, { waves: '- "b*"\n', 'stage-failures': 'skip' })
    expectRed(run, /b2 cannot be activated, and its wave is activated whole or not at all/)
    assert.equal(states(run, [...membersOf('b'), 'a1']), 'not-begun unreachable not-begun not-begun')
  })

  describe('whose runner is killed', () => {
    const runs = new Map<Group, RunResult>()
    before(async () => {
      expectGreen(await together(all, {}, { revision: await commit() }))
      old = await lab.runner.flake.toplevel('well')
      await commit({ slow: { sick: 'slow', seconds: 8 } })
      const [slow, stopping] = [{ configuration: 'slow' }, host('c2')]
      await stopAt(stopping, 'nix-env *--set*')
      // Who is proven waits as long as the slowest may take: 20 s, 10 s, and a minute.
      await Promise.all([
        // While all are activated.
        act(lab, inputs(membersOf('a'), { a1: slow, a2: slow, a3: slow }), {
          kill: (output: string) => /a2 \| activating the configuration/.test(output),
        }).then((run) => runs.set('a', run)),
        // While two stand, and wait for the third.
        act(lab, inputs(membersOf('b'), { b2: slow }), {
          kill: (output: string) => /b1: health checks took/.test(output) && /b3: health checks took/.test(output),
        }).then((run) => runs.set('b', run)),
        // While they are confirmed, of which one is held up behind its commit point.
        act(lab, inputs(membersOf('c')), { kill: stopped(stopping).then(() => sleep(500)) }).then((run) => runs.set('c', run)),
      ])
      await letGo(stopping)
    })

    for (const [group, when] of [
      ['a', 'while they are activated'],
      ['b', 'while some stand and wait for another'],
    ] as const) {
      it(`${when} goes back by itself, all of it`, async () => {
        assert.ok(
          membersOf(group).some((name) => isPending(host(name))),
          'it was too late to kill the runner',
        )
        for (const name of membersOf(group)) {
          await eventually(`nothing is pending on ${name}`, () => !isPending(host(name)), { withinMs: 150_000 })
          await expectStandsOn(host(name), old)
        }
      })
    }

    it('while it is confirmed, is confirmed, for every host was asked', async () => {
      for (const name of membersOf('c')) {
        await nothingPending(host(name))
        await expectStandsOn(host(name), await lab.runner.flake.toplevel('well'))
      }
    })

    it('and that left a wave torn is told by the next run, host by host', async () => {
      const revision = await commit()
      // As a runner leaves it that was killed between the words to two hosts: one went back, for nobody had told it to confirm.
      await host('c3').sh("sed -i 's/ confirmed / rolled-back /' /srv/revisions/.state/together")
      const run = await together(membersOf('c'))
      assert.equal(run.code, 0, run.log)
      const [warning] = run.annotations
      assert.match(warning?.message ?? '', /was confirmed in part: c1: confirmed \S+; c2: confirmed \S+; c3: rolled-back \S+$/)
      for (const name of membersOf('c')) await expectConfirmed(host(name), revision, resultsOf(run)[name]?.toplevel)
      expectGreen(await together(membersOf('c'), {}, { revision: await commit() }))
    })
  })
})
