import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { assignBuilds, buildToplevels, builtPaths, toplevelInstallable } from '../../../src/nix/build.ts'
import type { Nix } from '../../../src/nix/command.ts'
import { type FoundNix, findNix, whileAsked } from '../../../src/nix/find.ts'
import { atCommit, flakeMetadata, parseMetadata, sourceReference } from '../../../src/nix/flake.ts'
import { parseDump, parseSignatures } from '../../../src/nix/store.ts'

/** A machine's home whose Nix profile holds this program as `nix`; nothing on these machines is in the usual places. */
async function homeWithNix(t: TestContext, script: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'nix-test-'))
  t.after(() => rm(home, { recursive: true }))
  const program = join(home, '.nix-profile/bin/nix')
  await mkdir(dirname(program), { recursive: true })
  await writeFile(program, `#!/bin/sh\n${script}\n`)
  await chmod(program, 0o755)
  return home
}

/** Finds Nix as on a machine that has none in PATH. */
async function findWithoutPath(t: TestContext, home: string): Promise<FoundNix> {
  const before = process.env['PATH']
  t.after(() => (process.env['PATH'] = before))
  process.env['PATH'] = '/no/such/directory'
  return await findNix({ home, options: [] })
}

for (const [said, version] of [
  ['nix (Nix) 2.24.0', '2.24.0'],
  ['nix (Nix) 2.34.8', '2.34.8'],
  ['nix (Nix) 3.0.1', '3.0.1'],
  ['nix (Nix) 2.25.0pre20241105_abcdef', '2.25.0pre20241105_abcdef'],
  ['nix (Determinate Nix 3.11.2) 2.31.1', '2.31.1'],
  ['nix (Lix, like Nix) 2.93.3', '2.93.3'],
] as const) {
  test(`Nix that is not in PATH is found where installers put it: ${said}`, async (t) => {
    const home = await homeWithNix(t, `echo '${said}'`)
    const found = await findWithoutPath(t, home)
    assert.deepEqual([found.nix.program, await found.version], [join(home, '.nix-profile/bin/nix'), version])
  })
}

test('a Nix that is too old is refused, with the steps that install one', async (t) => {
  for (const said of ['nix (Nix) 2.23.4', 'nix (Nix) 2.8.0', 'nix (Nix) 1.11']) {
    const home = await homeWithNix(t, `echo '${said}'`)
    await assert.rejects(
      (await findWithoutPath(t, home)).version,
      /is too old, 2\.24 or newer is needed;[^]*cachix\/install-nix-action[^]*DeterminateSystems\/nix-installer-action/,
    )
  }
})

test('no Nix at all is an error with the two usual steps', async (t) => {
  await assert.rejects(findWithoutPath(t, '/no/such/home'), /not found on this runner[^]*; install it[^]*uses: cachix[^]*uses: Determinate/)
})

