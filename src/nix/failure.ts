import { endedBySignal, spaceAdvice } from './advice.ts'
import type { BuildLog } from './event.ts'
import { type FailedBuild, failedBuilds, isAboutBuilds } from './failed-build.ts'
import { type Place, placesIn } from './place.ts'
import { type NixFailureKind, type Rule, rules } from './rules.ts'
import { cut, type NixError, textOf, type Words, wordsOf } from './words.ts'

/** What is behind a failure. */
export interface Explanation {
  kind: NixFailureKind
  message: string
  builds: FailedBuild[]
  /** Where in the sources it is, the most telling first. */
  places: Place[]
}

/** Nix did not do what was asked. The message says what was wrong and what to do next; the cause has Nix's own words. */
export class NixFailure extends Error {
  readonly explanation: Explanation
  /** Of the builds that failed. */
  readonly logs: readonly BuildLog[]
  constructor(explanation: Explanation, logs: readonly BuildLog[] = [], options?: ErrorOptions) {
    super(explanation.message, options)
    this.name = 'NixFailure'
    this.explanation = explanation
    this.logs = logs
  }

  get kind(): NixFailureKind {
    return this.explanation.kind
  }
}

/** What is known of a call beside its words. */
export interface Circumstances {
  /** What it kept from being done. */
  action?: string | undefined
  /** As a shell counts it. */
  exitCode?: number
  /** The paths of the flake's submodules, where it is asked whether one is missing. */
  submodules?: (() => readonly string[]) | undefined
}

const silence = 'it gave no reason'

/** Says what is behind the standard error of a Nix call that failed, in its words, and what to do next. */
export function explain(stderr: string, { action, exitCode = 1, submodules = () => [] }: Circumstances = {}): Explanation {
  const words = wordsOf(stderr)
  const builds = failedBuilds(words.errors)
  const signal = endedBySignal('Nix', exitCode)
  // What only waited for a build, or tells that all was not built, adds nothing to the build that failed.
  const reasons = words.errors.filter((error) => builds.length === 0 || !isAboutBuilds(error)).map((error) => reasonOf(error, words, submodules))
  const kind = builds.length > 0 ? 'build' : (reasons.find((reason) => reason.kind !== 'other')?.kind ?? 'other')
  const told = [...builds.map(({ message }) => message), ...new Set(reasons.map(({ message }) => message))]
  if (signal !== undefined) told.unshift(signal)
  if (words.errors.length === 0) told.push(...cut(words.others))
  if (told.length === 0) told.push(silence)
  const whole = told.join('\n')
  const advice = whole.includes('of the runner is') ? '' : spaceAdvice(stderr)
  return {
    kind,
    message: `${kind === 'other' && action !== undefined ? `${action}: ` : ''}${whole}${advice}`,
    builds,
    places: kind === 'build' ? [] : placesIn(words.errors),
  }
}

function reasonOf(error: NixError, words: Words, submodules: () => readonly string[]): { kind: NixFailureKind; message: string } {
  for (const rule of rules) {
    const found = match(rule, error, words)
    const message = found && rule.message(found, { ...words, error, submodules })
    if (message !== undefined) return { kind: rule.kind ?? 'other', message }
  }
  return { kind: isAboutBuilds(error) ? 'build' : 'other', message: textOf(error, words.others) }
}

function match({ pattern, within = 'message' }: Rule, error: NixError, { others }: Words): string[] | undefined {
  const said = within === 'message' ? error.message : [...error.message, ...error.trace, ...others]
  return pattern.exec(said.join('\n'))?.slice(1)
}
