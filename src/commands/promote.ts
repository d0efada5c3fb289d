import { withFleet, type Run } from '../fleet.ts'
import { passGate } from '../gate.ts'
import { InputError } from '../input-error.ts'
import type { Report } from '../results.ts'
import { activateAndProve } from '../rollout.ts'

/** `promote`: activates what is staged on the targets under a revision, behind the gate. Never builds, never evaluates. */
export async function promote(run: Run): Promise<Report> {
  const { settings } = run
  if (settings.revision === undefined)
    throw new InputError('revision: `promote` needs one: a git SHA that was staged on the targets, or `healthy` for what the gate has proven')
  return activateStaged(run, settings.revision, false)
}

/** `rollback`: activates the revision that was confirmed before the healthy one, or the one that is named. */
export async function rollback(run: Run): Promise<Report> {
  return activateStaged(run, run.settings.revision ?? 'previous', true)
}

async function activateStaged(run: Run, asked: string, isRollback: boolean): Promise<Report> {
  const { settings } = run
  const staged = settings.targets.find(({ activate }) => activate === 'none')
  if (staged !== undefined)
    throw new InputError(`targets: '${staged.name}' has \`activate: none\`, and \`${settings.command}\` would do nothing with it; take that line out here`)
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
