import { setTimeout as pause } from 'node:timers/promises'
import type { LimitFunction } from 'p-limit'
import type { TargetResult } from '../events/results.ts'
import { type Answer, BODY_BYTES, curlConfig, curlFields } from '../health/answer.ts'
import { checkEnvironment, describeCheck, fillIn, type HealthCheck } from '../health/check.ts'
import { runHealthCheck } from '../health/run.ts'
import { run } from '../runner/process.ts'
import type { Rollout } from './target.ts'

/** Runs all checks at once, until each has passed, the time is over, or the signal says so. Gives the reason of the first that did not. */
export async function proveHealthy(rollout: Rollout, revision: string, deadline: number, signal = rollout.context.signal): Promise<string | undefined> {
  if (rollout.healthChecks.length === 0) return undefined
  return rollout.phase('check', () => runChecks(rollout, rollout.healthChecks, { revision, deadline, signal }))
}

/**
 * Holds that the checks of a confirmed target stay green for so long. Whatever is red has the time of `confirm-timeout` to be green again, and then
 * the time begins anew. Of many hosts so many attempts are made at once as the limit allows, and none stays connected in between where it is not
 * to. Gives why it is not healthy.
 */
export async function proveSoaked(
  rollout: Rollout,
  revision: string,
  soakSeconds: number,
  limit: LimitFunction,
  disconnects: boolean,
): Promise<string | undefined> {
  const { host, context } = rollout
  const { signal } = context
  const { healthChecks, confirmTimeoutSeconds } = host.target
  if (healthChecks.length === 0) {
    await pause(soakSeconds * 1000, undefined, { signal })
    return undefined
  }
  const soaking = healthChecks.map((check) => ({ ...check, forSeconds: soakSeconds, intervalSeconds: Math.max(check.intervalSeconds, soakIntervalSeconds) }))
  const deadline = performance.now() + (soakSeconds + confirmTimeoutSeconds) * 1000
  const around: CheckRun['around'] = (ask) =>
    limit(async () => {
      try {
        return await ask()
      } finally {
        if (disconnects) await host.disconnect()
      }
    })
  return runChecks(rollout, soaking, { revision, deadline, signal, around })
}

/** How often a host is asked that is only to stay as it is. */
const soakIntervalSeconds = 5

interface CheckRun {
  revision: string
  deadline: number
  signal: AbortSignal
  /** Has each attempt made, when it may be. */
  around?: (ask: () => Promise<Answer>) => Promise<Answer>
}

async function runChecks(
  rollout: Rollout,
  checks: readonly HealthCheck[],
  { revision, deadline, signal, around = (ask) => ask() }: CheckRun,
): Promise<string | undefined> {
  const { target } = rollout.host
  const values = { revision, target: target.name, host: target.host }
  const outcomes = await Promise.all(
    checks.map(async (template, index) => {
      const check = fillIn(template, values)
      const outcome = await runHealthCheck(check, (attempt, attemptSignal) => around(() => askCheck(rollout, attempt, values, attemptSignal)), {
        deadline,
        signal,
        onAttempt: (verdict) => {
          rollout.context.emit({
            type: 'check-answered',
            target: target.name,
            index,
            check: describeCheck(check),
            passed: verdict.passed,
            answer: verdict.passed ? 'as expected' : verdict.reason,
          })
        },
      })
      return { check, outcome }
    }),
  )
  const failed = outcomes.find(({ outcome }) => !outcome.passed)
  return failed && `health check failed: ${describeCheck(failed.check)}: ${failed.outcome.reason ?? ''} (${failed.outcome.attempts} attempts)`
}

async function askCheck({ host }: Rollout, check: HealthCheck, values: Parameters<typeof checkEnvironment>[0], signal: AbortSignal): Promise<Answer> {
  if (check.from === 'runner') {
    const { code, stdout, stderrTail } = await run('curl', ['-q', '-K', '-'], { input: curlConfig(check), signal, maxStdoutBytes: BODY_BYTES })
    return { exitCode: code, stdout, stderr: stderrTail }
  }
  const environment = checkEnvironment(values)
  const request = {
    verb: 'check',
    kind: check.kind,
    timeout: Math.ceil(check.timeoutSeconds),
    revision: environment.REVISION,
    target: environment.TARGET,
    host: environment.HOST,
  }
  const data = check.kind === 'http' ? curlFields(check) : check.kind === 'command' ? check.command : check.check
  const answer = await host.call(request, { data, signal })
  // A long line comes in parts, of which the last is an `out`.
  const stdout = answer
    .filter(({ keyword }) => keyword === 'out' || keyword === 'part')
    .map(({ keyword, rest }) => (keyword === 'out' ? `${rest}\n` : rest))
    .join('')
  return { exitCode: Number(answer.find(({ keyword }) => keyword === 'exit')?.rest ?? 1), stdout, stderr: stdout }
}

/** A host that is already what `activate` would make it is left alone; where it runs the revision, its health is proven all the same. */
export async function proveUnchanged(rollout: Rollout, revision: string, healthyLabel: string, known: Omit<TargetResult, 'state'>): Promise<TargetResult> {
  const { host } = rollout
  if (host.target.activate === 'boot') return { ...known, state: 'unchanged', reason: 'boots it next already' }
  const failed = await proveHealthy(rollout, revision, performance.now() + host.target.confirmTimeoutSeconds * 1000)
  if (failed !== undefined)
    return { ...known, state: 'failed', reason: `${failed}. It ran this system already, so nothing was changed and there is nothing to go back to` }
  if (host.target.activate === 'switch' && healthyLabel !== revision)
    await host.call({ verb: 'adopt', revision, who: rollout.context.who }, { signal: rollout.context.signal })
  return { ...known, state: 'unchanged', reason: host.target.activate === 'switch' ? 'runs it already, and has confirmed it' : 'runs it already' }
}
