import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pRetry from 'p-retry'
import type { Emit } from '../events/event.ts'
import { BODY_BYTES, curlConfig, type Answer } from '../health/answer.ts'
import { checkEnvironment, describeCheck, fillIn, type HealthCheck } from '../health/check.ts'
import { runHealthCheck } from '../health/run.ts'
import { AgentError, type AgentLine, type Host } from '../host/calls.ts'
import { run } from '../runner/process.ts'
import type { Phase, TargetResult } from '../events/results.ts'
import { SshError } from '../host/ssh.ts'
import { provingSeconds } from '../settings/targets.ts'

/** What all rollouts of a run share. */
export interface RolloutContext {
  emit: Emit
  /** Run URL and actor, for the hosts' history. */
  who: string
  /** Aborted when the run is cancelled. */
  signal: AbortSignal
  keepRevisions: number
  substituteOnDestination: boolean
}

/** One target on its way: its host, and the time that each phase took. */
export class Rollout {
  readonly host: Host
  readonly context: RolloutContext
  readonly seconds: Partial<Record<Phase, number>> = {}
  /** What is known of the target by now: part of its result, however it ends. */
  readonly known: Pick<TargetResult, 'revision' | 'toplevel' | 'previousToplevel' | 'previousRevision'> = {}

  #comparing: Promise<void> | undefined

  constructor(host: Host, context: RolloutContext) {
    this.host = host
    this.context = context
  }

