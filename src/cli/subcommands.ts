import type { Work } from '../commands/run.ts'
import { initFlags, initHelp } from '../init/flags.ts'
import type { Command, InputName, Inputs } from '../settings/inputs.ts'

/** A flag that is no input: what it does, and the word for its value where it takes one. */
export interface Flag {
  description: string
  value?: string
  short?: string
}

/** What the flags of a command line came to. */
export interface Flags {
  on: ReadonlySet<string>
  values: ReadonlyMap<string, string>
}

/** A word that comes after the program's name. Nothing else has to know of it: arguments, help and the run go by this table. */
export interface Subcommand {
  summary: string
  /** The command whose inputs it takes as flags. */
  command?: Command
  /** Inputs that it stands for. */
  fixed?: Partial<Inputs>
  /** The input for which words stand that belong to no flag. */
  words?: Extract<InputName, 'only' | 'configurations'>
  flags?: Readonly<Record<string, Flag>>
  /** It changes hosts, and so asks before it does. */
  changesHosts?: boolean
  /** It is told to no target, and so to all: of an address that no target has, it makes one. */
  takesAddresses?: boolean
  /** Each line that a host prints is what was asked for. */
  tellsAll?: boolean
  /** What is said at Ctrl-C, where no host is to go back. */
  whenCancelled?: string
  /** All that it is, of a word that works with no hosts: what stands behind it it reads by itself. Gives the exit code. */
  main?: (args: readonly string[], home: string) => Promise<number>
  /** What it does, where that is not what the command does. */
  work?: (flags: Flags) => Promise<Work>
  examples: readonly (readonly [call: string, why: string])[]
}

/** Of every command. */
export const commonFlags: Readonly<Record<string, Flag>> = {
  json: { description: 'Write the outputs (revision, results, …) as one JSON document to standard output. All else goes to standard error.' },
  verbose: { description: 'On a terminal: every line that the log of a workflow has.', short: 'v' },
  help: { description: 'This text.', short: 'h' },
}

const yes: Flag = { description: 'Do not ask before hosts are changed. Needed where there is no terminal to ask on.', short: 'y' }

export const subcommands: Readonly<Record<string, Subcommand>> = {
  init: {
    summary: 'Write workflows, targets, NixOS lines and keys for a checkout.',
    flags: initFlags,
    main: async (args, home) => (await import('./set-up.ts')).setUp(args, home),
    examples: initHelp.examples,
  },
  list: {
    summary: "Names of the flake's configurations.",
    command: 'list',
    examples: [['list --flake github:example/machines', 'of a flake elsewhere']],
  },
  build: {
    summary: 'Build configurations, with a link to each.',
    command: 'build',
    words: 'configurations',
    examples: [['build staging', 'result-staging is a link to the system']],
  },
  archive: {
    summary: 'Build configurations, and pack them into one directory or file.',
    command: 'archive',
    words: 'configurations',
    examples: [['archive staging --archive-path staging.tar', 'to be carried to where no network is']],
  },
  deploy: {
    summary: 'Build, send, record, activate under a watchdog, and prove healthy.',
    command: 'deploy',
    words: 'only',
    changesHosts: true,
    flags: { yes },
    examples: [
      ['deploy staging', 'what is committed in this checkout, on the target staging'],
      ["deploy 'web-*' '!web-3' --yes", 'on some of the targets, without a question'],
      ['deploy staging --revision trial-1', 'what is not committed yet, under a label of its own'],
      ['deploy staging --activate dry-activate', 'show what would change'],
    ],
  },
  promote: {
    summary: 'Activate a revision that is on the targets already.',
    command: 'promote',
    words: 'only',
    changesHosts: true,
    flags: { yes },
    examples: [
      ['promote production --revision healthy', 'what was staged last and is healthy'],
      ['promote production --revision 3d3c42e5aac5ba805825da76410c181273ba90b1', 'by its git SHA'],
    ],
  },
  rollback: {
    summary: 'Activate what was confirmed before.',
    command: 'rollback',
    words: 'only',
    changesHosts: true,
    flags: { yes },
    examples: [
      ['rollback production', 'to the revision that was confirmed before'],
      ['rollback production --revision v1.2.3', 'to this one'],
    ],
  },
  status: {
    summary: 'What each host runs, boots, has confirmed and waits for.',
    command: 'status',
    words: 'only',
    takesAddresses: true,
    examples: [
      ['status', 'of all targets'],
      ['status --json | jq .results.staging.status.running', 'for programs'],
      ['status root@staging.example.com', 'of a host that is no target'],
    ],
  },
  doctor: {
    summary: 'What would stop or spoil a deployment on each host, and its cure.',
    command: 'status',
    fixed: { doctor: 'true' },
    words: 'only',
    takesAddresses: true,
    examples: [
      ['doctor', 'all targets; exit code 1 where a deployment would be refused'],
      ['doctor root@staging.example.com', 'a host that is no target'],
    ],
  },
  diff: {
    summary: 'What would change on each host, or beside another commit.',
    command: 'diff',
    words: 'only',
    examples: [
      ['diff', 'beside what the targets run'],
      ['diff --diff-base main', 'beside a branch, without a host'],
    ],
  },
  watch: {
    summary: 'Follow a deployment that goes on, whoever began it, to its end.',
    command: 'status',
    words: 'only',
    takesAddresses: true,
    flags: { follow: { description: 'Go on with the next one, until Ctrl-C; and wait for one, where none goes on.', short: 'f' } },
    tellsAll: true,
    whenCancelled: 'No longer watched: what goes on there goes on.',
    work: async ({ on }) => (await import('./watch.ts')).watching(on.has('follow')),
    examples: [
      ['watch production', 'its steps and its log; exit code 1 where it goes back'],
      ['watch --follow', 'all targets, all day'],
      ['watch root@staging.example.com', 'a host that is no target'],
    ],
  },
  verify: {
    summary: 'Hold what runs, to the last byte, against what was signed of it.',
    command: 'verify',
    words: 'only',
    examples: [['verify production', 'changes nothing']],
  },
}
