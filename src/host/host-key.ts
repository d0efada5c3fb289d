import { onOneLine } from '../parse/input-error.ts'
import type { Target } from '../settings/targets.ts'
import { SshError } from './fault.ts'

/** The key that a host shows: as a line of known_hosts, and how to compare it on the machine itself. */
export interface ShownKey {
  host: string
  line: string
  fingerprint: string
  file: string
}

/** Why a host is not trusted: its key is `unknown`, takes the place of `another`, or is `revoked`; or its certificate is not valid. */
export type Distrust = 'unknown' | 'another' | 'revoked' | { invalid: string }

/** Sorts what ssh printed about the key of a host; undefined where that was not the matter. */
export function distrustIn(said: string): Distrust | undefined {
  const [, invalid] = /^(?:Host )?Certificate invalid: (.*)$/im.exec(said) ?? []
  if (invalid !== undefined) return { invalid: onOneLine(invalid.trim()) }
  if (/REVOKED HOST KEY|marked as revoked/i.test(said)) return 'revoked'
  if (/IDENTIFICATION HAS CHANGED/.test(said)) return 'another'
  return /host key verification failed|host key is known/i.test(said) ? 'unknown' : undefined
}

/** What to do about it. `shown` is the key that may be the cure, of the target or of a host on the way to it. */
export function distrusted(distrust: Distrust, target: Target, shown: ShownKey | undefined): SshError {
  const host = shown === undefined || shown.host.includes(target.host) ? target.host : `${shown.host} (for ${target.host})`
  if (distrust === 'revoked')
    return new SshError(
      'host-key',
      `known-hosts: ${host} shows a key that is marked as revoked (\`@revoked\`); nothing was sent to it. Somebody else may have that key: give the machine a new one, and its line here`,
    )
  if (typeof distrust === 'object')
    return new SshError(
      'host-key',
      `known-hosts: the host certificate of ${host} is not valid: ${distrust.invalid}; nothing was sent to it. Have its key signed again: ssh-keygen -s CA_KEY -I ${target.host} -h -n ${target.host} ssh_host_ed25519_key.pub, and restart its sshd`,
    )
  const cure =
    shown === undefined
      ? `Add its line: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
      : `It shows ${shown.fingerprint}. Compare that with \`ssh-keygen -lf ${shown.file}\` on the machine itself; if it is the same, ${distrust === 'another' ? 'the line is' : 'add the line'}\n${shown.line}`
  if (distrust === 'another')
    return new SshError(
      'host-key',
      `known-hosts: ${host} shows another key than the one you gave. That is an attack, or the machine was installed anew; nothing was sent to it. ${cure}`,
    )
  return new SshError('host-key', `known-hosts: the host key of ${host} is not known; nothing was sent to it. ${cure}`)
}
