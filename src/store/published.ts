/** A store to which all that is deployed was published. */
export interface Published {
  /** As hosts name it among their substituters. */
  url: string
  /** What signed it, as in `trusted-public-keys`; undefined where no key was given. */
  publicKey: string | undefined
  /** Whether the hosts are sent nothing. */
  only: boolean
}

/** The public half of a secret key of Nix, as in `trusted-public-keys`. */
export function publicKeyOf(signingKey: string): string {
  const [name = '', base64 = ''] = signingKey.split(':')
  // 32 bytes of seed, 32 of public key.
  return `${name}:${Buffer.from(base64, 'base64').subarray(32).toString('base64')}`
}
