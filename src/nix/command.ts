import { basename, dirname, join } from 'node:path'
import { ProgramFailed, type RunOptions, type RunResult, run } from '../runner/process.ts'
import type { NixEvent } from './event.ts'
import { type Circumstances, explain, NixFailure } from './failure.ts'
import { submodulesOf } from './place.ts'
import { NixProgress } from './progress.ts'
import { withoutCode } from './words.ts'

/** Nix on the runner, and how to call it. */
export interface Nix {
  /** `nix`, or its path where it is not in PATH. */
  program: string
  /** `nix-options`: more arguments for what evaluates or builds. */
  options: readonly string[]
  /** Added to the environment of what reads a flake: how private inputs are fetched. */
  flakeEnvironment?: Record<string, string> | undefined
  signal?: AbortSignal | undefined
  /** Told what Nix does while it evaluates, builds and copies. */
  onEvent?: ((event: NixEvent) => void) | undefined
  /** How often it tells how far it is. Default 15. */
  heartbeatSeconds?: number | undefined
}

/** Flakes, whatever the configuration says. */
export const features = ['--extra-experimental-features', 'nix-command flakes']

/** What `NixProgress` reads. Talk, for it counts the files that are evaluated. */
const logFormat = ['--log-format', 'internal-json', '--verbose']

/** Calls a command that evaluates: `nix-options` are for these. Its own arguments come before a `--`. */
export async function evaluate(nix: Nix, args: string[], action: string): Promise<RunResult> {
  const separator = args.indexOf('--')
  const [reference = '.'] = args[separator + 1]?.split('#') ?? []
  const all = [...features, ...args.slice(0, separator), ...logFormat, ...nix.options, ...args.slice(separator)]
  const progress = new NixProgress(nix.onEvent ?? (() => undefined), nix)
  return await call(
    nix,
    nix.program,
    all,
    action,
    { ...(nix.flakeEnvironment && { env: nix.flakeEnvironment }) },
    { progress, submodules: () => submodulesOf(reference, process.cwd()) },
  )
}

/** What helps to tell how a call goes on, and why it failed. */
interface AboutCall extends Pick<Circumstances, 'submodules'> {
  progress?: NixProgress
}

/** Calls a program of Nix's. One that writes its log for a `progress` is told of as it goes on. */
export async function call(nix: Nix, program: string, args: string[], action: string, options: RunOptions = {}, about: AboutCall = {}): Promise<RunResult> {
  const { progress } = about
  const tell = (text: string): void => nix.onEvent?.({ type: 'output', source: 'nix', text })
  try {
    const onStderrLine = progress === undefined ? tell : (line: string) => progress.line(line)
    return await run(program, args, { signal: nix.signal, onStderrLine, ...options, mustSucceed: basename(program) })
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error
    const said = progress?.said ?? error.exit.stderrTail
    const explanation = explain(said, { action, exitCode: error.exit.code, submodules: about.submodules })
    const logs = explanation.builds.flatMap(({ derivation }) => progress?.logOf(derivation) ?? [])
    throw new NixFailure(explanation, logs, {
      cause: new ProgramFailed(basename(program), { ...error.exit, stderrTail: withoutCode(said.split('\n')).join('\n') }),
    })
  } finally {
    progress?.end()
  }
}

export function storeProgram(nix: Nix): string {
  return nix.program === 'nix' ? 'nix-store' : join(dirname(nix.program), 'nix-store')
}
