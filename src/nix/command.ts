import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import type { NixEvent } from './event.ts'
import { explain, NixFailure } from './failure.ts'
import { NixProgress } from './progress.ts'
import { ProgramFailed, ProgramMissing, run, type RunOptions, type RunResult } from '../runner/process.ts'

/** Nix on the runner, and how to call it. */
export interface Nix {
  /** `nix`, or its path where it is not in PATH. */
  program: string
  version: string
  /** `nix-options`: more arguments for what evaluates or builds. */
  options: readonly string[]
  signal?: AbortSignal | undefined
  /** Told what Nix does while it evaluates, builds and copies. */
  onEvent?: ((event: NixEvent) => void) | undefined
  /** How often it tells how far it is. Default 15. */
  heartbeatSeconds?: number | undefined
}

/** A flake as Nix sees it now. */
export interface FlakeMetadata {
  /** The reference with which to build just this: as it was given for a local one, locked for a remote one. */
  reference: string
  /** What was asked for, in full; undefined for a flake that has no commits. */
  unlocked: string | undefined
  /** The git commit; undefined for a dirty tree and for what is not in git. */
  revision: string | undefined
  /** The tree has changes that are not committed. */
  dirty: boolean
  description: string | undefined
  /** Of one that is not on this machine: its locked reference, without credentials. */
  url: string | undefined
  /** SHA-256 of its lock file's content, hexadecimal. */
  lockHash: string | undefined
  /** Its source tree in the store, and what its lock says of that, which a path alone does not. */
  sourcePath: string
  locked: { lastModified?: number; narHash?: string; rev?: string; revCount?: number; dir?: string }
}

/** What Nix's database knows of a valid store path. */
export interface PathInfo {
  path: string
  /** `sha256:` and 64 hexadecimal digits. */
  narHash: string
  narBytes: number
  /** Without the path itself. */
  references: string[]
  deriver: string | undefined
}

const minimumVersion = [2, 24] as const
const usualPlaces = (home: string) => [
  '/nix/var/nix/profiles/default/bin/nix',
  `${home}/.nix-profile/bin/nix`,
  `${home}/.local/state/nix/profile/bin/nix`,
  '/run/current-system/sw/bin/nix',
]

/** Options of nix-options with which the person says how the lock file is to be treated. */
const lockOptions = ['--override-input', '--update-input', '--recreate-lock-file', '--no-update-lock-file', '--no-write-lock-file', '--reference-lock-file']

/** Whether `nix-options` give the flake other inputs than its commit has: what is built is then not what the SHA names. */
export function changesInputs(options: readonly string[]): boolean {
  return options.some((option) => ['--override-input', '--update-input', '--recreate-lock-file', '--reference-lock-file'].includes(option))
}

/** Finds Nix in PATH or where installers put it. Errors: none there, and one older than 2.24. */
export async function findNix(settings: Pick<Nix, 'options' | 'signal' | 'onEvent' | 'heartbeatSeconds'> & { home: string }): Promise<Nix> {
  const { home, ...context } = settings
  for (const program of ['nix', ...usualPlaces(home)]) {
    const said = await versionOf(program, context.signal)
    if (said === undefined) continue
    const [, version, major, minor] = /((\d+)\.(\d+)\S*)\s*$/.exec(said.trim()) ?? []
    if (version === undefined) throw new Error(`'${program} --version' says ${quote(said.trim())}, which is no version of Nix`)
    const [least, leastMinor] = minimumVersion
    if (Number(major) < least || (Number(major) === least && Number(minor) < leastMinor)) {
      throw new Error(`Nix ${version} is too old, ${minimumVersion.join('.')} or newer is needed; install it in a step before this one:\n${installSteps}`)
    }
    return { program, version, ...context }
  }
  throw new Error(`Nix was not found on this runner; install it in a step before this one:\n${installSteps}`)
}

const installSteps = '  - uses: cachix/install-nix-action@v31\nor\n  - uses: DeterminateSystems/nix-installer-action@v22'

async function versionOf(program: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    return (await run(program, ['--version'], { signal, mustSucceed: `${program} --version` })).stdout
  } catch (error) {
    if (error instanceof ProgramMissing) return undefined
    throw error
  }
}

/** Asks what the flake is: its revision, whether it is dirty, and the reference with which to build just that. */
export async function flakeMetadata(nix: Nix, reference: string): Promise<FlakeMetadata> {
  checkReference(reference)
  const { stdout } = await evaluate(nix, ['flake', 'metadata', '--json', ...lockFlags(nix), '--', reference], `cannot read the flake ${quote(reference)}`)
  return parseMetadata(stdout, reference)
}

