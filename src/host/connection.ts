import { type Child, start } from '../runner/process.ts'
import { AgentSession, beginAgent, launcher, untilAborted } from './agent-session.ts'
import type { KeyRole } from './answer.ts'

/** One authenticated connection, and the agents that serve over it. Calls share it; when it is lost, all of them end. */
export class Connection {
  readonly #master: Child
  readonly #config: string
  readonly #socket: string
  readonly #host: string
  readonly #main: AgentSession
  readonly #sessions: AgentSession[]
  #closed = false

  /** `lines` are those that are still to come of the master's own session, which has the first agent. */
  constructor(master: Child, lines: AsyncIterator<string>, config: string, socket: string, host: string) {
    this.#master = master
    this.#config = config
    this.#socket = socket
    this.#host = host
    this.#main = new AgentSession(master, lines, host, true)
    this.#sessions = [this.#main]
    // Not when all that it said has been read, for nobody reads while the connection is idle.
    void this.#master.ended.then(() => (this.#closed = true))
  }

  /** The role of the key, once the agent has told it; undefined for one that has none. Throws where no agent speaks. */
  async key(signal?: AbortSignal): Promise<KeyRole | undefined> {
    await untilAborted(this.#main.greeted, signal)
    return this.#main.greeting.key
  }

  /** As whom it was logged in, once the agent has told it. */
  get login(): string {
    return this.#main.greeting.login
  }

  get alive(): boolean {
    return !this.#closed
  }

  /** Whether the connection's own session has a place at the server, and is of no use. */
  get hasLostMain(): boolean {
    return this.#main.isOver
  }

  /** An agent that nobody talks with just now; where there is none, one more. It never makes a connection of its own when this one is gone. */
  session(): AgentSession {
    for (const session of this.#sessions.filter(({ isOver, isMain }) => isOver && !isMain)) {
      session.stop()
      this.#sessions.splice(this.#sessions.indexOf(session), 1)
    }
    const idle = this.#sessions.find((session) => session.isIdle)
    if (idle !== undefined) return idle
    const options = ['ControlMaster=no', `ControlPath=${this.#socket}`, 'ProxyCommand=false', 'LogLevel=ERROR'].flatMap((option) => ['-o', option])
    const child = start('ssh', ['-F', this.#config, ...options, '-T', '--', this.#host, launcher])
    beginAgent(child)
    const session = new AgentSession(child, child.lines[Symbol.asyncIterator](), this.#host, false)
    this.#sessions.push(session)
    return session
  }

  /** Whether it is gone, or goes within a moment: a call sees the end of its connection before the connection does. */
  async isGone(): Promise<boolean> {
    const over = new AbortController()
    const moment = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000)
      over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
    })
    await Promise.race([this.#master.ended, moment])
    over.abort()
    return this.#closed
  }

  /** Its own session has ended, and nobody else has one: it goes, and is not to be taken for one that stays. */
  async endWithMain(): Promise<void> {
    if (!this.#main.isOver || this.#sessions.some((session) => session !== this.#main && !session.isOver)) return
    await this.close()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const session of this.#sessions) session.stop()
    this.#master.stop()
    await this.#master.exited
  }
}
