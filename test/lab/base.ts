// The read-only roots under the machines: two layers a Debian suite, made once, kept in node_modules/.cache.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { mustExecute } from './command.ts'

export type Suite = 'bookworm' | 'trixie' | 'forky'

const here = import.meta.dirname
/** The repository. */
export const repository = join(here, '../..')
const fixture = join(here, '../fixture')
const cache = join(repository, 'node_modules/.cache/nix-flake-deploy-lab')

/** Where the labs of this machine have their directories: one each, named after the lab. */
export const labsDirectory = '/var/tmp/nix-flake-deploy-lab'

/** The two read-only layers under a machine's disk. */
export interface Base {
  debian: string
  /** The NixOS-like system that a host begins with. */
  initialSystem: string
}

function fingerprint(...files: string[]): string {
  const hash = createHash('sha256').update(process.arch)
  for (const file of files) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 12)
}

/** The layers of a suite, made first where they are not there yet (20-60 s). Several processes may ask at once. */
export async function baseLayers(suite: Suite): Promise<Base> {
  const make = join(here, 'make-base')
  const debian = join(cache, `${suite}-${fingerprint(make)}`)
  await ensure(suite, debian, [make, suite, debian])
  const makeSystem = join(here, 'make-initial-system')
  const sources = readdirSync(fixture, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(fixture, entry.name))
  const initialSystem = `${debian}-${fingerprint(makeSystem, ...sources.sort())}`
  await ensure(suite, initialSystem, [makeSystem, debian, initialSystem])
  return { debian, initialSystem }
}

async function ensure(suite: Suite, result: string, make: string[]): Promise<void> {
  if (existsSync(result)) return
  mkdirSync(cache, { recursive: true })
  console.error(`lab: making ${basename(result)} (once)`)
  await mustExecute(['flock', join(cache, `${suite}.lock`), 'sh', '-c', 'result=$1; shift; [ -e "$result" ] || "$@"', 'sh', result, ...make], {
    timeoutMs: 900_000,
    // All of the environment: there may be a proxy in it.
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  })
  await removeOutdated(suite, result)
}

// Only when nobody runs on them: a running lab's machines lie on their base.
async function removeOutdated(suite: Suite, current: string): Promise<void> {
  if (existsSync(labsDirectory) && readdirSync(labsDirectory).length > 0) return
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    const isOurs = current.startsWith(path) || path.startsWith(current)
    if (name.startsWith(`${suite}-`) && !isOurs) await rm(path, { recursive: true, force: true })
  }
}
