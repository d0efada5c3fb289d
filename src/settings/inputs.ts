import * as core from '@actions/core'
import * as v from 'valibot'
import { configurationName } from './configuration-name.ts'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { parseHealthChecks, type HealthCheck } from '../health/check.ts'
import { PAYLOADS, type PayloadKind } from '../store/payload.ts'
import { parseRevision } from './revision.ts'
import type { ReservedRevision } from './revision.ts'
import { conform, mapOf, plain, readYaml } from '../parse/schema.ts'
import { parseActivation, parseTargets, parseTimeout } from './targets.ts'
import type { Target, TargetDefaults } from './targets.ts'

export const COMMANDS = ['list', 'build', 'archive', 'deploy', 'promote', 'rollback', 'status'] as const
export type Command = (typeof COMMANDS)[number]

/** All that the user has asked for, checked. */
export interface Settings {
  command: Command
  flake: string
  /** Names, or all that the flake has; undefined where the user left it to the targets (or, without any, to the flake). */
  configurations: string[] | 'all' | undefined
  targets: Target[]
  /** Those of the input, for configurations without a target; templates, not filled in. */
  healthChecks: HealthCheck[]
  /** The targets on which the revision must have been confirmed. */
  gate: Target[]
  /** A label, or one of the reserved words that the command knows; `previous` for a rollback that names none. */
  revision?: string
  /** One, or for `archive` any number of them. */
  payloads: [PayloadKind, ...PayloadKind[]]
  /** Where `deploy` and `promote` take everything from. */
  archive?: ArchiveLocation
  /** What `archive` makes, and where it goes. */
  making: {
    /** A directory, or a file where it ends with `.tar`. */
    path?: string
    contents: ArchiveContents
    perConfiguration: boolean
    /** A Nix secret key, `NAME:BASE64`. */
    signingKey?: string
    /** Of zstd, 1 to 19. */
    compressionLevel: number
    artifactName?: string
    artifactRetentionDays?: number
  }
  /** Whether what this runner builds is kept for its next runs. */
  cache: boolean
  /** For artifacts of other runs. */
  githubToken?: string
  ssh: { privateKey?: string; knownHosts?: string; config?: string }
  maxParallel: number
  substituteOnDestination: boolean
  revisionsDirectory: string
  keepRevisions: number
  /** Extra arguments for each call of Nix on the runner. */
  nixOptions: string[]
  outLinkPrefix: string
}

/** A file or directory of the runner, or a workflow artifact: of this run, or of another one. */
export type ArchiveLocation = { path: string } | { artifact: string; runId?: number }

/** Everything; or not what substituters serve; or not what an earlier archive (its manifest, or a commit of the flake) has. */
export type ArchiveContents = { kind: 'full' | 'built' } | { kind: 'missing-from'; earlier: string }

/** Every input with the default that action.yml gives it; '' where it has none. A test holds the two in step. */
export const INPUT_DEFAULTS = {
  command: 'deploy',
  flake: '.',
  configurations: '',
  targets: '',
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
  'require-healthy-on': '',
  'activation-timeout': '5m',
  'confirm-timeout': '2m',
  'ssh-private-key': '',
  'known-hosts': '',
  'ssh-config': '',
  'max-parallel': '10',
  'substitute-on-destination': 'true',
  'revisions-directory': '/srv/revisions',
  'keep-revisions': '10',
  'nix-options': '',
  'out-link-prefix': 'result-',
} as const

export type InputName = keyof typeof INPUT_DEFAULTS
/** The inputs as the user wrote them, without white space around them; '' where nothing was said. */
export type Inputs = Record<InputName, string>

/** Those that say what `archive` makes. */
const ofMakingArchives = [
  'archive-path', 'archive-contents', 'archive-per-configuration', 'signing-key', 'compression-level', 'artifact-name', 'artifact-retention-days',
] as const satisfies InputName[]

