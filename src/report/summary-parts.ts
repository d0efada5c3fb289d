// The parts of the job summary that need more than a few lines each: data → Markdown.
import { createHash } from 'node:crypto'
import { isAsAsked, type Phase, type PhaseSpan, type TargetResult } from '../events/results.ts'
import type { TargetStory, WaveSpan } from '../events/timeline.ts'
import type { PackageChange, SystemChange } from '../host/system-change.ts'
import { humanBytes, humanSeconds, plural } from '../runner/units.ts'
import { formatAddress } from '../settings/address.ts'
import type { Target } from '../settings/targets.ts'
import { phaseNames } from './log.ts'
import { andMore, code, codeBlock, fitting, folded, table, titleCode } from './markdown.ts'

const signed = (bytes: number): string => (bytes > 0 ? `+${humanBytes(bytes)}` : humanBytes(bytes))

/** What changed in the systems; those in which the same changed, and which ended the same way, stand together. */
export function changesPart(stories: readonly TargetStory[], mostBytes: number): string {
  const groups = new Map<string, { names: string[]; outcome: string; changes: SystemChange }>()
  for (const { name, changes, result } of stories) {
    if (changes === undefined) continue
    const outcome = outcomeOf(result)
    const key = createHash('sha256')
      .update(JSON.stringify([outcome, changes]))
      .digest('hex')
    const group = groups.get(key) ?? { names: [], outcome, changes }
    groups.set(key, group)
    group.names.push(name)
  }
  const each = mostBytes / 2 / Math.max(1, groups.size)
  const { kept, leftOut } = fitting(
    [...groups.values()].map(({ names, outcome, changes }) => folded(changesTitle(names, outcome, changes), changesTable(changes, each), groups.size === 1)),
    mostBytes,
  )
  return [...kept, andMore(leftOut, 'system')].filter((part) => part !== '').join('\n')
}

/** What a change came to, where it is not simply there. */
function outcomeOf(result: TargetResult | undefined): string {
  switch (result?.state) {
    case 'activated':
      return ''
    case 'staged':
      return ' (from the next boot on)'
    case 'rolled-back':
      return ' (rolled back: what it would have changed)'
    case 'unchanged':
      return ' (not activated: what it would change)'
    default:
      return ' (perhaps not: see what went wrong)'
  }
}

/** How many packages changed in which way, and the closure's size before and after where it is known. */
export function changesCounts({ before, after, packages, rebuilt }: SystemChange, sized = true): string {
  const count = (kind: PackageChange['kind']): number => packages.filter((change) => change.kind === kind).length
  const counts = (['upgraded', 'downgraded', 'changed', 'added', 'removed'] as const)
    .map((kind) => [count(kind), kind] as const)
    .filter(([number]) => number > 0)
  const said = [...counts.map(([number, kind]) => `${number} ${kind}`), ...(rebuilt > 0 ? [`${rebuilt} rebuilt`] : [])]
  const counted = said.length === 0 ? 'no other package' : said.join(', ')
  return sized ? `${counted}; closure ${humanBytes(before.bytes)} → ${humanBytes(after.bytes)} (${signed(after.bytes - before.bytes)})` : counted
}

function changesTitle(names: readonly string[], outcome: string, changes: SystemChange): string {
  const shown = names
    .slice(0, 10)
    .map((name) => `<b>${titleCode(name)}</b>`)
    .join(', ')
  const more = names.length > 10 ? ` ${andMore(names.length - 10, 'target')}` : ''
  return `${shown}${more}${outcome}: ${changesCounts(changes)}`
}