  /** Does a part of the work and tells how long it took, however it ends. */
  async phase<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    const target = this.host.target.name
    this.context.emit({ type: 'phase-started', target, phase })
    const started = performance.now()
    try {
      return await work()
    } finally {
      const seconds = Math.round(performance.now() - started) / 1000
      this.seconds[phase] = seconds
      this.context.emit({ type: 'phase-ended', target, phase, seconds })
    }
  }

  note(text: string): void {
    this.context.emit({ type: 'note', target: this.host.target.name, text })
  }

  /**
   * Repeats what a lost connection or an unreachable host kept from happening, with growing pauses, until that has been so
   * for so long. Anything else, a wrong host key for one, is not tried again.
   */
  async persist<T>(work: () => Promise<T>, seconds: number, signal: AbortSignal = this.context.signal): Promise<T> {
    let begun = 0
    let failingSince: number | undefined
    const attempt = (): Promise<T> => {
      begun = performance.now()
      return work()
    }
    return pRetry(attempt, {
      retries: 1000,
      minTimeout: 250,
      maxTimeout: 5000,
      signal,
      shouldRetry: ({ error }) => {
        const now = performance.now()
        // An attempt of half a minute got somewhere: patience begins anew.
        if (failingSince === undefined || now - begun > 30_000) failingSince = now
        if (!isPassing(error) || now - failingSince > seconds * 1000) return false
        this.note(`${error.message}; trying again`)
        return true
      },
    })
  }

  /** Has the host compare what ran with what comes, beside all else, unless it does. Where it cannot, that is only noted. */
  startComparing(): void {
    const { toplevel, previousToplevel } = this.known
    if (this.#comparing !== undefined || toplevel === undefined || previousToplevel === undefined || toplevel === previousToplevel) return
    this.#comparing = this.host.compare(previousToplevel, toplevel, this.context.signal).then(
      (changes) => this.context.emit({ type: 'compared', target: this.host.target.name, changes }),
      (error: unknown) => {
        this.#comparing = undefined
        // A lost connection is told by those who need it.
        if (error instanceof SshError || this.context.signal.aborted) return
        this.note(`what changes in the system is not known: ${error instanceof Error ? error.message : String(error)}`)
      },
    )
  }

  /** Waits for the comparison, which began long before, for a moment at most. */
  async compared(): Promise<void> {
    const over = new AbortController()
    await Promise.race([this.#comparing, pause(3000, undefined, { signal: over.signal }).catch(() => undefined)])
    over.abort()
  }

  /** Opens the connection, and tries for a while where the host does not answer. */
  async connect(): Promise<void> {
    await this.phase('connect', () => this.persist(() => this.host.open(this.context.signal), 20))
  }
}

function isPassing(error: Error): boolean {
  return error instanceof SshError && error.failure === 'unreachable'
}

/** What is to be activated on a target, and how. */
export interface Activate {
  /** A label, or `latest`, `healthy`, `previous`, which the host resolves. */
  revision: string
  isRollback?: boolean
}

/** How an activation came to rest on the host. */
interface Rest {
  state: 'activated' | 'unchanged' | 'boots-next' | 'previewed' | 'outcome' | 'unknown'
  rest: string
  /** How the connection was lost meanwhile. */
  lost?: string
  /** How much of the deployment's log has been shown, in bytes. */
  offset: string
  revision: string
}

/** Of a host that is out of reach in its window. */
const goesBackByItself = 'it goes back by itself to what ran before, and the next run finds what became of it'

const restStates = ['activated', 'unchanged', 'boots-next', 'previewed'] as const

/**
 * Activates a staged revision on one target and proves it: activation → a new connection → health checks → confirmation.
 * Whatever goes wrong on the way, the host is told to go back, and its watchdog does so where it cannot be told.
 */
export async function activateAndProve(rollout: Rollout, { revision, isRollback = false }: Activate): Promise<TargetResult> {
  const { host } = rollout
  const { target } = host
  const { signal } = rollout.context
  const id = randomBytes(8).toString('hex')
  let rest: Rest | undefined
  const facts = (): Omit<TargetResult, 'state'> => ({ ...rollout.known, seconds: rollout.seconds })
  try {
    rest = await rollout.phase('activate', () => activateAndFollow(rollout, id, revision, isRollback))
    switch (rest.state) {
      case 'unchanged':
        return await proveUnchanged(rollout, rest.revision, rest.rest, facts())
      case 'boots-next':
        return { ...facts(), ...outcomeResult(`boots-next ${rest.revision}`) }
      case 'previewed':
        return { ...facts(), state: 'unchanged', reason: 'dry-activate: nothing was changed' }
      case 'outcome':
        return { ...facts(), ...withLoss(outcomeResult(rest.rest), rest.lost) }
      case 'unknown':
        return { ...facts(), state: 'failed', reason: 'the host does not know this deployment: it was not activated; deploy again' }
      case 'activated':
    }
    // Less is left than there was where the connection was lost meanwhile.
    const confirmBy = performance.now() + Math.min(provingSeconds(target), Number(rest.rest)) * 1000
    await rollout.phase('reach', () => rollout.persist(() => host.openAnew(signal), (confirmBy - performance.now()) / 1000))
    // Once more, where the switch cut the connection over which it was asked.
    rollout.startComparing()
    const failed = await proveHealthy(rollout, rest.revision, confirmBy)
    if (failed !== undefined) return { ...facts(), ...(await goBack(rollout, id, failed, rest.offset)) }
    return { ...facts(), ...outcomeResult(await rollout.phase('confirm', () => settle(rollout, { verb: 'confirm', id, offset: rest?.offset }))) }
  } catch (error) {
    if (signal.aborted) {
      const told = await goBack(rollout, id, 'the workflow run was cancelled', rest?.offset, AbortSignal.timeout(6000)).catch(() => undefined)
      return { ...facts(), ...(told ?? { state: 'failed', reason: 'cancelled; the host did not answer in time: it goes back by itself, unless it was confirming already' }) }
    }
    if (rest?.state !== 'activated') throw error
    // The window is open: whatever went wrong, the host is told to go back. Out of reach, it goes back by itself; what it did
    // is asked when it answers again.
    const { state, reason } = failedResult(error, rollout)
    const told = await goBack(rollout, id, reason ?? '', rest.offset).catch(() => undefined)
    return { ...facts(), ...(told ?? { state, reason: `${reason ?? ''}; ${goesBackByItself}` }) }
  }
}

async function activateAndFollow(rollout: Rollout, id: string, revision: string, isRollback: boolean): Promise<Rest> {
  const { host, context } = rollout
  const { target } = host
  const seen: Rest = { state: 'unknown', rest: '', offset: '0', revision }
  const onLine = ({ keyword, rest }: AgentLine): void => {
    if (keyword === 'offset') seen.offset = rest
    else if (keyword === 'previous') {
      const [previousToplevel = '', previousRevision = ''] = rest.split(' ')
      Object.assign(rollout.known, { previousToplevel, ...(previousRevision !== '' && { previousRevision }) })
      rollout.startComparing()
    }
    else if (keyword === 'resolved') {
      const [label = '', toplevel = ''] = rest.split(' ')
      seen.revision = label
      Object.assign(rollout.known, { revision: label, toplevel })
    }
    else if (keyword === 'armed') rollout.note('the watchdog is armed; activating')
    else if (keyword === 'outcome' || restStates.some((state) => state === keyword)) {
      seen.state = rest === 'unknown' ? 'unknown' : (keyword as Rest['state'])
      seen.rest = rest
    }
  }
  const request = {
    verb: 'activate', id, revision, mode: target.activate, who: context.who, rollback: isRollback ? 'true' : '',
    'activation-timeout': target.activationTimeoutSeconds, 'confirm-timeout': target.confirmTimeoutSeconds,
  }
  // Once it was asked, an activation is never asked again, only after: the host alone knows whether it has begun.
  let asked = false
  const rejoin = (): Promise<AgentLine[]> => {
    const call = asked ? { verb: 'follow', id, offset: seen.offset, kind: 'activation' } : request
    return host.open(context.signal).then(() => {
      asked = true
      return host.call(call, { signal: context.signal, onLine })
    }).catch((error: unknown) => {
      if (asked && error instanceof SshError) seen.lost ??= error.message
      throw error
    })
  }
  await rollout.persist(rejoin, target.activationTimeoutSeconds + target.confirmTimeoutSeconds + rollbackSeconds(rollout)).catch((error: unknown) => {
    throw asked && error instanceof SshError ? new SshError(error.failure, `${error.message}; ${goesBackByItself}`, { cause: error }) : error
  })
  return seen
}

/** A new system that drops the network goes back without a word about it. */
function withLoss(result: Pick<TargetResult, 'state' | 'reason'>, lost: string | undefined): Pick<TargetResult, 'state' | 'reason'> {
  return lost === undefined || result.state !== 'rolled-back' ? result : { ...result, reason: `${result.reason ?? ''}, and ${lost} while it was activated` }
}

/** The longest that a host takes to go back: what `roll_back_locked` in the agent may wait for. */
function rollbackSeconds({ host }: Rollout): number {
  return 120 + host.target.activationTimeoutSeconds
}

/** Runs all checks at once, until each has passed or the time is over. Gives the reason of the first that did not. */
export async function proveHealthy(rollout: Rollout, revision: string, deadline: number): Promise<string | undefined> {
  const { target } = rollout.host
  if (target.healthChecks.length === 0) return undefined
  return rollout.phase('check', async () => {
    const values = { revision, target: target.name, host: target.host }
    const outcomes = await Promise.all(
      target.healthChecks.map(async (template, index) => {
        const check = fillIn(template, values)
        const outcome = await runHealthCheck(check, (attempt, signal) => askCheck(rollout, attempt, values, signal), {
          deadline,
          signal: rollout.context.signal,
          onAttempt: (verdict) => {
            rollout.context.emit({ type: 'check-answered', target: target.name, index, check: describeCheck(check), passed: verdict.passed, answer: verdict.passed ? 'as expected' : verdict.reason })
          },
        })
        return { check, outcome }
      }),
    )
    const failed = outcomes.find(({ outcome }) => !outcome.passed)
    return failed && `health check failed: ${describeCheck(failed.check)}: ${failed.outcome.reason ?? ''} (${failed.outcome.attempts} attempts)`
  })
}

async function askCheck({ host }: Rollout, check: HealthCheck, values: Parameters<typeof checkEnvironment>[0], signal: AbortSignal): Promise<Answer> {
  const data = check.kind === 'http' ? curlConfig(check) : check.command
  if (check.from === 'runner') {
    const { code, stdout, stderrTail } = await run('curl', ['-q', '-K', '-'], { input: data, signal, maxStdoutBytes: BODY_BYTES })
    return { exitCode: code, stdout, stderr: stderrTail }
  }
  const environment = checkEnvironment(values)
  const request = { verb: 'check', kind: check.kind, timeout: Math.ceil(check.timeoutSeconds), revision: environment.REVISION, target: environment.TARGET, host: environment.HOST }
  const answer = await host.call(request, { data, signal })
  const stdout = answer.filter(({ keyword }) => keyword === 'out').map(({ rest }) => rest).join('\n')
  return { exitCode: Number(answer.find(({ keyword }) => keyword === 'exit')?.rest ?? 1), stdout, stderr: stdout }
}

/** A host that is already what `activate` would make it is left alone; where it runs the revision, its health is proven all the same. */
export async function proveUnchanged(rollout: Rollout, revision: string, healthyLabel: string, known: Omit<TargetResult, 'state'>): Promise<TargetResult> {
  const { host } = rollout
  if (host.target.activate === 'boot') return { ...known, state: 'unchanged', reason: 'boots it next already' }
  const failed = await proveHealthy(rollout, revision, performance.now() + host.target.confirmTimeoutSeconds * 1000)
  if (failed !== undefined) return { ...known, state: 'failed', reason: `${failed}. It ran this system already, so nothing was changed and there is nothing to go back to` }
  if (host.target.activate === 'switch' && healthyLabel !== revision) await host.call({ verb: 'adopt', revision, who: rollout.context.who }, { signal: rollout.context.signal })
  return { ...known, state: 'unchanged', reason: host.target.activate === 'switch' ? 'runs it already, and has confirmed it' : 'runs it already' }
}

/** Tells the host to go back, and waits until it has. */
async function goBack(rollout: Rollout, id: string, reason: string, offset: string | undefined, signal = new AbortController().signal): Promise<Pick<TargetResult, 'state' | 'reason'>> {
  const request = { verb: 'rollback', id, offset, reason: reason.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) }
  const result = outcomeResult(await rollout.phase('roll-back', () => settle(rollout, request, signal)))
  // The host may have more to say, or have gone back before it was told.
  if (result.state !== 'rolled-back' || result.reason?.startsWith(request.reason)) return result
  return { ...result, reason: `${reason}; the host had gone back by then: ${result.reason ?? ''}` }
}

