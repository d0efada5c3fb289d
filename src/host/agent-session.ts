import { once } from 'node:events'
import { Readable } from 'node:stream'
import { aborted } from '../runner/aborted.ts'
import type { Child, Exit } from '../runner/process.ts'
import { sentAgent } from './agent.ts'
import { type Answer, type Greeting, type Listener, readAnswer, readGreeting } from './answer.ts'

/** What is asked of the agent: a verb and its parameters, none of which may have a line break. */
export type AgentRequest = Record<string, string | number | boolean | undefined> & { verb: string }

/** What follows a request. */
export type RequestData = string | Readable

/**
 * The one command that is ever run on a host: a plain word, which every login shell understands the same way, be it fish or nushell. bash
 * and no other shell, for it reads what it is to do from standard input byte by byte, and leaves alone what follows.
 */
export const launcher = 'bash'

/**
 * What the launcher does: becomes root, and hands over to the agent, which comes next on standard input, compressed and counted; after it the requests and
 * their data. Nothing is pasted into it.
 */
export function launch(agentBytes: number): string {
  return [
    `r=; u=root; [ "$EUID" = 0 ] || { r="sudo -n"; u=$(id -un); }; echo "login $u"; `,
    `exec $r sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(head -c ${agentBytes} | gzip -d) && eval "$NIX_FLAKE_DEPLOY_AGENT"'\n`,
  ].join('')
}

/** Waits, and no longer than up to the signal. */
export async function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const over = new AbortController()
  await Promise.race([work, aborted(signal, over.signal)]).finally(() => over.abort())
  signal?.throwIfAborted()
}

/** Sends what starts the agent to a session that is being opened; what is asked of it may follow at once. */
export function beginAgent({ stdin }: Pick<Child, 'stdin'>): void {
  const agent = sentAgent()
  stdin.write(launch(agent.length))
  stdin.write(agent)
}

/** Writes a request's header. Throws for a value with a line break, which would be a second parameter. */
export function requestHeader(request: AgentRequest): string {
  const lines = Object.entries(request)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${String(value)}`)
  const odd = lines.find((line) => /[\n\r\0]/.test(line))
  if (odd !== undefined) throw new Error(`the request's ${odd.split('=', 1)[0] ?? ''} has a line break`)
  return `${lines.join('\n')}\n\n`
}

/** An agent in a session of its own, over a connection: it answers one request after the other, until its input ends. */
export class AgentSession {
  readonly greeting: Greeting = { greeted: false, login: '', noise: [] }
  /** The agent has greeted, or will not any more; rejects as `readGreeting` does. */
  readonly greeted: Promise<void>
  readonly #host: string
  readonly #child: Child
  readonly #lines: AsyncIterator<string>
  readonly isMain: boolean
  #isBusy = false
  #isOver = false

  /** `lines` are those of the child that are still to come. The main session is the connection's own, and one is ended with the other. */
  constructor(child: Child, lines: AsyncIterator<string>, host: string, isMain: boolean) {
    this.#child = child
    this.#host = host
    this.#lines = lines
    this.isMain = isMain
    void child.ended.then(() => (this.#isOver = true))
    this.greeted = readGreeting(lines, this.greeting, host)
    // Whoever asks is told.
    this.greeted.catch(() => undefined)
  }

  get isIdle(): boolean {
    return !this.#isBusy && !this.#isOver
  }

  /** It is of no use any more, and its place at the server may be taken all the same. */
  get isOver(): boolean {
    return this.#isOver
  }

  get exited(): Promise<Exit> {
    return this.#child.exited
  }

  /**
   * Asks, and reads the answer up to its end, or to the end of the session. Throws what `readGreeting` and `readAnswer` do, the reason of an aborted signal,
   * and the error of a data stream; then, and after an error that left data unread, the session is over.
   */
  async ask(request: AgentRequest, data: RequestData | undefined, listener: Listener, signal?: AbortSignal): Promise<Answer> {
    this.#isBusy = true
    let sendError: Error | undefined
    const sending = this.#send(requestHeader({ ...request, ...(data !== undefined && { data: 'chunks' }) }), data, signal).catch((error: unknown) => {
      if (signal?.aborted === true) return
      sendError = error instanceof Error ? error : new Error(String(error))
      this.stop()
    })
    try {
      const answer = await this.#answer(request.verb, listener, signal)
      signal?.throwIfAborted()
      const failed = answer.lines.some(({ keyword }) => keyword === 'error')
      this.#isOver ||= !answer.ended && !(failed && data === undefined)
      if (answer.ended) await this.#endWith(sending, signal)
      // Its output has ended. The process may stay for others: then the connection does, whose own session this was.
      else if (!failed) await this.#endWith(this.exited, signal)
      // What could not be read here is the cause of whatever the host says about it.
      if (sendError !== undefined) throw new Error(`what ${this.#host} lacks could not be sent: ${sendError.message}`, { cause: sendError })
      return answer
    } catch (error) {
      // One that was left in the middle says no more to anybody; the connection has others.
      if (signal?.aborted === true && this.isMain) this.#isOver = true
      else this.stop()
      throw error
    } finally {
      this.#isBusy = false
    }
  }

  async #answer(verb: string, listener: Listener, signal: AbortSignal | undefined): Promise<Answer> {
    await untilAborted(this.greeted, signal)
    if (!this.greeting.greeted) return { lines: [], ended: false }
    listener.onGreeted()
    return readAnswer({ lines: this.#lines, stdin: this.#child.stdin }, this.#host, verb, listener, signal)
  }

  /** What is about to happen is waited for, but not for long; where it does not, the session is ended. */
  async #endWith(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const moment = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, momentMilliseconds, 'late')))
    const first = await Promise.race([work.then(() => 'done' as const), moment]).finally(() => clearTimeout(timer))
    if (first === 'late') {
      this.stop()
      await this.exited
    }
    signal?.throwIfAborted()
  }

  /** Ends it; with the main session, the connection. */
  stop(): void {
    this.#isOver = true
    this.#child.stop()
  }

  async #send(header: string, data: RequestData | undefined, signal: AbortSignal | undefined): Promise<void> {
    const { stdin } = this.#child
    stdin.write(header)
    if (data === undefined) return
    const over = new AbortController()
    const cut = Promise.race([once(stdin, 'close', { signal: over.signal }).catch(() => undefined), aborted(signal, over.signal)])
    try {
      for await (const chunk of inChunks(typeof data === 'string' ? [Buffer.from(data)] : data)) {
        // A host that stops reading says why in its answer; who aborts knows.
        if (stdin.destroyed || signal?.aborted === true) return
        if (!stdin.write(chunk)) await Promise.race([once(stdin, 'drain', { signal: over.signal }).catch(() => undefined), cut])
      }
    } finally {
      over.abort()
      if (data instanceof Readable) data.destroy()
    }
  }
}

/** For what comes right after an answer: the end of a process, of data that was read. */
const momentMilliseconds = 1000

/** Of data on its way to the agent: each costs the host a process. */
const chunkBytes = 1024 * 1024

/** As the agent reads data: each chunk after the line that tells its length, and 0 at the end. */
async function* inChunks(data: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  const chunk = (): Buffer => {
    const all = Buffer.concat([Buffer.from(`${bytes}\n`), ...waiting])
    waiting = []
    bytes = 0
    return all
  }
  for await (const part of data) {
    waiting.push(part)
    bytes += part.length
    if (bytes >= chunkBytes) yield chunk()
  }
  if (bytes > 0) yield chunk()
  yield Buffer.from('0\n')
}
