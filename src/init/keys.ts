import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InputError, quote } from '../parse/input-error.ts'
import { run } from '../runner/process.ts'
import type { Checkout } from './checkout.ts'
import { isInside } from './inside.ts'
import type { NeededKey } from './keys-needed.ts'
import type { Dialogue } from './terminal.ts'

/** Where the private halves go. Throws an InputError for a place in the checkout, where one `git add --all` would publish them. */
export function keyDirectory(given: string | undefined, checkout: Checkout, directory: string, home: string): string {
  const place = given === undefined ? join(home, '.ssh/nix-flake-deploy', checkout.name) : resolve(directory, given)
  if (isInside(checkout.root, place))
    throw new InputError(`--key-directory: ${quote(place)} is in the checkout, and private keys must never be committed; name a directory outside of it`)
  return place
}

/** The public halves of the keys that are there already, by the name of the secret. */
export async function publicHalves(directory: string, needed: readonly NeededKey[], signal: AbortSignal): Promise<Map<string, string>> {
  const halves = new Map<string, string>()
  for (const { secret } of needed) {
    const file = join(directory, secret)
    if (!existsSync(file)) continue
    // From the private half: one file cannot be of another pair than the other.
    const { code, stdout } = await run('ssh-keygen', ['-y', '-P', '', '-f', file], { signal, timeoutSeconds: 20 })
    const half = /^(ssh-ed25519 [A-Za-z0-9+/]+=*)(?:\s|$)/.exec(stdout)?.[1]
    if (code !== 0 || half === undefined)
      throw new InputError(
        `--key-directory: ${quote(file)} is there, and is no ed25519 key without a passphrase that only you can read; move it away, or make it one that ssh-keygen reads: ssh-keygen -y -f FILE`,
      )
    halves.set(secret, `${half} ${secret}`)
  }
  return halves
}

/** Makes the pairs that are not there yet, each private half a file that only its owner can read, in a directory that only they can enter. */
export async function makeKeys(
  directory: string,
  needed: readonly NeededKey[],
  { dialogue, written, signal }: { dialogue: Dialogue; written: string[]; signal: AbortSignal },
): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if ((statSync(directory).mode & 0o077) !== 0)
    throw new InputError(`--key-directory: others can enter ${quote(directory)}; close it (chmod 700), or name another one`)
  for (const { secret } of needed) {
    const file = join(directory, secret)
    if (existsSync(file)) continue
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', secret, '-f', file], { signal, timeoutSeconds: 60, mustSucceed: 'ssh-keygen' })
    written.push(file)
    dialogue.say(`made              ${file}`)
  }
}
