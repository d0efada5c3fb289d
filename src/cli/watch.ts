import { setTimeout as pause } from 'node:timers/promises'
import type { Work } from '../commands/run.ts'
import { isAsAsked, type Phase, type TargetResult } from '../events/results.ts'
import type { AgentLine } from '../host/answer.ts'
import { tellingRevision } from '../host/status.ts'
import { withFleet } from '../rollout/fleet.ts'
import { outcomeResult } from '../rollout/outcome.ts'
import type { Rollout } from '../rollout/target.ts'

/** How often a host is asked whether a deployment has begun. */
const askEveryMilliseconds = 3000

/** The steps of a deployment, as the host tells them, as phases of ours. */
const phaseOf: Readonly<Record<string, Phase>> = {
  preparing: 'stage',
  activating: 'activate',
  activated: 'check',
  confirming: 'confirm',
  'going-back': 'roll-back',
}

/** What `watch` does: tells of the deployment that goes on on each host, to its end; with `follows`, of each that comes, until it is cancelled. Changes nothing. */
export function watching(follows: boolean): Work {
  return async (run) =>
    withFleet(run, async ({ targets }) => ({
      results: await targets.each(async (rollout) => {
        await rollout.connect()
        return follows ? followAll(rollout) : watchToTheEnd(rollout)
      }),
    }))
}

async function watchToTheEnd(rollout: Rollout): Promise<TargetResult> {
  const ended = await watchOne(rollout)
  const status = await rollout.persist(() => rollout.host.status(rollout.context.signal), 20)
  const runs = tellingRevision(status, status.running)?.label ?? status.running
  return { ...(ended ?? { state: 'unchanged', seconds: rollout.seconds, reason: `no deployment goes on; it runs ${runs}` }), status }
}

/** Gives how the last one ended, once whoever watches has seen enough. */
async function followAll(rollout: Rollout): Promise<TargetResult> {
  const { signal } = rollout.context
  let last: TargetResult = { state: 'unchanged', seconds: rollout.seconds, reason: 'no deployment was seen' }
  try {
    for (let isFirst = true; ; isFirst = false) {
      const ended = await watchOne(rollout)
      last = ended ?? last
      if (ended !== undefined || isFirst)
        rollout.note(`${ended === undefined ? 'no deployment goes on' : (ended.reason ?? ended.state)}; waiting for the next one`)
      await pause(askEveryMilliseconds, undefined, { signal })
    }
  } catch (error) {
    if (signal.aborted) return last
    throw error
  }
}

/** Follows what is pending; gives how it ended, and undefined where nothing is. */
async function watchOne(rollout: Rollout): Promise<TargetResult | undefined> {
  const { emit, signal } = rollout.context
  const target = rollout.host.target.name
  let current: { phase: Phase; since: number } | undefined
  let offset = '0'
  let revision = ''
  const leave = (): void => {
    if (current !== undefined) emit({ type: 'phase-ended', target, phase: current.phase, seconds: Math.round(performance.now() - current.since) / 1000 })
    current = undefined
  }
  const onLine = ({ keyword, rest }: AgentLine): void => {
    if (keyword === 'offset') offset = rest
    if (keyword === 'watching') {
      const [label = '', since = '', ...who] = rest.split(' ')
      if (revision === '') rollout.note(`${label} by ${who.join(' ')}, since ${since}`)
      revision = label
    }
    if (keyword !== 'step') return
    const [step = '', ...words] = rest.split(' ')
    const phase = phaseOf[step]
    if (phase !== undefined && phase !== current?.phase) {
      leave()
      current = { phase, since: performance.now() }
      emit({ type: 'phase-started', target, phase })
    }
    if (step === 'going-back') rollout.note(`goes back: ${words.join(' ')}`)
    else if (words[0] !== undefined && /^\d+$/.test(words[0])) rollout.window(Number(words[0]))
  }
  const answer = await rollout.persist(() => rollout.host.call({ verb: 'watch', offset, revision }, { signal, onLine }), 60).finally(leave)
  const outcome = answer.find(({ keyword }) => keyword === 'outcome')?.rest
  if (outcome === undefined) return undefined
  const ended = outcomeResult(outcome)
  // Others have changed it.
  const result = { ...ended, ...(revision !== '' && { revision }), seconds: rollout.seconds }
  return isAsAsked(result)
    ? { ...result, state: 'unchanged', reason: `${outcome.split(' ', 1)[0] ?? ''}${ended.reason === undefined ? '' : `: ${ended.reason}`}` }
    : result
}
