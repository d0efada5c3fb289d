// The pure parts of making archives; test/e2e/archive.test.ts makes real ones.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { healthChecksFor, manifestOf } from '../../../src/archive/describe.ts'
import { manifestText, parseManifest } from '../../../src/archive/manifest.ts'
import { placesFor } from '../../../src/archive/places.ts'
import type { PathInfo } from '../../../src/nix/store.ts'
import { readEnvironment } from '../../../src/runner/environment.ts'
import { INPUT_DEFAULTS, type Inputs } from '../../../src/settings/inputs.ts'
import { fileHash, normalNarInfo } from '../../../src/store/nar-info.ts'
import { settingsOf } from '../settings/settings.ts'

describe('archives go', () => {
  const sha = '0123456789abcdef0123456789abcdef01234567'
  const places = (names: string[], inputs: Partial<Inputs>, revision = sha) =>
    placesFor(
      names,
      settingsOf({ ...(Object.fromEntries(Object.keys(INPUT_DEFAULTS).map((name) => [name, ''])) as Inputs), command: 'archive', ...inputs }),
      revision,
      readEnvironment({ GITHUB_RUN_ATTEMPT: '2' }),
    ).map(({ path, artifactName }) => [path, artifactName])
  const each = { 'archive-per-configuration': 'true' } as const

  for (const [what, names, inputs, expected] of [
    ['into an artifact, where nothing is said', ['a'], {}, [[undefined, 'nixos-a-0123456789ab-2.tar']]],
    ['into one artifact for all', ['a', 'b'], {}, [[undefined, 'nixos-configurations-0123456789ab-2.tar']]],
    ['to a path, and into no artifact', ['a', 'b'], { 'archive-path': '/o/s.tar' }, [['/o/s.tar', undefined]]],
    ['to a path and into an artifact, where both are named', ['a'], { 'archive-path': '/o/s/', 'artifact-name': 'n' }, [['/o/s', 'n']]],
    [
      'to a tar each',
      ['a', 'b'],
      { 'archive-path': '/o/s.tar', ...each },
      [
        ['/o/s-a.tar', undefined],
        ['/o/s-b.tar', undefined],
      ],
    ],
    [
      'to a directory each',
      ['a', 'b.c'],
      { 'archive-path': '/o.x/', ...each },
      [
        ['/o.x-a', undefined],
        ['/o.x-b.c', undefined],
      ],
    ],
    [
      'into an artifact each',
      ['a', 'b'],
      { 'artifact-name': 'n', ...each },
      [
        [undefined, 'n-a'],
        [undefined, 'n-b'],
      ],
    ],
    [
      'into an artifact each, whose file has its ending',
      ['a', 'b'],
      { 'artifact-name': 'n.tar', ...each },
      [
        [undefined, 'n-a.tar'],
        [undefined, 'n-b.tar'],
      ],
    ],
    [
      'by names that files can have',
      ['a/b', '$&'],
      { 'archive-path': '/s.tar', ...each },
      [
        ['/s-a-b.tar', undefined],
        ['/s-$&.tar', undefined],
      ],
    ],
  ] as const) {
    it(what, () => assert.deepEqual(places([...names], inputs), expected))
  }

  it('under a label of their own as it is', () => assert.deepEqual(places(['a'], {}, 'release-2026.11'), [[undefined, 'nixos-a-release-2026.11-2.tar']]))

  it('nowhere, where two would be one file', () => {
    assert.throws(() => places(['a/b', 'a:b', 'c'], each), /^InputError: archive-per-configuration: 'a\/b' and 'a:b' would have the same file name/)
  })
})

describe('the health checks of an archive', () => {
  const checksFor = (configuration: string, inputs: Partial<Inputs>) =>
    healthChecksFor(
      configuration,
      settingsOf({
        ...(Object.fromEntries(Object.keys(INPUT_DEFAULTS).map((name) => [name, ''])) as Inputs),
        command: 'archive',
        'health-check': 'http://{host}/',
        ...inputs,
      }),
    ).map((check) => (check.kind === 'http' ? check.url : check.kind === 'command' ? check.command : check.check))

  it('are those of the input, or of the targets that run the configuration', () => {
    const targets =
      'a: { host: a, configuration: web, health-check: "http://a/" }\nb: { host: b, configuration: db, health-check: { command: "true" } }\nc: { host: c, configuration: other }'
    assert.deepEqual(checksFor('web', {}), ['http://{host}/'])
    assert.deepEqual(
      ['web', 'db', 'other', 'no-target'].map((name) => checksFor(name, { targets })),
      [['http://a/'], ['true'], ['http://{host}/'], ['http://{host}/']],
    )
  })

  it('are refused where two targets of one configuration do not say the same', () => {
    const targets = (second: string) => `a: { host: a, configuration: web, health-check: "http://{target}/" }\nb: { host: b, configuration: web${second} }`
    assert.throws(
      () => checksFor('web', { targets: targets('') }),
      /^InputError: targets: 'a' and 'b' run 'web' with different health checks, and an archive has the same for both; /,
    )
    assert.deepEqual(checksFor('web', { targets: targets(', health-check: "http://{target}/"') }), ['http://{target}/'])
    assert.deepEqual(checksFor('db', { targets: targets('') }), ['http://{host}/'])
  })
})

