import { withFleet, type Run } from '../fleet.ts'
import { passGate } from '../gate.ts'
import type { Report } from '../results.ts'
import { activateAndProve } from '../rollout.ts'

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
    targets.warmUp()
    const revision = settings.gate.length > 0 ? await passGate(gate, asked) : asked
    const results = await targets.each(async (rollout) => {
      await rollout.connect()
      return activateAndProve(rollout, { revision, isRollback })
    })
    const labels = new Set(Object.values(results).map((result) => result.revision ?? revision))
    return { revision: labels.size === 1 ? [...labels].join('') : revision, results }
  })
}
