import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as core from '@actions/core'
import type { Nix } from '../nix/command.ts'
import type { FlakeMetadata } from '../nix/flake.ts'
import { closure, derivedPaths, isTrustedUser, substitutedPaths } from '../nix/store.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { BinaryCache, narInfoName } from './binary-cache.ts'
import { parseNarInfo } from './nar-info.ts'
import { whyNone } from './results-service.ts'

/** What earlier runs have built, and how what this one builds is kept for the next. */
export interface EarlierBuilds {
  /** Nix that takes what earlier runs have built. */
  nix: Nix
  /** At the end of the run, keeps what these systems were built from. */
  keep(toplevels: Iterable<string>): void
}

/** What a run gives for it. */
export interface CacheContext {
  /** Where what earlier runs have built goes. */
  directory: string
  /** Aborted when the run is cancelled. */
  signal: AbortSignal
  note: (text: string) => void
  /** Has something done when the command has ended, which does not throw. */
  atEnd: (work: () => Promise<void>) => void
}

/** Before cache.nixos.org (40): what lies here, no other substituter has. */
const PRIORITY = 30

/**
 * Fetches what earlier runs have built, of the same configurations with the same lock file if there is such a cache, else of
 * what is nearest. It is a binary cache in a directory whose place is the same in each run, for GitHub knows a cache by its
 * path too. Whatever goes wrong is a warning, and the build goes on without; undefined where nothing can be kept.
 */
export async function earlierBuilds(
  context: CacheContext,
  nix: Nix,
  { lockHash }: FlakeMetadata,
  names: readonly string[],
): Promise<EarlierBuilds | undefined> {
  const { directory, note, atEnd } = context
  const keys = keysFor(lockHash ?? 'none', names)
  return withoutHarm('what earlier runs have built could not be had', async () => {
    if (!(await isTrustedUser(nix))) {
      core.warning(
        "cache: Nix takes substituters only from its trusted users, and this user is none of them, so nothing is kept between runs; write `trusted-users = root @wheel USER` into the runner's nix.conf, or leave 'cache' out",
      )
      return undefined
    }
    const none = await whyNone('cache')
    if (none !== undefined) {
      core.warning(`cache: there is no cache of GitHub's here (${none}), so nothing is kept between runs; leave 'cache' out`)
      return undefined
    }
    await rm(directory, { recursive: true, force: true })
    const restored = await (await import('@actions/cache')).restoreCache([directory], keys[0], keys.slice(1))
    const found = restored === undefined ? new Map<string, Stored>() : await stored(directory)
    note(restored === undefined ? 'no earlier run has left what it built' : `${found.size} store paths are there from an earlier run (${restored})`)
    const options = ['--option', 'extra-substituters', `file://${encodeURI(directory)}?trusted=true&priority=${PRIORITY}`]
    return {
      nix: found.size === 0 ? nix : { ...nix, options: [...nix.options, ...options] },
      keep: (toplevels) => {
        atEnd(() => withoutHarm('what was built could not be kept', () => keep(context, nix, keys[0], [...toplevels])))
      },
    }
  })
}

/** From the nearest to the farthest, each the beginning of the one before. */
function keysFor(lockHash: string, names: readonly string[]): [string, ...string[]] {
  const machine = `nix-flake-deploy-1-${process.platform}-${process.arch}-`
  const lock = `${machine}${lockHash.slice(0, 16)}-`
  return [`${lock}${digest([...names].sort())}-`, lock, machine]
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16)
}

/** Puts what is new into the cache, and takes out what these systems are not built from, so that it does not grow. */
async function keep({ directory, signal, note }: CacheContext, nix: Nix, key: string, toplevels: readonly string[]): Promise<void> {
  if (signal.aborted) return
  const derived = await derivedPaths(nix, toplevels)
  const before = await stored(directory)
  const candidates = [...derived].filter(([path, isThere]) => isThere && !before.has(path)).map(([path]) => path)
  const served = candidates.length === 0 ? new Set<string>() : await substitutedPaths(nix, candidates)
  const added = new Set(candidates.filter((path) => !served.has(path)))
  if (added.size === 0) {
    note('nothing was built that is not kept already')
    return
  }
  const kept = new Set([...before.keys()].filter((path) => derived.has(path)))
  // Two paths of the same content share their NAR.
  const nars = new Set([...kept].map((path) => before.get(path)?.nar))
  for (const [path, { narInfo, nar }] of before) {
    if (!kept.has(path)) await rm(narInfo)
    if (!nars.has(nar)) await rm(nar, { force: true })
  }
  const infos = (await closure(nix, [...added])).filter(({ path }) => added.has(path))
  const cache = new BinaryCache(nix, directory, infos)
  for await (const { path } of cache.ready(infos)) kept.add(path)
  await cache.idle()
  const id = await (await import('@actions/cache')).saveCache([directory], `${key}${digest([...kept].sort())}`)
  // The library has said why.
  if (id !== -1) note(`${kept.size} store paths are kept for the next runs, ${added.size} of them new`)
}

/** The files that a binary cache has of a store path. */
interface Stored {
  narInfo: string
  nar: string
}

/** The store paths in a binary cache. What is not whole is taken out of it: Nix would fail on a NAR that is not there. */
async function stored(directory: string): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>()
  const names = await readdir(directory).catch(() => [])
  for (const name of names.filter((each) => each.endsWith('.narinfo'))) {
    const entry = await storedBy(directory, name).catch(() => undefined)
    if (entry === undefined) await rm(join(directory, name))
    else found.set(...entry)
  }
  return found
}

/** The store path of a narinfo, where its files are there; undefined or an error where not. */
async function storedBy(directory: string, name: string): Promise<[path: string, Stored] | undefined> {
  const narInfo = join(directory, name)
  const { path, url, fileBytes } = parseNarInfo(await readFile(narInfo, 'utf8'))
  // Nothing from elsewhere on the runner is kept or removed.
  if (name !== narInfoName(path) || !/^nar\/[^/]+$/.test(url)) return undefined
  const nar = join(directory, url)
  return (await stat(nar)).size === fileBytes ? [path, { narInfo, nar }] : undefined
}

/** The cache is there to save time: a build goes on without it. */
async function withoutHarm<Result>(what: string, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    core.warning(`cache: ${what}: ${wordsOfError(error)}`)
    return undefined
  }
}
