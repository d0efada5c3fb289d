import type { TargetResult } from '../events/results.ts'
import { AgentError, isDenial, withWords } from '../host/fault.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { provingSeconds } from '../settings/targets.ts'
import { Deployment, type DeploymentRequest } from './deployment.ts'
import { failedResult, outcomeResult, withLoss } from './outcome.ts'
import { proveUnchanged } from './prove.ts'
import { changed, reach, reachAndCheck } from './reach.ts'
import type { Cancelling, Rollout } from './target.ts'

/** What is to be activated on a target, and how. */
export interface Activate extends Omit<DeploymentRequest, 'together'> {
  /** Where it is confirmed together with others. */
  together?: Together
}

/** A target that is staged: what is activated when it is its turn, and what its result then is, beside how that ended. */
export interface Turn {
  activate: Activate
  /** Whether it was given the system just now. */
  isNew?: boolean
  result?: (activated: TargetResult) => TargetResult
}

/** A wave of which no target is confirmed before all are proven. */
export interface Together {
  id: string
  /** How long a host that is proven waits for the others before it goes back by itself. */
  holdSeconds: number
  /** Aborted, with an Error that says why, where another target of the wave has failed. */
  signal: AbortSignal
}

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
  readonly #deployment: Deployment
  /** Aborted when the run is cancelled, or its wave has failed. */
  readonly #signal: AbortSignal
  /** By when it has to be confirmed, on the clock of performance.now(). */
  #confirmBy = 0
  #confirmsTogether = false

  constructor(rollout: Rollout, asked: Activate) {
    this.#rollout = rollout
    this.#asked = asked
    const { together } = asked
    this.#deployment = new Deployment(rollout)
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
      const { together } = this.#asked
      const request = { ...this.#asked, together: together?.id }
      const rest = await rollout.phase('activate', () => this.#deployment.activate(request, together?.signal, () => void reachAnew()))
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
      rollout.window(Number(rest.rest))
      this.#confirmBy = performance.now() + Math.min(provingSeconds(target), Number(rest.rest)) * 1000
      const failed = (await reachAndCheck(rollout, rest.revision, this.#confirmBy, reachAnew(), this.#signal)) ?? (await this.#hold())
      return failed === undefined ? undefined : { ...this.#facts(), ...(await this.#deployment.goBackAnyway(failed, 'unreachable')) }
    }).finally(() => over.abort())
  }

  /** Has a host that is proven wait for the others of its wave. */
  async #hold(): Promise<string | undefined> {
    const { together } = this.#asked
    return together === undefined ? undefined : this.stand(together.holdSeconds)
  }

  /** Asks whether the host would confirm it now, and to wait for that so much longer. Gives why it would not; undefined where it stands. */
  async stand(holdSeconds?: number): Promise<string | undefined> {
    const left = await this.#deployment.stand(holdSeconds)
    if (typeof left === 'string') return left
    this.#confirmBy = performance.now() + left * 1000
    return undefined
  }

  /** Has the host confirm what was proven. */
  confirm(): Promise<TargetResult> {
    const confirmBy = this.#confirmBy
    const { signal, cancelling } = this.#rollout.context
    this.#confirmsTogether = this.#asked.together !== undefined
    return this.#whateverIsThrown(async () => {
      const outcome = await this.#deployment
        .confirm({ deniedUntil: () => confirmBy, signal: this.#confirmsTogether ? lingering(signal, cancelling) : signal })
        .catch((error: unknown) => {
          // A sudo that is refused came with the new system, too.
          throw isDenial(error) ? withWords(error, (message) => `with the new system ${changed(error)}: ${message}`) : error
        })
      return { ...this.#facts(), ...outcomeResult(outcome) }
    })
  }

  /** Has the host go back, for what happened elsewhere. */
  async goBack(reason: string): Promise<TargetResult> {
    if (this.#rollout.context.signal.aborted) return this.#cancelled()
    return { ...this.#facts(), ...(await this.#deployment.goBackAnyway(reason, 'unreachable')) }
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
    const { mayBeOpen, rest, armed } = this.#deployment
    if (this.#rollout.context.signal.aborted) return this.#cancelled()
    // It refused before it began, whatever became of others.
    if (error instanceof AgentError && !armed && rest === undefined)
      return failedResult(error.code === 'role' ? (this.#rollout.refusal(['activate']) ?? error) : error, this.#rollout)
    const { together } = this.#asked
    const reason = together?.signal.aborted === true ? wordsOfError(together.signal.reason) : undefined
    if (reason !== undefined && !mayBeOpen) return { ...this.#facts(), state: 'not-begun', reason: `${reason}; nothing was activated here` }
    // Out of reach in the midst of it, the host was asked for as long as it may take.
    if (reason === undefined && rest?.state !== 'activated' && !(armed && error instanceof AgentError)) return failedResult(error, this.#rollout)
    // Out of reach, it goes back by itself; what it did is asked when it answers again.
    const failed = failedResult(error, this.#rollout)
    return { ...this.#facts(), ...(await this.#deployment.goBackAnyway(reason ?? failed.reason ?? '', failed.state)) }
  }

  async #cancelled(): Promise<TargetResult> {
    if (!this.#deployment.mayBeOpen) return { ...this.#facts(), state: 'failed', reason: 'cancelled; nothing was changed' }
    const { reason, lingerSeconds } = this.#rollout.context.cancelling
    // One that is told to go back while others confirm would tear the wave.
    const told = this.#confirmsTogether ? undefined : await this.#deployment.goBack(reason, AbortSignal.timeout(lingerSeconds * 1000)).catch(() => undefined)
    return {
      ...this.#facts(),
      ...(told ?? { state: 'failed', reason: 'cancelled; the host did not answer in time: it goes back by itself, unless it was confirming already' }),
    }
  }
}

/** When a cancelled run waits no longer. */
function lingering(signal: AbortSignal, { lingerSeconds }: Cancelling): AbortSignal {
  const late = new AbortController()
  const begin = (): void => void setTimeout(() => late.abort(signal.reason), lingerSeconds * 1000).unref()
  if (signal.aborted) begin()
  else signal.addEventListener('abort', begin, { once: true })
  return late.signal
}
