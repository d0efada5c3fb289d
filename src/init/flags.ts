import { parseArgs } from 'node:util'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'

/** A flag of `init`, as its help tells of it. */
export interface Flag {
  /** What stands for its value; undefined for one that has none. */
  value?: string
  /** Whether it may be given several times. */
  isList?: boolean
  description: string
}

/** What its help says beside the flags. */
export const initHelp = {
  summary: 'Write workflows, targets, lines of NixOS, keys and known hosts for a checkout of a flake. Changes nothing that is there.',
  examples: [
    ['init', 'asks for everything'],
    ['init --production web=root@web.example.com --health-check none --make-keys', 'for one machine, without a question'],
  ],
} as const

/** The flags of `init`, by their names without the dashes. */
export const initFlags = {
  flake: { value: 'DIRECTORY', description: 'Where flake.nix is, in a checkout. Default: the working directory.' },
  staging: {
    value: 'NAME[=ADDRESS]',
    isList: true,
    description:
      'A configuration that is for staging, and where its machine is, as [user@]host[:port]: every push is activated there. The address may be left out where the flake says it (deploy-rs, Colmena, nixinate). For several, give it several times.',
  },
  production: {
    value: 'NAME[=ADDRESS]',
    isList: true,
    description:
      'The same for production, to which is promoted what staging has proven. Where only one of the two is given and nobody is asked, it is the only stage, on which every push is activated.',
  },
  'health-check': { value: 'URL|none', description: 'What must answer with 2xx on each machine, with {host} for its address and {target} for its name.' },
  branch: { value: 'NAME', description: "Of which branch each push is deployed. Default: the remote's default branch, or else the one that is checked out." },
  'make-keys': {
    description:
      'Make the key pairs that are needed, with ssh-keygen. Those that are there already are used. Default: it is asked; without a terminal, none are made.',
  },
  'key-directory': {
    value: 'DIRECTORY',
    description: 'Where the private halves are written, outside of the checkout. Default: ~/.ssh/nix-flake-deploy/ and the name of the checkout.',
  },
  'set-secrets': {
    description:
      'Hand the keys to GitHub with gh, which must be logged in: as secrets of the environments, made where they are missing. No secret that is there is replaced.',
  },
  'show-host-keys': {
    description: 'Show the key of each machine with its fingerprint, to compare. On a terminal, those that you have compared go into deploy/known_hosts.',
  },
  'accept-host-keys': {
    description:
      'Write the keys that the machines show into deploy/known_hosts without comparing them. Whoever is between here and a machine now is then trusted for good.',
  },
  yes: { description: 'Ask nothing: take what would be proposed. What has no proposal must be given as a flag.' },
} as const satisfies Record<string, Flag>

/** What was given, as it was given. */
export interface Given {
  flake: string
  /** Undefined where the flag was not given. */
  staging: readonly string[] | undefined
  production: readonly string[] | undefined
  healthCheck: string | undefined
  branch: string | undefined
  makeKeys: boolean
  keyDirectory: string | undefined
  setSecrets: boolean
  showHostKeys: boolean
  acceptHostKeys: boolean
  yes: boolean
}

const known = Object.keys(initFlags).map((name) => `--${name}`)

/** Reads the arguments behind `init`. Throws an InputError for what is none of its flags. */
export function readFlags(args: readonly string[]): Given {
  const all: [string, Flag][] = Object.entries(initFlags)
  const options = Object.fromEntries(
    all.map(([name, { value, isList = false }]) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: isList }]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const texts = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') throw new InputError(`${quote(token.value)} is not expected; init takes flags only: ${known.join(', ')}`)
    if (token.kind === 'option-terminator') continue
    const flag = Object.hasOwn(initFlags, token.name) ? (initFlags as Record<string, Flag>)[token.name] : undefined
    if (flag === undefined || !token.rawName.startsWith('--'))
      throw new InputError(`${quote(token.rawName)} is not a flag of init; ${wouldDo(token.rawName, known)}`)
    if (flag.value === undefined && token.value !== undefined) throw new InputError(`${token.rawName} has no value; leave out ${quote(`=${token.value}`)}`)
    // Of what looks like a flag, parseArgs makes a value all the same.
    if (flag.value !== undefined && (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--'))))
      throw new InputError(`${token.rawName} needs a value; write ${token.rawName} ${flag.value}`)
    const before = texts.get(token.name) ?? []
    if (before.length > 0 && flag.isList !== true) throw new InputError(`${token.rawName} is given twice; leave one of them out`)
    texts.set(token.name, [...before, token.value ?? ''])
  }
  const one = (name: keyof typeof initFlags): string | undefined => texts.get(name)?.[0]
  const is = (name: keyof typeof initFlags): boolean => texts.has(name)
  return {
    flake: one('flake') ?? '.',
    staging: texts.get('staging'),
    production: texts.get('production'),
    healthCheck: one('health-check'),
    branch: one('branch'),
    makeKeys: is('make-keys'),
    keyDirectory: one('key-directory'),
    setSecrets: is('set-secrets'),
    showHostKeys: is('show-host-keys'),
    acceptHostKeys: is('accept-host-keys'),
    yes: is('yes'),
  }
}
