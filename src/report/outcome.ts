import { appendFileSync } from 'node:fs'
import {
  asOutput,
  changedConfigurations,
  changesAsOutput,
  hasChanged,
  isAsAsked,
  type MadeArchive,
  type Report,
  type TargetResult,
  type TargetState,
} from '../events/results.ts'
import type { Timeline } from '../events/timeline.ts'
import { NixFailure } from '../nix/failure.ts'
import { storeName } from '../nix/log.ts'
import { inRepository, type Repository } from '../nix/place.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { andOthers } from '../parse/input-error.ts'
import type { Environment } from '../runner/environment.ts'
import type { Settings } from '../settings/parse.ts'
import type { Problem } from './annotations.ts'
import { diffLine } from './diff.ts'
import { spoiling } from './findings.ts'
import { untrusted } from './log.ts'
import type { Reporter } from './reporter.ts'
import { statusTable } from './status-table.ts'
import { type SummaryData, summary } from './summary.ts'

/**
 * Gives each output that is JSON a value with nothing in it, before anything can fail: `fromJSON` in a later step must not
 * break because this one did. Of an output that is set again the last value counts.
 */
export function beginOutputs(to: Reporter, archivePerConfiguration: boolean): void {
  for (const name of ['toplevels', 'results', 'manifest', 'changes', ...(archivePerConfiguration ? Object.keys(archiveOutputs) : [])]) to.output(name, {})
  for (const name of ['configurations', 'changed-configurations']) to.output(name, [])
}

/** Sets the outputs, and tells of each target that is not what was asked for why, and what to do. Gives whether all are. */
export function report(to: Reporter, settings: Settings, { revision, toplevels, configurations, archive, archives, results, differences }: Report): boolean {
  if (revision !== undefined) to.output('revision', revision)
  if (toplevels !== undefined) to.output('toplevels', toplevels)
  if (configurations !== undefined) to.output('configurations', configurations)
  if (archive !== undefined) setArchiveOutputs(to, (output) => output(archive))
  if (archives !== undefined) setArchiveOutputs(to, (output) => Object.fromEntries(Object.entries(archives).map(([name, made]) => [name, output(made)])))
  to.output('changed', differences === undefined ? hasChanged({ results }) : differences.some(({ state }) => state !== 'same'))
  if (differences !== undefined) {
    to.output('changed-configurations', changedConfigurations(differences))
    to.output('changes', changesAsOutput(differences))
    to.answer(differences.map((difference) => untrusted(diffLine(difference, settings.payloads[0] === 'closure'))).join('\n'))
  }
  if (results === undefined) return true
  to.output('results', asOutput(results))
  if (settings.command === 'status') to.answer(statusTable(results))
  for (const [target, { warning }] of Object.entries(results)) if (warning !== undefined) to.warning(untrusted(warning), target)
  tellProblems(to, spoiling(results), 'warning')
  const failed = Object.entries(results).filter(([, result]) => !isAsAsked(result))
  const hosts = new Map(settings.targets.map(({ name, host }) => [name, host]))
  tellProblems(to, ofOneKind(worstFirst(failed), hosts).map(problemOf))
  if (failed.length > 0) {
    const total = Object.keys(results).length
    to.line(
      `${failed.length} of ${total} ${total === 1 ? 'target' : 'targets'} not as asked: ${failed.map(([target, { state }]) => `${target} ${state}`).join(', ')}`,
    )
  }
  return failed.length === 0
}

/**
 * Sets the outputs of a run that does not come to its report, from the targets that have ended. Of one that was broken off in the
 * midst nobody knows whether it is another than before. A failure is a warning: the run has one already.
 */
export function reportEnded(to: Reporter, results: Record<string, TargetResult>, brokenOff: boolean): void {
  try {
    to.output('results', asOutput(results))
    const changed = hasChanged({ results })
    if (changed || !brokenOff) to.output('changed', changed)
  } catch (error) {
    to.warning(`The outputs could not be set: ${untrusted(wordsOfError(error))}`)
  }
}

const archiveOutputs: Record<string, (made: MadeArchive) => unknown> = {
  'archive-path': ({ path }) => path,
  // GitHub takes 1 MB of outputs; the paths of one system are more.
  manifest: ({ manifest }) => ({ ...manifest, paths: undefined }),
  'artifact-name': ({ artifact }) => artifact?.name,
  'artifact-id': ({ artifact }) => artifact?.id,
  'artifact-url': ({ artifact }) => artifact?.url,
  'artifact-digest': ({ artifact }) => artifact?.digest,
}

/** Where each configuration has an archive of its own, each output is a map, and empty where none gives any. */
function setArchiveOutputs(to: Reporter, of: (output: (made: MadeArchive) => unknown) => unknown): void {
  for (const [name, output] of Object.entries(archiveOutputs)) {
    const value = of(output)
    if (value !== undefined) to.output(name, value)
  }
}

/**
 * Tells what kept the command from its work, with the line of the repository that caused it where that is known. The causes
 * follow in the log.
 */
