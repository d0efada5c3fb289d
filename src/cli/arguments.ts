import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { secretsOfChecks } from '../health/caution.ts'
import { parseHealthChecks } from '../health/check.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { InputError, nearest, onOneLine, quote, wouldDo } from '../parse/input-error.ts'
import { INPUT_DEFAULTS, type InputName, type Inputs } from '../settings/inputs.ts'
import { commonFlags, type Flag, type Flags, type Subcommand, subcommands } from './subcommands.ts'
import { booleanInputs, fileInputs, inputsOf, listInputs, secretInputs, takenBy, variableOf } from './taken.ts'

/** What a command line asks for. */
export interface Call {
  name: string
  subcommand: Subcommand
  /** As they were written, '' where nothing was. */
  inputs: Inputs
  flags: Flags
}

/** Help for a command, or for all. */
export interface Help {
  help: string | undefined
}

const inputNames = Object.keys(INPUT_DEFAULTS) as InputName[]
const ownFlags: Readonly<Record<string, Flag>> = Object.fromEntries([
  ['version', { description: 'The version.' }],
  ...Object.values(subcommands).flatMap(({ flags = {}, main }) => (main === undefined ? Object.entries(flags) : [])),
  ...Object.entries(commonFlags),
])

/** What parseArgs is told: all that any command knows, so that a flag may stand before the command, too. */
const options = Object.fromEntries([
  ...inputNames.map((name) => [name, { type: booleanInputs.includes(name) ? 'boolean' : 'string' }] as const),
  ...fileInputs.map((name) => [`${name}-file`, { type: 'string' }] as const),
  ...Object.entries(ownFlags).map(([name, { value, short }]) => [name, { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) }] as const),
])

/** Reads a command line, without the names of Node and the program. `secrets` are those of the environment. Throws an InputError for each mistake. */
export function parseArguments(argv: readonly string[], secrets: Readonly<Record<string, string>>): Call | Help | 'version' {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true, allowPositionals: true })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const given = tokens.filter((token) => token.kind === 'option')
  const [name, ...rest] = words
  if (given.some((token) => token.name === 'version')) return 'version'
  const asksForHelp = name === 'help' || given.some((token) => token.name === 'help')
  const of = name === 'help' ? rest[0] : name
  if (of === undefined) {
    if (asksForHelp || argv.length === 0) return { help: undefined }
    throw new InputError(`there is no command; ${wouldDo('', Object.keys(subcommands))}`)
  }
  const subcommand = Object.hasOwn(subcommands, of) ? subcommands[of] : undefined
  if (subcommand === undefined) throw new InputError(`${quote(of)} is not a command; ${wouldDo(of, Object.keys(subcommands))}`)
  if (asksForHelp) return { help: of }
  return new Reader(of, subcommand, secrets).read(given, rest)
}

interface OptionToken {
  name: string
  rawName: string
  value: string | undefined
  inlineValue: boolean | undefined
}

/** What a check sends to a service may be a secret as well. */
function refuseHeaders(healthCheck: string): void {
  if (secretsOfChecks(parseHealthChecks('health-check', healthCheck)).length === 0) return
  throw new InputError(
    '--health-check: it has headers, which may be secret, and every user of this machine can read arguments; write it into a file, and --health-check-file PATH',
  )
}

class Reader {
  readonly #name: string
  readonly #subcommand: Subcommand
  readonly #secrets: Readonly<Record<string, string>>
  readonly #inputs: Map<InputName, string>
  readonly #taken: readonly InputName[]
  readonly #flags: Readonly<Record<string, Flag>>

  constructor(name: string, subcommand: Subcommand, secrets: Readonly<Record<string, string>>) {
    this.#name = name
    this.#subcommand = subcommand
    this.#secrets = secrets
    this.#inputs = new Map()
    this.#taken = inputsOf(subcommand.command)
    this.#flags = { ...subcommand.flags, ...commonFlags }
  }

