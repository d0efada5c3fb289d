import { randomBytes } from 'node:crypto'
import type { TargetResult } from '../events/results.ts'
import type { AgentLine } from '../host/answer.ts'
import { AgentError, isDenial, SshError, withWords } from '../host/fault.ts'
import { provingSeconds } from '../settings/targets.ts'
import { failedResult, outcomeResult, withLoss } from './outcome.ts'
import { proveHealthy, proveUnchanged } from './prove.ts'
import type { Persistence, Rollout } from './target.ts'

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
 * Activates a staged revision on one target and proves it: activation → a new connection, and health checks → confirmation.
 * Whatever goes wrong on the way, the host is told to go back, and its watchdog does so where it cannot be told.
 */
export async function activateAndProve(rollout: Rollout, { revision, isRollback = false }: Activate): Promise<TargetResult> {
  const { host } = rollout
  const { target } = host
  const { signal } = rollout.context
  const id = randomBytes(8).toString('hex')
  let rest: Rest | undefined
  const begin: Begin = { asked: false, armed: false }
  const over = new AbortController()
  let reaching: Promise<void> | undefined
  // As soon as the switch has ended, beside what the host then looks after.
  const reachAnew = (): Promise<void> => {
    const confirmBy = performance.now() + provingSeconds(target) * 1000
    reaching ??= rollout.phase('reach', () => reach(rollout, confirmBy, AbortSignal.any([signal, over.signal])))
    reaching.catch(() => undefined)
    return reaching
  }
  const facts = (): Omit<TargetResult, 'state'> => ({ ...rollout.known, seconds: rollout.seconds })
  try {
    rest = await rollout.phase('activate', () => activateAndFollow(rollout, id, revision, isRollback, begin, () => void reachAnew()))
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
    const failed = await reachAndCheck(rollout, rest.revision, confirmBy, reachAnew())
    if (failed !== undefined) return { ...facts(), ...(await goBack(rollout, id, failed, rest.offset)) }
    const { offset } = rest
    return { ...facts(), ...outcomeResult(await rollout.phase('confirm', () => confirm(rollout, id, offset, confirmBy))) }
  } catch (error) {
    const mayBeOpen = begin.asked && (rest === undefined || rest.state === 'activated')
    if (signal.aborted) {
      if (!mayBeOpen) return { ...facts(), state: 'failed', reason: 'cancelled; nothing was changed' }
      const told = await goBack(rollout, id, 'the workflow run was cancelled', rest?.offset, AbortSignal.timeout(6000)).catch(() => undefined)
      return {
        ...facts(),
        ...(told ?? { state: 'failed', reason: 'cancelled; the host did not answer in time: it goes back by itself, unless it was confirming already' }),
      }
    }
    // Out of reach in the midst of it, the host was asked for as long as it may take.
    if (rest?.state !== 'activated' && !(begin.armed && error instanceof AgentError)) throw error
    // The window is open, or may be: whatever went wrong, the host is told to go back. Out of reach, it goes back by itself; what it did
    // is asked when it answers again.
    const { state, reason } = failedResult(error, rollout)
    const told = await goBack(rollout, id, reason ?? '', rest?.offset).catch(() => undefined)
    return { ...facts(), ...(told ?? { state, reason: `${reason ?? ''}; ${goesBackByItself}` }) }
  } finally {
    over.abort()
  }
}

/** How far an activation had come, whatever is thrown. */
interface Begin {
  /** It was asked for: the host alone knows whether it has begun. */
  asked: boolean
  /** The host said that it has. */
  armed: boolean
}

