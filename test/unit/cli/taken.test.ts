import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAction } from '../../../scripts/docs.ts'
import { helpText } from '../../../src/cli/help.ts'
import { subcommands } from '../../../src/cli/subcommands.ts'
import { booleanInputs, fileInputs, listInputs, secretInputs, takenBy } from '../../../src/cli/taken.ts'
import { InputError } from '../../../src/parse/input-error.ts'
import { COMMANDS, type Command, INPUT_DEFAULTS, type InputName, type Inputs } from '../../../src/settings/inputs.ts'
import { parseSettings } from '../../../src/settings/parse.ts'

/** A value that is not the default, and good where the input has an effect. */
const samples: Partial<Record<InputName, string>> = {
  flake: './machines',
  configurations: 'staging',
  targets: 'staging: root@staging',
  only: 'staging',
  waves: '- staging',
  soak: '0m',
  'max-failures': '1',
  'stage-failures': 'skip',
  'on-failure': 'rollback-all',
  revision: 'v1',
  payload: 'derivation',
  archive: 'site.tar',
  'archive-path': 'out.tar',
  'archive-contents': 'built',
  'signing-key': `ci:${Buffer.alloc(64, 7).toString('base64')}`,
  'compression-level': '9',
  activate: 'boot',
  'health-check': 'http://{host}/',
  hooks: 'after-confirmation: date',
  'tolerate-units': 'acme-*.service',
  'flake-ssh-private-key': 'KEY',
  'flake-known-hosts': 'git.example.com ssh-ed25519 AAAA',
  'diff-base': 'main',
  'require-healthy-on': 'gate: root@gate',
  'activation-timeout': '1m',
  'confirm-timeout': '1m',
  'ssh-private-key': 'KEY',
  'known-hosts': 'staging ssh-ed25519 AAAA',
  'ssh-config': 'Host *',
  'max-parallel': '3',
  'publish-to': 's3://cache',
  'revisions-directory': '/var/lib/revisions',
  'keep-revisions': '3',
  'nix-options': '--offline',
  'out-link-prefix': 'out-',
}

/** What else has to be said, so that nothing but the input in question is wrong. */
function around(command: Command, name: InputName): Partial<Inputs> {
  return {
    command,
    ...(command !== 'list' && !(command === 'diff' && ['diff-base', 'payload'].includes(name)) && { targets: 'staging: root@staging' }),
    ...(command === 'promote' && { revision: 'v1' }),
    ...(name === 'publish-only' && { 'publish-to': 's3://cache' }),
    ...(name === 'flake-known-hosts' && { 'flake-ssh-private-key': 'KEY' }),
  }
}

/** Why the input is not for the command, as far as parse.ts says so. */
function refusal(command: Command, name: InputName): string | undefined {
  const empty = Object.fromEntries(Object.keys(INPUT_DEFAULTS).map((input) => [input, ''])) as Inputs
  const sample = booleanInputs.includes(name) ? (INPUT_DEFAULTS[name] === 'true' ? 'false' : 'true') : samples[name]
  assert.ok(sample !== undefined, `there is no sample of ${name}`)
  try {
    parseSettings({ ...empty, ...around(command, name), [name]: sample }, (path) => assert.fail(`reads ${path}`))
    return undefined
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message
  }
}

const names = Object.keys(INPUT_DEFAULTS) as InputName[]

describe('the inputs that are flags of a command', () => {
  for (const command of COMMANDS) {
    it(`of ${command} are those that have an effect with it`, () => {
      for (const name of names.filter((input) => takenBy[input].includes(command))) assert.equal(refusal(command, name), undefined, name)
    })
  }

  it('are all that any command takes, but those of workflows', () => {
    const none = names.filter((name) => takenBy[name].length === 0)
    assert.deepEqual(none, ['command', 'artifact-name', 'artifact-retention-days', 'cache', 'github-token', 'comment'])
  })

  it('are secret where the runner would be told to mask them', () => {
    assert.deepEqual([...secretInputs, 'github-token'].sort(), ['flake-ssh-private-key', 'github-token', 'signing-key', 'ssh-private-key'])
    for (const name of [...secretInputs, ...fileInputs, ...listInputs]) assert.ok(names.includes(name))
  })
})

describe('the help', () => {
  const definition = { version: '1.2.3', inputs: readAction().inputs }

  it('tells every command', () => {
    const text = helpText(undefined, definition, 80)
    for (const name of Object.keys(subcommands)) assert.match(text, new RegExp(`^  ${name} +\\S`, 'm'))
    for (const line of text.split('\n')) assert.ok(line.length <= 90, line)
  })

  for (const [name, { command, flags = {}, main, examples }] of Object.entries(subcommands)) {
    it(`of ${name} tells the inputs that it takes and no other, its flags, and examples`, () => {
      const text = helpText(name, definition, 100)
      const told = [...text.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, flag = '']) => flag)
      const inputs = names
        .filter((input) => command !== undefined && takenBy[input].includes(command))
        .map((input) => (secretInputs.includes(input) ? `${input}-file` : input))
      assert.deepEqual(told, [...Object.keys(flags), ...(main === undefined ? ['json', 'verbose'] : []), 'help', ...inputs])
      assert.ok(examples.length > 0)
      assert.doesNotMatch(text, /\$\{\{/, 'words of a workflow')
    })
  }
})
