import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { convertExport } from '../../../src/archive/nix-export.ts'
import { InputError } from '../../../src/parse/input-error.ts'
import { ByteReader } from '../../../src/store/byte-reader.ts'
import { parseNarInfo } from '../../../src/store/nar-info.ts'
import { narOf, narText, sha256, toyPath } from './maker.ts'

const work = mkdtempSync(join(tmpdir(), 'export-test-'))
after(() => rmSync(work, { recursive: true }))
let places = 0
const place = (): string => join(work, String(++places))
const number = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

const exportOf = (...paths: { path: string; nar: Buffer; references?: string[]; deriver?: string; signature?: string }[]): Buffer =>
  Buffer.concat([
    ...paths.flatMap(({ path, nar, references = [], deriver = '', signature }) => [
      number(1),
      nar,
      number(0x4558494e),
      narText(path),
      number(references.length),
      ...references.map(narText),
      narText(deriver),
      ...(signature === undefined ? [number(0)] : [number(1), narText(signature)]),
    ]),
    number(0),
  ])
const nar = (...parts: (string | Buffer)[]): Buffer => Buffer.concat(['nix-archive-1', ...parts].map(narText))
const entry = (name: string, ...node: (string | Buffer)[]): (string | Buffer)[] => ['entry', '(', 'name', name, 'node', ...node, ')']
// What cannot be compressed, and is longer than what is read at once.
const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(2_000_003))
const tree = nar(
  '(',
  'type',
  'directory',
  ...entry('empty', '(', 'type', 'regular', 'contents', '', ')'),
  ...entry('link', '(', 'type', 'symlink', 'target', '/nix/store', ')'),
  ...entry('run', '(', 'type', 'regular', 'executable', '', 'contents', noise, ')'),
  ...entry('sub', '(', 'type', 'directory', ')'),
  ')',
)
const [one, two] = [toyPath('one'), toyPath('two')]
const good = exportOf(
  { path: one, nar: narOf('what one has'), references: [one], signature: 'of old' },
  { path: two, nar: tree, references: [one], deriver: `${toyPath('two')}.drv` },
)

async function convert(bytes: Buffer): Promise<string> {
  const [file, directory] = [place(), place()]
  writeFileSync(file, bytes)
  await convertExport(file, directory, new AbortController().signal)
  return directory
}

