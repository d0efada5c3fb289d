import { randomBytes } from 'node:crypto'
import type { TargetResult } from '../events/results.ts'
import type { AgentLine } from '../host/answer.ts'
import { AgentError, isDenial, SshError, withWords } from '../host/fault.ts'
import { provingSeconds } from '../settings/targets.ts'
import { failedResult, outcomeResult, withLoss } from './outcome.ts'
import { proveUnchanged } from './prove.ts'
import { changed, reach, reachAndCheck } from './reach.ts'
import type { Persistence, Rollout } from './target.ts'

/** What is to be activated on a target, and how. */
export interface Activate {
  /** A label, or `latest`, `healthy`, `previous`, which the host resolves. */
  revision: string
  isRollback?: boolean
  /** Where it is confirmed together with others. */
  together?: Together
}

/** A wave of which no target is confirmed before all are proven. */
export interface Together {
  /** Of this wave in this run: hosts keep it, so that a later run can tell which of them were confirmed and which were not. */
  id: string
  /** How long a host that is proven waits for the others before it goes back by itself. */
  holdSeconds: number
  /** Aborted, with an Error that says why, where another target of the wave has failed. */
  signal: AbortSignal
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

/** How long a host is asked whether it stands, while the others wait. */
const standSeconds = 20

/** With less than that, a confirmation might come too late. */
const leastLeftSeconds = 5

const restStates = ['activated', 'unchanged', 'boots-next', 'previewed'] as const

/**
 * Activates a staged revision on one target and proves it: activation → a new connection, and health checks → confirmation.
 * Whatever goes wrong on the way, the host is told to go back, and its watchdog does so where it cannot be told.
 */
export async function activateAndProve(rollout: Rollout, asked: Activate): Promise<TargetResult> {
  const activation = new Activation(rollout, asked)
  return (await activation.prove()) ?? activation.confirm()
}

/** One activation, step by step, for whoever does something between being proven and being confirmed. No step throws: what goes wrong is how it ended. */
export class Activation {
  readonly #rollout: Rollout
  readonly #asked: Activate
  readonly #id = randomBytes(8).toString('hex')
  /** For how long the host waits for its confirmation before it goes back by itself. */
  #windowSeconds: number
  /** Aborted when the run is cancelled, or its wave has failed. */
  readonly #signal: AbortSignal
  readonly #begin: Begin = { asked: false, armed: false }
  #rest: Rest | undefined
  /** By when it has to be confirmed, on the clock of performance.now(). */
  #confirmBy = 0

  constructor(rollout: Rollout, asked: Activate) {
    this.#rollout = rollout
    this.#asked = asked
    const { together } = asked
    this.#windowSeconds = rollout.host.target.confirmTimeoutSeconds
    this.#signal = together === undefined ? rollout.context.signal : AbortSignal.any([rollout.context.signal, together.signal])
  }

