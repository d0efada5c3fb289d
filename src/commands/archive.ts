import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { healthChecksFor, manifestOf } from '../archive/describe.ts'
import { type Manifest, pathsInside } from '../archive/manifest.ts'
import { checkPlace, isTar, makeWorkDirectory, type Place, placesFor, workDirectoryFor } from '../archive/places.ts'
import { type ArchiveFile, archiveFiles, writeDirectory, writeTar } from '../archive/writer.ts'
import type { MadeArchive, Report } from '../events/results.ts'
import { InputError } from '../parse/input-error.ts'
import { makePrivateDirectory, type Run } from '../rollout/fleet.ts'
import { withHeartbeat } from '../runner/heartbeat.ts'
import { humanBytes, plural } from '../runner/units.ts'
import { BinaryCache } from '../store/binary-cache.ts'
import { writingTo } from '../store/full-disk.ts'
import type { SignedStatement } from '../store/statement.ts'
import { type Asked, type MadeWithPaths, makeWithPaths, mustHaveSha, phase, readFlake } from './build.ts'
import { type LeftOut, whatIsLeftOut } from './left-out.ts'
import { signerOf, signStatements } from './statements.ts'

/** `archive`: packs configurations into one thing that can be carried anywhere: a directory, a tar file, a workflow artifact. */
export async function archive(run: Run): Promise<Report> {
  const { settings, environment, privateDirectory, saveWorkDirectory } = run
  const work = workDirectoryFor(settings.making.path ?? join(privateDirectory, 'archive'))
  const ours = [privateDirectory]
  const over = new AbortController()
  await makePrivateDirectory(privateDirectory)
  saveWorkDirectory(work)
  try {
    // Where it cannot be made, nothing is built. It may lie in the flake, which must not change once it was read: so not yet.
    await makeWorkDirectory(work)
    ours.push(work)
    await rm(work, { recursive: true })
    const asked = await readFlake(run, (flake) => settings.revision ?? mustHaveSha(flake, settings.nixOptions))
    if (asked.names.length === 0) throw new InputError(`${asked.saidIn}: the flake has no configuration, so there is nothing to archive`)
    for (const name of asked.names) healthChecksFor(name, settings)
    const places = placesFor(asked.names, settings, asked.revision, environment)
    for (const { path } of places) if (path !== undefined) await checkPlace(path)
    if (places.some(({ artifactName }) => artifactName !== undefined)) await (await import('../archive/artifact.ts')).needArtifacts()
    const leftOut = await whatIsLeftOut(run, asked)
    const made = await makeWithPaths(run, asked, settings.payloads)
    await makeWorkDirectory(work)
    // Where a place cannot be written, nothing is compressed any more.
    const nix = { ...asked.nix, signal: AbortSignal.any([run.signal, over.signal]) }
    const written = { files: 0, bytes: 0 }
    const tell = (): void => run.emit({ type: 'note', text: `${plural(written.files, 'file')} written, ${humanBytes(written.bytes)}` })
    const write = (): ReturnType<typeof writeAll> => writeAll(run, { ...asked, nix }, made, leftOut, places, work, written)
    const { archives, uploads } = await phase(run.emit, 'write-archive', `write ${plural(places.length, 'archive')}`, () =>
      withHeartbeat(tell, () => writingTo(settings.making.path ?? privateDirectory, write)),
    )
    // An upload takes long and cannot be broken off: what it does not need goes before.
    await rm(work, { recursive: true, maxRetries: 3 })
    const uploadAll = async (): Promise<void> => {
      for (const upload of uploads) {
        run.signal.throwIfAborted()
        await upload()
      }
    }
    if (uploads.length > 0) await phase(run.emit, 'upload', `upload ${plural(uploads.length, 'artifact')}`, uploadAll)
    return {
      revision: asked.revision,
      ...(made.toplevels.size > 0 && { toplevels: Object.fromEntries(made.toplevels) }),
      ...(settings.making.perConfiguration
        ? { archives: Object.fromEntries(archives.map((each, index) => [places[index]?.names[0] ?? '', each])) }
        : { archive: archives[0] }),
    }
  } finally {
    over.abort()
    for (const directory of ours) await rm(directory, { recursive: true, force: true, maxRetries: 3 })
    saveWorkDirectory('')
  }
}

