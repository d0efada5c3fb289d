import { createReadStream, type FSWatcher, rmSync, watch, writeFileSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import type { Nix } from '../nix/command.ts'
import { copyPaths, type PathInfo } from '../nix/store.ts'
import type { CachedPath, CacheFile, PathSource } from './payload.ts'

interface Request {
  info: PathInfo
  resolve: (cached: CachedPath) => void
  reject: (reason: unknown) => void
}

/**
 * Level 3 is zstd's default: a tenth smaller than level 1, and the network is slower than either. With all cores on one
 * path, 200 MB in one path take half as long, and in 260 paths 0.1 s of 0.5 s longer.
 */
const defaultLevel = 3

export interface CacheOptions {
  /** Of zstd. */
  compressionLevel?: number
  /** A file with the secret key of Nix that signs every path. */
  secretKeyFile?: string | undefined
}

export const cacheInfoName = 'nix-cache-info'

/**
 * A binary cache in a directory of the runner, filled on demand: each path is compressed at most once, however many hosts
 * ask for it and whenever they do. One Nix process compresses at a time; what is asked for meanwhile goes into the next.
 */
export class BinaryCache implements PathSource {
  readonly directory: string
  readonly #nix: Nix
  readonly #storeUrl: string
  readonly #infos: Map<string, PathInfo>
  readonly #requests = new Map<string, Promise<CachedPath>>()
  #queue: Request[] = []
  #isWorking = false
  #worked = Promise.resolve()
  #prepared: Promise<void> | undefined

  /** `paths` are all that will be asked for. The directory is made when it is needed; it is the caller's to remove. */
  constructor(nix: Nix, directory: string, paths: readonly PathInfo[], { compressionLevel = defaultLevel, secretKeyFile }: CacheOptions = {}) {
    this.#nix = nix
    this.directory = directory
    const parameters = {
      compression: 'zstd',
      'compression-level': compressionLevel,
      'parallel-compression': true,
      ...(secretKeyFile !== undefined && { 'secret-key': secretKeyFile }),
    }
    this.#storeUrl = `file://${encodeURI(directory)}?${Object.entries(parameters)
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join('&')}`
    this.#infos = new Map(paths.map((info) => [info.path, info]))
  }

  info(path: string): PathInfo | undefined {
    return this.#infos.get(path)
  }

  has(path: string): boolean {
    return this.#infos.has(path)
  }

  /**
   * Sees to it that these paths get into the cache, from now on, and tells of each as soon as it is there, while others
   * are still being compressed. Rejects when one of them cannot be had; asking again tries again.
   */
  ready(paths: Iterable<PathInfo>): AsyncIterable<CachedPath> {
    return asTheyCome([...paths].map((info) => this.#request(info)))
  }

  /** The same in the order that is given, and so not each as soon as it is there. */
  async *inOrder(paths: Iterable<string>): AsyncGenerator<CachedPath> {
    const requests = [...paths].map((path) => this.#request(this.#known(path)))
    for (const request of requests) yield await request
  }

  /** When nothing is being compressed any more, and nothing in the directory stands in for something else. */
  idle(): Promise<void> {
    return this.#worked
  }

  #known(path: string): PathInfo {
    const info = this.#infos.get(path)
    if (info === undefined) throw new Error(`${path} is not one of the paths of this cache`)
    return info
  }

  #request(info: PathInfo): Promise<CachedPath> {
    const known = this.#requests.get(info.path)
    if (known !== undefined) return known
    const { promise, resolve, reject } = Promise.withResolvers<CachedPath>()
    // Those who wait are told; that nobody waits any more is no unhandled rejection.
    promise.catch(() => this.#requests.delete(info.path))
    this.#requests.set(info.path, promise)
    this.#queue.push({ info, resolve, reject })
    if (!this.#isWorking) this.#worked = this.#work()
    return promise
  }

  async #work(): Promise<void> {
    this.#isWorking = true
    // What is asked for in the same breath goes into the same batch.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      const batch = this.#queue
      this.#queue = []
      try {
        await this.#compress(batch)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#isWorking = false
  }

  async #prepare(batch: Request[]): Promise<void> {
    await mkdir(join(this.directory, 'nar'), { recursive: true })
    await writeFile(join(this.directory, cacheInfoName), cacheInfo(batch[0]?.info.path ?? ''))
  }

  /** Settles every request of the batch, or throws. */
  async #compress(batch: Request[]): Promise<void> {
    // Once: a stream that is packed meanwhile may be reading it.
    this.#prepared ??= this.#prepare(batch)
    await this.#prepared
    const stubs = this.#writeStubs(batch)
    const awaited = new Map(batch.map((request) => [narInfoName(request.info.path), request]))
    const tell = async (narInfo: string): Promise<void> => {
      const request = awaited.get(narInfo)
      const cached = request && (await this.#lookUp(request.info.path))
      if (request === undefined || cached === undefined || !awaited.delete(narInfo)) return
      request.resolve(cached)
    }
    // Nix renames a finished narinfo into place, after the NAR that it names (traced on 2.26 and 2.34).
    const watcher = watchQuietly(this.directory, (name) => {
      // What cannot be read now is tried again, and told, at the end of the batch.
      tell(name).catch(() => undefined)
    })
    let failure: { reason: unknown } | undefined
    try {
      await copyPaths(
        this.#nix,
        batch.map(({ info }) => info.path),
        this.#storeUrl,
      )
    } catch (reason) {
      failure = { reason }
    } finally {
      watcher?.close()
      for (const stub of stubs) rmSync(stub, { force: true })
    }
    await Promise.all([...awaited.keys()].map(tell))
    for (const { info, reject } of awaited.values()) {
      reject(failure === undefined ? new Error(`Nix did not put ${info.path} into the binary cache`) : failure.reason)
    }
  }

  /**
   * Nix refuses to put a path into a binary cache that has no narinfo of a path it refers to. Hosts have most of those and
   * do not want them, so a narinfo that says little stands in for them as long as the batch is being compressed. They are hundreds, and
   * small: asynchronously they take twice the processor time.
   */
  #writeStubs(batch: Request[]): string[] {
    const own = new Set(batch.map(({ info }) => info.path))
    const outside = new Set(batch.flatMap(({ info }) => info.references).filter((reference) => !own.has(reference)))
    return [...outside].flatMap((reference) => {
      const file = join(this.directory, narInfoName(reference))
      try {
        writeFileSync(file, stubNarInfo(reference), { flag: 'wx' })
        return [file]
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return []
        throw error
      }
    })
  }

  async #lookUp(path: string): Promise<CachedPath | undefined> {
    const narInfo = narInfoName(path)
    try {
      const text = await readFile(join(this.directory, narInfo), 'utf8')
      const nar = /^URL: (nar\/[0-9a-z]+\.nar\.zst)$/m.exec(text)?.[1]
      if (nar === undefined) return undefined
      const cacheFile = async (name: string): Promise<CacheFile> => {
        const file = join(this.directory, name)
        return { name, file, start: 0, bytes: (await stat(file)).size }
      }
      return { path, files: [await cacheFile(nar), await cacheFile(narInfo)] }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
}

/**
 * Packs what comes into a tar stream that unpacks to a binary cache: first `nix-cache-info`, then for each path its
 * `nar/….nar.zst` and after it its `….narinfo`, so that in a stream that was cut off no narinfo lacks its NAR. Files are
 * read as the stream is. The stream fails with the error of `paths`.
 */
export function packPaths(paths: AsyncIterable<CachedPath>): Readable {
  return tarStream((tar) => fill(tar, paths))
}

/** A tar stream of what `fill` puts into it, which fails as that does. */
export function tarStream(fill: (tar: Pack) => Promise<void>): Readable {
  const tar = pack()
  // Errors end the stream below, which is where they are told.
  tar.on('error', () => undefined)
  fill(tar).then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return Readable.from(tar, { objectMode: false })
}

async function fill(tar: Pack, paths: AsyncIterable<CachedPath>): Promise<void> {
  // Two paths of the same content share their NAR.
  const packed = new Set<string>()
  for await (const { path, files } of paths) {
    if (packed.size === 0) tar.entry(tarHeader(cacheInfoName), cacheInfo(path))
    for (const { name, file, start, bytes } of files) {
      if (packed.has(name)) continue
      packed.add(name)
      const entry = tar.entry({ ...tarHeader(name), size: bytes })
      await pipeline(createReadStream(file, { start, end: start + bytes - 1 }), entry)
    }
  }
}

/** Nobody's file, of no time: 1 and not 0, for tar complains of the beginning of time. */
export function tarHeader(name: string, mode = 0o644): { name: string; mode: number; uid: number; gid: number; mtime: Date } {
  return { name, mode, uid: 0, gid: 0, mtime: new Date(1000) }
}

/** What is told in the order in which it is there, and the first failure among it. */
async function* asTheyCome<T>(promises: readonly Promise<T>[]): AsyncGenerator<T> {
  const places = promises.map(() => Promise.withResolvers<T>())
  let next = 0
  for (const promise of promises) {
    promise.then(
      (value) => places[next++]?.resolve(value),
      (reason: unknown) => places[next++]?.reject(reason),
    )
  }
  for (const place of places) place.promise.catch(() => undefined)
  for (const place of places) yield await place.promise
}

/** Without a watcher (inotify has its limits) all is told at the end of the batch. */
function watchQuietly(directory: string, onFile: (name: string) => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, (_, name) => name !== null && onFile(name))
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}

/** The text of `nix-cache-info`. The store's directory stands before the name of every path. */
export function cacheInfo(path: string): string {
  return `StoreDir: ${path.slice(0, path.lastIndexOf('/'))}\n`
}

/** The name of the file that tells of a store path. */
export function narInfoName(path: string): string {
  return `${path.slice(path.lastIndexOf('/') + 1).slice(0, 32)}.narinfo`
}

function stubNarInfo(path: string): string {
  return [`StorePath: ${path}`, 'URL: stub', 'Compression: none', `NarHash: sha256:${'0'.repeat(52)}`, 'NarSize: 1', 'References: ', ''].join('\n')
}