  read(given: readonly OptionToken[], words: readonly string[]): Call {
    const on = new Set<string>()
    const values = new Map<string, string>()
    for (const token of given) {
      const flag = Object.hasOwn(this.#flags, token.name) ? this.#flags[token.name] : undefined
      if (flag === undefined) this.#readInput(token)
      else if (flag.value !== undefined) values.set(token.name, valueOf(token))
      else if (token.value === undefined) on.add(token.name)
      else throw new InputError(`${token.rawName}: takes no value; leave out '=${token.value}'`)
    }
    for (const name of secretInputs) {
      const secret = this.#secrets[variableOf(name)]
      if (secret !== undefined && this.#taken.includes(name) && !this.#inputs.has(name)) this.#inputs.set(name, secret)
    }
    this.#readWords(words)
    const { fixed, command = '' } = this.#subcommand
    const inputs = Object.fromEntries(inputNames.map((name) => [name, this.#inputs.get(name)?.trim() ?? ''])) as Inputs
    return { name: this.#name, subcommand: this.#subcommand, inputs: { ...inputs, ...fixed, command }, flags: { on, values } }
  }

  #readInput(token: OptionToken): void {
    const { rawName, name: written } = token
    const denied = /^no-(.*)$/.exec(written)?.[1]
    const ofFile = /^(.*)-file$/.exec(written)?.[1]
    const name = inputNames.find(
      (input) => input === written || (input === denied && booleanInputs.includes(input)) || (input === ofFile && fileInputs.includes(input)),
    )
    if (name === undefined || !this.#taken.includes(name)) throw this.#notTaken(rawName, written, name)
    if (name === written && secretInputs.includes(name)) {
      throw new InputError(
        `--${name}: a secret is no argument, for every user of this machine can read those, and the shell keeps them; write --${name}-file PATH, or set ${variableOf(name)}`,
      )
    }
    if (booleanInputs.includes(name)) this.#set(name, name === denied ? 'false' : (token.value ?? 'true'), rawName)
    else if (name === ofFile) this.#set(name, contentOf(rawName, valueOf(token)), rawName)
    else {
      this.#set(name, valueOf(token), rawName)
      if (name === 'health-check') refuseHeaders(valueOf(token))
    }
  }

  #set(name: InputName, value: string, rawName: string): void {
    const before = this.#inputs.get(name)
    if (before !== undefined && !listInputs.includes(name)) throw new InputError(`${rawName}: is given twice; write it once`)
    this.#inputs.set(name, before === undefined ? value : `${before}\n${value}`)
  }

  #readWords(words: readonly string[]): void {
    if (words.length === 0) return
    const { words: input } = this.#subcommand
    if (input === undefined)
      throw new InputError(`${quote(words[0] ?? '')}: '${this.#name}' takes no words beside its flags; see: nix-flake-deploy ${this.#name} --help`)
    this.#set(input, words.join('\n'), input)
  }

  #notTaken(rawName: string, written: string, name: InputName | undefined): InputError {
    if (name !== undefined) {
      const by = takenBy[name]
      if (by.length === 0) return new InputError(`${rawName}: is for workflows of GitHub alone; leave it out`)
      return new InputError(`${rawName}: '${this.#name}' does not take it; it is for ${by.join(', ')}`)
    }
    if (Object.hasOwn(ownFlags, written)) return new InputError(`${rawName}: '${this.#name}' does not take it; leave it out`)
    const known = [
      ...this.#taken.filter((input) => !secretInputs.includes(input)),
      ...this.#taken.filter((input) => fileInputs.includes(input)).map((input) => `${input}-file`),
    ]
    const near = nearest(written, [...known, ...Object.keys(this.#flags)])
    const hint = near === undefined ? '' : `did you mean '--${near}'? `
    return new InputError(`${onOneLine(rawName)}: '${this.#name}' has no such flag; ${hint}See: nix-flake-deploy ${this.#name} --help`)
  }
}

/** The next word is its value, whatever that is; but a flag is hardly meant. */
function valueOf({ rawName, value, inlineValue }: OptionToken): string {
  if (value === undefined || (inlineValue !== true && /^--[a-z]/.test(value) && Object.hasOwn(options, value.slice(2).replace(/=.*$/s, ''))))
    throw new InputError(`${rawName}: needs a value; write ${rawName} VALUE, or ${rawName}=VALUE where that begins with '--'`)
  return value
}

function contentOf(rawName: string, path: string): string {
  try {
    // Also what `<(command)` gives.
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new InputError(`${rawName}: the file ${quote(path)} cannot be read: ${onOneLine(wordsOfError(cause))}`, { cause })
  }
}
