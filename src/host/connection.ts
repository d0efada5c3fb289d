import { type Child, start } from '../runner/process.ts'

/** One authenticated connection. Calls share it; when it is lost, all of them end. */
export class Connection {
  readonly #master: Child
  readonly #config: string
  readonly #socket: string
  readonly #host: string
  #closed = false

  constructor(master: Child, config: string, socket: string, host: string) {
    this.#master = master
    this.#config = config
    this.#socket = socket
    this.#host = host
    void this.#master.exited.then(() => (this.#closed = true))
  }

  get alive(): boolean {
    return !this.#closed
  }

  /** Starts a command on the host. It never makes a connection of its own when this one is gone. */
  execute(command: string, signal?: AbortSignal): Child {
    const options = ['ControlMaster=no', `ControlPath=${this.#socket}`, 'ProxyCommand=false', 'LogLevel=ERROR'].flatMap((option) => ['-o', option])
    return start('ssh', ['-F', this.#config, ...options, '-T', '--', this.#host, command], { signal })
  }

  /** Whether it is gone, or goes within a moment: a call sees the end of its connection before the connection does. */
  async isGone(): Promise<boolean> {
    const over = new AbortController()
    const moment = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000)
      over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
    })
    await Promise.race([this.#master.exited, moment])
    over.abort()
    return this.#closed
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#master.stop()
    await this.#master.exited
  }
}
