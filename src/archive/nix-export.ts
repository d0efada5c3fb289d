import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdCompress, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'
import { InputError, quote } from '../parse/input-error.ts'
import { cacheInfo, cacheInfoName, narInfoName } from '../store/binary-cache.ts'
import { ByteReader } from '../store/byte-reader.ts'
import { formatNarInfo, toNixBase32 } from '../store/nar-info.ts'
import { storePath } from '../store/store-path.ts'

/**
 * Turns what `nix-store --export` wrote (as it is, or compressed by gzip or zstd) into a binary cache in a new directory, in
 * one pass and in bounded memory. The format is that of `exportPath` and `importPaths` in Nix's libstore/export-import.cc: for
 * each store path a 1, its NAR, a magic number, its path, its references, its deriver, a signature of old; then a 0. It has no
 * checksums. Throws an InputError for a file that is none, or is damaged where that can be seen.
 */
export async function convertExport(path: string, directory: string, signal: AbortSignal): Promise<void> {
  await mkdir(join(directory, 'nar'), { recursive: true })
  const plain = decompressed(path, signal)
  const reader = new ByteReader(plain)
  let last: string | undefined
  try {
    for (;;) {
      const more = (await reader.take(8)).readBigUInt64LE()
      if (more === 0n) break
      if (more !== 1n) throw new Error('it is no export (and where it is a compressed archive, decompress it in a step before)')
      last = await convertPath(reader, directory, signal)
    }
    if (!(await reader.isAtEnd())) throw new Error('something follows its end')
  } catch (cause) {
    signal.throwIfAborted()
    if (isOfThisMachine(cause)) throw cause
    const where = last === undefined ? '' : `, after ${last}`
    throw new InputError(
      `archive: ${quote(path)} is not what \`nix-store --export\` writes: ${cause instanceof Error ? cause.message : String(cause)}${where}; make or fetch it again`,
      { cause },
    )
  } finally {
    await plain.return()
  }
  if (last === undefined)
    throw new InputError(
      `archive: ${quote(path)} is an export of nothing; export the whole closure: nix-store --export $(nix-store --query --requisites TOPLEVEL)`,
    )
  await writeFile(join(directory, cacheInfoName), cacheInfo(last))
}

/** A full disk, and the like: not the file's fault. */
function isOfThisMachine(error: unknown): boolean {
  const { code = '', syscall } = error as NodeJS.ErrnoException
  return syscall !== undefined && code.startsWith('E')
}

/** How a file begins that is compressed by zstd: with a frame, or with one that pzstd writes before it and that is skipped. */
const zstdMagics = ['28b52ffd', '502a4d18']

/** What a file's first bytes (hexadecimal) say that it is compressed by; undefined for what is not read here. */
export function compressionOf(begin: string): 'gzip' | 'zstd' | undefined {
  return begin.startsWith('1f8b') ? 'gzip' : zstdMagics.some((magic) => begin.startsWith(magic)) ? 'zstd' : undefined
}

/** What is in the file, which may be several compressed ones that were put together. */
async function* decompressed(path: string, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  const handle = await open(path)
  const [{ size }, { buffer }] = await Promise.all([handle.stat(), handle.read(Buffer.alloc(4), 0, 4, 0)]).finally(() => handle.close())
  const compression = compressionOf(buffer.toString('hex'))
  for (let start = 0; start < size; ) {
    const packed = createReadStream(path, { start, highWaterMark: 256 * 1024, signal })
    if (compression === undefined) return yield* packed
    const unpacked = compression === 'gzip' ? createGunzip() : createZstdDecompress()
    feed(unpacked, packed).catch((error: unknown) => unpacked.destroy(error as Error))
    try {
      yield* unpacked
    } finally {
      packed.destroy()
    }
    if (unpacked.bytesWritten === 0) return
    start += unpacked.bytesWritten
  }
}

/**
 * Gives a decoder all that it takes. At the end of a frame Node's decoder of zstd throws away what else it was given, and takes
 * the next for the beginning of another: it is given no more then, and `bytesWritten` says how far it has come.
 */
async function feed(unpacked: ZstdDecompress | Gunzip, packed: AsyncIterable<Buffer>): Promise<void> {
  let given = 0
  for await (const chunk of packed) {
    given += chunk.length
    await new Promise<void>((resolve, reject) => unpacked.write(chunk, (error) => (error ? reject(error) : resolve())))
    if (unpacked.bytesWritten < given) return
  }
  unpacked.end()
}

const exportMagic = 0x4558494e

