import { resolve } from 'node:path'
import { whyNotFlat } from '../nix/build.ts'
import type { Nix } from '../nix/command.ts'
import { findNix, NixMissing, whileAsked } from '../nix/find.ts'
import { configurationNames } from '../nix/flake.ts'
import { type FlakeTargets, FlakeWithoutMachines, readFlakeTargets } from '../nix/flake-targets.ts'
import { InputError, onOneLine, quote } from '../parse/input-error.ts'
import { whyNotNamed } from '../settings/configuration-name.ts'
import type { Checkout } from './checkout.ts'

/** A flake in a checkout that can be asked. */
export interface AskedFlake {
  /** Its configurations, sorted; at least one. */
  names: string[]
  /** What else is to be known of them, each for a person. */
  remarks: string[]
  /** What it says of its machines for another tool; none where it says nothing of them. */
  machines(): Promise<{ targets: FlakeTargets['targets']; remarks: string[] }>
}

/** Reads the names of a flake's configurations. Throws an InputError where it has none that can be deployed. */
export async function readFlake(checkout: Checkout, { home, signal }: { home: string; signal: AbortSignal }): Promise<AskedFlake> {
  const reference = resolve(checkout.root, checkout.flake)
  const found = await findNix({ home, options: [], signal }).catch((cause: unknown) => {
    if (!(cause instanceof NixMissing)) throw cause
    throw new Error('Nix was not found on this machine, and only Nix can read a flake; install it (https://nixos.org/download), or run init where it is', {
      cause,
    })
  })
  const [, all] = await whileAsked(found, (nix) => configurationNames(nix, reference))
  const names = all.filter((name) => whyNotNamed(name) === undefined)
  const nested = whyNotFlat(names)
  if (nested !== undefined) throw new InputError(`flake: none of its configurations can be deployed: ${nested}`)
  if (names.length === 0) throw new InputError(`flake: nixosConfigurations of ${quote(reference)} is empty; write a configuration for each machine there first`)
  const odd = all.filter((name) => !names.includes(name))
  return {
    names,
    remarks: odd.map((name) => `${quote(name)} cannot be deployed: ${whyNotNamed(name) ?? ''}; give it another name in the flake`),
    machines: () => machinesOf(found.nix, reference),
  }
}

async function machinesOf(nix: Nix, reference: string): ReturnType<AskedFlake['machines']> {
  try {
    const { source, targets, notices } = await readFlakeTargets(nix, reference)
    return { targets, remarks: [`Where machines are is taken from the flake's ${source}.`, ...notices] }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // What is wrong there is no reason not to go on by hand.
    return {
      targets: {},
      remarks: error instanceof FlakeWithoutMachines ? [] : [`Where machines are is not taken from the flake: ${onOneLine(error.message)}`],
    }
  }
}
