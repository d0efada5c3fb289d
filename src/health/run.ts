import { formatDuration } from '../parse/duration.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { onOneLine } from '../parse/input-error.ts'
import type { Answer, Verdict } from './answer.ts'
import { judge } from './answer.ts'
import type { HealthCheck } from './check.ts'
import { unitsJudge } from './units.ts'

/** How a check ended: `reason` says why it did not pass. */
export interface CheckOutcome {
  passed: boolean
  reason?: string
  attempts: number
  seconds: number
}

/** What limits a check, and the clock it goes by. */
export interface CheckLimits {
  /** By when it must have passed, in milliseconds on the clock of `now`. */
  deadline: number
  /** How long it may be red, once and again, before it has failed; without it only the deadline counts. */
  patienceSeconds?: number
  /** Ends the check at once: `runHealthCheck` then throws the signal's reason. */
  signal?: AbortSignal
  /** Told of each attempt that counts, as it is judged. */
  onAttempt?: (verdict: Verdict) => void
  /** Milliseconds on a clock that never steps; `performance.now` unless a test has its own. */
  now?: () => number
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

/**
 * Asks until the check has passed, for as long as it says, or the deadline is there. A failure within `for` starts that time
 * anew. An attempt that throws (a lost connection, say) is an attempt that failed. The attempt gets the check with its
 * timeout cut to what is left, and a signal that ends with the deadline; where it needs all of that, it does not count, for
 * it says less than the one before.
 */
export async function runHealthCheck(
  check: HealthCheck,
  attempt: (check: HealthCheck, signal: AbortSignal) => Promise<Answer>,
  { deadline, patienceSeconds = Infinity, signal, onAttempt, now = () => performance.now(), sleep = pause }: CheckLimits,
): Promise<CheckOutcome> {
  const started = now()
  const judgeUnits = check.kind === 'units' ? unitsJudge(check.units) : undefined
  const judgeOne = (tried: HealthCheck, answer: Answer): Verdict =>
    tried.kind === 'units' ? (judgeUnits ?? unitsJudge(tried.units))(answer) : judge(tried, answer)
  let attempts = 0
  let passingSince: number | undefined
  let redSince = started
  let lastRed = ''
  let reason = 'there was no time left for an attempt'
  for (;;) {
    signal?.throwIfAborted()
    const before = now()
    const left = Math.min(deadline, passingSince === undefined ? redSince + patienceSeconds * 1000 : Infinity) - before
    if (left <= 0) break
    const timeoutSeconds = Math.max(0.001, Math.min(check.timeoutSeconds, left / 1000))
    const verdict = await tryOnce({ ...check, timeoutSeconds }, attempt, judgeOne, left, signal)
    const wasCutShort = timeoutSeconds < check.timeoutSeconds && now() - before >= timeoutSeconds * 1000
    const counts = verdict.passed || !wasCutShort || attempts === 0
    if (counts) {
      attempts += 1
      onAttempt?.(verdict)
    }
    if (verdict.passed) {
      passingSince ??= before
      const toGo = passingSince + check.forSeconds * 1000 - now()
      if (toGo <= 0) return { passed: true, attempts, seconds: (now() - started) / 1000 }
      reason = `it has not kept passing for ${formatDuration(check.forSeconds)}${lastRed}`
      await sleep(Math.min(check.intervalSeconds * 1000, toGo), signal)
    } else {
      if (passingSince !== undefined) redSince = before
      passingSince = undefined
      if (counts) {
        reason = verdict.reason
        lastRed = `, and was last red with: ${verdict.reason}`
      }
      await sleep(Math.max(0, Math.min(check.intervalSeconds * 1000, deadline - now())), signal)
    }
  }
  signal?.throwIfAborted()
  return { passed: false, reason, attempts, seconds: (now() - started) / 1000 }
}

async function tryOnce(
  check: HealthCheck,
  attempt: (check: HealthCheck, signal: AbortSignal) => Promise<Answer>,
  judgeOne: (check: HealthCheck, answer: Answer) => Verdict,
  leftMilliseconds: number,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const over = new AbortController()
  // A little grace, so that curl's own time limit, which says more, comes first.
  const timer = setTimeout(() => {
    over.abort(new Error('the time for confirming is over'))
  }, leftMilliseconds + 500)
  const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])
  try {
    const answer = await Promise.race([attempt(check, ends), rejection(ends)])
    return judgeOne(check, answer)
  } catch (error) {
    signal?.throwIfAborted()
    return { passed: false, reason: onOneLine(wordsOfError(error)) }
  } finally {
    clearTimeout(timer)
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)))
    }
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds)
    function done(): void {
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    function stop(): void {
      clearTimeout(timer)
      reject(signal?.reason instanceof Error ? signal.reason : new Error(String(signal?.reason)))
    }
    signal?.addEventListener('abort', stop, { once: true })
  })
}
