import { type HealthCheck, parseHealthChecks } from '../health/check.ts'
import { InputError, quote } from '../parse/input-error.ts'
import type { PayloadKind } from '../store/payload.ts'
import { type ArchiveContents, type ArchiveLocation, parseArchiveContents, parseArchiveLocation, parseArtifactName, parseSigningKey } from './archive.ts'
import { type FlakeSsh, parseFlakeSsh } from './flake-ssh.ts'
import { noHooks, parseHooks } from './hooks.ts'
import { COMMANDS, type Command, INPUT_DEFAULTS, type InputName, type Inputs } from './inputs.ts'
import { needKeys, type PrivateKeys, parsePrivateKeys } from './private-keys.ts'
import { needPublishable, type Publishing, parsePublishing } from './publishing.ts'
import { parseRevision, type ReservedRevision } from './revision.ts'
import { parseSelection, select } from './selection.ts'
import { parseTargetSources, type ReadFile, sourceFromFlake, type TargetSources, type TargetsOfFlake } from './target-sources.ts'
import { completeTargets, parseActivation, parseTimeout, type Target, type TargetDefaults } from './targets.ts'
import { parseToleratedUnits } from './tolerated-units.ts'
import {
  inInput,
  oneOf,
  parseConfigurations,
  parseDiffBase,
  parseFlake,
  parseNixOptions,
  parseOutLinkPrefix,
  parsePayloads,
  parseRevisionsDirectory,
  trueOrFalse,
  wholeNumber,
  withoutNul,
} from './values.ts'
import { needSoaking, needTogether, ON_FAILURE, type Plan, parseMaxFailures, parseSoak, parseWaves, STAGE_FAILURES } from './waves.ts'

/** All that the user has asked for, checked. */
export interface Settings {
  command: Command
  flake: string
  /** With which its private inputs are fetched. */
  flakeSsh?: FlakeSsh | undefined
  /** Names, or all that the flake has; undefined where the user left it to the targets (or, without any, to the flake). */
  configurations: string[] | 'all' | undefined
  targets: Target[]
  /** In which order, and what is done where one fails. */
  plan: Plan
  /** Those of the input, for configurations without a target; templates, not filled in. */
  healthChecks: HealthCheck[]
  /** The targets on which the revision must have been confirmed. */
  gate: Target[]
  /** Whether `status` also tells what would stop or spoil a deployment. */
  doctor: boolean
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
  ssh: { privateKeys?: PrivateKeys; knownHosts?: string; config?: string }
  maxParallel: number
  substituteOnDestination: boolean
  /** Where `deploy` publishes what it has built. */
  publish?: Publishing
  revisionsDirectory: string
  keepRevisions: number
  /** Extra arguments for each call of Nix on the runner. */
  nixOptions: string[]
  outLinkPrefix: string
  /** What `diff` compares with: a git ref, or a flake reference; undefined for the pull request's base. */
  diffBase?: string
  /** Whether `diff` keeps a comment on the pull request. */
  comment: boolean
}

/** Those that say what `archive` makes. */
const ofMakingArchives = [
  'archive-path',
  'archive-contents',
  'archive-per-configuration',
  'signing-key',
  'compression-level',
  'artifact-name',
  'artifact-retention-days',
] as const satisfies InputName[]

/** Those that say how the targets of a run follow each other. */
const ofRollingOut = ['waves', 'soak', 'together', 'max-failures', 'stage-failures', 'on-failure', 'tolerate-units', 'hooks'] as const satisfies InputName[]

/** Settings that are complete but for the targets, which the flake tells. */
export interface AwaitingFlake {
  flake: string
  flakeSsh?: FlakeSsh | undefined
  nixOptions: string[]
  /** Throws an InputError for what does not fit together with the targets. */
  withTargets(fromFlake: TargetsOfFlake): Settings
}

