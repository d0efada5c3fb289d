import type { Report } from '../events/results.ts'
import { whyNotFlat } from '../nix/build.ts'
import { findNix, whileAsked } from '../nix/find.ts'
import { configurationNames } from '../nix/flake.ts'
import type { Run } from '../rollout/fleet.ts'
import { asWritten, whyNotNamed } from '../settings/configuration-name.ts'
import { nixSettings } from './build.ts'

/** `list`: the names of the flake's configurations. */
export async function list(run: Run): Promise<Report> {
  const [, configurations] = await whileAsked(await findNix(nixSettings(run)), (nix) => configurationNames(nix, run.settings.flake))
  for (const name of configurations) run.emit({ type: 'note', text: told(name) })
  const nested = whyNotFlat(configurations)
  if (nested !== undefined) run.emit({ type: 'note', text: `None of these can be deployed: ${nested}` })
  return { configurations }
}

/** A name as it is to be written into the inputs, or why it cannot be. */
function told(name: string): string {
  const why = whyNotNamed(name)
  if (why !== undefined) return `${name} (cannot be deployed: ${why}; give it another name in the flake)`
  const written = asWritten(name)
  return written === name ? name : `${name} (write it as ${written})`
}
