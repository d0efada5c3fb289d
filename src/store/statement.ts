import { createHash, createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { PathInfo } from '../nix/store.ts'
import { run } from '../runner/process.ts'

/** What a signer says of one configuration: which system it is, of which commit, and all that is in it. */
export interface Statement {
  configuration: string
  revision: string
  /** Locked, without credentials; where the flake is not a directory of the machine that built it. */
  flake?: string | undefined
  toplevel: string
  /** SHA-256, hexadecimal, of the closure's lines `path narHash narSize`, in the order of their bytes; the hash as `sha256:` and hexadecimal. */
  closure: string
  paths: number
  /** When the commit was made, in seconds since 1970: of two statements the later commit's is the newer one. A shallow clone has no count of them. */
  sequence: number
  revCount?: number | undefined
  /** When it was signed, ISO 8601 in UTC; in an archive, when the commit was made. */
  time: string
  /** Who says that: the run and its actor; empty in an archive. */
  who: string
}

/** A statement as it was signed, and the signature of OpenSSH (PROTOCOL.sshsig) in base64, both on one line. */
export interface SignedStatement {
  text: string
  signature: string
}

/** The digest of a closure, and how many paths it has. */
export function closureDigest(infos: readonly Pick<PathInfo, 'path' | 'narHash' | 'narBytes'>[]): { closure: string; paths: number } {
  const lines = infos.map(({ path, narHash, narBytes }) => `${path} ${narHash} ${narBytes}\n`).sort((a, b) => (a < b ? -1 : 1))
  return { closure: createHash('sha256').update(lines.join('')).digest('hex'), paths: lines.length }
}

/** The one text of a statement: JSON with sorted keys, without white space, in ASCII. */
export function statementText({ closure, configuration, flake, paths, revCount, revision, sequence, time, toplevel, who }: Statement): string {
  const sorted = { closure, configuration, flake, paths, revCount, revision, sequence, time, toplevel, version: 1, who }
  return JSON.stringify(sorted).replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** OpenSSH's namespace, which keeps a signature from meaning something elsewhere. */
const namespace = 'nix-flake-deploy'

/** A key of Nix, `NAME:BASE64`, that signs as OpenSSH's keys do. Both are of ed25519, and have the same seed. */
export class Signer {
  readonly name: string
  readonly #file: string
  /** As a line of allowed_signers, for hosts. */
  readonly allowed: string

  private constructor(name: string, file: string, allowed: string) {
    this.name = name
    this.#file = file
    this.allowed = allowed
  }

  /** Writes the key into a file that only its owner can read. */
  static async create(file: string, signingKey: string): Promise<Signer> {
    const [name = '', base64 = ''] = signingKey.split(':')
    const seed = Buffer.from(base64, 'base64').subarray(0, 32)
    const publicKey = publicKeyOf(seed)
    await writeFile(file, openSshKey(seed, publicKey), { mode: 0o600, flag: 'wx' })
    const blob = Buffer.concat([field('ssh-ed25519'), field(publicKey)]).toString('base64')
    return new Signer(name, file, `${name} namespaces="${namespace}" ssh-ed25519 ${blob}`)
  }

  /** Signs a text, with `ssh-keygen`. */
  async sign(text: string): Promise<string> {
    const args = ['-Y', 'sign', '-q', '-n', namespace, '-f', this.#file]
    const { stdout } = await run('ssh-keygen', args, { input: text, timeoutSeconds: 60, mustSucceed: 'ssh-keygen -Y sign' })
    return stdout
  }
}

/** The base64 of an armored signature, on one line. */
export function unarmored(signature: string): string {
  return signature.replaceAll(/-----(?:BEGIN|END) SSH SIGNATURE-----|\s/g, '')
}

/** RFC 8410: the seed of an ed25519 key in PKCS #8. */
function publicKeyOf(seed: Buffer): Buffer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const { x = '' } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' })
  return Buffer.from(x, 'base64url')
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([number(bytes.length), bytes])
}

/** PROTOCOL.key of OpenSSH: a private key without a passphrase. */
function openSshKey(seed: Buffer, publicKey: Buffer): string {
  const check = randomBytes(4)
  const secret = Buffer.concat([check, check, field('ssh-ed25519'), field(publicKey), field(Buffer.concat([seed, publicKey])), field('')])
  const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, index) => index + 1))
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    number(1),
    field(Buffer.concat([field('ssh-ed25519'), field(publicKey)])),
    field(Buffer.concat([secret, padding])),
  ])
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${(file.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}
