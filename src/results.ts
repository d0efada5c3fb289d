import type { UploadedArtifact } from './artifact.ts'
import type { HostStatus } from './host.ts'
import type { Manifest } from './manifest.ts'

/** The parts of a deployment whose time is told. */
export type Phase = 'evaluate-and-build' | 'gate' | 'connect' | 'stage' | 'activate' | 'reach' | 'check' | 'confirm' | 'roll-back'

/** How a target ended. */
export type TargetState = 'activated' | 'staged' | 'unchanged' | 'rolled-back' | 'failed' | 'unreachable'

/** What became of one target: an entry of the `results` output. Store paths are whole; times are in seconds. */
export interface TargetResult {
  state: TargetState
  revision?: string
  toplevel?: string
  /** What ran before. */
  previousToplevel?: string
  seconds: Partial<Record<Phase, number>>
  /** Why it is not what was asked for, and what to do; or, where it is, what there is to know. */
  reason?: string
  /** What `status` found. */
  status?: HostStatus
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
}

const wanted: readonly TargetState[] = ['activated', 'staged', 'unchanged']

/** Whether the target is what was asked for. */
export function isAsAsked(result: TargetResult): boolean {
  return wanted.includes(result.state)
}

/** Whether any host is another than before. */
export function hasChanged(report: Report): boolean {
  return Object.values(report.results ?? {}).some(({ state }) => state === 'activated' || state === 'staged')
}
