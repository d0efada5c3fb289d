import pLimit, { type LimitFunction } from 'p-limit'
import type { Emit } from '../events/event.ts'
import { isAsAsked, type TargetResult } from '../events/results.ts'
import { namesRevision } from '../health/check.ts'
import { formatDuration } from '../parse/duration.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { andOthers } from '../parse/input-error.ts'
import { canSoak, holdSeconds, type Plan, type Wave } from '../settings/waves.ts'
import { activateAndProve, type Turn } from './activate.ts'
import { afterConfirmation, beforeActivation } from './hooks.ts'
import { failedResult } from './outcome.ts'
import { proveSoaked } from './prove.ts'
import type { Rollout } from './target.ts'
import { activateTogether, tellTornWaves } from './together.ts'

/** Brings a target to where it can be activated; or gives how it ended, where there is nothing to activate. */
export type Stage = (rollout: Rollout) => Promise<Turn | TargetResult>

/** The hosts of a run, and how many of them are worked on at once. */
export interface Hosts {
  rollouts: readonly Rollout[]
  parallel: number
  emit: Emit
  /** Aborted when the run is cancelled. */
  signal: AbortSignal
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
  /** Those that run or boot what they did not before, in the order in which they were confirmed. */
  readonly #changed: Rollout[] = []
  readonly #failed: string[] = []
  /** A wave that is confirmed whole or not at all was confirmed in part. */
  #isTorn = false
  /** Why nothing is begun any more. */
  #stopped: string | undefined

  constructor(hosts: Hosts, plan: Plan) {
    this.#hosts = hosts
    this.#plan = plan
    this.#limit = pLimit(hosts.parallel)
    this.#isLarge = hosts.rollouts.length > hosts.parallel
  }

