import { COMMANDS, type Command, INPUT_DEFAULTS, type InputName } from '../settings/inputs.ts'

const all = COMMANDS
const onHosts = ['deploy', 'promote', 'rollback', 'status', 'verify', 'diff'] as const
const activating = ['deploy', 'promote', 'rollback'] as const
const fromFlake = ['build', 'archive', 'deploy', 'diff'] as const

/**
 * Which commands take an input as a flag. parse.ts refuses what has no effect with a command; here is refused, too, what would only be ignored.
 * None takes what is of workflows alone.
 */
export const takenBy: Readonly<Record<InputName, readonly Command[]>> = {
  command: [],
  // Also for the targets that a flake tells.
  flake: all,
  'flake-ssh-private-key': ['list', ...fromFlake],
  'flake-known-hosts': ['list', ...fromFlake],
  configurations: fromFlake,
  targets: ['build', 'archive', ...onHosts],
  only: ['build', 'archive', ...onHosts],
  waves: activating,
  soak: activating,
  together: activating,
  'max-failures': activating,
  'stage-failures': activating,
  'on-failure': activating,
  revision: ['build', 'archive', ...activating],
  payload: ['archive', 'deploy', 'promote', 'diff'],
  archive: ['deploy', 'promote'],
  'archive-path': ['archive'],
  'archive-contents': ['archive'],
  'archive-per-configuration': ['archive'],
  'signing-key': ['archive', 'deploy'],
  'compression-level': ['archive'],
  'artifact-name': [],
  'artifact-retention-days': [],
  cache: [],
  'github-token': [],
  activate: activating,
  'health-check': ['archive', ...activating],
  hooks: activating,
  'require-healthy-on': ['deploy', 'promote'],
  doctor: ['status'],
  'tolerate-units': activating,
  'activation-timeout': activating,
  'confirm-timeout': activating,
  'ssh-private-key': onHosts,
  'known-hosts': onHosts,
  'ssh-config': onHosts,
  'max-parallel': onHosts,
  'substitute-on-destination': ['deploy', 'promote'],
  'publish-to': ['deploy'],
  'publish-only': ['deploy'],
  'revisions-directory': onHosts,
  'keep-revisions': ['deploy', 'promote'],
  'nix-options': all,
  'out-link-prefix': ['build'],
  'diff-base': ['diff'],
  comment: [],
}

/** The inputs that a command takes, in the order of action.yml. */
export function inputsOf(command: Command | undefined): InputName[] {
  if (command === undefined) return []
  return (Object.keys(INPUT_DEFAULTS) as InputName[]).filter((name) => takenBy[name].includes(command))
}

/** Those that are secret: never in an argument, which everybody on a machine can read. */
export const secretInputs: readonly InputName[] = ['signing-key', 'ssh-private-key', 'flake-ssh-private-key']

/** Those that are lines or YAML, which a file may hold: `--NAME-file PATH`. */
export const fileInputs: readonly InputName[] = [...secretInputs, 'waves', 'health-check', 'hooks', 'known-hosts', 'flake-known-hosts', 'ssh-config']

/** Those that are a list, one a line, so that their flag may be given several times. */
export const listInputs: readonly InputName[] = ['configurations', 'only', 'known-hosts', 'nix-options', 'targets', 'tolerate-units']

/** Those that are `true` or `false`. */
export const booleanInputs = (Object.keys(INPUT_DEFAULTS) as InputName[]).filter((name) => /^(?:true|false)$/.test(INPUT_DEFAULTS[name]))

/** The environment variable that a secret is taken from. */
export function variableOf(name: InputName): string {
  return `NIX_FLAKE_DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`
}
