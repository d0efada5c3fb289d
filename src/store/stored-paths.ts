import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { PathInfo } from '../nix/store.ts'
import type { CachedPath, PathSource } from './payload.ts'

/** Tells whether a file is what it was. Nobody can set the time of the last change (ctime) but by changing something. */
export function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ')
}

/** Store paths that lie on the runner, compressed and checked. */
export class StoredPaths implements PathSource {
  readonly signer: string | undefined
  readonly #infos: ReadonlyMap<string, PathInfo>
  readonly #cached: ReadonlyMap<string, CachedPath>
  readonly #stamps: ReadonlyMap<string, string>

  /** `infos` are of all paths, `cached` of those that are here, `stamps` of the files in which they lie, when they were checked. */
  constructor(infos: ReadonlyMap<string, PathInfo>, cached: ReadonlyMap<string, CachedPath>, stamps: ReadonlyMap<string, string>, signer?: string) {
    this.#infos = infos
    this.#cached = cached
    this.#stamps = stamps
    this.signer = signer
  }

  info(path: string): PathInfo | undefined {
    return this.#infos.get(path)
  }

  has(path: string): boolean {
    return this.#cached.has(path)
  }

  /** One after the other, each looked at when its turn comes. Throws for a file that is no longer what was checked. */
  async *ready(paths: Iterable<PathInfo>): AsyncGenerator<CachedPath> {
    for (const { path } of paths) {
      const cached = this.#cached.get(path)
      if (cached === undefined) throw new Error(`${path} is not in the archive`)
      for (const { file } of cached.files) {
        if (this.#stamps.get(file) !== stampOf(await stat(file, { bigint: true })))
          throw new Error(`${file} was changed after it was checked; leave the archive alone while it is deployed, then deploy again`)
      }
      yield cached
    }
  }
}
