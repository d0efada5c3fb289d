import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pLimit from 'p-limit'
import { extract } from 'tar-stream'
import { InputError, quote } from '../parse/input-error.ts'
import { stampOf } from '../store/stored-paths.ts'
import { type Manifest, parseManifest } from './manifest.ts'

/** A file of an archive, read to its end: where its content lies, and what that is. */
export interface ReadFile {
  /** As below the archive's directory, like `cache/nar/….nar.zst`. */
  name: string
  /** The file that holds it: itself, or the tar. */
  file: string
  start: number
  bytes: number
  /** Hexadecimal. */
  sha256: string
  /** Of what is read here and not just handed on; '' otherwise. */
  text: string
}

/** All files of an archive, by name, and for each file in which they lie what it was when it was read. */
export interface ReadFiles {
  manifest: Manifest
  files: Map<string, ReadFile>
  stamps: Map<string, string>
}

/** An archive that is not what it should be: `what` is the rest of a sentence about the file. */
export function damaged(file: string, what: string, cause?: unknown): InputError {
  return new InputError(`archive: ${file} ${what}; make or fetch the archive again`, { cause })
}

const known = /^(manifest\.json|install|host-agent\.sh|SHA256SUMS(\.sig)?|cache\/(nix-cache-info|[0-9a-z]{32}\.narinfo|nar\/[0-9a-z]{52}\.nar\.zst))$/
const isText = /(^manifest\.json|^SHA256SUMS|\.narinfo)$/
/** No manifest of a system is near that: a thousand store paths take 0.5 MB. */
const TEXT_BYTES = 256 * 1024 * 1024

/**
 * Reads every byte of an archive once; `manifest.json` first, for it says whether the rest is anything that is known here.
 * Throws an InputError for whatever no archive has: links, devices, names from elsewhere, the same name twice, an early end.
 */
export async function readArchive(path: string, isDirectory: boolean, signal: AbortSignal): Promise<ReadFiles> {
  const [files, stamps] = [new Map<string, ReadFile>(), new Map<string, string>()]
  let manifest: Manifest | undefined
  const onFile = (found: ReadFile): void => {
    if (found.name === 'manifest.json') manifest = parseManifest(found.text, join(path, found.name))
    files.set(found.name, found)
  }
  await (isDirectory ? readDirectory : readTar)(path, { files, stamps, onFile }, signal)
  if (manifest === undefined) throw damaged(path, 'has no manifest.json: it is no archive of nix-flake-deploy, or was not written or fetched to its end')
  return { manifest, files, stamps }
}

/** What was read up to now, and who is told of each file. */
interface Reading {
  files: ReadonlyMap<string, ReadFile>
  stamps: Map<string, string>
  onFile: (found: ReadFile) => void
}

async function readDirectory(path: string, { stamps, onFile }: Reading, signal: AbortSignal): Promise<void> {
  const limit = pLimit(4)
  const buffers: Buffer[] = []
  const readOne = async (name: string): Promise<void> => {
    signal.throwIfAborted()
    // As many as are read at once: what a stream allocates for each piece of a gigabyte is collected late.
    const buffer = buffers.pop() ?? Buffer.allocUnsafe(128 * 1024)
    const file = join(path, name)
    const handle = await open(file)
    try {
      const before = await handle.stat({ bigint: true })
      const content = new Content(name)
      for (let read = 1; read > 0; ) {
        signal.throwIfAborted()
        read = (await handle.read(buffer)).bytesRead
        content.update(buffer.subarray(0, read))
      }
      if (stampOf(await handle.stat({ bigint: true })) !== stampOf(before)) throw damaged(file, 'is being changed')
      stamps.set(file, stampOf(before))
      onFile({ name, file, start: 0, bytes: Number(before.size), ...content.end() })
    } finally {
      buffers.push(buffer)
      await handle.close()
    }
  }
  const entries = (await readdir(path, { recursive: true, withFileTypes: true })).map((entry) => ({
    entry,
    name: relative(path, join(entry.parentPath, entry.name)),
  }))
  if (entries.some(({ entry, name }) => name === 'manifest.json' && entry.isFile())) await readOne('manifest.json')
  const names: string[] = []
  for (const { entry, name } of entries) {
    if (entry.isDirectory() && isKnownDirectory(name)) continue
    mustBelong(path, name, entry.isFile() ? 'file' : 'link or device')
    if (name !== 'manifest.json') names.push(name)
  }
  const reading = names.map((name) => limit(() => readOne(name)))
  try {
    await Promise.all(reading)
  } finally {
    limit.clearQueue()
  }
}

async function readTar(path: string, { files, stamps, onFile }: Reading, signal: AbortSignal): Promise<void> {
  const handle = await open(path)
  let reading = 'its beginning'
  try {
    const before = await handle.stat({ bigint: true })
    const tar = extract()
    const feeding = pipeline(createReadStream(path, { fd: handle, autoClose: false, highWaterMark: 128 * 1024 }), tar, { signal })
    feeding.catch(() => undefined)
    for await (const entry of tar) {
      const { header } = entry
      const name = header.name.replace(/^\.\//, '').replace(/\/$/, '')
      if (!(header.type === 'directory' && isKnownDirectory(name))) {
        mustBelong(path, name, header.type)
        if (files.has(name)) throw damaged(path, `has ${quote(name)} twice`)
      }
      reading = quote(name)
      const content = new Content(name)
      for await (const chunk of entry) content.update(chunk as Buffer)
      if (header.type === 'directory') continue
      onFile({ name, file: path, start: (header as { byteOffset?: number }).byteOffset ?? NaN, bytes: header.size, ...content.end() })
    }
    await feeding
    if (stampOf(await handle.stat({ bigint: true })) !== stampOf(before)) throw damaged(path, 'is being changed')
    stamps.set(path, stampOf(before))
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof InputError) throw cause
    throw damaged(path, `is no whole tar: after ${reading}: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  } finally {
    await handle.close()
  }
}

function isKnownDirectory(name: string): boolean {
  return ['', '.', 'cache', 'cache/nar'].includes(name)
}

function mustBelong(path: string, name: string, type: string): void {
  if (!known.test(name)) throw damaged(path, `has ${quote(name)}, which is no part of an archive`)
  if (type !== 'file') throw damaged(path, `has ${quote(name)} as a ${type}, where a file should be`)
}

/** Hashes what comes, and keeps a copy where it is to be read. */
class Content {
  readonly #hash: Hash = createHash('sha256')
  readonly #name: string
  #chunks: Buffer[] | undefined
  #bytes = 0

  constructor(name: string) {
    this.#name = name
    this.#chunks = isText.test(name) ? [] : undefined
  }

  update(chunk: Buffer): void {
    this.#hash.update(chunk)
    this.#chunks?.push(Buffer.from(chunk))
    this.#bytes += chunk.length
    if (this.#chunks !== undefined && this.#bytes > TEXT_BYTES) throw damaged(this.#name, 'is far too long')
  }

  end(): { sha256: string; text: string } {
    return { sha256: this.#hash.digest('hex'), text: Buffer.concat(this.#chunks ?? []).toString() }
  }
}
