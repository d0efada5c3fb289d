import { randomBytes } from 'node:crypto'
import type { TargetResult, TargetState } from '../events/results.ts'
import type { AgentLine } from '../host/answer.ts'
import { AgentError, isDenial, SshError, withWords } from '../host/fault.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { outcomeResult } from './outcome.ts'
import type { Persistence, Rollout } from './target.ts'

/** What is asked of a host that activates. */
export interface DeploymentRequest {
  /** A label, or `latest`, `healthy`, `previous`, which the host resolves. */
  revision: string
  isRollback?: boolean
  /** The store path that has to run there still. */
  expect?: string | undefined
  /** Of the wave that is confirmed together: hosts keep it, so that a later run can tell which of them were confirmed and which were not. */
  together?: string | undefined
}

/** How an activation came to rest on the host. */
export interface Rest {
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

/** One deployment on its host, known there by an id that nobody can guess: begun, followed, and asked what is to become of it. */
export class Deployment {
  readonly #rollout: Rollout
  readonly #id = randomBytes(8).toString('hex')
  /** For how long the host waits for its confirmation before it goes back by itself. */
  #windowSeconds: number
  /** It was asked for: the host alone knows whether it has begun. */
  asked = false
  /** The host said that it has begun. */
  armed = false
  rest: Rest | undefined

  constructor(rollout: Rollout) {
    this.#rollout = rollout
    this.#windowSeconds = rollout.host.target.confirmTimeoutSeconds
  }

  /** Whether the host may have something that nobody has confirmed yet. */
  get mayBeOpen(): boolean {
    return this.asked && (this.rest === undefined || this.rest.state === 'activated')
  }

  /**
   * Has the host activate, and follows it over lost connections until it has come to rest. `broken` ends that where it is not to go on for another's
   * sake; but not while nobody knows whether it has begun, for then it could not be told to go back either.
   */
  async activate(
    { revision, isRollback = false, expect, together }: DeploymentRequest,
    broken: AbortSignal | undefined,
    onSwitched: () => void,
  ): Promise<Rest> {
    const rollout = this.#rollout
    const { host, context } = rollout
    const { target } = host
    const id = this.#id
    const seen: Rest = { state: 'unknown', rest: '', offset: '0', revision }
    const breaking = new AbortController()
    const signal = AbortSignal.any([context.signal, breaking.signal])
    const breakOff = (): void => {
      if (broken?.aborted === true && (this.armed || !this.asked)) breaking.abort(broken.reason)
    }
    broken?.addEventListener('abort', breakOff)
    breakOff()
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
        if (!this.armed) rollout.note('the watchdog is armed; activating')
        this.armed = true
        rollout.window(target.activationTimeoutSeconds)
        breakOff()
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
      expect,
      together,
      ...(target.tolerateUnits.length > 0 && { tolerate: target.tolerateUnits.join(' ') }),
    }
    // A host that neither ends nor breaks off is not waited for any longer than a lost one.
    const patience = target.activationTimeoutSeconds + this.#windowSeconds + rollbackSeconds(rollout)
    const over = AbortSignal.timeout(2 * patience * 1000)
    const until = AbortSignal.any([signal, over])
    // Once it was asked, an activation is never asked again, only after.
    const rejoin = (): Promise<AgentLine[]> => {
      const call = this.asked ? { verb: 'follow', id, offset: seen.offset, kind: 'activation', compared: rollout.hasCompared } : request
      return host
        .open(until)
        .then(() => {
          this.asked = true
          return host.call(call, { signal: until, onLine })
        })
        .catch((thrown: unknown) => {
          if (over.aborted && !signal.aborted) throw notWaitedFor(rollout, 2 * patience)
          const error = cutOff(thrown)
          if (this.asked && error instanceof SshError) seen.lost ??= error.message
          throw error
        })
    }
    // In the middle of a switch nobody may be let in; whether anybody is after it shows when that is over.
    const overBy = performance.now() + (target.activationTimeoutSeconds + this.#windowSeconds + 10) * 1000
    const answer = await rollout.persist(rejoin, patience, { signal, deniedUntil: () => (began ? overBy : 0) }).catch((error: unknown) => {
      throw this.asked && (error instanceof SshError || (began && isDenial(error))) ? withWords(error, (message) => `${message}; ${goesBackByItself}`) : error
    })
    rollout.takeComparison(answer)
    this.rest = seen
    return seen
  }

  /**
   * Asks whether the host would confirm it now; with `holdSeconds`, to wait for that so much longer. Gives why it would not, or for how many seconds it
   * still waits. Does not throw.
   */
  async stand(holdSeconds?: number): Promise<string | number> {
    const { host, context } = this.#rollout
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(2 * standSeconds * 1000)])
    const ask = (): Promise<AgentLine[]> => host.call({ verb: 'stand', id: this.#id, hold: holdSeconds }, { signal })
    try {
      const answer = await this.#rollout.persist(ask, standSeconds, { signal })
      const said = (word: string): string | undefined => answer.find(({ keyword }) => keyword === word)?.rest
      const left = said('stands')
      if (left === undefined) return said('falls') ?? outcomeResult(outcomeIn(answer)).reason ?? 'it is over'
      this.#windowSeconds = Math.max(this.#windowSeconds, Number(left))
      this.#rollout.window(Number(left))
      return Number(left) >= leastLeftSeconds ? Number(left) : `only ${left} s were left for its confirmation when all had been proven`
    } catch (error) {
      return wordsOfError(error)
    }
  }

  /** Has the host confirm. Gives `OUTCOME reason…`, or `unknown`. */
  confirm(how: Pick<Persistence, 'deniedUntil' | 'signal'>): Promise<string> {
    return this.#rollout.phase('confirm', () => this.#settle({ verb: 'confirm' }, how))
  }

  /** Tells the host to go back, and waits until it has. */
  async goBack(reason: string, signal = new AbortController().signal): Promise<Pick<TargetResult, 'state' | 'reason'>> {
    const request = { verb: 'rollback', reason: reason.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) }
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

  /** The same; where it cannot be told, it goes back by itself, and the target ends in this state. */
  async goBackAnyway(reason: string, untold: TargetState): Promise<Pick<TargetResult, 'state' | 'reason'>> {
    const told = await this.goBack(reason).catch(() => undefined)
    return told ?? { state: untold, reason: `${reason}; ${goesBackByItself}` }
  }

  /** Asks until the host says how the deployment ended; asking twice does no harm. Gives `OUTCOME reason…`, or `unknown`. */
  async #settle(
    request: { verb: string; reason?: string },
    { signal = this.#rollout.context.signal, deniedUntil, overFormer = false }: Persistence & { overFormer?: boolean },
  ): Promise<string> {
    const rollout = this.#rollout
    const seconds = this.#windowSeconds + rollbackSeconds(rollout)
    // A host that neither ends nor breaks off is not waited for any longer than a lost one.
    const over = AbortSignal.timeout(2 * seconds * 1000)
    const ask = (): Promise<AgentLine[]> =>
      rollout.host
        .call({ ...request, id: this.#id, offset: this.rest?.offset, compared: rollout.hasCompared }, { signal: AbortSignal.any([signal, over]), overFormer })
        .catch((error: unknown) => {
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
