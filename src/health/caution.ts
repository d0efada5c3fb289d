import { andOthers } from '../parse/input-error.ts'
import { describeCheck, type HealthCheck } from './check.ts'
import { secretsOf } from './request.ts'

/** What of checks the runner has to mask, wherever it came from: a file and the flake have secrets that GitHub knows nothing of. */
export function secretsOfChecks(checks: readonly HealthCheck[]): string[] {
  return [...new Set(checks.flatMap((check) => (check.kind === 'http' ? secretsOf(check.request ?? {}) : [])))]
}

/** What a person should know each time of checks that believe anybody; undefined where none does. */
export function insecureWarning(checks: readonly HealthCheck[]): string | undefined {
  const insecure = new Set(checks.filter((check) => check.kind === 'http' && check.request?.insecure === true).map(describeCheck))
  if (insecure.size === 0) return undefined
  const message = `health-check: whoever is in between can answer for ${andOthers([...insecure])}, and reads what is sent, for \`insecure: true\` looks at no certificate; write \`ca\` with that of its authority`
  return message
}
