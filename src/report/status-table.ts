import type { TargetResult } from '../events/results.ts'
import type { Finding } from '../host/doctor.ts'
import { promoterOf, tellingRevision } from '../host/status.ts'
import { fineNames } from './findings.ts'
import { untrusted } from './log.ts'

/** What `status` found, as a table in plain text: a block per host, a line per fact. */
export function statusTable(results: Record<string, TargetResult>): string {
  const blocks = Object.entries(results).map(([target, { state, reason, status, findings = [] }]) => {
    const found = findings.length === 0 ? [] : findingLines(findings)
    if (status === undefined) return [target, `  ${state}: ${untrusted(reason ?? '')}`, ...found].join('\n')
    const system = (toplevel: string): string => {
      const revision = tellingRevision(status, toplevel)
      return revision === undefined ? toplevel : `${toplevel} (${revision.label})`
    }
    const runs = tellingRevision(status, status.running)
    const promoter = runs && promoterOf(status, runs.label)
    const facts = [
      ['running', system(status.running)],
      ...(runs?.statement === undefined ? [] : [['signed', `by ${runs.statement.signer} at ${runs.statement.time}, ${runs.statement.who}`]]),
      ...(promoter === undefined ? [] : [['activated', `by ${promoter}`]]),
      ['booted', system(status.booted)],
      ['boot default', system(status.bootDefault)],
      ['latest', status.latest ?? '-'],
      ['healthy', status.healthy ?? '-'],
      ['previous', status.previous ?? '-'],
      ['pending', status.pending === undefined ? '-' : `${status.pending.revision} by ${status.pending.who} since ${status.pending.since}`],
      ...status.events.map(({ time, event, revision, remark }): [string, string] => [
        'event',
        `${time} ${event} ${revision}${remark === '' ? '' : ` (${remark})`}`,
      ]),
    ]
    return [target, ...facts.map(([name = '', value = '']) => line(name, value)), ...found].join('\n')
  })
  return blocks.join('\n')
}

function line(name: string, value: string): string {
  return `  ${name.padEnd(13)}${untrusted(value)}`
}

/** A line for each that is not fine, with its cure below, and one for all that are. */
function findingLines(findings: readonly Finding[]): string[] {
  const told = findings
    .filter(({ severity }) => severity !== 'fine')
    .flatMap(({ severity, what, cure }) => [line(severity, what), ...(cure === undefined ? [] : [line('', `cure: ${cure}`)])])
  const fine = fineNames(findings)
  return [...told, ...(fine === '' ? [] : [line('fine', fine)])]
}
