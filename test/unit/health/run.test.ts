import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answer } from '../../../src/health/answer.ts'
import type { CommandCheck } from '../../../src/health/check.ts'
import { runHealthCheck } from '../../../src/health/run.ts'

const CHECK: CommandCheck = { kind: 'command', command: 'true', from: 'host', timeoutSeconds: 10, intervalSeconds: 2, forSeconds: 0 }
const GOOD: Answer = { exitCode: 0, stdout: '', stderr: '' }
const BAD: Answer = { exitCode: 1, stdout: '', stderr: 'sick' }

/** A clock that only moves when somebody sleeps on it, or an attempt takes time. */
function clock() {
  let milliseconds = 1000
  return {
    now: () => milliseconds,
    sleep: (time: number) => {
      milliseconds += time
      return Promise.resolve()
    },
  }
}

describe('running a health check', () => {
  const table: [string, Partial<CommandCheck>, number, Answer[], object][] = [
    ['passes at once', {}, 60, [GOOD], { passed: true, attempts: 1, seconds: 0 }],
    ['passes when the host has come up', {}, 60, [BAD, BAD, GOOD], { passed: true, attempts: 3, seconds: 4 }],
    [
      'fails at the deadline, with the last reason',
      {},
      5,
      [BAD, BAD, BAD],
      { passed: false, attempts: 3, seconds: 5, reason: "the command exited with 1: 'sick'" },
    ],
    [
      'asks once more than the time holds intervals',
      { intervalSeconds: 10 },
      5,
      [BAD],
      { passed: false, attempts: 1, seconds: 5, reason: "the command exited with 1: 'sick'" },
    ],
    ['keeps passing for as long as it must', { forSeconds: 5 }, 60, [GOOD, GOOD, GOOD, GOOD], { passed: true, attempts: 4, seconds: 5 }],
    ['starts that time anew after a failure', { forSeconds: 3 }, 60, [GOOD, BAD, GOOD, GOOD, GOOD], { passed: true, attempts: 5, seconds: 7 }],
    [
      'has not kept passing when the deadline comes',
      { forSeconds: 5 },
      4,
      [GOOD, GOOD],
      { passed: false, attempts: 2, seconds: 4, reason: 'it has not kept passing for 5s' },
    ],
    ['is not begun without time', {}, 0, [], { passed: false, attempts: 0, seconds: 0, reason: 'there was no time left for an attempt' }],
  ]
  for (const [what, over, seconds, answers, outcome] of table) {
    it(what, async () => {
      const { now, sleep } = clock()
      const rest = [...answers]
      const attempt = (): Promise<Answer> => Promise.resolve(rest.shift() ?? assert.fail('asked too often'))
      assert.deepEqual(await runHealthCheck({ ...CHECK, ...over }, attempt, { deadline: now() + seconds * 1000, now, sleep }), outcome)
      assert.deepEqual(rest, [])
    })
  }

  describe('that is to stay green', () => {
    const soak = async (reds: readonly number[]): Promise<unknown> => {
      const { now, sleep } = clock()
      const began = now()
      const isRed = (): boolean => reds.some((from) => now() - began >= from * 1000 && now() - began < (from + 1) * 1000)
      const attempt = (): Promise<Answer> => Promise.resolve(isRed() ? BAD : GOOD)
      const limits = { deadline: began + (3 * 60 + 10) * 1000, patienceSeconds: 10, now, sleep }
      const { passed, seconds, reason } = await runHealthCheck({ ...CHECK, intervalSeconds: 1, forSeconds: 60 }, attempt, limits)
      return { passed, seconds: Math.round(seconds), ...(reason !== undefined && { reason }) }
    }
    it('begins anew after it was red for a moment, however late', async () => assert.deepEqual(await soak([50]), { passed: true, seconds: 111 }))
    it('has failed once it was red for as long as it may', async () => {
      assert.deepEqual(await soak(Array.from({ length: 30 }, (_, index) => 20 + index)), {
        passed: false,
        seconds: 30,
        reason: "the command exited with 1: 'sick'",
      })
    })
    it('has failed where it is red again and again, with the last reason', async () => {
      assert.deepEqual(await soak([50, 100, 150]), {
        passed: false,
        seconds: 190,
        reason: "it has not kept passing for 60s, and was last red with: the command exited with 1: 'sick'".replace('60s', '1m'),
      })
    })
  })

  it('gives an attempt no more time than is left, and keeps the reason of a whole one', async () => {
    const { now, sleep } = clock()
    const timeouts: number[] = []
    const outcome = await runHealthCheck(
      CHECK,
      async (check) => {
        timeouts.push(check.timeoutSeconds)
        await sleep(check.timeoutSeconds * 1000)
        return timeouts.length === 1 ? BAD : { ...BAD, exitCode: 124 }
      },
      { deadline: now() + 15_000, now, sleep },
    )
    assert.deepEqual(timeouts, [10, 3])
    assert.equal(outcome.reason, "the command exited with 1: 'sick'")
    assert.equal(outcome.attempts, 1)
  })

  it('counts and tells every attempt that was answered, to the last moment', async () => {
    const { now, sleep } = clock()
    const said: string[] = []
    let asked = 0
    const outcome = await runHealthCheck(CHECK, () => Promise.resolve({ ...BAD, stderr: `sick ${++asked}` }), {
      deadline: now() + 9000,
      now,
      sleep,
      onAttempt: (verdict) => said.push(verdict.passed ? '' : verdict.reason),
    })
    assert.deepEqual(
      said,
      [1, 2, 3, 4, 5].map((number) => `the command exited with 1: 'sick ${number}'`),
    )
    assert.deepEqual(outcome, { passed: false, attempts: 5, seconds: 9, reason: said[4] })
  })

  it('takes a lost connection for a failed attempt, and says of each how it went', async () => {
    const { now, sleep } = clock()
    const said: unknown[] = []
    let attempts = 0
    const outcome = await runHealthCheck(CHECK, () => (++attempts === 1 ? Promise.reject(new Error('connection\nlost')) : Promise.resolve(GOOD)), {
      deadline: now() + 60_000,
      now,
      sleep,
      onAttempt: (verdict) => said.push(verdict),
    })
    assert.deepEqual(outcome, { passed: true, attempts: 2, seconds: 2 })
    assert.deepEqual(said, [{ passed: false, reason: 'connection\\nlost' }, { passed: true }])
  })

  it('does not wait for an attempt that hangs past the deadline', async () => {
    const outcome = await runHealthCheck(CHECK, () => new Promise(() => {}), { deadline: performance.now() + 20 })
    assert.equal(outcome.passed, false)
    assert.equal(outcome.reason, 'the time for confirming is over')
  })

  for (const [when, attempt] of [
    ['during an attempt', () => new Promise<Answer>(() => {})],
    ['between two', () => Promise.resolve(BAD)],
  ] as const) {
    it(`ends at once when it is cancelled ${when}`, async () => {
      const cancel = new AbortController()
      const reason = new Error('cancelled')
      setTimeout(() => cancel.abort(reason), 20)
      await assert.rejects(runHealthCheck({ ...CHECK, intervalSeconds: 60 }, attempt, { deadline: performance.now() + 60_000, signal: cancel.signal }), reason)
    })
  }
})