/** Reads one store path, and writes its NAR and its narinfo. Gives the path. */
async function convertPath(reader: ByteReader, directory: string, signal: AbortSignal): Promise<string> {
  const narHash = createHash('sha256')
  let narBytes = 0
  const nar = new CompressedFile(join(directory, 'nar', '.new'), signal)
  try {
    await reader.copying(
      (bytes) => {
        narHash.update(bytes)
        narBytes += bytes.length
        return nar.write(bytes)
      },
      () => readNar(reader),
    )
  } finally {
    await nar.end()
  }
  if ((await number(reader)) !== exportMagic) throw new Error('a NAR is not followed by its description')
  const path = await text(reader)
  const references: string[] = []
  for (let left = await number(reader); left > 0; left--) references.push(await text(reader))
  const odd = [path, ...references].find((name) => !storePath.test(name))
  if (odd !== undefined) throw new Error(`${quote(odd)} is not a store path`)
  await text(reader)
  if ((await number(reader)) !== 0) await text(reader)

  const { sha256: fileHash, bytes: fileBytes } = nar
  const url = `nar/${toNixBase32(fileHash)}.nar.zst`
  await rename(nar.file, join(directory, url))
  const narInfo = formatNarInfo({ path, url, compression: 'zstd', fileHash, fileBytes, narHash: `sha256:${narHash.digest('hex')}`, narBytes, references })
  await writeFile(join(directory, narInfoName(path)), narInfo)
  return path
}

/** A file that is compressed by zstd and hashed while it is written. */
class CompressedFile {
  readonly file: string
  sha256 = ''
  bytes = 0
  readonly #zstd: Transform
  readonly #written: Promise<void>

  constructor(file: string, signal: AbortSignal) {
    this.file = file
    this.#zstd = createZstdCompress()
    const hash = createHash('sha256')
    const measure = async function* (this: CompressedFile, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        hash.update(chunk)
        this.bytes += chunk.length
        yield chunk
      }
      this.sha256 = hash.digest('hex')
    }
    this.#written = pipeline(this.#zstd, measure.bind(this), createWriteStream(file), { signal })
    this.#written.catch(() => undefined)
  }

  async write(bytes: Buffer): Promise<void> {
    if (!this.#zstd.write(bytes)) await Promise.race([once(this.#zstd, 'drain'), this.#written])
  }

  async end(): Promise<void> {
    this.#zstd.end()
    await this.#written
  }
}

/** Reads a NAR to its end: https://nix.dev/manual/nix/latest/protocols/nix-archive. */
async function readNar(reader: ByteReader): Promise<void> {
  await word(reader, 'nix-archive-1')
  await readNode(reader)
}

/** The store has no paths longer than 4096 bytes. */
const DEEPEST = 2048

async function readNode(reader: ByteReader, depth = 0): Promise<void> {
  if (depth > DEEPEST) throw new Error('its directories are nested too deeply')
  await word(reader, '(')
  await word(reader, 'type')
  switch (await text(reader)) {
    case 'regular': {
      let next = await text(reader)
      if (next === 'executable') {
        await word(reader, '')
        next = await text(reader)
      }
      if (next === ')') return
      if (next !== 'contents') throw new Error(`${quote(next)} stands where a file's contents should`)
      const bytes = await number(reader)
      await reader.skip(bytes + padding(bytes))
      return word(reader, ')')
    }
    case 'symlink':
      await word(reader, 'target')
      await text(reader)
      return word(reader, ')')
    case 'directory':
      for (;;) {
        const next = await text(reader)
        if (next === ')') return
        if (next !== 'entry') throw new Error(`${quote(next)} stands where a directory's entry should`)
        await word(reader, '(')
        await word(reader, 'name')
        await text(reader)
        await word(reader, 'node')
        await readNode(reader, depth + 1)
        await word(reader, ')')
      }
    default:
      throw new Error('a NAR has a file of no known type')
  }
}

async function word(reader: ByteReader, expected: string): Promise<void> {
  const found = await text(reader)
  if (found !== expected) throw new Error(`${quote(found)} stands where ${quote(expected)} should`)
}

/** Names and link targets are the longest there are. */
const TEXT_BYTES = 16 * 1024

async function text(reader: ByteReader): Promise<string> {
  const bytes = await number(reader)
  if (bytes > TEXT_BYTES) throw new Error('a text in it is too long')
  return (await reader.take(bytes + padding(bytes))).toString('utf8', 0, bytes)
}

async function number(reader: ByteReader): Promise<number> {
  const found = (await reader.take(8)).readBigUInt64LE()
  if (found > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error('a number in it is too large')
  return Number(found)
}

function padding(bytes: number): number {
  return -bytes & 7
}
