import type { Writable } from 'node:stream'
import { quote } from '../parse/input-error.ts'
import { AgentError, inWords, SshError } from './fault.ts'

/** One line of an answer: `lacks /nix/store/…` is `{keyword: 'lacks', rest: '/nix/store/…'}`. */
export interface AgentLine {
  keyword: string
  rest: string
}

/** What a call may cost this process, whatever its host sends: bytes, and for each line as much as it takes to keep one. */
const answerBytes = 32 * 1024 * 1024
const lineBytes = 64

/** The agent's first line: the version of the protocol, and of a key with a role what that is. What a login shell printed before it may lack its line end. */
const greetingLine = /nix-flake-deploy agent (\d+)(?: role=(\S+) name=(\S+))?$/
const protocolVersion = '1'

/** What a key may ask for, where a host's own agent is its forced command. */
export interface KeyRole {
  role: string
  name: string
}

/** From the start of a call until the agent speaks: becoming root, and sending the agent, may be slow. */
const greetingSeconds = 30
/** From the greeting of another version until that of ours, before which it was noise. */
const otherGreetingSeconds = 5

/** How long the agent may say nothing; what it waits for meanwhile has shorter limits of its own. */
const silentSeconds: Readonly<Record<string, number>> = {
  status: 120,
  doctor: 120,
  follow: 180,
  watch: 60,
  confirm: 180,
  rollback: 180,
  activate: 600,
  prepare: 900,
  lacking: 900,
  import: 4 * 3600,
  // It ticks while Nix reads.
  verify: 120,
}
const usualSilentSeconds = 300

/** How long an answer may take at all, whatever signs of life come: who asks for an activation knows better. */
const longestSeconds: Readonly<Record<string, number>> = {
  import: 24 * 3600,
  activate: 4 * 24 * 3600,
  follow: 4 * 24 * 3600,
  watch: 4 * 24 * 3600,
  confirm: 4 * 24 * 3600,
  rollback: 4 * 24 * 3600,
}
const usualLongestSeconds = 4 * 3600

/** Lines that hold labels, store paths and numbers, which outputs hand on and others paste into their scripts. */
const exactLines: ReadonlySet<string> = new Set([
  'fact',
  'revision',
  'resolved',
  'previous',
  'unchanged',
  'lacks',
  'healthy',
  'kept',
  'activated',
  'boots-next',
  'adopted',
  'staged',
  'removed',
  'added',
  'untold',
  'before',
  'after',
  'differs',
  'missing',
  'unsigned',
  'verified',
])

/** How a session began. */
export interface Greeting {
  /** The agent spoke. Before that, nothing has begun. */
  greeted: boolean
  /** As whom the launcher ran, where it did. */
  login: string
  /** Of a key that has one: an agent that was sent has none. */
  key?: KeyRole
  /** What came instead of, or before, the agent: its first lines. */
  noise: string[]
}

export interface Answer {
  lines: AgentLine[]
  /** It came to its end. */
  ended: boolean
}

/** Who listens while an answer comes. */
export interface Listener {
  onLog: (line: string) => void
  onLine: (line: AgentLine) => void
  onGreeted: () => void
}

/** How much has come, against what may. */
class Cost {
  readonly #host: string
  #bytes = 0

  constructor(host: string) {
    this.#host = host
  }