describe('a narinfo', () => {
  const written = [
    `StorePath: /nix/store/${'a'.repeat(32)}-x`,
    'URL: nar/1.nar.zst',
    'Compression: zstd',
    'FileHash: sha256:1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s',
    'FileSize: 1',
    `NarHash: sha256:${'1'.repeat(52)}`,
    'NarSize: 1',
    'References: ',
    'Deriver: y.drv',
    'Sig: cache-1:a',
    'Sig: mine-1:b',
    'Sig: mine-12:c',
    'CA: fixed:r:sha256:1',
    '',
  ].join('\n')
  const without = (...lines: string[]) =>
    written
      .split('\n')
      .filter((line) => !lines.includes(line))
      .join('\n')

  it('keeps neither deriver nor signatures', () => {
    assert.equal(normalNarInfo(written), without('Deriver: y.drv', 'Sig: cache-1:a', 'Sig: mine-1:b', 'Sig: mine-12:c'))
  })

  it('keeps the signature of the key that is named', () => {
    assert.equal(normalNarInfo(written, 'mine-1'), without('Deriver: y.drv', 'Sig: cache-1:a', 'Sig: mine-12:c'))
  })

  it('tells the hash of its file as sha256sum does', () => {
    // Of no bytes at all.
    assert.equal(
      fileHash(written.replace(/1b8m\w+/, '0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73')),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    assert.throws(
      () => fileHash(without(...written.split('\n').filter((line) => line.startsWith('FileHash')))),
      /^Error: Nix wrote a narinfo of \/nix\/store\/.* without the hash of its file$/,
    )
  })
})

describe('a manifest', () => {
  const path = (letter: string) => `/nix/store/${letter.repeat(32)}-${letter}`
  const info = (letter: string, references: string[]): [string, PathInfo] => [
    path(letter),
    { path: path(letter), narHash: `sha256:${'0'.repeat(64)}`, narBytes: 7, references: references.map(path), deriver: undefined },
  ]
  const infos = new Map([info('d', ['b', 'a']), info('c', []), info('b', ['a']), info('a', [])])
  const made = manifestOf({
    revision: 'r',
    flake: { url: undefined, lockHash: undefined },
    nixVersion: '2.34.8',
    infos,
    leftOut: new Set([path('a'), path('c')]),
    configurations: ['two', 'one'].map((name) => ({
      name,
      payloads: [{ kind: 'closure' as const, roots: [path('d')], toplevel: path('d') }],
      healthChecks: [],
    })),
  })

  it('has the paths that its payloads need and no others, sorted, and says which are left out', () => {
    assert.deepEqual(Object.keys(made.paths), [path('a'), path('b'), path('d')])
    assert.deepEqual(made.paths[path('a')], { narHash: `sha256:${'0'.repeat(64)}`, narBytes: 7, references: [], expected: true })
    assert.deepEqual(made.paths[path('d')]?.references, [path('a'), path('b')])
    assert.deepEqual(Object.keys(made.configurations), ['one', 'two'])
  })

  for (const name of ['prototype', 'constructor', '__proto__']) {
    it(`never loses a configuration named ${name}`, () => {
      const lost = manifestOf({
        revision: 'r',
        flake: { url: undefined, lockHash: undefined },
        nixVersion: '2.34.8',
        infos,
        leftOut: new Set(),
        configurations: [{ name, payloads: [{ kind: 'closure', roots: [path('d')], toplevel: path('d') }], healthChecks: [] }],
      })
      assert.throws(() => manifestText(lost), new RegExp(`^Error: no archive can have a configuration named '${name}'$`))
    })
  }

  it('is written the same whatever the order of its keys, and is read as it was', () => {
    const text = manifestText(made)
    assert.match(text, /^\{\n {2}"schema": 1,\n {2}"revision": "r",\n[^]*\n\}\n$/)
    assert.equal(manifestText(Object.fromEntries(Object.entries(made).reverse()) as typeof made), text)
    assert.deepEqual(parseManifest(text, 'manifest.json'), made)
  })
})
