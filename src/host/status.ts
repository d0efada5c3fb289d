import type { AgentLine } from './answer.ts'
import { type LastTogether, parseTogether } from './together.ts'

/** A revision on a host. */
export interface HostRevision {
  label: string
  toplevel: string
  confirmed: boolean
  /** What was signed of it: by whom, as the host knows them, or '-' where it knows nobody; when; and which run that was. */
  statement?: { signer: string; time: string; who: string }
}

/** What a host says of itself; read only. */
export interface HostStatus {
  running: string
  booted: string
  bootDefault: string
  machine: string
  latest?: string
  healthy?: string
  previous?: string
  pending?: { id: string; since: string; revision: string; who: string }
  revisions: HostRevision[]
  /** How the last deployment ended, where its wave was to be confirmed whole or not at all. */
  together?: LastTogether
  /** The last events, newest last. */
  events: { time: string; event: string; revision: string; toplevel: string; who: string; remark: string }[]
}

/** The revision that names a system: of several the healthy one tells most, then a confirmed one. */
export function tellingRevision({ revisions, healthy }: HostStatus, toplevel: string): HostRevision | undefined {
  const labels = revisions.filter((revision) => revision.toplevel === toplevel)
  return labels.find(({ label }) => label === healthy) ?? labels.find(({ confirmed }) => confirmed) ?? labels[0]
}

/** Who activated the revision last, as far as the host's last events say. */
export function promoterOf({ events }: HostStatus, revision: string): string | undefined {
  return events.findLast((event) => event.revision === revision && (event.event === 'confirmed' || event.event === 'tested'))?.who
}

/** Reads the answer to `status`. */
export function parseStatus(lines: AgentLine[]): HostStatus {
  const facts = new Map<string, string>()
  const status: HostStatus = { running: '', booted: '', bootDefault: '', machine: '', revisions: [], events: [] }
  let interrupted: HostStatus['events'][number] | undefined
  for (const { keyword, rest } of lines) {
    const words = rest.split(' ')
    const [first = '', second = '', third = ''] = words
    if (keyword === 'fact') facts.set(first, second)
    else if (keyword === 'revision') status.revisions.push({ label: first, toplevel: second, confirmed: third === 'confirmed' })
    else if (keyword === 'statement') {
      const [label = '', , time = '', signer = '', ...who] = words
      const revision = status.revisions.find((candidate) => candidate.label === label)
      if (revision !== undefined) revision.statement = { signer, time, who: who.join(' ') }
    } else if (keyword === 'pending') status.pending = { id: first, since: second, revision: third, who: words.slice(3).join(' ') }
    else if (keyword === 'together') status.together = parseTogether(rest)
    else if (keyword === 'event') {
      const [time = '', event = '', revision = '', toplevel = '', who = '', remark = ''] = rest.split('\t')
      status.events.push({ time, event, revision, toplevel, who, remark })
    } else if (keyword === 'interrupted')
      interrupted = {
        time: second,
        event: 'interrupted',
        revision: third,
        toplevel: '',
        who: words.slice(3).join(' '),
        remark: 'the host rebooted before it was confirmed; the next deployment ends it',
      }
  }
  if (interrupted !== undefined) status.events.push(interrupted)
  status.running = facts.get('running') ?? ''
  status.booted = facts.get('booted') ?? ''
  status.bootDefault = facts.get('boot-default') ?? ''
  status.machine = facts.get('machine') ?? ''
  for (const link of ['latest', 'healthy', 'previous'] as const) {
    const label = facts.get(link)
    if (label !== undefined) status[link] = label
  }
  return status
}
