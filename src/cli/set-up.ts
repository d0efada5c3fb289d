import { readExamples } from '../init/examples.ts'
import { init } from '../init/init.ts'

/** `init` for this process: gives its exit code. */
export function setUp(args: readonly string[], home: string): Promise<number> {
  const { stdin: input, stdout: output, stderr: errors } = process
  const interrupted = new AbortController()
  // On a terminal that is being asked, the terminal itself tells.
  process.once('SIGINT', () => interrupted.abort(new Error('broken off')))
  return init({ args, directory: process.cwd(), home, input, output, errors, examples: readExamples(), signal: interrupted.signal })
}