/** Reads the action's inputs as the runner hands them over, and has the runner mask the secret ones, the private key line by line. */
export function readInputs(): Inputs {
  const names = Object.keys(INPUT_DEFAULTS) as InputName[]
  const inputs = Object.fromEntries(names.map((name) => [name, core.getInput(name)])) as Inputs
  for (const line of secretLines(inputs['ssh-private-key'])) core.setSecret(line)
  for (const secret of [inputs['signing-key'], inputs['github-token']]) if (secret !== '') core.setSecret(secret)
  return inputs
}

/** The lines of a key that are worth masking: not its frame, nor a last line so short that it stands in any text. */
export function secretLines(key: string): string[] {
  return key.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line.length >= 8 && !line.startsWith('-----'))
}

/** Checks the inputs and gives what they ask for. Throws an InputError that names the input and says what would do. */
export function parseSettings(given: Inputs): Settings {
  // An empty input is one that was not given: that is what `${{ vars.UNSET }}` comes to.
  const text = (name: InputName): string => (given[name] === '' ? INPUT_DEFAULTS[name] : given[name])
  const read = <Value>(name: InputName, parse: (text: string) => Value): Value => inInput(name, () => parse(text(name)))
  const optional = (name: InputName): string | undefined => (given[name] === '' ? undefined : read(name, withoutNul))

  const command = read('command', (word) => oneOf(word, COMMANDS, 'a command'))
  const defaults: TargetDefaults = {
    activate: read('activate', parseActivation),
    healthChecks: given['health-check'] === '' ? [] : parseHealthChecks('health-check', given['health-check']),
    activationTimeoutSeconds: read('activation-timeout', parseTimeout),
    confirmTimeoutSeconds: read('confirm-timeout', parseTimeout),
  }
  const settings: Settings = {
    command,
    flake: read('flake', parseFlake),
    configurations: given.configurations === '' ? undefined : read('configurations', parseConfigurations),
    targets: given.targets === '' ? [] : parseTargets('targets', given.targets, defaults),
    gate:
      given['require-healthy-on'] === ''
        ? []
        : parseTargets('require-healthy-on', given['require-healthy-on'], { ...defaults, healthChecks: [] }),
    healthChecks: defaults.healthChecks,
    ...revisionFor(command, given.revision),
    payloads: read('payload', parsePayloads),
    archive: given.archive === '' ? undefined : parseArchiveLocation(given.archive),
    making: {
      path: optional('archive-path'),
      contents: read('archive-contents', parseArchiveContents),
      perConfiguration: read('archive-per-configuration', trueOrFalse),
      signingKey: given['signing-key'] === '' ? undefined : read('signing-key', parseSigningKey),
      compressionLevel: read('compression-level', (number) => wholeNumber(number, 1, 19)),
      artifactName: given['artifact-name'] === '' ? undefined : read('artifact-name', parseArtifactName),
      artifactRetentionDays: given['artifact-retention-days'] === '' ? undefined : read('artifact-retention-days', (number) => wholeNumber(number, 1, 400)),
    },
    cache: read('cache', trueOrFalse),
    githubToken: optional('github-token'),
    ssh: { privateKey: optional('ssh-private-key'), knownHosts: optional('known-hosts'), config: optional('ssh-config') },
    maxParallel: read('max-parallel', (number) => wholeNumber(number, 1, 100)),
    substituteOnDestination: read('substitute-on-destination', trueOrFalse),
    revisionsDirectory: read('revisions-directory', parseRevisionsDirectory),
    keepRevisions: read('keep-revisions', (number) => wholeNumber(number, 1, 1000)),
    nixOptions: read('nix-options', parseNixOptions),
    outLinkPrefix: read('out-link-prefix', parseOutLinkPrefix),
  }
  refuseWhatCannotBe(settings)
  const making = command === 'archive' ? undefined : ofMakingArchives.find((name) => text(name) !== INPUT_DEFAULTS[name])
  if (making !== undefined) throw new InputError(`${making}: '${command}' makes no archive; leave it out`)
  return settings
}