/** The packages that changed, and how much else; without sizes where nothing was built. */
export function changesTable(
  { before, after, packages, rebuilt, configuration, leftOut = 0 }: SystemChange,
  mostBytes: number,
  { sized = true }: { sized?: boolean } = {},
): string {
  const versions = (list: readonly string[]): string => (list.length === 0 ? '–' : list.map((version) => code(version)).join(', '))
  const kinds: PackageChange['kind'][] = ['upgraded', 'downgraded', 'changed', 'added', 'removed']
  const rows = kinds.flatMap((kind) =>
    packages
      .filter((change) => change.kind === kind)
      .map((change) => [kind, code(change.name), versions(change.before), versions(change.after), ...(sized ? [signed(change.bytes)] : [])]),
  )
  return [
    ...(rows.length === 0 ? [] : [table(['', 'package', 'before', 'after', ...(sized ? ['size'] : [])], rows, mostBytes, 'package'), '']),
    `${plural(before.paths, 'store path')} before, ${after.paths} after; ${plural(rebuilt, 'package')} rebuilt in the same version; ${plural(configuration, 'path')} of configuration changed.`,
    ...(leftOut === 0 ? [] : ['', andMore(leftOut, 'store path')]),
  ].join('\n')
}

/** The last answer of each health check. */
export function checksPart(stories: readonly TargetStory[], mostBytes: number): string {
  const rows = stories.flatMap(({ name, ofGate, checks }) =>
    checks.map(({ check, passed, answer, attempts }) => [
      `${code(name)}${ofGate ? ' (gate)' : ''}`,
      code(check),
      `${passed ? '✅' : '❌'} ${code(answer)}`,
      String(attempts),
    ]),
  )
  return rows.length === 0 ? '' : table(['target', 'check', 'last answer', 'attempts'], rows, mostBytes, 'check')
}

/** As many lanes as can be read, and drawn by GitHub. */
const MOST_DRAWN = 20

interface Lane {
  name: string
  phases: readonly PhaseSpan[]
  /** Where it is not as asked: the phase that it came to last, and its way back. */
  failedIn: ReadonlySet<PhaseSpan>
}

function laneOf({ name, ofGate, phases, result }: TargetStory): Lane {
  const back = phases.filter(({ phase }) => phase === 'roll-back')
  const last = result !== undefined && !isAsAsked(result) && result.state !== 'not-begun' ? phases.findLast(({ phase }) => phase !== 'roll-back') : undefined
  return { name: ofGate ? `${name} (gate)` : name, phases, failedIn: new Set(last === undefined ? back : [last, ...back]) }
}

/** What each wave took, as a whole; a fleet of hundreds has no lane for each of its targets. */
function waveLanes(waves: readonly WaveSpan[], stories: readonly TargetStory[], endedAt: number): Lane[] {
  if (waves.length < 2) return []
  const spansOf = (members: readonly TargetStory[], of: readonly Phase[]): PhaseSpan[] =>
    members.flatMap(({ phases }) => phases.filter(({ phase }) => of.includes(phase)))
  const whole = (phase: Phase, spans: readonly PhaseSpan[], before = Infinity): PhaseSpan[] => {
    const within = spans.filter(({ startedAt }) => Date.parse(startedAt) < before)
    if (within.length === 0) return []
    const began = Math.min(...within.map(({ startedAt }) => Date.parse(startedAt)))
    const ended = Math.max(...within.map(({ startedAt, seconds }) => (seconds === undefined ? endedAt : Date.parse(startedAt) + seconds * 1000)))
    return [{ phase, startedAt: new Date(began).toISOString(), seconds: (ended - began) / 1000 }]
  }
  const targets = stories.filter(({ ofGate }) => !ofGate)
  const first = Math.min(...waves.map(({ startedAt }) => Date.parse(startedAt)))
  const staging: Lane = { name: 'all', phases: whole('stage', spansOf(targets, ['connect', 'stage']), first), failedIn: new Set() }
  return [
    staging,
    ...waves.map(({ title, targets: names }) => {
      const members = targets.filter(({ name }) => names.includes(name))
      const activating = whole('activate', spansOf(members, ['hooks', 'activate', 'reach', 'check', 'confirm', 'roll-back']))
      const failed = members.some(({ result }) => result !== undefined && !isAsAsked(result))
      return { name: title, phases: [...activating, ...whole('soak', spansOf(members, ['soak']))], failedIn: new Set(failed ? activating : []) }
    }),
  ]
}

/** What is drawn: the runner, the waves, and the targets. */
export interface Drawn {
  phases: readonly PhaseSpan[]
  stories: readonly TargetStory[]
  waves: readonly WaveSpan[]
  /** Milliseconds since 1970. */
  startedAt: number
  endedAt: number
}

