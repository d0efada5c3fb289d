import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { openArchive } from '../../../src/archive/source.ts'
import { InputError } from '../../../src/parse/input-error.ts'
import { parseNarInfo, sha256FromNix, toNixBase32 } from '../../../src/store/nar-info.ts'
import { type Archive, closureOf } from '../../../src/store/payload.ts'
import { filesOf, makeToy, narOf, narText, packArchive, putNar, seal, sha256, sum, toyPath } from './maker.ts'

const work = mkdtempSync(join(tmpdir(), 'archive-test-'))
after(() => rmSync(work, { recursive: true }))
let places = 0
const place = (): string => join(work, String(++places))

const toy = place()
const manifest = makeToy(toy)
const toyTar = `${place()}.tar`
await packArchive(toy, toyTar)
const narInfoOf = (name: string): string => `cache/${toyPath(name).slice(11, 43)}.narinfo`
const narOfPath = (directory: string, name: string): string => `cache/${parseNarInfo(readFileSync(join(directory, narInfoOf(name)), 'utf8')).url}`

const open = (path: string, configurations = ['staging', 'production'], payload: 'closure' | 'source' = 'closure'): Promise<Archive> =>
  openArchive(path, { configurations, payload }, place(), new AbortController().signal)

/** A copy of the toy, changed. */
function changed(change: (directory: string) => void): string {
  const directory = place()
  cpSync(toy, directory, { recursive: true })
  change(directory)
  return directory
}

function replaceIn(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8')
  assert.match(text, new RegExp(from))
  writeFileSync(file, text.replace(from, to))
}

async function expectRefused(path: string, said: RegExp, ...more: [configurations?: string[], payload?: 'closure' | 'source']): Promise<void> {
  await assert.rejects(open(path, ...more), (error: Error) => {
    assert.ok(error instanceof InputError, error.stack)
    assert.match(error.message, said)
    return true
  })
}

/** What would be sent: each file's name and content. */
async function sent({ source, payloads }: Archive): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const payload of payloads.values()) {
    for await (const { files } of source.ready(closureOf(payload, source).map((path) => source.info(path)!))) {
      for (const { name, file, start, bytes } of files) all[name] = sha256(readFileSync(file).subarray(start, start + bytes))
    }
  }
  return all
}

