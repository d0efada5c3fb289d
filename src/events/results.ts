import type { UploadedArtifact } from '../archive/artifact.ts'
import type { Manifest } from '../archive/manifest.ts'
import type { Finding } from '../host/doctor.ts'
import type { HostStatus } from '../host/status.ts'
import type { SystemChange } from '../host/system-change.ts'
import type { SystemDifference } from '../host/system-facts.ts'

/** The parts of a deployment whose time is told. */
export type Phase =
  | 'read-flake'
  | 'evaluate-and-build'
  | 'write-archive'
  | 'upload'
  | 'gate'
  | 'publish'
  | 'connect'
  | 'stage'
  | 'hooks'
  | 'activate'
  | 'reach'
  | 'check'
  | 'confirm'
  | 'roll-back'
  | 'soak'
  | 'verify'
  | 'compare'

/** How a target ended. */
export type TargetState = 'activated' | 'staged' | 'unchanged' | 'rolled-back' | 'failed' | 'unreachable' | 'not-begun'

/** When a phase began (ISO 8601), and how long it took; no seconds where it never ended. */
export interface PhaseSpan {
  phase: Phase
  startedAt: string
  seconds?: number
}

/** The last answer of a health check. */
export interface CheckAnswer {
  check: string
  passed: boolean
  answer: string
  attempts: number
}

/** What became of one target: an entry of the `results` output. Store paths are whole; times are in seconds. */
export interface TargetResult {
  state: TargetState
  revision?: string
  toplevel?: string
  /** What ran before. */
  previousToplevel?: string
  /** The revision under which the host knows that. */
  previousRevision?: string
  seconds: Partial<Record<Phase, number>>
  /** Why it is not what was asked for, and what to do; or, where it is, what there is to know. */
  reason?: string
  /** What went wrong though it is what was asked for: a person should look. */
  warning?: string
  /** Whether the host is another than before though the state does not say so: it runs what was not taken back, or was given what was not begun. */
  changed?: boolean
  /** What `status` found. */
  status?: HostStatus
  /** With `doctor`: what would stop or spoil a deployment there, the worst first. */
  findings?: Finding[]
  /** The phases in their order. */
  phases?: PhaseSpan[]
  checks?: CheckAnswer[]
  /** What the system has that the one before had not, and the other way round; where it was rolled back, what it would have had. */
  changes?: SystemChange
}

/** An archive that was made. */
export interface MadeArchive {
  /** Where it is, absolute; not known of one that only became an artifact. */
  path?: string
  manifest: Manifest
  artifact?: UploadedArtifact
}

/** What a command gives: its outputs, and whether the step is green. */
export interface Report {
  revision?: string
  /** Configuration to store path. */
  toplevels?: Record<string, string>
  configurations?: string[]
  /** Where one was made of all configurations. */
  archive?: MadeArchive
  /** Where each configuration has one of its own. */
  archives?: Record<string, MadeArchive>
  results?: Record<string, TargetResult>
  /** What `diff` found, by configuration or target. */
  differences?: Difference[]
}

/** How one system differs from what it is compared with. */
export interface Difference {
  /** Of the configuration, or of the target that runs another. */
  name: string
  /** `same` where it is the same store path; `unknown` where what it is compared with could not be had. */
  state: 'same' | 'changed' | 'added' | 'removed' | 'unknown'
  configuration: string
  /** Store paths: of toplevels, or of derivations where nothing was built. */
  before?: string
  after?: string
  difference?: SystemDifference
  /** Why it is unknown. */
  reason?: string
}

const wanted: readonly TargetState[] = ['activated', 'staged', 'unchanged']

/** Whether the target is what was asked for. */
export function isAsAsked(result: TargetResult): boolean {
  return wanted.includes(result.state)
}

/** Whether any host is another than before. */
export function hasChanged(report: Pick<Report, 'results'>): boolean {
  return Object.values(report.results ?? {}).some(({ state, changed }) => state === 'activated' || state === 'staged' || changed === true)
}

/** Which configurations come to another system: what a matrix deploys. Those that were not compared are among them. */
export function changedConfigurations(differences: readonly Difference[]): string[] {
  return [...new Set(differences.filter(({ state }) => state !== 'same' && state !== 'removed').map(({ configuration }) => configuration))]
}

/** The differences by name, as an output can hold them: with as many packages each as go into so many characters. */
export function changesAsOutput(differences: readonly Difference[], most = 450_000): Record<string, unknown> {
  const cut = (each: number): Record<string, unknown> =>
    Object.fromEntries(
      differences.map(({ name, difference, reason, ...known }) => [
        name,
        {
          ...known,
          ...(reason !== undefined && { reason: clipReason(reason) }),
          ...(difference && { difference: { ...difference, packages: packagesCut(difference.packages, each) } }),
        },
      ]),
    )
  const cuts = [Infinity, 1000, 250, 60, 15, 0].map(cut)
  return cuts.find((shown) => JSON.stringify(shown).length <= most) ?? Object.fromEntries(differences.map(({ name, state }) => [name, { state }]))
}

/**
 * The results as an output can hold them: with as many changed packages each as go into so many characters, the others
 * counted; then without what only the summary needs, and with shorter reasons. (A job's outputs may have 1 MB in UTF-16.)
 */
export function asOutput(results: Record<string, TargetResult>, most = 450_000): Record<string, TargetResult> {
  const cuts: ((result: TargetResult) => TargetResult)[] = [
    ...[Infinity, 2000, 1000, 500, 250, 125, 60, 30, 15, 7, 0].map((each) => (result: TargetResult) => withPackages(result, each)),
    outcomeOnly,
    (result) => ({ ...outcomeOnly(result), ...(result.reason !== undefined && { reason: clipReason(result.reason) }) }),
  ]
  let shown = results
  for (const cut of cuts) {
    shown = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, cut(result)]))
    if (JSON.stringify(shown).length <= most) break
  }
  return shown
}

function outcomeOnly(result: TargetResult): TargetResult {
  const outcome = { ...result }
  delete outcome.phases
  delete outcome.checks
  delete outcome.changes
  if (outcome.findings !== undefined) outcome.findings = outcome.findings.filter(({ severity }) => severity === 'refuses' || severity === 'spoils')
  return outcome
}

function clipReason(reason: string): string {
  return reason.length <= 200 ? reason : `${reason.slice(0, 200).toWellFormed()}…`
}

function withPackages(result: TargetResult, most: number): TargetResult {
  return result.changes === undefined ? result : { ...result, changes: packagesCut(result.changes, most) }
}

function packagesCut(changes: SystemChange, most: number): SystemChange {
  if (changes.packages.length <= most) return changes
  const packages = changes.packages.slice(0, most)
  return { ...changes, packages, leftOut: (changes.leftOut ?? 0) + changes.packages.length - packages.length }
}
