import { SshError, withWords } from '../host/fault.ts'
import { proveHealthy } from './prove.ts'
import type { Rollout } from './target.ts'

/** Proves that the host can be reached and is healthy; both at once where the checks need no connection. Gives why a check failed. */
export async function reachAndCheck(
  rollout: Rollout,
  revision: string,
  confirmBy: number,
  reaching: Promise<void>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const unreachable = new AbortController()
  reaching.catch((error: unknown) => unreachable.abort(error))
  if (rollout.healthChecks.some(({ from }) => from === 'host')) await reaching
  const checking = proveHealthy(rollout, revision, confirmBy, AbortSignal.any([signal, unreachable.signal]))
  // What is wrong with the connection says more.
  await Promise.allSettled([reaching, checking])
  await reaching
  return checking
}

/** Proves that the host can be reached over a new connection. Where it cannot, the reason says that this came with the new system. */
export async function reach(rollout: Rollout, confirmBy: number, signal: AbortSignal): Promise<void> {
  const connect = (): Promise<unknown> => rollout.host.openAnew(signal)
  await rollout.persist(connect, (confirmBy - performance.now()) / 1000, { signal, deniedUntil: () => confirmBy }).catch((error: unknown) => {
    throw withWords(error, (message) => `with the new system ${changed(error)}: ${message}`)
  })
}

/** What the new system changed of how it is logged in to, for whom the fault is met after the switch. */
export function changed(error: unknown): string {
  if (!(error instanceof SshError)) return 'it runs nothing as root for whom it did before'
  if (error.failure === 'host-key') return 'its host key is another'
  if (error.failure === 'authentication' || error.failure === 'closed') return 'it does not let in whom it let in before'
  return 'no new connection can be made'
}
