import { setTimeout as pause } from 'node:timers/promises'
import type { Emit } from '../events/event.ts'
import type { Phase, TargetResult } from '../events/results.ts'
import type { HealthCheck } from '../health/check.ts'
import type { AgentLine, KeyRole } from '../host/answer.ts'
import type { Host } from '../host/calls.ts'
import { type AgentError, hadHost, isDenial, isPassing, pauseMilliseconds, withWords } from '../host/fault.ts'
import { type Right, roleRefusal } from '../host/roles.ts'
import { systemChange } from '../host/system-change.ts'
import type { LastTogether } from '../host/together.ts'
import { wordsOfError } from '../parse/error-words.ts'
import type { CaFiles } from './ca-files.ts'
import type { HealthyElsewhere } from './healthy-elsewhere.ts'

/** What a cancelled run tells the hosts that are told to go back, and how long it waits for them. */
export interface Cancelling {
  reason: string
  lingerSeconds: number
}

/** What all rollouts of a run share. */
export interface RolloutContext {
  emit: Emit
  /** Run URL and actor, for the hosts' history. */
  who: string
  /** Aborted when the run is cancelled. */
  signal: AbortSignal
  cancelling: Cancelling
  keepRevisions: number
  healthyElsewhere: HealthyElsewhere
  substituteOnDestination: boolean
  caFiles: CaFiles
  /** Where the repository is checked out on the runner. */
  workspace: string
}

/** One target on its way: its host, and the time that each phase took. */
export class Rollout {
  readonly host: Host
  readonly context: RolloutContext
  readonly seconds: Partial<Record<Phase, number>> = {}
  /** What is known of the target by now: part of its result, however it ends. */
  readonly known: Pick<TargetResult, 'revision' | 'toplevel' | 'previousToplevel' | 'previousRevision'> = {}

  /** What the host says of the last wave of which it was to be confirmed with others. */
  lastTogether: LastTogether | undefined

  /** What has to hold of it once it is activated. */
  healthChecks: readonly HealthCheck[]

  constructor(host: Host, context: RolloutContext) {
    this.host = host
    this.healthChecks = host.target.healthChecks
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
      // A fleet is connected to once to be staged, and again when it is its turn.
      this.seconds[phase] = Math.round(((this.seconds[phase] ?? 0) + seconds) * 1000) / 1000
      this.context.emit({ type: 'phase-ended', target, phase, seconds })
    }
  }

  /** Tells in how many seconds the host goes back by itself. */
  window(seconds: number): void {
    this.context.emit({ type: 'window', target: this.host.target.name, seconds })
  }

  note(text: string): void {
    this.context.emit({ type: 'note', target: this.host.target.name, text })
  }

  /**
   * Repeats what a passing fault kept from happening, with growing pauses, until that has been so for so long. Any other, a wrong host key
   * for one, is not tried again; a refused login or sudo only as long as `deniedUntil`, a time of performance.now().
   */
  async persist<T>(work: () => Promise<T>, seconds: number, { signal = this.context.signal, deniedUntil = () => 0 }: Persistence = {}): Promise<T> {
    let failingSince: number | undefined
    let begunFirst: number | undefined
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted()
      const begun = performance.now()
      try {
        return await work()
      } catch (error) {
        signal.throwIfAborted()
        const now = performance.now()
        failingSince ??= begun
        // An attempt of half a minute that had the host got somewhere: patience begins anew, but not for ever.
        begunFirst ??= begun
        if (hadHost(error) && now - begun > 30_000 && now - begunFirst < renewedSeconds * 1000) {
          failingSince = now
          tries = 1
        }
        const until = Math.min(failingSince + seconds * 1000, isDenial(error) ? deniedUntil() : Infinity)
        const wait = isPassing(error) || isDenial(error) ? pauseMilliseconds(error, tries, until - now) : undefined
        if (wait === undefined) throw tries === 1 ? error : withWords(error, triedFor(tries, now - failingSince))
        if (error instanceof Error) this.note(`${error.message}; trying again`)
        await pause(wait, undefined, { signal })
      }
    }
  }

  /** Whether it is known what changes in the system. */
  hasCompared = false

  /** What an answer says of what changes in the system, which the host compares beside all else. */
  takeComparison(answer: readonly AgentLine[]): void {
    if (this.hasCompared || !answer.some(({ keyword }) => keyword === 'after')) return
    this.hasCompared = true
    try {
      this.context.emit({ type: 'compared', target: this.host.target.name, changes: systemChange(answer) })
    } catch (error) {
      // It decides nothing.
      this.note(`what changes in the system is not known: ${wordsOfError(error)}`)
    }
  }

  /** Of the key that logs in, where it is known by now. */
  key: KeyRole | undefined
  /** Why it is known not to be let in, by somebody who did not wait for the answer: another login would end so, too. */
  deniedBefore: Error | undefined

  /** Opens the connection, and tries for a while where the host does not answer. Throws where the key is known not to do for what is needed. */
  async connect(needs: readonly Right[] = []): Promise<void> {
    await this.phase('connect', () => {
      if (this.deniedBefore !== undefined) throw this.deniedBefore
      return this.persist(() => this.host.open(this.context.signal), 20)
    })
    // Known as soon as the agent speaks, which the first call waits for anyway.
    if (needs.length > 0) this.key ??= await this.host.key(this.context.signal)
    const refusal = this.refusal(needs)
    if (refusal !== undefined) throw refusal
  }

  refusal(needs: readonly Right[]): AgentError | undefined {
    return this.key && roleRefusal(this.host.target.host, this.key, needs)
  }
}

/** For how long a connection that is lost again and again is made again, where each got somewhere. */
const renewedSeconds = 4 * 3600

/** For how long faults are taken for passing. */
export interface Persistence {
  signal?: AbortSignal
  deniedUntil?: () => number
}

function triedFor(tries: number, milliseconds: number): (message: string) => string {
  return (message) => `${message} (tried ${tries} times in ${Math.round(milliseconds / 1000)} s)`
}
