import { existsSync } from 'node:fs'
import { quote } from '../parse/input-error.ts'
import { ask } from '../runner/ask.ts'
import { ProgramMissing } from '../runner/process.ts'
import type { Nix } from './command.ts'

const minimumVersion = [2, 24] as const

const usualPlaces = (home: string) => [
  '/nix/var/nix/profiles/default/bin/nix',
  `${home}/.nix-profile/bin/nix`,
  `${home}/.local/state/nix/profile/bin/nix`,
  '/run/current-system/sw/bin/nix',
]

/** Finds Nix in PATH or where installers put it. Errors: none there, and one older than 2.24. */
export async function findNix(settings: Pick<Nix, 'options' | 'signal' | 'onEvent' | 'heartbeatSeconds'> & { home: string }): Promise<Nix> {
  const { home, ...context } = settings
  for (const program of ['nix', ...usualPlaces(home)]) {
    const said = await versionOf(program, context.signal)
    if (said === undefined) continue
    const [, version, major, minor] = /((\d+)\.(\d+)\S*)\s*$/.exec(said.trim()) ?? []
    if (version === undefined) throw new Error(`'${program} --version' says ${quote(said.trim())}, which is no version of Nix`)
    const [least, leastMinor] = minimumVersion
    if (Number(major) < least || (Number(major) === least && Number(minor) < leastMinor)) {
      throw new Error(`Nix ${version} is too old, ${minimumVersion.join('.')} or newer is needed; install it in a step before this one:\n${installSteps}`)
    }
    return { program, version, ...context }
  }
  const inContainer = ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file))
  throw new Error(
    `Nix was not found on this runner${inContainer ? ', for this job runs in a container, which has only what its image has' : ''}; install it in a step before this one:\n${installSteps}`,
  )
}

const installSteps = '  - uses: cachix/install-nix-action@v31\nor\n  - uses: DeterminateSystems/nix-installer-action@v22'

async function versionOf(program: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    return (await ask(program, ['--version'], { signal, mustSucceed: `${program} --version` })).stdout
  } catch (error) {
    if (error instanceof ProgramMissing) return undefined
    throw error
  }
}
