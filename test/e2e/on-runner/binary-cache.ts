// src/store/binary-cache.ts with a real Nix: run on the lab's runner machine, as its user, through the Nix daemon.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildToplevels } from '../../../src/nix/build.ts'
import type { Nix } from '../../../src/nix/command.ts'
import { findNix } from '../../../src/nix/find.ts'
import { closure, type PathInfo } from '../../../src/nix/store.ts'
import { run } from '../../../src/runner/process.ts'
import { BinaryCache, packPaths } from '../../../src/store/binary-cache.ts'
import type { CachedPath } from '../../../src/store/payload.ts'
import { committedFlake, newDirectory } from './flake.ts'

let nix: Nix
let toplevel = ''
let infos: PathInfo[] = []

before(async () => {
  nix = (await findNix({ home: '/no/such/home', options: [] })).nix
  // A chain of parts, of which the first is big and random, so that it takes a while and compresses badly.
  const flake = committedFlake({
    staging: `
      let
        big = make "big" "busybox mkdir $out; busybox dd if=/dev/urandom of=$out/random bs=1M count=100";
        twins = map (name: write name "the same text") [ "twin1" "twin2" ];
        chain = builtins.foldl' (before: n: write "part\${toString n}" "\${before}") (builtins.head twins) (builtins.genList (n: n) 20);
      in system (write "nixos-system-staging" "\${chain} \${toString twins} \${big} \${busybox}")`,
  })
  toplevel = (await buildToplevels(nix, flake, ['staging'])).get('staging') ?? ''
  infos = await closure(nix, [toplevel])
  assert.equal(infos.length, 25)
})

const named = (name: string) => infos.find(({ path }) => path.slice(44) === name) ?? assert.fail(name)

async function all(paths: AsyncIterable<CachedPath>): Promise<CachedPath[]> {
  const told: CachedPath[] = []
  for await (const path of paths) told.push(path)
  return told
}

/** A Nix that also writes down, one a line, the paths that it is told to compress; and what it wrote. */
function countingNix(): { nix: Nix; copied: () => string[] } {
  const directory = newDirectory()
  const [program, log] = [join(directory, 'nix'), join(directory, 'log')]
  writeFileSync(program, `#!/bin/sh\ntee -a ${log} | exec nix "$@"\n`, { mode: 0o755 })
  return { nix: { ...nix, program }, copied: () => readFileSync(log, 'utf8').trim().split('\n') }
}

async function unpack(cache: BinaryCache, paths: Iterable<PathInfo>): Promise<string> {
  const directory = newDirectory()
  await run('tar', ['-x', '-C', directory], { input: packPaths(cache.ready(paths)), mustSucceed: 'tar' })
  return directory
}

const narInfos = (directory: string) => readdirSync(directory).filter((name) => name.endsWith('.narinfo'))

/** Realises the system in a store of its own, with signatures checked, as a host does that has nothing but the spool. */
function realise(store: string, substituter: string): Promise<{ code: number; stderrTail: string }> {
  const args = ['--store', store, '--realise', toplevel, '--option', 'substituters', substituter, '--option', 'require-sigs', 'true']
  return run('nix-store', [...args, '--option', 'build-users-group', ''])
}

test('each path is compressed once, however many ask, and each is told to all as soon as it is there', async () => {
  const { nix: counting, copied } = countingNix()
  const cache = new BinaryCache(counting, join(newDirectory(), 'the cache'), infos)
  const smallPart = infos.filter(({ path }) => path !== named('big').path && path !== toplevel)
  const firstOfAll = cache.ready(infos)
  const later = sleep(100).then(() => all(cache.ready(smallPart)))
  const order: string[] = []
  let atFirst = infos.length
  for await (const { path } of firstOfAll) {
    if (order.length === 0) atFirst = narInfos(cache.directory).length
    order.push(path)
  }
  assert.ok(atFirst < infos.length, 'the first was told when all were there')
  assert.deepEqual(order.toSorted(), infos.map(({ path }) => path).toSorted())
  assert.equal((await later).length, infos.length - 2)
  assert.deepEqual(copied().toSorted(), infos.map(({ path }) => path).toSorted())
})

test('the files of a path are its NAR and its narinfo, with their size', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  const [cached = assert.fail()] = await all(cache.ready([named('twin1')]))
  const [nar, narInfo] = cached.files
  assert.match(nar.name, /^nar\/[0-9a-z]{52}\.nar\.zst$/)
  assert.equal(narInfo.name, `${named('twin1').path.slice(11, 43)}.narinfo`)
  for (const { name, file, start, bytes } of cached.files) assert.deepEqual([file, start, bytes], [join(cache.directory, name), 0, readFileSync(file).length])
})

test('paths whose references are not asked for are compressed too, and nothing stands in for those afterwards', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  assert.deepEqual(
    (await all(cache.ready([infos.at(-1) ?? assert.fail()]))).map(({ path }) => path),
    [toplevel],
  )
  // The last of a batch is told a moment before Nix ends.
  for (let tries = 0; tries < 50 && narInfos(cache.directory).length > 1; tries++) await sleep(50)
  assert.deepEqual(narInfos(cache.directory), [`${toplevel.slice(11, 43)}.narinfo`])
  // What was stood in for before is compressed for real when it is asked for.
  assert.equal((await all(cache.ready(infos))).length, infos.length)
  for (const name of narInfos(cache.directory)) assert.match(readFileSync(join(cache.directory, name), 'utf8'), /^URL: nar\/.*\.nar\.zst$/m)
})

