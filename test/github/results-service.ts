// GitHub's Results Service (artifacts of v4 and later, cache v2) and its REST list and download of artifacts, in front of Azurite,
// a real blob store. A test starts it with `startResults`; as a program of its own it can stand in a lab's network:
// `node results-service.ts ADDRESS DIRECTORY` tells what happens on standard output and takes faults on standard input, in JSON.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { BlobSASPermissions, BlobServiceClient, generateBlobSASQueryParameters, StorageSharedKeyCredential } from '@azure/storage-blob'
import type { RunnerEnvironment } from './runner.ts'

/** What goes wrong from now on. */
export interface Faults {
  /** Names that the run has already. */
  takenNames?: string[]
  /** So many times an artifact is not finalized, and its name is burned. */
  failedFinalizes?: number
  /** Downloads are told this digest. */
  digest?: string
  /** Artifacts are listed with this size. */
  size?: string
  /** So long it takes to finalize an artifact. */
  finalizeSeconds?: number
  /** What REST answers. */
  restStatus?: number
  /** The cache hangs up on whoever calls. */
  cacheIsDown?: boolean
}

/** A call that came in: a method of the service, or of REST with its path. */
export interface Call {
  method: string
  body: Record<string, unknown>
}

export interface ResultsService extends RunnerEnvironment {
  calls: Call[]
  fail(faults: Faults): Promise<void>
  stop(): Promise<void>
}

const job = '22222222-2222-2222-2222-222222222222'
const account = 'actions'

/**
 * A token as the clients want it: they read its scopes and do not check it (getBackendIdsFromToken in @actions/artifact). The
 * run's number does for its backend id.
 */
