import type { Report, TargetResult } from '../events/results.ts'
import { InputError } from '../parse/input-error.ts'
import { activateAndProve } from '../rollout/activate.ts'
import { type Run, withFleet } from '../rollout/fleet.ts'
import { passGate } from '../rollout/gate.ts'
import type { Rollout } from '../rollout/target.ts'
import type { ArchiveLocation } from '../settings/archive.ts'

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
    const activate = stageFirst?.(revision) ?? ((rollout: Rollout) => activateAndProve(rollout, { revision, isRollback }))
    const results = await targets.each(async (rollout) => {
      await rollout.connect(needs)
      return activate(rollout)
    })
    const labels = new Set(Object.values(results).map((result) => result.revision ?? revision))
    return { revision: labels.size === 1 ? [...labels].join('') : revision, results }
  })
}

/** Opens the archive. What it gives stages a revision where it is not there yet, and refuses one that is not the archive's. */
async function stagingFromArchive(run: Run, location: ArchiveLocation): Promise<(revision: string) => (rollout: Rollout) => Promise<TargetResult>> {
  // Loaded when it is asked for: what is promoted is mostly there.
  const [{ openForTargets }, { Push, stageAndActivate }] = await Promise.all([import('./from-archive.ts'), import('../rollout/push.ts')])
  const { revision: itsRevision, payloads, source } = await openForTargets(run, location)
  const push = new Push(() => Promise.resolve(source))
  return (revision) => {
    if (revision !== itsRevision)
      throw new InputError(`revision: the archive has ${itsRevision} and not '${revision}'; name that one, or take the archive of the other`)
    return (rollout) => {
      const payload = payloads.get(rollout.host.target.configuration)
      if (payload === undefined) throw new Error(`the archive has nothing for ${rollout.host.target.configuration}`)
      return stageAndActivate(rollout, push, revision, payload)
    }
  }
}
