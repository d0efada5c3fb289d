import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Call, parseArguments } from '../../../src/cli/arguments.ts'
import { withDefaults } from '../../../src/cli/defaults.ts'
import { INPUT_DEFAULTS, type InputName, type Inputs } from '../../../src/settings/inputs.ts'

let directory = ''
before(() => {
  directory = mkdtempSync(join(tmpdir(), 'arguments-'))
  writeFileSync(join(directory, 'key'), 'PRIVATE\n')
})
after(() => rmSync(directory, { recursive: true }))

function call(argv: readonly string[], secrets = {}): Call {
  const parsed = parseArguments(argv, secrets)
  assert.ok(parsed !== 'version' && 'inputs' in parsed, `no call: ${JSON.stringify(parsed)}`)
  return parsed
}

/** The inputs that were said. */
function said(argv: readonly string[], secrets = {}): Partial<Inputs> {
  const { inputs } = call(argv, secrets)
  return Object.fromEntries(Object.entries(inputs).filter(([name, value]) => value !== '' && name !== 'command'))
}

describe('a command line', () => {
  const good: [what: string, argv: string[], inputs: Partial<Inputs>][] = [
    ['a command alone', ['status'], {}],
    ['flags with a value, before and after the command', ['--flake', 'a', 'deploy', '--soak=10m'], { flake: 'a', soak: '10m' }],
    ['words as targets', ['deploy', 'web-*', '!web-3', '@db'], { only: 'web-*\n!web-3\n@db' }],
    ['words beside --only', ['deploy', '--only', 'a', 'b'], { only: 'a\nb' }],
    ['words as configurations', ['build', 'a', 'b'], { configurations: 'a\nb' }],
    ['a list, one a flag', ['build', '--nix-options', '--option', '--nix-options', 'cores', '--nix-options', '0'], { 'nix-options': '--option\ncores\n0' }],
    [
      'a flag that is on, off, and said',
      ['deploy', '--together', '--no-substitute-on-destination', '--publish-only=false'],
      { together: 'true', 'substitute-on-destination': 'false', 'publish-only': 'false' },
    ],
    ['a value that begins with a hyphen', ['deploy', '--health-check', '- url: http://{host}/'], { 'health-check': '- url: http://{host}/' }],
  ]
  for (const [what, argv, inputs] of good) it(`takes ${what}`, () => assert.deepEqual(said(argv), inputs))

  it('takes a secret from a file or the environment, the file first', () => {
    const file = ['--ssh-private-key-file', join(directory, 'key')]
    const secrets = { NIX_FLAKE_DEPLOY_SSH_PRIVATE_KEY: 'OF THE ENVIRONMENT', NIX_FLAKE_DEPLOY_SIGNING_KEY: 'not for status' }
    assert.deepEqual(said(['status', ...file], secrets), { 'ssh-private-key': 'PRIVATE' })
    assert.deepEqual(said(['status'], secrets), { 'ssh-private-key': 'OF THE ENVIRONMENT' })
  })

  it('knows flags of its own', () => {
    assert.deepEqual([...call(['deploy', '-y', '--json', '-v']).flags.on], ['yes', 'json', 'verbose'])
    assert.deepEqual([...call(['watch', '-f']).flags.on], ['follow'])
  })

  it('asks for help, and for the version', () => {
    for (const argv of [[], ['--help'], ['-h'], ['help']]) assert.deepEqual(parseArguments(argv, {}), { help: undefined })
    for (const argv of [
      ['deploy', '-h'],
      ['help', 'deploy'],
      ['--help', 'deploy', 'x'],
    ])
      assert.deepEqual(parseArguments(argv, {}), { help: 'deploy' })
    assert.equal(parseArguments(['--version'], {}), 'version')
  })

  const bad: [what: string, argv: string[], message: RegExp][] = [
    ['no command', ['--json'], /^there is no command; known: init, list, build/],
    ['an unknown command', ['promot'], /^'promot' is not a command; did you mean 'promote'\?/],
    ['a word that is a property of every object', ['constructor'], /^'constructor' is not a command/],
    [
      'a secret as a value',
      ['deploy', '--signing-key', 'a:b'],
      /^--signing-key: a secret is no argument.* --signing-key-file PATH, or set NIX_FLAKE_DEPLOY_SIGNING_KEY$/,
    ],
    [
      'a header as a value',
      ['deploy', '--health-check', '{url: "http://h/", headers: {Authorization: Bearer s3cr3t}}'],
      /^--health-check: it has headers, which may be secret, .*--health-check-file PATH$/,
    ],
    ['a secret as a value, after =', ['status', '--ssh-private-key=x'], /^--ssh-private-key: a secret is no argument/],
    ['a file that is not there', ['status', '--known-hosts-file', '/nowhere'], /^--known-hosts-file: the file '\/nowhere' cannot be read: ENOENT/],
    ['a flag without its value', ['deploy', '--soak'], /^--soak: needs a value/],
    ['a flag in place of a value', ['deploy', '--soak', '--together'], /^--soak: needs a value/],
    ['a value of a flag that has none', ['status', '--json=yes'], /^--json: takes no value; leave out '=yes'$/],
    ['a flag twice', ['deploy', '--soak', '1m', '--soak', '2m'], /^--soak: is given twice/],
    ['an unknown short flag', ['deploy', '-x'], /^-x: 'deploy' has no such flag; See: /],
    ['a flag that is nearly one', ['deploy', '--revison', 'a'], /^--revison: 'deploy' has no such flag; did you mean '--revision'\?/],
    ['--yes where nothing is asked', ['status', '--yes'], /^--yes: 'status' does not take it; leave it out$/],
    ['words for list', ['list', 'staging'], /^'staging': 'list' takes no words beside its flags/],
    ['the command as a flag', ['deploy', '--command', 'status'], /^--command: /],
  ]
  for (const [what, argv, message] of bad) it(`is refused for ${what}`, () => assert.throws(() => parseArguments(argv, {}), { name: 'InputError', message }))
})

