import { getExecOutput } from '@actions/exec'
import { type Exit, ProgramFailed, ProgramMissing } from './process.ts'

export interface AskOptions {
  /** Nothing is started when it is aborted already; what has started comes to its end, and then `ask` rejects with its reason. */
  signal?: AbortSignal | undefined
  /** Reject when the exit code is not 0. Its text names the action, so the error reads “TEXT failed (exit code 1): …”. */
  mustSucceed?: string
}

export interface Answer extends Exit {
  stdout: string
}

/**
 * Asks a program something that it answers at once and in few words: its version, the public half of a key. Nothing is
 * printed, neither the command line nor the answer. It rejects with `ProgramMissing`, and otherwise as `run` does.
 *
 * It is for what needs no input, no limit and no way to be ended: the library closes no standard input that it has not
 * written, its write to a program that ends without reading is an uncaught EPIPE, and it has no handle on the child.
 */
export async function ask(program: string, args: readonly string[], { signal, mustSucceed }: AskOptions = {}): Promise<Answer> {
  signal?.throwIfAborted()
  // In quotes, for the library takes words after a space for arguments.
  const { exitCode, stdout, stderr } = await getExecOutput(`"${program}"`, [...args], { silent: true, ignoreReturnCode: true }).catch((cause: unknown) => {
    if (cause instanceof Error && cause.message.startsWith('Unable to locate executable file')) throw new ProgramMissing(program, { cause })
    throw cause
  })
  signal?.throwIfAborted()
  // The library gives null, whatever its types say, for what a signal has ended, and does not tell which.
  const exit: Exit = { code: Number.isInteger(exitCode) ? exitCode : 128, stderrTail: stderr }
  if (mustSucceed !== undefined && exit.code !== 0) throw new ProgramFailed(mustSucceed, exit)
  return { ...exit, stdout }
}
