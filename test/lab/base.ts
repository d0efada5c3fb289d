// The read-only roots under the machines: one a Debian suite, made once, kept in node_modules/.cache.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mustExecute } from './command.ts'

export type Suite = 'bookworm' | 'trixie' | 'forky'

const here = import.meta.dirname
/** The repository. */
export const repository = join(here, '../..')
const fixture = join(here, '../fixture')
const cache = join(repository, 'node_modules/.cache/nix-flake-deploy-lab')

/** Where the labs of this machine have their directories: one each, named after the lab. */
export const labsDirectory = '/var/tmp/nix-flake-deploy-lab'

function fingerprint(): string {
  const hash = createHash('sha256').update(process.arch)
  const files = ['flake.nix', 'settings.json', 'toplevel.nix', 'activate.sh', 'switch-to-configuration.sh'].map((file) => join(fixture, file))
  for (const file of [join(here, 'make-base'), ...files]) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 12)
}

/** The base root of a suite, made first where it is not there yet (20-60 s). Several processes may ask at once. */
export async function baseRoot(suite: Suite): Promise<string> {
  const base = join(cache, `${suite}-${fingerprint()}`)
  if (!existsSync(base)) {
    mkdirSync(cache, { recursive: true })
    console.error(`lab: making the ${suite} base (once)`)
    const make = '[ -e "$3" ] || "$1" "$2" "$3"'
    await mustExecute(['flock', join(cache, `${suite}.lock`), 'sh', '-c', make, 'sh', join(here, 'make-base'), suite, base], {
      timeoutMs: 900_000,
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, HOME: '/root' },
    })
    await removeOutdated(suite, base)
  }
  return base
}

// Only when nobody runs on them: a running lab's machines lie on their base.
async function removeOutdated(suite: Suite, current: string): Promise<void> {
  if (existsSync(labsDirectory) && readdirSync(labsDirectory).length > 0) return
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if (name.startsWith(`${suite}-`) && path !== current) await rm(path, { recursive: true, force: true })
  }
}