/** Checks the inputs and gives what they ask for. Throws an InputError that names the input and says what would do. */
export function parseSettings(given: Inputs, readFile: ReadFile): Settings | AwaitingFlake {
  // An empty input is one that was not given: that is what `${{ vars.UNSET }}` comes to.
  const text = (name: InputName): string => (given[name] === '' ? INPUT_DEFAULTS[name] : given[name])
  const read = <Value>(name: InputName, parse: (text: string) => Value): Value => inInput(name, () => parse(text(name)))
  const optional = (name: InputName): string | undefined => (given[name] === '' ? undefined : read(name, withoutNul))
  const sources = (name: 'targets' | 'require-healthy-on'): TargetSources =>
    given[name] === '' ? { byHand: [], fromFlake: false } : parseTargetSources(name, given[name], readFile)

  const command = read('command', (word) => oneOf(word, COMMANDS, 'a command'))
  const defaults: TargetDefaults = {
    activate: read('activate', parseActivation),
    healthChecks: given['health-check'] === '' ? [] : parseHealthChecks('health-check', given['health-check']),
    hooks: given.hooks === '' ? noHooks : parseHooks(given.hooks),
    activationTimeoutSeconds: read('activation-timeout', parseTimeout),
    confirmTimeoutSeconds: read('confirm-timeout', parseTimeout),
    tolerateUnits: read('tolerate-units', parseToleratedUnits),
  }
  const only = read('only', parseSelection)
  if (given.only !== '' && only.length === 0) throw new InputError('only: is empty; write names of targets, globs or tags, or leave it out')
  const ofWaves = { soakSeconds: read('soak', parseSoak), together: read('together', trueOrFalse) }
  const privateKeys = optional('ssh-private-key')
  const asked = { targets: sources('targets'), gate: sources('require-healthy-on') }
  const rest: Omit<Settings, 'targets' | 'gate' | 'plan'> = {
    command,
    flake: read('flake', parseFlake),
    flakeSsh: parseFlakeSsh(given['flake-ssh-private-key'], given['flake-known-hosts']),
    configurations: given.configurations === '' ? undefined : read('configurations', parseConfigurations),
    healthChecks: defaults.healthChecks,
    doctor: read('doctor', trueOrFalse),
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
    ssh: {
      privateKeys: privateKeys === undefined ? undefined : parsePrivateKeys(privateKeys),
      knownHosts: optional('known-hosts'),
      config: optional('ssh-config'),
    },
    maxParallel: read('max-parallel', (number) => wholeNumber(number, 1, 100)),
    substituteOnDestination: read('substitute-on-destination', trueOrFalse),
    publish: parsePublishing(given['publish-to'], read('publish-only', trueOrFalse)),
    revisionsDirectory: read('revisions-directory', parseRevisionsDirectory),
    keepRevisions: read('keep-revisions', (number) => wholeNumber(number, 1, 1000)),
    nixOptions: read('nix-options', parseNixOptions),
    outLinkPrefix: read('out-link-prefix', parseOutLinkPrefix),
    diffBase: given['diff-base'] === '' ? undefined : read('diff-base', parseDiffBase),
    comment: read('comment', trueOrFalse),
  }
  if (rest.publish !== undefined) needPublishable(rest.publish, rest)
  const making =
    command === 'archive'
      ? undefined
      : ofMakingArchives.find((name) => text(name) !== INPUT_DEFAULTS[name] && !(name === 'signing-key' && command === 'deploy'))
  if (making !== undefined) throw new InputError(`${making}: '${command}' makes no archive; leave it out`)
  const rollingOut = ['deploy', 'promote', 'rollback'].includes(command) ? undefined : ofRollingOut.find((name) => text(name) !== INPUT_DEFAULTS[name])
  if (rollingOut !== undefined) throw new InputError(`${rollingOut}: '${command}' activates nothing; leave it out`)

  const isFlakeRead = ['list', 'build', 'archive', 'diff'].includes(command) || (command === 'deploy' && rest.archive === undefined)
  if (rest.flakeSsh !== undefined && !isFlakeRead && !asked.targets.fromFlake && !asked.gate.fromFlake)
    throw new InputError(`flake-ssh-private-key: ${rest.archive === undefined ? quote(command) : 'what comes from an archive'} reads no flake; leave it out`)

  const complete = (fromFlake?: TargetsOfFlake): Settings => {
    const targetsOf = (name: keyof typeof asked, input: InputName, from: TargetDefaults): Target[] => {
      const all = [...(asked[name].fromFlake && fromFlake !== undefined ? [sourceFromFlake(input, fromFlake)] : []), ...asked[name].byHand]
      return all.length === 0 ? [] : completeTargets(input, all, from)
    }
    const all = targetsOf('targets', 'targets', defaults)
    if (only.length > 0 && all.length === 0) throw new InputError("only: there are no targets to choose from; write 'targets', or leave it out")
    const targets = only.length === 0 || all.length === 0 ? all : inInput('only', () => select(only, all))
    const plan: Plan = {
      waves: given.waves === '' ? (targets.length === 0 ? [] : [{ title: '', targets, ...ofWaves }]) : parseWaves(given.waves, all, targets, ofWaves),
      stageFailures: read('stage-failures', (word) => oneOf(word, STAGE_FAILURES, 'what is done where a target cannot be staged')),
      maxFailures: read('max-failures', (number) => parseMaxFailures(number, targets.length)),
      onFailure: read('on-failure', (word) => oneOf(word, ON_FAILURE, 'what is done where targets fail')),
    }
    needTogether(plan.waves, rest.maxParallel)
    needSoaking(plan.waves)
    const settings: Settings = { ...rest, targets, plan, gate: targetsOf('gate', 'require-healthy-on', { ...defaults, healthChecks: [], hooks: noHooks }) }
    refuseWhatCannotBe(settings)
    needKeys(settings.ssh.privateKeys, [...settings.targets, ...settings.gate])
    return settings
  }
  return asked.targets.fromFlake || asked.gate.fromFlake
    ? { flake: rest.flake, flakeSsh: rest.flakeSsh, nixOptions: rest.nixOptions, withTargets: complete }
    : complete()
}

