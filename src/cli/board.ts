import type { Event } from '../events/event.ts'
import { isAsAsked, type Phase } from '../events/results.ts'
import { phaseNames, untrusted } from '../report/log.ts'
import { humanSeconds } from '../runner/units.ts'
import type { Target } from '../settings/targets.ts'
import type { Paint } from './paint.ts'

/** Of a target: what a person wants to see of it now. Times are in milliseconds, of one clock. */
interface Row {
  name: string
  /** The phases that go on, and since when; the one that began last is shown. */
  phases: Map<Phase, number>
  /** What was said last that is of this phase. */
  said: string
  /** By when it is confirmed, or goes back by itself; undefined outside of its window. */
  deadline?: number
  wave: string
  isStaged: boolean
}

/** What stands at a phase until something else is known. */
const waitsFor: Partial<Record<Phase, string>> = {
  connect: 'a login',
  stage: 'what it lacks',
  activate: 'its checks before the switch',
  reach: 'a new login',
  check: 'the first answer',
  confirm: 'its boot entry',
  'roll-back': 'the system before to run again',
  soak: 'its checks, which have to stay green',
  verify: 'every byte to be read',
}

/** How all stands: made of events, and drawn as lines. Knows of no terminal. */
export class Board {
  readonly #rows = new Map<string, Row>()
  readonly #total: number
  readonly #began: number
  /** Of the whole run. */
  #phase: { text: string; since: number; said: string } | undefined
  readonly #building = new Set<string>()
  #done = 0
  #failed = 0
  /** What is said at the end of the last line. */
  hint = ''

  constructor(targets: readonly Pick<Target, 'name'>[], began: number) {
    this.#total = targets.length
    this.#began = began
    for (const { name } of targets) this.#row(name, false)
  }

  add(event: Event, now: number): void {
    if (event.type === 'nix-build-started') this.#building.add(event.name)
    if (event.type === 'nix-build-ended') this.#building.delete(event.name)
    if (event.type === 'nix-progress' && this.#phase !== undefined) {
      const { builds, copies, evaluating } = event
      const parts = [
        ...(builds.expected > 0 ? [`${builds.done} of ${builds.expected} built`] : []),
        ...(copies.expected > 0 ? [`${copies.done} of ${copies.expected} paths fetched`] : []),
      ]
      this.#phase.said = parts.length > 0 ? parts.join(', ') : evaluating === undefined ? '' : `evaluating ${evaluating}`
    }
    if (event.type === 'wave-started') for (const target of event.targets) this.#row(target, event.ofGate === true).wave = event.wave
    if (event.type === 'output') this.#addOutput(event.source, event.text, event.ofGate === true)
    if (!('target' in event) || event.target === undefined) this.#addOfRun(event, now)
    else this.#addOfTarget(this.#row(event.target, event.ofGate === true), event, now)
  }