describe('what is not said', () => {
  const inputsOf = (argv: string[], files: Record<string, string> = {}): Inputs => {
    const place = mkdtempSync(join(directory, 'place-'))
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(place, file, '..'), { recursive: true })
      writeFileSync(join(place, file), text)
    }
    return withDefaults(call(argv), place, place)
  }
  const one = (input: InputName, argv: string[], files?: Record<string, string>): string => inputsOf(argv, files)[input]

  it('is read where it is kept: the targets', () => {
    assert.equal(one('targets', ['status'], { 'targets.yml': '', 'flake.nix': '' }), 'targets.yml')
    assert.equal(one('targets', ['status'], { 'targets.yml': '', 'deploy/targets.yml': '' }), 'deploy/targets.yml')
    assert.equal(one('targets', ['status'], { 'flake.nix': '' }), 'flake')
    assert.equal(one('targets', ['status', '--flake', 'github:a/b']), 'flake')
    assert.equal(one('targets', ['status', '--targets', 'a: b'], { 'targets.yml': '' }), 'a: b')
    assert.equal(one('targets', ['status'], { 'deploy/production.yml': '', 'deploy/staging.yml': '' }), 'deploy/staging.yml\ndeploy/production.yml')
    assert.equal(one('targets', ['diff', '--diff-base', 'main'], { 'targets.yml': '' }), '')
    assert.equal(one('targets', ['build'], { 'targets.yml': '' }), '')
    assert.throws(() => inputsOf(['deploy']), /^InputError: targets: 'deploy' needs to know where, and here is neither/)
  })

  it('is a target of its address', () => {
    assert.equal(
      one('targets', ['status', 'root@web.example.com:22', 'root@[2001:db8::1]']),
      '{"web.example.com-22":"root@web.example.com:22","2001-db8--1":"root@[2001:db8::1]"}',
    )
    assert.equal(one('only', ['status', 'root@web.example.com']), '')
    assert.throws(() => inputsOf(['deploy', 'root@web.example.com']), /needs to know where/)
  })

  it('is what ssh knows', () => {
    assert.match(
      one('known-hosts', ['status', '--targets', 'a: b'], { '.ssh/known_hosts': 'a ssh-ed25519 AAAA\n', '.ssh/known_hosts2': 'b ssh-ed25519 AAAA\n' }),
      /^a ssh-ed25519 AAAA\nb ssh-ed25519 AAAA/,
    )
    assert.match(one('ssh-config', ['status', '--targets', 'a: b']), /^Include ~\/\.ssh\/config\n/)
    assert.equal(one('ssh-config', ['build']), INPUT_DEFAULTS['ssh-config'])
  })

  it('is asked for where only a workflow would have it', () => {
    assert.throws(() => inputsOf(['archive']), /^InputError: archive-path: there is no workflow here that would keep an artifact/)
    assert.throws(
      () => inputsOf(['promote', '--targets', 'a: b', '--archive', 'artifact: site']),
      /^InputError: archive: an artifact is taken by a workflow alone/,
    )
  })
})