test('a program that is no Nix is named, with what it said', async (t) => {
  const home = await homeWithNix(t, 'echo hello')
  await assert.rejects((await findWithoutPath(t, home)).version, /nix --version' says 'hello', which is no version/)
})

test('what Nix does while it is asked for its version comes with that', async () => {
  const nix: Nix = { program: 'nix', options: ['--offline'] }
  assert.deepEqual(await whileAsked({ nix, version: Promise.resolve('2.34.8') }, ({ options }) => Promise.resolve(options)), ['2.34.8', ['--offline']])
  await assert.rejects(
    whileAsked({ nix, version: Promise.resolve('2.34.8') }, () => Promise.reject(new Error('no flake'))),
    /no flake/,
  )
})

test('a Nix that is too old is told of, whatever came of what it was to do, which is broken off', async () => {
  const old = (): FoundNix => ({ nix: { program: 'nix', options: [] }, version: pause(10).then(() => Promise.reject(new Error('too old'))) })
  await assert.rejects(
    whileAsked(old(), () => Promise.reject(new Error('unrecognised flag'))),
    /too old/,
  )
  await assert.rejects(
    whileAsked(old(), ({ signal }) => pause(60_000, undefined, { signal })),
    /too old/,
  )
})

for (const [what, resolved, reference] of [
  ['a checkout', { type: 'git', url: 'file:///w' }, '.'],
  ['a directory that is not in git', { type: 'path', url: undefined }, '.'],
  ['a repository on GitHub', { type: 'github', url: undefined }, 'LOCKED'],
  ['a repository elsewhere', { type: 'git', url: 'ssh://git@example.com/x' }, 'LOCKED'],
  ['a tarball', { type: 'tarball', url: 'file:///x.tar' }, 'LOCKED'],
] as const) {
  test(`${what} is built ${reference === '.' ? 'as it was named' : 'just as it was locked'}`, () => {
    const json = JSON.stringify({
      url: 'LOCKED',
      resolved,
      original: { type: 'indirect' },
      revision: 'abc',
      description: 'd',
      path: '/nix/store/s',
      locked: { rev: 'abc' },
    })
    assert.deepEqual(parseMetadata(json, '.'), {
      reference,
      revision: 'abc',
      dirty: false,
      description: 'd',
      sourcePath: '/nix/store/s',
      locked: { rev: 'abc' },
      unlocked: undefined,
      url: reference === '.' ? undefined : 'LOCKED',
      lockHash: undefined,
    })
  })
}

test('a dirty tree has no revision', () => {
  const json = JSON.stringify({ url: 'u', dirtyRevision: 'abc-dirty', resolved: { type: 'git', url: 'file:///w' } })
  assert.deepEqual(parseMetadata(json, '.'), {
    reference: '.',
    revision: undefined,
    dirty: true,
    description: undefined,
    sourcePath: '',
    locked: {},
    unlocked: undefined,
    url: undefined,
    lockHash: undefined,
  })
})

for (const [what, url, told] of [
  ['a forge', 'github:a/b/0123?narHash=x', 'github:a/b/0123?narHash=x'],
  ['a server, with a token', 'git+https://me:secret@example.com/x?rev=0', 'git+https://example.com/x?rev=0'],
  ['a server, over SSH', 'git+ssh://git@example.com/x?rev=0', 'git+ssh://git@example.com/x?rev=0'],
  ['a server, with a token among the parameters', 'https://example.com/x.tar.gz?narHash=n&token=SECRET&rev=0', 'https://example.com/x.tar.gz?narHash=n&rev=0'],
  ['a server, with nothing but a token', 'git+https://example.com/x?private_token=SECRET', 'git+https://example.com/x'],
  [
    'a server, with all that Nix knows',
    'git+https://example.com/x?dir=d&lastModified=1&narHash=n&ref=r&rev=0&revCount=2&shallow=1&submodules=1',
    'git+https://example.com/x?dir=d&lastModified=1&narHash=n&ref=r&rev=0&revCount=2&shallow=1&submodules=1',
  ],
  ['a tarball on this machine', 'tarball+file:///home/me/x.tar?narHash=x', undefined],
] as const) {
  test(`a flake from ${what} has ${told === undefined ? 'no url' : 'a url without credentials'}`, () => {
    assert.equal(parseMetadata(JSON.stringify({ url, resolved: { type: 'x' } }), 'x').url, told)
  })
}

test('the hash of a lock file is that of its content, not of its order', () => {
  const hashOf = (locks: string) => parseMetadata(`{"locks": ${locks}}`, '.').lockHash
  assert.match(hashOf('{"nodes": {"a": [1, 2], "b": null}, "version": 7}') ?? '', /^[0-9a-f]{64}$/)
  assert.equal(hashOf('{"nodes": {"a": [1, 2], "b": null}, "version": 7}'), hashOf('{"version": 7, "nodes": {"b": null, "a": [1, 2]}}'))
  assert.notEqual(hashOf('{"nodes": {"a": [1, 2]}}'), hashOf('{"nodes": {"a": [2, 1]}}'))
})

const sha = '1'.repeat(40)
for (const [resolvedUrl, commit, reference] of [
  ['git+file:///w', sha, `git+file:///w?rev=${sha}`],
  ['git+file:///w?dir=nixos&ref=main', 'v1.0', 'git+file:///w?dir=nixos&ref=v1.0'],
  ['github:a/b', 'main', 'github:a/b?ref=main'],
  ['github:a/b/old?dir=x', sha, `github:a/b?dir=x&rev=${sha}`],
  ['git+ssh://git@example.com/x?narHash=n&rev=0', 'a/b', 'git+ssh://git@example.com/x?ref=a%2Fb'],
  ['path:/w', sha, undefined],
  ['tarball+https://example.com/x.tar', sha, undefined],
  ['https://example.com/x.tar', sha, undefined],
] as const) {
  test(`the flake ${resolvedUrl} as of ${commit.slice(0, 6)} is ${reference ?? 'nothing'}`, () => {
    assert.equal(atCommit(parseMetadata(JSON.stringify({ resolvedUrl, resolved: { type: 'x' } }), '.'), commit), reference)
  })
}

test('paths with a signature that were not built here are told from the others', () => {
  const [built, substituted, signedHere, added] = ['a', 'b', 'c', 'd'].map((letter) => `/nix/store/${letter.repeat(32)}-x`)
  const said = [
    `${built}  \tultimate`,
    `${substituted}  \tcache-1:abc== other-1:def==`,
    `${signedHere}\tultimate mine-1:abc==`,
    `${added}\tca:fixed:r:sha256:x`,
    '',
  ].join('\n')
  assert.deepEqual([...parseSignatures(said)], [substituted])
})

test('a source tree in the store is the same flake to a host: same commit, same dates', () => {
  const flake = parseMetadata(
    JSON.stringify({
      path: '/nix/store/s-source',
      locked: { type: 'git', url: 'file:///w', lastModified: 7, narHash: 'sha256-a+b/c=', rev: 'abc', revCount: 3, dir: 'sub dir' },
    }),
    '.',
  )
  assert.equal(sourceReference(flake), 'path:/nix/store/s-source?lastModified=7&narHash=sha256-a%2Bb%2Fc%3D&rev=abc&revCount=3&dir=sub%20dir')
})

for (const reference of ['', '--impure', '.#staging', 'github:a/b#x']) {
  test(`'${reference}' is refused as a flake reference`, async () => {
    const nix: Nix = { program: '/no/such/nix', options: [] }
    await assert.rejects(flakeMetadata(nix, reference), /^InputError: flake: '.*' is not a flake reference; write one such as/)
  })
}

for (const [name, quoted] of [
  ['staging', '"staging"'],
  ['web.example.com', '"web.example.com"'],
  ['per%41cent', '"per%2541cent"'],
  ['a b', '"a%20b"'],
  ['a^out', '"a%5Eout"'],
  ['a#b', '"a%23b"'],
  ['--impure', '"--impure"'],
] as const) {
  test(`the configuration '${name}' is asked for as ${quoted}`, () => {
    assert.equal(toplevelInstallable('.', name), `.#nixosConfigurations.${quoted}.config.system.build.toplevel`)
  })
}

for (const name of ['', 'a"b', 'a\nb', '\u0000', '\ud800']) {
  test(`${JSON.stringify(name)} is refused as the name of a configuration`, () => {
    assert.throws(() => toplevelInstallable('.', name), /configurations: '.*' is not a name that can be asked of Nix/)
  })
}

test('the paths that nix build tells are read in their order', () => {
  const json = '[{"drvPath":"/nix/store/d","outputs":{"out":"/nix/store/a"},"startTime":1},{"outputs":{"out":"/nix/store/b"}}]'
  assert.deepEqual(builtPaths(json), ['/nix/store/a', '/nix/store/b'])
})

for (const [told, count, assigned] of [
  ['a', 1, 'a'],
  ['a b c', 3, 'a b c'],
  // two equal ones at places 1 and 3: four entries, in pairs
  ['a a b a a', 3, 'a b a'],
  // as Nix 2.26 and 2.34 tell same1 staging same2 production same3
  ['s s s x s s s y s s s', 5, 's x s y s'],
  ['a a a a b b b b', 4, 'a a b b'],
  ['a a b b a a b b', 4, 'a b a b'],
  ['a b', 3, undefined],
  ['a a b', 2, undefined],
  ['a b a a a', 3, undefined],
  ['', 0, ''],
] as const) {
  test(`${count} installables with the entries '${told}' are ${assigned === undefined ? 'not to be told apart' : `'${assigned}'`}`, () => {
    const split = (text: string) => text.split(' ').filter((word) => word !== '')
    assert.deepEqual(assignBuilds(split(told), count), assigned === undefined ? undefined : split(assigned))
  })
}

test('an entry without a path assigns nothing', () => {
  assert.equal(assignBuilds(['/nix/store/a', ''], 2), undefined)
})

test('nothing to build starts no Nix', async () => {
  assert.deepEqual(await buildToplevels({ program: '/no/such/nix', options: [] }, '.', []), new Map())
})

const [a, b] = ['/nix/store/00000000000000000000000000000001-a', '/nix/store/00000000000000000000000000000002-b']

test('a dump of the database is read, with and without references and deriver', () => {
  const dump = `${a}\n${'0'.repeat(64)}\n120\n\n0\n${b}\n${'1'.repeat(64)}\n2392144\n${a}.drv\n2\n${a}\n${b}\n`
  assert.deepEqual(parseDump(dump), [
    { path: a, narHash: `sha256:${'0'.repeat(64)}`, narBytes: 120, references: [], deriver: undefined },
    { path: b, narHash: `sha256:${'1'.repeat(64)}`, narBytes: 2392144, references: [a], deriver: `${a}.drv` },
  ])
  assert.deepEqual(parseDump(''), [])
})

test('a dump that is cut off or of another form is an error, not a shorter closure', () => {
  for (const dump of [`${a}\nhash\n120\n\n2\n${b}\n`, `${a}\nhash\nx\n\n0\n`, 'hello\nhash\n1\n\n0\n', `${a}\nhash\n120\n\n9\n`]) {
    assert.throws(() => parseDump(dump), /cannot be read, at line 1/)
  }
})