describe('an archive', () => {
  it('gives the same from its directory and from its tar', async () => {
    const [directory, tar] = await Promise.all([open(toy), open(toyTar)])
    assert.equal(directory.revision, 'abc123')
    assert.deepEqual(directory.payloads.get('staging'), {
      kind: 'closure',
      roots: [toyPath('nixos-system-staging-24.11')],
      toplevel: toyPath('nixos-system-staging-24.11'),
      system: 'x86_64-linux',
    })
    assert.deepEqual(tar.payloads, directory.payloads)
    const files = await sent(directory)
    assert.deepEqual(await sent(tar), files)
    assert.deepEqual(
      Object.keys(files).sort(),
      filesOf(toy)
        .filter((name) => /cache\/.*(narinfo|zst)$/.test(name))
        .map((name) => name.slice(6))
        .sort(),
    )
    for (const [name, hash] of Object.entries(files)) assert.equal(hash, sha256(readFileSync(join(toy, 'cache', name))))
  })

  it('may have been packed by tar, with directories and a leading ./', async () => {
    const tar = `${place()}.tar`
    await packArchive(toy, tar, (stream) => stream.entry({ name: './cache/', type: 'directory' }))
    assert.deepEqual(await sent(await open(tar)), await sent(await open(toy)))
  })

  it('may leave out what its manifest expects elsewhere', async () => {
    const shared = toyPath('shared-1.0')
    const thin = changed((directory) => {
      for (const name of [narOfPath(directory, 'shared-1.0'), narInfoOf('shared-1.0')]) rmSync(join(directory, name))
      seal(directory, { ...manifest, paths: { ...manifest.paths, [shared]: { ...manifest.paths[shared]!, expected: true } } })
    })
    const { source } = await open(thin)
    assert.equal(source.has(shared), false)
    assert.equal(source.info(shared)?.path, shared)
  })

  it('with one flipped byte in any file is refused, and the file named', async () => {
    for (const name of filesOf(toy)) {
      const original = readFileSync(join(toy, name))
      const directory = changed(() => undefined)
      for (let at = 0; at < original.length; at += Math.max(1, Math.floor(original.length / 60))) {
        const bytes = Buffer.from(original)
        bytes[at]! ^= [0x01, 0x20, 0x80, 0xff][at % 4]!
        writeFileSync(join(directory, name), bytes)
        await expectRefused(directory, new RegExp(`^archive: ${directory}/.+(make or fetch .*again|use a newer version)`))
      }
    }
  })

  it('with one flipped byte in its tar is refused, or gives the same where the byte belongs to no file', async () => {
    const original = readFileSync(toyTar)
    const files = await sent(await open(toy))
    const tar = `${place()}.tar`
    let harmless = 0
    for (let at = 0; at < original.length; at += 37) {
      const bytes = Buffer.from(original)
      bytes[at]! ^= [0x01, 0x20, 0x80, 0xff][at % 4]!
      writeFileSync(tar, bytes)
      try {
        assert.deepEqual(await sent(await open(tar)), files)
        assert.equal(original[at], 0, `byte ${at} is no padding`)
        harmless++
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        assert.match(error.message, new RegExp(`^archive: ${tar}`))
      }
    }
    assert.ok(harmless < original.length / 37 / 2)
  })

  it('cut off anywhere is refused', async () => {
    const original = readFileSync(toyTar)
    const end = original.indexOf(readFileSync(join(toy, 'SHA256SUMS'))) + statSync(join(toy, 'SHA256SUMS')).size
    const tar = `${place()}.tar`
    for (let bytes = 0; bytes < end; bytes += 101) {
      writeFileSync(tar, original.subarray(0, bytes))
      await expectRefused(tar, new RegExp(`^archive: ${tar}.*make or fetch the archive again`))
    }
  })

  const wrong: [what: string, change: (directory: string) => void, said: RegExp][] = [
    ['lacks a NAR', (at) => rmSync(join(at, narOfPath(at, 'shared-1.0'))), /cache\/nar\/\w{52}\.nar\.zst is not there, and SHA256SUMS lists it/],
    [
      'lacks a NAR and its checksum',
      (at) => {
        rmSync(join(at, narOfPath(at, 'shared-1.0')))
        sum(at)
      },
      /cache\/nar\/\w{52}\.nar\.zst is not there, and cache\/\w{32}\.narinfo names it/,
    ],
    [
      'lacks a narinfo',
      (at) => {
        rmSync(join(at, narInfoOf('shared-1.0')))
        sum(at)
      },
      /\.narinfo is not there, and manifest\.json has \/nix\/store\/\w+-shared-1\.0 inside/,
    ],
    ['lacks its checksums', (at) => rmSync(join(at, 'SHA256SUMS')), /SHA256SUMS is not there/],
    ['lacks its manifest', (at) => rmSync(join(at, 'manifest.json')), /is neither an archive of nix-flake-deploy.*nor a binary cache/],
    ['lacks the end of its checksums', (at) => truncateSync(join(at, 'SHA256SUMS'), statSync(join(at, 'SHA256SUMS')).size - 1), /does not end with a line end/],
    ['lists a file twice', (at) => replaceIn(join(at, 'SHA256SUMS'), /^(.*\n)/, '$1$1'), /SHA256SUMS lists .* twice/],
    [
      'lists a file elsewhere',
      (at) => replaceIn(join(at, 'SHA256SUMS'), /$/, `${'0'.repeat(64)}  ../../etc/passwd\n`),
      /\/etc\/passwd is not there, and SHA256SUMS lists it/,
    ],
    ['has a file that is not listed', (at) => replaceIn(join(at, 'SHA256SUMS'), /.*  install\n/, ''), /install is not in SHA256SUMS/],
    ['has a file of no archive', (at) => writeFileSync(join(at, 'extra'), ''), /has 'extra', which is no part of an archive/],
    ['has a directory of no archive', (at) => mkdirSync(join(at, 'cache/log')), /has 'cache\/log', which is no part of an archive/],
    [
      'has a path that the manifest does not know',
      (at) => {
        putNar(join(at, 'cache'), toyPath('stowaway'), narOf('x'), [])
        sum(at)
      },
      /belongs to no store path that manifest\.json has inside/,
    ],
    [
      'has a link for a file',
      (at) => {
        renameSync(join(at, 'install'), join(at, '../install'))
        symlinkSync('../install', join(at, 'install'))
      },
      /has 'install' as a link or device, where a file should be/,
    ],
    [
      'has a link for a directory',
      (at) => {
        renameSync(join(at, 'cache/nar'), join(at, `../nar-${places}`))
        symlinkSync(`../../nar-${places}`, join(at, 'cache/nar'))
      },
      /has 'cache\/nar', which is no part/,
    ],
    [
      'has a narinfo of another path',
      (at) => {
        cpSync(join(at, narInfoOf('shared-1.0')), join(at, narInfoOf('nixos-system-staging-24.11')))
        sum(at)
      },
      /\.narinfo has another StorePath than manifest\.json says/,
    ],
    [
      'has a narinfo with another hash',
      (at) => {
        replaceIn(join(at, narInfoOf('shared-1.0')), /NarHash: .*/, `NarHash: sha256:${toNixBase32(sha256('x'))}`)
        sum(at)
      },
      /has another NarHash than manifest\.json says/,
    ],
    [
      'has a narinfo with other references',
      (at) => {
        replaceIn(join(at, narInfoOf('nixos-system-staging-24.11')), /References: .*/, 'References: ')
        sum(at)
      },
      /has another References than manifest\.json says/,
    ],
    [
      'has a narinfo of another file',
      (at) => {
        replaceIn(join(at, narInfoOf('shared-1.0')), /FileHash: .*/, `FileHash: sha256:${toNixBase32(sha256('x'))}`)
        sum(at)
      },
      /has another FileHash than cache\/nar\/\w+\.nar\.zst says/,
    ],
    [
      'has a narinfo that leads elsewhere',
      (at) => {
        replaceIn(join(at, narInfoOf('shared-1.0')), /URL: .*/, 'URL: ../../secret')
        sum(at)
      },
      /secret is not there, and cache\/\w+\.narinfo names it/,
    ],
    [
      'has a narinfo that says a thing twice',
      (at) => {
        replaceIn(join(at, narInfoOf('shared-1.0')), /(NarSize: .*\n)/, '$1$1')
        sum(at)
      },
      /has a line 'NarSize' that cannot be read/,
    ],
    ['is not signed as it says', (at) => seal(at, { ...manifest, signer: 'site-1' }), /\.narinfo is not signed by 'site-1'/],
    [
      'does not know a path that it needs',
      (at) => seal(at, { ...manifest, paths: Object.fromEntries(Object.entries(manifest.paths).filter(([path]) => !path.endsWith('shared-1.0'))) }),
      /manifest\.json does not say what \/nix\/store\/\w+-shared-1\.0 is/,
    ],
    [
      'has a configuration whose name gets lost',
      (at) => seal(at, { ...manifest, configurations: { ...manifest.configurations, prototype: manifest.configurations['staging']! } }),
      /manifest\.json has a configuration named 'prototype', a name that JavaScript keeps for itself/,
    ],
    [
      'is of a newer schema',
      (at) => seal(at, { ...manifest, schema: 2 as 1 }),
      /manifest\.json has schema 2, and this version of nix-flake-deploy knows 1; use a newer version/,
    ],
  ]
  for (const [what, change, said] of wrong) {
    it(`that ${what} is refused`, () => expectRefused(changed(change), said))
  }

  const bad: [what: string, add: Parameters<typeof packArchive>[2], said: RegExp][] = [
    ['a name above it', (tar) => tar.entry({ name: '../../etc/cron.d/x' }, 'x'), /has '\.\.\/\.\.\/etc\/cron\.d\/x', which is no part/],
    ['a name above it that begins well', (tar) => tar.entry({ name: 'cache/nar/../../../x' }, 'x'), /which is no part/],
    ['an absolute name', (tar) => tar.entry({ name: '/etc/passwd' }, 'x'), /has '\/etc\/passwd', which is no part/],
    [
      'a link',
      (tar) => tar.entry({ name: `cache/nar/${'0'.repeat(52)}.nar.zst`, type: 'symlink', linkname: '/etc/passwd' }),
      /as a symlink, where a file should be/,
    ],
    [
      'a hard link',
      (tar) => tar.entry({ name: `cache/nar/${'0'.repeat(52)}.nar.zst`, type: 'link', linkname: '/etc/passwd' }),
      /as a link, where a file should be/,
    ],
    [
      'a device',
      (tar) => tar.entry({ name: `cache/nar/${'0'.repeat(52)}.nar.zst`, type: 'character-device' }),
      /as a character-device, where a file should be/,
    ],
    ['the same file twice', (tar) => tar.entry({ name: 'install' }, 'x'), /has 'install' twice/],
    ['the same file twice by another name', (tar) => tar.entry({ name: './install' }, 'x'), /has 'install' twice/],
    ['a file that is not listed', (tar) => tar.entry({ name: `cache/nar/${'0'.repeat(52)}.nar.zst` }, 'x'), /0\.nar\.zst is not in SHA256SUMS/],
    ['a directory of no archive', (tar) => tar.entry({ name: 'bin/', type: 'directory' }), /has 'bin', which is no part/],
  ]
  for (const [what, add, said] of bad) {
    it(`whose tar has ${what} is refused`, async () => {
      const tar = `${place()}.tar`
      await packArchive(toy, tar, add)
      await expectRefused(tar, said)
    })
  }

  it('without what is wanted says what it has', async () => {
    await expectRefused(toy, /^targets: 'stagin' is not in the archive '.*'; did you mean 'staging'\? Known: staging, production$/, ['stagin'])
    await expectRefused(toy, /^targets: 'toString' is not in the archive/, ['toString'])
    await expectRefused(toy, /^payload: the archive '.*' has no source of 'staging'; it has: closure\. Write `payload: closure`/, ['staging'], 'source')
    await expectRefused(join(work, 'nowhere'), /^archive: '.*nowhere' is not there; write the path/)
    const file = place()
    writeFileSync(file, 'something else')
    await expectRefused(file, /is no whole tar|has no manifest\.json/)
    writeFileSync(file, Buffer.from('504b03041400', 'hex'))
    await expectRefused(
      file,
      /^archive: '.*' is a zip, as actions\/upload-artifact makes it of what it is given; .*`archive: false`.*actions\/download-artifact/,
    )
  })

  it('that changes after it was checked is not sent', async () => {
    for (const [path, file] of [
      [changed(() => undefined), narOfPath(toy, 'shared-1.0')],
      [`${place()}.tar`, ''],
    ] as const) {
      if (!existsSync(path)) cpSync(toyTar, path)
      const archive = await open(path)
      const victim = join(path, file)
      const { size, mtime, atime } = statSync(victim)
      writeFileSync(victim, Buffer.alloc(size))
      utimesSync(victim, atime, mtime)
      await assert.rejects(sent(archive), /was changed after it was checked; leave the archive alone/)
    }
  })
})

