import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { basename } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { eachLine, linesOf } from './lines.ts'

// node:child_process and not a library around it: ours must end whole process groups, which neither @actions/exec nor execa
// can. What is short, silent and never cancelled is asked with @actions/exec: ask.ts.

/** How to start a child. Programs are started from an argv array, never by a shell, in a process group of their own. */
export interface StartOptions {
  /** Added to the environment of this process. */
  env?: Record<string, string>
  cwd?: string
  /** Ends the child: SIGTERM to its process group, and SIGKILL after `graceSeconds`. */
  signal?: AbortSignal | undefined
  /** Default 2: the runner gives a cancelled step ten seconds in all. */
  graceSeconds?: number
  onStderrLine?: ((line: string) => void) | undefined
}

export interface RunOptions extends StartOptions {
  /** Standard input; without it the child reads an empty one. */
  input?: string | Uint8Array | Readable
  onStdoutLine?: ((line: string) => void) | undefined
  /** The child is ended, and `run` rejects, when it takes longer. */
  timeoutSeconds?: number
  /** What is beyond it is read and dropped. Default 64 MiB. */
  maxStdoutBytes?: number
  /** Reject when the exit code is not 0. Its text names the action, so the error reads “TEXT failed (exit code 1): …”. */
  mustSucceed?: string
}

export interface Exit {
  /** As a shell counts it: 128 plus the signal's number for a child that died of a signal. */
  code: number
  /** The end of its standard error, at most 64 KiB. */
  stderrTail: string
}

export interface RunResult extends Exit {
  stdout: string
  /** More came than `maxStdoutBytes`. */
  stdoutTruncated: boolean
}

/** A child that one talks with while it runs. */
export interface Child {
  stdin: Writable
  /** Standard output, line by line; for one reader. The child waits when nobody reads. */
  lines: AsyncIterable<string>
  /** When the process has ended, or could not be started; what it said may still have to be read. */
  ended: Promise<void>
  /** When the child is gone, and all that it said has been read, or it was stopped; rejects only when it could not be started. */
  exited: Promise<Exit>
  /** Ends the child as `signal` does. */
  stop(): void
}

/** The program is not on this machine. */
export class ProgramMissing extends Error {
  readonly program: string
  constructor(program: string, options?: ErrorOptions) {
    super(`the program '${program}' was not found${program.includes('/') ? '' : ' in PATH'}; install it on the runner`, options)
    this.name = 'ProgramMissing'
    this.program = program
  }
}

/** The child exited with something else than 0. */
export class ProgramFailed extends Error {
  readonly exit: Exit
  constructor(what: string, exit: Exit) {
    const said = lastLines(exit.stderrTail, 5)
    super(`${what} failed (exit code ${exit.code})${said === '' ? '' : `: ${said}`}`)
    this.name = 'ProgramFailed'
    this.exit = exit
  }
}

/** The child was ended because it took longer than `timeoutSeconds`. */
export class ProgramTimeout extends Error {
  constructor(file: string, timeoutSeconds: number) {
    super(`${basename(file)} had not ended after ${timeoutSeconds} s and was stopped`)
    this.name = 'ProgramTimeout'
  }
}

const maxTailCharacters = 64 * 1024
/** After the exit, for what holds our pipes open and says nothing: a background process that the child left behind. */
const lingerMilliseconds = 1000

const running = new Set<number>()
let endsWithUs = false

/**
 * Runs a child to its end. It does not reject for an exit code other than 0 unless `mustSucceed` is set; it rejects with
 * `ProgramMissing`, with `ProgramTimeout`, with the reason of an aborted `signal` (after the child is gone), and with the
 * error of an `input` stream or of a line callback. No error shows an argument.
 */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const launched = launch(file, args, options)
  const { child, stop } = launched
  let failure: { reason: unknown } | undefined
  const fail = (reason: unknown) => {
    failure ??= { reason }
    stop()
  }

  const timer =
    options.timeoutSeconds === undefined ? undefined : setTimeout(fail, options.timeoutSeconds * 1000, new ProgramTimeout(file, options.timeoutSeconds))
  const stdout: Buffer[] = []
  const maxStdoutBytes = options.maxStdoutBytes ?? 64 * 1024 * 1024
  let stdoutBytes = 0
  child.stdout.on('data', (chunk: Buffer) => {
    if (stdoutBytes < maxStdoutBytes) stdout.push(chunk.subarray(0, maxStdoutBytes - stdoutBytes))
    stdoutBytes += chunk.length
  })
  const { onStdoutLine } = options
  if (onStdoutLine !== undefined) eachLine(child.stdout, onStdoutLine, fail)
  eachLine(child.stderr, options.onStderrLine, fail)
  feed(child.stdin, options.input, fail)

  try {
    const exit = await launched.exited
    if (options.input instanceof Readable) options.input.destroy()
    options.signal?.throwIfAborted()
    // Whatever it was, an Error or not, is handed on as it came.
    if (failure !== undefined) throw failure.reason
    if (options.mustSucceed !== undefined && exit.code !== 0) throw new ProgramFailed(options.mustSucceed, exit)
    return { ...exit, stdout: Buffer.concat(stdout).toString('utf8'), stdoutTruncated: stdoutBytes > maxStdoutBytes }
  } finally {
    clearTimeout(timer)
  }
}

