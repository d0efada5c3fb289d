import type { Target } from '../settings/targets.ts'

/** As ssh is told it: `user@host:port`. */
export function addressOf({ user, host, port }: Pick<Target, 'user' | 'host' | 'port'>): string {
  return `${user === undefined ? '' : `${user}@`}${port !== undefined && host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}`
}
