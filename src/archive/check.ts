import { join } from 'node:path'
import { narInfoName } from '../store/binary-cache.ts'
import { type NarInfo, parseNarInfo } from '../store/nar-info.ts'
import type { CachedPath, CacheFile } from '../store/payload.ts'
import type { Manifest } from './manifest.ts'
import { damaged, type ReadFile, type ReadFiles } from './reader.ts'

/**
 * Holds the files of an archive against its SHA256SUMS, and its binary cache against its manifest: everything that should
 * be there is, nothing else, and both say the same. Gives the paths that are inside. Throws an InputError that names the file.
 */
export function checkArchive(path: string, { files, manifest }: ReadFiles): Map<string, CachedPath> {
  checkSums(path, files)
  checkClosed(path, manifest)
  const cached = new Map<string, CachedPath>()
  const claimed = new Set<string>()
  for (const [storePath, { expected }] of Object.entries(manifest.paths)) {
    if (expected === true) continue
    const narInfoFile = fileOf(path, files, `cache/${narInfoName(storePath)}`, `is not there, and manifest.json has ${storePath} inside`)
    const info = readNarInfo(path, narInfoFile)
    const nar = fileOf(path, files, `cache/${info.url}`, `is not there, and ${narInfoFile.name} names it`)
    compare(path, narInfoFile, info, nar, storePath, manifest)
    for (const { name } of [narInfoFile, nar]) claimed.add(name)
    cached.set(storePath, { path: storePath, files: [inCache(nar), inCache(narInfoFile)] })
  }
  for (const name of files.keys()) {
    if (/\.(narinfo|nar\.zst)$/.test(name) && !claimed.has(name)) throw damaged(join(path, name), 'belongs to no store path that manifest.json has inside')
  }
  return cached
}

function checkSums(path: string, files: ReadonlyMap<string, ReadFile>): void {
  const file = join(path, 'SHA256SUMS')
  const text = fileOf(path, files, 'SHA256SUMS', 'is not there: the archive was not written or fetched to its end').text
  if (!text.endsWith('\n')) throw damaged(file, 'does not end with a line end: it was not written or fetched to its end')
  const listed = new Set<string>()
  for (const [index, line] of text.slice(0, -1).split('\n').entries()) {
    const [, sha256, name] = /^([0-9a-f]{64})  (.+)$/.exec(line) ?? []
    if (sha256 === undefined || name === undefined) throw damaged(file, `has a line ${index + 1} that is no checksum`)
    const found = fileOf(path, files, name, 'is not there, and SHA256SUMS lists it')
    if (listed.has(name)) throw damaged(file, `lists ${name} twice`)
    listed.add(name)
    if (found.sha256 !== sha256) throw damaged(join(path, name), 'is not what SHA256SUMS says: one of the two was damaged or changed')
  }
  for (const name of files.keys()) if (!/^SHA256SUMS(\.sig)?$/.test(name) && !listed.has(name)) throw damaged(join(path, name), 'is not in SHA256SUMS')
}

/** What the payloads and paths of the manifest refer to is in it. */
function checkClosed(path: string, { paths, configurations }: Manifest): void {
  const file = join(path, 'manifest.json')
  for (const [storePath, { references }] of Object.entries(paths)) {
    for (const reference of references)
      if (!Object.hasOwn(paths, reference)) throw damaged(file, `does not say what ${reference} is, to which ${storePath} refers`)
  }
  for (const [name, { payloads }] of Object.entries(configurations)) {
    for (const root of payloads.flatMap(({ roots }) => roots))
      if (!Object.hasOwn(paths, root)) throw damaged(file, `does not say what ${root} is, which '${name}' needs`)
  }
}

function readNarInfo(path: string, { name, text }: ReadFile): NarInfo {
  try {
    return parseNarInfo(text)
  } catch (cause) {
    throw damaged(join(path, name), cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function compare(path: string, narInfoFile: ReadFile, info: NarInfo, nar: ReadFile, storePath: string, manifest: Manifest): void {
  const said = manifest.paths[storePath]
  const references = info.references.filter((reference) => reference !== storePath)
  const facts: [line: string, found: string | number | undefined, wanted: string | number | undefined, by: string][] = [
    ['StorePath', info.path, storePath, 'manifest.json'],
    ['NarHash', info.narHash, said?.narHash, 'manifest.json'],
    ['NarSize', info.narBytes, said?.narBytes, 'manifest.json'],
    ['References', references.join(' '), said?.references.toSorted().join(' '), 'manifest.json'],
    ['FileHash', info.fileHash, nar.sha256, nar.name],
    ['FileSize', info.fileBytes, nar.bytes, nar.name],
    ['Compression', info.compression, 'zstd', nar.name],
  ]
  const wrong = facts.find(([, found, wanted]) => found !== wanted)
  if (wrong !== undefined) throw damaged(join(path, narInfoFile.name), `has another ${wrong[0]} than ${wrong[3]} says`)
  const { signer } = manifest
  if (signer !== undefined && !info.signers.includes(signer))
    throw damaged(join(path, narInfoFile.name), `is not signed by '${signer}', and manifest.json says that all are`)
}

function fileOf(path: string, files: ReadonlyMap<string, ReadFile>, name: string, otherwise: string): ReadFile {
  const found = files.get(name)
  if (found === undefined) throw damaged(join(path, name), otherwise)
  return found
}

function inCache({ name, file, start, bytes }: ReadFile): CacheFile {
  return { name: name.replace(/^cache\//, ''), file, start, bytes }
}
