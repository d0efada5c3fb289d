import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { hostAgent } from './agent.ts'
import { quote } from '../parse/input-error.ts'
import { systemChange, type SystemChange } from './system-change.ts'
import { SshError, type Connection, type Ssh } from './ssh.ts'
import type { Target } from '../settings/targets.ts'

/** The agent refused or failed, in its own words; `code` is for programs. */
export class AgentError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'AgentError'
    this.code = code
  }
}

/** The connection went while a call ran: whether the call had its effect is not known, and the host is to be asked. */
export class ConnectionLost extends SshError {
  constructor(host: string, said: string) {
    super('unreachable', `the connection to ${host} was lost${said === '' ? '' : `: ${said}`}`)
    this.name = 'ConnectionLost'
  }
}

/** What is asked of the agent: a verb and its parameters, none of which may have a line break. */
export type AgentRequest = Record<string, string | number | boolean | undefined> & { verb: string }

/** One line of an answer: `lacks /nix/store/…` is `{keyword: 'lacks', rest: '/nix/store/…'}`. */
export interface AgentLine {
  keyword: string
  rest: string
}

const greeting = 'nix-flake-deploy agent 1'

/** Lines that hold labels, store paths and numbers, which outputs hand on and others paste into their scripts. */
const exactLines: ReadonlySet<string> = new Set(['fact', 'revision', 'resolved', 'previous', 'unchanged', 'lacks', 'staged', 'removed', 'added', 'kept', 'untold', 'activated', 'boots-next', 'adopted', 'before', 'after'])

/**
 * The one command that is ever run on a host. The script comes first on standard input, counted, for a shell that reads its
 * script from standard input would swallow the data; then the request; then its data. Nothing is pasted into it.
 */
