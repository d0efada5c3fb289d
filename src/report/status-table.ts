import type { TargetResult } from '../events/results.ts'
import { promoterOf, tellingRevision } from '../host/status.ts'
import { untrusted } from './log.ts'

/** What `status` found, as a table in plain text: a block per host, a line per fact. */
export function statusTable(results: Record<string, TargetResult>): string {
  const blocks = Object.entries(results).map(([target, { state, reason, status }]) => {
    if (status === undefined) return `${target}\n  ${state}: ${untrusted(reason ?? '')}`
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
    return [target, ...facts.map(([name = '', value = '']) => `  ${name.padEnd(13)}${untrusted(value)}`)].join('\n')
  })
  return blocks.join('\n')
}