/** Asks until the host says how the deployment ended; asking twice does no harm. Gives `OUTCOME reason…`, or `unknown`. */
async function settle(rollout: Rollout, request: { verb: string; id: string; reason?: string; offset: string | undefined }, signal: AbortSignal = rollout.context.signal): Promise<string> {
  const { host } = rollout
  const seconds = host.target.confirmTimeoutSeconds + rollbackSeconds(rollout)
  // A host that neither ends nor breaks off is not waited for any longer than a lost one.
  const over = AbortSignal.timeout(2 * seconds * 1000)
  const ask = (): Promise<AgentLine[]> => host.call(request, { signal: AbortSignal.any([signal, over]) })
  const answer = await rollout.persist(ask, seconds, signal).catch((error: unknown) => {
    if (over.aborted && !signal.aborted) return []
    throw error
  })
  return answer.find(({ keyword }) => keyword === 'outcome')?.rest ?? 'unknown'
}

/** Reads `confirmed`, `rolled-back health check failed: …` and the like. */
export function outcomeResult(outcome: string): Pick<TargetResult, 'state' | 'reason'> {
  const word = outcome.split(' ', 1)[0] ?? ''
  const reason = outcome.slice(word.length + 1)
  switch (word) {
    case 'confirmed':
      return { state: 'activated' }
    case 'tested':
      return { state: 'activated', reason: 'runs until the next reboot; the boot default is what it was' }
    case 'rolled-back':
      return { state: 'rolled-back', reason }
    case 'boots-next':
      return { state: 'staged', reason: `boots next: ${reason}, unconfirmed; a power cut boots it too` }
    default:
      return { state: 'failed', reason: reason === '' ? 'the host does not know how this deployment ended; `command: status` shows it' : reason }
  }
}

/** Makes a result of whatever was thrown: one failed target never stops the others. */
export function failedResult(error: unknown, { known, seconds }: Rollout): TargetResult {
  const reason = error instanceof Error ? error.message : String(error)
  return { ...known, state: error instanceof SshError ? 'unreachable' : 'failed', seconds, reason: error instanceof AgentError && error.code === 'protocol' ? `${reason} (a fault of nix-flake-deploy; please report it)` : reason }
}