/** What each command must be told, and what would have no effect and so is not what the user means. */
function refuseWhatCannotBe({ command, targets, gate, revision, payloads, archive }: Settings): void {
  const needsTargets = command !== 'list' && command !== 'build' && command !== 'archive'
  if (needsTargets && targets.length === 0) {
    throw new InputError(`targets: '${command}' needs to know where; write one like 'staging: root@staging.example.com'`)
  }
  if (command === 'promote' && revision === undefined) {
    throw new InputError("revision: 'promote' needs to know what; write a label such as a git SHA, 'healthy' or 'latest'")
  }
  if (gate.length > 0 && command !== 'promote' && command !== 'deploy') {
    throw new InputError(`require-healthy-on: '${command}' knows no gate; leave it out`)
  }
  if (payloads.length > 1 && command !== 'archive') {
    throw new InputError(`payload: '${command}' takes one; write one of ${payloads.join(', ')}`)
  }
  if (archive !== undefined && command !== 'deploy' && command !== 'promote') {
    throw new InputError(`archive: '${command}' takes nothing from an archive; leave it out`)
  }
  const idle = targets.find((target) => target.activate === 'none')
  if (idle !== undefined && (command === 'promote' || command === 'rollback')) {
    throw new InputError(`activate: 'none' on target '${idle.name}' leaves '${command}' nothing to do; write 'switch' for it`)
  }
}

