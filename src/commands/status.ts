import type { Report, TargetResult } from '../events/results.ts'
import { faultFinding, withCure, worstFindingsFirst } from '../host/doctor.ts'
import { AgentError, SshError } from '../host/fault.ts'
import type { HostStatus } from '../host/status.ts'
import { type Run, withFleet } from '../rollout/fleet.ts'
import { failedResult } from '../rollout/outcome.ts'
import type { Rollout } from '../rollout/target.ts'

/** `status`: what each host runs, boots, has confirmed and waits for; with `doctor`, what would stop or spoil a deployment. Changes nothing. */
export async function status(run: Run): Promise<Report> {
  return withFleet(run, async ({ targets }) => {
    const results = await targets.each(run.settings.doctor ? examine : look)
    return { results }
  })
}

async function look(rollout: Rollout): Promise<TargetResult> {
  await rollout.connect()
  const found = await rollout.persist(() => rollout.host.status(rollout.context.signal), 20)
  return { state: 'unchanged', seconds: rollout.seconds, ...whatRuns(found) }
}

function whatRuns(status: HostStatus): Pick<TargetResult, 'toplevel' | 'status' | 'revision'> {
  return { toplevel: status.running, status, ...(status.healthy !== undefined && { revision: status.healthy }) }
}

/** A host that would refuse a deployment is not as it should be; nor is one that cannot be asked. */
async function examine(rollout: Rollout): Promise<TargetResult> {
  const { host, context, seconds } = rollout
  try {
    await rollout.connect()
    const { status, findings } = await rollout.persist(() => host.examine(context.signal), 20)
    const refusing = findings.filter(({ severity }) => severity === 'refuses')
    const result = { seconds, ...(status !== undefined && whatRuns(status)), findings: worstFindingsFirst(findings) }
    if (refusing.length === 0) return { ...result, state: 'unchanged' }
    return { ...result, state: 'failed', reason: `a deployment would be refused: ${refusing.map(withCure).join('; also: ')}` }
  } catch (error) {
    const result = failedResult(error, rollout)
    if (!(error instanceof SshError || error instanceof AgentError)) throw error
    return { ...result, findings: [faultFinding(error, result.reason ?? error.message)] }
  }
}
