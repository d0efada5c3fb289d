import { Readable } from 'node:stream'
import type { Target } from '../settings/targets.ts'
import type { AgentRequest, RequestData } from './agent-session.ts'
import { type AgentLine, type Greeting, type KeyRole, type Listener, notStarted } from './answer.ts'
import type { Connection } from './connection.ts'
import { type Examination, loginFindings, parseExamination } from './doctor.ts'
import { AgentError, afterLogin, ConnectionLost, inWords, SessionRefused, SshError, wasLost } from './fault.ts'
import { Sessions } from './sessions.ts'
import type { Ssh } from './ssh.ts'
import { type HostStatus, parseStatus } from './status.ts'
import { parseSystem, type SystemFacts } from './system-facts.ts'

/** How a call is made. */
export interface CallOptions {
  /** Follows the request. */
  data?: RequestData | undefined
  signal?: AbortSignal | undefined
  /** Hears each line of the answer, but for those of the log, as it comes. */
  onLine?: (line: AgentLine) => void
  /** Over the connection before `openAnew`, as long as that is open: for when the new one does not do. */
  overFormer?: boolean
}

/** A target, reached over SSH: its connection, and typed calls to its agent. */
export class Host {
  readonly target: Target
  readonly #ssh: Ssh
  readonly #directory: string
  readonly #onLog: (line: string) => void
  #connection: Promise<Connection> | undefined
  /** The same while it is being made. */
  #opening: Promise<Connection> | undefined
  /** The one before `openAnew`, until the agent has spoken over the new one. */
  #former: Connection | undefined
  readonly #sessions = new Sessions()
  readonly #closed = new AbortController()

  constructor(target: Target, ssh: Ssh, revisionsDirectory: string, onLog: (line: string) => void) {
    this.target = target
    this.#ssh = ssh
    this.#directory = revisionsDirectory
    this.#onLog = onLog
  }

  /**
   * Opens the connection unless it is there; those who come meanwhile share it, and how it fails: who logs in again at once is soon shut
   * out (PerSourcePenalties).
   */
  async open(signal?: AbortSignal): Promise<Connection> {
    const seen = this.#connection
    const isOpening = this.#opening !== undefined && this.#opening === seen
    const current = await seen?.catch((error: unknown) => {
      // Whoever began may have been stopped, which says nothing of the host.
      if (isOpening && (error instanceof SshError || error instanceof AgentError)) throw error
      return undefined
    })
    signal?.throwIfAborted()
    if (current?.alive === true) return current
    // Somebody else who waited may have begun to open it anew.
    return this.#connection === seen ? this.openAnew(signal) : this.open(signal)
  }

