import type { Run } from '../fleet.ts'
import type { Report } from '../results.ts'

/** `archive`: packs configurations into one thing that can be carried anywhere. */
export function archive(run: Run): Promise<Report> {
  return Promise.reject(new Error(`'${run.settings.command}' is not there yet`))
}