async function activateAndFollow(rollout: Rollout, id: string, revision: string, isRollback: boolean, begin: Begin, onSwitched: () => void): Promise<Rest> {
  const { host, context } = rollout
  const { target } = host
  const seen: Rest = { state: 'unknown', rest: '', offset: '0', revision }
  // Until the host has said something, a refused sudo is one that was refused before.
  let began = false
  const onLine = ({ keyword, rest }: AgentLine): void => {
    began = true
    if (keyword === 'offset') seen.offset = rest
    else if (keyword === 'previous') {
      const [previousToplevel = '', previousRevision = ''] = rest.split(' ')
      Object.assign(rollout.known, { previousToplevel, ...(previousRevision !== '' && { previousRevision }) })
    } else if (keyword === 'resolved') {
      const [label = '', toplevel = ''] = rest.split(' ')
      seen.revision = label
      Object.assign(rollout.known, { revision: label, toplevel })
    } else if (keyword === 'armed') {
      begin.armed = true
      rollout.note('the watchdog is armed; activating')
    } else if (keyword === 'switched') onSwitched()
    else if (keyword === 'outcome' || restStates.some((state) => state === keyword)) {
      seen.state = keyword === 'outcome' && rest === 'unknown' ? 'unknown' : (keyword as Rest['state'])
      seen.rest = rest
    }
  }
  const request = {
    verb: 'activate',
    id,
    revision,
    mode: target.activate,
    who: context.who,
    rollback: isRollback ? 'true' : '',
    'activation-timeout': target.activationTimeoutSeconds,
    'confirm-timeout': target.confirmTimeoutSeconds,
  }
  // A host that neither ends nor breaks off is not waited for any longer than a lost one.
  const patience = target.activationTimeoutSeconds + target.confirmTimeoutSeconds + rollbackSeconds(rollout)
  const over = AbortSignal.timeout(2 * patience * 1000)
  const until = AbortSignal.any([context.signal, over])
  // Once it was asked, an activation is never asked again, only after.
  const rejoin = (): Promise<AgentLine[]> => {
    const call = begin.asked ? { verb: 'follow', id, offset: seen.offset, kind: 'activation', compared: rollout.hasCompared } : request
    return host
      .open(until)
      .then(() => {
        begin.asked = true
        return host.call(call, { signal: until, onLine })
      })
      .catch((thrown: unknown) => {
        if (over.aborted && !context.signal.aborted) throw notWaitedFor(rollout, 2 * patience)
        const error = cutOff(thrown)
        if (begin.asked && error instanceof SshError) seen.lost ??= error.message
        throw error
      })
  }
  // In the middle of a switch nobody may be let in; whether anybody is after it shows when that is over.
  const overBy = performance.now() + (target.activationTimeoutSeconds + target.confirmTimeoutSeconds + 10) * 1000
  const answer = await rollout.persist(rejoin, patience, { deniedUntil: () => (began ? overBy : 0) }).catch((error: unknown) => {
    throw begin.asked && (error instanceof SshError || (began && isDenial(error))) ? withWords(error, (message) => `${message}; ${goesBackByItself}`) : error
  })
  rollout.takeComparison(answer)
  return seen
}

/** Proves that the host can be reached and is healthy; both at once where the checks need no connection. Gives why a check failed. */
async function reachAndCheck(rollout: Rollout, revision: string, confirmBy: number, reaching: Promise<void>): Promise<string | undefined> {
  const unreachable = new AbortController()
  reaching.catch((error: unknown) => unreachable.abort(error))
  if (rollout.host.target.healthChecks.some(({ from }) => from === 'host')) await reaching
  const checking = proveHealthy(rollout, revision, confirmBy, AbortSignal.any([rollout.context.signal, unreachable.signal]))
  // What is wrong with the connection says more.
  await Promise.allSettled([reaching, checking])
  await reaching
  return checking
}

/** Proves that the host can be reached over a new connection. Where it cannot, the reason says that this came with the new system. */
async function reach(rollout: Rollout, confirmBy: number, signal: AbortSignal): Promise<void> {
  const connect = (): Promise<unknown> => rollout.host.openAnew(signal)
  await rollout.persist(connect, (confirmBy - performance.now()) / 1000, { signal, deniedUntil: () => confirmBy }).catch((error: unknown) => {
    throw withWords(error, (message) => `with the new system ${changed(error)}: ${message}`)
  })
}

