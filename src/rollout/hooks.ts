import type { TargetResult } from '../events/results.ts'
import { AgentError, ConnectionLost, inWords, SshError, withWords } from '../host/fault.ts'
import type { HostStatus } from '../host/status.ts'
import { formatDuration } from '../parse/duration.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { ProgramTimeout, run } from '../runner/process.ts'
import { describeHook, type Hook, type Moment } from '../settings/hooks.ts'
import type { Target } from '../settings/targets.ts'
import { failedResult } from './outcome.ts'
import type { Rollout } from './target.ts'

/** What a hook finds in its environment, beside TARGET and HOST. */
interface About {
  revision: string
  /** The system that is, or was, activated. */
  toplevel: string
  /** What runs, or ran, before it. */
  previous: string
}

/**
 * Runs a target's `before-activation` hooks, unless its activation will change nothing. Gives how the target ended where one failed, and
 * then nothing is to be activated there; undefined where it may be.
 */
export async function beforeActivation(rollout: Rollout, asked: string): Promise<TargetResult | undefined> {
  const { target } = rollout.host
  if (target.hooks['before-activation'].length === 0 || target.activate === 'dry-activate') return undefined
  try {
    const about = changeIn(await rollout.persist(() => rollout.host.status(rollout.context.signal), 20), asked, target)
    const failed = about && (await runHooks(rollout, 'before-activation', about))
    if (failed === undefined) return undefined
    return { ...failedResult(new Error(`${failed}; nothing was activated here`), rollout), revision: about?.revision ?? asked }
  } catch (error) {
    if (rollout.context.signal.aborted) return { ...failedResult(error, rollout), reason: 'cancelled; nothing was changed' }
    return failedResult(
      withWords(error, (message) => `${message}; nothing was activated here`),
      rollout,
    )
  }
}

/** Runs the `after-confirmation` hooks of a target that was confirmed. Gives its result: red where one failed, though it stays confirmed. */
export async function afterConfirmation(rollout: Rollout, result: TargetResult): Promise<TargetResult> {
  const { revision = '', toplevel = '', previousToplevel = '' } = result
  if (result.state !== 'activated' || rollout.host.target.hooks['after-confirmation'].length === 0) return result
  const failed = await runHooks(rollout, 'after-confirmation', { revision, toplevel, previous: previousToplevel }).catch((error: unknown) =>
    rollout.context.signal.aborted ? 'the run was cancelled before its hooks (after-confirmation) had ended' : wordsOfError(error),
  )
  if (failed === undefined) return result
  return { ...result, seconds: rollout.seconds, state: 'failed', changed: true, reason: `it was confirmed, and stays so: ${failed}` }
}

/** What an activation will change; undefined where it changes nothing, or will be refused: the host says which, as `activate` in the agent does. */
export function changeIn(status: HostStatus, asked: string, { activate }: Pick<Target, 'activate'>): About | undefined {
  const toplevelOf = (label: string | undefined): string | undefined => status.revisions.find((revision) => revision.label === label)?.toplevel
  const { running, bootDefault, healthy, pending } = status
  const revision = asked === 'latest' || asked === 'healthy' || asked === 'previous' ? status[asked] : asked
  const toplevel = toplevelOf(revision)
  if (revision === undefined || toplevel === undefined || pending !== undefined) return undefined
  const isAsAsked = {
    switch: running === toplevel && bootDefault === toplevel && toplevelOf(healthy) === toplevel,
    test: running === toplevel,
    boot: bootDefault === toplevel,
    'dry-activate': true,
    none: true,
  }[activate]
  return isAsAsked ? undefined : { revision, toplevel, previous: running }
}

/** Runs them one after the other; gives why the first that failed did. Throws where the host is lost, and when the run is cancelled. */
async function runHooks(rollout: Rollout, moment: Moment, about: About): Promise<string | undefined> {
  const { target } = rollout.host
  return rollout.phase('hooks', async () => {
    for (const hook of target.hooks[moment]) {
      rollout.note(`${moment}: ${describeHook(hook)}`)
      const last: string[] = []
      const tell = (text: string): void => {
        if (text.trim() !== '') last.push(text)
        if (last.length > 5) last.shift()
        rollout.context.emit({ type: 'output', source: target.name, text })
      }
      const failed = await (hook.on === 'runner' ? runHere(rollout, hook.command, hook, about, tell) : runThere(rollout, hook, about, tell))
      if (failed !== undefined) return `hook ${moment} failed: ${describeHook(hook)}: ${failed}${last.length === 0 ? '' : `: ${inWords(last)}`}`
    }
    return undefined
  })
}

/** Gives why it failed. */
type Ran = Promise<string | undefined>
type Tell = (line: string) => void

function tooLong(seconds: number): string {
  return `it had not ended after ${formatDuration(seconds)} and was stopped`
}

/**
 * What a step of `run:` does not have either, and is of no use to it: what speaks for this action. The command comes on standard input, which is
 * at its end when it starts.
 */
const onRunner =
  'unset GITHUB_STATE GITHUB_OUTPUT GITHUB_ENV GITHUB_PATH ACTIONS_RUNTIME_TOKEN ACTIONS_RUNTIME_URL ACTIONS_RESULTS_URL ACTIONS_CACHE_URL\neval "$(cat)"'

async function runHere(rollout: Rollout, command: string, { timeoutSeconds }: Hook, about: About, tell: Tell): Ran {
  const { host, context } = rollout
  try {
    const { code } = await run('sh', ['-c', onRunner], {
      input: command,
      cwd: context.workspace,
      env: { REVISION: about.revision, TARGET: host.target.name, HOST: host.target.host, TOPLEVEL: about.toplevel, PREVIOUS_TOPLEVEL: about.previous },
      signal: context.signal,
      timeoutSeconds,
      maxStdoutBytes: 0,
      onStdoutLine: tell,
      onStderrLine: tell,
    })
    return code === 0 ? undefined : `exit code ${code}`
  } catch (error) {
    if (error instanceof ProgramTimeout) return tooLong(timeoutSeconds)
    throw error
  }
}

/** A hook that was begun is not begun a second time: nobody knows how far it came. */
async function runThere(rollout: Rollout, hook: Hook, { revision, toplevel, previous }: About, tell: Tell): Ran {
  const { host, context } = rollout
  const { name } = host.target
  const { signal } = context
  await rollout.persist(() => host.open(signal), 20)
  const request = {
    verb: 'hook',
    kind: hook.kind,
    timeout: hook.timeoutSeconds,
    revision,
    target: name,
    host: host.target.host,
    toplevel,
    previous: previous === '' ? undefined : previous,
  }
  const onLine = ({ keyword, rest }: { keyword: string; rest: string }): void => {
    if (keyword === 'out') tell(rest)
  }
  const answer = await host.call(request, { data: hook.kind === 'named' ? hook.hook : hook.command, signal, onLine }).catch((error: unknown) => {
    const isLost = error instanceof ConnectionLost || error instanceof SshError || (error instanceof AgentError && error.code === 'ended')
    throw isLost
      ? withWords(error, (message) => `${message}, while ${describeHook(hook)} ran there: how that ended is not known, and it was not run again`)
      : error
  })
  const code = answer.find(({ keyword }) => keyword === 'exit')?.rest
  if (code === '0') return undefined
  return code === 'timeout' ? tooLong(hook.timeoutSeconds) : `exit code ${code ?? 'unknown'}`
}
