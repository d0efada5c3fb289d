import { setTimeout as pause } from 'node:timers/promises'

/** What sshd allows over one connection unless it is told otherwise: MaxSessions. */
const usualSessions = 10

/** The sessions over a connection: as many as the server takes, and those who come when there is none wait their turn. */
export class Sessions {
  #limit: number
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(limit = usualSessions) {
    this.#limit = limit
  }

  /** Whether nobody has one but who asks. */
  get isLast(): boolean {
    return this.#running === 1
  }

  /** Waits for a session; throws the signal's reason when that comes first. */
  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.#running < this.#limit) {
      this.#running += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1)
        reject(signal?.reason instanceof Error ? signal.reason : new Error(String(signal?.reason)))
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiting.push(turn)
    })
  }

  /** Gives one back: whoever waits longest has it. */
  free(): void {
    this.#running -= 1
    while (this.#running < this.#limit) {
      const turn = this.#waiting.shift()
      if (turn === undefined) return
      this.#running += 1
      turn()
    }
  }

  /** The server refused the one that was taken last: it takes no more than the others. Gives it back, and waits where there is no other. */
  async refused(tries: number, signal?: AbortSignal): Promise<void> {
    const others = this.#running - 1
    this.#limit = Math.max(1, Math.min(this.#limit, others))
    // Without others it is one that the server has not done away with yet.
    if (others === 0) await pause(250 * tries, undefined, { signal }).catch(() => undefined)
    this.free()
  }
}