describe('a plain binary cache', () => {
  const cache = join(toy, 'cache')
  const change = (what: (directory: string) => void): string => {
    const directory = place()
    cpSync(cache, directory, { recursive: true })
    what(directory)
    return directory
  }
  const only = change((at) => rmSync(join(at, narInfoOf('nixos-system-production-24.11').slice(6))))

  it('gives the system of the configuration, or the only one', async () => {
    const both = await open(cache)
    assert.equal(both.revision, undefined)
    assert.equal(both.payloads.get('production')?.toplevel, toyPath('nixos-system-production-24.11'))
    assert.deepEqual(await sent(both), await sent(await open(toy)))
    assert.equal((await open(only, ['anything'])).payloads.get('anything')?.toplevel, toyPath('nixos-system-staging-24.11'))
  })

  it('gives its only system to one configuration, and to others only what is named after them', async () => {
    assert.equal((await open(only, ['staging'])).payloads.get('staging')?.toplevel, toyPath('nixos-system-staging-24.11'))
    await expectRefused(only, /none of the systems in '.*' is named nixos-system-production-…; there are: \/nix\/store\/\w+-nixos-system-staging-24\.11\. /, [
      'staging',
      'production',
    ])
    const longer = change((at) => {
      rmSync(join(at, narInfoOf('nixos-system-staging-24.11').slice(6)))
      putNar(at, toyPath('nixos-system-staging-db-24.11'), narOf('z'), [])
    })
    assert.equal((await open(longer, ['staging-db', 'production'])).payloads.get('staging-db')?.toplevel, toyPath('nixos-system-staging-db-24.11'))
    await expectRefused(longer, /none of the systems in '.*' is named nixos-system-staging-…/, ['staging', 'staging-db'])
  })

  it('is refused where the system is not clear, or is none', async () => {
    await expectRefused(cache, /none of the systems in '.*' is named nixos-system-elsewhere-…; there are: \/nix\/store\/\w+-nixos-system-/, ['elsewhere'])
    await expectRefused(
      change((at) => putNar(at, toyPath('nixos-system-staging-25.05'), narOf('z'), [])),
      /more than one system in '.*' may be 'staging'; there are/,
    )
    await expectRefused(
      change((at) =>
        readdirSync(at)
          .filter((name) => name.endsWith('.narinfo'))
          .forEach((name) => rmSync(join(at, name))),
      ),
      /there is no NixOS system in/,
    )
    await expectRefused(cache, /has built systems and nothing else; write `payload: closure`/, ['staging'], 'source')
  })

  it('is refused where a file of it, or all of them, lie elsewhere', async () => {
    const nar = narOfPath(toy, 'shared-1.0').slice(6)
    const narInfo = narInfoOf('nixos-system-staging-24.11').slice(6)
    for (const name of [nar, narInfo, 'nar']) {
      const linked = change((at) => {
        const elsewhere = join(place(), 'elsewhere')
        mkdirSync(dirname(elsewhere), { recursive: true })
        renameSync(join(at, name), elsewhere)
        symlinkSync(elsewhere, join(at, name))
      })
      await expectRefused(linked, new RegExp(`${name.replaceAll('.', '\\.')} is a link, and links are not followed`))
    }
  })

  it('is refused where a file is not what its narinfo says', async () => {
    const nar = narOfPath(toy, 'shared-1.0').slice(6)
    await expectRefused(
      change((at) => rmSync(join(at, nar))),
      /nar\.zst is not there, and \/nix\/store\/\w+-shared-1\.0 needs it/,
    )
    await expectRefused(
      change((at) => truncateSync(join(at, nar), 10)),
      /nar\.zst has 10 bytes, and its narinfo says \d+/,
    )
    await expectRefused(
      change((at) => writeFileSync(join(at, nar), Buffer.alloc(statSync(join(at, nar)).size))),
      /nar\.zst is not what its narinfo says/,
    )
    await expectRefused(
      change((at) => replaceIn(join(at, narInfoOf('shared-1.0').slice(6)), /URL: .*/, 'URL: ../../etc/passwd')),
      /has its NAR at '\.\.\/\.\.\/etc\/passwd', which is not below nar\//,
    )
  })
})