interface MetadataJson {
  url?: string
  revision?: string
  dirtyRevision?: string
  description?: string
  path?: string
  locked?: FlakeMetadata['locked']
  locks?: unknown
  original?: { type?: string; url?: string }
  resolved?: { type?: string; url?: string }
  resolvedUrl?: string
}

/** Reads the output of `nix flake metadata --json`. */
export function parseMetadata(json: string, reference: string): FlakeMetadata {
  const metadata = JSON.parse(json) as MetadataJson
  const source = metadata.resolved ?? metadata.original
  // A local one keeps its spelling: a shallow checkout refuses to be asked for a `rev=`.
  const isLocal = source?.type === 'path' || (source?.type === 'git' && source.url?.startsWith('file:') === true)
  return {
    reference: isLocal ? reference : (metadata.url ?? reference),
    unlocked: source?.type === 'path' || metadata.resolvedUrl === undefined ? undefined : metadata.resolvedUrl,
    revision: metadata.revision,
    dirty: metadata.dirtyRevision !== undefined,
    description: metadata.description,
    url: isLocal || metadata.url === undefined || /^([a-z]+\+)?file:/.test(metadata.url) ? undefined : withoutSecrets(metadata.url),
    lockHash: metadata.locks === undefined ? undefined : createHash('sha256').update(JSON.stringify(metadata.locks, sortedKeys)).digest('hex'),
    sourcePath: metadata.path ?? '',
    locked: metadata.locked ?? {},
  }
}

/** Nix's own parameters of a flake's URL. Those of a server may hold a token. */
const knownParameters = ['allRefs', 'dir', 'exportIgnore', 'host', 'lastModified', 'lfs', 'narHash', 'ref', 'rev', 'revCount', 'shallow', 'submodules']

/** The URL without a user and password for HTTP, and without parameters that are not Nix's own. */
function withoutSecrets(url: string): string {
  const [base = '', query = ''] = url.replace(/^([a-z+]*https?:\/\/)[^/?#@]*@/, '$1').split('?')
  const kept = query.split('&').filter((parameter) => knownParameters.includes(parameter.split('=', 1)[0] ?? ''))
  return kept.length === 0 ? base : `${base}?${kept.join('&')}`
}

/** The same flake as of another commit: a full SHA, or the name of a branch or tag. Undefined where it has no commits. */
export function atCommit({ unlocked }: FlakeMetadata, commit: string): string | undefined {
  if (unlocked === undefined || !/^(git\+|github:|gitlab:|sourcehut:)/.test(unlocked)) return undefined
  const [base = '', query = ''] = unlocked.split('?')
  // A forge's reference may have its branch as a third part.
  const repository = /^(?:github|gitlab|sourcehut):[^/]+\/[^/]+/.exec(base)?.[0] ?? base
  const kept = query.split('&').filter((parameter) => parameter !== '' && !/^(rev|ref|narHash|lastModified|revCount)=/.test(parameter))
  const key = /^[0-9a-f]{40}$/.test(commit) ? 'rev' : 'ref'
  return `${repository}?${[...kept, `${key}=${encodeURIComponent(commit)}`].join('&')}`
}

/** For JSON.stringify: the same text for the same content. */
function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The flake as a host sees it that has its source tree in the store: the same commit, the same dates, the same outputs. */
export function sourceReference({ sourcePath, locked }: FlakeMetadata): string {
  const { lastModified, narHash, rev, revCount, dir } = locked
  const attributes = Object.entries({ lastModified, narHash, rev, revCount, dir })
  // Not URLSearchParams: to Nix a `+` is no space.
  return `path:${sourcePath}?${attributes.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${encodeURIComponent(value)}`])).join('&')}`
}

/** The names in the flake's nixosConfigurations, sorted. */
export async function configurationNames(nix: Nix, reference: string): Promise<string[]> {
  checkReference(reference)
  const args = ['eval', '--json', ...lockFlags(nix), '--apply', 'builtins.attrNames', '--', `${reference}#nixosConfigurations`]
  try {
    return JSON.parse((await evaluate(nix, args, `cannot read the flake ${quote(reference)}`)).stdout) as string[]
  } catch (cause) {
    if (!(cause instanceof NixFailure && cause.kind === 'attribute')) throw cause
    throw new InputError(`flake: ${quote(reference)} has no nixosConfigurations; let the input 'flake' name the flake that has them`, { cause })
  }
}

/**
 * Evaluates and builds the toplevels of these configurations, all in one Nix process, and gives the store path of each.
 * Errors name the configurations that the flake does not have, with those that it has, or the builds that failed; `input` is
 * where the names were written.
 */