  async run(stage: Stage): Promise<Record<string, TargetResult>> {
    const { rollouts, emit, signal } = this.#hosts
    await this.#stageAll(stage)
    tellTornWaves(rollouts, emit)
    for (const [index, wave] of this.#plan.waves.entries()) {
      if (this.#stopped !== undefined || signal.aborted) break
      await this.#wave(wave, this.#plan.waves.slice(index + 1))
    }
    const hasFailed = this.#failed.length > this.#plan.maxFailures || this.#isTorn
    if (hasFailed && this.#plan.onFailure === 'rollback-all' && !signal.aborted)
      await this.#takeBack(this.#changed, this.#stopped ?? '', 'on-failure: rollback-all')
    for (const rollout of rollouts) {
      if (!this.#results.has(rollout)) await this.#end(rollout, this.#notBegun(rollout))
    }
    return Object.fromEntries(rollouts.map((rollout) => [rollout.host.target.name, this.#results.get(rollout) as TargetResult]))
  }

  async #wave(wave: Wave, later: readonly Wave[]): Promise<void> {
    const { emit, signal } = this.#hosts
    const all = this.#rolloutsOf(wave)
    const members = all.filter((rollout) => this.#turns.has(rollout))
    if (members.length > 0) {
      emit({ type: 'wave-started', wave: wave.title, targets: members.map(({ host }) => host.target.name) })
      await (wave.together ? this.#together(wave, members) : this.#oneByOne(members))
    }
    // A run that was broken off in the soak is run again: who has not soaked does so now.
    const hasLater = later.some((next) => this.#rolloutsOf(next).some((rollout) => this.#turns.has(rollout)))
    if (this.#stopped === undefined && wave.soakSeconds > 0 && (hasLater || members.some((rollout) => this.#changed.includes(rollout))))
      await this.#soak(wave, all)
    const mayAllFail = this.#plan.maxFailures >= this.#hosts.rollouts.length
    if (hasLater && !mayAllFail && !all.some((rollout) => this.#isAsAsked(rollout))) this.#stop(`none of ${wave.title} is as asked`)
    if (members.length > 0 && !signal.aborted) emit({ type: 'wave-ended', wave: wave.title })
  }

  /** Every target, before anything is activated on any. */
  async #stageAll(stage: Stage): Promise<void> {
    const inOrder = activatingFirst(this.#hosts.rollouts)
    for (const { host, context } of inOrder.filter(isActivated)) context.healthyElsewhere.expect(host.target)
    const notStaged: string[] = []
    const stageOne = async (rollout: Rollout): Promise<void> => {
      const { host, context } = rollout
      try {
        // Who was not begun when the run was cancelled says so at the end.
        const staged = this.#hosts.signal.aborted ? undefined : await stage(rollout)
        if (staged === undefined) await host.close()
        else if ('state' in staged) await this.#end(rollout, staged)
        else {
          this.#turns.set(rollout, staged)
          if (this.#isLarge) await host.disconnect()
        }
      } catch (error) {
        notStaged.push(host.target.name)
        await this.#end(rollout, failedResult(error, rollout), 'for another')
      }
      context.healthyElsewhere.end(host.target)
    }
    await Promise.all(inOrder.map((rollout) => this.#limit(() => stageOne(rollout))))
    if (notStaged.length > 0 && this.#plan.stageFailures === 'stop')
      this.#stop(`${andOthers(notStaged)} could not be staged, and so nothing was activated anywhere (stage-failures: stop)`)
    const missing = this.#plan.waves
      .filter(({ together }) => together)
      .flatMap((wave) => this.#rolloutsOf(wave).filter((rollout) => this.#isAsAsked(rollout) === false))
    if (missing.length > 0)
      this.#stop(`${andOthers(missing.map(({ host }) => host.target.name))} cannot be activated, and its wave is activated whole or not at all (together)`)
  }

  async #oneByOne(members: readonly Rollout[]): Promise<void> {
    await Promise.all(
      members.map((rollout) =>
        this.#limit(async () => {
          if (this.#stopped !== undefined || this.#hosts.signal.aborted) return
          const turn = this.#turns.get(rollout) as Turn
          const ended = await this.#connected(rollout)
            .then(async () => (await beforeActivation(rollout, turn.activate.revision)) ?? (await activateAndProve(rollout, turn.activate)))
            .catch((error: unknown) => failedResult(error, rollout))
          await this.#end(rollout, await this.#withHooks(rollout, turn.result?.(ended) ?? ended))
        }),
      ),
    )
  }

  /** What was confirmed can be taken back, also where a hook failed after that. */
  async #withHooks(rollout: Rollout, result: TargetResult): Promise<TargetResult> {
    const ended = await afterConfirmation(rollout, result)
    if (ended !== result) this.#changed.push(rollout)
    return ended
  }

  /** The connection of a large fleet was given up until now, and another may be gone. */
  async #connected(rollout: Rollout): Promise<void> {
    if (!(await rollout.host.isConnected())) await rollout.connect()
  }

  /** Where one fails, all go back. */
  async #together(wave: Wave, members: readonly Rollout[]): Promise<void> {
    const turns = members.map((rollout) => ({ rollout, turn: this.#turns.get(rollout) as Turn }))
    const { results, failed, torn } = await activateTogether(turns, {
      holdSeconds: holdSeconds(wave),
      connect: (rollout) => this.#connected(rollout),
      signal: this.#hosts.signal,
    })
    if (failed !== undefined) this.#stop(failed.reason)
    const ended = await Promise.all(results.map(async ([rollout, result]) => [rollout, await this.#withHooks(rollout, result)] as const))
    for (const [rollout, result] of ended) await this.#end(rollout, result, failed === undefined || failed.rollout === rollout ? undefined : 'for another')
    if (torn.length === 0 || this.#hosts.signal.aborted) return
    const why = `${andOthers(torn.map(({ host }) => host.target.name))} of a wave that is confirmed whole or not at all could not be confirmed`
    this.#stop(why)
    this.#isTorn = true
    await this.#takeBack(
      members.filter((rollout) => this.#changed.includes(rollout)),
      why,
      'together',
    )
  }

  /** The health checks of a wave that is confirmed have to stay green, on those that run what is deployed. */
  async #soak({ soakSeconds }: Wave, members: readonly Rollout[]): Promise<void> {
    const soaking = members.filter((rollout) => this.#isAsAsked(rollout) === true && canSoak(rollout.host.target))
    await Promise.all(
      soaking.map(async (rollout) => {
        const result = this.#results.get(rollout) as TargetResult
        const how = { soakSeconds, limit: this.#limit, disconnects: this.#isLarge }
        const failed = await rollout.phase('soak', () => proveSoaked(rollout, result, how)).catch(wordsOfError)
        // Whoever cancels has found nothing.
        if (failed === undefined || this.#hosts.signal.aborted) return
        const reason = `it was confirmed, and did not stay healthy for ${formatDuration(soakSeconds)}: ${failed}`
        await this.#end(rollout, { ...result, state: 'failed', ...(this.#changed.includes(rollout) && { changed: true }), reason })
      }),
    )
  }

  /** Takes back what was confirmed in this run, each target to what it ran before, watched as ever; but not what somebody else has put there since. */
  async #takeBack(rollouts: readonly Rollout[], why: string, by: string): Promise<void> {
    await Promise.all(
      [...rollouts].map((rollout) =>
        this.#limit(async () => {
          const before = this.#results.get(rollout) as TargetResult
          const revision = before.previousRevision ?? (rollout.host.target.activate === 'test' ? 'healthy' : 'previous')
          // What was found on a host answers as no revision.
          if (revision.startsWith('found-')) rollout.healthChecks = rollout.healthChecks.filter((check) => !namesRevision(check))
          const expect = rollout.host.target.activate === 'boot' ? undefined : before.toplevel
          const ended = await rollout
            .connect()
            .then(() => activateAndProve(rollout, { revision, isRollback: true, expect }))
            .catch((error: unknown) => failedResult(error, rollout))
          const itself = isAsAsked(before) || before.reason === undefined ? why : before.reason
          const isBack = isAsAsked(ended)
          const reason = isBack
            ? `${itself}; it went back to ${revision} (${by})`
            : `${itself}; it was to go back to ${revision} (${by}), and did not: ${ended.reason ?? ended.state}`
          this.#changed.splice(this.#changed.indexOf(rollout), 1)
          const result = { ...before, seconds: rollout.seconds, state: isBack ? 'rolled-back' : 'failed', changed: !isBack, reason } as const
          await this.#end(rollout, result, 'for another')
        }),
      ),
    )
  }

  /** Notes how a target ended, and whether any other may still be begun. What another one is to blame for does not count. */
  async #end(rollout: Rollout, result: TargetResult, how?: 'for another'): Promise<void> {
    const { host } = rollout
    const { name, activate } = host.target
    this.#results.set(rollout, result)
    this.#turns.delete(rollout)
    this.#hosts.emit({ type: 'target-ended', target: name, result })
    if (result.state === 'activated' || (result.state === 'staged' && activate === 'boot')) this.#changed.push(rollout)
    if (!isAsAsked(result) && result.state !== 'not-begun' && how === undefined) {
      this.#failed.push(name)
      if (this.#failed.length > this.#plan.maxFailures) this.#stop(`more failed than may (max-failures: ${this.#plan.maxFailures}): ${andOthers(this.#failed)}`)
    }
    // Who is as asked may be looked at once more, or taken back.
    if (!isAsAsked(result) && !this.#changed.includes(rollout)) await host.close()
    else if (this.#isLarge || this.#plan.waves.length === 1) await host.disconnect()
  }

  /** Nothing more is begun. The first reason counts. */
  #stop(why: string): void {
    this.#stopped ??= why
  }

  #rolloutsOf({ targets }: Wave): Rollout[] {
    return this.#hosts.rollouts.filter(({ host }) => targets.includes(host.target))
  }

  /** Undefined where it has not ended. */
  #isAsAsked(rollout: Rollout): boolean | undefined {
    const result = this.#results.get(rollout)
    return result && isAsAsked(result)
  }

  #notBegun(rollout: Rollout): TargetResult {
    const why = this.#hosts.signal.aborted ? 'the run was cancelled' : (this.#stopped ?? 'its wave did not come to it')
    const { revision } = rollout.known
    const isStaged = this.#turns.get(rollout)?.isNew === true
    return {
      state: 'not-begun',
      ...(revision !== undefined && { revision }),
      ...(isStaged && { changed: true }),
      seconds: rollout.seconds,
      reason: `not begun: ${why}; nothing was activated here`,
    }
  }
}
