import { join } from 'node:path'
import { openArchive } from '../archive/source.ts'
import { InputError } from '../parse/input-error.ts'
import type { Run } from '../rollout/fleet.ts'
import type { ArchiveLocation } from '../settings/archive.ts'
import { isReserved } from '../settings/revision.ts'
import type { Archive } from '../store/payload.ts'

/** An archive for the targets of a run, and the label under which they will know what is in it. */
export interface OpenedArchive extends Archive {
  revision: string
  /** Configuration → store path, of those whose path is known before a host has built it. */
  toplevels: Record<string, string>
}

/** Fetches, reads and checks the archive that `archive` names. Needs neither Nix nor a flake. */
export async function openForTargets(run: Run, location: ArchiveLocation): Promise<OpenedArchive> {
  const { settings, privateDirectory, emit, signal } = run
  const path = 'path' in location ? location.path : await download(run, location)
  const started = performance.now()
  emit({ type: 'note', text: `reading the archive ${path}` })
  const wanted = { configurations: [...new Set(settings.targets.map(({ configuration }) => configuration))], payload: settings.payloads[0] }
  const archive = await openArchive(path, wanted, join(privateDirectory, 'cache'), signal)
  const revision = archive.revision ?? settings.revision
  if (revision === undefined || isReserved(revision))
    throw new InputError(`revision: ${path} does not say of which revision it is; write a label for it, such as the git SHA of its flake`)
  emit({
    type: 'note',
    text: `read in ${((performance.now() - started) / 1000).toFixed(1)} s: ${archive.paths} store paths of revision ${revision}, whole and as they should be`,
  })
  const toplevels = [...archive.payloads].flatMap(([name, { toplevel }]): [string, string][] => (toplevel === undefined ? [] : [[name, toplevel]]))
  return { ...archive, revision, toplevels: Object.fromEntries(toplevels) }
}

async function download(
  { settings, environment, privateDirectory }: Run,
  { artifact, runId }: Extract<ArchiveLocation, { artifact: string }>,
): Promise<string> {
  const { downloadArtifact } = await import('../archive/artifact.ts')
  const { file } = await downloadArtifact({
    name: artifact,
    runId,
    token: settings.githubToken,
    repository: environment.repository,
    directory: join(privateDirectory, 'artifact'),
  })
  return file
}
