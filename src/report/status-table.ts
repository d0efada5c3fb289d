import type { TargetResult } from '../events/results.ts'
import { untrusted } from './log.ts'

/** What `status` found, as a table in plain text: a block per host, a line per fact. */
export function statusTable(results: Record<string, TargetResult>): string {
  const blocks = Object.entries(results).map(([target, { state, reason, status }]) => {
    if (status === undefined) return `${target}\n  ${state}: ${untrusted(reason ?? '')}`
    // Of several labels of one system the healthy one tells most, then a confirmed one.
    const telling = status.revisions.toSorted(
      (a, b) => Number(a.confirmed) - Number(b.confirmed) || Number(a.label === status.healthy) - Number(b.label === status.healthy),
    )
    const labels = new Map(telling.map(({ label, toplevel }) => [toplevel, label]))
    const system = (toplevel: string): string => `${toplevel}${labels.has(toplevel) ? ` (${labels.get(toplevel) ?? ''})` : ''}`
    const facts = [
      ['running', system(status.running)],
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
