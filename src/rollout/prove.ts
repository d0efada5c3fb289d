import { setTimeout as pause } from 'node:timers/promises'
import type { LimitFunction } from 'p-limit'
import type { TargetResult } from '../events/results.ts'
import { type Answer, BODY_BYTES } from '../health/answer.ts'
import { checkEnvironment, describeCheck, fillIn, type HealthCheck } from '../health/check.ts'
import { curlConfig, curlFields } from '../health/curl.ts'
import { runHealthCheck } from '../health/run.ts'
import { run } from '../runner/process.ts'
import type { Rollout } from './target.ts'

/** Runs all checks at once, until each has passed, the time is over, or the signal says so. Gives the reason of the first that did not. */
export async function proveHealthy(rollout: Rollout, revision: string, deadline: number, signal = rollout.context.signal): Promise<string | undefined> {
  if (rollout.healthChecks.length === 0) return undefined
  return rollout.phase('check', () => runChecks(rollout, rollout.healthChecks, { revision, deadline, signal }))
}

/** How a target is looked at that is confirmed. */
export interface Soak {
  soakSeconds: number
  /** So many attempts are made at once. */
  limit: LimitFunction
  /** Whether the host is not to stay connected in between. */
  disconnects: boolean
}

/**
 * Holds that the checks of a confirmed target stay green for so long, and that it runs what was confirmed at the end. Whatever is red has the time of
 * `confirm-timeout` to be green again, and then the time begins anew. Gives why it is not as it was.
 */
export async function proveSoaked(rollout: Rollout, { revision = '', toplevel }: TargetResult, soak: Soak): Promise<string | undefined> {
  const { host, context, healthChecks } = rollout
  const { signal } = context
  let underWay = 0
  const inTurn = <Answered>(ask: () => Promise<Answered>): Promise<Answered> =>
    soak.limit(async () => {
      underWay += 1
      try {
        return await ask()
      } finally {
        underWay -= 1
        if (soak.disconnects && underWay === 0) await host.disconnect()
      }
    })
  if (healthChecks.length === 0) await pause(soak.soakSeconds * 1000, undefined, { signal })
  else {
    const soaking = healthChecks.map((check) => ({
      ...check,
      forSeconds: soak.soakSeconds,
      intervalSeconds: Math.max(check.intervalSeconds, soakIntervalSeconds),
    }))
    const patienceSeconds = host.target.confirmTimeoutSeconds
    // What turns red again and again does not soak for ever.
    const deadline = performance.now() + (3 * soak.soakSeconds + patienceSeconds) * 1000
    const failed = await runChecks(rollout, soaking, { revision, deadline, patienceSeconds, signal, around: inTurn, tellsChangesOnly: true })
    if (failed !== undefined) return failed
  }
  const { running } = await inTurn(() => rollout.persist(() => host.status(signal), 20))
  return toplevel === undefined || running === toplevel ? undefined : `it runs ${running} now, which somebody else must have put there`
}

/** How often a host is asked that is only to stay as it is. */
const soakIntervalSeconds = 5

interface CheckRun {
  revision: string
  deadline: number
  patienceSeconds?: number
  signal: AbortSignal
  /** Has each attempt made, when it may be. */
  around?: (ask: () => Promise<Answer>) => Promise<Answer>
  /** Whether an answer like the one before is not told. */
  tellsChangesOnly?: boolean
}

async function runChecks(
  rollout: Rollout,
  checks: readonly HealthCheck[],
  { revision, deadline, patienceSeconds, signal, around = (ask) => ask(), tellsChangesOnly = false }: CheckRun,
): Promise<string | undefined> {
  const { target } = rollout.host
  const values = { revision, target: target.name, host: target.host }
  const outcomes = await Promise.all(
    checks.map(async (template, index) => {
      const check = fillIn(template, values)
      let before: boolean | undefined
      const outcome = await runHealthCheck(check, (attempt, attemptSignal) => around(() => askCheck(rollout, attempt, values, attemptSignal)), {
        deadline,
        ...(patienceSeconds !== undefined && { patienceSeconds }),
        signal,
        onAttempt: (verdict) => {
          if (tellsChangesOnly && before === verdict.passed) return
          before = verdict.passed
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

async function askCheck({ host, context }: Rollout, check: HealthCheck, values: Parameters<typeof checkEnvironment>[0], signal: AbortSignal): Promise<Answer> {
  if (check.from === 'runner') {
    const ca = check.request?.ca
    const input = curlConfig(check, ca && (await context.caFiles.path(ca)))
    const { code, stdout, stderrTail } = await run('curl', ['-q', '-K', '-'], { input, signal, maxStdoutBytes: BODY_BYTES })
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
  const answer = await host.call(request, { data: dataOf(check), signal })
  // A long line comes in parts, of which the last is an `out`.
  const stdout = answer
    .filter(({ keyword }) => keyword === 'out' || keyword === 'part')
    .map(({ keyword, rest }) => (keyword === 'out' ? `${rest}\n` : rest))
    .join('')
  return { exitCode: Number(answer.find(({ keyword }) => keyword === 'exit')?.rest ?? 1), stdout, stderr: stdout }
}

/** What the host's agent is told of a check. */
function dataOf(check: HealthCheck): string {
  switch (check.kind) {
    case 'http':
      return `${curlFields(check)}${check.request?.ca === undefined ? '' : `\n${check.request.ca}`}`
    case 'command':
      return check.command
    case 'named':
      return check.check
    case 'units':
      return `${check.units.join('\n')}\n`
  }
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
