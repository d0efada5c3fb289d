import { randomBytes } from 'node:crypto'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Emit } from '../events/event.ts'
import { isAsAsked, type TargetResult } from '../events/results.ts'
import { namesRevision } from '../health/check.ts'
import { formatDuration } from '../parse/duration.ts'
import { andOthers } from '../parse/input-error.ts'
import { holdSeconds, type Plan, type Wave } from '../settings/waves.ts'
import { type Activate, Activation, activateAndProve } from './activate.ts'
import { failedResult } from './outcome.ts'
import { proveSoaked } from './prove.ts'
import type { Rollout } from './target.ts'
import { tellBrokenWaves } from './together.ts'

/** A target that is staged: what is activated when it is its turn, and what its result then is, beside how that ended. */
export interface Turn {
  activate: Activate
  result?: (activated: TargetResult) => TargetResult
}

/** Brings a target to where it can be activated; or gives how it ended, where there is nothing to activate. */
export type Stage = (rollout: Rollout) => Promise<Turn | TargetResult>

/** The hosts of a run, and how many of them are worked on at once. */
export interface Hosts {
  rollouts: readonly Rollout[]
  parallel: number
  emit: Emit
}

function isActivated({ host }: Rollout): boolean {
  return host.target.activate !== 'none'
}

/** The order in which they are staged: those on which a system is only staged ask what is healthy on the others, which so have begun before them. */
export function activatingFirst(rollouts: readonly Rollout[]): Rollout[] {
  return [...rollouts.filter(isActivated), ...rollouts.filter((rollout) => !isActivated(rollout))]
}

/**
 * Stages all targets, and then activates wave after wave, each when the one before is confirmed and has soaked. What is thrown becomes the
 * result of that target alone; where more fail than may, no other is begun.
 */
export function rollOut(hosts: Hosts, plan: Plan, stage: Stage): Promise<Record<string, TargetResult>> {
  return new RollOut(hosts, plan).run(stage)
}

class RollOut {
  readonly #hosts: Hosts
  readonly #plan: Plan
  readonly #limit: LimitFunction
  /** Whether there are more hosts than may be connected at once, so that none is while it waits for its turn. */
  readonly #isLarge: boolean
  readonly #turns = new Map<Rollout, Turn>()
  readonly #results = new Map<Rollout, TargetResult>()
  /** Those that are not what they were, in the order in which they were confirmed. */
  readonly #changed: Rollout[] = []
  readonly #failed: string[] = []
  /** Why nothing is begun any more. */
  #stopped: string | undefined

  constructor(hosts: Hosts, plan: Plan) {
    this.#hosts = hosts
    this.#plan = plan
    this.#limit = pLimit(hosts.parallel)
    this.#isLarge = hosts.rollouts.length > hosts.parallel
  }

