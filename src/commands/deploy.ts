import { join } from 'node:path'
import { BinaryCache } from '../binary-cache.ts'
import { withFleet, type Run } from '../fleet.ts'
import { passGate } from '../gate.ts'
import { InputError } from '../input-error.ts'
import { closure } from '../nix.ts'
import { Push } from '../push.ts'
import type { Report } from '../results.ts'
import { activateAndProve, proveUnchanged } from '../rollout.ts'
import { buildConfigurations, type Built } from './build.ts'

/** `deploy`: builds, puts each target's system on it, records it, activates it and proves it healthy. */
export async function deploy(run: Run): Promise<Report> {
  return withFleet(run, async ({ targets, gate }) => {
    targets.warmUp()
    const built = await buildConfigurations(run)
    const revision = revisionOf(built)
    if (run.settings.gate.length > 0) await passGate(gate, revision)
    const paths = await closure(built.nix, [...new Set(built.toplevels.values())])
    const push = new Push(new BinaryCache(built.nix, join(run.privateDirectory, 'cache')), paths)
    const results = await targets.each(async (rollout) => {
      const { target } = rollout.host
      const toplevel = built.toplevels.get(target.configuration) ?? ''
      await rollout.connect()
      const staged = await rollout.phase('stage', () => push.stage(rollout, revision, toplevel))
      const known = { revision, toplevel, seconds: rollout.seconds }
      if (staged.healthyLabel !== undefined) return proveUnchanged(rollout, revision, staged.healthyLabel, { ...known, previousToplevel: toplevel })
      if (target.activate !== 'none') return { ...known, ...(await activateAndProve(rollout, { revision })) }
      return { ...known, state: staged.isNew ? 'staged' : 'unchanged' }
    })
    return { revision, toplevels: Object.fromEntries(built.toplevels), results }
  })
}

function revisionOf({ revision, dirty }: Built): string {
  if (revision !== undefined) return revision
  throw new InputError(
    dirty
      ? 'revision: the checkout has changes that are not committed, so that no git SHA names it; commit them, or give a label of your own'
      : 'revision: the flake is not in git, so that no git SHA names it; give a label of your own, like `revision: ${{ github.sha }}`',
  )
}
