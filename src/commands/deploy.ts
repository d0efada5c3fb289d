import { join } from 'node:path'
import { BinaryCache } from '../binary-cache.ts'
import { withFleet, type Run } from '../fleet.ts'
import { passGate } from '../gate.ts'
import { InputError } from '../input-error.ts'
import { closure, type FlakeMetadata } from '../nix.ts'
import { Push } from '../push.ts'
import type { Report } from '../results.ts'
import { activateAndProve, proveUnchanged } from '../rollout.ts'
import { buildConfigurations, shaOf } from './build.ts'

/** `deploy`: builds, puts each target's system on it, records it, activates it and proves it healthy. */
export async function deploy(run: Run): Promise<Report> {
  return withFleet(run, async ({ targets, gate }) => {
    targets.warmUp()
    const built = await buildConfigurations(run, (flake) => run.settings.revision ?? mustHaveSha(flake, run.settings.nixOptions))
    const { revision } = built
    if (run.settings.gate.length > 0) await passGate(gate, revision)
    const paths = await closure(built.nix, [...new Set(built.toplevels.values())])
    // Where no host waits for it any more, nothing is compressed any more.
    const over = new AbortController()
    const nix = { ...built.nix, signal: AbortSignal.any([run.signal, over.signal]) }
    const push = new Push(new BinaryCache(nix, join(run.privateDirectory, 'cache')), paths)
    const results = await targets.each(async (rollout) => {
      const { target } = rollout.host
      const toplevel = built.toplevels.get(target.configuration) ?? ''
      Object.assign(rollout.known, { revision, toplevel })
      await rollout.connect()
      const staged = await rollout.phase('stage', () => push.stage(rollout, revision, toplevel))
      const known = { ...rollout.known, seconds: rollout.seconds }
      if (staged.healthyLabel !== undefined) return proveUnchanged(rollout, revision, staged.healthyLabel, { ...known, ...(target.activate !== 'boot' && { previousToplevel: toplevel }) })
      const asStaged = { ...known, state: staged.isNew ? 'staged' : 'unchanged' } as const
      if (target.activate === 'none') return asStaged
      const result = await activateAndProve(rollout, { revision })
      return result.state === 'unchanged' ? { ...result, ...asStaged } : { ...known, ...result }
    })
    over.abort()
    return { revision, toplevels: Object.fromEntries(built.toplevels), results }
  })
}

function mustHaveSha(flake: FlakeMetadata, nixOptions: readonly string[]): string {
  const sha = shaOf(flake, nixOptions)
  if (sha !== undefined) return sha
  const why = flake.dirty
    ? 'revision: the checkout has changes that are not committed'
    : flake.revision === undefined
      ? 'revision: the flake is not in git'
      : 'revision: nix-options give the flake other inputs than its commit has'
  throw new InputError(`${why}, so that no git SHA names what would be built; give a label of your own${flake.dirty ? ', or commit them' : ', like `revision: trial-1`'}`)
}
