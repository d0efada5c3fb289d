import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { which } from '@actions/io'
import { ProgramFailed, type RunResult, run } from '../runner/process.ts'
import { isUncompared, knownHostsPath } from './host-keys.ts'
import type { NeededKey } from './keys-needed.ts'
import { shellWord } from './shell-word.ts'
import type { Dialogue } from './terminal.ts'

/** Whether GitHub's command line is here. */
export async function hasGh(): Promise<boolean> {
  return (await which('gh')) !== ''
}

/** Has GitHub know the keys, and the known hosts where there are any and all are compared, and tells of each. What GitHub has already stays. Throws `ProgramFailed` with the words of gh. */
export async function handOver(root: string, directory: string, keys: readonly NeededKey[], dialogue: Dialogue, signal: AbortSignal): Promise<void> {
  const gh = new Gh(root, signal)
  const set = await gh.setSecrets(directory, keys)
  for (const { secret, environment } of keys)
    dialogue.say(
      set.includes(secret)
        ? `set at GitHub     ${secret} of ${environment}`
        : `LEFT AS IT IS     ${secret} of ${environment}; if it is of another pair: gh secret set ${secret} --env ${environment} < ${shellWord(join(directory, secret))}`,
    )
  const knownHosts = join(root, knownHostsPath)
  const text = existsSync(knownHosts) ? readFileSync(knownHosts, 'utf8') : ''
  // What workflows trust is in the variable: what nobody has compared does not come there by itself.
  if (text === '' || isUncompared(text)) return
  const isSet = await gh.setVariable('KNOWN_HOSTS', text)
  dialogue.say(isSet ? 'set at GitHub     KNOWN_HOSTS' : `LEFT AS IT IS     KNOWN_HOSTS; to replace it: gh variable set KNOWN_HOSTS < ${knownHostsPath}`)
}

/** GitHub's command line, in a checkout whose remote says which repository is meant. */
class Gh {
  readonly #root: string
  readonly #signal: AbortSignal

  constructor(root: string, signal: AbortSignal) {
    this.#root = root
    this.#signal = signal
  }

  /**
   * Hands the private halves to GitHub as secrets of the environments that need them; an environment that is missing is made. Gives the
   * names of those that were set.
   */
  async setSecrets(directory: string, keys: readonly NeededKey[]): Promise<string[]> {
    const set: string[] = []
    for (const environment of new Set(keys.map((key) => key.environment))) {
      const place = `repos/{owner}/{repo}/environments/${environment}`
      // Made only where it is not there: a PUT would take away the reviewers of one that is.
      await this.#call(['api', place, '--silent']).catch(async (error: unknown) => {
        if (!(error instanceof ProgramFailed) || !error.exit.stderrTail.includes('HTTP 404')) throw error
        await this.#call(['api', '--method', 'PUT', place, '--silent'])
      })
      const there = await this.#names(['secret', 'list', '--env', environment])
      for (const { secret } of keys.filter((key) => key.environment === environment && !there.includes(key.secret))) {
        await this.#call(['secret', 'set', secret, '--env', environment], readFileSync(join(directory, secret)))
        set.push(secret)
      }
    }
    return set
  }

  /** Sets a variable of the repository where there is none of its name. Gives whether it did. */
  async setVariable(name: string, value: string): Promise<boolean> {
    if ((await this.#names(['variable', 'list'])).includes(name)) return false
    await this.#call(['variable', 'set', name], value)
    return true
  }

  async #names(list: readonly string[]): Promise<string[]> {
    const { stdout } = await this.#call([...list, '--json', 'name'])
    return (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)
  }

  /** What is secret goes in by standard input. */
  #call(args: readonly string[], input: string | Uint8Array = ''): Promise<RunResult> {
    return run('gh', args, { cwd: this.#root, signal: this.#signal, timeoutSeconds: 120, input, mustSucceed: `gh ${args.slice(0, 2).join(' ')}` })
  }
}
