import * as v from 'valibot'
import { parseDurationWithin } from '../parse/duration.ts'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { isPlainName } from '../parse/names.ts'
import { conform, mapOf, oneOrMore, plain, reading, readYaml } from '../parse/schema.ts'

interface Bounded {
  /** The longest that it may run. */
  timeoutSeconds: number
}

/** A shell command: on the host as root, or on the runner in the workspace. */
export interface CommandHook extends Bounded {
  kind: 'command'
  command: string
  on: 'host' | 'runner'
}

/** A command that the host's own policy has under this name. */
export interface NamedHook extends Bounded {
  kind: 'named'
  hook: string
  on: 'host'
}

export type Hook = CommandHook | NamedHook

/** When hooks run, beside the activation of a target. */
export const MOMENTS = ['before-activation', 'after-confirmation'] as const
export type Moment = (typeof MOMENTS)[number]

/** One after the other, up to the first that fails. */
export type Hooks = Readonly<Record<Moment, readonly Hook[]>>

/** A target's, where nobody has said any. */
export const noHooks: Hooks = { 'before-activation': [], 'after-confirmation': [] }

/** Time for a dump of a database; what takes longer says so. */
const usualTimeoutSeconds = 300

function parseCommand(text: string): string {
  if (text.trim() === '') throw new InputError("is empty; write a shell command, like 'systemctl start backup'")
  if (text.includes('\0')) throw new InputError('has a NUL character in it')
  const placeholder = /(?<!\$)\{(revision|target|host)\}/.exec(text)
  if (placeholder !== null)
    throw new InputError(`${quote(placeholder[0])} is not filled in here; write "$${(placeholder[1] ?? '').toUpperCase()}", which is in the hook's environment`)
  return text
}

function parseHookName(text: string): string {
  if (isPlainName(text)) return text
  throw new InputError(`${quote(text)} cannot name a hook; it is a name from the policy of the host, of letters, digits, '.', '_' and '-'`)
}

function parseOn(text: string): 'host' | 'runner' {
  if (text === 'host' || text === 'runner') return text
  throw new InputError(`${quote(text)} is not where a hook can run; ${wouldDo(text, ['host', 'runner'])}`)
}

const hookEntries = {
  command: v.optional(plain(parseCommand)),
  hook: v.optional(plain(parseHookName)),
  on: v.optional(plain(parseOn)),
  timeout: v.optional(plain((text) => parseDurationWithin(text, { minSeconds: 1, maxSeconds: 3600, whole: true }))),
}
const hookMap = mapOf('a hook', hookEntries)

/** The keys that a hook may have. */
export const hookKeys: readonly string[] = Object.keys(hookEntries)

function assemble({ command, hook, on, timeout }: v.InferOutput<typeof hookMap>): Hook {
  const timeoutSeconds = timeout ?? usualTimeoutSeconds
  if (command !== undefined && hook !== undefined) throw new InputError("has both 'command' and 'hook'; make two hooks of it, as a list")
  if (command !== undefined) return { kind: 'command', command, on: on ?? 'host', timeoutSeconds }
  if (hook === undefined) throw new InputError("has neither 'command' nor 'hook'; write one of them")
  if (on === 'runner') throw new InputError("a 'hook' is a command of the host's policy; leave out 'on: runner', or write a 'command'")
  return { kind: 'named', hook, on: 'host', timeoutSeconds }
}

const hookSchema = v.lazy((input) =>
  typeof input === 'string' ? plain((text) => assemble({ command: parseCommand(text) })) : v.pipe(hookMap, reading(assemble)),
)

const ofMoment = v.optional(oneOrMore(hookSchema), () => [])

/** Reads the value of a `hooks` key: a map of moments to commands, or `none`. */
export const hooksSchema: v.GenericSchema<unknown, Hooks> = v.lazy((input) =>
  input === 'none'
    ? v.pipe(
        v.unknown(),
        v.transform(() => noHooks),
      )
    : mapOf('hooks', { 'before-activation': ofMoment, 'after-confirmation': ofMoment }),
)

/** Reads the `hooks` input. Throws an InputError that names the place of each mistake. */
export function parseHooks(text: string): Hooks {
  return conform(readYaml('hooks', text), hooksSchema)
}

/** A hook as a person would name it, on one line. */
export function describeHook(hook: Hook): string {
  if (hook.kind === 'named') return `hook ${quote(hook.hook)} of the host`
  return `command ${quote(hook.command)}${hook.on === 'runner' ? ' (on the runner)' : ''}`
}
