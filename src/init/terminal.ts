import { createInterface, type Interface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { InputError, onOneLine } from '../parse/input-error.ts'

/** What a person has broken off. */
export class BrokenOff extends Error {
  constructor() {
    super('broken off')
    this.name = 'BrokenOff'
  }
}

/** Whom `init` talks with. */
export interface Dialogue {
  /** Whether there is somebody who answers. */
  isAnswered: boolean
  say(text: string): void
  /**
   * Asks until `read` makes something of the answer; its InputErrors are told. An empty answer is the `proposal`, where there is one.
   * Throws `BrokenOff` for the end of the input, and for Ctrl-C.
   */
  answer<Answer>(question: string, proposal: string | undefined, read: (text: string) => Answer): Promise<Answer>
}

/** A terminal with a person before it, or what is said goes out and nothing is asked. */
export class Terminal implements Dialogue {
  readonly isAnswered: boolean
  readonly #output: Writable
  readonly #lines: Interface | undefined
  readonly #over = new AbortController()
  #isClosed = false

  constructor(input: Readable, output: Writable, isAnswered: boolean) {
    this.isAnswered = isAnswered
    this.#output = output
    if (!isAnswered) return
    this.#lines = createInterface({ input, output, terminal: true })
    this.#lines.once('close', () => {
      // A question that nobody answers any more would be open for ever.
      this.#over.abort(new BrokenOff())
      if (!this.#isClosed) output.write('\n')
    })
  }

  /** Aborted when the person breaks off. */
  get signal(): AbortSignal {
    return this.#over.signal
  }

  say(text: string): void {
    this.#output.write(`${shown(text)}\n`)
  }

  async answer<Answer>(question: string, proposal: string | undefined, read: (text: string) => Answer): Promise<Answer> {
    for (;;) {
      this.#over.signal.throwIfAborted()
      const text = await this.#question(onOneLine(`${question}${proposal === undefined ? '' : ` [${proposal}]`}: `))
      try {
        return read(text === '' ? (proposal ?? '') : text)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        this.say(`  ${error.message}`)
      }
    }
  }

  async #question(text: string): Promise<string> {
    if (this.#lines === undefined) throw new BrokenOff()
    try {
      return (await this.#lines.question(text, { signal: this.#over.signal })).trim()
    } catch (error) {
      if (this.#over.signal.aborted) throw new BrokenOff()
      throw error
    }
  }

  close(): void {
    this.#isClosed = true
    this.#lines?.close()
  }
}

/** A text of several lines, with nothing in it that a terminal would obey: names in a flake and words of programs are anybody's. */
export function shown(text: string): string {
  return text.split('\n').map(onOneLine).join('\n')
}

/** Reads a yes or a no. */
export function yesOrNo(text: string): boolean {
  const word = text.toLowerCase()
  if (word === 'y' || word === 'yes') return true
  if (word === 'n' || word === 'no') return false
  throw new InputError("write 'yes' or 'no'")
}
