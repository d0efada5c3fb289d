import { mkdir, mkdtemp, readdir, rm, statfs, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Artifact, ArtifactClient } from '@actions/artifact'
import * as core from '@actions/core'
import { wordsOfError } from '../parse/error-words.ts'
import { InputError, quote } from '../parse/input-error.ts'
import { readEnvironment } from '../runner/environment.ts'
import { humanBytes } from '../runner/units.ts'
import { whyNone } from '../store/results-service.ts'

/** A file that is to become an artifact of this run. */
export interface ArtifactFile {
  name: string
  file: string
  /** A directory for the time of the upload, which is there. */
  directory: string
  retentionDays?: number | undefined
}

/** An artifact of this run, as it came to be. */
export interface UploadedArtifact {
  /** As it was asked for, or with a number where that name was taken. */
  name: string
  id: number
  /** The page that downloads it, for people; undefined outside of GitHub. */
  url: string | undefined
  /** `sha256:` and 64 hexadecimal digits. */
  digest: string | undefined
}

/** What to download: of this run where there is no `runId`; else by REST, which asks for a token. */
export interface ArtifactRequest {
  name: string
  runId?: number | undefined
  token?: string | undefined
  /** `owner/name` of the other run; this run's where it is left out. */
  repository?: string | undefined
  /** Where the file goes, into a directory of its own. */
  directory: string
}

/** How often a name that is taken is tried with another number, and how often a file is sent. */
const MOST_NAMES = 20
const MOST_UPLOADS = 3

/** Throws where this run can upload no artifact at all. What else is wrong is told by the upload. */
export async function needArtifacts(): Promise<void> {
  const none = await whyNone('artifacts')
  if (none !== undefined) throw noUpload(new Error(none))
  try {
    await withClient('asking whether there are artifacts here', (client) => client.listArtifacts())
  } catch (error) {
    if (hasNoArtifacts(error)) throw noUpload(error)
  }
}

/**
 * Uploads one file as it is, not zipped, as an artifact of this run. Names are unique in a run for ever: one that is taken,
 * or that an upload which broke off has burned, is tried again as `name-2`, `name-3`, …. A retention that is longer than the
 * repository allows is cut by the library, with a warning.
 */