export function reportFailure(to: Reporter, error: unknown, repository: Repository | undefined, debug: boolean): void {
  tellProblems(to, problemsOf(error, repository))
  for (let cause = error instanceof Error ? error.cause : undefined; cause instanceof Error; cause = cause.cause)
    to.line(`caused by | ${untrusted(cause.message)}`)
  if (debug && error instanceof Error && error.stack !== undefined) to.debug(error.stack)
}

function problemsOf(error: unknown, repository: Repository | undefined): Problem[] {
  const message = wordsOfError(error)
  if (!(error instanceof NixFailure)) return [{ name: '', message }]
  const { builds, places } = error.explanation
  if (builds.length > 0) {
    return builds.map(({ derivation, message, logLines }) => {
      const log = error.logs.find((of) => of.derivation === derivation)
      const isWhole = log === undefined || log.lines.length + log.omitted <= logLines
      return {
        name: storeName(derivation),
        title: `${storeName(derivation)} was not built`,
        message: isWhole ? message : `${message}\nMore of it is in the log of this step, in a group of its own.`,
      }
    })
  }
  const place = repository && inRepository(places, repository)
  return [{ name: '', message: place === undefined ? message : message.replaceAll(place.path, place.file), place }]
}

function tellProblems(to: Reporter, problems: readonly Problem[], level: 'error' | 'warning' = 'error'): void {
  to.problems(
    problems.map((problem) => ({ ...problem, message: untrustedLines(problem.message) })),
    level,
  )
}

/** Not all of many can have an annotation: one of each state comes first, and then what needs a person most. */
export function worstFirst(failed: [string, TargetResult][]): [string, TargetResult][] {
  const worst: TargetState[] = ['failed', 'rolled-back', 'unreachable', 'not-begun']
  const sorted = failed.toSorted(([, a], [, b]) => worst.indexOf(a.state) - worst.indexOf(b.state))
  const isFirst = ([, { state }]: [string, TargetResult], index: number): boolean => sorted.findIndex(([, other]) => other.state === state) === index
  return [...sorted.filter(isFirst), ...sorted.filter((entry, index) => !isFirst(entry, index))]
}

/** Those that ended in the same state for the same reason, whatever in it is of one target alone. */
function ofOneKind(failed: [string, TargetResult][], hosts: ReadonlyMap<string, string>): [string, TargetResult][][] {
  const kindOf = ([name, { state, reason = '' }]: [string, TargetResult]): string => {
    const [ofName, ofHost] = [name, hosts.get(name) ?? name].map((word) => new RegExp(`(?<![\\w.-])${word.replaceAll('.', '\\.')}(?![\\w-])`, 'g'))
    const common = [ofName, ofHost].reduce((text, own) => (own === undefined ? text : text.replaceAll(own, '{target}')), reason)
    // How often and how long it was tried, and which system that was, differs where the reason does not.
    return `${state} ${common.replaceAll(/\d+(?= (?:attempts|times|s)\b)/g, '#').replaceAll(/\/nix\/store\/[a-z0-9]{32}-\S+/g, '{system}')}`
  }
  return [...Map.groupBy(failed, kindOf).values()]
}

/** One annotation for all that ended so: what is said of the first is true of each. */
function problemOf(alike: [string, TargetResult][]): Problem {
  const names = alike.map(([name]) => name)
  const [[name, result] = ['', undefined]] = alike
  const others = names.slice(1)
  const message =
    result === undefined ? '' : advice(others.length === 0 ? name : 'each', others.length === 0 ? result : { ...result, previousToplevel: undefined })
  // What differs in it, a path for one, is of the first.
  const isTheSame = alike.every(([, { reason }]) => reason === result?.reason)
  return {
    name: andOthers(names, 30),
    title: `${andOthers(names, 3)}: ${result?.state ?? ''}`,
    message: others.length === 0 ? message : `${isTheSame ? '' : `${name}: `}${message}\nThe same on ${andOthers(others, 200)}.`,
  }
}

/**
 * Adds the page of this run to the job summary, where there is one: at once, for there may be no time left. A failure is a
 * warning, for the deployment is over.
 */
export function writeSummary(
  to: Reporter,
  { summaryPath, commitUrl, action }: Environment,
  timeline: Timeline,
  known: Pick<SummaryData, 'settings' | 'report' | 'failure' | 'cancelled'>,
): void {
  if (summaryPath === undefined) return
  try {
    const { startedAt, seconds, phases, targets, waves } = timeline
    appendFileSync(summaryPath, summary({ ...known, startedAt, endedAt: startedAt + seconds * 1000, phases, stories: targets, waves, commitUrl, action }))
  } catch (error) {
    to.warning(`The job summary could not be written: ${untrusted(wordsOfError(error))}`)
  }
}

/** Why the target is not what was asked for, where it stands now, and what to do. */
function advice(target: string, { state, reason, revision, previousToplevel }: TargetResult): string {
  // It may end with a line to copy: no full stop is added.
  const why = reason ?? 'no reason is known'
  if (state !== 'rolled-back') return why
  return `${why.replace(/\.$/, '')}. ${target} runs ${previousToplevel ?? 'what ran before'} again, and its boot default is what it was. Mend ${revision ?? 'the revision'}, then deploy anew.`
}

function untrustedLines(text: string): string {
  return text.split('\n').map(untrusted).join('\n')
}
