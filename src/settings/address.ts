import { isIPv6 } from 'node:net'
import { InputError, quote } from '../parse/input-error.ts'
import { isHostName, isUserName } from '../parse/names.ts'

/** Where a target is: the parts of `[user@]host[:port]`. */
export interface Address {
  user?: string
  /** A DNS name, an IPv4 or IPv6 address (without brackets) or an alias of the ssh-config input. */
  host: string
  port?: number
}

/** Reads `[user@]host[:port]`; an IPv6 address stands in brackets there, and comes out without them. */
export function parseAddress(text: string): Address {
  if (text === '') throw new InputError("there is no host; write one like 'root@host.example.com'")
  if (/^ssh:\/\//.test(text)) throw new InputError(`${quote(text)} is a URL; write it as ${quote(text.replace(/^ssh:\/+|\/+$/g, ''))}`)
  const at = text.lastIndexOf('@')
  const user = at < 0 ? undefined : text.slice(0, at)
  const rest = text.slice(at + 1)
  if (isIPv6(rest)) throw new InputError(`${quote(text)} is an IPv6 address without brackets; write '[${rest.replaceAll('%', '')}]' or '[…]:22'`)
  const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(rest)
  if (parts === null) throw new InputError(`${quote(text)} is not an address; write '[user@]host[:port]', an IPv6 address in brackets`)
  const [, bracketed, bare, portText] = parts
  return {
    ...(user !== undefined && { user: parseUser(user) }),
    host: bracketed === undefined ? hostName(bare ?? '') : addressInBrackets(bracketed),
    ...(portText !== undefined && { port: parsePort(portText) }),
  }
}

function hostName(text: string): string {
  if (isHostName(text)) return text
  throw new InputError(`${quote(text)} is not a host; write a DNS name, an IPv4 address, or an IPv6 address in brackets`)
}

function addressInBrackets(text: string): string {
  if (isIPv6(text) && !text.includes('%')) return text
  throw new InputError(`${quote(text)} in brackets is not an IPv6 address`)
}

export function parseUser(text: string): string {
  if (isUserName(text)) return text
  throw new InputError(`${quote(text)} is not a user name; write the address as 'user@host'`)
}

export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65_535) return port
  throw new InputError(`${quote(text)} is not a port; write a number from 1 to 65535`)
}

/** An address as a person writes it, `user@host:port`. */
export function formatAddress({ user, host, port }: Address): string {
  const bracketed = isIPv6(host) ? `[${host}]` : host
  return `${user === undefined ? '' : `${user}@`}${bracketed}${port === undefined ? '' : `:${port}`}`
}
