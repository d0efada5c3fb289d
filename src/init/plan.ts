import { isLostName } from '../parse/lost-name.ts'
import { isPlainName } from '../parse/names.ts'
import type { Address } from '../settings/address.ts'

/** What every push is activated on, and what is promoted to. */
export const STAGES = ['staging', 'production'] as const
export type Stage = (typeof STAGES)[number]

/** A machine, and what runs there. */
export interface Machine {
  /** A name in the flake's nixosConfigurations. */
  configuration: string
  address: Address
  /** Beside that of its stage. */
  tags: readonly string[]
}

/** All that was asked, answered. */
export interface Plan {
  /** Where the flake is, from the root of the checkout: `.` or like `./nix`. */
  flake: string
  branch: string
  machines: Readonly<Record<Stage, readonly Machine[]>>
  /** A URL with placeholders; undefined for none. */
  healthCheck: string | undefined
}

/** The stages that have machines. */
export function stagesOf({ machines }: Pick<Plan, 'machines'>): Stage[] {
  return STAGES.filter((stage) => machines[stage].length > 0)
}

/** The user whom all machines of a stage let in. */
export function userOf({ machines }: Pick<Plan, 'machines'>, stage: Stage): string {
  return machines[stage][0]?.address.user ?? defaultUser
}

/** Whom the NixOS module makes. */
export const defaultUser = 'deploy'

/**
 * The name of each configuration's target: its own where that can name one, which it mostly can, and else what is left of it. `defaults` has
 * a meaning in a file of targets.
 */
export function targetNames(configurations: readonly string[]): Map<string, string> {
  const isFree = (name: string): boolean => isPlainName(name) && !isLostName(name) && name !== 'defaults' && !(name in Object.prototype)
  const names = new Map(configurations.filter(isFree).map((name) => [name, name]))
  for (const configuration of configurations) {
    if (names.has(configuration)) continue
    const plain = configuration.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
    const base = isFree(plain) ? plain : `machine-${plain}`.slice(0, 90).replace(/[^A-Za-z0-9]+$/, '')
    const taken = new Set(names.values())
    let name = base
    for (let number = 2; taken.has(name); number++) name = `${base}-${number}`
    names.set(configuration, name)
  }
  return names
}

/** How a machine is known in known_hosts and to ssh-keyscan. */
export function knownAs({ host, port }: Address): string {
  return port === undefined || port === 22 ? host : `[${host}]:${port}`
}
