import type { FlakeValue } from './flake-value.ts'
import type { Remarks } from './remarks.ts'
import { readSshOptions } from './ssh-options.ts'

/** What a flake says of one machine, in our words; what it does not say is left out. */
export interface FlakeTarget {
  /** A name or an address, checked; an IPv6 address without brackets. */
  host: string
  user?: string
  port?: number
  tags?: string[]
  activationTimeoutSeconds?: number
  confirmTimeoutSeconds?: number
}

/** How a tool has machines written in a flake. What is in the Nix language may use what flake-targets.ts defines around it. */
export interface MachineSchema {
  /** Where it stands. */
  source: string
  /** In the Nix language: whether the flake has it. */
  isThere: string
  /** In the Nix language: what is read, each value where it stands in the outputs of the flake. Nothing else is evaluated. */
  asked: string
  /** Makes targets of what was read. Throws an InputError that names the place of what is wrong. */
  read(said: FlakeValue, remarks: Remarks): Map<string, FlakeTarget>
  /** What a person does about machines that have no configuration of their name. */
  cure?: string
}

/** The port in the arguments for ssh that were said at a place; what else is there is remarked. */
export function portIn(options: readonly string[], place: FlakeValue, target: string, remarks: Remarks): number | undefined {
  const { port, others } = readSshOptions(options)
  if (others.length > 0)
    remarks.add(
      target,
      `${place.place.split('.').at(-1) ?? ''} ({what}) of {targets}: but for the port they are not taken over; the inputs ssh-config, ssh-private-key and known-hosts are for these`,
      others,
    )
  if (port === undefined) return undefined
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0
  if (number >= 1 && number <= 65_535) return number
  throw place.error(`has the port '${port}', which is not a number from 1 to 65535`)
}

/** The entries of an object whose values are there. */
export function whatIsSaid<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }
}
