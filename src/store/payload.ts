import type { PathInfo } from '../nix/store.ts'
import type { SignedStatement } from './statement.ts'

/** What can travel: the built system, its derivation with all that builds it, or the flake with its inputs. */
export const PAYLOADS = ['closure', 'derivation', 'source'] as const
export type PayloadKind = (typeof PAYLOADS)[number]

/** One configuration in one form: what is sent to a host, and becomes a system there. */
export interface Payload {
  kind: PayloadKind
  /** The store paths with whose closures all comes along: the toplevel, its `.drv`, or the flake's source tree and its inputs. */
  roots: string[]
  /** Of a closure and a derivation. What a source comes to, only the host that evaluates it knows. */
  toplevel?: string
  /** Of a source: what the host asks its Nix for, a flake reference of a store path with `#` and the attribute. */
  installable?: string
  /** Like `x86_64-linux`, for which it is; where that is known before the host has it. */
  system?: string | undefined
  /** Of a closure: what its signer says of it. */
  statement?: SignedStatement | undefined
}

/** A file of a binary cache, and where its content lies: a whole file, or a part of an archive's. */
export interface CacheFile {
  /** As below the cache's directory, like `nar/….nar.zst`. */
  name: string
  file: string
  start: number
  bytes: number
}

/** A store path that is in a binary cache. */
export interface CachedPath {
  path: string
  /** First the NAR, then the narinfo that names it. */
  files: readonly [nar: CacheFile, narInfo: CacheFile]
}

/** Where store paths are had from when hosts lack them: what is compressed just now, or an archive. */
export interface PathSource {
  /** What is known of a path; undefined for one that is not part of what is sent. */
  info(path: string): PathInfo | undefined
  /** Whether the path can be sent; hosts must have or fetch themselves what cannot. */
  has(path: string): boolean
  /** Tells of each of these paths as soon as it can be read. */
  ready(paths: Iterable<PathInfo>): AsyncIterable<CachedPath>
  /** The name of the key that signed all of it, as in `trusted-public-keys`; undefined where there is none. */
  readonly signer?: string | undefined
}

/** What is asked of an archive. */
export interface Wanted {
  configurations: string[]
  payload: PayloadKind
}

/** What an archive gives for a deployment. */
export interface Archive {
  source: PathSource
  /** The label under which hosts record it; undefined where the archive does not know. */
  revision: string | undefined
  /** Configuration → what is sent for it. */
  payloads: Map<string, Payload>
  /** How many store paths are inside. */
  paths: number
}

/** The closure of the payload: its roots, and all that they refer to. */
export function closureOf({ roots }: Payload, source: Pick<PathSource, 'info'>): string[] {
  const closure = new Set(roots)
  for (const path of closure) for (const reference of source.info(path)?.references ?? []) closure.add(reference)
  return [...closure]
}
