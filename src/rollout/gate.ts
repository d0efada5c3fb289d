import type { HostStatus } from '../host/status.ts'
import type { HostGroup } from './fleet.ts'
import { proveHealthy } from './prove.ts'
import type { Rollout } from './target.ts'

/** The gate does not hold: nothing may be activated. */
export class GateClosed extends Error {
  override name = 'GateClosed'
}

/**
 * Holds that the revision was confirmed on every target of the gate; where one has health checks, that it runs there now and
 * passes them. `healthy` means what the gate's targets have confirmed last, and they must agree. Gives the label. Throws
 * `GateClosed`, which says for each target what is missing; changes nothing anywhere.
 */
export async function passGate(gate: HostGroup, revision: string): Promise<string> {
  const labels = new Map<string, string>()
  const results = await gate.each(async (rollout) => {
    await rollout.connect()
    const label = await rollout.phase('gate', () => proven(rollout, revision))
    labels.set(rollout.host.target.name, label)
    return { state: 'unchanged', revision: label, seconds: rollout.seconds, reason: 'the gate holds here' }
  })
  const missing = Object.entries(results).filter(([name]) => !labels.has(name))
  if (missing.length > 0) {
    throw new GateClosed(`require-healthy-on: ${missing.map(([name, { reason }]) => `${name}: ${reason ?? ''}`).join('; ')}. Nothing was activated`)
  }
  const [label = '', ...others] = new Set(labels.values())
  if (others.length > 0) {
    throw new GateClosed(
      `require-healthy-on: the targets do not agree on what is healthy: ${[...labels].map(([name, healthy]) => `${name} has ${healthy}`).join(', ')}. Name the revision by its label. Nothing was activated`,
    )
  }
  return label
}

async function proven(rollout: Rollout, revision: string): Promise<string> {
  const { host, context } = rollout
  const status = await rollout.persist(() => host.status(context.signal), 20)
  context.healthyElsewhere.say(host.target, status.healthy)
  const label = labelOf(status, revision)
  if (label === undefined) throw new Error(`it has no '${revision}' revision`)
  const found = status.revisions.find((candidate) => candidate.label === label)
  if (found === undefined) throw new Error(`revision ${label} is not staged there; deploy it there first`)
  if (!found.confirmed) throw new Error(`revision ${label} is staged there, but was never confirmed to be healthy; activate it there first`)
  if (host.target.healthChecks.length === 0) return label
  if (status.running !== found.toplevel) throw new Error(`revision ${label} was confirmed there, but ${status.running} runs there now`)
  // Now means now: as long as one attempt of the slowest check and its time of passing take, and a second attempt.
  const seconds = Math.max(
    ...host.target.healthChecks.map(({ timeoutSeconds, intervalSeconds, forSeconds }) => 2 * timeoutSeconds + intervalSeconds + forSeconds),
  )
  const failed = await proveHealthy(rollout, label, performance.now() + seconds * 1000)
  if (failed !== undefined) throw new Error(failed)
  return label
}

function labelOf(status: HostStatus, revision: string): string | undefined {
  return revision === 'healthy' || revision === 'latest' ? status[revision] : revision
}
