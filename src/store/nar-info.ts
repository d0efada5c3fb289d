import { basename, dirname } from 'node:path'
import { storePath } from './store-path.ts'

/** What a binary cache says of a store path: the content of its narinfo file. */
export interface NarInfo {
  path: string
  /** Where the NAR lies, below the cache's directory. */
  url: string
  compression: string
  /** SHA-256 of the NAR as it lies there, hexadecimal. */
  fileHash: string | undefined
  fileBytes: number | undefined
  /** `sha256:` and 64 hexadecimal digits. */
  narHash: string
  narBytes: number
  /** Whole paths, the path itself among them where it refers to itself; sorted. */
  references: string[]
  /** The names of the keys that signed it. */
  signers: string[]
}

/** Reads a narinfo. Throws an Error that says which of its lines is wrong, as the end of a sentence about the file. */
export function parseNarInfo(text: string): NarInfo {
  const lines = new Map<string, string[]>()
  for (const line of text.trimEnd().split('\n')) {
    const colon = line.indexOf(': ')
    const [key, value] = colon < 0 ? [line.replace(/:$/, ''), ''] : [line.slice(0, colon), line.slice(colon + 2)]
    lines.set(key, [...(lines.get(key) ?? []), value])
  }
  const optional = <Value>(key: string, read: (value: string) => Value | undefined): Value | undefined => {
    const [value, ...others] = lines.get(key) ?? []
    if (value === undefined) return undefined
    const found = others.length === 0 ? read(value) : undefined
    if (found === undefined) throw new Error(`has a line '${key}' that cannot be read`)
    return found
  }
  const needed = <Value>(key: string, read: (value: string) => Value | undefined): Value => {
    const found = optional(key, read)
    if (found === undefined) throw new Error(`has no line '${key}'`)
    return found
  }
  const word = (value: string): string | undefined => (/^\S+$/.test(value) ? value : undefined)
  const bytes = (value: string): number | undefined => (/^\d{1,15}$/.test(value) ? Number(value) : undefined)
  const path = needed('StorePath', (value) => (storePath.test(value) ? value : undefined))
  return {
    path,
    url: needed('URL', word),
    // A narinfo of Nix's earliest days does not say it.
    compression: optional('Compression', word) ?? 'bzip2',
    fileHash: optional('FileHash', sha256FromNix),
    fileBytes: optional('FileSize', bytes),
    narHash: `sha256:${needed('NarHash', sha256FromNix)}`,
    narBytes: needed('NarSize', bytes),
    references: needed('References', (value) =>
      value
        .split(' ')
        .filter((name) => name !== '')
        .map((name) => `${dirname(path)}/${name}`),
    ).sort(),
    signers: (lines.get('Sig') ?? []).map((signature) => signature.split(':', 1)[0] ?? ''),
  }
}

/** Writes a narinfo as Nix does. */
export function formatNarInfo(info: Omit<NarInfo, 'signers' | 'fileHash' | 'fileBytes'> & { fileHash: string; fileBytes: number }): string {
  return [
    `StorePath: ${info.path}`,
    `URL: ${info.url}`,
    `Compression: ${info.compression}`,
    `FileHash: sha256:${toNixBase32(info.fileHash)}`,
    `FileSize: ${info.fileBytes}`,
    `NarHash: sha256:${toNixBase32(info.narHash.slice('sha256:'.length))}`,
    `NarSize: ${info.narBytes}`,
    `References: ${info.references
      .map((reference) => basename(reference))
      .sort()
      .join(' ')}`,
    '',
  ].join('\n')
}

const digits = '0123456789abcdfghijklmnpqrsvwxyz'

/** The hexadecimal digits of a SHA-256 as Nix writes it: in its own base 32, in base 16, or as SRI. Undefined for what is none. */
export function sha256FromNix(text: string): string | undefined {
  const { base32, base16, base64 } = /^sha256(?::(?:(?<base32>[0-9a-z]{52})|(?<base16>[0-9a-f]{64}))|-(?<base64>[A-Za-z0-9+/]{43}=))$/.exec(text)?.groups ?? {}
  if (base64 !== undefined) return Buffer.from(base64, 'base64').toString('hex')
  if (base32 === undefined) return base16
  // The last digit has the lowest bits (printHash32 in Nix's libutil/hash.cc).
  let number = 0n
  for (const character of base32) {
    const digit = digits.indexOf(character)
    if (digit < 0) return undefined
    number = number * 32n + BigInt(digit)
  }
  const hex = number.toString(16).padStart(64, '0')
  return hex.length > 64 ? undefined : Buffer.from(hex, 'hex').reverse().toString('hex')
}

/** A SHA-256 from hexadecimal digits to Nix's base 32, without `sha256:`. */
export function toNixBase32(hex: string): string {
  let number = BigInt(`0x${Buffer.from(hex, 'hex').reverse().toString('hex')}`)
  let text = ''
  while (text.length < 52) {
    text = `${digits[Number(number % 32n)] ?? ''}${text}`
    number /= 32n
  }
  return text
}

/**
 * A narinfo that says the same of the same content wherever it was made: without the derivation that built it, which need not
 * be the only one that gives this path, and without signatures but those of the key that is named.
 */
export function normalNarInfo(text: string, signer?: string): string {
  const stays = (line: string): boolean =>
    !line.startsWith('Deriver:') && (!line.startsWith('Sig:') || (signer !== undefined && line.startsWith(`Sig: ${signer}:`)))
  return text.split('\n').filter(stays).join('\n')
}

/** SHA-256 of the file that a narinfo names, in hexadecimal. */
export function fileHash(narInfo: string): string {
  const { path, fileHash: hash } = parseNarInfo(narInfo)
  if (hash === undefined) throw new Error(`Nix wrote a narinfo of ${path} without the hash of its file`)
  return hash
}
