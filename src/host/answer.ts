import { quote } from '../parse/input-error.ts'
import type { Child } from '../runner/process.ts'
import { AgentError, inWords, SshError } from './fault.ts'

/** One line of an answer: `lacks /nix/store/…` is `{keyword: 'lacks', rest: '/nix/store/…'}`. */
export interface AgentLine {
  keyword: string
  rest: string
}

/** What a call may cost this process, whatever its host sends: bytes, and for each line as much as it takes to keep one. */
const answerBytes = 32 * 1024 * 1024
const lineBytes = 64

const greeting = 'nix-flake-deploy agent 1'

/** From the start of a call until the agent speaks: becoming root, and sending the agent, may be slow. */
const greetingSeconds = 30

/** How long the agent may say nothing; what it waits for meanwhile has shorter limits of its own. */
const silentSeconds: Readonly<Record<string, number>> = { status: 120, follow: 180, confirm: 180, rollback: 180, activate: 600, prepare: 900, import: 4 * 3600 }
const usualSilentSeconds = 300

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
])

export interface Answer {
  lines: AgentLine[]
  /** The agent spoke. Before that, nothing has begun. */
  greeted: boolean
  /** It came to its end. */
  ended: boolean
  /** As whom the launcher ran, where it did. */
  login: string
  /** What came instead of, or before, the agent: its first lines. */
  noise: string[]
}

/** Who listens while an answer comes. */
export interface Listener {
  onLog: (line: string) => void
  onLine: (line: AgentLine) => void
  onGreeted: () => void
}

/**
 * Reads the answer to a call, line by line, in bounded time and memory. Throws, and has stopped the child, for a host that is silent for
 * too long, that sends more than any agent does, or what none says.
 */
export async function readAnswer(child: Child, host: string, verb: string, listener: Listener): Promise<Answer> {
  const answer: Answer = { lines: [], greeted: false, ended: false, login: '', noise: [] }
  let fault: Error | undefined
  let limit = greetingSeconds
  let timer: NodeJS.Timeout | undefined
  const alive = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      fault = answer.greeted
        ? new SshError('silent', `${host} has said nothing for ${limit} s, and was not waited for any longer`)
        : notStarted(host, answer, `nothing came within ${limit} s`)
      child.stop()
    }, limit * 1000)
  }
  alive()
  // It reads what is sent, which takes as long as it takes; before the greeting that proves nothing.
  const reads = (): void => {
    if (answer.greeted) alive()
  }
  child.stdin.on('drain', reads)
  let cost = 0
  try {
    for await (const line of child.lines) {
      cost += line.length + lineBytes
      fault ??=
        cost > answerBytes
          ? new AgentError('agent', `${host} sent more than any host agent does (${answerBytes / 1024 / 1024} MiB); look after that machine`)
          : takeLine(line)
      if (fault !== undefined) break
    }
  } finally {
    child.stdin.off('drain', reads)
    clearTimeout(timer)
  }
  if (fault === undefined) return answer
  child.stop()
  await child.exited
  throw fault

  function takeLine(line: string): Error | undefined {
    if (!answer.greeted) {
      // What a login shell prints may lack its line end.
      if (line.endsWith(greeting)) {
        answer.greeted = true
        limit = silentSeconds[verb] ?? usualSilentSeconds
        listener.onGreeted()
        alive()
      } else if (line.startsWith('login ')) answer.login = line.slice(6)
      else if (line.trim() !== '' && answer.noise.length < 3) answer.noise.push(line.slice(0, 200))
      return undefined
    }
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
      return new AgentError('agent', `${host} answered what no host agent says: ${quote(line)}; look after that machine`)
    else if (keyword !== 'tick') {
      answer.lines.push({ keyword, rest })
      listener.onLine({ keyword, rest })
    }
    return undefined
  }
}

/** The command that starts the agent did not, or something else ran in its place. */
export function notStarted(host: string, { login, noise }: Pick<Answer, 'login' | 'noise'>, how: string, said = ''): AgentError {
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