/** When what happened: drawn, and as a table for where nothing is drawn. What went wrong comes first where not all can be shown. */
export function timelinePart({ phases, stories, waves, startedAt, endedAt }: Drawn, mostBytes: number): string {
  const run = { name: 'runner', phases, failedIn: new Set<PhaseSpan>() }
  const ofWaves = waveLanes(waves, stories, endedAt)
  const targets = stories.map(laneOf)
  const isMany = targets.length + ofWaves.length >= MOST_DRAWN
  const worst = isMany ? targets.toSorted((a, b) => Number(b.failedIn.size > 0) - Number(a.failedIn.size > 0)) : targets
  // Those that are well the waves tell of.
  const shown = isMany && ofWaves.length > 0 ? worst.filter(({ failedIn }) => failedIn.size > 0) : worst
  const lanes = [run, ...ofWaves, ...shown].filter((lane) => lane.phases.length > 0)
  if (lanes.length === 0) return ''
  // Names of targets are plain words; this is Mermaid's own text, where others' would be drawn as they like.
  const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9 ()._-]/g, '_')
  const drawing = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S']
  for (const { name, phases, failedIn } of lanes.slice(0, MOST_DRAWN)) {
    drawing.push(`  section ${plain(name)}`)
    for (const span of phases) {
      const { phase, startedAt: began, seconds } = span
      const start = Math.round(Date.parse(began))
      const end = seconds === undefined ? Math.round(endedAt) : start + Math.round(seconds * 1000)
      const tag = failedIn.has(span) ? 'crit, ' : seconds === undefined ? 'active, ' : name === 'runner' ? '' : 'done, '
      drawing.push(`  ${phaseNames[phase]} :${tag}${start}, ${Math.max(end, start + 1)}`)
    }
  }
  const rows = lanes.flatMap(({ name, phases }) =>
    phases.map(({ phase, startedAt: began, seconds }) => [
      code(name),
      phaseNames[phase],
      humanSeconds(Math.max(0, (Date.parse(began) - startedAt) / 1000)),
      seconds === undefined ? 'did not end' : humanSeconds(seconds),
    ]),
  )
  return [
    codeBlock(drawing.join('\n'), 'mermaid', 48_000),
    ...(lanes.length > MOST_DRAWN ? ['', andMore(lanes.length - MOST_DRAWN, 'target')] : []),
    '',
    folded('The same as a table', table(['target', 'phase', 'began after', 'took'], rows, mostBytes, 'row')),
  ].join('\n')
}

/** A step to copy: what it does to its targets, in words, and the inputs by which it is told. */
export interface WayOn {
  words: string
  command: 'rollback' | 'promote'
  revision: string | undefined
  targets: readonly Target[]
}

/** The steps by which to go back, or on. */
export function wayPart(ways: readonly WayOn[], action: string, mostBytes: number): string {
  const steps = ways.map(({ words, command, revision, targets }) => {
    const title = `${words} ${targets
      .slice(0, 10)
      .map(({ name }) => code(name))
      .join(', ')}${targets.length > 10 ? ` and ${targets.length - 10} more` : ''}:`
    const shown = targets.slice(0, 50).map((target) => {
      const address = formatAddress(target)
      return target.configuration === target.name && !address.startsWith('[')
        ? `      ${target.name}: ${address}`
        : `      ${target.name}: { host: "${address}", configuration: ${target.configuration} }`
    })
    const lines = [
      `- uses: ${action}`,
      '  with:',
      `    command: ${command}`,
      ...(revision === undefined ? [] : [`    revision: "${revision}"`]),
      '    targets: |',
      ...shown,
      ...(targets.length > 50 ? [`      # ${andMore(targets.length - 50, 'target')}`] : []),
      `    # ssh-private-key, known-hosts, health-check, revisions-directory and the like as in this step${revision?.startsWith('found-') === true ? ', but without {revision}: this system was found there' : ''}`,
    ]
    return `${title}\n\n${codeBlock(lines.join('\n'), 'yaml')}`
  })
  const { kept, leftOut } = fitting(steps, mostBytes)
  return [...kept, andMore(leftOut, 'way')].filter((part) => part !== '').join('\n\n')
}
