import { isIPv4 } from 'node:net'

/** Whether a text can name a target, a tag, or a check of a host: letters, digits, `.`, `_` and `-`, a letter or digit first. */
export function isPlainName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text)
}

/** Whether a text can be the name of a user to log in as. */
export function isUserName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/.test(text)
}

/** Whether a text is a DNS name, an alias of ssh-config, or an IPv4 address. */
export function isHostName(text: string): boolean {
  if (/^[\d.]+$/.test(text)) return isIPv4(text)
  return /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/.test(text) && !text.includes('..')
}
