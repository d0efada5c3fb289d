import { isDeepStrictEqual } from 'node:util'
import { describeCheck, type HealthCheck } from '../health/check.ts'
import type { FlakeMetadata } from '../nix/flake.ts'
import type { PathInfo } from '../nix/store.ts'
import { InputError, quote } from '../parse/input-error.ts'
import type { Settings } from '../settings/parse.ts'
import { closureOf, type Payload } from '../store/payload.ts'
import type { SignedStatement } from '../store/statement.ts'
import { MANIFEST_SCHEMA, type Manifest } from './manifest.ts'

/** What goes into an archive. */
export interface ArchiveContent {
  revision: string
  flake: Pick<FlakeMetadata, 'url' | 'lockHash'>
  nixVersion: string
  signer?: string | undefined
  configurations: {
    name: string
    system?: string | undefined
    payloads: Payload[]
    healthChecks: Manifest['configurations'][string]['healthChecks']
    statement?: SignedStatement | undefined
  }[]
  /** What is known of every path that there may be. */
  infos: ReadonlyMap<string, PathInfo>
  /** The paths that are left out, where there are any. */
  leftOut: ReadonlySet<string>
}

/**
 * How to see that a configuration is healthy: as the targets say that run it, or else the input. Throws an InputError where
 * they do not say the same.
 */
export function healthChecksFor(
  configuration: string,
  { targets, healthChecks }: Pick<Settings, 'targets' | 'healthChecks'>,
): ArchiveContent['configurations'][number]['healthChecks'] {
  const [first, ...others] = targets.filter((target) => target.configuration === configuration)
  const other = others.find((target) => !isDeepStrictEqual(target.healthChecks, first?.healthChecks))
  if (first === undefined || other === undefined) return (first?.healthChecks ?? healthChecks).map(forArchive)
  throw new InputError(
    `targets: ${quote(first.name)} and ${quote(other.name)} run '${configuration}' with different health checks, and an archive has the same for both; write \`{target}\` or \`{host}\` where they differ, or leave one of the targets out`,
  )
}

/** Refuses what an archive's own install does not ask; and with it, headers, which everybody who has the archive could read. */
function forArchive(check: HealthCheck): ArchiveContent['configurations'][number]['healthChecks'][number] {
  if (check.kind !== 'units' && (check.kind !== 'http' || (check.request === undefined && check.expectJson === undefined))) return check
  throw new InputError(
    `health-check: ${describeCheck(check)} is more than an archive can ask: of a 'url' that is expect-status, expect-header and expect-body; leave it out here, and write it where the archive is deployed`,
  )
}

/** The manifest of an archive with these configurations: of all paths that their payloads need, and of no others. */
export function manifestOf({ revision, flake, nixVersion, signer, configurations, infos, leftOut }: ArchiveContent): Manifest {
  const needed = new Set(configurations.flatMap(({ payloads }) => payloads).flatMap((payload) => closureOf(payload, { info: (path) => infos.get(path) })))
  const known = (path: string): PathInfo => {
    const info = infos.get(path)
    if (info === undefined) throw new Error(`nothing is known of ${path}`)
    return info
  }
  const paths = [...needed]
    .sort()
    .map(known)
    .map(({ path, narHash, narBytes, references }) => {
      return [path, { narHash, narBytes, references: references.toSorted(), ...(leftOut.has(path) && { expected: true as const }) }] as const
    })
  return {
    schema: MANIFEST_SCHEMA,
    revision,
    flake: { ...(flake.url !== undefined && { url: flake.url }), ...(flake.lockHash !== undefined && { lockHash: flake.lockHash }) },
    nix: nixVersion,
    ...(signer !== undefined && { signer }),
    configurations: Object.fromEntries(
      configurations
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, system, payloads, healthChecks, statement }) => [
          name,
          { ...(system !== undefined && { system }), payloads, healthChecks, ...(statement && { statement }) },
        ]),
    ),
    paths: Object.fromEntries(paths),
  }
}
