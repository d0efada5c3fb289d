import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import { InputError, nearest, quote } from '../../../src/parse/input-error.ts'
import { noHooks } from '../../../src/settings/hooks.ts'
import type { Inputs } from '../../../src/settings/inputs.ts'
import { INPUT_DEFAULTS } from '../../../src/settings/inputs.ts'
import type { Settings } from '../../../src/settings/parse.ts'
import { settingsOf } from './settings.ts'

const NOTHING = Object.fromEntries(Object.keys(INPUT_DEFAULTS).map((name) => [name, ''])) as Inputs

const KNOWN_HOSTS = 'staging.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA'

const KEY = `builder-1:${'A'.repeat(86)}==`

function settings(given: Partial<Inputs>): Settings {
  return settingsOf({ ...NOTHING, targets: given.command === 'build' ? '' : 'staging: root@staging.example.com', 'known-hosts': KNOWN_HOSTS, ...given })
}

function refused(given: Partial<Inputs>, message: RegExp): void {
  assert.throws(
    () => settings(given),
    (error) => {
      assert.ok(error instanceof InputError, String(error))
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /\n::/, 'no value starts a line of its own')
      return true
    },
  )
}

describe('inputs', () => {
  it('have the defaults that action.yml gives them', () => {
    const action = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')) as {
      inputs: Record<string, { default?: string }>
    }
    // GitHub evaluates the token; to us it is an input that was given.
    const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, name === 'github-token' ? '' : (input.default ?? '')]))
    assert.equal(action.inputs['github-token']?.default, '${{ github.token }}')
    assert.deepEqual(defaults, { ...INPUT_DEFAULTS })
  })

  it('left empty mean their defaults', () => {
    const { plan, ...rest } = settings({})
    assert.deepEqual(plan, {
      waves: [{ title: '', targets: rest.targets, soakSeconds: 0, together: false }],
      stageFailures: 'stop',
      maxFailures: 0,
      onFailure: 'stop',
    })
    assert.deepEqual(rest, {
      command: 'deploy',
      flake: '.',
      flakeSsh: undefined,
      configurations: undefined,
      doctor: false,
      diffBase: undefined,
      comment: false,
      targets: [
        {
          name: 'staging',
          user: 'root',
          host: 'staging.example.com',
          configuration: 'staging',
          tags: [],
          tolerateUnits: [],
          activate: 'switch',
          healthChecks: [],
          hooks: noHooks,
          activationTimeoutSeconds: 300,
          confirmTimeoutSeconds: 120,
        },
      ],
      gate: [],
      payloads: ['closure'],
      healthChecks: [],
      archive: undefined,
      making: {
        path: undefined,
        contents: { kind: 'full' },
        perConfiguration: false,
        signingKey: undefined,
        compressionLevel: 3,
        artifactName: undefined,
        artifactRetentionDays: undefined,
      },
      cache: false,
      githubToken: undefined,
      ssh: { privateKeys: undefined, knownHosts: KNOWN_HOSTS, config: undefined },
      maxParallel: 10,
      substituteOnDestination: true,
      publish: undefined,
      revisionsDirectory: '/srv/revisions',
      keepRevisions: 10,
      nixOptions: [],
      outLinkPrefix: 'result-',
    })
  })

  const good: [string, Partial<Inputs>, Partial<Settings>][] = [
    ['a name', { configurations: 'staging' }, { configurations: ['staging'] }],
    ['names, one a line, each once', { configurations: '\n staging \r\nproduction\nstaging\n' }, { configurations: ['staging', 'production'] }],
    ['all of them', { configurations: '*' }, { configurations: 'all' }],
    ['an attribute path', { configurations: 'nixosConfigurations.staging' }, { configurations: ['staging'] }],
    ['an installable', { configurations: '.#staging' }, { configurations: ['staging'] }],
    [
      'a whole installable',
      { configurations: '.#nixosConfigurations.staging.config.system.build.toplevel\ngithub:a/b#nixosConfigurations."web.example.com"' },
      { configurations: ['staging', 'web.example.com'] },
    ],
    ['a label', { revision: '0123abc' }, { revision: '0123abc' }],
    ['a label for promote', { command: 'promote', revision: 'v1.2.3+4' }, { revision: 'v1.2.3+4' }],
    ['healthy for promote', { command: 'promote', revision: 'healthy' }, { revision: 'healthy' }],
    ['the default of rollback', { command: 'rollback' }, { revision: 'previous' }],
    ['latest for rollback', { command: 'rollback', revision: 'latest' }, { revision: 'latest' }],
    ['a boolean in capitals', { 'substitute-on-destination': 'False' }, { substituteOnDestination: false }],
    ['a directory with a slash at its end', { 'revisions-directory': '/var/lib/revisions/' }, { revisionsDirectory: '/var/lib/revisions' }],
    ['options of Nix', { 'nix-options': '--option\ncores\n0\n\n--refresh' }, { nixOptions: ['--option', 'cores', '0', '--refresh'] }],
    ['a flake elsewhere', { flake: 'git+https://example.com/a?ref=main&dir=b' }, { flake: 'git+https://example.com/a?ref=main&dir=b' }],
    ['a build without targets', { command: 'build' }, { targets: [] }],
    ['several payloads, each once', { command: 'archive', payload: 'closure, source\nclosure derivation' }, { payloads: ['closure', 'source', 'derivation'] }],
    ['the path of an archive', { archive: 'out/site.tar' }, { archive: { path: 'out/site.tar' } }],
    ['an artifact of this run', { archive: 'artifact: site' }, { archive: { artifact: 'site' } }],
    ['an artifact of another run', { archive: 'artifact: site\nrun-id: 4123456789' }, { archive: { artifact: 'site', runId: 4_123_456_789 } }],
    [
      'all that an archive can be told',
      {
        command: 'archive',
        'archive-path': 'out',
        'archive-contents': 'missing-from: v1.2',
        'archive-per-configuration': 'true',
        'signing-key': KEY,
        'compression-level': '19',
        'artifact-name': 'a b',
        'artifact-retention-days': '5',
      },
      {
        making: {
          path: 'out',
          contents: { kind: 'missing-from', earlier: 'v1.2' },
          perConfiguration: true,
          signingKey: KEY,
          compressionLevel: 19,
          artifactName: 'a b',
          artifactRetentionDays: 5,
        },
      },
    ],
    [
      'health checks that stand for themselves',
      { command: 'archive', 'health-check': 'http://{host}/' },
      { healthChecks: settings({ 'health-check': 'http://{host}/' }).targets[0]?.healthChecks ?? [] },
    ],
    ['the default of what an archive is made of, without making one', { 'compression-level': '3', 'archive-contents': 'full' }, { command: 'deploy' }],
    ['a token', { 'github-token': 'ghs_x' }, { githubToken: 'ghs_x' }],
    ['shell characters in a prefix, which no shell sees', { 'out-link-prefix': 'out/$(id); ' }, { outLinkPrefix: 'out/$(id); ' }],
  ]
  for (const [what, given, expected] of good) {
    it(`take ${what}`, () => {
      const got = settings(given)
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(got[key as keyof Settings], value)
    })
  }

  const bad: [string, Partial<Inputs>, RegExp][] = [
    ['an unknown command', { command: 'depoly' }, /^command: 'depoly' is not a command; did you mean 'deploy'\? Known: list, build/],
    ['a command with a log command', { command: 'x\n::set-output name=a::b' }, /^command: 'x\\n::set-output name=a::b' is not a command/],
    ['a payload that does not exist', { payload: 'image' }, /^payload: 'image' is not a payload/],
    ['several payloads for a deployment', { payload: 'closure, source' }, /^payload: 'deploy' takes one; write one of closure, source$/],
    ['no payload between commas', { command: 'archive', payload: ',' }, /^payload: ',' names no payload; known: closure, derivation, source$/],
    ['an archive for a build', { command: 'build', archive: 'a.tar' }, /^archive: 'build' takes nothing from an archive; leave it out$/],
    ['an archive that is an unknown map', { archive: 'artifact: a\nrunid: 1' }, /^archive, line 2: 'runid' is not a key of archive; did you mean 'run-id'/],
    ['an artifact with a slash', { archive: 'artifact: a/b' }, /^archive.*'a\/b' is not a name for an artifact/],
    ['a run that is no number', { archive: 'artifact: a\nrun-id: latest' }, /'latest' is not the id of a workflow run; it is the number in the address/],
    ['contents that are unknown', { 'archive-contents': 'thin' }, /^archive-contents: 'thin' is none of 'full', 'built' and 'missing-from: '/],
    ['contents that miss from nothing', { 'archive-contents': 'missing-from:' }, /^archive-contents: 'missing-from:' is none of/],
    ['a level that is too high', { 'compression-level': '20' }, /^compression-level: '20' is not a whole number from 1 to 19$/],
    ['a name that artifacts cannot have', { 'artifact-name': 'a:b' }, /^artifact-name: 'a:b' is not a name for an artifact/],
    ['no retention', { 'artifact-retention-days': '0' }, /^artifact-retention-days: '0' is not a whole number from 1 to 400$/],
    ...(
      [
        ['archive-path', 'out.tar'],
        ['archive-contents', 'built'],
        ['archive-per-configuration', 'true'],
        ['compression-level', '9'],
        ['artifact-name', 'site'],
        ['artifact-retention-days', '5'],
      ] as const
    ).map(([name, value]): [string, Partial<Inputs>, RegExp] => [
      `${name} where no archive is made`,
      { command: 'deploy', [name]: value },
      new RegExp(`^${name}: 'deploy' makes no archive; leave it out$`),
    ]),
    [
      'a configuration whose name gets lost',
      { configurations: 'staging\nprototype' },
      /^configurations: 'prototype' is a name that JavaScript keeps for itself/,
    ],
    [
      'a public key, without showing it',
      { 'signing-key': 'name:AAAA' },
      /^signing-key: is not a secret key of Nix, NAME:BASE64 on one line; `nix key generate-secret/,
    ],
    ['no targets', { targets: '' }, /^targets: 'deploy' needs to know where; write one like/],
    ['a flake with a fragment', { flake: '.#staging' }, /^flake: '\.#staging' names a part of the flake; write '\.' and say 'staging' in 'configurations'$/],
    ['a flake like an option', { flake: '--impure' }, /^flake: '--impure' begins with '-'; write a directory as '\.\/--impure'$/],
    ['a flake on two lines', { flake: '.\n--impure' }, /^flake: '\.\\n--impure' has a line end/],
    ['a name with a double quote', { configurations: 'a"b' }, /^configurations: 'a"b' is not the name of a configuration: it has a double quote in it/],
    ['a name like an option', { configurations: '--impure' }, /^configurations: '--impure' is not the name/],
    ['names as a YAML list', { configurations: '- staging\n- production' }, /^configurations: '- staging' is not one name; write the names one a line/],
    ['names in one line', { configurations: 'staging, production' }, /one a line/],
    ['all of them and one', { configurations: '*\nstaging' }, /'\*' stands for all/],
    ['a label with a slash', { revision: 'refs/heads/main' }, /^revision: 'refs\/heads\/main' is not a label; write a git SHA/],
    ['a label that climbs', { revision: '../../etc' }, /is not a label/],
    ['a label like an option', { revision: '-rf' }, /is not a label/],
    ['a label on two lines', { revision: 'abc\n::add-mask::abc' }, /^revision: 'abc\\n::add-mask::abc' is not a label/],
    ['a label that is too long', { revision: 'a'.repeat(101) }, /is 101 characters long; a label has at most 100$/],
    ['a reserved label', { revision: 'latest' }, /^revision: 'latest' has a meaning of its own .* write a label such as the git SHA$/],
    ['previous for promote', { command: 'promote', revision: 'previous' }, /write a label or 'latest' or 'healthy'$/],
    ['a promotion of nothing', { command: 'promote' }, /^revision: 'promote' needs to know what/],
    [
      'doctor with another command',
      { command: 'verify', targets: 'a: h', doctor: 'true' },
      /^doctor: 'verify' asks nothing else of the hosts than it needs; leave it out, or write 'command: status'$/,
    ],
    ['a gate before a rollback', { command: 'rollback', 'require-healthy-on': 'a: h' }, /^require-healthy-on: 'rollback' knows no gate/],
    [
      'a promotion that does nothing',
      { command: 'promote', revision: 'a', activate: 'none' },
      /^activate: 'none' on target 'staging' leaves 'promote' nothing/,
    ],
    ['an unknown activation', { activate: 'Switch' }, /^activate: 'Switch' is not a way to activate; did you mean 'switch'/],
    ['a timeout without a unit', { 'confirm-timeout': '120' }, /^confirm-timeout: '120' has no unit; write '120s' for seconds/],
    ['a timeout of nothing', { 'activation-timeout': '0s' }, /^activation-timeout: '0s' is too short; 1s is the least$/],
    ['a timeout of fractions', { 'activation-timeout': '1500ms' }, /is not a whole number of seconds$/],
    ['a timeout of days', { 'activation-timeout': '25h' }, /is too long; 24h is the most$/],
    ['no parallelism', { 'max-parallel': '0' }, /^max-parallel: '0' is not a whole number from 1 to 100$/],
    ['a number with more behind it', { 'keep-revisions': '10; id' }, /^keep-revisions: '10; id' is not a whole number/],
    ['a boolean of YAML 1.1', { 'substitute-on-destination': 'yes' }, /^substitute-on-destination: 'yes' is neither 'true' nor 'false'$/],
    ['a relative directory', { 'revisions-directory': 'srv' }, /^revisions-directory: 'srv' is not an absolute path/],
    ['a directory that climbs', { 'revisions-directory': '/srv/../etc' }, /is not an absolute path of plain words/],
    ['a directory with shell characters', { 'revisions-directory': '/srv/$(id)' }, /is not an absolute path of plain words/],
    ['the root directory', { 'revisions-directory': '/' }, /is not an absolute path of plain words/],
    ['a directory in memory', { 'revisions-directory': '/run/revisions' }, /is under \/run, which is no place for a record/],
    ['an option with its value', { 'nix-options': '--option cores 4' }, /each argument on a line of its own: '--option', 'cores', '4'$/],
    ['an option with its value after =', { 'nix-options': '--max-jobs=4' }, /each argument on a line of its own: '--max-jobs', '4'$/],
    ['a flake among the options', { 'nix-options': 'nixpkgs#hello' }, /^nix-options: 'nixpkgs#hello' is not an option/],
    ['a token in a list of processes', { 'nix-options': '--option\naccess-tokens\ngithub.com=x' }, /'access-tokens' would show/],
    ['a prefix like an option', { 'out-link-prefix': '-result' }, /^out-link-prefix: '-result' cannot begin/],
    [
      'a signing key for what signs nothing',
      { command: 'promote', revision: 'a', 'signing-key': KEY },
      /^signing-key: 'promote' makes no archive; leave it out$/,
    ],
    ['a signing key for an archive that is there', { archive: 'site.tar', 'signing-key': KEY }, /^signing-key: an archive is signed when it is made/],
    [
      'a signing key for what a host builds',
      { payload: 'derivation', 'signing-key': KEY },
      /^signing-key: what a derivation comes to is only known on the host/,
    ],
    ['a NUL', { 'known-hosts': 'a\0b' }, /^known-hosts: has a NUL character/],
  ]
  for (const [what, given, message] of bad) it(`refuse ${what}`, () => refused(given, message))
})

describe('a message', () => {
  it('has values on one line, with what would hide or turn text written out', () => {
    assert.equal(quote('a\nb\r\tc\u001b[31m\u202e\u2028'), "'a\\nb\\r\\tc\\u{1b}[31m\\u{202e}\\u{2028}'")
    assert.equal(quote('x'.repeat(200)), `'${'x'.repeat(80)}…'`)
  })

  const known = ['switch', 'boot', 'test', 'dry-activate', 'none']
  for (const [word, meant] of [
    ['swich', 'switch'],
    ['SWITCH', 'switch'],
    ['siwtch', 'switch'],
    ['dryactivate', 'dry-activate'],
    ['reboot', 'boot'],
    ['x', undefined],
    ['production', undefined],
    ['', undefined],
    ['y'.repeat(10_000), undefined],
  ] as const) {
    it(`takes ${quote(word.slice(0, 20))} for ${meant ?? 'no known word'}`, () => assert.equal(nearest(word, known), meant))
  }
})
