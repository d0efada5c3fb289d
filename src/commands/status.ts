import type { Report } from '../events/results.ts'
import { type Run, withFleet } from '../rollout/fleet.ts'

/** `status`: what each host runs, boots, has confirmed and waits for. Changes nothing. */
export async function status(run: Run): Promise<Report> {
  return withFleet(run, async ({ targets }) => {
    const results = await targets.each(async (rollout) => {
      await rollout.connect()
      const found = await rollout.persist(() => rollout.host.status(run.signal), 20)
      return {
        state: 'unchanged',
        toplevel: found.running,
        seconds: rollout.seconds,
        status: found,
        ...(found.healthy !== undefined && { revision: found.healthy }),
      }
    })
    return { results }
  })
}
