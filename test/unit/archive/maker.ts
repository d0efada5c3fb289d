// Makes archives for tests, by hand and so that they can be wrong: of a binary cache that is there, or of a toy one.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { zstdCompressSync } from 'node:zlib'
import { pack } from 'tar-stream'
import type { Manifest } from '../../../src/archive/manifest.ts'
import { cacheInfo, narInfoName, tarHeader } from '../../../src/store/binary-cache.ts'
import { formatNarInfo, parseNarInfo, toNixBase32 } from '../../../src/store/nar-info.ts'

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The manifest of what is in an archive's binary cache. */
export function manifestOf(directory: string, said: Pick<Manifest, 'revision' | 'configurations'> & Partial<Manifest>): Manifest {
  const cache = join(directory, 'cache')
  const infos = readdirSync(cache)
    .filter((name) => name.endsWith('.narinfo'))
    .map((name) => parseNarInfo(readFileSync(join(cache, name), 'utf8')))
  const paths = infos.map(
    ({ path, narHash, narBytes, references }) => [path, { narHash, narBytes, references: references.filter((reference) => reference !== path) }] as const,
  )
  return { schema: 1, flake: {}, nix: '2.34.8', ...said, paths: { ...Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1))), ...said.paths } }
}

/** The names of an archive's files, in the order of its tar. */
export function filesOf(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
  const first = ['manifest.json', 'install', 'host-agent.sh', 'cache/nix-cache-info']
  const rest = names.filter((name) => !first.includes(name) && name !== 'SHA256SUMS').sort()
  return [...first, ...rest, 'SHA256SUMS'].filter((name) => names.includes(name))
}

/** Writes SHA256SUMS of what is there. */
export function sum(directory: string): void {
  const names = filesOf(directory)
    .filter((name) => name !== 'SHA256SUMS')
    .sort()
  writeFileSync(join(directory, 'SHA256SUMS'), names.map((name) => `${sha256(readFileSync(join(directory, name)))}  ${name}\n`).join(''))
}

/** Makes an archive of a directory that has a binary cache in `cache`. */
export function seal(directory: string, manifest: Manifest): void {
  writeFileSync(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(directory, 'install'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(directory, 'host-agent.sh'), '#!/bin/sh\n')
  sum(directory)
}

/** Packs a directory into a tar, after what `more` adds to it. */
export async function packArchive(directory: string, tar: string, more: (add: ReturnType<typeof pack>) => void = () => undefined): Promise<void> {
  const stream = pack()
  const writing = pipeline(stream, createWriteStream(tar))
  for (const name of filesOf(directory)) {
    const file = join(directory, name)
    await pipeline(createReadStream(file), stream.entry({ ...tarHeader(name), size: statSync(file).size }))
  }
  more(stream)
  stream.finalize()
  await writing
}

/** Puts a NAR into a binary cache, with a narinfo that fits. */
export function putNar(cache: string, path: string, nar: Buffer, references: string[]): void {
  const file = zstdCompressSync(nar)
  const url = `nar/${toNixBase32(sha256(file))}.nar.zst`
  mkdirSync(join(cache, 'nar'), { recursive: true })
  writeFileSync(join(cache, url), file)
  const hashes = { fileHash: sha256(file), fileBytes: file.length, narHash: `sha256:${sha256(nar)}`, narBytes: nar.length }
  writeFileSync(join(cache, narInfoName(path)), formatNarInfo({ path, url, compression: 'zstd', references, ...hashes }))
}

/** A text as in a NAR. */
export function narText(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text as string)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return Buffer.concat([length, bytes, Buffer.alloc(-bytes.length & 7)])
}

/** A NAR with one file. */
export function narOf(content: string | Buffer): Buffer {
  return Buffer.concat(['nix-archive-1', '(', 'type', 'regular', 'contents', content, ')'].map(narText))
}

export function toyPath(name: string): string {
  return `/nix/store/${toNixBase32(sha256(name)).slice(0, 32)}-${name}`
}

/** A small archive of two configurations that share a path; no host could run them. */
export function makeToy(directory: string, change: Partial<Manifest> = {}): Manifest {
  const cache = join(directory, 'cache')
  const [shared, staging, production] = ['shared-1.0', 'nixos-system-staging-24.11', 'nixos-system-production-24.11'].map(toyPath) as [string, string, string]
  putNar(cache, shared, narOf('what both need'), [shared])
  putNar(cache, staging, narOf('one'), [shared])
  putNar(cache, production, narOf('other'.repeat(1000)), [shared, production])
  writeFileSync(join(cache, 'nix-cache-info'), cacheInfo(shared))
  const configuration = (toplevel: string): Manifest['configurations'][string] => ({
    system: 'x86_64-linux',
    payloads: [{ kind: 'closure', roots: [toplevel], toplevel }],
    healthChecks: [],
  })
  const manifest = {
    ...manifestOf(directory, { revision: 'abc123', configurations: { staging: configuration(staging), production: configuration(production) } }),
    ...change,
  }
  seal(directory, manifest)
  return manifest
}
