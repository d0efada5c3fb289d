import type { Emit } from '../events/event.ts'
import type { Phase, Report } from '../events/results.ts'
import { buildToplevels, evaluateToplevels, needConfigurations, outLink, toplevelInstallable } from '../nix/build.ts'
import type { Nix } from '../nix/command.ts'
import { NixFailure } from '../nix/failure.ts'
import { type FoundNix, findNix, whileAsked } from '../nix/find.ts'
import { changesInputs, configurationNames, type FlakeMetadata, flakeMetadata, sourcePaths, sourceReference } from '../nix/flake.ts'
import { closure, type PathInfo } from '../nix/store.ts'
import { InputError, quote } from '../parse/input-error.ts'
import { isLostName } from '../parse/lost-name.ts'
import type { Run } from '../rollout/fleet.ts'
import { whyNotNamed } from '../settings/configuration-name.ts'
import { type EarlierBuilds, earlierBuilds } from '../store/build-cache.ts'
import type { Payload, PayloadKind } from '../store/payload.ts'

/** What Nix on the runner is to know of this run. */
export function nixSettings({
  settings,
  environment,
  signal,
  emit,
  nixEnvironment,
}: Pick<Run, 'environment' | 'signal' | 'emit' | 'nixEnvironment'> & { settings: Pick<Run['settings'], 'nixOptions'> }): Parameters<typeof findNix>[0] {
  return { home: environment.home, options: settings.nixOptions, flakeEnvironment: nixEnvironment, signal, onEvent: emit }
}

/** The configurations that are asked for, of a flake that was read. */
export interface Asked<Revision> {
  nix: Nix
  nixVersion: string
  flake: FlakeMetadata
  /** The label under which they will be known. */
  revision: Revision
  names: string[]
  /** The input that names them. */
  saidIn: string
  /** Where `cache` asks for it. */
  builds?: EarlierBuilds | undefined
}

/**
 * Reads the flake, and finds the configurations that the inputs, or else the targets, or else the flake name. `label` gives
 * the revision's label, or throws where there has to be one and is none, before anything is built.
 */
export async function readFlake<Revision>(run: Run, label: (flake: FlakeMetadata) => Revision): Promise<Asked<Revision>> {
  const found = await findNix(nixSettings(run))
  return phase(run.emit, 'read-flake', `read the flake ${run.settings.flake}`, () => readWith(found, run, label))
}

async function readWith<Revision>(found: FoundNix, run: Run, label: (flake: FlakeMetadata) => Revision): Promise<Asked<Revision>> {
  const { settings } = run
  const { nix } = found
  const [nixVersion, flake] = await whileAsked(found, (asked) => flakeMetadata(asked, settings.flake))
  const revision = label(flake)
  const fromTargets = settings.targets.map(({ configuration }) => configuration)
  let names = settings.configurations ?? (fromTargets.length > 0 ? fromTargets : 'all')
  if (names === 'all') {
    names = await configurationNames(nix, flake.reference)
    const lost = names.find((name) => whyNotNamed(name) !== undefined)
    if (lost !== undefined)
      throw new InputError(
        isLostName(lost)
          ? `configurations: the flake has one named ${quote(lost)}, a name that JavaScript keeps for itself; give it another one there, or name the others here`
          : `configurations: the flake has one named ${quote(lost)}, and ${whyNotNamed(lost) ?? ''}; give it another one there, or name the others here`,
      )
  }
  const missing = fromTargets.find((name) => !names.includes(name))
  if (settings.command === 'deploy' && missing !== undefined)
    throw new InputError(`configurations: a target runs '${missing}', which is not among them; add it, or leave the input out`)
  names = [...new Set(names)]
  const builds = await buildsOf(run, nix, flake, names)
  return {
    nix: builds?.nix ?? nix,
    nixVersion,
    flake,
    revision,
    names,
    builds,
    saidIn: settings.configurations === undefined && fromTargets.length > 0 ? 'targets' : 'configurations',
  }
}

async function buildsOf(
  { buildCacheDirectory: directory, emit, signal, atEnd }: Run,
  nix: Nix,
  flake: FlakeMetadata,
  names: readonly string[],
): Promise<EarlierBuilds | undefined> {
  if (directory === undefined) return undefined
  return earlierBuilds({ directory, signal, note: (text) => emit({ type: 'note', text }), atEnd: (work) => atEnd.push(work) }, nix, flake, names)
}

/** Evaluates and builds the configurations, all in one Nix process: configuration → store path. */
async function buildAll({ emit }: Run, { nix, nixVersion, flake, names, saidIn, builds }: Asked<unknown>): Promise<Map<string, string>> {
  const toplevels = await phase(emit, 'evaluate-and-build', `evaluate and build ${names.join(', ')} with Nix ${nixVersion}`, () =>
    buildToplevels(nix, flake.reference, names, saidIn),
  )
  for (const [name, path] of toplevels) emit({ type: 'note', text: `${name}: ${path}` })
  builds?.keep(toplevels.values())
  return toplevels
}

/** Does what is done before any target is worked on, tells how long it took, and has the logs of failed builds told after it. */
export async function phase<T>(emit: Emit, name: Phase, text: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  let failure: unknown
  emit({ type: 'phase-started', phase: name, text })
  try {
    return await work()
  } catch (error) {
    failure = error
    throw error
  } finally {
    emit({ type: 'phase-ended', phase: name, seconds: Math.round(performance.now() - started) / 1000 })
    if (failure instanceof NixFailure) for (const log of failure.logs) emit({ type: 'build-log', log })
  }
}

