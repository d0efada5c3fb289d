import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PathInfo } from '../nix/store.ts'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { writingTo } from '../store/full-disk.ts'
import type { Archive, Payload, PayloadKind, Wanted } from '../store/payload.ts'
import { StoredPaths } from '../store/stored-paths.ts'
import { checkArchive } from './check.ts'
import type { Manifest } from './manifest.ts'
import { compressionOf, convertExport } from './nix-export.ts'
import { openPlainCache } from './plain-cache.ts'
import { readArchive } from './reader.ts'

/**
 * Reads and checks an archive of nix-flake-deploy (a directory, or a tar), a plain binary cache, or what `nix-store --export`
 * wrote, without Nix and without unpacking it. `directory` is made for what has to be converted. Throws an InputError that
 * names the file, and says what is there instead of what is wanted.
 */
export async function openArchive(path: string, wanted: Wanted, directory: string, signal: AbortSignal): Promise<Archive> {
  switch (await kindOf(path)) {
    case 'cache':
      return openPlainCache(path, path, wanted, signal)
    case 'export':
      await writingTo(directory, () => convertExport(path, directory, signal))
      return openPlainCache(directory, path, wanted, signal)
    case 'directory':
      return openOurs(path, true, wanted, signal)
    case 'tar':
      return openOurs(path, false, wanted, signal)
  }
}

async function kindOf(path: string): Promise<'directory' | 'tar' | 'cache' | 'export'> {
  const what = await stat(path).catch((cause: unknown) => {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new InputError(
      code === 'ENOENT'
        ? `archive: ${quote(path)} is not there; write the path of an archive, from the directory in which the step runs`
        : `archive: ${quote(path)} cannot be read: ${message}`,
      { cause },
    )
  })
  if (what.isDirectory()) {
    if (await isThere(join(path, 'manifest.json'))) return 'directory'
    if (await isThere(join(path, 'nix-cache-info'))) return 'cache'
    throw new InputError(
      `archive: ${quote(path)} is neither an archive of nix-flake-deploy, which has a manifest.json, nor a binary cache, which has a nix-cache-info; write the path of one`,
    )
  }
  if (!what.isFile()) throw new InputError(`archive: ${quote(path)} is neither a directory nor a file`)
  const handle = await open(path)
  try {
    const { buffer } = await handle.read(Buffer.alloc(32), 0, 32, 0)
    const begin = buffer.toString('hex')
    if (begin.startsWith('fd377a585a00'))
      throw new InputError(`archive: ${quote(path)} is compressed by xz, which is not read here; unpack it in a step before: xz -d, then zstd for what goes on`)
    if (begin.startsWith('504b0304'))
      throw new InputError(
        `archive: ${quote(path)} is a zip, as actions/upload-artifact makes it of what it is given; let \`command: archive\` upload it, or write \`archive: false\` there, or unpack it with actions/download-artifact, and give the path of what is in it`,
      )
    const isExport = begin.startsWith('0100000000000000') || compressionOf(begin) !== undefined
    return isExport ? 'export' : 'tar'
  } finally {
    await handle.close()
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

async function openOurs(path: string, isDirectory: boolean, wanted: Wanted, signal: AbortSignal): Promise<Archive> {
  const read = await readArchive(path, isDirectory, signal)
  const { manifest, stamps } = read
  const cached = checkArchive(path, read)
  const infos = Object.entries(manifest.paths).map(([storePath, { narHash, narBytes, references }]): [string, PathInfo] => [
    storePath,
    { path: storePath, narHash, narBytes, references, deriver: undefined },
  ])
  return {
    source: new StoredPaths(new Map(infos), cached, stamps, manifest.signer),
    revision: manifest.revision,
    payloads: new Map(wanted.configurations.map((name) => [name, payloadOf(path, manifest, name, wanted.payload)])),
    paths: cached.size,
  }
}

function payloadOf(path: string, { configurations }: Manifest, name: string, kind: PayloadKind): Payload {
  const names = Object.keys(configurations)
  const configuration = names.includes(name) ? configurations[name] : undefined
  if (configuration === undefined) throw new InputError(`targets: ${quote(name)} is not in the archive ${quote(path)}; ${wouldDo(name, names)}`)
  const payload = configuration.payloads.find((candidate) => candidate.kind === kind)
  if (payload === undefined) {
    const there = configuration.payloads.map((candidate) => candidate.kind)
    throw new InputError(
      `payload: the archive ${quote(path)} has no ${kind} of '${name}'; it has: ${there.join(', ')}. Write \`payload: ${there[0] ?? ''}\`, or make an archive with both`,
    )
  }
  const { system, statement } = configuration
  return { ...payload, system, ...(kind === 'closure' && statement && { statement }) }
}