test('what is packed unpacks to a binary cache from which a host realises the system', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  const directory = await unpack(cache, infos)
  const store = newDirectory()
  assert.notEqual((await realise(store, `file://${directory}`)).code, 0, 'taken without a signature')
  const { code, stderrTail } = await realise(store, `file://${directory}?trusted=true`)
  assert.equal(code, 0, stderrTail)
  assert.equal(readFileSync(join(store, toplevel, 'text'), 'utf8'), readFileSync(join(toplevel, 'text'), 'utf8'))
})

test('a host that has a part gets by with the rest', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  const store = newDirectory()
  await run('nix', [...flakes, 'copy', '--no-check-sigs', '--to', store, named('part19').path, '--option', 'build-users-group', ''], { mustSucceed: 'nix' })
  const has = new Set((await closure(nix, [named('part19').path])).map(({ path }) => path))
  const lacking = infos.filter(({ path }) => !has.has(path))
  assert.ok(lacking.length > 1 && lacking.length < infos.length)
  const directory = await unpack(cache, lacking)
  assert.equal(narInfos(directory).length, lacking.length)
  const { code, stderrTail } = await realise(store, `file://${directory}?trusted=true`)
  assert.equal(code, 0, stderrTail)
})

const flakes = ['--extra-experimental-features', 'nix-command flakes']

test('the tar stream has each NAR before the narinfo that names it, and equal ones once', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  const { stdout } = await run('tar', ['-t'], { input: packPaths(cache.ready(infos)), mustSucceed: 'tar' })
  const names = stdout.trim().split('\n')
  assert.equal(names[0], 'nix-cache-info')
  assert.equal(new Set(names).size, names.length)
  // twin1 and twin2 have one NAR between them
  assert.equal(names.length, 1 + 2 * infos.length - 1)
  const seen = new Set<string>()
  for (const name of names) {
    seen.add(name)
    if (!name.endsWith('.narinfo')) continue
    const nar = /^URL: (.*)$/m.exec(readFileSync(join(cache.directory, name), 'utf8'))?.[1] ?? ''
    assert.ok(seen.has(nar), `${name} came before its NAR`)
  }
})

test('the same paths pack to the same bytes', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  const small = infos.filter(({ path }) => path !== named('big').path)
  await all(cache.ready(small))
  const packed = () => run('sha256sum', [], { input: packPaths(cache.ready(small)) })
  assert.equal((await packed()).stdout, (await packed()).stdout)
})

test('nothing to send is an empty archive', async () => {
  const cache = new BinaryCache(nix, join(newDirectory(), 'never made'), infos)
  assert.equal((await run('tar', ['-t'], { input: packPaths(cache.ready([])), mustSucceed: 'tar' })).stdout, '')
})

test('a failure reaches all who wait, in the stream too, and asking again tries again', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  const missing: PathInfo = { ...named('twin1'), path: `/nix/store/${'0'.repeat(32)}-nothing` }
  const streams = [packPaths(cache.ready([...infos, missing])), packPaths(cache.ready([missing]))]
  for (const input of streams) {
    await assert.rejects(run('tar', ['-t'], { input, mustSucceed: 'tar' }), /cannot copy 26 store paths to file:\/\/\S+: .*0{32}-nothing/)
  }
  await assert.rejects(all(cache.ready([missing])), /cannot copy 1 store paths to file:\/\/\S+: /)
  assert.equal((await all(cache.ready(infos))).length, infos.length)
})

test('a directory that cannot be written is a failure, told to all', async () => {
  const cache = new BinaryCache(nix, '/etc/hostname/cache', infos)
  await assert.rejects(all(cache.ready(infos)), /ENOTDIR/)
  await assert.rejects(all(cache.ready(infos)), /ENOTDIR/)
})

test('a receiver that goes away ends its stream, and the others go on', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  const [gone, staying] = [packPaths(cache.ready(infos)), packPaths(cache.ready(infos))]
  const [{ code }, { stdout }] = await Promise.all([
    run('sh', ['-c', 'head -c 100000 > /dev/null; exit 7'], { input: gone }),
    run('tar', ['-t'], { input: staying }),
  ])
  assert.equal(code, 7)
  assert.ok(gone.destroyed)
  assert.equal(
    stdout
      .trim()
      .split('\n')
      .filter((name) => name.endsWith('.narinfo')).length,
    infos.length,
  )
})

test('cancelling ends the compressing and tells all who wait', async () => {
  const abort = new AbortController()
  const cache = new BinaryCache({ ...nix, signal: abort.signal }, newDirectory(), infos)
  const waiting = all(cache.ready(infos))
  setTimeout(() => abort.abort(new Error('cancelled')), 50)
  await assert.rejects(waiting, /^Error: cancelled$/)
  await assert.rejects(all(cache.ready(infos)), /^Error: cancelled$/)
})

test('memory holds a piece of the stream, not all of it', async () => {
  const cache = new BinaryCache(nix, newDirectory(), infos)
  await all(cache.ready(infos))
  const stream = packPaths(cache.ready(infos))
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  for await (const chunk of stream) {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    if ((chunk as Buffer).length > 0) await sleep(0)
  }
  assert.ok(most < 50e6, `${most} bytes were held`)
})
