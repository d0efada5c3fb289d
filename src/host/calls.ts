import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Target } from '../settings/targets.ts'
import { hostAgent } from './agent.ts'
import { type AgentLine, type Answer, type Listener, notStarted, readAnswer } from './answer.ts'
import type { Connection } from './connection.ts'
import { AgentError, ConnectionLost, inWords, SessionRefused } from './fault.ts'
import { Sessions } from './sessions.ts'
import type { Ssh } from './ssh.ts'
import { type HostStatus, parseStatus } from './status.ts'
import { type SystemChange, systemChange } from './system-change.ts'

/** What is asked of the agent: a verb and its parameters, none of which may have a line break. */
export type AgentRequest = Record<string, string | number | boolean | undefined> & { verb: string }

/**
 * The one command that is ever run on a host: a plain word, which every login shell understands the same way, be it fish or nushell. bash
 * and no other shell, for it reads what it is to do from standard input byte by byte, and leaves alone what follows.
 */
export const launcher = 'bash'

/**
 * What the launcher does: becomes root, and hands over to the agent, which comes next on standard input, counted; after it the request and
 * its data. Nothing is pasted into it.
 */
export function launch(agentBytes: number): string {
  return [
    `r=; u=root; [ "$EUID" = 0 ] || { r="sudo -n"; u=$(id -un); }; echo "login $u"; `,
    `exec $r sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(head -c ${agentBytes}) && eval "$NIX_FLAKE_DEPLOY_AGENT"'\n`,
  ].join('')
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

/** How a call is made. */
export interface CallOptions {
  /** Follows the request. */
  data?: string | Readable | undefined
  signal?: AbortSignal | undefined
  /** Hears each line of the answer, but for those of the log, as it comes. */
  onLine?: (line: AgentLine) => void
  /** Throws `SessionRefused` rather than take the last session. */
  spare?: boolean
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

  /** Opens the connection unless it is there; those who come meanwhile share it. */
  async open(signal?: AbortSignal): Promise<Connection> {
    const seen = this.#connection
    const current = await seen?.catch(() => undefined)
    if (current?.alive === true) return current
    // Somebody else who waited may have begun to open it anew.
    return this.#connection === seen ? this.openAnew(signal) : this.open(signal)
  }

  /** Opens a new connection, which proves that the host can be reached. The one before stays open until the agent has spoken over this one. */
  async openAnew(signal?: AbortSignal): Promise<Connection> {
    const before = this.#connection
    const opening = this.#ssh.connect(this.target, AbortSignal.any([this.#closed.signal, ...(signal === undefined ? [] : [signal])]))
    opening.catch(() => undefined)
    this.#connection = opening
    const former = await before?.catch(() => undefined)
    if (this.#former?.alive !== true) this.#former = former
    else await former?.close()
    return opening
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
      if (options.spare === true && !this.#sessions.hasSpare) throw new SessionRefused(this.target.host)
      await this.#sessions.take(options.signal)
      try {
        const answer = await this.#callOnce(request, options)
        this.#sessions.free()
        return answer
      } catch (error) {
        if (!(error instanceof SessionRefused)) this.#sessions.free()
        else await this.#sessions.refused(tries, options.signal)
        // What was read of a stream is gone.
        if (!(error instanceof SessionRefused) || tries === sessionTries || options.spare === true || options.data instanceof Readable) throw error
      }
    }
  }

  async #callOnce(request: AgentRequest, options: CallOptions): Promise<AgentLine[]> {
    const { host } = this.target
    const former = options.overFormer === true && this.#former?.alive === true ? this.#former : undefined
    const connection = former ?? (await this.open(options.signal))
    const child = connection.execute(launcher, options.signal)
    const agent = hostAgent()
    const header = launch(Buffer.byteLength(agent)) + agent + requestHeader({ directory: this.#directory, ...request })
    let sendError: Error | undefined
    const sending = send(child.stdin, header, options.data).catch((error: unknown) => {
      sendError = error instanceof Error ? error : new Error(String(error))
      child.stop()
    })
    const listener: Listener = {
      onLog: this.#onLog,
      onLine: (line) => options.onLine?.(line),
      onGreeted: () => {
        if (connection === former) return
        void this.#former?.close()
        this.#former = undefined
      },
    }
    const answer = await readAnswer(child, host, request.verb, listener)
    const { code, stderrTail } = await child.exited
    options.signal?.throwIfAborted()
    // What could not be read here is the cause of whatever the host says about it.
    if (sendError !== undefined) throw new Error(`what ${host} lacks could not be sent: ${sendError.message}`, { cause: sendError })
    const error = answer.lines.find(({ keyword }) => keyword === 'error')
    if (error !== undefined) {
      const [errorCode = '', ...words] = error.rest.split(' ')
      throw new AgentError(errorCode, words.join(' '))
    }
    if (answer.ended) {
      await sending
      return answer.lines
    }
    if (/session open refused/i.test(stderrTail)) throw new SessionRefused(host)
    const said = inWords(stderrTail.trim().split(/\r?\n/).slice(-5))
    // A command may end with 255 too: what a fixed command does, say.
    if (!connection.alive || (code === 255 && (await connection.isGone()))) throw new ConnectionLost(host, said)
    if (!answer.greeted) throw launchError(this.target, answer, said, code)
    throw new AgentError('agent', `the host agent ended unexpectedly (exit code ${code}): ${said}`)
  }

  /** What the one system has and the other has not, read from their closures on the host. */
  async compare(previous: string, toplevel: string, options: Pick<CallOptions, 'signal' | 'spare'> = {}): Promise<SystemChange> {
    return systemChange(await this.call({ verb: 'compare', previous, toplevel }, options))
  }

  async status(signal?: AbortSignal): Promise<HostStatus> {
    return parseStatus(await this.call({ verb: 'status' }, { signal }))
  }
}

async function send(stdin: Parameters<typeof pipeline>[1] & NodeJS.WritableStream, header: string, data: string | Readable | undefined): Promise<void> {
  stdin.write(header)
  if (data === undefined || typeof data === 'string') stdin.end(data ?? '')
  // A host that stops reading says why in its answer.
  else
    await pipeline(data, stdin).catch((error: unknown) => {
      if (!['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    })
}

function launchError(target: Target, answer: Answer, said: string, code: number): AgentError {
  const { login } = answer
  if (login !== '' && /sudo/i.test(said))
    return new AgentError(
      'sudo',
      `${login} at ${target.host} needs to become root without a password (${said}). Add to /etc/sudoers: \`${login} ALL=(root) NOPASSWD: ALL\`, on NixOS: ` +
        `security.sudo.extraRules = [ { users = [ "${login}" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; } ];`,
    )
  return notStarted(target.host, answer, `exit code ${code}`, said)
}

/** How often a session is asked for: those that have ended take the server a moment to do away with. */
const sessionTries = 8
