import type { InputName } from '../settings/inputs.ts'
import type { Definition } from './definition.ts'
import { commonFlags, type Flag, type Subcommand, subcommands } from './subcommands.ts'
import { booleanInputs, fileInputs, inputsOf, secretInputs, variableOf } from './taken.ts'

const program = 'nix-flake-deploy'

/** Where an input means something else than in a workflow. */
const hereInstead: Partial<Record<InputName, string>> = {
  targets:
    'A file with the targets (YAML or JSON), `flake` for what the flake says of its machines (deploy-rs, colmena, nixinate), or the map itself: `staging: root@staging.example.com`. Default: deploy/targets.yml or targets.yml in this directory, or deploy/staging.yml and deploy/production.yml, else `flake`.',
  'ssh-private-key': `Private key for the targets, without a passphrase, or a YAML map of target name or "@tag" to key. Default: what ssh itself offers, the keys of a running ssh-agent and those of ~/.ssh. A key with a passphrase has to be in the agent (\`ssh-add\`): nothing is asked.`,
  'known-hosts':
    'Lines of a known_hosts file. Default: ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts. A host that is not in it, or answers with another key, is refused before anything is sent.',
  'ssh-config': 'Lines of an ssh_config file. Default: ~/.ssh/config and /etc/ssh/ssh_config. Strict checking of host keys cannot be turned off.',
  'archive-path': 'Where to write the archive, a directory or, where it ends with `.tar`, a file. Needed: there is no workflow to keep an artifact of.',
  archive:
    'Take everything from an archive, so that neither flake nor Nix is needed: the path of a directory, a `.tar`, a binary cache or a `nix-store --export`.',
}

/** The text of `--help`: of all commands, or of one. `width` is that of the terminal. */
export function helpText(name: string | undefined, definition: Definition, width: number): string {
  const columns = Math.min(Math.max(width, 40), 100)
  return name === undefined ? overview(definition, columns) : helpOf(name, subcommands[name] as Subcommand, definition, columns)
}

function overview({ version }: Definition, columns: number): string {
  const longest = Math.max(...Object.keys(subcommands).map(({ length }) => length))
  return [
    ...wrap(`${program} ${version}: NixOS on machines over SSH, activated under a watchdog, proven healthy, promoted by git SHA.`, columns, ''),
    '',
    `Usage: ${program} COMMAND [FLAG…] [TARGET…]`,
    '',
    'Commands:',
    ...Object.entries(subcommands).map(([name, { summary }]) => `  ${name.padEnd(longest)}  ${summary}`),
    '',
    ...wrap(`${program} COMMAND --help tells the flags of a command, which are the inputs of the GitHub Action, with examples.`, columns, ''),
    '',
    'Where things come from:',
    ...entry(
      'targets',
      'deploy/targets.yml or targets.yml in this directory, or what init wrote, else what the flake says of its machines; or --targets.',
      columns,
    ),
    ...entry(
      'keys',
      'a running ssh-agent, ~/.ssh and ~/.ssh/config, as for ssh itself. Nothing asks for a passphrase: such a key has to be in the agent.',
      columns,
    ),
    ...entry('known hosts', '~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts; or --known-hosts-file. No other host is talked to.', columns),
    '',
    'Exit codes:',
    '  0  as asked',
    '  1  not as asked: it failed, went back, was not answered with yes, or was cancelled',
    '  2  a mistake in the call: nothing was done',
  ].join('\n')
}

function helpOf(name: string, { summary, command, words, flags, main, examples, takesAddresses }: Subcommand, { inputs }: Definition, columns: number): string {
  const taken = inputsOf(command)
  const title = words === 'only' ? (takesAddresses ? ' [TARGET|USER@HOST…]' : ' [TARGET…]') : words === 'configurations' ? ' [CONFIGURATION…]' : ''
  const meaning = words === 'only' ? 'Words are targets, as --only takes them; without any: all.' : 'Words are configurations; without any: all.'
  const lengthOf = ([call]: readonly [string, string]): number => call.length
  const longest = Math.max(...examples.map(lengthOf))
  return [
    summary,
    '',
    `Usage: ${program} ${name} [FLAG…]${title}`,
    ...(words === undefined ? [] : [meaning]),
    '',
    'Examples:',
    ...examples.map(([call, why]) => `  ${program} ${call.padEnd(longest)}  # ${why}`),
    '',
    'Flags:',
    ...Object.entries({ ...flags, ...(main === undefined ? commonFlags : { help: commonFlags['help'] as Flag }) }).flatMap(([flag, about]) => [
      ...entry(flagTitle(flag, about), about.description, columns),
      '',
    ]),
    ...(taken.length === 0 ? [] : ['Inputs (docs/cli.md and the README say more):']),
    ...taken.flatMap((input) => {
      const { description = '', default: given = '' } = inputs[input] ?? {}
      const value = booleanInputs.includes(input) ? `--${input}, --no-${input}` : `--${input} VALUE`
      const forms = secretInputs.includes(input)
        ? [`--${input}-file PATH, ${variableOf(input)}`]
        : [value, ...(fileInputs.includes(input) ? [`--${input}-file PATH`] : [])]
      const text = hereInstead[input] ?? description
      return [...entry(forms.join(', '), `${text.trim()}${given === '' || /\bDefault\b/.test(text) ? '' : ` Default: \`${given}\`.`}`, columns), '']
    }),
  ]
    .join('\n')
    .trimEnd()
}

function flagTitle(name: string, { short, value }: Flag): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
}

function entry(title: string, text: string, columns: number): string[] {
  return [`  ${title}`, ...wrap(text, columns, '      ')]
}

/** Breaks at spaces; words that are longer than a line stay whole. */
function wrap(text: string, columns: number, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, indent + line]
}
