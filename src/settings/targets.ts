import * as v from 'valibot'
import type { HealthCheck } from '../health/check.ts'
import { healthChecksSchema } from '../health/check.ts'
import { formatDuration, parseDurationWithin } from '../parse/duration.ts'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { isPlainName } from '../parse/names.ts'
import { conform, errorAt, mapOf, named, oneOrMore, plain, readYaml, type Yaml } from '../parse/schema.ts'
import { whatIsSaid } from '../parse/what-is-said.ts'
import { type Address, formatAddress, parseAddress, parsePort, parseUser } from './address.ts'
import { configurationName } from './configuration-name.ts'
import { type Hooks, hooksSchema } from './hooks.ts'
import { toleratedSchema } from './tolerated-units.ts'

/** What is done with a system on a target. */
export const ACTIVATIONS = ['switch', 'boot', 'test', 'dry-activate', 'none'] as const
export type Activation = (typeof ACTIVATIONS)[number]

/** A machine with a name of its own, reached over SSH, that runs one configuration. */
export interface Target extends Address {
  name: string
  /** By which it can be chosen, together with others. */
  tags: string[]
  configuration: string
  activate: Activation
  healthChecks: HealthCheck[]
  hooks: Hooks
  activationTimeoutSeconds: number
  confirmTimeoutSeconds: number
  /** Globs of units whose failure does not decide. */
  tolerateUnits: string[]
}

/** What holds for a target that does not say it itself. */
export type TargetDefaults = Pick<Target, 'activate' | 'healthChecks' | 'hooks' | 'activationTimeoutSeconds' | 'confirmTimeoutSeconds' | 'tolerateUnits'>

/** The longest that anything on a host may take or wait. */
export const DAY_SECONDS = 86_400

/** Reads one of the words of the `activate` input. */
export function parseActivation(text: string): Activation {
  const known = ACTIVATIONS.find((activation) => activation === text)
  if (known === undefined) throw new InputError(`${quote(text)} is not a way to activate; ${wouldDo(text, ACTIVATIONS)}`)
  return known
}

/** Reads how long something may take on a host: whole seconds, from a second to a day. */
export function parseTimeout(text: string): number {
  return parseDurationWithin(text, { minSeconds: 1, maxSeconds: DAY_SECONDS, whole: true })
}

/**
 * How long reaching and checking a target may take: `confirm-timeout` without a margin, for the host's own clock begins
 * earlier, and the confirmation needs a moment too.
 */
export function provingSeconds({ confirmTimeoutSeconds }: Pick<Target, 'confirmTimeoutSeconds'>): number {
  return confirmTimeoutSeconds - Math.min(5, confirmTimeoutSeconds / 5)
}

/** Reads the name of a target. */
export function targetName(text: string): string {
  if (isPlainName(text)) return text
  throw new InputError(`${quote(text)} cannot name a target; use letters, digits, '.', '_' and '-', with a letter or digit first`)
}

/** Reads a tag, as it is written at a target: without the `@` by which it is chosen. */
export function tagName(text: string): string {
  if (isPlainName(text)) return text
  throw new InputError(
    text.startsWith('@')
      ? `${quote(text)} is how a tag is chosen; at a target write ${quote(text.slice(1))}`
      : `${quote(text)} is not a tag; use letters, digits, '.', '_' and '-', with a letter or digit first`,
  )
}

/** What can be said of a target, but for where it is. */
const targetKeys = {
  user: v.optional(plain(parseUser)),
  port: v.optional(plain(parsePort)),
  configuration: v.optional(plain(configurationName)),
  tags: v.optional(oneOrMore(plain(tagName))),
  activate: v.optional(plain(parseActivation)),
  'health-check': v.optional(healthChecksSchema),
  hooks: v.optional(hooksSchema),
  'activation-timeout': v.optional(plain(parseTimeout)),
  'confirm-timeout': v.optional(plain(parseTimeout)),
  'tolerate-units': v.optional(toleratedSchema),
}
const whereItIs = { host: v.optional(plain(parseAddress)) }
const targetSchema = mapOf('a target', { ...whereItIs, ...targetKeys })

/** The keys that a target may have, and those that `defaults` may have. */
export const keysOfTarget: readonly string[] = Object.keys({ ...whereItIs, ...targetKeys })
export const keysForAll: readonly string[] = Object.keys(targetKeys)

const addressOnly = v.pipe(
  plain(parseAddress),
  v.transform((host): v.InferOutput<typeof targetSchema> => ({ host })),
)

/** The key under which stands what holds for all targets that do not say it themselves. */
const forAll = 'defaults'

const targetsSchema = named(
  "a map of target names to addresses, one a line, like 'staging: root@staging.example.com',",
  targetName,
  v.lazy((input) => (typeof input === 'string' ? addressOnly : targetSchema)),
)

/** What one place says of a target; where it says nothing, another place or a default does. */
export type SaidOfTarget = Partial<Omit<Target, 'name'>>