  async run(stage: Stage): Promise<Record<string, TargetResult>> {
    const { rollouts, emit } = this.#hosts
    await this.#stageAll(stage)
    tellBrokenWaves(rollouts, emit)
    for (const wave of this.#plan.waves) {
      if (this.#stopped !== undefined) break
      await this.#wave(wave)
    }
    const isCancelled = rollouts.some(({ context }) => context.signal.aborted)
    if (this.#stopped !== undefined && this.#plan.onFailure === 'rollback-all' && !isCancelled) await this.#allBack(this.#stopped)
    for (const rollout of rollouts) {
      if (!this.#results.has(rollout))
        await this.#end(rollout, { ...rollout.known, state: 'not-begun', seconds: rollout.seconds, reason: this.#whyNotBegun(rollout) })
    }
    return Object.fromEntries(rollouts.map((rollout) => [rollout.host.target.name, this.#results.get(rollout) as TargetResult]))
  }

  async #wave(wave: Wave): Promise<void> {
    const { rollouts, emit } = this.#hosts
    const members = rollouts.filter((rollout) => wave.targets.includes(rollout.host.target) && this.#turns.has(rollout))
    if (members.length === 0) return
    emit({ type: 'wave-started', wave: wave.title, targets: members.map(({ host }) => host.target.name) })
    await (wave.together ? this.#together(wave, members) : this.#oneByOne(members))
    if (!this.#isStopped && wave.soakSeconds > 0) await this.#soak(wave, members)
    emit({ type: 'wave-ended', wave: wave.title })
  }

  /** Every target, before anything is activated on any. */
  async #stageAll(stage: Stage): Promise<void> {
    const inOrder = activatingFirst(this.#hosts.rollouts)
    for (const { host, context } of inOrder.filter(isActivated)) context.healthyElsewhere.expect(host.target)
    const notStaged: string[] = []
    const stageOne = async (rollout: Rollout): Promise<void> => {
      const { host, context } = rollout
      try {
        const staged = await stage(rollout)
        if ('state' in staged) await this.#end(rollout, staged)
        else {
          this.#turns.set(rollout, staged)
          if (this.#isLarge) await host.disconnect()
        }
      } catch (error) {
        notStaged.push(host.target.name)
        await this.#end(rollout, failedResult(error, rollout), 'not staged')
      }
      context.healthyElsewhere.end(host.target)
    }
    await Promise.all(inOrder.map((rollout) => this.#limit(() => stageOne(rollout))))
    if (notStaged.length > 0 && this.#plan.stageFailures === 'stop')
      this.#stopped = `${andOthers(notStaged)} could not be staged, and so nothing was activated anywhere (stage-failures: stop)`
  }

  async #oneByOne(members: readonly Rollout[]): Promise<void> {
    await Promise.all(
      members.map((rollout) =>
        this.#limit(async () => {
          if (this.#isStopped || rollout.context.signal.aborted) return
          await this.#end(rollout, await this.#activate(rollout, (turn) => activateAndProve(rollout, turn.activate)))
        }),
      ),
    )
  }

  /** Connects, where the connection was given up until now, and has the work done. */
  async #activate(rollout: Rollout, work: (turn: Turn) => Promise<TargetResult>): Promise<TargetResult> {
    const turn = this.#turns.get(rollout) as Turn
    const ended = await (this.#isLarge ? rollout.connect() : Promise.resolve()).then(() => work(turn)).catch((error: unknown) => failedResult(error, rollout))
    return turn.result?.(ended) ?? ended
  }

  /** All at the same time; none is confirmed before all are proven, and still stand. */
  async #together(wave: Wave, members: readonly Rollout[]): Promise<void> {
    const missing = wave.targets.find(({ name }) => this.#hosts.rollouts.some((rollout) => rollout.host.target.name === name && this.#isNotAsAsked(rollout)))
    if (missing !== undefined) {
      this.#stopped = `${missing.name} could not be staged, and its wave is activated whole or not at all (together)`
      return
    }
    const id = randomBytes(8).toString('hex')
    const failure = new AbortController()
    const fail = (rollout: Rollout, reason: string): void => {
      if (!failure.signal.aborted) failure.abort(new Error(`${rollout.host.target.name} failed, and its wave is confirmed whole or not at all: ${reason}`))
    }
    const { signal } = this.#hosts.rollouts[0]?.context ?? failure
    const activations = members.map((rollout) => {
      const together = { id, holdSeconds: holdSeconds(wave), signal: failure.signal }
      const activation = new Activation(rollout, { ...(this.#turns.get(rollout) as Turn).activate, together })
      return { rollout, activation, proven: this.#proven(rollout, activation, fail) }
    })
    await Promise.race([Promise.all(activations.map(({ proven }) => proven)), aborted(AbortSignal.any([failure.signal, signal]))])
    if (!failure.signal.aborted && !signal.aborted) {
      // Whoever waited for the slowest may have changed its mind.
      await Promise.all(
        activations.map(async ({ rollout, activation, proven }) => {
          const reason = (await proven) === undefined ? await activation.stand() : undefined
          if (reason !== undefined) fail(rollout, reason)
        }),
      )
    }
    const isWhole = !failure.signal.aborted && !signal.aborted
    const results = await Promise.all(
      activations.map(async ({ rollout, activation, proven }) => {
        const ended =
          (await proven) ?? (await (isWhole ? activation.confirm() : activation.goBack(String((failure.signal.reason as Error | undefined)?.message))))
        return [rollout, this.#turns.get(rollout)?.result?.(ended) ?? ended] as const
      }),
    )
    const confirmed = results.filter(([, { state }]) => state === 'activated').map(([{ host }]) => host.target.name)
    for (const [rollout, result] of results) {
      const isTorn = isWhole && !isAsAsked(result) && confirmed.length > 0
      await this.#end(rollout, isTorn ? { ...result, reason: `${result.reason ?? ''}; of its wave, confirmed by then: ${andOthers(confirmed)}` } : result)
    }
  }

  async #proven(rollout: Rollout, activation: Activation, fail: (rollout: Rollout, reason: string) => void): Promise<TargetResult | undefined> {
    const connected = this.#isLarge ? rollout.connect() : Promise.resolve()
    const ended = await connected.then(() => activation.prove()).catch((error: unknown) => failedResult(error, rollout))
    if (ended !== undefined && !isAsAsked(ended)) fail(rollout, ended.reason ?? ended.state)
    return ended
  }

  /** The health checks of a wave that is confirmed have to stay green. Where none was changed, nothing can have come of it. */
  async #soak({ soakSeconds }: Wave, members: readonly Rollout[]): Promise<void> {
    if (!members.some((rollout) => this.#changed.includes(rollout))) return
    await Promise.all(
      members.map(async (rollout) => {
        const result = this.#results.get(rollout)
        if (result === undefined || !isAsAsked(result)) return
        const failed = await rollout
          .phase('soak', () => proveSoaked(rollout, result.revision ?? '', soakSeconds, this.#limit, this.#isLarge))
          .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
        if (failed === undefined) return
        const reason = `it was confirmed, and did not stay healthy for ${formatDuration(soakSeconds)}: ${failed}; it still runs the new system`
        await this.#end(rollout, { ...result, state: 'failed', reason })
      }),
    )
  }

  /** Takes back what was confirmed in this run, each target to what it ran before, watched as ever. */
  async #allBack(why: string): Promise<void> {
    await Promise.all(
      this.#changed.map((rollout) =>
        this.#limit(async () => {
          const before = this.#results.get(rollout) as TargetResult
          const revision = before.previousRevision ?? 'previous'
          // What was found on a host answers as no revision.
          if (revision.startsWith('found-')) rollout.healthChecks = rollout.healthChecks.filter((check) => !namesRevision(check))
          const ended = await rollout
            .connect()
            .then(() => activateAndProve(rollout, { revision, isRollback: true }))
            .catch((error: unknown) => failedResult(error, rollout))
          const isBack = isAsAsked(ended)
          const reason = isBack
            ? `${why}; it went back to ${revision} with the others (on-failure: rollback-all)`
            : `${why}; it was to go back to ${revision} with the others, and did not: ${ended.reason ?? ended.state}`
          await this.#end(rollout, { ...before, seconds: rollout.seconds, state: isBack ? 'rolled-back' : 'failed', reason }, 'with the others')
        }),
      ),
    )
  }

  /** Notes how a target ended, and whether any other may still be begun. */
  async #end(rollout: Rollout, result: TargetResult, how?: 'not staged' | 'with the others'): Promise<void> {
    const { name } = rollout.host.target
    const { emit } = this.#hosts
    this.#results.set(rollout, result)
    this.#turns.delete(rollout)
    emit({ type: 'target-ended', target: name, result })
    if (result.state === 'activated' || (result.state === 'staged' && rollout.host.target.activate === 'boot')) this.#changed.push(rollout)
    if (!isAsAsked(result) && result.state !== 'not-begun' && how === undefined) {
      this.#failed.push(name)
      if (this.#failed.length > this.#plan.maxFailures) this.#stopped ??= `${this.#failed.length} failed, and ${this.#plan.maxFailures} may (max-failures)`
    }
    // Who is as asked may be looked at once more, or taken back.
    if (!isAsAsked(result) && !this.#changed.includes(rollout)) await rollout.host.close()
    else if (this.#isLarge || this.#plan.waves.length === 1) await rollout.host.disconnect()
  }

  get #isStopped(): boolean {
    return this.#stopped !== undefined
  }

  #isNotAsAsked(rollout: Rollout): boolean {
    const result = this.#results.get(rollout)
    return result !== undefined && !isAsAsked(result)
  }

  #whyNotBegun({ context }: Rollout): string {
    if (context.signal.aborted) return 'not begun: the run was cancelled; nothing was changed here'
    const failed = this.#failed.length === 0 ? '' : `: ${andOthers(this.#failed)}`
    return `not begun: ${this.#stopped ?? 'its wave did not come to it'}${failed}; nothing was changed here`
  }
}

/** Resolves when it is aborted. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