  /** What a host prints while it activates is what it waits for. */
  #addOutput(source: string, text: string, ofGate: boolean): void {
    const row = this.#rows.get(keyOf(source, ofGate))
    if (row?.phases.has('activate') === true) row.said = untrusted(text)
  }

  #addOfRun(event: Event, now: number): void {
    if (event.type === 'phase-started') this.#phase = { text: event.text ?? phaseNames[event.phase], since: now, said: '' }
    if (event.type === 'phase-ended') this.#phase = undefined
  }

  #addOfTarget(row: Row, event: Event, now: number): void {
    switch (event.type) {
      case 'phase-started':
        row.phases.set(event.phase, now)
        row.said = ''
        if (event.phase === 'confirm' || event.phase === 'soak') delete row.deadline
        break
      case 'phase-ended':
        row.phases.delete(event.phase)
        row.said = ''
        if (event.phase === 'stage') row.isStaged = true
        break
      case 'window':
        row.deadline = now + event.seconds * 1000
        break
      case 'note':
        row.said = untrusted(event.text)
        break
      case 'check-answered':
        if (!event.passed) row.said = untrusted(`${event.check}: ${event.answer}`)
        break
      case 'target-ended':
        this.#rows.delete(keyOf(event.target, event.ofGate === true))
        if (event.ofGate !== true) {
          this.#done += 1
          if (!isAsAsked(event.result)) this.#failed += 1
        }
        break
      default:
    }
  }

  #row(name: string, ofGate: boolean): Row {
    const key = keyOf(name, ofGate)
    const row = this.#rows.get(key) ?? {
      name: ofGate ? `${name} (gate)` : name,
      phases: new Map<Phase, number>(),
      said: '',
      wave: '',
      isStaged: false,
    }
    this.#rows.set(key, row)
    return row
  }

  /** The targets that are in their window, and in how many seconds each goes back by itself. */
  windows(now: number): { target: string; seconds: number }[] {
    return [...this.#rows.values()].flatMap(({ name, deadline }) =>
      deadline === undefined ? [] : [{ target: name, seconds: Math.max(0, Math.round((deadline - now) / 1000)) }],
    )
  }

  /** The lines, no more than so many: those in their window first, then who is worked on, then who waits; the rest is counted. */
  lines(now: number, most: number, { bold, dim, red, yellow }: Paint): string[] {
    const urgency = ({ phases, deadline }: Row): number => (deadline === undefined ? (phases.size > 0 ? 1 : 2) : 0)
    const rows = [...this.#rows.values()].sort((a, b) => urgency(a) - urgency(b))
    const ofRun = this.#phase === undefined ? [] : [this.#runLine(this.#phase, now, { bold, dim })]
    const room = Math.max(1, most - ofRun.length - 1)
    // While something is done for all of them, a line for each that only waits says nothing.
    const telling = this.#phase === undefined ? rows : rows.filter((row) => urgency(row) < 2)
    const shown = telling.length <= room ? telling : telling.slice(0, room - 1)
    const longest = Math.max(0, ...shown.map(({ name }) => name.length))
    const folded = telling.length - shown.length
    const lines = shown.map((row) => {
      const phase = [...row.phases.keys()].at(-1)
      const since = phase === undefined ? undefined : row.phases.get(phase)
      const took = since === undefined ? '' : humanTime(now - since)
      const title = phase === undefined ? 'waits' : shortNames[phase]
      const back =
        row.deadline === undefined || phase === 'roll-back' ? '' : yellow(`goes back in ${humanTime(Math.max(0, row.deadline - now))} unless confirmed`)
      const rest = [back, dim(whatFor(row, phase))].filter((part) => part !== '').join(' · ')
      return `  ${bold(row.name.padEnd(longest))}  ${title.padEnd(shortLength)} ${took.padStart(7)}  ${rest}`
    })
    if (folded > 0) lines.push(dim(`  … and ${folded} more: ${countedPhases(telling.slice(shown.length))}`))
    return [...ofRun, ...lines, this.total(now, { dim, red })]
  }

  /** Whether any target has. */
  get hasEnded(): boolean {
    return this.#done > 0
  }

  /** How many have ended, how many of those not as asked, and how long all takes. */
  total(now: number, { dim, red }: Pick<Paint, 'dim' | 'red'>): string {
    const counts = [
      ...(this.#total > 0 ? [`${this.#done} of ${this.#total} done`] : []),
      ...(this.#failed > 0 ? [red(`${this.#failed} not as asked`)] : []),
      humanTime(now - this.#began),
      ...(this.hint === '' ? [] : [this.hint]),
    ]
    return dim(counts.join(' · '))
  }

  #runLine({ text, since, said }: { text: string; since: number; said: string }, now: number, { bold, dim }: Pick<Paint, 'bold' | 'dim'>): string {
    const building = [...this.#building].slice(-3).join(', ')
    const rest = [said, building === '' ? '' : `building ${building}`].filter((part) => part !== '').join(', ')
    return `  ${bold(untrusted(text))}  ${humanTime(now - since)}${rest === '' ? '' : `  ${dim(untrusted(rest))}`}`
  }
}

const shortNames: Record<Phase, string> = { ...phaseNames, reach: 'reach anew' }
const shortLength = 13

function keyOf(name: string, ofGate: boolean): string {
  return `${ofGate ? 'gate ' : ''}${name}`
}

function whatFor({ said, wave, isStaged }: Row, phase: Phase | undefined): string {
  if (said !== '') return said
  if (phase !== undefined) return waitsFor[phase] === undefined ? '' : `waits for ${waitsFor[phase]}`
  if (wave !== '') return `${wave} goes on`
  return isStaged ? 'for its turn; the system is there' : 'for its turn'
}

function countedPhases(rows: readonly Row[]): string {
  const counts = Map.groupBy(rows, ({ phases }) => [...phases.keys()].at(-1))
  return [...counts].map(([phase, of]) => `${of.length} ${phase === undefined ? 'waiting' : `at ${shortNames[phase]}`}`).join(', ')
}

/** Whole seconds: what counts on and on in tenths is not read but flickers. */
function humanTime(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 10 ? `${seconds} s` : humanSeconds(seconds)
}
