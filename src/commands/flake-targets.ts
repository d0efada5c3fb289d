import { findNix, whileAsked } from '../nix/find.ts'
import { readFlakeTargets } from '../nix/flake-targets.ts'
import type { Run } from '../rollout/fleet.ts'
import type { AwaitingFlake } from '../settings/parse.ts'
import type { TargetsOfFlake } from '../settings/target-sources.ts'
import { nixSettings, phase } from './build.ts'

/** Asks the flake for the targets that it tells, as deploy-rs, colmena or nixinate know them. What has no counterpart here is said in a notice. */
export async function targetsOfFlake(
  run: Pick<Run, 'environment' | 'emit' | 'signal' | 'nixEnvironment'>,
  { flake, nixOptions }: AwaitingFlake,
): Promise<TargetsOfFlake> {
  const { emit } = run
  return phase(emit, 'read-flake', `read the targets of the flake ${flake}`, async () => {
    const found = await findNix(nixSettings({ ...run, settings: { nixOptions } }))
    const [, { source, targets, notices }] = await whileAsked(found, (nix) => readFlakeTargets(nix, flake))
    emit({ type: 'note', text: `targets of the flake, from ${source}: ${Object.keys(targets).join(', ')}` })
    for (const text of notices) emit({ type: 'notice', level: 'notice', text })
    return { source, targets }
  })
}