export async function buildToplevels(nix: Nix, reference: string, names: readonly string[], input = 'configurations'): Promise<Map<string, string>> {
  checkReference(reference)
  const wanted = [...new Set(names)]
  if (wanted.length === 0) return new Map()
  const installables = wanted.map((name) => toplevelInstallable(reference, name))
  const args = ['build', '--json', '--no-link', ...lockFlags(nix), '--', ...installables]
  let stdout: string
  try {
    stdout = (await evaluate(nix, args, `cannot build ${wanted.join(', ')}`)).stdout
  } catch (cause) {
    if (cause instanceof NixFailure && cause.kind === 'attribute') await explainMissing(nix, reference, wanted, input, cause)
    throw cause
  }
  const built = assignBuilds(builtPaths(stdout), wanted.length)
  if (built !== undefined) return new Map(wanted.map((name, index) => [name, built[index] ?? '']))
  // A Nix that lists what it built in an order of its own: all is built now, so asking for each alone is quick.
  if (wanted.length === 1) throw new Error(`nix build gave no path for ${quote(wanted[0] ?? '')}`)
  const toplevels = new Map<string, string>()
  for (const name of wanted) for (const [, path] of await buildToplevels(nix, reference, [name], input)) toplevels.set(name, path)
  return toplevels
}

/** A system that was evaluated and not built. */
export interface Derivation {
  /** The `.drv`. */
  derivation: string
  toplevel: string
  /** What it is built on, like `x86_64-linux`. */
  system: string
}

/** Evaluates these configurations in one Nix process, and builds nothing. Errors are those of `buildToplevels`. */
export async function evaluateToplevels(nix: Nix, reference: string, names: readonly string[], input = 'configurations'): Promise<Map<string, Derivation>> {
  checkReference(reference)
  const wanted = [...new Set(names)]
  // The name cannot end the string that it stands in, or it is refused here.
  for (const name of wanted) toplevelInstallable(reference, name)
  const apply = `all: builtins.listToAttrs (map (name: { inherit name; value = let system = all.\${name}.config.system.build.toplevel; in { derivation = system.drvPath; toplevel = system.outPath; inherit (system) system; }; }) [ ${wanted.map((name) => `"${name}"`).join(' ')} ])`
  const args = ['eval', '--json', ...lockFlags(nix), '--apply', apply, '--', `${reference}#nixosConfigurations`]
  try {
    return new Map(Object.entries(JSON.parse((await evaluate(nix, args, `cannot evaluate ${wanted.join(', ')}`)).stdout) as Record<string, Derivation>))
  } catch (cause) {
    if (cause instanceof NixFailure && cause.kind === 'attribute') await explainMissing(nix, reference, wanted, input, cause)
    throw cause
  }
}

/** The store paths of the flake's source tree, first, and of all its inputs, which are fetched where they are not there. */
export async function sourcePaths(nix: Nix, reference: string): Promise<string[]> {
  interface Tree { path: string; inputs?: Record<string, Tree> }
  const args = ['flake', 'archive', '--json', ...lockFlags(nix), '--', reference]
  const all = (tree: Tree): string[] => [tree.path, ...Object.values(tree.inputs ?? {}).flatMap(all)]
  return [...new Set(all(JSON.parse((await evaluate(nix, args, `cannot fetch the inputs of the flake ${quote(reference)}`)).stdout) as Tree))]
}

