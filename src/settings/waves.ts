import * as v from 'valibot'
import { formatDuration, parseDurationWithin } from '../parse/duration.ts'
import { InputError, quote } from '../parse/input-error.ts'
import { conform, errorAt, mapOf, oneOrMore, plain, readYaml } from '../parse/schema.ts'
import { parseSelection, select } from './selection.ts'
import { DAY_SECONDS, type Target } from './targets.ts'
import { trueOrFalse } from './values.ts'

/** Targets that are activated after those of the wave before, once these have proven themselves. */
export interface Wave {
  /** How a person calls it: `wave 1 (canary)`; empty where there is only one. */
  title: string
  targets: Target[]
  /** How long its health checks must be green before the next wave begins. */
  soakSeconds: number
  /** Whether none is confirmed before all are proven. */
  together: boolean
}

/** What becomes of the others where a target cannot be staged: nothing is activated, or it alone is left out. */
export const STAGE_FAILURES = ['stop', 'skip'] as const

/** What becomes of the targets that are confirmed where more fail than may: they stay, or all go back. */
export const ON_FAILURE = ['stop', 'rollback-all'] as const

/** How the targets of a run follow each other, and what is done where one fails. */
export interface Plan {
  waves: Wave[]
  stageFailures: (typeof STAGE_FAILURES)[number]
  /** How many targets may fail before no other is begun. */
  maxFailures: number
  onFailure: (typeof ON_FAILURE)[number]
}

/** What holds for a wave that does not say it itself. */
export type WaveDefaults = Pick<Wave, 'soakSeconds' | 'together'>

/** Reads how long a wave is looked at: up to a day. */
export function parseSoak(text: string): number {
  return parseDurationWithin(text, { minSeconds: 0, maxSeconds: DAY_SECONDS })
}

const selectionSchema = oneOrMore(plain((text) => text))
const waveSchema = mapOf('a wave', {
  targets: selectionSchema,
  soak: v.optional(plain(parseSoak)),
  together: v.optional(plain(trueOrFalse)),
})
const wavesSchema = v.array(
  v.lazy((input) =>
    typeof input === 'object' && !Array.isArray(input)
      ? waveSchema
      : v.pipe(
          selectionSchema,
          v.transform((targets): v.InferOutput<typeof waveSchema> => ({ targets })),
        ),
  ),
  "is no list of waves; write each after a '-', like '- canary' or '- \"@web\"'",
)

/**
 * Reads the `waves` input: a YAML list of what stands for targets (names, globs, tags), or of maps with that as `targets`, and `soak` and
 * `together`. Who is in several is in the first; who is in none is in the last, which is added. Of `chosen` alone, waves are made; what matches none of
 * `all` is an InputError.
 */
export function parseWaves(text: string, all: readonly Target[], chosen: readonly Target[], defaults: WaveDefaults): Wave[] {
  const yaml = readYaml('waves', text)
  let left = [...chosen]
  const earlier = new Set<Target>()
  const waves: Wave[] = []
  for (const [index, said] of conform(yaml, wavesSchema).entries()) {
    const words = said.targets.join(' ')
    const matched = new Set(selected(words, all, (message) => errorAt(yaml, [index], message)))
    // Of `chosen` it may have none; of all it would never have any.
    if (all.every((target) => !matched.has(target) || earlier.has(target)))
      throw errorAt(yaml, [index], 'all that it names is in earlier waves; write it before them, or leave it out')
    for (const target of matched) earlier.add(target)
    const targets = left.filter((target) => matched.has(target))
    left = left.filter((target) => !matched.has(target))
    if (targets.length > 0) waves.push({ title: words, targets, soakSeconds: said.soak ?? defaults.soakSeconds, together: said.together ?? defaults.together })
  }
  if (left.length > 0) waves.push({ title: 'the rest', targets: left, ...defaults })
  return waves.length === 1
    ? waves.map((wave) => ({ ...wave, title: '' }))
    : waves.map((wave, index) => ({ ...wave, title: `wave ${index + 1} (${wave.title})` }))
}

function selected(words: string, all: readonly Target[], fail: (message: string) => InputError): Target[] {
  try {
    const selection = parseSelection(words)
    if (selection.length === 0) throw new InputError('is empty; write names of targets, globs or tags')
    return select(selection, all)
  } catch (error) {
    throw error instanceof InputError ? fail(error.message) : error
  }
}

/** Reads how many targets may fail: a number, or a share of all, rounded down. */
export function parseMaxFailures(text: string, targets: number): number {
  const [, number, percent] = /^(\d{1,6})(%)?$/.exec(text) ?? []
  const count = Number(number)
  if (number === undefined || (percent !== undefined && count > 100))
    throw new InputError(`${quote(text)} is neither a number of targets nor a share of them; write one like '2' or '10%'`)
  return percent === undefined ? count : Math.floor((targets * count) / 100)
}

/** What the slowest host of a wave may take beyond its own timeouts: to begin, and to be asked whether it stands. */
const marginSeconds = 60

/** How long a host that is proven waits, in a wave that is confirmed together, before it goes back by itself: for the slowest of all. */
export function holdSeconds({ targets }: Pick<Wave, 'targets'>): number {
  return marginSeconds + Math.max(...targets.map(({ activationTimeoutSeconds, confirmTimeoutSeconds }) => activationTimeoutSeconds + confirmTimeoutSeconds))
}

/** Whether a target then runs what was deployed, so that there is something to look at. */
export function canSoak({ activate }: Pick<Target, 'activate'>): boolean {
  return activate === 'switch' || activate === 'test'
}

/** Throws an InputError where waves are to soak, and all of their targets only boot what is deployed. */
export function needSoaking(waves: readonly Wave[]): void {
  const soaking = waves.filter(({ soakSeconds }) => soakSeconds > 0).flatMap(({ targets }) => targets)
  if (soaking.length === 0 || soaking.some(({ activate }) => activate !== 'boot')) return
  throw new InputError("soak: with 'activate: boot' nothing runs yet that could be looked at; leave it out")
}

/** Throws an InputError, before anything starts, for a wave that cannot be confirmed together. */
export function needTogether(waves: readonly Wave[], maxParallel: number): void {
  for (const wave of waves.filter(({ together }) => together)) {
    const where = `together: ${wave.title === '' ? 'the targets are activated at the same time' : `the targets of ${wave.title} are activated at the same time`}`
    const unwatched = wave.targets.find(({ activate }) => activate === 'boot')
    if (unwatched !== undefined)
      throw new InputError(`${where}, and 'activate: boot' of '${unwatched.name}' has nothing to confirm; write 'switch' for it, or give it a wave of its own`)
    if (wave.targets.length > maxParallel)
      throw new InputError(
        `${where}: they are ${wave.targets.length}, and max-parallel is ${maxParallel}; raise it (100 is the most), or make more waves of them`,
      )
    const seconds = holdSeconds(wave)
    if (seconds > DAY_SECONDS)
      throw new InputError(
        `${where}, and each would wait up to ${formatDuration(seconds)} for the slowest, more than the day that a host waits; shorten activation-timeout or confirm-timeout`,
      )
  }
}
