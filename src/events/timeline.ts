import type { SystemChange } from '../host/system-change.ts'
import type { Event } from './event.ts'
import type { CheckAnswer, PhaseSpan, Report, TargetResult } from './results.ts'

/** All that happened on one target, whether or not it came to an end. */
export interface TargetStory {
  name: string
  /** One of the gate, on which nothing is changed. */
  ofGate: boolean
  phases: PhaseSpan[]
  checks: CheckAnswer[]
  changes?: SystemChange
  result?: TargetResult
}

/** A wave of targets, whose activations lie within this time; no seconds where it never ended. */
export interface WaveSpan {
  title: string
  targets: readonly string[]
  startedAt: string
  seconds?: number
}

/** Collects what happens, with its times. */
export class Timeline {
  readonly startedAt: number
  /** What concerns no target alone: evaluating and building. */
  readonly phases: PhaseSpan[] = []
  /** In their order. */
  readonly waves: WaveSpan[] = []
  readonly #targets = new Map<string, TargetStory>()
  readonly #now: () => number

  /** `now` gives milliseconds since 1970, and must not step: a clock step would put phases out of their order. */
  constructor(now: () => number = () => performance.timeOrigin + performance.now()) {
    this.#now = now
    this.startedAt = now()
  }

  /** The targets in the order in which they were begun. */
  get targets(): TargetStory[] {
    return [...this.#targets.values()].map((story) => ({ ...story, checks: answered(story) }))
  }

  /** The results of the targets that have ended, as far as they are known: for a run that does not come to its report. */
  get results(): Record<string, TargetResult> {
    const ended = this.targets.flatMap(({ name, ofGate, result }): [string, TargetResult][] =>
      ofGate || result === undefined ? [] : [[name, { ...result, ...this.#known(name) }]],
    )
    return Object.fromEntries(ended)
  }

  /** Seconds since it all began. */
  get seconds(): number {
    return (this.#now() - this.startedAt) / 1000
  }

  add(event: Event): void {
    const target = 'target' in event && event.type !== 'note' ? event.target : undefined
    const story = target === undefined ? undefined : this.#story(target, event.ofGate === true)
    const phases = story?.phases ?? this.phases
    switch (event.type) {
      case 'phase-started':
        phases.push({ phase: event.phase, startedAt: new Date(this.#now()).toISOString() })
        break
      case 'phase-ended': {
        const span = phases.findLast(({ phase, seconds }) => phase === event.phase && seconds === undefined)
        if (span !== undefined) span.seconds = event.seconds
        break
      }
      case 'wave-started':
        this.waves.push({ title: event.wave, targets: event.targets, startedAt: new Date(this.#now()).toISOString() })
        break
      case 'wave-ended': {
        const wave = this.waves.at(-1)
        if (wave !== undefined) wave.seconds = Math.round(this.#now() - Date.parse(wave.startedAt)) / 1000
        break
      }
      case 'check-answered': {
        if (story === undefined) break
        const attempts = (story.checks[event.index]?.attempts ?? 0) + 1
        story.checks[event.index] = { check: event.check, passed: event.passed, answer: event.answer, attempts }
        break
      }
      case 'compared':
        if (story !== undefined) story.changes = event.changes
        break
      case 'target-ended':
        if (story !== undefined) story.result = event.result
        break
      default:
      // The rest is for the log alone.
    }
  }

  /** The report with what is known of each target from its events. */
  complete(report: Report): Report {
    if (report.results === undefined) return report
    const results = Object.entries(report.results).map(([name, result]) => [name, { ...result, ...this.#known(name) }] as const)
    return { ...report, results: Object.fromEntries(results) }
  }

  #known(name: string): Pick<TargetResult, 'phases' | 'checks' | 'changes'> {
    const story = this.#story(name, false)
    const { phases, changes } = story
    const checks = answered(story)
    return { phases, ...(checks.length > 0 && { checks }), ...(changes !== undefined && { changes }) }
  }

  #story(name: string, ofGate: boolean): TargetStory {
    const key = `${ofGate ? 'gate' : 'target'} ${name}`
    const story = this.#targets.get(key) ?? { name, ofGate, phases: [], checks: [] }
    this.#targets.set(key, story)
    return story
  }
}

/** The checks that have answered: a cancelled run has some that never did. */
function answered({ checks }: TargetStory): CheckAnswer[] {
  return Object.values(checks)
}
