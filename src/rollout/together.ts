import { randomBytes } from 'node:crypto'
import type { Emit } from '../events/event.ts'
import { isAsAsked, type TargetResult } from '../events/results.ts'
import type { LastTogether } from '../host/together.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { aborted } from '../runner/aborted.ts'
import { Activation, type Turn } from './activate.ts'
import { beforeActivation } from './hooks.ts'
import { failedResult } from './outcome.ts'
import type { Rollout } from './target.ts'

/** What a wave has for being confirmed, once all have been asked whether they stand. */
const confirmingSeconds = 120

/** How a wave is activated together. */
interface How {
  /** How long a host that is proven waits for the others before it goes back by itself. */
  holdSeconds: number
  connect: (rollout: Rollout) => Promise<void>
  /** Aborted when the run is cancelled. */
  signal: AbortSignal
}

/** How a wave ended. */
interface Together {
  /** Those that are not here were not begun. */
  results: (readonly [Rollout, TargetResult])[]
  /** The first that failed, and what all others are told. */
  failed?: { rollout: Rollout; reason: string }
  /** Those that were told to confirm as all the others, and did not. */
  torn: Rollout[]
}

/** Activates all at the same time; confirms none before all are proven, and still stand; and lets all go back where one fails. */
export async function activateTogether(members: readonly { rollout: Rollout; turn: Turn }[], { holdSeconds, connect, signal }: How): Promise<Together> {
  const failure = new AbortController()
  let failed: Together['failed']
  const fail = (rollout: Rollout, words: string): void => {
    if (failed !== undefined) return
    failed = { rollout, reason: `${rollout.host.target.name} failed, and its wave is confirmed whole or not at all: ${words}` }
    failure.abort(new Error(failed.reason))
  }
  // All are connected to before any hook runs, and all hooks have ended before any is activated.
  const notReady: Together['results'] = []
  const notIfFailed = async (rollout: Rollout, work: () => Promise<TargetResult | undefined>): Promise<void> => {
    const result = await work().catch((error: unknown) => failedResult(error, rollout))
    if (result === undefined) return
    notReady.push([rollout, result])
    fail(rollout, result.reason ?? '')
  }
  await Promise.all(members.map(({ rollout }) => notIfFailed(rollout, () => connect(rollout).then(() => undefined))))
  if (notReady.length === 0)
    await Promise.all(members.map(({ rollout, turn }) => notIfFailed(rollout, () => beforeActivation(rollout, turn.activate.revision))))
  if (notReady.length > 0) return { results: notReady, ...(failed && { failed }), torn: [] }

  const id = randomBytes(8).toString('hex')
  const activations = members.map(({ rollout, turn }) => {
    const activation = new Activation(rollout, { ...turn.activate, together: { id, holdSeconds, signal: failure.signal } })
    const proven = activation.prove().then((ended) => {
      if (ended !== undefined && !isAsAsked(ended)) fail(rollout, ended.reason ?? ended.state)
      return ended
    })
    return { rollout, turn, activation, proven }
  })
  const broken = AbortSignal.any([failure.signal, signal])
  await Promise.race([Promise.all(activations.map(({ proven }) => proven)), aborted(broken)])
  // Whoever waited for the slowest may have changed its mind. It has the time, from now on, until all have been asked.
  const askWhetherItStands = async ({ rollout, activation, proven }: (typeof activations)[number]): Promise<void> => {
    const reason = (await proven) === undefined ? await activation.stand(confirmingSeconds) : undefined
    if (reason !== undefined) fail(rollout, reason)
  }
  if (!broken.aborted) await Promise.all(activations.map(askWhetherItStands))
  // From here on they are told to confirm, and nothing breaks that off.
  const isWhole = !broken.aborted
  const results = await Promise.all(
    activations.map(async ({ rollout, turn, activation, proven }) => {
      const ended = (await proven) ?? (await (isWhole ? activation.confirm() : activation.goBack(wordsOfError(failure.signal.reason))))
      return [rollout, turn.result?.(ended) ?? ended] as const
    }),
  )
  const torn = isWhole ? results.filter(([, result]) => !isAsAsked(result)).map(([rollout]) => rollout) : []
  return { results, ...(failed && { failed }), torn }
}

/** Tells of each wave of which an earlier run left some confirmed and some not: host by host. Only hosts of this run are known. */
export function tellTornWaves(rollouts: readonly Rollout[], emit: Emit): void {
  const known = rollouts.flatMap(({ host, lastTogether }) => (lastTogether === undefined ? [] : [{ name: host.target.name, ...lastTogether }]))
  for (const [, members] of Map.groupBy(known, ({ id }) => id)) {
    const isConfirmed = ({ outcome }: LastTogether): boolean => outcome === 'confirmed' || outcome === 'tested'
    // What is pending may be confirmed just now.
    if (!members.some(isConfirmed) || members.every((member) => isConfirmed(member) || member.outcome === 'pending')) continue
    const each = members.map(({ name, outcome, revision }) => `${name}: ${outcome} ${revision}`).join('; ')
    emit({
      type: 'notice',
      level: 'warning',
      text: `a wave that was to be confirmed whole or not at all (together), of ${members[0]?.since ?? ''}, was confirmed in part: ${each}`,
    })
  }
}
