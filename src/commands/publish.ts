import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Nix } from '../nix/command.ts'
import { copyClosures, signClosures } from '../nix/publish.ts'
import type { PathInfo } from '../nix/store.ts'
import type { Run } from '../rollout/fleet.ts'
import { humanBytes } from '../runner/units.ts'
import type { Publishing } from '../settings/publishing.ts'
import { type Published, publicKeyOf } from '../store/published.ts'
import { asSubstituter, isBinaryCache, withParameters } from '../store/store-url.ts'
import { phase } from './build.ts'

/**
 * Copies the closures of these roots to the store that `publish-to` names, signed where there is a `signing-key`. `paths` are
 * all store paths in them. Key and what Nix remembers are gone with the run's private directory.
 */
export async function publish(
  { settings, privateDirectory, emit }: Run,
  { url, only }: Publishing,
  nix: Nix,
  roots: readonly string[],
  paths: () => Promise<readonly PathInfo[]>,
): Promise<Published> {
  const { signingKey } = settings.making
  const published = { url: asSubstituter(url), publicKey: signingKey === undefined ? undefined : publicKeyOf(signingKey), only }
  await phase(emit, 'publish', `publish to ${published.url}`, async () => {
    const keyFile = signingKey === undefined ? undefined : await writeKey(join(privateDirectory, 'publishing-key'), signingKey)
    const copied = { paths: 0, bytes: 0 }
    const onEvent: Nix['onEvent'] = (event) => {
      if (event.type === 'nix-transfer-ended' && event.kind === 'copy') {
        copied.paths += 1
        copied.bytes += event.bytes
      }
      nix.onEvent?.(event)
    }
    const compressed = { compression: 'zstd', 'parallel-compression': 'true', ...(keyFile !== undefined && { 'secret-key': keyFile }) }
    const store = { url: isBinaryCache(url) ? withParameters(url, compressed) : url, memory: join(privateDirectory, 'publishing') }
    // What is no binary cache takes the signatures that paths have on the runner.
    if (keyFile !== undefined && !isBinaryCache(url)) await signClosures(nix, roots, keyFile)
    await copyClosures({ ...nix, onEvent }, roots, store)
    const all = (await paths()).length
    // What somebody has published before, without this key, hosts would not take.
    if (keyFile !== undefined && isBinaryCache(url) && copied.paths < all) await signClosures(nix, roots, keyFile, store)
    const others = copied.paths < all ? '; the others were there' : ''
    emit({ type: 'note', text: `published ${copied.paths} of ${all} store paths (${humanBytes(copied.bytes)} before compression)${others}` })
  })
  return published
}

/** Into a file that only its owner can read; gives its path. */
async function writeKey(file: string, signingKey: string): Promise<string> {
  await writeFile(file, signingKey, { mode: 0o600, flag: 'wx' })
  return file
}
