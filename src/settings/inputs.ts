import * as core from '@actions/core'
import { secretLines } from './private-keys.ts'

export const COMMANDS = ['list', 'build', 'archive', 'deploy', 'promote', 'rollback', 'status', 'verify', 'diff'] as const

export type Command = (typeof COMMANDS)[number]

/** Every input with the default that action.yml gives it; '' where it has none. A test holds the two in step. */
export const INPUT_DEFAULTS = {
  command: 'deploy',
  flake: '.',
  'flake-ssh-private-key': '',
  'flake-known-hosts': '',
  configurations: '',
  targets: '',
  only: '',
  waves: '',
  soak: '0s',
  together: 'false',
  'max-failures': '0',
  'stage-failures': 'stop',
  'on-failure': 'stop',
  revision: '',
  payload: 'closure',
  archive: '',
  'archive-path': '',
  'archive-contents': 'full',
  'archive-per-configuration': 'false',
  'signing-key': '',
  'compression-level': '3',
  'artifact-name': '',
  'artifact-retention-days': '',
  cache: 'false',
  'github-token': '',
  activate: 'switch',
  'health-check': '',
  hooks: '',
  'require-healthy-on': '',
  doctor: 'false',
  'tolerate-units': '',
  'activation-timeout': '5m',
  'confirm-timeout': '2m',
  'ssh-private-key': '',
  'known-hosts': '',
  'ssh-config': '',
  'max-parallel': '10',
  'substitute-on-destination': 'true',
  'publish-to': '',
  'publish-only': 'false',
  'revisions-directory': '/srv/revisions',
  'keep-revisions': '10',
  'nix-options': '',
  'out-link-prefix': 'result-',
  'diff-base': '',
  comment: 'false',
} as const

export type InputName = keyof typeof INPUT_DEFAULTS

/** The inputs as the user wrote them, without white space around them; '' where nothing was said. */
export type Inputs = Record<InputName, string>

/** Reads the action's inputs as the runner hands them over, and has the runner mask the secret ones, private keys line by line. */
export function readInputs(): Inputs {
  const names = Object.keys(INPUT_DEFAULTS) as InputName[]
  const inputs = Object.fromEntries(names.map((name) => [name, core.getInput(name)])) as Inputs
  for (const line of [...secretLines(inputs['ssh-private-key']), ...secretLines(inputs['flake-ssh-private-key'])]) core.setSecret(line)
  for (const secret of [inputs['signing-key'], inputs['github-token']]) if (secret !== '') core.setSecret(secret)
  return inputs
}