export function launcher(agentBytes: number): string {
  return [
    `exec sh -c 'r=; [ "$(id -u)" = 0 ] || { echo "login $(id -un)"; r="sudo -n"; }; `,
    `exec $r sh -c '\\''NIX_FLAKE_DEPLOY_AGENT=$(head -c ${agentBytes}) && eval "$NIX_FLAKE_DEPLOY_AGENT"'\\'''`,
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

/** A target, reached over SSH: its connection, and typed calls to its agent. */
export class Host {
  readonly target: Target
  readonly #ssh: Ssh
  readonly #directory: string
  readonly #onLog: (line: string) => void
  #connection: Promise<Connection> | undefined
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

  /** Opens a new connection, which proves that the host can be reached, and closes the one before. */
  async openAnew(signal?: AbortSignal): Promise<Connection> {
    const before = this.#connection
    const opening = this.#ssh.connect(this.target, AbortSignal.any([this.#closed.signal, ...(signal === undefined ? [] : [signal])]))
    opening.catch(() => undefined)
    this.#connection = opening
    await before?.then((connection) => connection.close()).catch(() => undefined)
    return opening
  }

  /** Ends the connection, also one that is still being made; there is no other after it. */
  async close(): Promise<void> {
    this.#closed.abort(new Error(`the connection to ${this.target.host} was closed`))
    await this.#connection?.then((connection) => connection.close()).catch(() => undefined)
    this.#connection = undefined
  }

  /**
   * Makes one call, and gives the answer's lines. `data` follows the request. Log lines go to the log; `onLine` hears every
   * other line as it comes. Throws `AgentError` for what the agent said, `ConnectionLost` where the answer broke off.
   */
  async call(request: AgentRequest, options: { data?: string | Readable | undefined; signal?: AbortSignal | undefined; onLine?: (line: AgentLine) => void } = {}): Promise<AgentLine[]> {
    const connection = await this.open(options.signal)
    const child = connection.execute(launcher(Buffer.byteLength(hostAgent())), options.signal)
    const header = hostAgent() + requestHeader({ directory: this.#directory, ...request })
    let sendError: Error | undefined
    const sending = send(child.stdin, header, options.data).catch((error: unknown) => {
      sendError = error instanceof Error ? error : new Error(String(error))
      child.stop()
    })
    const answer: AgentLine[] = []
    let greeted = false
    let ended = false
    let login = ''
    let noise = ''
    let odd: string | undefined
    for await (const line of child.lines) {
      if (!greeted) {
        // What a login shell prints may lack its line end.
        greeted = line.endsWith(greeting)
        if (line.startsWith('login ')) login = line.slice(6)
        else if (line.trim() !== '') noise = line
        continue
      }
      const keyword = line.split(' ', 1)[0] ?? ''
      const rest = line.slice(keyword.length + 1)
      if (keyword === 'log') this.#onLog(rest)
      else if (keyword === 'logged') {
        const [offset = ''] = rest.split(' ', 1)
        this.#onLog(rest.slice(offset.length + 1))
        options.onLine?.({ keyword: 'offset', rest: offset.replaceAll(/\D/g, '') })
      }
      else if (keyword === 'end') ended = true
      else if (exactLines.has(keyword) && !/^[A-Za-z0-9._+?=/ -]*$/.test(rest)) {
        odd = line
        child.stop()
        break
      } else {
        answer.push({ keyword, rest })
        options.onLine?.({ keyword, rest })
      }
    }
    const { code, stderrTail } = await child.exited
    options.signal?.throwIfAborted()
    // What could not be read here is the cause of whatever the host says about it.
    if (sendError !== undefined) throw new Error(`what ${this.target.host} lacks could not be sent: ${sendError.message}`, { cause: sendError })
    if (odd !== undefined) throw new AgentError('agent', `${this.target.host} answered what no host agent says: ${quote(odd)}; look after that machine`)
    const error = answer.find(({ keyword }) => keyword === 'error')
    if (error !== undefined) {
      const [errorCode = '', ...words] = error.rest.split(' ')
      throw new AgentError(errorCode, words.join(' '))
    }
    if (ended) {
      await sending
      return answer
    }
    const said = stderrTail.trim().split('\n').at(-1) ?? ''
    if (!connection.alive || code === 255) throw new ConnectionLost(this.target.host, said)
    if (!greeted) throw launchError(this.target, login, said === '' ? noise : said, code)
    throw new AgentError('agent', `the host agent ended unexpectedly (exit code ${code}): ${said}`)
  }

  /** What the one system has and the other has not, read from their closures on the host. */
  async compare(previous: string, toplevel: string, signal?: AbortSignal): Promise<SystemChange> {
    return systemChange(await this.call({ verb: 'compare', previous, toplevel }, { signal }))
  }

  async status(signal?: AbortSignal): Promise<HostStatus> {
    return parseStatus(await this.call({ verb: 'status' }, { signal }))
  }
}

async function send(stdin: Parameters<typeof pipeline>[1] & NodeJS.WritableStream, header: string, data: string | Readable | undefined): Promise<void> {
  stdin.write(header)
  if (data === undefined || typeof data === 'string') stdin.end(data ?? '')
  // A host that stops reading says why in its answer.
  else await pipeline(data, stdin).catch((error: unknown) => {
    if (!['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  })
}

function launchError(target: Target, login: string, said: string, code: number): AgentError {
  if (login !== '' && /sudo/i.test(said))
    return new AgentError(
      'sudo',
      `${login} at ${target.host} needs to become root without a password (${said}). Add to /etc/sudoers: \`${login} ALL=(root) NOPASSWD: ALL\`, on NixOS: ` +
        `security.sudo.extraRules = [ { users = [ "${login}" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; } ];`,
    )
  return new AgentError('agent', `the host agent could not be started on ${target.host} (exit code ${code})${said === '' ? '' : `: ${said}`}`)
}

/** A revision on a host. */
export interface HostRevision {
  label: string
  toplevel: string
  confirmed: boolean
}

/** What a host says of itself; read only. */
export interface HostStatus {
  running: string
  booted: string
  bootDefault: string
  machine: string
  latest?: string
  healthy?: string
  previous?: string
  pending?: { id: string; since: string; revision: string; who: string }
  revisions: HostRevision[]
  /** The last events, newest last. */
  events: { time: string; event: string; revision: string; toplevel: string; who: string; remark: string }[]
}

function parseStatus(lines: AgentLine[]): HostStatus {
  const facts = new Map<string, string>()
  const status: HostStatus = { running: '', booted: '', bootDefault: '', machine: '', revisions: [], events: [] }
  let interrupted: HostStatus['events'][number] | undefined
  for (const { keyword, rest } of lines) {
    const words = rest.split(' ')
    const [first = '', second = '', third = ''] = words
    if (keyword === 'fact') facts.set(first, second)
    else if (keyword === 'revision') status.revisions.push({ label: first, toplevel: second, confirmed: third === 'confirmed' })
    else if (keyword === 'pending') status.pending = { id: first, since: second, revision: third, who: words.slice(3).join(' ') }
    else if (keyword === 'event') {
      const [time = '', event = '', revision = '', toplevel = '', who = '', remark = ''] = rest.split('\t')
      status.events.push({ time, event, revision, toplevel, who, remark })
    } else if (keyword === 'interrupted') interrupted = { time: second, event: 'interrupted', revision: third, toplevel: '', who: words.slice(3).join(' '), remark: 'the host rebooted before it was confirmed; the next deployment ends it' }
  }
  if (interrupted !== undefined) status.events.push(interrupted)
  status.running = facts.get('running') ?? ''
  status.booted = facts.get('booted') ?? ''
  status.bootDefault = facts.get('boot-default') ?? ''
  status.machine = facts.get('machine') ?? ''
  for (const link of ['latest', 'healthy', 'previous'] as const) {
    const label = facts.get(link)
    if (label !== undefined) status[link] = label
  }
  return status
}
