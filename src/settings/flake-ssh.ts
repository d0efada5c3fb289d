import { InputError } from '../parse/input-error.ts'
import { normalisePrivateKey } from './private-keys.ts'

/** What private inputs of the flake are fetched with, over git+ssh. */
export interface FlakeSsh {
  /** As OpenSSH wants them. */
  privateKeys: readonly string[]
  /** Lines beside those of the forges that are known. */
  knownHosts: string
}

/** Reads `flake-ssh-private-key`, one private key or several, one below the other, and `flake-known-hosts`. Throws an InputError that shows nothing of a key. */
export function parseFlakeSsh(keys: string, knownHosts: string): FlakeSsh | undefined {
  if (keys === '') {
    if (knownHosts !== '') throw new InputError("flake-known-hosts: nothing is fetched with it without a 'flake-ssh-private-key'; add that, or leave it out")
    return undefined
  }
  const blocks = keys.match(/-----BEGIN ([A-Z0-9 ]+)-----[^]*?-----END \1-----/g) ?? [keys]
  return { privateKeys: blocks.map(normalisePrivateKey), knownHosts }
}