function runtimeToken(runId: string): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const scope = [{ Scope: 'refs/heads/main', Permission: 3 }]
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ scp: `Actions.Results:${runId}:${job}`, ac: JSON.stringify(scope) })}.signature`
}

/** Starts the service; `network` is where its program is to run, if not here. It ends with `stop`, and when this process does. */
export async function startResults({
  directory,
  address = '127.0.0.1',
  network = (argv) => [...argv],
}: {
  directory: string
  address?: string
  network?: (argv: readonly string[]) => string[]
}): Promise<ResultsService> {
  const [file = '', ...argv] = network([process.execPath, import.meta.filename, address, directory])
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(file, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  const calls: Call[] = []
  const lines = createInterface(child.stdout)
  const told = new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the results service ended with ${code ?? 'a signal'}`)))
    lines.once('line', resolve)
  })
  const url = await told
  let settled: (() => void) | undefined
  lines.on('line', (line) => (line === 'set' ? settled?.() : calls.push(JSON.parse(line) as Call)))
  return {
    calls,
    environment: (runId) => ({
      ACTIONS_RESULTS_URL: url,
      ACTIONS_RUNTIME_TOKEN: runtimeToken(runId),
      ACTIONS_CACHE_SERVICE_V2: 'True',
      GITHUB_API_URL: url.replace(/\/$/, ''),
      GITHUB_RUN_ID: runId,
    }),
    fail: (faults) =>
      new Promise((resolve) => {
        settled = resolve
        child.stdin.write(`${JSON.stringify(faults)}\n`)
      }),
    stop: async () => {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

class ServiceError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

interface StoredArtifact {
  run: string
  name: string
  id: string
  mimeType: string
  isReady: boolean
  size: string
  digest: string | undefined
  createdAt: string
}

interface StoredCache {
  id: string
  key: string
  version: string
  isReady: boolean
}

/** A request, whose fields are as protobuf's JSON has them. */
type Body = Partial<Record<'workflow_run_backend_id' | 'name' | 'name_filter' | 'id_filter' | 'mime_type' | 'size' | 'hash' | 'key' | 'version', string>> & {
  restore_keys?: string[]
}

/** The blob store, in a process of its own with a key of its own. */
async function startBlobs(
  address: string,
  directory: string,
): Promise<{
  blobs: BlobServiceClient
  sign: (container: string, blob: string, permissions: string, type?: string, disposition?: string) => string
  stop: () => void
}> {
  const port = await freePort(address)
  const key = randomBytes(64).toString('base64')
  mkdirSync(directory, { recursive: true })
  const program = join(import.meta.dirname, '../..', 'node_modules/azurite/dist/src/blob/main.js')
  const options = ['--silent', '--disableTelemetry', '--skipApiVersionCheck', '--blobHost', address, '--blobPort', String(port), '--location', directory]
  const azurite = spawn(process.execPath, [program, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
  })
  const url = `http://${address}:${port}`
  // It does not say when it listens.
  for (
    let tries = 0;
    !(await fetch(url).then(
      () => true,
      () => false,
    ));
    tries++
  ) {
    if (azurite.exitCode !== null || tries > 300) throw new Error('Azurite did not start')
    await setTimeout(50)
  }
  const credential = new StorageSharedKeyCredential(account, key)
  const blobs = new BlobServiceClient(`${url}/${account}`, credential)
  for (const container of ['artifacts', 'caches']) await blobs.getContainerClient(container).createIfNotExists()
  const sign = (containerName: string, blobName: string, permissions: string, contentType?: string, contentDisposition?: string): string => {
    const values = {
      containerName,
      blobName,
      permissions: BlobSASPermissions.parse(permissions),
      expiresOn: new Date(Date.now() + 3_600_000),
      contentType,
      contentDisposition,
    }
    return `${url}/${account}/${containerName}/${encodeURIComponent(blobName)}?${generateBlobSASQueryParameters(values, credential).toString()}`
  }
  return { blobs, sign, stop: () => azurite.kill() }
}

async function freePort(address: string): Promise<number> {
  const server = createTcpServer().listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function serve(address: string, directory: string): Promise<void> {
  const { blobs, sign, stop } = await startBlobs(address, directory)
  const artifacts: StoredArtifact[] = []
  const caches: StoredCache[] = []
  let faults: Faults = {}
  let nextId = 1000
  const artifactOf = ({ workflow_run_backend_id: run, name }: Body): StoredArtifact | undefined =>
    artifacts.find((artifact) => artifact.run === run && artifact.name === name)
  const listed = (run: string | undefined): StoredArtifact[] => artifacts.filter((artifact) => artifact.isReady && artifact.run === run)
  const digestOf = ({ digest }: StoredArtifact): string | undefined => faults.digest ?? digest
  const signedUrl = ({ id, name, mimeType }: StoredArtifact): string => sign('artifacts', id, 'r', mimeType, `attachment; filename="${name}"`)

  const methods: Record<string, (body: Body) => object | Promise<object>> = {
    CreateArtifact(body) {
      const { workflow_run_backend_id: run = '', name = '', mime_type: mimeType = 'application/zip' } = body
      if (artifactOf(body) !== undefined || faults.takenNames?.includes(name))
        throw new ServiceError(409, 'an artifact with this name already exists on the workflow run')
      const id = String(nextId++)
      artifacts.push({ run, name, id, mimeType, isReady: false, size: '0', digest: undefined, createdAt: new Date().toISOString() })
      return { ok: true, signed_upload_url: sign('artifacts', id, 'cw') }
    },
    async FinalizeArtifact(body) {
      const artifact = artifactOf(body)
      if (artifact === undefined) throw new ServiceError(404, 'artifact not found')
      await setTimeout((faults.finalizeSeconds ?? 0) * 1000)
      if ((faults.failedFinalizes ?? 0) > 0) {
        faults = { ...faults, failedFinalizes: (faults.failedFinalizes ?? 0) - 1 }
        throw new ServiceError(400, 'the artifact could not be finalized')
      }
      const { contentLength } = await blobs.getContainerClient('artifacts').getBlobClient(artifact.id).getProperties()
      if (String(contentLength) !== body.size) throw new ServiceError(400, `size ${body.size ?? ''} is not the blob's ${contentLength ?? ''}`)
      Object.assign(artifact, { isReady: true, size: body.size, digest: body.hash })
      return { ok: true, artifact_id: artifact.id }
    },
    ListArtifacts({ workflow_run_backend_id: run = '', name_filter: name, id_filter: id }) {
      const found = listed(run).filter((artifact) => (name === undefined || artifact.name === name) && (id === undefined || artifact.id === id))
      return {
        artifacts: found.map((artifact) => ({
          workflow_run_backend_id: run,
          workflow_job_run_backend_id: job,
          database_id: artifact.id,
          name: artifact.name,
          size: faults.size ?? artifact.size,
          created_at: artifact.createdAt,
          digest: digestOf(artifact),
        })),
      }
    },
    GetSignedArtifactURL(body) {
      const artifact = artifactOf(body)
      if (artifact?.isReady !== true) throw new ServiceError(404, 'artifact not found')
      return { signed_url: signedUrl(artifact) }
    },
    CreateCacheEntry({ key = '', version = '' }) {
      if (caches.some((entry) => entry.key === key && entry.version === version))
        return { ok: false, message: 'cache entry with the same key, version, and scope already exists' }
      const id = String(nextId++)
      caches.push({ id, key, version, isReady: false })
      return { ok: true, signed_upload_url: sign('caches', id, 'cw') }
    },
    FinalizeCacheEntryUpload({ key, version }) {
      const entry = caches.find((candidate) => candidate.key === key && candidate.version === version)
      if (entry === undefined) return { ok: false, message: 'no such entry' }
      entry.isReady = true
      return { ok: true, entry_id: entry.id }
    },
    GetCacheEntryDownloadURL({ key = '', version, restore_keys: restoreKeys = [] }) {
      const newestFirst = caches.filter((entry) => entry.isReady && entry.version === version).reverse()
      const hit =
        newestFirst.find((entry) => entry.key === key) ??
        [key, ...restoreKeys].map((prefix) => newestFirst.find((entry) => entry.key.startsWith(prefix))).find((entry) => entry !== undefined)
      return hit === undefined ? { ok: false } : { ok: true, signed_download_url: sign('caches', hit.id, 'r'), matched_key: hit.key }
    },
  }

  /** REST, which knows artifacts by run and by number; a run's number is its backend id here. */
  const rest = (path: string, response: ServerResponse): void => {
    const [, run] = /\/actions\/runs\/(\d+)\/artifacts$/.exec(path) ?? []
    const artifact = artifacts.find(({ id }) => path.endsWith(`/actions/artifacts/${id}/zip`))
    if (faults.restStatus !== undefined) answer(response, faults.restStatus, { message: 'Resource not accessible by integration' })
    else if (run !== undefined) {
      const found = listed(run).map((entry) => ({
        id: Number(entry.id),
        name: entry.name,
        size_in_bytes: Number(entry.size),
        created_at: entry.createdAt,
        digest: digestOf(entry),
      }))
      answer(response, 200, { total_count: found.length, artifacts: found })
    } else if (artifact === undefined) answer(response, 404, { message: 'Not Found' })
    else answer(response, 302, {}, { location: signedUrl(artifact) })
  }

  const server = createServer((request, response) => {
    const handle = async (): Promise<void> => {
      let text = ''
      for await (const chunk of request) text += String(chunk)
      const { pathname } = new URL(request.url ?? '', 'http://localhost')
      const [, twirp, service = '', method = ''] = pathname.split('/')
      const body = (text === '' ? {} : JSON.parse(text)) as Body
      console.log(JSON.stringify({ method: twirp === 'twirp' ? method : `${request.method ?? ''} ${pathname}`, body }))
      if (twirp !== 'twirp') {
        rest(pathname, response)
        return
      }
      if (service.endsWith('CacheService') && faults.cacheIsDown === true) {
        request.socket.destroy()
        return
      }
      if (!/^Bearer \S+\.\S+\.\S+$/.test(request.headers.authorization ?? '')) throw new ServiceError(401, 'missing token')
      const call = methods[method]
      if (call === undefined) throw new ServiceError(404, `no route ${pathname}`)
      answer(response, 200, await call(body))
    }
    handle().catch((error: unknown) => {
      answer(response, error instanceof ServiceError ? error.status : 500, { code: 'failed', msg: error instanceof Error ? error.message : String(error) })
    })
  }).listen(0, address)
  await once(server, 'listening')
  console.log(`http://${address}:${(server.address() as AddressInfo).port}/`)
  for await (const line of createInterface(process.stdin)) {
    faults = JSON.parse(line) as Faults
    console.log('set')
  }
  stop()
  process.exit()
}

function answer(response: ServerResponse, status: number, content: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(content))
}

if (import.meta.main) {
  const [address = '', directory = ''] = process.argv.slice(2)
  await serve(address, directory)
}
