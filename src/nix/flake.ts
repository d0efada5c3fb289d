import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { InputError, quote } from '../parse/input-error.ts'
import { evaluate, type Nix } from './command.ts'
import { NixFailure } from './failure.ts'

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

/** Options of nix-options with which the person says how the lock file is to be treated. */
const lockOptions = ['--override-input', '--update-input', '--recreate-lock-file', '--no-update-lock-file', '--no-write-lock-file', '--reference-lock-file']

/** Whether `nix-options` give the flake other inputs than its commit has: what is built is then not what the SHA names. */
export function changesInputs(options: readonly string[]): boolean {
  return options.some((option) => ['--override-input', '--update-input', '--recreate-lock-file', '--reference-lock-file'].includes(option))
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
    if (/expected a set but found/.test(cause.message))
      throw new InputError(`flake: nixosConfigurations of ${quote(reference)} is not a set of configurations by name: ${cause.message}`, { cause })
    throw new InputError(`flake: ${quote(reference)} has no nixosConfigurations; let the input 'flake' name the flake that has them`, { cause })
  }
}

/** The store paths of the flake's source tree, first, and of all its inputs, which are fetched where they are not there. */
export async function sourcePaths(nix: Nix, reference: string): Promise<string[]> {
  interface Tree {
    /** Missing for an input that lies in the tree of its flake (`path:./…`) and comes along with that. */
    path?: string
    inputs?: Record<string, Tree>
  }
  const args = ['flake', 'archive', '--json', ...lockFlags(nix), '--', reference]
  const all = (tree: Tree): string[] => [...(tree.path === undefined ? [] : [tree.path]), ...Object.values(tree.inputs ?? {}).flatMap(all)]
  return [...new Set(all(JSON.parse((await evaluate(nix, args, `cannot fetch the inputs of the flake ${quote(reference)}`)).stdout) as Tree))]
}

/** A commit is to mean one system, so inputs that are not locked are an error, unless nix-options say otherwise. */
export function lockFlags(nix: Nix): string[] {
  return nix.options.some((option) => lockOptions.includes(option)) ? [] : ['--no-update-lock-file']
}

export function checkReference(reference: string): void {
  if (reference === '' || reference.startsWith('-') || reference.includes('#')) {
    throw new InputError(
      `flake: ${quote(reference)} is not a flake reference; write one such as '.' or 'github:owner/repository', without '#', and the names in 'configurations'`,
    )
  }
  // To Nix such a word is a flake of its registry, and what follows a branch of it.
  if (/^[A-Za-z][A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)*\/?(?:\?|$)/.test(reference) && isDirectory(reference.split('?', 1)[0] ?? '')) {
    throw new InputError(
      `flake: ${quote(reference)} is a flake of Nix's registry and not the directory of that name; for the directory write ${quote(`./${reference}`)}, for the registry ${quote(`flake:${reference}`)}`,
    )
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
