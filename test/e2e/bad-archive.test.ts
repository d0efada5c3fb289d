// Archives that are not what they should be: refused, with the file named, before anything is sent; and what else can go wrong.
import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Manifest } from '../../src/archive/manifest.ts'
import { parseNarInfo, toNixBase32 } from '../../src/store/nar-info.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { packArchive, sha256, sum } from '../unit/archive/maker.ts'
import { Carried, type Place } from './carried.ts'
import { expectConfirmed, expectGreen, expectRed, expectUntouched, type Seen, see } from './scenario.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'

const spool = '/srv/revisions/.state/spool'

describe('an archive', () => {
  let lab: Lab
  let web: LabHost
  let full: LabHost
  let carried: Carried
  let good: Place
  let tar: Place
  let revision: string
  let toplevel: string
  let was: Seen
  let store: string

  const targets = (host: LabHost): string => `${host.name}: { host: deploy@${host.address}, configuration: staging }`
  const deploy = (archive: Place, inputs: Record<string, string> = {}) => carried.act(archive, { targets: targets(web), ...inputs })
  const seeStore = (): Promise<string> => web.sh('ls /nix/store; ls -l --time-style=full-iso /srv/revisions; find /srv/revisions/.state/spool')
  /** Holds that it is refused in these words, and that the host is as it was, its store and its links. */
  const expectRefused = async (archive: Place, said: RegExp, inputs?: Record<string, string>): Promise<string> => {
    const run = await deploy(archive, inputs)
    expectRed(run, said)
    await expectUntouched(web, was)
    assert.equal(await seeStore(), store)
    return run.log
  }
  /** Holds that it is refused before anything goes over the wire. */
  const expectNeverSent = async (...refusal: Parameters<typeof expectRefused>): Promise<void> =>
    assert.doesNotMatch(await expectRefused(...refusal), /sending|stage …/)
  const narInfoOf = (directory: string, ending: string): string => {
    const cache = join(directory, 'cache')
    const found = readdirSync(cache)
      .filter((name) => name.endsWith('.narinfo'))
      .find((name) => parseNarInfo(readFileSync(join(cache, name), 'utf8')).path.endsWith(ending))
    assert.ok(found)
    return join(cache, found)
  }
  const narOf = (directory: string, ending: string): string => join(directory, 'cache', parseNarInfo(readFileSync(narInfoOf(directory, ending), 'utf8')).url)
  const changeManifest = (directory: string, change: (manifest: Manifest) => void): void => {
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Manifest
    change(manifest)
    writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest))
    sum(directory)
  }
  const flip = (file: string, at: number): void => {
    const bytes = readFileSync(file)
    bytes[at]! ^= 0x10
    writeFileSync(file, bytes)
  }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }, { name: 'full', suite: 'forky', disk: 'image', sizeMb: 700 }] })
    ;({ web, full } = lab.hosts as Record<'web' | 'full', LabHost>)
    carried = new Carried(lab)
    const parts = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`part${index}`, 8_000_000]))
    await lab.runner.flake.commit()
    expectGreen(await deploy(await carried.make()))
    revision = await lab.runner.flake.commit({ staging: { parts } })
    good = await carried.make({}, '')
    toplevel = await lab.runner.flake.toplevel('staging')
    tar = carried.place('.tar')
    await packArchive(good.outside, tar.outside)
    was = await see(web)
    await web.sh('nix-store --gc >/dev/null 2>&1')
    store = await seeStore()
  })
  after(() => lab.stop())

  it('with a flipped byte is refused, whichever file has it', async () => {
    for (const file of ['manifest.json', 'install', 'host-agent.sh', 'cache/nix-cache-info', 'SHA256SUMS', 'NAR', 'narinfo']) {
      let name = ''
      const bad = carried.changed(good, (directory) => {
        const path = file === 'NAR' ? narOf(directory, '-part3') : file === 'narinfo' ? narInfoOf(directory, '-part3') : join(directory, file)
        name = basename(path)
        flip(path, Math.floor(statSync(path).size / 3))
      })
      // Of two that disagree, the checksums may be the damaged one.
      await expectNeverSent(
        bad,
        file === 'SHA256SUMS'
          ? /^archive: .*SHA256SUMS.*make or fetch (the archive|it) again$/
          : new RegExp(`^archive: .*${name} .*make or fetch (the archive|it) again$`),
      )
      rmSync(bad.outside, { recursive: true })
    }
  })

  it('that is a tar with a flipped byte is refused, wherever it is', async () => {
    const { size } = statSync(tar.outside)
    for (const part of [0, 0.0001, 0.13, 0.41, 0.77, 0.99]) {
      const bad = carried.place('.tar')
      cpSync(tar.outside, bad.outside)
      flip(bad.outside, Math.floor(size * part))
      await expectNeverSent(bad, new RegExp(`^archive: ${bad.inside}.*make or fetch (the archive|it) again$`))
      rmSync(bad.outside)
    }
  })

  it('that was cut off is refused, wherever', async () => {
    const { size } = statSync(tar.outside)
    for (const part of [0, 0.0001, 0.2, 0.5, 0.999]) {
      const bad = carried.place('.tar')
      cpSync(tar.outside, bad.outside)
      truncateSync(bad.outside, Math.floor(size * part))
      await expectNeverSent(bad, new RegExp(`^archive: ${bad.inside}.*make or fetch (the archive|it) again$`))
      rmSync(bad.outside)
    }
  })

  const cases: [what: string, change: (directory: string) => void, said: RegExp][] = [
    ['lacks a NAR', (at) => unlinkSync(narOf(at, '-part1')), /nar\.zst is not there, and SHA256SUMS lists it/],
    ['has a file too many', (at) => writeFileSync(join(at, 'cache/extra'), 'x'), /has 'cache\/extra', which is no part of an archive/],
    [
      'has a link to another place',
      (at) => {
        unlinkSync(join(at, 'install'))
        symlinkSync('/etc/passwd', join(at, 'install'))
      },
      /has 'install' as a link or device, where a file should be/,
    ],
    [
      'is of a newer schema',
      (at) => changeManifest(at, (manifest) => (manifest.schema = 2 as 1)),
      /manifest\.json has schema 2, and this version of nix-flake-deploy knows 1; use a newer version/,
    ],
    [
      'does not have the configuration',
      (at) => changeManifest(at, (manifest) => (manifest.configurations = { stagings: manifest.configurations['staging']! })),
      /^targets: 'staging' is not in the archive .*; did you mean 'stagings'\? Known: stagings/,
    ],
  ]
  for (const [what, change, said] of cases) {
    it(`that ${what} is refused`, () => expectNeverSent(carried.changed(good, change), said))
  }

  it('whose tar has names above it, or links, is refused, and nothing is written anywhere', async () => {
    for (const [header, said] of [
      [{ name: '../../../../tmp/escaped' }, /has '\.\.\/\.\.\/\.\.\/\.\.\/tmp\/escaped', which is no part of an archive/],
      [{ name: '/tmp/escaped' }, /has '\/tmp\/escaped', which is no part of an archive/],
      [{ name: `cache/nar/${'0'.repeat(52)}.nar.zst`, type: 'symlink', linkname: '/tmp/escaped' } as const, /as a symlink, where a file should be/],
    ] as const) {
      const bad = carried.place('.tar')
      await packArchive(good.outside, bad.outside, (stream) => stream.entry(header, 'type' in header ? '' : 'x'))
      await expectNeverSent(bad, said)
      rmSync(bad.outside)
    }
    assert.equal((await lab.runner.exec(['ls', '/tmp/escaped'])).code, 2)
  })

  it('without the payload that is wanted says which it has', () =>
    expectNeverSent(good, /^payload: the archive .* has no source of 'staging'; it has: closure/, { payload: 'source' }))

  it('that is for another machine is refused before it is sent', async () => {
    const other = carried.changed(good, (at) => changeManifest(at, (manifest) => (manifest.configurations['staging']!.system = 'aarch64-linux')))
    const log = await expectRefused(other, /nixos-system-staging-\w+ is built for aarch64-linux and this host is x86_64$/)
    assert.doesNotMatch(log, /sending/)
  })

  it('with a NAR that is not what its hash says is refused by the host', async () => {
    const forged = carried.changed(good, (at) => {
      const [narInfo, nar] = [narInfoOf(at, '-part5'), narOf(at, '-part5')]
      const content = zstdDecompressSync(readFileSync(nar))
      content[content.length >> 1]! ^= 1
      const packed = zstdCompressSync(content)
      const name = toNixBase32(sha256(packed))
      unlinkSync(nar)
      writeFileSync(join(at, `cache/nar/${name}.nar.zst`), packed)
      const text = readFileSync(narInfo, 'utf8')
        .replace(/^URL: .*$/m, `URL: nar/${name}.nar.zst`)
        .replace(/^FileHash: .*$/m, `FileHash: sha256:${name}`)
      writeFileSync(narInfo, text.replace(/^FileSize: .*$/m, `FileSize: ${packed.length}`))
      sum(at)
    })
    const run = await deploy(forged)
    expectRed(run, /the host's Nix could not take .*hash mismatch/)
    await expectUntouched(web, was)
    assert.equal(web.link(revision), undefined)
    assert.equal((await web.exec(['nix-store', '--check-validity', toplevel])).code, 1)
    assert.equal(await web.sh(`ls ${spool}; ls -d /nix/store/*-part5 2>/dev/null || :`), '')
    // What was whole is in the store, for the next collection of garbage.
    await web.sh('nix-store --gc >/dev/null 2>&1')
    assert.equal(await seeStore(), store)
  })

  it('deploys when the runner was killed in the middle, and leaves nothing behind', async () => {
    await stopAt(web, 'tar -x*')
    await carried.act(tar, { targets: targets(web) }, { kill: stopped(web) })
    await letGo(web)
    await expectUntouched(web, was)
    assert.equal(web.link(revision), undefined)
    const run = await deploy(tar)
    expectGreen(run)
    await expectConfirmed(web, revision, toplevel)
    assert.match(run.log, /sending \d+ of \d+ store paths/)
    assert.equal(await web.sh(`ls ${spool}`), '')
    await lab.runner.sh('rm -rf /home/runner/work/_temp/nfd-*')
  })

  it('to a host without room says so and takes nothing of it; with room it deploys', async () => {
    await full.sh('fallocate -l $(($(df --output=avail -k / | tail -n 1) - 30000))K /ballast; sync')
    const before = { ...(await see(full)), healthy: undefined }
    expectRed(await carried.act(good, { targets: targets(full) }), /disk of .* is full: \d+ KiB were left .*make room/)
    assert.deepEqual({ ...(await see(full)), healthy: undefined }, before)
    assert.equal(full.link(revision), undefined)
    await full.sh('rm /ballast')
    expectGreen(await carried.act(good, { targets: targets(full) }))
    await expectConfirmed(full, revision, toplevel)
  })
})