describe('an export', () => {
  it('for which the disk has no room is an error that says which disk', { skip: process.getuid?.() !== 0 && 'only root mounts' }, async () => {
    const [file, disk] = [place(), place()]
    const [number, text] = [(value: number) => Buffer.from([value, ...Array<number>(7).fill(0)]), narText]
    const magic = Buffer.from('4e49584500000000', 'hex')
    writeFileSync(
      file,
      Buffer.concat([number(1), narOf(randomBytes(2_000_000)), magic, text(toyPath('nixos-system-staging-24.11')), number(0), text(''), number(0), number(0)]),
    )
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk])
    try {
      await assert.rejects(
        openArchive(file, { configurations: ['staging'], payload: 'closure' }, join(disk, 'cache'), new AbortController().signal),
        (error: Error) => {
          const [place = '', why = ''] = error.message.split(': ENOSPC: ')
          assert.equal(place, `${disk}/cache cannot be written`)
          assert.match(
            why,
            /^no space left on device, write \(\d+ bytes and \d+ inodes are left there\); make room before this step, name a place on another disk/,
          )
          assert.match(String(error.cause), /ENOSPC/)
          return true
        },
      )
    } finally {
      execFileSync('umount', [disk])
    }
  })
})

describe('a hash as Nix writes it', () => {
  const hex = 'a29d0c5a5d1e4b3e9a1b6e0f5f5c6d0b7e1c8f2a3d4b5c6d7e8f9a0b1c2d3e4f'
  it('is read in each of its spellings, and written in the one of narinfo files', () => {
    assert.equal(sha256FromNix(`sha256:${hex}`), hex)
    assert.equal(sha256FromNix(`sha256-${Buffer.from(hex, 'hex').toString('base64')}`), hex)
    assert.equal(sha256FromNix(`sha256:${toNixBase32(hex)}`), hex)
    // nix-hash --type sha256 --to-base32 of an empty file's.
    assert.equal(toNixBase32('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'), '0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73')
  })
  it('is none with other letters, of another length or kind', () => {
    for (const text of [hex, `sha1:${hex}`, `sha256:${hex}0`, `sha256:${'e'.repeat(52)}`, `sha256:${'z'.repeat(52)}`, 'sha256:'])
      assert.equal(sha256FromNix(text), undefined, text)
  })
})