/** Writes every archive, and when all are whole puts them into their places. Gives also what uploads those that become artifacts. */
async function writeAll(
  run: Run,
  asked: Asked<string>,
  made: MadeWithPaths,
  leftOut: LeftOut,
  places: Place[],
  work: string,
  written: Written,
): Promise<{ archives: MadeArchive[]; uploads: (() => Promise<void>)[] }> {
  const { settings, privateDirectory } = run
  const { compressionLevel, signingKey, artifactRetentionDays: retentionDays } = settings.making
  const secretKeyFile = signingKey === undefined ? undefined : join(privateDirectory, 'signing-key')
  if (secretKeyFile !== undefined) await writeFile(secretKeyFile, signingKey ?? '', { mode: 0o600 })
  const cache = new BinaryCache(asked.nix, join(work, 'cache'), made.paths, { compressionLevel, secretKeyFile })
  const signer = await signerOf(run)
  const statements = await signStatements(signer, undefined, asked, made, new Map(made.paths.map((info) => [info.path, info])))
  const manifests = await Promise.all(places.map(async ({ names }) => manifestFor(run, asked, made, names, await leftOut(names, made), statements)))
  // In one go, however many archives they go into.
  const inside = new Set(manifests.flatMap(pathsInside))
  cache.ready(made.paths.filter(({ path }) => inside.has(path)))

  const archives: MadeArchive[] = []
  const finished: [from: string, to: string][] = []
  const uploads: (() => Promise<void>)[] = []
  for (const [index, { path, artifactName }] of places.entries()) {
    const manifest = manifests[index] as Manifest
    const archive: MadeArchive = { manifest, ...(path !== undefined && { path }) }
    archives.push(archive)
    run.emit({ type: 'note', text: `writing ${path ?? artifactName ?? ''}: ${describe(manifest)}` })
    const files = (): AsyncIterable<ArchiveFile> => counted(archiveFiles(manifest, cache, signer), written)
    const made = join(work, `made-${index}`)
    let tar = join(privateDirectory, `artifact-${index}.tar`)
    if (path !== undefined) {
      if (isTar(path)) await writeTar(files(), made, asked.nix.signal)
      else await writeDirectory(files(), made, places.length === 1)
      finished.push([made, path])
      if (isTar(path)) tar = path
    }
    if (artifactName === undefined) continue
    if (tar !== path) await writeTar(files(), tar, asked.nix.signal)
    uploads.push(async () => {
      const { uploadArtifact } = await import('../archive/artifact.ts')
      archive.artifact = await uploadArtifact({ name: artifactName, file: tar, directory: privateDirectory, retentionDays })
    })
  }
  run.signal.throwIfAborted()
  for (const [from, to] of finished) await rename(from, to)
  await cache.idle()
  return { archives, uploads }
}

/** How much has been written by now. */
interface Written {
  files: number
  bytes: number
}

async function* counted(files: AsyncIterable<ArchiveFile>, written: Written): AsyncGenerator<ArchiveFile> {
  for await (const file of files) {
    yield file
    written.files += 1
    written.bytes += typeof file.content === 'string' ? file.content.length : file.content.bytes
  }
}

async function manifestFor(
  { settings }: Run,
  { revision, flake, nixVersion }: Asked<string>,
  { payloads, toplevels, systems, paths }: MadeWithPaths,
  names: string[],
  leftOut: ReadonlySet<string>,
  statements: ReadonlyMap<string, SignedStatement>,
): Promise<Manifest> {
  const configurations = names.map(async (name) => {
    const toplevel = toplevels.get(name)
    // NixOS writes down there what it is for.
    const written = toplevel === undefined ? '' : await readFile(join(toplevel, 'system'), 'utf8').catch(() => '')
    const system = systems.get(name) ?? written.trim()
    return {
      name,
      payloads: payloads.get(name) ?? [],
      healthChecks: healthChecksFor(name, settings),
      system: system === '' ? undefined : system,
      statement: statements.get(name),
    }
  })
  return manifestOf({
    revision,
    flake,
    nixVersion,
    signer: settings.making.signingKey?.split(':')[0],
    configurations: await Promise.all(configurations),
    infos: new Map(paths.map((info) => [info.path, info])),
    leftOut,
  })
}

/** For the log: how much is in it. */
function describe(manifest: Manifest): string {
  const inside = pathsInside(manifest)
  const bytes = inside.reduce((sum, path) => sum + (manifest.paths[path]?.narBytes ?? 0), 0)
  return `${inside.length} of ${Object.keys(manifest.paths).length} store paths, ${humanBytes(bytes)} before compression`
}
