import { existsSync } from 'node:fs'
import { which } from '@actions/io'
import { quote } from '../parse/input-error.ts'
import { ask } from '../runner/ask.ts'
import type { Nix } from './command.ts'

const minimumVersion = [2, 24] as const

const usualPlaces = (home: string) => [
  '/nix/var/nix/profiles/default/bin/nix',
  `${home}/.nix-profile/bin/nix`,
  `${home}/.local/state/nix/profile/bin/nix`,
  '/run/current-system/sw/bin/nix',
]

/** Nix that was found, and is being asked for its version. */
export interface FoundNix {
  nix: Nix
  /** Rejects for one that is too old, and for what is no Nix. */
  version: Promise<string>
}

/** There is no Nix on this machine. */
export class NixMissing extends Error {}

/** Finds Nix in PATH or where installers put it. Throws `NixMissing` where none is there. */
export async function findNix(settings: Omit<Nix, 'program'> & { home: string }): Promise<FoundNix> {
  const { home, ...context } = settings
  for (const program of ['nix', ...usualPlaces(home)]) {
    if ((await which(program)) === '') continue
    const version = versionOf(program, context.signal)
    // It may be awaited later than it is known.
    version.catch(() => undefined)
    return { nix: { program, ...context }, version }
  }
  const inContainer = ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file))
  throw new NixMissing(
    `Nix was not found on this runner${inContainer ? ', for this job runs in a container, which has only what its image has' : ''}; install it in a step before this one:\n${installSteps}`,
  )
}

/** Has Nix do something while it is asked for its version. Where it is too old, that is what is told, whatever came of it, which is broken off. */
export async function whileAsked<T>({ nix, version }: FoundNix, work: (nix: Nix) => Promise<T>): Promise<[version: string, done: T]> {
  const over = new AbortController()
  const working = work({ ...nix, signal: AbortSignal.any([over.signal, ...(nix.signal === undefined ? [] : [nix.signal])]) })
  working.catch(() => undefined)
  try {
    return [await version, await working]
  } catch (error) {
    over.abort()
    await Promise.allSettled([working])
    throw error
  }
}

const installSteps = '  - uses: cachix/install-nix-action@v31\nor\n  - uses: DeterminateSystems/nix-installer-action@v22'

async function versionOf(program: string, signal: AbortSignal | undefined): Promise<string> {
  const { stdout } = await ask(program, ['--version'], { signal, mustSucceed: `${program} --version` })
  const [, version, major, minor] = /((\d+)\.(\d+)\S*)\s*$/.exec(stdout.trim()) ?? []
  if (version === undefined) throw new Error(`'${program} --version' says ${quote(stdout.trim())}, which is no version of Nix`)
  const [least, leastMinor] = minimumVersion
  if (Number(major) < least || (Number(major) === least && Number(minor) < leastMinor))
    throw new Error(`Nix ${version} is too old, ${minimumVersion.join('.')} or newer is needed; install it in a step before this one:\n${installSteps}`)
  return version
}