  add(line: string): void {
    this.#bytes += line.length + lineBytes
    if (this.#bytes > answerBytes)
      throw new AgentError('agent', `${this.#host} sent more than any host agent does (${answerBytes / 1024 / 1024} MiB); look after that machine`)
  }
}

/**
 * Reads what comes up to the agent's greeting, and notes it; or to the end of the session. Throws for a host that takes too long, and for
 * an agent that speaks otherwise; but a login shell may print what looks like one of those first.
 */
export async function readGreeting(lines: AsyncIterator<string>, greeting: Greeting, host: string): Promise<void> {
  const cost = new Cost(host)
  const late = Promise.withResolvers<never>()
  late.promise.catch(() => undefined)
  const within = (seconds: number, error: () => AgentError): NodeJS.Timeout => setTimeout(() => late.reject(error()), seconds * 1000)
  let timer = within(greetingSeconds, () => notStarted(host, greeting, `nothing came within ${greetingSeconds} s`))
  let other: AgentError | undefined
  try {
    while (!greeting.greeted) {
      const next = await Promise.race([lines.next(), late.promise])
      if (next.done === true) {
        if (other !== undefined) throw other
        return
      }
      cost.add(next.value)
      const line = next.value
      const [whole, version = '', role = '', name = ''] = greetingLine.exec(line) ?? []
      if (whole !== undefined && version !== protocolVersion) {
        const otherwise = (other ??= otherVersion(host, version))
        clearTimeout(timer)
        timer = within(otherGreetingSeconds, () => otherwise)
      } else if (whole !== undefined) {
        if (role !== '') greeting.key = { role, name }
        greeting.greeted = true
      } else if (line.startsWith('login ')) greeting.login = line.slice(6)
      else if (line.trim() !== '' && greeting.noise.length < 3) greeting.noise.push(line.slice(0, 200))
    }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Reads the answer to a call, line by line, in bounded time and memory, up to its end, an error, the end of the session or the signal.
 * `stdin` is where the call goes. Throws for a host that is silent for too long, that sends more than any agent does, or what none says.
 */
export async function readAnswer(
  { lines, stdin }: { lines: AsyncIterator<string>; stdin: Writable },
  host: string,
  verb: string,
  listener: Listener,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer: Answer = { lines: [], ended: false }
  const over = Promise.withResolvers<Error | undefined>()
  const abort = (): void => over.resolve(undefined)
  signal?.addEventListener('abort', abort, { once: true })
  const limit = silentSeconds[verb] ?? usualSilentSeconds
  let timer: NodeJS.Timeout | undefined
  const alive = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => over.resolve(new SshError('silent', `${host} has said nothing for ${limit} s, and was not waited for any longer`)), limit * 1000)
  }
  const longest = longestSeconds[verb] ?? usualLongestSeconds
  const last = setTimeout(
    () => over.resolve(new SshError('silent', `${host} has not come to an end within ${longest} s, and was not waited for any longer`)),
    longest * 1000,
  )
  alive()
  // It reads what is sent, which takes as long as it takes.
  stdin.on('drain', alive)
  const cost = new Cost(host)
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), over.promise])
      if (next instanceof Error) throw next
      if (next === undefined || next.done === true) return answer
      cost.add(next.value)
      takeLine(next.value)
      if (answer.ended || answer.lines.at(-1)?.keyword === 'error') return answer
    }
  } finally {
    stdin.off('drain', alive)
    signal?.removeEventListener('abort', abort)
    clearTimeout(timer)
    clearTimeout(last)
  }

  function takeLine(line: string): void {
    alive()
    const keyword = line.split(' ', 1)[0] ?? ''
    const rest = line.slice(keyword.length + 1)
    if (keyword === 'log') listener.onLog(rest)
    else if (keyword === 'logged') {
      const [offset = ''] = rest.split(' ', 1)
      listener.onLog(rest.slice(offset.length + 1))
      listener.onLine({ keyword: 'offset', rest: offset.replaceAll(/\D/g, '') })
    } else if (keyword === 'end') answer.ended = true
    else if (exactLines.has(keyword) && !/^[A-Za-z0-9._+?=/ -]*$/.test(rest))
      throw new AgentError('agent', `${host} answered what no host agent says: ${quote(line)}; look after that machine`)
    else if (keyword !== 'tick') {
      answer.lines.push({ keyword, rest })
      listener.onLine({ keyword, rest })
    }
  }
}

/** An agent is installed on the host that this action does not understand. */
function otherVersion(host: string, version: string): AgentError {
  const older = Number(version) < Number(protocolVersion)
  return new AgentError(
    'version',
    `the nix-flake-deploy that is installed on ${host} speaks version ${version} of the protocol, and this action version ${protocolVersion}: update ${older ? 'that on the host (its flake input)' : 'the action'}`,
  )
}

/** The command that starts the agent did not, or something else ran in its place. */
export function notStarted(host: string, { login, noise }: Pick<Greeting, 'login' | 'noise'>, how: string, said = ''): AgentError {
  const words = inWords([said, ...noise].filter((line) => line !== ''))
  const heard = `the host agent could not be started on ${host} (${how})${words === '' ? '' : `: ${words}`}`
  if (login !== '' || /expired/i.test(words)) return new AgentError('launch', heard)
  if (/bash/.test(words) && /not found|no such file|unknown command|executable/i.test(words))
    return new AgentError('launch', `${heard}; a NixOS machine has bash in the PATH of whoever logs in`)
  return new AgentError(
    'launch',
    `${heard}; either this key runs a fixed command (\`command=\` in the authorized keys, ForceCommand in sshd_config), or the user's login shell runs none: \`getent passwd\` there names it`,
  )
}
