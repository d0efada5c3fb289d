import { call, features, type Nix } from './command.ts'
import { NixProgress } from './progress.ts'

/** Another store, and how Nix is to go about it. */
export interface OtherStore {
  /** As Nix takes it, with its parameters. */
  url: string
  /**
   * An empty directory, for what Nix remembers of that store. What it remembers from earlier it would take for true (a path for 30 days,
   * `nix-cache-info` for a week), and leave out what was removed from there since.
   */
  memory: string
}

/** Copies the closures of these store paths into another store, as `nix copy` does: what is there already is not sent. */
export async function copyClosures(nix: Nix, paths: readonly string[], store: OtherStore): Promise<void> {
  await callWithProgress(nix, ['copy', '--to', store.url, ...nix.options, '--', ...paths], `cannot publish to ${plain(store)}`, store)
}

/** Signs the closures of these store paths, in another store or, without one, in that of the runner. What has such a signature is left as it is. */
export async function signClosures(nix: Nix, paths: readonly string[], secretKeyFile: string, store?: OtherStore): Promise<void> {
  const where = store === undefined ? [] : ['--store', store.url]
  const args = ['store', 'sign', ...where, '--recursive', '--key-file', secretKeyFile, ...nix.options, '--', ...paths]
  await callWithProgress(nix, args, `cannot sign what is published${store === undefined ? '' : ` in ${plain(store)}`}`, store)
}

/** Without --verbose, with which Nix writes several lines for each file in a path. */
async function callWithProgress(nix: Nix, args: string[], action: string, store: OtherStore | undefined): Promise<void> {
  // Nix takes the first of these from 2.25 on.
  const env = store && { NIX_CACHE_HOME: store.memory, XDG_CACHE_HOME: store.memory }
  const progress = new NixProgress((event) => {
    // Nix calls each request to a server a download; what matters of it is a part of a copy, which is told.
    if (event.type !== 'nix-transfer-ended' || event.kind !== 'download') nix.onEvent?.(event)
  }, nix)
  await call(nix, nix.program, [...features, '--log-format', 'internal-json', ...args], action, env === undefined ? {} : { env }, { progress })
}

function plain({ url }: OtherStore): string {
  return url.replace(/\?.*$/s, '')
}