/** Starts a child to talk with: write to `stdin`, read `lines`, wait for `exited`. */
export function start(file: string, args: readonly string[], options: StartOptions = {}): Child {
  const { child, exited, stop } = launch(file, args, options)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  eachLine(child.stderr, options.onStderrLine, stop)
  // Keeps what is written before the reader comes: on exit, Node lets a stream run dry that nobody listens to.
  child.stdout.on('readable', () => undefined)
  // The exit code tells; a write to a child that is gone must not end this process.
  child.stdin.on('error', () => undefined)
  return { stdin: child.stdin, lines: linesOf(child.stdout), ended, exited, stop }
}

interface Launched {
  child: ChildProcess & { stdin: Writable; stdout: Readable; stderr: Readable }
  exited: Promise<Exit>
  stop: () => void
}

function launch(file: string, args: readonly string[], options: StartOptions): Launched {
  options.signal?.throwIfAborted()
  if (options.cwd !== undefined && !existsSync(options.cwd)) throw new Error(`the directory '${options.cwd}' does not exist`)
  endChildrenWithUs()
  // A process group of its own, so that what the child started ends with it, and no terminal to ask a passphrase on.
  const child = spawn(file, args, { cwd: options.cwd, env: childEnvironment(options.env), detached: true, stdio: 'pipe' })

  const { pid } = child
  let stopping = false
  const stop = () => {
    if (stopping || pid === undefined) return
    stopping = true
    if (child.exitCode !== null || child.signalCode !== null) {
      running.delete(pid)
      return
    }
    signalGroup(pid, 'SIGTERM')
    // Also when the child itself obeys: its own children may not.
    setTimeout(
      () => {
        signalGroup(pid, 'SIGKILL')
        running.delete(pid)
      },
      (options.graceSeconds ?? 2) * 1000,
    ).unref()
  }
  if (pid !== undefined) running.add(pid)
  options.signal?.addEventListener('abort', stop, { once: true })

  let stderrTail = ''
  const decoder = new StringDecoder('utf8')
  child.stderr.on('data', (chunk: Buffer) => {
    stderrTail = (stderrTail + decoder.write(chunk)).slice(-maxTailCharacters)
  })

  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      if (pid === undefined) reject(startError(file, cause))
    })
    child.once('exit', () => closeWhenSilent(child, () => stopping))
    child.once('close', (code, signal) => {
      options.signal?.removeEventListener('abort', stop)
      if (pid !== undefined && !stopping) running.delete(pid)
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), stderrTail })
    })
  })
  // Those who wait are told; a child that nobody waits for any more is no unhandled rejection.
  exited.catch(() => undefined)
  return { child, exited, stop }
}

/** `undefined` leaves the environment to spawn, which hands on that of this process. */
function childEnvironment(added: Record<string, string> | undefined): NodeJS.ProcessEnv | undefined {
  // eslint-disable-next-line no-restricted-syntax -- nothing is read from it: it is handed on whole
  return added === undefined ? undefined : { ...process.env, ...added }
}

function startError(file: string, cause: NodeJS.ErrnoException): Error {
  if (cause.code === 'ENOENT') return new ProgramMissing(file, { cause })
  return new Error(`${basename(file)} could not be started (${cause.code ?? cause.message})`, { cause })
}

function endChildrenWithUs(): void {
  if (endsWithUs) return
  endsWithUs = true
  process.once('exit', () => running.forEach((pid) => signalGroup(pid, 'SIGKILL')))
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // The group is gone.
  }
}

/**
 * Streams end when the last holder of the pipe closes it, which may be a background process that outlives the child (an
 * ssh master, say): once the child is gone and its pipes are empty and silent, they are closed from here.
 */
function closeWhenSilent(child: Launched['child'] | ChildProcess, stopped: () => boolean): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null || stream.destroyed) continue
    const close = () => {
      if (stream.readableLength === 0 || stopped()) stream.destroy()
      else timer.refresh()
    }
    const timer = setTimeout(close, lingerMilliseconds)
    stream.on('data', () => timer.refresh())
    stream.once('close', () => clearTimeout(timer))
  }
}

/**
 * Hands the input on. When it breaks off, the child is stopped without having seen an end of its input: it shall not take
 * a part for the whole. A child that stops reading says why by its exit code.
 */
function feed(stdin: Writable, input: RunOptions['input'], fail: (reason: unknown) => void): void {
  if (!(input instanceof Readable)) {
    stdin.on('error', () => undefined)
    stdin.end(input)
    return
  }
  stdin.on('error', () => input.destroy())
  input.on('error', fail)
  input.once('end', () => stdin.end())
  input.once('close', () => {
    if (!input.readableEnded && !stdin.destroyed) fail(new Error('the input broke off'))
  })
  input.pipe(stdin, { end: false })
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n').trim()
}