describe('an export', () => {
  const inTwo =
    (pack: (bytes: Buffer) => Buffer) =>
    (bytes: Buffer): Buffer =>
      Buffer.concat([pack(bytes.subarray(0, 900_000)), pack(bytes.subarray(900_000))])
  // As pzstd writes before each frame how long it is.
  const skipped = Buffer.from('502a4d180400000000000000', 'hex')
  const ways: [how: string, pack: (bytes: Buffer) => Buffer][] = [
    ['as it is', (bytes) => bytes],
    ['compressed by gzip', (bytes) => gzipSync(bytes)],
    ['compressed by gzip in several members', inTwo((bytes) => gzipSync(bytes))],
    ['compressed by zstd', (bytes) => zstdCompressSync(bytes)],
    ['compressed by zstd in several frames', inTwo((bytes) => zstdCompressSync(bytes))],
    ['compressed by zstd in several frames, each after one to skip', inTwo((bytes) => Buffer.concat([skipped, zstdCompressSync(bytes)]))],
  ]
  for (const [how, pack] of ways) {
    it(`${how} becomes a binary cache`, async () => {
      const directory = await convert(pack(good))
      assert.equal(readFileSync(join(directory, 'nix-cache-info'), 'utf8'), 'StoreDir: /nix/store\n')
      assert.deepEqual(readdirSync(directory).sort(), [`${one.slice(11, 43)}.narinfo`, `${two.slice(11, 43)}.narinfo`, 'nar', 'nix-cache-info'].sort())
      for (const [path, content, references] of [
        [one, narOf('what one has'), [one]],
        [two, tree, [one]],
      ] as const) {
        const info = parseNarInfo(readFileSync(join(directory, `${path.slice(11, 43)}.narinfo`), 'utf8'))
        const file = readFileSync(join(directory, info.url))
        assert.deepEqual(zstdDecompressSync(file), content)
        assert.deepEqual(info, {
          path,
          url: info.url,
          compression: 'zstd',
          fileHash: sha256(file),
          fileBytes: file.length,
          narHash: `sha256:${sha256(content)}`,
          narBytes: content.length,
          references,
          signers: [],
        })
      }
    })
  }

  it('is not read any more when the run is cancelled, before or meanwhile', async () => {
    for (const [, pack] of ways) {
      const file = place()
      writeFileSync(file, pack(good))
      await assert.rejects(convertExport(file, place(), AbortSignal.abort(new Error('the run was cancelled'))), /^Error: the run was cancelled$/)
      const cancelled = new AbortController()
      const conversion = convertExport(file, place(), cancelled.signal)
      setImmediate(() => cancelled.abort(new Error('the run was cancelled')))
      // On a fast machine it may be done already.
      await conversion.catch((error: unknown) => assert.match(String(error), /^Error: the run was cancelled$/))
    }
  })

  it('cut off anywhere is refused', async () => {
    const small = exportOf({ path: one, nar: narOf('x'), references: [one] })
    for (let bytes = 8; bytes < small.length; bytes += 8)
      await assert.rejects(
        convert(small.subarray(0, bytes)),
        (error: Error) => error instanceof InputError && /is not what `nix-store --export` writes: it ends too early/.test(error.message),
      )
    for (const packed of ways.slice(1).map(([, pack]) => pack(good)))
      await assert.rejects(convert(packed.subarray(0, packed.length - 20)), /is not what `nix-store --export` writes/)
  })

  const bad: [what: string, bytes: Buffer, said: RegExp][] = [
    ['is followed by something', Buffer.concat([good, number(1)]), /something follows its end/],
    ['has nothing in it', number(0), /is an export of nothing; export the whole closure/],
    ['begins with another number', Buffer.concat([number(2), good]), /it is no export/],
    ['has no magic number', exportOf({ path: one, nar: Buffer.concat([narOf('x'), number(3)]) }), /a NAR is not followed by its description/],
    ['names no store path', exportOf({ path: '/etc/passwd', nar: narOf('x') }), /'\/etc\/passwd' is not a store path/],
    ['refers to no store path', exportOf({ path: one, nar: narOf('x'), references: ['/nix/store/../x'] }), /'\/nix\/store\/\.\.\/x' is not a store path/],
    ['has a NAR of another version', exportOf({ path: one, nar: narText('nix-archive-2') }), /'nix-archive-2' stands where 'nix-archive-1' should/],
    ['has a file of no known type', exportOf({ path: one, nar: nar('(', 'type', 'device', ')') }), /a file of no known type/],
    ['has a length beyond all numbers', Buffer.concat([number(1), number(2n ** 63n)]), /a number in it is too large/],
    ['has a name beyond all names', Buffer.concat([number(1), number(10n ** 9n)]), /a text in it is too long/],
    ['is compressed and something else', gzipSync('something else entirely'), /it is no export/],
  ]
  for (const [what, bytes, said] of bad) {
    it(`that ${what} is refused`, () =>
      assert.rejects(convert(bytes), (error: Error) => {
        assert.ok(error instanceof InputError, error.stack)
        assert.match(error.message, said)
        return true
      }))
  }

  it('whose directories are nested without end takes no stack', () =>
    assert.rejects(
      convert(
        Buffer.concat([
          number(1),
          narText('nix-archive-1'),
          ...Array.from({ length: 20_000 }, () => Buffer.concat(['(', 'type', 'directory', 'entry', '(', 'name', 'x', 'node'].map(narText))),
        ]),
      ),
      /nested too deeply/,
    ))
})

describe('a byte reader', () => {
  it('gives the same however the stream is cut, and hands on all that was read meanwhile', async () => {
    const bytes = Buffer.from('abcdefghijklmnopqrstuvwxyz')
    for (let size = 1; size <= bytes.length; size++) {
      const reader = new ByteReader(
        (async function* () {
          await Promise.resolve()
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
        })(),
      )
      const copied: Buffer[] = []
      assert.equal((await reader.take(3)).toString(), 'abc')
      await reader.copying(
        (part) => Promise.resolve(void copied.push(Buffer.from(part))),
        async () => {
          assert.equal((await reader.take(4)).toString(), 'defg')
          await reader.skip(10)
        },
      )
      assert.equal(Buffer.concat(copied).toString(), 'defghijklmnopq')
      assert.equal(await reader.isAtEnd(), false)
      assert.equal((await reader.take(9)).toString(), 'rstuvwxyz')
      assert.equal(await reader.isAtEnd(), true)
      await assert.rejects(reader.take(1), /it ends too early/)
    }
  })
})
