import type { Report } from '../events/results.ts'
import { andOthers, InputError } from '../parse/input-error.ts'
import { type Run, withFleet } from '../rollout/fleet.ts'
import { passGate } from '../rollout/gate.ts'
import type { Rollout } from '../rollout/target.ts'
import type { Stage } from '../rollout/waves.ts'
import type { ArchiveLocation } from '../settings/archive.ts'
import { isReserved } from '../settings/revision.ts'

const needs = ['activate'] as const

/** `promote`: activates what is staged on the targets under a revision, behind the gate. Never builds, never evaluates. */
export async function promote(run: Run): Promise<Report> {
  return activateStaged(run, false)
}

/** `rollback`: activates the revision that was confirmed before the healthy one, or the one that is named. */
export async function rollback(run: Run): Promise<Report> {
  return activateStaged(run, true)
}

async function activateStaged(run: Run, isRollback: boolean): Promise<Report> {
  const { settings } = run
  const asked = settings.revision ?? 'previous'
  return withFleet(run, async ({ targets, gate }) => {
    targets.warmUp(() => needs)
    const stageFirst = settings.archive === undefined ? undefined : await stagingFromArchive(run, settings.archive)
    const revision = settings.gate.length > 0 ? await passGate(gate, asked) : asked
    await run.confirm?.(revision)
    const stage = stageFirst?.(revision)
    const results = await targets.rollOut(settings.plan, async (rollout) => {
      // One alone says so itself when it is to activate it, whether the key does and what the revision is: it is asked at once.
      const isAlone = targets.size === 1 && stage === undefined
      await rollout.connect(isAlone ? [] : needs)
      if (stage !== undefined) return stage(rollout)
      return { activate: { isRollback, ...(isAlone ? { revision } : await staged(rollout, revision)) } }
    })
    const labels = new Set(Object.values(results).map((result) => result.revision ?? revision))
    return { revision: labels.size === 1 ? [...labels].join('') : revision, results }
  })
}

/** The label that the revision stands for on a host now, and what runs there. Throws where it is not there, before it is activated anywhere. */
async function staged(rollout: Rollout, revision: string): Promise<{ revision: string; expect?: string }> {
  const status = await rollout.persist(() => rollout.host.status(rollout.context.signal), 20)
  rollout.lastTogether = status.together
  const label = isReserved(revision) ? status[revision] : revision
  if (label === undefined) throw new Error(`it has no '${revision}' revision`)
  const labels = status.revisions.map((known) => known.label)
  if (!labels.includes(label)) throw new Error(`revision ${label} is not staged there; staged are: ${andOthers(labels)}`)
  rollout.known.revision = label
  // What waits for its confirmation, or was interrupted before it, may still become another.
  const mayChange = status.pending !== undefined || status.events.some(({ event }) => event === 'interrupted')
  return { revision: label, ...(!mayChange && { expect: status.running }) }
}

/** Opens the archive. What it gives stages a revision where it is not there yet, and refuses one that is not the archive's. */
async function stagingFromArchive(run: Run, location: ArchiveLocation): Promise<(revision: string) => Stage> {
  // Loaded when it is asked for: what is promoted is mostly there.
  const [{ openForTargets }, { Push, stageTarget }] = await Promise.all([import('./from-archive.ts'), import('../rollout/push.ts')])
  const { revision: itsRevision, payloads, source } = await openForTargets(run, location)
  const push = new Push(() => Promise.resolve(source))
  return (revision) => {
    if (revision !== itsRevision)
      throw new InputError(`revision: the archive has ${itsRevision} and not '${revision}'; name that one, or take the archive of the other`)
    return async (rollout) => {
      const payload = payloads.get(rollout.host.target.configuration)
      if (payload === undefined) throw new Error(`the archive has nothing for ${rollout.host.target.configuration}`)
      return stageTarget(rollout, push, revision, payload)
    }
  }
}
