const base32Digits = '0123456789abcdfghijklmnpqrsvwxyz'

/** A hash as Nix writes it in 32 digits (little-endian, without e, o, t and u), in hexadecimal. */
export function hexadecimal(base32: string): string {
  const value = Array.from(base32).reduce((sum, digit) => sum * 32n + BigInt(base32Digits.indexOf(digit)), 0n)
  const bytes = Math.floor((base32.length * 5) / 8)
  return Buffer.from(value.toString(16).padStart(2 * bytes, '0'), 'hex').reverse().toString('hex')
}

/**
 * A narinfo that says the same of the same content wherever it was made: without the derivation that built it, which need not
 * be the only one that gives this path, and without signatures but those of the key that is named.
 */
export function normalNarInfo(text: string, signer?: string): string {
  const stays = (line: string): boolean => !line.startsWith('Deriver:') && (!line.startsWith('Sig:') || (signer !== undefined && line.startsWith(`Sig: ${signer}:`)))
  return text.split('\n').filter(stays).join('\n')
}

/** SHA-256 of the file that a narinfo names, in hexadecimal. */
export function fileHash(narInfo: string): string {
  const hash = /^FileHash: sha256:([0-9a-z]{52})$/m.exec(narInfo)?.[1]
  if (hash === undefined) throw new Error(`Nix wrote a narinfo without the hash of its file: ${narInfo.split('\n')[0] ?? ''}`)
  return hexadecimal(hash)
}