/** What to ask Nix for. The name is quoted as an attribute (Nix knows no escapes in it) and then escaped as a URL's fragment. */
export function toplevelInstallable(reference: string, name: string): string {
  if (name === '' || /["\\\u0000-\u001f\u007f]|\$\{/.test(name)) {
    throw new InputError(`configurations: ${quote(name)} is not a name that can be asked of Nix; write a name from the flake's nixosConfigurations`)
  }
  return `${reference}#nixosConfigurations."${encodeURIComponent(name)}".config.system.build.toplevel`
}

/** The path of each entry in the output of `nix build --json`, in its order. */
export function builtPaths(json: string): string[] {
  const entries = JSON.parse(json) as { outputs?: { out?: string }; path?: string }[]
  return entries.map(({ outputs, path }) => outputs?.out ?? path ?? '')
}

/**
 * Which of `nix build --json`'s entries belongs to which of the `count` installables, in their order; undefined where that
 * cannot be told. Nix tells, for each installable in turn, one entry for every installable that is the same derivation: k
 * equal ones give k times k entries (Installable::build2 in its source; 2.26 and 2.34 do).
 */
export function assignBuilds(entries: readonly string[], count: number): string[] | undefined {
  if (entries.includes('')) return undefined
  if (entries.length === count) return [...entries]
  const assigned: string[] = []
  for (let index = 0; index < entries.length; ) {
    const path = entries[index] ?? ''
    const equals = Math.sqrt(entries.filter((entry) => entry === path).length)
    if (!Number.isInteger(equals) || entries.slice(index, index + equals).some((entry) => entry !== path)) return undefined
    assigned.push(path)
    index += equals
  }
  return assigned.length === count ? assigned : undefined
}

async function explainMissing(nix: Nix, reference: string, wanted: string[], input: string, cause: NixFailure): Promise<void> {
  const known = await configurationNames(nix, reference)
  const missing = wanted.filter((name) => !known.includes(name))
  if (missing.length > 0) {
    const lines = missing.map((name) => `${quote(name)} is not in the flake's nixosConfigurations; ${wouldDo(name, known)}`)
    throw new InputError(`${input}: ${lines.join('\n')}`, { cause })
  }
  throw new InputError(
    `${input}: ${cause.message}; each configuration must have config.system.build.toplevel, as those of nixpkgs.lib.nixosSystem have`,
    { cause },
  )
}

/** Makes `link` point to the store path, and keeps the path from the garbage collector as long as the link is there. */
export async function outLink(nix: Nix, path: string, link: string): Promise<void> {
  const args = ['--realise', path, '--add-root', link]
  await call(nix, storeProgram(nix), args, `cannot make the link ${quote(link)}`)
}

/** The closure of these store paths: what Nix's database knows of each path in it, each after those it refers to. */
export async function closure(nix: Nix, paths: readonly string[]): Promise<PathInfo[]> {
  const action = `cannot read the closure of ${paths.join(', ')}`
  const requisites = await call(nix, storeProgram(nix), ['--query', '--requisites', ...paths], action)
  const all = requisites.stdout.split('\n').filter((line) => line !== '')
  const infos: PathInfo[] = []
  // In slices, since the length of an argv has its limit; a NixOS system has two or three thousand paths.
  for (let index = 0; index < all.length; index += 10_000) {
    const slice = all.slice(index, index + 10_000)
    infos.push(...parseDump((await call(nix, storeProgram(nix), ['--dump-db', ...slice], action)).stdout))
  }
  return infos
}

/**
 * Reads the output of `nix-store --dump-db`, which has been the same since Nix 1 (--load-db reads it); that of
 * `nix path-info --json` has changed more than once.
 */
export function parseDump(text: string): PathInfo[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const infos: PathInfo[] = []
  for (let index = 0; index < lines.length; ) {
    const [path = '', hash = '', narBytes = '', deriver = '', count = ''] = lines.slice(index, index + 5)
    const references = lines.slice(index + 5, index + 5 + Number(count))
    if (!/^\/.+\/[0-9a-z]{32}-/.test(path) || !/^\d+$/.test(narBytes) || !/^\d+$/.test(count) || references.length !== Number(count)) {
      throw new Error(`nix-store --dump-db gave what cannot be read, at line ${index + 1}`)
    }
    infos.push({
      path,
      narHash: `sha256:${hash.replace(/^sha256:/, '')}`,
      narBytes: Number(narBytes),
      references: references.filter((reference) => reference !== path),
      deriver: deriver === '' ? undefined : deriver,
    })
    index += 5 + Number(count)
  }
  return infos
}

/**
 * Those of these store paths that this machine did not build, but got with a signature: from a substituter. As
 * `nix path-info --sigs` says it, which has not changed since Nix 2.0.
 */
export async function substitutedPaths(nix: Nix, paths: readonly string[]): Promise<Set<string>> {
  const args = [...features, 'path-info', '--sigs', '--stdin']
  const { stdout } = await call(nix, nix.program, args, `cannot read the signatures of ${paths.length} store paths`, { input: paths.join('\n') + '\n' })
  return parseSignatures(stdout)
}

/** The paths with a signature and without `ultimate` in the output of `nix path-info --sigs`. */
export function parseSignatures(text: string): Set<string> {
  const substituted = text.split('\n').filter((line) => {
    const [, said = ''] = line.split('\t')
    const words = said.split(' ').filter((word) => word !== '')
    return !words.includes('ultimate') && words.some((word) => !word.startsWith('ca:'))
  })
  return new Set(substituted.map((line) => (line.split('\t')[0] ?? '').trimEnd()))
}

/**
 * The outputs of the derivations of these store paths, and of all derivations that those were built from, and whether each
 * is in the store. A path that no derivation is known of adds nothing.
 */
export async function derivedPaths(nix: Nix, paths: readonly string[]): Promise<Map<string, boolean>> {
  const query = async (...args: string[]): Promise<string[]> => {
    const { stdout } = await call(nix, storeProgram(nix), ['--query', ...args], `cannot read what ${paths.join(', ')} came from`)
    return stdout.split('\n').filter((line) => line !== '')
  }
  const isDerivation = (path: string): boolean => path.endsWith('.drv')
  const derivers = (await query('--deriver', ...paths)).filter(isDerivation)
  if (derivers.length === 0) return new Map()
  const there = await query('--requisites', '--include-outputs', ...derivers)
  const derivations = there.filter(isDerivation)
  const isThere = new Set(there)
  const outputs: string[] = []
  for (let index = 0; index < derivations.length; index += 10_000) outputs.push(...(await query('--outputs', ...derivations.slice(index, index + 10_000))))
  return new Map(outputs.map((path) => [path, isThere.has(path)]))
}

/** Whether Nix lets us say which substituters are to be trusted (`trusted-users` in nix.conf). */
export async function isTrustedUser(nix: Nix): Promise<boolean> {
  const { stdout } = await call(nix, nix.program, [...features, 'store', 'info', '--json'], 'cannot ask Nix whether it trusts us')
  // 1 and 0 to Nix 2.26, true and false to Nix 2.34.
  return Boolean((JSON.parse(stdout) as { trusted?: boolean | number }).trusted)
}

/**
 * Copies just these store paths, and not what they refer to, into another store, as `nix copy` does. What they refer to
 * must be there already. For `binary-cache.ts`. Without Nix's JSON log, which has several lines for each file in a path and
 * makes this three times as slow (20,000 small files: 12 s and not 4).
 */
export async function copyPaths(nix: Nix, paths: readonly string[], storeUrl: string): Promise<void> {
  const args = [...features, 'copy', '--no-recursive', '--to', storeUrl, '--stdin']
  await call(nix, nix.program, args, `cannot copy ${paths.length} store paths to ${storeUrl.split('?', 1)[0] ?? ''}`, { input: paths.join('\n') + '\n', onStderrLine: undefined })
}

/** Flakes, whatever the configuration says. */
const features = ['--extra-experimental-features', 'nix-command flakes']

/** A commit is to mean one system, so inputs that are not locked are an error, unless nix-options say otherwise. */
function lockFlags(nix: Nix): string[] {
  return nix.options.some((option) => lockOptions.includes(option)) ? [] : ['--no-update-lock-file']
}

function checkReference(reference: string): void {
  if (reference === '' || reference.startsWith('-') || reference.includes('#')) {
    throw new InputError(
      `flake: ${quote(reference)} is not a flake reference; write one such as '.' or 'github:owner/repository', without '#', and the names in 'configurations'`,
    )
  }
}

/** What `NixProgress` reads. Talk, for it counts the files that are evaluated. */
const logFormat = ['--log-format', 'internal-json', '--verbose']

/** Calls a command that evaluates: `nix-options` are for these. Its own arguments come before a `--`. */
async function evaluate(nix: Nix, args: string[], action: string): Promise<RunResult> {
  const separator = args.indexOf('--')
  const all = [...features, ...args.slice(0, separator), ...logFormat, ...nix.options, ...args.slice(separator)]
  const progress = new NixProgress(nix.onEvent ?? (() => undefined), nix)
  return await call(nix, nix.program, all, action, {}, progress)
}

/** Calls a program of Nix's. One that writes its log for `progress` is told of as it goes on. */
async function call(nix: Nix, program: string, args: string[], action: string, options: RunOptions = {}, progress?: NixProgress): Promise<RunResult> {
  const tell = (text: string): void => nix.onEvent?.({ type: 'output', source: 'nix', text })
  try {
    const onStderrLine = progress === undefined ? tell : (line: string) => progress.line(line)
    return await run(program, args, { signal: nix.signal, onStderrLine, ...options, mustSucceed: basename(program) })
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error
    const stderrTail = progress?.said ?? error.exit.stderrTail
    const explanation = explain(stderrTail, action)
    const logs = explanation.builds.flatMap(({ derivation }) => progress?.logOf(derivation) ?? [])
    throw new NixFailure(explanation, logs, { cause: new ProgramFailed(basename(program), { ...error.exit, stderrTail }) })
  } finally {
    progress?.end()
  }
}

function storeProgram(nix: Nix): string {
  return nix.program === 'nix' ? 'nix-store' : join(dirname(nix.program), 'nix-store')
}