/** Where targets are told: the input itself, a file, or the flake. */
export interface TargetSource {
  targets: ReadonlyMap<string, Retaken>
  /** Of the targets that are named there. */
  defaults: SaidOfTarget
  /** Whether they hold for those of other places, too. */
  isForAll: boolean
  /** An InputError about what stands of a target there. */
  errorAt(name: string, key: keyof v.InferOutput<typeof targetSchema> | undefined, message: string): InputError
}

/** Reads a YAML (or JSON) map of targets; `place` is the input or the file that it stands in. Throws an InputError that names the place of each mistake. */
export function parseTargetMap(place: string, text: string, isForAll = true): TargetSource {
  const yaml: Yaml = readYaml(place, text)
  const { [forAll]: defaults, ...targets } = conform({ ...yaml, value: withoutSchema(yaml.value) }, targetsSchema)
  if (defaults?.host !== undefined) throw errorAt(yaml, [forAll], `what holds for all targets cannot be a host; write 'user', 'port' or what else they share`)
  for (const [name, { host, ...said }] of Object.entries(targets)) {
    const twice = (['user', 'port'] as const).find((key) => host?.[key] !== undefined && said[key] !== undefined)
    if (twice !== undefined) throw errorAt(yaml, [name, twice], `its host says a ${twice} already; leave one of them out`)
  }
  return {
    targets: new Map(Object.entries(targets).map(([name, said]) => [name, saidIn(said, isText(yaml, name))])),
    defaults: whatIsSaid(saidIn(defaults ?? {})),
    isForAll,
    errorAt: (name, key, message) => errorAt(yaml, key === undefined ? [name] : [name, key], message),
  }
}

/** What editors read in JSON, where a comment cannot stand. */
function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$schema' in value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'))
}

function isText({ value }: Yaml, name: string): boolean {
  return typeof (value as Record<string, unknown>)[name] === 'string'
}

/** What is undefined takes back what an earlier place said: an address that is one text is the whole of it. */
type Retaken = { [Key in keyof SaidOfTarget]: SaidOfTarget[Key] | undefined }

function saidIn({ host, ...said }: v.InferOutput<typeof targetSchema>, isWhole = false): Retaken {
  return {
    ...(isWhole && { user: undefined, port: undefined }),
    ...host,
    ...whatIsSaid({
      user: said.user,
      port: said.port,
      tags: said.tags,
      configuration: said.configuration,
      activate: said.activate,
      healthChecks: said['health-check'],
      hooks: said.hooks,
      activationTimeoutSeconds: said['activation-timeout'],
      confirmTimeoutSeconds: said['confirm-timeout'],
      tolerateUnits: said['tolerate-units'],
    }),
  }
}

/**
 * Makes targets of what several places say, key by key: a later place goes before an earlier one, what is said of a target before what
 * is said of all, and that before the inputs' defaults. They come in the order in which they were first named. Throws an InputError that names the
 * place of a mistake.
 */
export function completeTargets(input: string, sources: readonly TargetSource[], inputs: TargetDefaults): Target[] {
  const names = new Set(sources.flatMap(({ targets }) => [...targets.keys()]))
  const byAddress = new Map<string, Target>()
  const targets: Target[] = []
  for (const name of names) {
    const sayers = sources.filter((source) => source.targets.has(name))
    const defaults = Object.assign(
      {},
      ...sources.filter((source) => source.isForAll || sayers.includes(source)).map((source) => source.defaults),
    ) as SaidOfTarget
    const said = whatIsSaid(Object.assign({}, ...sayers.map((source) => source.targets.get(name))) as SaidOfTarget)
    const fail = (key: Parameters<TargetSource['errorAt']>[1], message: string, sayer = sayers.at(-1)): InputError =>
      (sayer as TargetSource).errorAt(name, key, message)
    const { host } = said
    if (host === undefined) throw fail(undefined, "a target needs 'host'; write one like 'host: root@staging.example.com'")
    const target: Target = { name, configuration: configurationName(name), tags: [], ...inputs, ...defaults, ...said, host }
    const address = `${host.toLowerCase()} ${target.port ?? 22}`
    const twin = byAddress.get(address)
    if (twin !== undefined) throw fail(undefined, `${quote(twin.name)} is the same host, ${formatAddress(target)}; a host runs one configuration`)
    for (const check of target.healthChecks) {
      const least = check.timeoutSeconds + check.forSeconds
      if (least > target.confirmTimeoutSeconds || check.forSeconds >= provingSeconds(target)) {
        throw fail(
          said.healthChecks === undefined ? undefined : 'health-check',
          `a health check takes up to ${formatDuration(least)} (timeout and for), more than confirm-timeout, ` +
            `${formatDuration(target.confirmTimeoutSeconds)}, leaves; lengthen confirm-timeout or shorten the check`,
          sayers.findLast((source) => source.targets.get(name)?.healthChecks !== undefined) ?? sayers.at(-1),
        )
      }
    }
    byAddress.set(address, target)
    targets.push(target)
  }
  if (targets.length === 0) throw new InputError(`${input}: names no target; write one like 'staging: root@staging.example.com'`)
  return targets
}
