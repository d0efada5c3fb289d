import { createHash } from 'node:crypto'
import { constants, createReadStream, createWriteStream } from 'node:fs'
import { copyFile, link, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Pack } from 'tar-stream'
import { hostAgent } from '../host/agent.ts'
import { type BinaryCache, cacheInfo, cacheInfoName, tarHeader, tarStream } from '../store/binary-cache.ts'
import { fileHash, normalNarInfo } from '../store/nar-info.ts'
import type { CacheFile } from '../store/payload.ts'
import type { Signer } from '../store/statement.ts'
import { installScript } from './install-script.ts'
import { type Manifest, manifestText, pathsAsWritten } from './manifest.ts'

/** A file of an archive. */
export interface ArchiveFile {
  name: string
  mode: number
  /** Hexadecimal. */
  sha256: string
  content: string | CacheFile
}

/**
 * The files of an archive in their order, each as soon as it can be told: those that say what it is, then for each store path,
 * its NAR and its narinfo, last the checksums and, where there is a signer, the signature of those. The NARs lie in the cache, where they are compressed meanwhile.
 */
export async function* archiveFiles(manifest: Manifest, cache: BinaryCache, signer?: Signer): AsyncGenerator<ArchiveFile> {
  const sums = new Map<string, string>()
  for await (const file of contents(manifest, cache)) {
    // Two paths of the same content share their NAR.
    if (sums.has(file.name)) continue
    sums.set(file.name, file.sha256)
    yield file
  }
  const names = [...sums.keys()].sort()
  const text = names.map((name) => `${sums.get(name) ?? ''}  ${name}\n`).join('')
  yield textFile('SHA256SUMS', text)
  if (signer !== undefined) yield textFile('SHA256SUMS.sig', await signer.sign(text))
}

async function* contents(manifest: Manifest, cache: BinaryCache): AsyncGenerator<ArchiveFile> {
  const { paths, signer } = manifest
  yield textFile('manifest.json', manifestText(manifest))
  yield textFile('install', installScript(), 0o755)
  yield textFile('host-agent.sh', hostAgent())
  yield textFile(`cache/${cacheInfoName}`, cacheInfo(Object.keys(paths)[0] ?? ''))
  for await (const {
    path,
    files: [nar, narInfo],
  } of cache.inOrder(pathsAsWritten(manifest))) {
    const text = normalNarInfo(await readFile(narInfo.file, 'utf8'), signer)
    if (signer !== undefined && !/^Sig: /m.test(text)) throw new Error(`Nix did not sign ${path}`)
    yield { name: `cache/${nar.name}`, mode: 0o644, content: nar, sha256: fileHash(text) }
    yield textFile(`cache/${narInfo.name}`, text)
  }
}

function textFile(name: string, content: string, mode = 0o644): ArchiveFile {
  return { name, mode, content, sha256: createHash('sha256').update(content).digest('hex') }
}

/** Writes an archive as one tar file. */
export async function writeTar(files: AsyncIterable<ArchiveFile>, to: string, signal?: AbortSignal): Promise<void> {
  await pipeline(
    tarStream((tar) => fill(tar, files)),
    createWriteStream(to, { flags: 'wx' }),
    { ...(signal && { signal }) },
  )
}

async function fill(tar: Pack, files: AsyncIterable<ArchiveFile>): Promise<void> {
  for await (const { name, mode, content } of files) {
    if (typeof content === 'string') tar.entry(tarHeader(name, mode), content)
    else await pipeline(createReadStream(content.file), tar.entry({ ...tarHeader(name, mode), size: content.bytes }))
  }
}

/**
 * Writes an archive as a directory. `ownsCache`: its files are for this archive alone and on the same disk, so that they need
 * not be copied.
 */
export async function writeDirectory(files: AsyncIterable<ArchiveFile>, to: string, ownsCache: boolean): Promise<void> {
  await mkdir(join(to, 'cache/nar'), { recursive: true })
  for await (const { name, mode, content } of files) {
    const file = join(to, name)
    if (typeof content === 'string') await writeFile(file, content, { mode, flag: 'wx' })
    // Not every file system has hard links.
    else if (
      !ownsCache ||
      !(await link(content.file, file).then(
        () => true,
        () => false,
      ))
    )
      await copyFile(content.file, file, constants.COPYFILE_FICLONE)
  }
}