/** Confirms. A sudo that is refused came with the new system, too. */
function confirm(rollout: Rollout, id: string, offset: string, confirmBy: number): Promise<string> {
  return settle(rollout, { verb: 'confirm', id, offset }, { deniedUntil: () => confirmBy }).catch((error: unknown) => {
    throw isDenial(error) ? withWords(error, (message) => `with the new system ${changed(error)}: ${message}`) : error
  })
}

function changed(error: unknown): string {
  if (!(error instanceof SshError)) return 'it runs nothing as root for whom it did before'
  if (error.failure === 'host-key') return 'its host key is another'
  if (error.failure === 'authentication' || error.failure === 'closed') return 'it does not let in whom it let in before'
  return 'no new connection can be made'
}

/** An agent that ended without an answer is asked again, as one whose connection was lost. */
function cutOff(error: unknown): unknown {
  return error instanceof AgentError && error.code === 'ended' ? new SshError('unreachable', error.message, { cause: error }) : error
}

function notWaitedFor({ host }: Rollout, seconds: number): SshError {
  return new SshError('silent', `${host.target.host} has not come to an end within ${seconds} s, and was not waited for any longer`)
}

/** The longest that a host takes to go back: what `go_back` in the agent may wait for, where no other switch is in its way. */
function rollbackSeconds({ host }: Rollout): number {
  return 120 + host.target.activationTimeoutSeconds
}

/** Tells the host to go back, and waits until it has. */
async function goBack(
  rollout: Rollout,
  id: string,
  reason: string,
  offset: string | undefined,
  signal = new AbortController().signal,
): Promise<Pick<TargetResult, 'state' | 'reason'>> {
  const request = { verb: 'rollback', id, offset, reason: reason.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) }
  // Where nobody is let in, the host goes back by itself, and then lets in again.
  const goesBackBy = performance.now() + (rollout.host.target.confirmTimeoutSeconds + 10) * 1000
  const result = outcomeResult(await rollout.phase('roll-back', () => settle(rollout, request, { signal, deniedUntil: () => goesBackBy, overFormer: true })))
  // The host may have more to say, or have gone back before it was told.
  if (result.state !== 'rolled-back') return result
  // What the host keeps of it is cut.
  if (result.reason?.startsWith(request.reason)) return { ...result, reason: `${reason}${result.reason.slice(request.reason.length)}` }
  return { ...result, reason: `${reason}; the host had gone back by then: ${result.reason ?? ''}` }
}

/** Asks until the host says how the deployment ended; asking twice does no harm. Gives `OUTCOME reason…`, or `unknown`. */
async function settle(
  rollout: Rollout,
  request: { verb: string; id: string; reason?: string; offset: string | undefined },
  { signal = rollout.context.signal, deniedUntil, overFormer = false }: Persistence & { overFormer?: boolean },
): Promise<string> {
  const { host } = rollout
  const seconds = host.target.confirmTimeoutSeconds + rollbackSeconds(rollout)
  // A host that neither ends nor breaks off is not waited for any longer than a lost one.
  const over = AbortSignal.timeout(2 * seconds * 1000)
  const ask = (): Promise<AgentLine[]> =>
    host.call({ ...request, compared: rollout.hasCompared }, { signal: AbortSignal.any([signal, over]), overFormer }).catch((error: unknown) => {
      throw over.aborted && !signal.aborted ? notWaitedFor(rollout, 2 * seconds) : cutOff(error)
    })
  const answer = await rollout.persist(ask, seconds, { signal, ...(deniedUntil && { deniedUntil }) })
  rollout.takeComparison(answer)
  return answer.find(({ keyword }) => keyword === 'outcome')?.rest ?? 'unknown'
}
