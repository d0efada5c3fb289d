import type { WriteStream } from 'node:tty'

/** What of a terminal is used; a test has one of its own. */
export type Tty = Pick<WriteStream, 'write' | 'columns' | 'rows' | 'on' | 'off'>

const escape = '\u001b['
const hideCursor = `${escape}?25l`
const showCursor = `${escape}?25h`
/** What is longer than a line is cut by the terminal, which alone knows how wide each character is. */
const cutLines = `${escape}?7l`
const wrapLines = `${escape}?7h`
const eraseLine = `${escape}2K`
const up = `${escape}1A`

/**
 * The last lines of a terminal, drawn anew in place; what is said above them scrolls. Every write is one, so that nothing of others comes
 * between.
 */
export class Screen {
  readonly #tty: Tty
  #drawn: readonly string[] = []
  /** How wide the terminal was when they were drawn. */
  #columns = 80
  #isShown = false

  constructor(tty: Tty) {
    this.#tty = tty
  }

  get columns(): number {
    return this.#tty.columns > 0 ? this.#tty.columns : 80
  }

  get rows(): number {
    return this.#tty.rows > 0 ? this.#tty.rows : 24
  }

  /** Says something above the drawn lines; long lines are wrapped. */
  say(lines: readonly string[]): void {
    if (lines.length === 0) return
    this.#tty.write(`${this.#erasing()}${lines.map((line) => `${line}\n`).join('')}${this.#drawing(this.#drawn)}`)
    this.#columns = this.columns
  }

  draw(lines: readonly string[]): void {
    this.#tty.write(`${this.#isShown ? '' : hideCursor}${this.#erasing()}${this.#drawing(lines)}`)
    this.#isShown = true
    this.#drawn = lines
    this.#columns = this.columns
  }

  /** Takes the drawn lines away, and gives the terminal back as it was. */
  clear(): void {
    if (!this.#isShown) return
    this.#tty.write(`${this.#erasing()}${showCursor}`)
    this.#isShown = false
    this.#drawn = []
  }

  #drawing(lines: readonly string[]): string {
    return lines.length === 0 ? '' : `${cutLines}${lines.map((line) => `${line}\n`).join('')}${wrapLines}`
  }

  /**
   * Line by line: of a screen that is cleared as a whole, some terminals keep what was on it. A terminal that became narrower since has broken
   * the lines that were there.
   */
  #erasing(): string {
    const columns = this.columns
    const rowsOf = (line: string): number => Math.max(1, Math.ceil(Math.min(visibleLength(line), this.#columns) / columns))
    const rows = this.#drawn.reduce((sum, line) => sum + rowsOf(line), 0)
    // What keys have left where the cursor stands, a ^C for one, goes first.
    return rows === 0 ? '' : `\r${eraseLine}${`${up}${eraseLine}`.repeat(rows)}`
  }
}

function visibleLength(line: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of our own colours
  return line.replaceAll(/\u001b\[[\d;]*m/g, '').length
}