  /** Activates, reaches the host anew and checks its health. Gives how it ended; undefined where it stands and waits to be confirmed. */
  async prove(): Promise<TargetResult | undefined> {
    const rollout = this.#rollout
    const { target } = rollout.host
    const over = new AbortController()
    let reaching: Promise<void> | undefined
    // As soon as the switch has ended, beside what the host then looks after.
    const reachAnew = (): Promise<void> => {
      const confirmBy = performance.now() + provingSeconds(target) * 1000
      reaching ??= rollout.phase('reach', () => reach(rollout, confirmBy, AbortSignal.any([this.#signal, over.signal])))
      reaching.catch(() => undefined)
      return reaching
    }
    return this.#whateverIsThrown(async () => {
      const rest = (this.#rest = await rollout.phase('activate', () => this.#activateAndFollow(() => void reachAnew())))
      switch (rest.state) {
        case 'unchanged':
          return proveUnchanged(rollout, rest.revision, rest.rest, this.#facts())
        case 'boots-next':
          return { ...this.#facts(), ...outcomeResult(`boots-next ${rest.revision}`) }
        case 'previewed':
          return { ...this.#facts(), state: 'unchanged', reason: 'dry-activate: nothing was changed' }
        case 'outcome':
          return { ...this.#facts(), ...withLoss(outcomeResult(rest.rest), rest.lost) }
        case 'unknown':
          return { ...this.#facts(), state: 'failed', reason: 'the host does not know this deployment: it was not activated; deploy again' }
        case 'activated':
      }
      // Less is left than there was where the connection was lost meanwhile.
      this.#confirmBy = performance.now() + Math.min(provingSeconds(target), Number(rest.rest)) * 1000
      const failed = (await reachAndCheck(rollout, rest.revision, this.#confirmBy, reachAnew(), this.#signal)) ?? (await this.#hold())
      return failed === undefined ? undefined : { ...this.#facts(), ...(await this.#tellBack(failed)) }
    }).finally(() => over.abort())
  }

  /** Asks whether the host would confirm it now. Gives why it would not; undefined where it stands. */
  async stand(holdSeconds?: number): Promise<string | undefined> {
    const { host, context } = this.#rollout
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(2 * standSeconds * 1000)])
    const ask = (): Promise<AgentLine[]> => host.call({ verb: 'stand', id: this.#id, hold: holdSeconds }, { signal })
    try {
      const answer = await this.#rollout.persist(ask, standSeconds, { signal })
      const said = (word: string): string | undefined => answer.find(({ keyword }) => keyword === word)?.rest
      const left = said('stands')
      if (left === undefined) return said('falls') ?? outcomeResult(outcomeIn(answer)).reason ?? 'it is over'
      this.#confirmBy = performance.now() + Number(left) * 1000
      return Number(left) >= leastLeftSeconds ? undefined : `only ${left} s were left for its confirmation when all had been proven`
    } catch (error) {
      return wordsOf(error)
    }
  }

  /** Has a host that is proven wait for the others of its wave. */
  async #hold(): Promise<string | undefined> {
    const { together } = this.#asked
    if (together === undefined) return undefined
    this.#windowSeconds = together.holdSeconds
    return this.stand(together.holdSeconds)
  }

  /** Has the host confirm what was proven. */
  confirm(): Promise<TargetResult> {
    const confirmBy = this.#confirmBy
    return this.#whateverIsThrown(async () => {
      const outcome = await this.#rollout.phase('confirm', () =>
        this.#settle({ verb: 'confirm', id: this.#id, offset: this.#rest?.offset }, { deniedUntil: () => confirmBy }).catch((error: unknown) => {
          // A sudo that is refused came with the new system, too.
          throw isDenial(error) ? withWords(error, (message) => `with the new system ${changed(error)}: ${message}`) : error
        }),
      )
      return { ...this.#facts(), ...outcomeResult(outcome) }
    })
  }

  /** Has the host go back, for what happened elsewhere. */
  async goBack(reason: string): Promise<TargetResult> {
    const told = await this.#tellBack(reason).catch((error: unknown) => ({
      state: failedResult(error, this.#rollout).state,
      reason: `${reason}; ${wordsOf(error)}; ${goesBackByItself}`,
    }))
    return { ...this.#facts(), ...told }
  }

  #facts(): Omit<TargetResult, 'state'> {
    return { ...this.#rollout.known, seconds: this.#rollout.seconds }
  }

  async #whateverIsThrown<Given extends TargetResult | undefined>(work: () => Promise<Given>): Promise<Given | TargetResult> {
    try {
      return await work()
    } catch (error) {
      return this.#ended(error)
    }
  }

  /** How it ended, when something was thrown. The window may be open: then the host is told to go back, and if it cannot be told does so by itself. */
  async #ended(error: unknown): Promise<TargetResult> {
    const rest = this.#rest
    const mayBeOpen = this.#begin.asked && (rest === undefined || rest.state === 'activated')
    if (this.#rollout.context.signal.aborted) {
      if (!mayBeOpen) return { ...this.#facts(), state: 'failed', reason: 'cancelled; nothing was changed' }
      const told = await this.#tellBack('the workflow run was cancelled', AbortSignal.timeout(6000)).catch(() => undefined)
      return {
        ...this.#facts(),
        ...(told ?? { state: 'failed', reason: 'cancelled; the host did not answer in time: it goes back by itself, unless it was confirming already' }),
      }
    }
    const { together } = this.#asked
    const reason = together?.signal.aborted === true ? wordsOf(together.signal.reason) : undefined
    if (reason !== undefined && !mayBeOpen) return { ...this.#facts(), state: 'not-begun', reason: `${reason}; nothing was changed here` }
    // Out of reach in the midst of it, the host was asked for as long as it may take.
    if (reason === undefined && rest?.state !== 'activated' && !(this.#begin.armed && error instanceof AgentError)) return failedResult(error, this.#rollout)
    // Out of reach, it goes back by itself; what it did is asked when it answers again.
    const failed = failedResult(error, this.#rollout)
    const why = reason ?? failed.reason ?? ''
    const told = await this.#tellBack(why).catch(() => undefined)
    return { ...this.#facts(), ...(told ?? { state: failed.state, reason: `${why}; ${goesBackByItself}` }) }
  }

  async #activateAndFollow(onSwitched: () => void): Promise<Rest> {
    const rollout = this.#rollout
    const begin = this.#begin
    const { host, context } = rollout
    const { target } = host
    const { revision, isRollback = false, together } = this.#asked
    const id = this.#id
    const seen: Rest = { state: 'unknown', rest: '', offset: '0', revision }
    // While nobody knows whether it has begun it could not be told to go back either.
    const broken = new AbortController()
    const signal = AbortSignal.any([context.signal, broken.signal])
    const waveFailed = (): void => {
      if (together?.signal.aborted === true && (begin.armed || !begin.asked)) broken.abort(together.signal.reason)
    }
    together?.signal.addEventListener('abort', waveFailed)
    waveFailed()
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
        waveFailed()
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
      'confirm-timeout': this.#windowSeconds,
      together: together?.id,
    }
    // A host that neither ends nor breaks off is not waited for any longer than a lost one.
    const patience = target.activationTimeoutSeconds + this.#windowSeconds + rollbackSeconds(rollout)
    const over = AbortSignal.timeout(2 * patience * 1000)
    const until = AbortSignal.any([signal, over])
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
          if (over.aborted && !signal.aborted) throw notWaitedFor(rollout, 2 * patience)
          const error = cutOff(thrown)
          if (begin.asked && error instanceof SshError) seen.lost ??= error.message
          throw error
        })
    }
    // In the middle of a switch nobody may be let in; whether anybody is after it shows when that is over.
    const overBy = performance.now() + (target.activationTimeoutSeconds + this.#windowSeconds + 10) * 1000
    const answer = await rollout.persist(rejoin, patience, { signal, deniedUntil: () => (began ? overBy : 0) }).catch((error: unknown) => {
      throw begin.asked && (error instanceof SshError || (began && isDenial(error))) ? withWords(error, (message) => `${message}; ${goesBackByItself}`) : error
    })
    rollout.takeComparison(answer)
    return seen
  }

  /** Tells the host to go back, and waits until it has. */
  async #tellBack(reason: string, signal = new AbortController().signal): Promise<Pick<TargetResult, 'state' | 'reason'>> {
    const request = { verb: 'rollback', id: this.#id, offset: this.#rest?.offset, reason: reason.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) }
    // Where nobody is let in, the host goes back by itself, and then lets in again.
    const goesBackBy = performance.now() + (this.#windowSeconds + 10) * 1000
    const told = (): Promise<string> => this.#settle(request, { signal, deniedUntil: () => goesBackBy, overFormer: true })
    const result = outcomeResult(await this.#rollout.phase('roll-back', told))
    // The host may have more to say, or have gone back before it was told.
    if (result.state !== 'rolled-back') return result
    // What the host keeps of it is cut.
    if (result.reason?.startsWith(request.reason)) return { ...result, reason: `${reason}${result.reason.slice(request.reason.length)}` }
    return { ...result, reason: `${reason}; the host had gone back by then: ${result.reason ?? ''}` }
  }

  /** Asks until the host says how the deployment ended; asking twice does no harm. Gives `OUTCOME reason…`, or `unknown`. */
  async #settle(
    request: { verb: string; id: string; reason?: string; offset: string | undefined },
    { signal = this.#rollout.context.signal, deniedUntil, overFormer = false }: Persistence & { overFormer?: boolean },
  ): Promise<string> {
    const rollout = this.#rollout
    const seconds = this.#windowSeconds + rollbackSeconds(rollout)
    // A host that neither ends nor breaks off is not waited for any longer than a lost one.
    const over = AbortSignal.timeout(2 * seconds * 1000)
    const ask = (): Promise<AgentLine[]> =>
      rollout.host.call({ ...request, compared: rollout.hasCompared }, { signal: AbortSignal.any([signal, over]), overFormer }).catch((error: unknown) => {
        throw over.aborted && !signal.aborted ? notWaitedFor(rollout, 2 * seconds) : cutOff(error)
      })
    const answer = await rollout.persist(ask, seconds, { signal, ...(deniedUntil && { deniedUntil }) })
    rollout.takeComparison(answer)
    return outcomeIn(answer)
  }
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

/** `OUTCOME reason…` of an answer that ends with it, or `unknown`. */
function outcomeIn(answer: readonly AgentLine[]): string {
  return answer.find(({ keyword }) => keyword === 'outcome')?.rest ?? 'unknown'
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** How far an activation had come, whatever is thrown. */
interface Begin {
  /** It was asked for: the host alone knows whether it has begun. */
  asked: boolean
  /** The host said that it has. */
  armed: boolean
}
