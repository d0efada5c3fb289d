// The runner ends in the midst of a deployment: cancelled on GitHub's schedule, killed with all below it, or its main process alone.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Moment, RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { expectGreen, resultsOf } from './scenario.ts'
import { expectStandsOn, nothingPending, run, targetsOf } from './standing.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

/** The phases of a deployment: what is deployed so that they last, how one sees that they have begun, and where it ends. */
const phases = {
  build: { configuration: 'large', begun: 'evaluate and build', ends: 'old' },
  copy: { configuration: 'parted', begun: 'sending', ends: 'old' },
  activate: { configuration: 'slow', begun: 'activating the configuration', ends: 'old' },
  check: { configuration: 'staging', begun: 'not healthy yet', ends: 'old' },
  confirm: { configuration: 'staging', begun: 'confirm …', ends: 'new' },
} as const
const neverHealthy = { command: 'exit 1', interval: '300ms', timeout: '3s' }
type Phase = keyof typeof phases
const phaseNames = Object.keys(phases) as Phase[]

describe('a runner that ends in the midst of a deployment', () => {
  let lab: Lab
  let old = ''
  const hostOf = (phase: Phase): LabHost => {
    const host = lab.hosts[phase]
    assert.ok(host)
    return host
  }
  before(async () => {
    lab = await startLab({ hosts: phaseNames.map((name, index) => ({ name, suite: index % 2 === 0 ? 'trixie' : 'forky' })) })
    const parts = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`part${index}`, 12_000_000]))
    await lab.runner.flake.commit({ large: { pad: 500_000_000 }, parted: { parts }, slow: { sick: 'slow', seconds: 5 } })
    expectGreen(await run(lab, targetsOf(phaseNames.map(hostOf))))
    old = await lab.runner.flake.toplevel('staging')
  })
  after(() => lab.stop())

  /** Deploys to each phase's host, each in a run of its own and all at once; each ends when its phase has begun. */
  async function endEach(how: 'cancelAfter' | 'kill', confirmTimeout: string): Promise<Record<Phase, RunResult>> {
    await lab.runner.flake.commit()
    expectGreen(await run(lab, { command: 'build', configurations: 'staging\nparted\nslow', 'out-link-prefix': '/home/runner/built-' }))
    await stopAt(hostOf('confirm'), 'nix-env *--set*')
    const ending = async (phase: Phase): Promise<[Phase, RunResult]> => {
      const { configuration, begun } = phases[phase]
      const check = phase === 'check' ? { 'health-check': neverHealthy } : {}
      const host = hostOf(phase)
      const moment: Moment = phase === 'confirm' ? stopped(host) : (output: string) => output.includes(begun)
      const running = run(lab, { ...targetsOf([host], { configuration, ...check }), 'confirm-timeout': confirmTimeout }, { [how]: moment })
      if (phase === 'confirm') {
        await Promise.race([stopped(host), running.then(({ log }) => assert.fail(`it ended before it was to end:\n${log}`))])
        await sleep(500)
        await letGo(host)
      }
      const result = await running
      assert.ok(result.raw.includes(begun), `it did not come to its phase:\n${result.log}`)
      return [phase, result]
    }
    return Object.fromEntries(await Promise.all(phaseNames.map(ending))) as Record<Phase, RunResult>
  }

  /** Lines of the private key that are nobody else's. */
  const keyLines = (): string[] =>
    lab.privateKey
      .split('\n')
      .filter((line) => line.length > 40 && !line.startsWith('-----'))
      .slice(1)

  const remains = (): Promise<string> => lab.runner.sh('ps -o args= -u runner || :')

  function eachHostEnds(): void {
    for (const phase of phaseNames) {
      const { ends } = phases[phase]
      it(`in ${phase} leaves the host on the ${ends} system`, async () => {
        await nothingPending(hostOf(phase))
        await expectStandsOn(hostOf(phase), ends === 'old' ? old : await lab.runner.flake.toplevel('staging'))
      })
    }
    it('does not keep the next run from deploying', async () => {
      await lab.runner.flake.commit()
      expectGreen(await run(lab, targetsOf(phaseNames.map(hostOf))))
      old = await lab.runner.flake.toplevel('staging')
      for (const phase of phaseNames) await expectStandsOn(hostOf(phase), old)
    })
  }

  describe('because the workflow is cancelled', () => {
    let runs: Record<Phase, RunResult>
    before(async () => {
      // The watchdog is far away: who goes back was told to.
      runs = await endEach('cancelAfter', '5m')
    })
    for (const phase of phaseNames) {
      it(`in ${phase} ends by itself in time, and leaves no process behind`, () => {
        const { code, outcome, leftovers, post, log } = runs[phase]
        assert.equal(outcome, 'cancelled', log)
        assert.equal(code, phase === 'confirm' ? 0 : 1, log)
        assert.deepEqual(leftovers, [], log)
        assert.equal(post?.code, 0, post?.log)
        assert.doesNotMatch(`${log}${post.log}`, /##\[warning\]/)
      })
    }
    for (const phase of ['activate', 'check'] as const) {
      it(`in ${phase} tells the host to go back, and says that it has`, () => {
        const result = resultsOf(runs[phase])[phase]
        assert.deepEqual({ state: result?.state, reason: result?.reason }, { state: 'rolled-back', reason: 'the workflow run was cancelled' })
      })
    }
    it('in build or copy gives outputs that fromJSON can read', () => {
      for (const phase of ['build', 'copy'] as const)
        assert.deepEqual(
          Object.values(resultsOf(runs[phase])).filter(({ state }) => state === 'activated'),
          [],
        )
      for (const { outputs } of Object.values(runs))
        for (const name of ['results', 'toplevels', 'manifest', 'configurations', 'changed']) JSON.parse(outputs[name] ?? '')
    })
    it('in confirm says what became of it', () => assert.equal(resultsOf(runs.confirm)['confirm']?.state, 'activated'))
    it('leaves no file, socket or process of ours on the runner', async () => {
      assert.equal(await remains(), '')
      assert.equal(
        await lab.runner.sh(`find ${lab.runner.work.inside}/_temp /tmp /run/user /dev/shm -user runner ! -name "_runner*" -mindepth 1 2>/dev/null || :`),
        '',
      )
    })
    it('leaves the key in no log, nor on any disk', async () => {
      for (const { raw, log, post, state, outputs, summary } of Object.values(runs)) {
        const unmasked = raw
          .split('\n')
          .filter((line) => !line.startsWith('::add-mask::'))
          .join('\n')
        const told = [unmasked, log, post?.raw, post?.log, JSON.stringify([state, outputs]), summary].join('\n')
        for (const line of keyLines()) assert.ok(!told.includes(line), 'the key is in the log')
      }
      const places = { runner: '/home/runner /tmp /var /run /dev/shm', host: '/srv /tmp /var/log /var/tmp /run /root /home' }
      const search = (machine: { sh: Lab['runner']['sh'] }, where: string): Promise<string> =>
        machine.sh(`grep -rlF -f - ${where} 2>/dev/null || :`, { input: keyLines().join('\n') })
      assert.equal(await search(lab.runner, places.runner), '')
      for (const phase of phaseNames) assert.equal(await search(hostOf(phase), places.host), '')
    })
    eachHostEnds()
  })

  describe('because it is killed', () => {
    before(async () => {
      await endEach('kill', '8s')
    })
    eachHostEnds()
  })

  it('whose main process alone is killed is cleaned up by post', async () => {
    await lab.runner.sh(`rm -rf ${lab.runner.work.inside}/_temp/nfd-*`)
    const host = hostOf('check')
    await lab.runner.flake.commit()
    let killed = false
    const result = await run(lab, targetsOf([host], { 'health-check': neverHealthy }), {
      cancelAfter: (output) => {
        if (!killed && output.includes('not healthy yet')) {
          killed = true
          void lab.runner.sh('pkill -KILL -u runner -f ^/opt/node24/node')
        }
        return false
      },
    })
    assert.equal(result.code, 137, result.log)
    assert.equal(result.post?.code, 0)
    assert.deepEqual(result.leftovers, [])
    assert.equal(await remains(), '')
    assert.equal(await lab.runner.sh(`ls -A ${lab.runner.work.inside}/_temp | grep -v _runner || :`), '')
    await nothingPending(host)
    await expectStandsOn(host, old)
  })
})
