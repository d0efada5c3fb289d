import type { Report } from '../events/results.ts'
import { findNix } from '../nix/find.ts'
import { configurationNames } from '../nix/flake.ts'
import type { Run } from '../rollout/fleet.ts'
import { nixSettings } from './build.ts'

/** `list`: the names of the flake's configurations. */
export async function list(run: Run): Promise<Report> {
  const configurations = await configurationNames(await findNix(nixSettings(run)), run.settings.flake)
  for (const name of configurations) run.emit({ type: 'note', text: name })
  return { configurations }
}
