import { isIPv4, isIPv6 } from 'node:net'
import * as v from 'valibot'
import type { HealthCheck } from '../health/check.ts'
import { healthChecksSchema } from '../health/check.ts'
import { formatDuration, parseDurationWithin } from '../parse/duration.ts'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { conform, errorAt, mapOf, named, plain, readYaml } from '../parse/schema.ts'
import { configurationName } from './configuration-name.ts'

/** What is done with a system on a target. */
export const ACTIVATIONS = ['switch', 'boot', 'test', 'dry-activate', 'none'] as const
export type Activation = (typeof ACTIVATIONS)[number]

/** A machine with a name of its own, reached over SSH, that runs one configuration. */
export interface Target {
  name: string
  user?: string
  /** A DNS name, an IPv4 or IPv6 address (without brackets) or an alias of the ssh-config input. */
  host: string
  port?: number
  configuration: string
  activate: Activation
  healthChecks: HealthCheck[]
  activationTimeoutSeconds: number
  confirmTimeoutSeconds: number
}

/** What holds for a target that does not say it itself. */
export type TargetDefaults = Pick<Target, 'activate' | 'healthChecks' | 'activationTimeoutSeconds' | 'confirmTimeoutSeconds'>

/** Where a target is: the parts of `[user@]host[:port]`. */
export type Address = Pick<Target, 'user' | 'host' | 'port'>

const DAY_SECONDS = 86_400

/** Reads `[user@]host[:port]`; an IPv6 address stands in brackets there, and comes out without them. */
export function parseAddress(text: string): Address {
  if (text === '') throw new InputError("there is no host; write one like 'root@host.example.com'")
  if (/^ssh:\/\//.test(text)) throw new InputError(`${quote(text)} is a URL; write it as ${quote(text.replace(/^ssh:\/+|\/+$/g, ''))}`)
  const at = text.lastIndexOf('@')
  const user = at < 0 ? undefined : text.slice(0, at)
  const rest = text.slice(at + 1)
  if (user !== undefined && !/^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/.test(user)) {
    throw new InputError(`${quote(user)} is not a user name; write the address as 'user@host'`)
  }
  if (isIPv6(rest)) throw new InputError(`${quote(text)} is an IPv6 address without brackets; write '[${rest.replaceAll('%', '')}]' or '[…]:22'`)
  const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(rest)
  if (parts === null) throw new InputError(`${quote(text)} is not an address; write '[user@]host[:port]', an IPv6 address in brackets`)
  const [, bracketed, bare, portText] = parts
  return {
    ...(user !== undefined && { user }),
    host: bracketed === undefined ? hostName(bare ?? '') : addressInBrackets(bracketed),
    ...(portText !== undefined && { port: parsePort(portText) }),
  }
}

function hostName(text: string): string {
  const looksLikeNumbers = /^[\d.]+$/.test(text)
  const isName = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/.test(text) && !text.includes('..')
  if (looksLikeNumbers ? isIPv4(text) : isName) return text
  throw new InputError(`${quote(text)} is not a host; write a DNS name, an IPv4 address, or an IPv6 address in brackets`)
}

function addressInBrackets(text: string): string {
  if (isIPv6(text) && !text.includes('%')) return text
  throw new InputError(`${quote(text)} in brackets is not an IPv6 address`)
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65_535) return port
  throw new InputError(`${quote(text)} is not a port; write a number from 1 to 65535`)
}

/** An address as a person writes it, `user@host:port`. */
export function formatAddress({ user, host, port }: Address): string {
  const bracketed = isIPv6(host) ? `[${host}]` : host
  return `${user === undefined ? '' : `${user}@`}${bracketed}${port === undefined ? '' : `:${port}`}`
}

/** Reads one of the words of the `activate` input. */
export function parseActivation(text: string): Activation {
  const known = ACTIVATIONS.find((activation) => activation === text)
  if (known === undefined) throw new InputError(`${quote(text)} is not a way to activate; ${wouldDo(text, ACTIVATIONS)}`)
  return known
}

/** Reads how long something may take on a host: whole seconds, from a second to a day. */
export function parseTimeout(text: string): number {
  return parseDurationWithin(text, { minSeconds: 1, maxSeconds: DAY_SECONDS, whole: true })
}

/**
 * How long reaching and checking a target may take: `confirm-timeout` without a margin, for the host's own clock begins
 * earlier, and the confirmation needs a moment too.
 */
export function provingSeconds({ confirmTimeoutSeconds }: Pick<Target, 'confirmTimeoutSeconds'>): number {
  return confirmTimeoutSeconds - Math.min(5, confirmTimeoutSeconds / 5)
}

export function targetName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text)) return text
  throw new InputError(`${quote(text)} cannot name a target; use letters, digits, '.', '_' and '-', with a letter or digit first`)
}

const targetSchema = mapOf('a target', {
  host: plain(parseAddress),
  configuration: v.optional(plain(configurationName)),
  activate: v.optional(plain(parseActivation)),
  'health-check': v.optional(healthChecksSchema),
  'activation-timeout': v.optional(plain(parseTimeout)),
  'confirm-timeout': v.optional(plain(parseTimeout)),
})

const addressOnly = v.pipe(
  plain(parseAddress),
  v.transform((host): v.InferOutput<typeof targetSchema> => ({ host })),
)

const targetsSchema = named(
  "a map of target names to addresses, one a line, like 'staging: root@staging.example.com',",
  targetName,
  v.lazy((input) => (typeof input === 'string' ? addressOnly : targetSchema)),
)

/**
 * Reads the `targets` or `require-healthy-on` input, named by `input`. The targets come in the order in which they were
 * written. Throws an InputError that names the place of each mistake.
 */
export function parseTargets(input: string, text: string, defaults: TargetDefaults): Target[] {
  const yaml = readYaml(input, text)
  const targets: Target[] = []
  for (const [name, said] of Object.entries(conform(yaml, targetsSchema))) {
    const configuration = said.configuration ?? configurationName(name)
    const target: Target = {
      name,
      ...said.host,
      configuration,
      activate: said.activate ?? defaults.activate,
      healthChecks: said['health-check'] ?? defaults.healthChecks,
      activationTimeoutSeconds: said['activation-timeout'] ?? defaults.activationTimeoutSeconds,
      confirmTimeoutSeconds: said['confirm-timeout'] ?? defaults.confirmTimeoutSeconds,
    }
    const twin = targets.find((other) => other.host.toLowerCase() === target.host.toLowerCase() && (other.port ?? 22) === (target.port ?? 22))
    if (twin !== undefined) {
      throw errorAt(yaml, [name], `${quote(twin.name)} is the same host, ${formatAddress(target)}; a host runs one configuration`)
    }
    for (const check of target.healthChecks) {
      const least = check.timeoutSeconds + check.forSeconds
      if (least > target.confirmTimeoutSeconds || check.forSeconds >= provingSeconds(target)) {
        throw errorAt(
          yaml,
          said['health-check'] === undefined ? [name] : [name, 'health-check'],
          `a health check takes up to ${formatDuration(least)} (timeout and for), more than confirm-timeout, ` +
            `${formatDuration(target.confirmTimeoutSeconds)}, leaves; lengthen confirm-timeout or shorten the check`,
        )
      }
    }
    targets.push(target)
  }
  if (targets.length === 0) throw new InputError(`${input}: names no target; write one like 'staging: root@staging.example.com'`)
  return targets
}