/** The configurations in the forms that are asked for: for each configuration a payload of each kind. */
export interface Made {
  payloads: Map<string, Payload[]>
  /** Of those that were evaluated here: configuration → store path. */
  toplevels: Map<string, string>
  /** Of those that were evaluated and not built: configuration → like `x86_64-linux`. */
  systems: Map<string, string>
  /** Of all payloads. */
  roots: string[]
}

/** Makes payloads of these kinds: builds for `closure`, evaluates for `derivation`, fetches the inputs for `source`. */
export async function makePayloads(run: Run, asked: Asked<unknown>, kinds: readonly PayloadKind[]): Promise<Made> {
  const { nix, nixVersion, flake, names, saidIn } = asked
  const payloads = new Map(names.map((name) => [name, [] as Payload[]]))
  let toplevels = new Map<string, string>()
  const systems = new Map<string, string>()
  if (kinds.includes('closure')) {
    toplevels = await buildAll(run, asked)
    for (const [name, toplevel] of toplevels) payloads.get(name)?.push({ kind: 'closure', roots: [toplevel], toplevel })
  }
  if (kinds.includes('derivation')) {
    const evaluated = await phase(run.emit, 'evaluate-and-build', `evaluate ${names.join(', ')} with Nix ${nixVersion}`, () =>
      evaluateToplevels(nix, flake.reference, names, saidIn),
    )
    for (const [name, { derivation, toplevel, system }] of evaluated) {
      toplevels.set(name, toplevel)
      systems.set(name, system)
      payloads.get(name)?.push({ kind: 'derivation', roots: [derivation], toplevel })
    }
  }
  if (kinds.includes('source')) {
    // What is evaluated nowhere but on hosts, nothing else finds out.
    if (!kinds.some((kind) => kind !== 'source')) await needConfigurations(nix, flake.reference, names, saidIn)
    const roots = await phase(run.emit, 'read-flake', `fetch the flake and its inputs with Nix ${nixVersion}`, () => sourcePaths(nix, flake.reference))
    if (!roots.includes(flake.sourcePath))
      throw new InputError(
        `flake: the tree of ${quote(flake.reference)} changed while it was read, so that its parts do not fit together; let nothing write into it meanwhile, and keep it in git, where only commits count`,
      )
    const reference = sourceReference(flake)
    for (const name of names) payloads.get(name)?.push({ kind: 'source', roots, installable: toplevelInstallable(reference, name) })
  }
  const roots = new Set([...payloads.values()].flat().flatMap((payload) => payload.roots))
  return { payloads, toplevels, systems, roots: [...roots] }
}

/** Payloads, and all store paths in them. */
export interface MadeWithPaths extends Made {
  paths: PathInfo[]
}

/** Makes payloads of these kinds, and reads what is in all of them. */
export async function makeWithPaths(run: Run, asked: Asked<unknown>, kinds: readonly PayloadKind[]): Promise<MadeWithPaths> {
  const made = await makePayloads(run, asked, kinds)
  return { ...made, paths: await closure(asked.nix, made.roots) }
}

/** The git SHA that names what will be built; undefined where none does. */
export function shaOf({ revision }: FlakeMetadata, nixOptions: readonly string[]): string | undefined {
  return changesInputs(nixOptions) ? undefined : revision
}

/** The git SHA that names what will be built. Throws where none does, and says why. */
export function mustHaveSha(flake: FlakeMetadata, nixOptions: readonly string[]): string {
  const sha = shaOf(flake, nixOptions)
  if (sha !== undefined) return sha
  const why = flake.dirty
    ? 'revision: the checkout has changes that are not committed'
    : flake.revision === undefined
      ? 'revision: the flake is not in git'
      : 'revision: nix-options give the flake other inputs than its commit has'
  throw new InputError(
    `${why}, so that no git SHA names what would be built; give a label of your own${flake.dirty ? ', or commit them' : ', like `revision: trial-1`'}`,
  )
}

/** `build`: a link per configuration, side by side, each a garbage collection root. */
export async function build(run: Run): Promise<Report> {
  const asked = await readFlake(run, (flake) => run.settings.revision ?? shaOf(flake, run.settings.nixOptions))
  const links = linksOf(asked.names, run.settings.outLinkPrefix)
  const toplevels = await buildAll(run, asked)
  await Promise.all([...toplevels].map(([name, path]) => outLink(asked.nix, path, links.get(name) ?? '')))
  return { ...(asked.revision !== undefined && { revision: asked.revision }), toplevels: Object.fromEntries(toplevels) }
}

/** Where the link to each goes: a slash in a name makes no directory. */
function linksOf(names: readonly string[], prefix: string): Map<string, string> {
  const links = new Map(names.map((name) => [name, `${prefix}${name.replaceAll('/', '-')}`]))
  const [first, second] = names.filter((name) => names.some((other) => other !== name && links.get(other) === links.get(name)))
  if (first !== undefined && second !== undefined)
    throw new InputError(`configurations: ${quote(first)} and ${quote(second)} would have the same link, ${links.get(first) ?? ''}; name one of them`)
  return links
}
