// Twelve hosts in three waves, with a sick one in each place.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import type { Configuration } from '../lab/fixture.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, type Inputs, resultsOf, type Seen, see } from './scenario.ts'

const waves = ['canary', 'middle', 'last'] as const
type WaveName = (typeof waves)[number]
const membersOf = (wave: WaveName): string[] => [1, 2, 3, 4].map((number) => `${wave}-${number}`)
const names = waves.flatMap(membersOf)

describe('a fleet in waves', () => {
  let lab: Lab
  const host = (name: string): LabHost => lab.hosts[name] ?? assert.fail(name)

  /** The targets, of which some have a sick system, or more said of them. */
  const targets = (more: Record<string, Record<string, string>> = {}): string =>
    JSON.stringify({
      defaults: { user: 'root', configuration: 'well' },
      ...Object.fromEntries(names.map((name) => [name, { host: host(name).address, tags: name.split('-')[0], ...more[name] }])),
    })
  const roll = (inputs: Inputs, more?: Record<string, Record<string, string>>): Promise<RunResult> =>
    act(lab, { targets: targets(more), waves: '- "@canary"\n- middle-*\n', 'health-check': answersRevision, ...inputs })
  const commit = (systems: Record<string, Configuration> = {}): Promise<string> => {
    lab.runner.flake.save({ well: {}, ...systems })
    return lab.runner.flake.commit()
  }
  const seeAll = async (of: readonly string[]): Promise<Map<string, Seen>> =>
    new Map(await Promise.all(of.map(async (name) => [name, await see(host(name))] as const)))
  const expectAllUntouched = async (before: Map<string, Seen>): Promise<void> => {
    for (const [name, seen] of before) await expectUntouched(host(name), seen)
  }
  const expectAllConfirmed = async (run: RunResult, of: readonly string[], revision: string): Promise<void> => {
    for (const name of of) await expectConfirmed(host(name), revision, resultsOf(run)[name]?.toplevel)
  }
  const states = (run: RunResult, of: readonly string[] = names): string => of.map((name) => resultsOf(run)[name]?.state).join(' ')
  /** When a phase of any of these began first, and ended last, in milliseconds since 1970. */
  const spanOf = (run: RunResult, wave: WaveName, phase: string): { began: number; ended: number } => {
    const spans = membersOf(wave).flatMap((name) => (resultsOf(run)[name]?.phases ?? []).filter((span) => span.phase === phase))
    return {
      began: Math.min(...spans.map(({ startedAt }) => Date.parse(startedAt))),
      ended: Math.max(...spans.map(({ startedAt, seconds }) => Date.parse(startedAt) + (seconds ?? 0) * 1000)),
    }
  }

  before(async () => {
    lab = await startLab({ hosts: names.map((name, index) => ({ name, suite: index % 2 === 0 ? 'trixie' : 'forky' })) })
    const revision = await commit()
    const run = await act(lab, { targets: targets(), 'health-check': answersRevision, 'max-parallel': '12' })
    expectGreen(run)
    await expectAllConfirmed(run, names, revision)
  })
  after(() => lab.stop())

  it('is staged everywhere first, and then activated wave by wave', async () => {
    const revision = await commit()
    const run = await roll({})
    expectGreen(run)
    await expectAllConfirmed(run, names, revision)
    const staged = Math.max(...waves.map((wave) => spanOf(run, wave, 'stage').ended))
    assert.ok(staged <= spanOf(run, 'canary', 'activate').began, 'activated before all were staged')
    assert.ok(spanOf(run, 'canary', 'confirm').ended <= spanOf(run, 'middle', 'activate').began)
    assert.ok(spanOf(run, 'middle', 'confirm').ended <= spanOf(run, 'last', 'activate').began)
    assert.match(run.log, /wave 1 \(@canary\): canary-1, canary-2, canary-3, canary-4/)
    assert.match(run.log, /wave 3 \(the rest\) is over/)
  })

  for (const [place, wave] of waves.entries()) {
    it(`stops after the ${wave} wave where one of it is sick`, async () => {
      const before = await seeAll([`${wave}-2`, ...waves.slice(place + 1).flatMap(membersOf)])
      const revision = await commit({ sick: { sick: 'unhealthy' } })
      const run = await roll({}, { [`${wave}-2`]: { configuration: 'sick' } })
      expectRed(run, /health check failed.*answered 500|500/s)
      assert.equal(states(run, membersOf(wave)), 'activated rolled-back activated activated')
      await expectAllConfirmed(run, [...waves.slice(0, place).flatMap(membersOf), `${wave}-1`, `${wave}-3`], revision)
      for (const name of waves.slice(place + 1).flatMap(membersOf)) {
        assert.equal(resultsOf(run)[name]?.state, 'not-begun')
        assert.match(
          resultsOf(run)[name]?.reason ?? '',
          new RegExp(`^not begun: more failed than may \\(max-failures: 0\\): ${wave}-2; nothing was activated here$`),
        )
        assert.equal(host(name).link('latest'), revision, 'it is staged')
      }
      await expectAllUntouched(before)
    })
  }

  it('goes on where as many may fail', async () => {
    await commit({ sick: { sick: 'unhealthy' } })
    const run = await roll({ 'max-failures': '34%', only: 'canary-1 canary-2 middle-1' }, { 'canary-2': { configuration: 'sick' } })
    assert.equal(run.code, 1)
    assert.equal(states(run, ['canary-1', 'canary-2', 'middle-1']), 'activated rolled-back activated')
  })

  it('begins nothing more within a wave once too many have failed', async () => {
    await commit({ sick: { sick: 'unhealthy' } })
    const run = await roll({ only: 'canary-1 canary-2 middle-1', 'max-parallel': '1' }, { 'canary-1': { configuration: 'sick' } })
    assert.equal(states(run, ['canary-1', 'canary-2', 'middle-1']), 'rolled-back not-begun not-begun')
    assert.equal(Object.keys(resultsOf(run)).length, 3)
  })

  it('activates nothing anywhere where one cannot be staged, or leaves that one out', async () => {
    const before = await seeAll(names)
    await commit()
    const away = { 'last-3': { port: '2222' } }
    const stopped = await roll({}, away)
    expectRed(stopped, /last-3|cannot be reached|refused/)
    assert.equal(resultsOf(stopped)['last-3']?.state, 'unreachable')
    assert.equal(
      states(
        stopped,
        names.filter((name) => name !== 'last-3'),
      ),
      Array.from({ length: 11 }, () => 'not-begun').join(' '),
    )
    assert.match(resultsOf(stopped)['canary-1']?.reason ?? '', /^not begun: last-3 could not be staged, and so nothing was activated anywhere/)
    assert.equal(stopped.annotations.length, 2, 'one for each kind of failure')
    assert.equal(stopped.annotations[1]?.title, 'canary-1, canary-2, canary-3 and 8 more: not-begun')
    await expectAllUntouched(before)
    const skipped = await roll({ 'stage-failures': 'skip' }, away)
    assert.equal(skipped.code, 1)
    assert.equal(states(skipped), names.map((name) => (name === 'last-3' ? 'unreachable' : 'activated')).join(' '))
  })

  it('takes all back that it had confirmed where that is asked for', async () => {
    const only = 'canary-1 canary-2 middle-1 middle-2 last-1'
    const first = await commit()
    expectGreen(await roll({ only }))
    const before = await seeAll(only.split(' '))
    await commit({ sick: { sick: 'unhealthy' } })
    const run = await roll({ only, 'on-failure': 'rollback-all' }, { 'middle-2': { configuration: 'sick' } })
    assert.equal(run.code, 1)
    assert.equal(states(run, only.split(' ')), 'rolled-back rolled-back rolled-back rolled-back not-begun')
    assert.match(
      resultsOf(run)['canary-1']?.reason ?? '',
      new RegExp(`^more failed than may \\(max-failures: 0\\): middle-2; it went back to ${first} \\(on-failure: rollback-all\\)$`),
    )
    await expectAllUntouched(before)
  })

  it('is looked at for as long as it soaks before the next wave begins', async () => {
    const before = await seeAll(['middle-1'])
    const revision = await commit()
    const rolling = roll({ soak: '30s', only: 'canary-2 canary-3 middle-1' })
    await eventually('canary-3 is confirmed', () => host('canary-3').link('healthy') === revision, { withinMs: 60_000 })
    await host('canary-3').sh('systemctl stop web.service')
    const run = await rolling
    expectRed(run, /it was confirmed, and did not stay healthy for 30s: health check failed/)
    assert.equal(states(run, ['canary-2', 'canary-3', 'middle-1']), 'activated failed not-begun')
    assert.equal(run.outputs.changed, 'true')
    await expectAllUntouched(before)
    await host('canary-3').sh('systemctl start web.service')
  })

  it('leaves alone what another run has put there while it soaked', async () => {
    const only = 'canary-1 middle-1'
    const first = await commit()
    const slow = roll({ only, soak: '30s', 'on-failure': 'rollback-all' })
    await eventually('canary-1 is confirmed', () => host('canary-1').link('healthy') === first, { withinMs: 60_000 })
    const second = await commit()
    const quick = await roll({ only })
    expectGreen(quick)
    const run = await slow
    expectRed(run, /it was confirmed, and did not stay healthy for 30s: (?:health check failed|it runs .* which somebody else must have put there)/)
    assert.equal(states(run, ['canary-1', 'middle-1']), 'failed not-begun')
    assert.match(
      resultsOf(run)['canary-1']?.reason ?? '',
      /it was to go back .*, and did not: it runs \S+ now, and not \S+ any more: somebody else has deployed here meanwhile/,
    )
    await expectAllConfirmed(quick, only.split(' '), second)
  })

  it('is as it is where the run is cancelled while it soaks', async () => {
    const revision = await commit()
    const run = await act(
      lab,
      { targets: targets(), only: 'canary-1 middle-1', waves: '- canary-1\n', soak: '1m', 'health-check': answersRevision },
      { cancelAfter: (output) => output.includes('canary-1: soak …') },
    )
    assert.equal(run.outcome, 'cancelled')
    assert.equal(states(run, ['canary-1', 'middle-1']), 'activated not-begun')
    assert.equal(run.outputs.changed, 'true')
    await expectAllConfirmed(run, ['canary-1'], revision)
  })

  it('may be larger than what is worked on at once', async () => {
    const revision = await commit()
    const run = await roll({
      'max-parallel': '2',
      soak: '6s',
      'health-check': `[${JSON.stringify({ url: 'http://{host}:8080/', 'expect-header': 'x-version: {revision}', timeout: '3s' })}, {command: sleep 1, timeout: 3s}]`,
    })
    expectGreen(run)
    await expectAllConfirmed(run, names, revision)
  })

  it('is chosen from by names, globs and tags', async () => {
    const before = await seeAll([...membersOf('canary'), ...membersOf('last')])
    await commit()
    const run = await roll({ only: '@middle !middle-4' })
    expectGreen(run)
    assert.deepEqual(Object.keys(resultsOf(run)), ['middle-1', 'middle-2', 'middle-3'])
    await expectAllUntouched(before)
  })

  it('is what the flake says of it, and what a file of the workspace says goes before', async () => {
    const { flake } = lab.runner
    const node = (name: string): object => ({ hostname: host(name).address, sshUser: 'root', profiles: { system: {} } })
    flake.write(
      'outputs.json',
      JSON.stringify({ deploy: { nodes: { 'canary-1': node('canary-1'), 'middle-1': { ...node('middle-1'), hostname: '203.0.113.1' } } } }),
    )
    flake.write('fleet.yml', `middle-1: { host: ${host('middle-1').address}, tags: mine }\n`)
    try {
      const revision = await commit({ 'canary-1': {}, 'middle-1': {} })
      const run = await act(lab, { targets: 'flake\nfleet.yml', waves: '- "!@mine"\n', 'health-check': answersRevision })
      expectGreen(run)
      assert.match(run.log, /targets of the flake, from deploy\.nodes: canary-1, middle-1/)
      assert.match(run.log, /wave 1 \(!@mine\): canary-1\n/)
      await expectAllConfirmed(run, ['canary-1', 'middle-1'], revision)
    } finally {
      await flake.git('rm', '--quiet', '-f', 'outputs.json', 'fleet.yml')
    }
  })

  it('is promoted nowhere where the revision is missing somewhere', async () => {
    const revision = await commit()
    expectGreen(await act(lab, { targets: targets(), activate: 'none', only: 'canary-1 middle-1' }))
    const before = await seeAll(['canary-1', 'middle-1', 'last-4'])
    const run = await roll({ command: 'promote', revision, only: 'canary-1 middle-1 last-4' })
    expectRed(run, new RegExp(`revision ${revision} is not staged there; staged are: `))
    assert.equal(states(run, ['canary-1', 'middle-1', 'last-4']), 'not-begun not-begun failed')
    await expectAllUntouched(before)
    const promoted = await roll({ command: 'promote', revision, only: 'canary-1 middle-1' })
    expectGreen(promoted)
    for (const name of ['canary-1', 'middle-1']) assert.equal(host(name).link('healthy'), revision)
  })
})
