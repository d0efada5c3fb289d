import type { SystemChange } from '../host/system-change.ts'
import type { BuildLog, NixEvent } from '../nix/event.ts'
import type { Phase, TargetResult } from './results.ts'

/** What happens while we work. The log, the job summary and the outputs are renderers of it; nothing else tells the same story in other words. */
export type Event = Happening & {
  /** On a host of the gate. */
  ofGate?: boolean
}

type Happening =
  /** A line that Nix or a host printed: text that nobody vouches for. */
  | { type: 'output'; source: string; text: string }
  /** What we do or found, in our words. */
  | { type: 'note'; target?: string; text: string }
  /** What a person should know, though all is as asked: an annotation, too. */
  | { type: 'notice'; level: 'notice' | 'warning'; text: string }
  /** A wave of targets begins, or is confirmed and has soaked; without a title where there is only one. */
  | { type: 'wave-started'; wave: string; targets: string[] }
  | { type: 'wave-ended'; wave: string }
  /** Without a target: of the whole run, and then nothing else goes on beside it. `text` says more than the phase's name. */
  | { type: 'phase-started'; target?: string; phase: Phase; text?: string }
  | { type: 'phase-ended'; target?: string; phase: Phase; seconds: number }
  | NixEvent
  /** A derivation did not build: its log. */
  | { type: 'build-log'; log: BuildLog }
  /** In so many seconds the host goes back by itself, unless it is confirmed before. */
  | { type: 'window'; target: string; seconds: number }
  /** `index` is its place among the target's checks: two may be named the same. */
  | { type: 'check-answered'; target: string; index: number; check: string; passed: boolean; answer: string }
  /** What changes between the system that ran and the one that comes. */
  | { type: 'compared'; target: string; changes: SystemChange }
  | { type: 'target-ended'; target: string; result: TargetResult }

export type Emit = (event: Event) => void
