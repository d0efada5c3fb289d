// One way for the lab to run a program of this machine.
import { spawn } from 'node:child_process'

export interface Ended {
  code: number
  stdout: string
  stderr: string
}

export interface ExecuteOptions {
  input?: string | Uint8Array
  /** Default: 60 s. Past it the program is killed, and `execute` throws. */
  timeoutMs?: number
  env?: NodeJS.ProcessEnv
  cwd?: string
}

/** Runs a program to its end. Throws only if it cannot be started or takes too long; a signal n counts as 128 + n. */
export function execute(argv: readonly string[], options: ExecuteOptions = {}): Promise<Ended> {
  const { input, timeoutMs = 60_000, env, cwd } = options
  return new Promise((resolve, reject) => {
    const [file = '', ...rest] = argv
    const child = spawn(file, rest, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => stdout.push(data))
    child.stderr.on('data', (data: Buffer) => stderr.push(data))
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
      child.stdout.destroy()
      child.stderr.destroy()
    }, timeoutMs)
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(new Error(`cannot run ${file}`, { cause: error }))
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const ended = {
        code: exitCode(code, signal),
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }
      if (late) reject(new Error(`took longer than ${timeoutMs} ms: ${argv.join(' ')}\n${ended.stdout}${ended.stderr}`))
      else resolve(ended)
    })
    // A program need not read all of its input.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** Runs a program and gives its stdout; throws with all that it said unless it exits with 0. */
export async function mustExecute(argv: readonly string[], options: ExecuteOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await execute(argv, options)
  if (code !== 0) throw new Error(`exit code ${code}: ${argv.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

const signalNumbers: Record<string, number> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGPIPE: 13, SIGTERM: 15 }

/** The exit code as a shell would give it. */
export function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signalNumbers[signal ?? ''] ?? 0)
}

/** Asks until there is an answer other than undefined or false; throws after the time is up. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { withinMs = 30_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