  /** Opens a new connection, which proves that the host can be reached. The one before stays open until the agent has spoken over this one. */
  async openAnew(signal?: AbortSignal): Promise<Connection> {
    const before = this.#connection
    const opening = this.#ssh.connect(this.target, AbortSignal.any([this.#closed.signal, ...(signal === undefined ? [] : [signal])]))
    const settled = (): void => {
      if (this.#opening === opening) this.#opening = undefined
    }
    opening.then(settled, settled)
    this.#connection = opening
    this.#opening = opening
    const former = await before?.catch(() => undefined)
    // Of a connection that is gone, too, nobody reads any more what came last: unless it is closed, that is waited for.
    if (this.#former?.alive === true) await former?.close()
    else {
      void this.#former?.close()
      this.#former = former
    }
    return opening
  }

  /** The role of the key that logs in, as the host tells it when the agent begins; undefined for one that has none. */
  async key(signal?: AbortSignal): Promise<KeyRole | undefined> {
    return (await this.open(signal)).key(signal)
  }

  /** Whether there is a connection that stands. */
  async isConnected(): Promise<boolean> {
    const connection = await this.#connection?.catch(() => undefined)
    return connection?.alive === true
  }

  /** Ends the connection; the next call makes another. */
  async disconnect(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    await Promise.all([this.#former?.close(), connection?.then((made) => made.close()).catch(() => undefined)])
  }

  /** Ends the connection, also one that is still being made; there is no other after it. */
  async close(): Promise<void> {
    this.#closed.abort(new Error(`the connection to ${this.target.host} was closed`))
    await Promise.all([this.#former?.close(), this.#connection?.then((connection) => connection.close()).catch(() => undefined)])
    this.#connection = undefined
  }

  /**
   * Makes one call, and gives the answer's lines; log lines go to the log. Waits where the server takes no more sessions. Throws
   * `AgentError` for what the agent said, `ConnectionLost` where the answer broke off, and what `readAnswer` does.
   */
  async call(request: AgentRequest, options: CallOptions = {}): Promise<AgentLine[]> {
    for (let tries = 1; ; tries++) {
      await this.#sessions.take(options.signal)
      try {
        const answer = await this.#callOnce(request, options)
        this.#sessions.free()
        return answer
      } catch (error) {
        if (!(error instanceof SessionRefused)) this.#sessions.free()
        else await this.#sessions.refused(tries, options.signal)
        // What was read of a stream is gone.
        if (!(error instanceof SessionRefused) || tries === sessionTries || options.data instanceof Readable) throw error
      }
    }
  }

  async #callOnce(request: AgentRequest, options: CallOptions): Promise<AgentLine[]> {
    const { host } = this.target
    const former = options.overFormer === true && this.#former?.alive === true ? this.#former : undefined
    const connection = former ?? (await this.open(options.signal))
    const session = connection.session()
    const listener: Listener = {
      onLog: this.#onLog,
      onLine: (line) => options.onLine?.(line),
      onGreeted: () => {
        if (connection === former) return
        void this.#former?.close()
        this.#former = undefined
      },
    }
    const answer = await session.ask({ directory: this.#directory, ...request }, options.data, listener, options.signal)
    const error = answer.lines.find(({ keyword }) => keyword === 'error')
    if (error !== undefined) {
      // Nobody knows what of the data was read: that agent has ended.
      if (options.data !== undefined) await connection.endWithMain()
      const [errorCode = '', ...words] = error.rest.split(' ')
      throw new AgentError(errorCode, words.join(' '))
    }
    if (answer.ended) return answer.lines
    const { code, stderrTail } = await session.exited
    const lines = afterLogin(stderrTail)
    if (!session.isMain && /session open refused/i.test(stderrTail)) {
      // Nobody else has one, and the connection's own is taken by what was left in the middle.
      if (connection.hasLostMain && this.#sessions.isLast) await connection.close()
      throw new SessionRefused(host)
    }
    const said = inWords(lines.slice(-5))
    if (session.isMain ? wasLost(code, lines) : !connection.alive || (code > 128 && (code < 255 || (await connection.isGone()))))
      throw new ConnectionLost(host, said)
    if (!session.greeting.greeted) throw launchError(this.target, session.greeting, said, code)
    throw new AgentError('ended', `the host agent ended unexpectedly (exit code ${code}): ${said}`)
  }

  async status(signal?: AbortSignal): Promise<HostStatus> {
    return parseStatus(await this.call({ verb: 'status' }, { signal }))
  }

  /** All that would stop or spoil a deployment, and the status, in one call. */
  async examine(signal?: AbortSignal): Promise<Examination> {
    const connection = await this.open(signal)
    // Once the agent has spoken, what is asked of it takes no longer than the way there and back.
    const role = await connection.key(signal)
    const asked = Date.now()
    let heard: number | undefined
    const onLine = ({ keyword }: AgentLine): void => {
      if (keyword === 'clock') heard ??= Date.now()
    }
    const lines = await this.call({ verb: 'doctor' }, { signal, onLine })
    const { findings, ...rest } = parseExamination(lines, heard === undefined ? undefined : { asked, heard })
    return { ...rest, findings: [...loginFindings(connection.login, this.#ssh.publicKeyOf(this.target), role), ...findings] }
  }

  /** All by which the system that runs can be compared with another. */
  async system(signal?: AbortSignal): Promise<SystemFacts> {
    return parseSystem(await this.call({ verb: 'system' }, { signal }))
  }
}

function launchError(target: Target, greeting: Greeting, said: string, code: number): AgentError {
  const { login } = greeting
  const [, rule] = /sudo has to allow here: ([ -~]+?)(?: \/ |$)/.exec(said) ?? []
  if (login !== '' && rule !== undefined)
    return new AgentError(
      'sudo',
      `${login} at ${target.host} may not run the host's agent as root (${said}). Its sudoers need: \`${rule}\`, as nix-flake-deploy's NixOS module has it`,
    )
  if (login !== '' && /sudo/i.test(said))
    return new AgentError(
      'sudo',
      `${login} at ${target.host} needs to become root without a password (${said}). Add to /etc/sudoers: \`${login} ALL=(root) NOPASSWD: ALL\`, on NixOS: ` +
        `security.sudo.extraRules = [ { users = [ "${login}" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; } ];`,
    )
  return notStarted(target.host, greeting, `exit code ${code}`, said)
}

/** How often a session is asked for: those that have ended take the server a moment to do away with. */
const sessionTries = 8
