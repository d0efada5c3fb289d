import { setTimeout as pause } from 'node:timers/promises'
import pRetry from 'p-retry'
import type { Emit } from '../events/event.ts'
import type { Phase, TargetResult } from '../events/results.ts'
import type { Host } from '../host/calls.ts'
import { SshError } from '../host/ssh.ts'
import type { HealthyElsewhere } from './healthy-elsewhere.ts'

/** What all rollouts of a run share. */
export interface RolloutContext {
  emit: Emit
  /** Run URL and actor, for the hosts' history. */
  who: string
  /** Aborted when the run is cancelled. */
  signal: AbortSignal
  keepRevisions: number
  healthyElsewhere: HealthyElsewhere
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