function inInput<Value>(name: InputName, parse: () => Value): Value {
  try {
    return parse()
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`, { cause: error.cause })
    throw error
  }
}

function withoutNul(text: string): string {
  if (text.includes('\0')) throw new InputError('has a NUL character in it')
  return text
}

function oneOf<Word extends string>(text: string, known: readonly Word[], what: string): Word {
  const word = known.find((candidate) => candidate === text)
  if (word === undefined) throw new InputError(`${quote(text)} is not ${what}; ${wouldDo(text, known)}`)
  return word
}

function wholeNumber(text: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  throw new InputError(`${quote(text)} is not a whole number from ${least} to ${most}`)
}

function trueOrFalse(text: string): boolean {
  const word = text.toLowerCase()
  if (word !== 'true' && word !== 'false') throw new InputError(`${quote(text)} is neither 'true' nor 'false'`)
  return word === 'true'
}

function revisionFor(command: Command, text: string): { revision?: string } {
  const reserved: Partial<Record<Command, readonly ReservedRevision[]>> = {
    promote: ['latest', 'healthy'],
    rollback: ['latest', 'healthy', 'previous'],
  }
  if (text !== '') return { revision: inInput('revision', () => parseRevision(text, reserved[command] ?? [])) }
  return command === 'rollback' ? { revision: 'previous' } : {}
}

/** Lines without their white space; the empty ones are left out. */
function linesOf(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
}

function parseFlake(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new InputError(`${quote(text)} has a line end or another control character in it; write one flake reference`)
  if (text.startsWith('-')) throw new InputError(`${quote(text)} begins with '-'; write a directory as './${text}'`)
  const hash = text.indexOf('#')
  if (hash >= 0) {
    const name = text.slice(hash + 1)
    throw new InputError(
      `${quote(text)} names a part of the flake; write ${quote(text.slice(0, hash) || '.')} and say ${quote(name)} in 'configurations'`,
    )
  }
  return text
}

function parseConfigurations(text: string): string[] | 'all' {
  const lines = linesOf(text)
  if (lines.includes('*')) {
    if (lines.length > 1) throw new InputError("'*' stands for all of them; leave out the other names")
    return 'all'
  }
  return [
    ...new Set(
      lines.map((line) => {
        if (/^-\s|,|\s/.test(line)) throw new InputError(`${quote(line)} is not one name; write the names one a line, without '-' or ','`)
        return configurationName(line)
      }),
    ),
  ]
}

function parsePayloads(text: string): [PayloadKind, ...PayloadKind[]] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const [first, ...rest] = words.map((word) => oneOf(word, PAYLOADS, 'a payload'))
  if (first === undefined) throw new InputError(`${quote(text)} names no payload; known: ${PAYLOADS.join(', ')}`)
  return [first, ...new Set(rest.filter((kind) => kind !== first))]
}

const artifactSchema = mapOf('archive', { artifact: plain(parseArtifactName), 'run-id': v.optional(plain(parseRunId)) })

/** A path stands alone; `artifact: NAME`, with a `run-id` where it is of another run, is a map. */
function parseArchiveLocation(text: string): ArchiveLocation {
  if (!/^(\{|(artifact|run-id)\s*:)/.test(text)) return { path: inInput('archive', () => withoutNul(text)) }
  const { artifact, 'run-id': runId } = conform(readYaml('archive', text), artifactSchema)
  return { artifact, ...(runId !== undefined && { runId }) }
}

function parseRunId(text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text)
  throw new InputError(`${quote(text)} is not the id of a workflow run; it is the number in the address of the run's page`)
}

/** What the artifact service refuses in a name (validateArtifactName in @actions/artifact). */
function parseArtifactName(text: string): string {
  if (!/["*/:<>?\\|\p{Cc}]/u.test(text) && text.length <= 250) return text
  throw new InputError(`${quote(text)} is not a name for an artifact, which has none of " : < > | * ? / \\ and is not longer than 250`)
}

function parseArchiveContents(text: string): ArchiveContents {
  if (text === 'full' || text === 'built') return { kind: text }
  const earlier = /^missing-from:\s*(\S.*)$/.exec(text)?.[1]
  if (earlier !== undefined) return { kind: 'missing-from', earlier: withoutNul(earlier) }
  throw new InputError(`${quote(text)} is none of 'full', 'built' and 'missing-from: ' with a commit or the path of an earlier archive or its manifest`)
}

/** Of an ed25519 key: 32 bytes of seed, 32 of public key. */
function parseSigningKey(text: string): string {
  if (/^[^\s:]+:[A-Za-z0-9+/]{86}==$/.test(text)) return text
  throw new InputError('is not a secret key of Nix, NAME:BASE64 on one line; `nix key generate-secret --key-name NAME` makes one')
}

function parseRevisionsDirectory(text: string): string {
  const path = text.replace(/\/+$/, '')
  if (!/^(\/[A-Za-z0-9_+@-][A-Za-z0-9._+@-]*)+$/.test(path)) {
    throw new InputError(`${quote(text)} is not an absolute path of plain words; write one like '/srv/revisions'`)
  }
  const ownedByTheSystem = /^\/(nix|proc|sys|dev|run|tmp|boot)(\/|$)/.exec(path)?.[1]
  if (ownedByTheSystem !== undefined) {
    throw new InputError(`${quote(text)} is under /${ownedByTheSystem}, which is no place for a record; write one like '/srv/revisions'`)
  }
  return path
}

function parseNixOptions(text: string): string[] {
  const lines = linesOf(withoutNul(text))
  const [first] = lines
  if (first !== undefined && !first.startsWith('-')) {
    throw new InputError(`${quote(first)} is not an option; options begin with '--', each argument on a line of its own`)
  }
  for (const line of lines) {
    if (/^--?[a-z-]+[\s=]/.test(line)) {
      const parts = line.split(/[\s=]+/).map(quote)
      throw new InputError(`${quote(line)} is one argument to Nix; write each argument on a line of its own: ${parts.join(', ')}`)
    }
    if (/^(--)?(extra-)?access-tokens$/.test(line)) {
      throw new InputError("'access-tokens' would show in the list of processes; set it in the step's env, as NIX_CONFIG")
    }
  }
  return lines
}

function parseOutLinkPrefix(text: string): string {
  if (/\p{Cc}/u.test(text) || text.startsWith('-')) {
    throw new InputError(`${quote(text)} cannot begin the path of a link; write one like 'result-' or 'out/'`)
  }
  return text
}
