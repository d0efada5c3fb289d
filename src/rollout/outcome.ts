import type { TargetResult } from '../events/results.ts'
import { AgentError, SshError } from '../host/fault.ts'
import { wordsOfError } from '../parse/error-words.ts'
import type { Rollout } from './target.ts'

/** A new system that drops the network goes back without a word about it. */
export function withLoss(result: Pick<TargetResult, 'state' | 'reason'>, lost: string | undefined): Pick<TargetResult, 'state' | 'reason'> {
  return lost === undefined || result.state !== 'rolled-back' ? result : { ...result, reason: `${result.reason ?? ''}, and ${lost} while it was activated` }
}

/** Reads `confirmed`, `rolled-back health check failed: …` and the like. */
export function outcomeResult(outcome: string): Pick<TargetResult, 'state' | 'reason' | 'warning'> {
  const word = outcome.split(' ', 1)[0] ?? ''
  const reason = outcome.slice(word.length + 1)
  switch (word) {
    case 'confirmed':
      return { state: 'activated', ...(reason !== '' && { reason, warning: reason }) }
    case 'tested':
      return {
        state: 'activated',
        reason: `${reason === '' ? '' : `${reason}; `}runs until the next reboot; the boot default is what it was`,
        ...(reason !== '' && { warning: reason }),
      }
    case 'rolled-back':
      return { state: 'rolled-back', reason }
    case 'boots-next':
      return { state: 'staged', reason: `boots next: ${reason}, unconfirmed; a power cut boots it too` }
    default:
      return { state: 'failed', reason: reason === '' ? 'the host does not know how this deployment ended; `command: status` shows it' : reason }
  }
}

/** Makes a result of whatever was thrown: one failed target never stops the others. */
export function failedResult(error: unknown, { known, seconds }: Rollout): TargetResult {
  const reason = wordsOfError(error)
  return {
    ...known,
    state: error instanceof SshError ? 'unreachable' : 'failed',
    seconds,
    reason: error instanceof AgentError && error.code === 'protocol' ? `${reason} (a fault of nix-flake-deploy; please report it)` : reason,
  }
}
