import type { Run } from '../fleet.ts'
import { InputError } from '../input-error.ts'
import { buildToplevels, changesInputs, configurationNames, findNix, flakeMetadata, outLink, type FlakeMetadata, type Nix } from '../nix.ts'
import type { Report } from '../results.ts'

/** What Nix on the runner is to know of this run. */
export function nixSettings({ settings, environment, signal, emit }: Run): Parameters<typeof findNix>[0] {
  return { home: environment.home, options: settings.nixOptions, signal, onLine: (text) => emit({ type: 'output', source: 'nix', text }) }
}

/** What was built: the label under which it will be known, and the store path of each configuration. */
export interface Built<Revision> {
  nix: Nix
  revision: Revision
  toplevels: Map<string, string>
}

/**
 * Evaluates and builds the configurations that the inputs, or else the targets, or else the flake name; all in one Nix process.
 * `label` gives the revision's label, or throws where there has to be one and is none, before anything is built.
 */
export async function buildConfigurations<Revision>(run: Run, label: (flake: FlakeMetadata) => Revision): Promise<Built<Revision>> {
  const { settings, emit } = run
  const nix = await findNix(nixSettings(run))
  const flake = await flakeMetadata(nix, settings.flake)
  const { reference } = flake
  const revision = label(flake)
  const fromTargets = settings.targets.map(({ configuration }) => configuration)
  let names = settings.configurations ?? (fromTargets.length > 0 ? fromTargets : 'all')
  if (names === 'all') names = await configurationNames(nix, reference)
  const missing = fromTargets.find((name) => !names.includes(name))
  if (settings.command === 'deploy' && missing !== undefined)
    throw new InputError(`configurations: a target runs '${missing}', which is not among them; add it, or leave the input out`)
  const started = performance.now()
  emit({ type: 'note', text: `evaluating and building ${names.join(', ')} with Nix ${nix.version}` })
  const saidIn = settings.configurations === undefined && fromTargets.length > 0 ? 'targets' : 'configurations'
  const toplevels = await buildToplevels(nix, reference, names, saidIn)
  emit({ type: 'note', text: `built in ${((performance.now() - started) / 1000).toFixed(1)} s` })
  for (const [name, path] of toplevels) emit({ type: 'note', text: `${name}: ${path}` })
  return { nix, revision, toplevels }
}

/** The git SHA that names what will be built; undefined where none does. */
export function shaOf({ revision }: FlakeMetadata, nixOptions: readonly string[]): string | undefined {
  return changesInputs(nixOptions) ? undefined : revision
}

/** `build`: a link per configuration, side by side, each a garbage collection root. */
export async function build(run: Run): Promise<Report> {
  const { nix, revision, toplevels } = await buildConfigurations(run, (flake) => run.settings.revision ?? shaOf(flake, run.settings.nixOptions))
  await Promise.all([...toplevels].map(([name, path]) => outLink(nix, path, `${run.settings.outLinkPrefix}${name}`)))
  return { ...(revision !== undefined && { revision }), toplevels: Object.fromEntries(toplevels) }
}
