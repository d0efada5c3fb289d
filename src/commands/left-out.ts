import { manifestOfEarlier } from '../archive/earlier.ts'
import { pathsInside } from '../archive/manifest.ts'
import { atCommit, configurationNames, flakeMetadata } from '../nix/flake.ts'
import { substitutedPaths } from '../nix/store.ts'
import { InputError, quote } from '../parse/input-error.ts'
import type { Run } from '../rollout/fleet.ts'
import { closureOf } from '../store/payload.ts'
import { type Asked, type MadeWithPaths, makeWithPaths } from './build.ts'

/** The paths that an archive with some configurations leaves out, and that hosts must have or fetch. */
export type LeftOut = (names: readonly string[], made: MadeWithPaths) => ReadonlySet<string> | Promise<ReadonlySet<string>>

/** What `archive-contents` means. Throws an InputError for an earlier archive or commit that is none. */
export async function whatIsLeftOut(run: Run, asked: Asked<unknown>): Promise<LeftOut> {
  const { contents } = run.settings.making
  if (contents.kind === 'missing-from') {
    const manifest = await manifestOfEarlier(contents.earlier)
    if (manifest === undefined) return closureAt(run, asked, contents.earlier)
    const inside = new Set(pathsInside(manifest))
    return () => inside
  }
  if (contents.kind === 'built')
    return (_, { paths }) =>
      substitutedPaths(
        asked.nix,
        paths.map(({ path }) => path),
      )
  return () => new Set()
}

/** The closure that each of the configurations had as of a commit; nothing where it was not there yet. Builds what is not built. */
async function closureAt(run: Run, asked: Asked<unknown>, commit: string): Promise<LeftOut> {
  const reference = atCommit(asked.flake, commit)
  if (reference === undefined)
    throw new InputError(`archive-contents: there is no archive and no manifest at ${quote(commit)}, and the flake is not in git, where that could be a commit`)
  run.emit({ type: 'note', text: `reading what the configurations were at ${commit}` })
  const flake = await flakeMetadata(asked.nix, reference).catch((cause: unknown) => {
    const said = cause instanceof Error ? cause.message : String(cause)
    const advice = /shallow/.test(said)
      ? 'the checkout is shallow and has only its last commit; let actions/checkout fetch them all (`fetch-depth: 0`)'
      : `the flake cannot be read as of that commit: ${said}`
    throw new InputError(`archive-contents: there is no archive and no manifest at ${quote(commit)}, and ${advice}`, { cause })
  })
  const known = await configurationNames(asked.nix, flake.reference)
  const names = asked.names.filter((name) => known.includes(name))
  if (names.length === 0) return () => new Set()
  // What is kept for the next runs is what the archive's systems were built from, and that alone.
  const { payloads, paths } = await makeWithPaths(run, { ...asked, flake, names, builds: undefined }, run.settings.payloads)
  const infos = new Map(paths.map((info) => [info.path, info]))
  return (of) => new Set(of.flatMap((name) => payloads.get(name) ?? []).flatMap((payload) => closureOf(payload, { info: (path) => infos.get(path) })))
}