/** What each command must be told, and what would have no effect and so is not what the user means. */
function refuseWhatCannotBe({ command, targets, gate, doctor, revision, payloads, archive, making, diffBase, comment }: Settings): void {
  const needsTargets = !['list', 'build', 'archive', 'diff'].includes(command)
  if (needsTargets && targets.length === 0) {
    throw new InputError(`targets: '${command}' needs to know where; write one like 'staging: root@staging.example.com'`)
  }
  if (command === 'promote' && revision === undefined) {
    throw new InputError("revision: 'promote' needs to know what; write a label such as a git SHA, 'healthy' or 'latest'")
  }
  if (gate.length > 0 && command !== 'promote' && command !== 'deploy') {
    throw new InputError(`require-healthy-on: '${command}' knows no gate; leave it out`)
  }
  if (doctor && command !== 'status') {
    throw new InputError(`doctor: '${command}' asks nothing else of the hosts than it needs; leave it out, or write 'command: status'`)
  }
  if (payloads.length > 1 && command !== 'archive') {
    throw new InputError(`payload: '${command}' takes one; write one of ${payloads.join(', ')}`)
  }
  if (archive !== undefined && command !== 'deploy' && command !== 'promote') {
    throw new InputError(`archive: '${command}' takes nothing from an archive; leave it out`)
  }
  if (making.signingKey !== undefined && command === 'deploy') {
    if (archive !== undefined) throw new InputError("signing-key: an archive is signed when it is made, with the 'signing-key' of that step; leave it out here")
    if (payloads[0] !== 'closure')
      throw new InputError(
        `signing-key: what a ${payloads[0]} comes to is only known on the host that builds it, so nothing can be said of it; leave it out, or write 'payload: closure'`,
      )
  }
  if (command === 'diff') {
    if (payloads[0] === 'source') throw new InputError("payload: 'diff' compares what is evaluated or built; write 'closure' or 'derivation'")
    if (targets.length > 0 && diffBase !== undefined)
      throw new InputError("diff-base: with targets, 'diff' compares with what runs on them; leave it out, or the targets")
    if (targets.length > 0 && payloads[0] !== 'closure')
      throw new InputError(`payload: with targets, 'diff' compares systems that are built; leave it out, or the targets`)
  } else {
    if (diffBase !== undefined) throw new InputError(`diff-base: '${command}' compares nothing; leave it out`)
    if (comment) throw new InputError(`comment: '${command}' compares nothing; leave it out`)
  }
  const idle = targets.find((target) => target.activate === 'none')
  if (idle !== undefined && (command === 'promote' || command === 'rollback')) {
    throw new InputError(`activate: 'none' on target '${idle.name}' leaves '${command}' nothing to do; write 'switch' for it`)
  }
}

function revisionFor(command: Command, text: string): { revision?: string } {
  const reserved: Partial<Record<Command, readonly ReservedRevision[]>> = {
    promote: ['latest', 'healthy'],
    rollback: ['latest', 'healthy', 'previous'],
  }
  if (text !== '') return { revision: inInput('revision', () => parseRevision(text, reserved[command] ?? [])) }
  return command === 'rollback' ? { revision: 'previous' } : {}
}