export async function uploadArtifact({ name, file, directory: parent, retentionDays }: ArtifactFile): Promise<UploadedArtifact> {
  // A single file's artifact is named after the file, whatever name the library is given; and it reads through links.
  const directory = await mkdtemp(join(parent, 'upload-'))
  try {
    let uploads = 0
    for (let number = 1; ; number++) {
      const attempt = numbered(name, number)
      const link = join(directory, attempt)
      await symlink(resolve(file), link)
      try {
        // In the group of the phase, for groups do not nest.
        core.info(`uploading the artifact ${quote(attempt)}`)
        const { DefaultArtifactClient } = await import('@actions/artifact')
        const options = { skipArchive: true, ...(retentionDays !== undefined && { retentionDays }) }
        const { id, digest } = await new DefaultArtifactClient().uploadArtifact(attempt, [link], directory, options)
        if (id === undefined) throw new Error('the artifact service gave no id')
        return { name: attempt, id, url: artifactUrl(id), digest: digest === undefined ? undefined : `sha256:${digest}` }
      } catch (error) {
        const refusal = whyRefused(error)
        if (refusal === 'broken-off') uploads++
        if (refusal === 'final' || number === MOST_NAMES || uploads === MOST_UPLOADS) throw uploadFailure(attempt, error)
        core.info(
          `The name ${quote(attempt)} is ${refusal === 'taken' ? 'taken in this run' : 'burned by an upload that broke off'}; trying ${quote(numbered(name, number + 1))}.`,
        )
      }
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/**
 * Downloads an artifact, unzipping nothing, and gives the path of its one file. Errors: no such artifact (with those that
 * are there), no permission, a digest that is not the one that the upload had.
 */
export async function downloadArtifact({ name, runId, token, repository, directory }: ArtifactRequest): Promise<{ file: string }> {
  const findBy = runId === undefined ? undefined : otherRun(runId, token, repository)
  const from = runId === undefined ? 'this run' : `run ${runId}`
  const none = runId === undefined ? await whyNone('artifacts') : undefined
  if (none !== undefined) throw noDownload(new Error(none))
  await mkdir(directory, { recursive: true })
  const path = await mkdtemp(join(directory, 'artifact-'))
  try {
    const digestMismatch = await withClient(`downloading the artifact ${quote(name)} of ${from}`, async (client) => {
      const { artifacts } = await client.listArtifacts({ latest: true, ...(findBy && { findBy }) })
      const { id, size, digest: expectedHash } = find(artifacts, name, from)
      // The library would try it five times, and not say why it failed.
      const { bavail, bsize } = await statfs(path)
      if (size > bavail * bsize)
        throw new Error(
          `the artifact ${quote(name)} of ${from} has ${humanBytes(size)}, and the disk of ${path} has ${humanBytes(bavail * bsize)} left; make room before this step, or take a bigger runner`,
        )
      const options = { path, skipDecompress: true, ...(expectedHash !== undefined && { expectedHash }), ...(findBy && { findBy }) }
      return (await client.downloadArtifact(id, options)).digestMismatch
    })
    // The library tells of a mismatch, and goes on.
    if (digestMismatch !== false)
      throw new Error(
        `the artifact ${quote(name)} of ${from} is not what was uploaded: its SHA-256 is another one. Nothing was deployed; run this job again, and upload it anew if that does not help`,
      )
    const [file, ...others] = await readdir(path)
    if (file === undefined || others.length > 0)
      throw new Error(`the artifact ${quote(name)} of ${from} came as ${others.length + (file === undefined ? 0 : 1)} files where one was expected`)
    return { file: join(path, file) }
  } catch (error) {
    await rm(path, { recursive: true, force: true })
    throw downloadFailure(name, from, error)
  }
}

/** The library tells of each 8 MB on the log: it may, in a group that is folded. */
async function withClient<Result>(what: string, work: (client: ArtifactClient) => Promise<Result>): Promise<Result> {
  const { DefaultArtifactClient } = await import('@actions/artifact')
  return core.group(what, () => work(new DefaultArtifactClient()))
}

/** `site.tar` → `site-2.tar`. */
function numbered(name: string, number: number): string {
  if (number === 1) return name
  return name.endsWith('.tar') ? `${name.slice(0, -4)}-${number}.tar` : `${name}-${number}`
}

function artifactUrl(id: number): string | undefined {
  const page = readEnvironment().runUrl?.replace(/\/attempts\/\d+$/, '')
  return page === undefined ? undefined : `${page}/artifacts/${id}`
}

/**
 * The library's errors have no codes, so their texts tell (artifact-twirp-client.js in @actions/artifact). What failed after
 * the name was given away has burned it.
 */
function whyRefused(error: unknown): 'taken' | 'broken-off' | 'final' {
  // What this machine refuses, no other name mends.
  if ((error as NodeJS.ErrnoException).syscall !== undefined && !/^(?:connect|read|write|getaddrinfo)$/.test((error as NodeJS.ErrnoException).syscall ?? ''))
    return 'final'
  const text = wordsOfError(error)
  if (/CreateArtifact: .*\(409\)/s.test(text)) return 'taken'
  return /CreateArtifact|quota/i.test(text) || hasNoArtifacts(error) ? 'final' : 'broken-off'
}

function uploadFailure(name: string, cause: unknown): Error {
  if (hasNoArtifacts(cause)) return noUpload(cause)
  return new Error(
    `the artifact ${quote(name)} could not be uploaded: ${wordsOfError(cause)}; run this job again, or let the input archive-path say where the archive is written`,
    { cause },
  )
}

function noUpload(cause: unknown): Error {
  return withoutArtifacts('let the input archive-path say where the archive is written, and carry it from there', cause)
}

function downloadFailure(name: string, from: string, cause: unknown): unknown {
  if (hasNoArtifacts(cause)) return noDownload(cause)
  const status = (cause as { status?: unknown } | undefined)?.status
  if (status === 401 || status === 403 || status === 404) {
    return new InputError(
      `archive: GitHub refuses to show the artifacts of ${from} (${status}); check the run-id, and let the token that the input github-token has read them:\n  permissions:\n    actions: read`,
      { cause },
    )
  }
  // What is ours already says it all.
  if (cause instanceof InputError || wordsOfError(cause).startsWith('the artifact ')) return cause
  return new Error(`the artifact ${quote(name)} of ${from} could not be downloaded: ${wordsOfError(cause)}`, { cause })
}

function noDownload(cause: unknown): Error {
  return withoutArtifacts("write the archive with archive-path in the job that makes it, carry it here, and give its path to the input 'archive'", cause)
}

/** GitHub Enterprise Server, and whatever else runs actions and has no artifact service of GitHub's newer kind. */
function hasNoArtifacts(error: unknown): boolean {
  return error instanceof Error && (error.name === 'GHESNotSupportedError' || /ACTIONS_(RUNTIME_TOKEN|RESULTS_URL)/.test(error.message))
}

function withoutArtifacts(wayOut: string, cause: unknown): Error {
  return new Error(`there are no artifacts here that this action can use, which are those of github.com: ${wordsOfError(cause)}; ${wayOut}`, { cause })
}

function otherRun(runId: number, token: string | undefined, repository = readEnvironment().repository) {
  if (token === undefined) throw new InputError('github-token: the artifacts of another run are read with a token; give one with `permissions: actions: read`')
  const [repositoryOwner, repositoryName] = repository?.split('/') ?? []
  if (repositoryOwner === undefined || repositoryName === undefined) throw new Error('GITHUB_REPOSITORY does not say whose runs these are')
  return { workflowRunId: runId, repositoryOwner, repositoryName, token }
}

function find(artifacts: readonly Artifact[], name: string, from: string): Artifact {
  const found = artifacts.find((artifact) => artifact.name === name)
  if (found !== undefined) return found
  const there =
    artifacts.length === 0
      ? 'it has none'
      : `it has ${artifacts
          .map((artifact) => quote(artifact.name))
          .sort()
          .join(', ')}`
  throw new InputError(`archive: ${from} has no artifact ${quote(name)}; ${there}. An artifact may have expired; that of another run is read with run-id`)
}
