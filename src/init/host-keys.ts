import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { ShownKey } from '../host/host-key.ts'
import { InputError, onOneLine, quote } from '../parse/input-error.ts'
import { run } from '../runner/process.ts'
import { type Address, formatAddress } from '../settings/address.ts'
import { knownAs } from './plan.ts'

/** A host, with the key that it shows from here, or what was said instead. */
export type Scanned = { address: Address } & ({ shown: ShownKey } | { silence: string })

/** The kinds of keys, the best first, with the name that NixOS gives to the file. */
const kinds = [
  ['ssh-ed25519', 'ed25519'],
  ['ecdsa-sha2-nistp256', 'ecdsa'],
  ['ssh-rsa', 'rsa'],
] as const

/** Asks each host for its key, as anybody can; nothing else is sent there. */
export async function scan(addresses: readonly Address[], signal: AbortSignal): Promise<Scanned[]> {
  const limit = pLimit(10)
  return Promise.all(addresses.map((address) => limit(() => scanOne(address, signal))))
}

async function scanOne(address: Address, signal: AbortSignal): Promise<Scanned> {
  const { host, port = 22 } = address
  const args = ['-T', '10', '-t', 'ed25519,ecdsa,rsa', '-p', String(port), '--', host]
  const { stdout, stderrTail } = await run('ssh-keyscan', args, { signal, timeoutSeconds: 60, maxStdoutBytes: 64 * 1024 })
  const shown = keyIn(stdout, address)
  if (shown !== undefined) return { address, shown }
  const said = stderrTail.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return { address, silence: onOneLine(said.at(-1) ?? 'it shows no key of a kind that is known here') }
}

/** The best of the keys that ssh-keyscan has printed, for a host as it is known to ssh. */
export function keyIn(printed: string, address: Address): ShownKey | undefined {
  const keys = new Map([...printed.matchAll(/^[^\s#]+ ([a-z0-9-]+) ([A-Za-z0-9+/]{20,4096}={0,2})$/gm)].map(([, kind = '', key = '']) => [kind, key]))
  for (const [kind, name] of kinds) {
    const key = keys.get(kind)
    if (key === undefined) continue
    const host = knownAs(address)
    return { host, line: `${host} ${kind} ${key}`, fingerprint: fingerprintOf(key), file: `/etc/ssh/ssh_host_${name}_key.pub` }
  }
  return undefined
}

/** As ssh-keygen -l prints it. */
function fingerprintOf(key: string): string {
  return `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`
}

/** What a person says of a fingerprint: that it is the same, that it is not, or the one that the machine itself has told them, which is compared here. */
export function judged({ fingerprint }: ShownKey, text: string): boolean {
  if (/^y(?:es)?$/i.test(text)) return true
  if (/^no?$/i.test(text)) return false
  const own = /SHA256:[A-Za-z0-9+/]{43}/.exec(text)?.[0]
  if (own === undefined) throw new InputError("write 'yes' if it is the same, 'no' if not, or paste what the machine says")
  if (own === fingerprint) return true
  throw new InputError(`${quote(own)} is another key: somebody may be in between, or it is of another machine; nothing is written of it if you answer 'no'`)
}

/** For people, and for the variable KNOWN_HOSTS, which workflows read. */
export const knownHostsPath = 'deploy/known_hosts'

/** Whether a file of known hosts has lines that nobody has compared yet. */
export function isUncompared(text: string): boolean {
  return /^# NOT COMPARED/m.test(text)
}

/** The known hosts as a file, with what is known of each line. */
export function knownHostsFile(keys: readonly { shown: ShownKey; isCompared: boolean }[]): { path: string; text: string } {
  const lines = keys.flatMap(({ shown, isCompared }) => [
    isCompared
      ? `# compared with ${shown.file} on the machine itself`
      : `# NOT COMPARED: taken as it came over the network (ssh-keygen -lf ${shown.file} there, then remove this line)`,
    shown.line,
  ])
  return { path: knownHostsPath, text: `# For the variable KNOWN_HOSTS: gh variable set KNOWN_HOSTS < ${knownHostsPath}\n${lines.join('\n')}\n` }
}

/** How to compare it, for a person. */
export function toCompare({ address, shown }: { address: Address; shown: ShownKey }): string {
  return `${formatAddress(address)} shows ${shown.fingerprint}\n  On the machine itself, say at its console: ssh-keygen -lf ${shown.file}`
}
