import { createHash } from 'node:crypto'
import { lstat, open, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pLimit from 'p-limit'
import { InputError, quote } from '../parse/input-error.ts'
import { narInfoName } from '../store/binary-cache.ts'
import { type NarInfo, parseNarInfo } from '../store/nar-info.ts'
import type { Archive, CachedPath, CacheFile, Wanted } from '../store/payload.ts'
import { StoredPaths, stampOf } from '../store/stored-paths.ts'

/**
 * Reads a binary cache that other tools wrote (`nix copy --to file://…`), compressed in whichever way: its systems, and of
 * those that are wanted every file. `said` is how the person named it. A cache does not say which commit it is of.
 */
export async function openPlainCache(directory: string, said: string, wanted: Wanted, signal: AbortSignal): Promise<Archive> {
  if (wanted.payload !== 'closure')
    throw new InputError(`payload: ${quote(said)} has built systems and nothing else; write \`payload: closure\`, or leave it out`)
  const limit = pLimit(4)
  if ((await lstat(join(directory, 'nar')).catch(() => undefined))?.isSymbolicLink() === true) throw isLink(join(directory, 'nar'))
  const narInfos = (await readdir(directory)).filter((name) => name.endsWith('.narinfo'))
  const read = await Promise.all(narInfos.map((name) => limit(async () => readNarInfo(join(directory, name)))))
  const known = new Map(read.map((info) => [info.path, info]))
  const systems = systemsAmong(known)
  const toplevels = new Map(wanted.configurations.map((name) => [name, systemOf(name, systems, wanted.configurations, said)]))

  const closure = new Set(toplevels.values())
  for (const path of closure) for (const reference of known.get(path)?.references ?? []) closure.add(reference)
  const stamps = new Map<string, string>()
  const cached = new Map<string, CachedPath>()
  const check = async (path: string): Promise<void> => {
    const info = known.get(path)
    if (info === undefined) return
    const nar = await cacheFile(directory, info.url, stamps, signal, info)
    cached.set(path, { path, files: [nar, await cacheFile(directory, narInfoName(path), stamps, signal)] })
  }
  await Promise.all([...closure].map((path) => limit(() => check(path))))
  const infos = new Map(
    [...closure].map((path) => {
      const { narHash = '', narBytes = 0, references = [] } = known.get(path) ?? {}
      return [path, { path, narHash, narBytes, references: references.filter((reference) => reference !== path), deriver: undefined }]
    }),
  )
  return {
    source: new StoredPaths(infos, cached, stamps),
    revision: undefined,
    payloads: new Map([...toplevels].map(([name, toplevel]) => [name, { kind: 'closure', roots: [toplevel], toplevel }])),
    paths: cached.size,
  }
}

async function readNarInfo(file: string): Promise<NarInfo> {
  try {
    if ((await lstat(file)).isSymbolicLink()) throw isLink(file)
    const info = parseNarInfo(await readFile(file, 'utf8'))
    if (basename(file) !== narInfoName(info.path)) throw new Error(`tells of ${info.path}, whose file has another name`)
    // Hosts look there for what has arrived; and nothing from elsewhere on the runner is sent.
    if (!/^nar\/[A-Za-z0-9_+=-][A-Za-z0-9._+=-]*$/.test(info.url)) throw new Error(`has its NAR at ${quote(info.url)}, which is not below nar/`)
    return info
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    throw new InputError(`archive: ${file} ${cause instanceof Error ? cause.message : String(cause)}; make the binary cache again`, { cause })
  }
}

/** The systems to which nothing else in the cache refers. */
function systemsAmong(known: ReadonlyMap<string, NarInfo>): string[] {
  const referred = new Set([...known.values()].flatMap(({ path, references }) => references.filter((reference) => reference !== path)))
  return [...known.keys()].filter((path) => /^.{32}-nixos-system-/.test(basename(path)) && !path.endsWith('.drv') && !referred.has(path)).sort()
}

/** The only system for the only configuration; else that one whose name is the configuration's. */
function systemOf(configuration: string, systems: readonly string[], configurations: readonly string[], said: string): string {
  const isOf = (path: string, name: string): boolean => basename(path).slice(33).startsWith(`nixos-system-${name}-`)
  // What is called nixos-system-web-db-… is that of web-db, and not that of web.
  const ownerOf = (path: string): string | undefined => configurations.filter((name) => isOf(path, name)).sort((a, b) => b.length - a.length)[0]
  const named = systems.length === 1 && configurations.length === 1 ? systems : systems.filter((path) => ownerOf(path) === configuration)
  const [system, ...others] = named
  if (system !== undefined && others.length === 0) return system
  if (systems.length === 0)
    throw new InputError(
      `archive: there is no NixOS system in ${quote(said)}, which would be a path named nixos-system-…; copy the whole toplevel there, not only parts of it`,
    )
  const which =
    others.length === 0
      ? `none of the systems in ${quote(said)} is named nixos-system-${configuration}-…`
      : `more than one system in ${quote(said)} may be '${configuration}'`
  throw new InputError(`archive: ${which}; there are: ${systems.join(', ')}. Make one with that system alone, or an archive by \`command: archive\``)
}

async function cacheFile(directory: string, name: string, stamps: Map<string, string>, signal: AbortSignal, expected?: NarInfo): Promise<CacheFile> {
  signal.throwIfAborted()
  const file = join(directory, name)
  const wrong = (what: string, cause?: unknown): InputError => new InputError(`archive: ${file} ${what}; make the binary cache again`, { cause })
  const what = await lstat(file, { bigint: true }).catch((cause: unknown) => {
    throw wrong(`is not there, and ${expected?.path ?? 'its store path'} needs it`, cause)
  })
  const bytes = Number(what.size)
  if (what.isSymbolicLink()) throw isLink(file)
  if (!what.isFile()) throw wrong('is no file')
  if (expected?.fileBytes !== undefined && bytes !== expected.fileBytes)
    throw wrong(`has ${bytes} bytes, and its narinfo says ${expected.fileBytes}: it was damaged or cut off`)
  if (expected?.fileHash !== undefined && (await sha256Of(file, signal)) !== expected.fileHash)
    throw wrong('is not what its narinfo says: it was damaged or changed')
  stamps.set(file, stampOf(what))
  return { name, file, start: 0, bytes }
}

/** Nothing from elsewhere on the runner is sent. */
function isLink(file: string): InputError {
  return new InputError(`archive: ${file} is a link, and links are not followed; copy the binary cache with what they point to (cp -rL), or make it again`)
}

async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const handle = await open(file)
  const hash = createHash('sha256')
  for await (const chunk of handle.createReadStream({ highWaterMark: 128 * 1024, signal })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
