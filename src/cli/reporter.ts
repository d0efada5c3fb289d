import type { Event } from '../events/event.ts'
import { isAsAsked } from '../events/results.ts'
import { type Problem, shorten } from '../report/annotations.ts'
import { logParts, untrusted } from '../report/log.ts'
import type { Reporter } from '../report/reporter.ts'
import { INPUT_DEFAULTS } from '../settings/inputs.ts'
import type { Target } from '../settings/targets.ts'
import { Board } from './board.ts'
import { type Paint, paint } from './paint.ts'
import { Screen, type Tty } from './screen.ts'

/** Where it is written to, and how. */
export interface Where {
  /** For what was asked for; all else goes to the other. */
  out: { write: (text: string) => unknown }
  err: Tty
  /** The hosts' lines are drawn, and drawn anew, at the bottom of a terminal. */
  isLive: boolean
  hasColours: boolean
  /** Standard output gets the outputs, as one document. */
  isJson: boolean
}

/** How often the board is drawn anew. */
const everyMilliseconds = 200

/** How much of what a host has printed is shown once it has failed. */
const keptLines = 20

/** Tells a person, or a program that has called us. What is of GitHub's runner is not in it. */
export class CommandLineReporter implements Reporter {
  readonly #where: Where
  readonly #paint: Paint
  readonly #screen: Screen
  readonly #outputs = new Map<string, unknown>()
  readonly #errors: string[] = []
  readonly #printed = new Map<string, string[]>()
  #board: Board | undefined
  #timer: NodeJS.Timeout | undefined
  #tellsAll = false
  readonly #redraw = (): void => this.#draw()

  constructor(where: Where) {
    this.#where = where
    this.#paint = paint(where.hasColours)
    this.#screen = new Screen(where.err)
  }

  /** Every line is shown, as without a terminal. */
  tellAll(): void {
    this.#tellsAll = true
  }

  /** Knows from now on how these targets stand, and draws it where that can be. */
  begin(targets: readonly Target[]): void {
    this.#board = new Board(targets, performance.now())
    this.resume()
  }

  /** Takes the board away, so that somebody can be asked; `resume` draws it again. */
  suspend(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#where.err.off('resize', this.#redraw)
    this.#screen.clear()
  }

  resume(): void {
    if (!this.#where.isLive || this.#board === undefined || this.#timer !== undefined) return
    this.#draw()
    this.#timer = setInterval(this.#redraw, everyMilliseconds)
    this.#where.err.on('resize', this.#redraw)
  }

  /** Leaves the last line of the board. */
  end(): void {
    this.suspend()
    if (this.#where.isLive && this.#board?.hasEnded === true) this.#screen.say([this.#board.total(performance.now(), this.#paint)])
    this.#board = undefined
  }

  event(event: Event): void {
    this.#board?.add(event, performance.now())
    this.#screen.say(!this.#where.isLive || this.#tellsAll ? this.#log(event) : this.#whatMatters(event))
  }

  line(text: string): void {
    this.#screen.say([text])
  }

  answer(text: string): void {
    this.suspend()
    if (!this.#where.isJson) this.#where.out.write(`${text}\n`)
    this.resume()
  }

  problems(problems: readonly Problem[], level: 'error' | 'warning'): void {
    for (const { title, message, place } of problems) {
      const at = place === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `
      const text = `${title === undefined ? '' : `${title}: `}${at}${asFlag(message)}`
      if (level === 'error') this.#errors.push(text)
      this.#screen.say(indented(level === 'error' ? this.#paint.red('error:') : this.#paint.yellow('warning:'), text))
    }
  }

  warning(text: string, title?: string): void {
    this.#screen.say(indented(this.#paint.yellow('warning:'), title === undefined ? text : `${title}: ${text}`))
  }

  output(name: string, value: unknown): void {
    this.#outputs.set(name, value)
  }

  debug(): void {
    // A stack says nothing to who has called us.
  }

  secret(): void {
    // Nothing of ours shows it, and no line of others is looked through: who has called us has said it themselves.
  }

  /** What is wrong with the call, which so has no results. */
  mistake(message: string): void {
    this.problems([{ name: '', message }], 'error')
  }

  /** The document of `--json`: the outputs, and what was wrong. */
  writeJson(): void {
    const document = { ...Object.fromEntries(this.#outputs), ...(this.#errors.length > 0 && { errors: this.#errors }) }
    this.#where.out.write(`${JSON.stringify(document, undefined, 2)}\n`)
  }

  /** Who goes back by itself, and in how many seconds. */
  get windows(): { target: string; seconds: number }[] {
    return this.#board?.windows(performance.now()) ?? []
  }

  set hint(text: string) {
    if (this.#board !== undefined) this.#board.hint = text
  }

  #draw(): void {
    if (this.#board === undefined) return
    // Some of what was said before stays to be seen.
    const most = Math.max(3, Math.min(this.#screen.rows - 4, 40))
    this.#screen.draw(this.#board.lines(performance.now(), most, this.#paint))
  }

  /** The log of a workflow: a group has its title, and no end. */
  #log(event: Event): string[] {
    if (event.type === 'notice') return indented(event.level === 'warning' ? this.#paint.yellow('warning:') : 'notice:', untrusted(event.text))
    return logParts(event).flatMap((part) => (typeof part === 'string' ? [part] : 'ends' in part ? [] : [this.#paint.bold(part.group)]))
  }

  /** What the board does not show, or shows for a moment only. */
  #whatMatters(event: Event): string[] {
    const { dim, green, red } = this.#paint
    switch (event.type) {
      case 'notice':
      case 'build-log':
      case 'wave-started':
      case 'wave-ended':
        return this.#log(event)
      case 'output': {
        const lines = this.#printed.get(event.source) ?? []
        lines.push(...this.#log(event))
        this.#printed.set(event.source, lines.slice(-keptLines))
        return event.source === 'nix' ? this.#log(event).map(dim) : []
      }
      case 'note':
        return event.target === undefined ? this.#log(event) : []
      case 'nix-build-ended':
        return event.succeeded ? [] : this.#log(event)
      case 'phase-ended':
        return event.target === undefined ? this.#log(event) : []
      case 'target-ended': {
        if (event.ofGate === true) return []
        const isGood = isAsAsked(event.result)
        const printed = isGood ? [] : (this.#printed.get(event.target) ?? []).map(dim)
        const [line = ''] = this.#log(event)
        // Why is told whole at the end.
        return [...printed, `${isGood ? green('✓') : red('✗')} ${shorten(line, this.#screen.columns - 2)}`]
      }
      default:
        return []
    }
  }
}

/** The first line after its word, the others below it. */
function indented(word: string, text: string): string[] {
  const [first = '', ...rest] = text.split('\n')
  return [`${word} ${first}`, ...rest.map((line) => `  ${line}`)]
}

/** An input is a flag here. */
function asFlag(message: string): string {
  const [, name = ''] = /^([a-z-]+)(?:,[^:]*)?: /.exec(message) ?? []
  return Object.hasOwn(INPUT_DEFAULTS, name) ? `--${message}` : message
}
