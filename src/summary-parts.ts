// The parts of the job summary that need more than a few lines each: data → Markdown.
import { createHash } from 'node:crypto'
import { humanSeconds, phaseNames } from './log.ts'
import { andMore, code, codeBlock, fitting, folded, prose, table } from './markdown.ts'
import type { PhaseSpan } from './results.ts'
import type { PackageChange, SystemChange } from './system-change.ts'
import { formatAddress, type Target } from './targets.ts'
import type { TargetStory } from './timeline.ts'

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Bytes for people: `512 bytes`, `34 kB`, `1.23 GB`. */
export function humanBytes(bytes: number): string {
  const size = Math.abs(bytes)
  const sign = bytes < 0 ? '−' : ''
  if (size < 1000) return `${sign}${plural(size, 'byte')}`
  const unit = ['kB', 'MB', 'GB', 'TB'].findIndex((_, index) => size < 999.5 * 1000 ** (index + 1) || index === 3)
  const value = size / 1000 ** (unit + 1)
  return `${sign}${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${['kB', 'MB', 'GB', 'TB'][unit] ?? ''}`
}

const signed = (bytes: number): string => (bytes > 0 ? `+${humanBytes(bytes)}` : humanBytes(bytes))

/** What changed in the systems; those in which the same changed stand together. */
export function changesPart(stories: readonly TargetStory[], mostBytes: number): string {
  const groups = new Map<string, { names: string[]; changes: SystemChange }>()
  for (const { name, changes } of stories) {
    if (changes === undefined) continue
    const key = createHash('sha256').update(JSON.stringify(changes)).digest('hex')
    const group = groups.get(key) ?? { names: [], changes }
    groups.set(key, group)
    group.names.push(name)
  }
  const each = (mostBytes / 2) / Math.max(1, groups.size)
  const { kept, leftOut } = fitting([...groups.values()].map(({ names, changes }) => folded(changesTitle(names, changes), changesTable(changes, each), groups.size === 1)), mostBytes)
  return [...kept, andMore(leftOut, 'system')].filter((part) => part !== '').join('\n')
}

function changesTitle(names: readonly string[], { before, after, packages, rebuilt }: SystemChange): string {
  const count = (kind: PackageChange['kind']): number => packages.filter((change) => change.kind === kind).length
  const counts = (['upgraded', 'downgraded', 'added', 'removed'] as const).map((kind) => [count(kind), kind] as const).filter(([number]) => number > 0)
  const said = [...counts.map(([number, kind]) => `${number} ${kind}`), ...(rebuilt > 0 ? [`${rebuilt} rebuilt`] : [])]
  const shown = names.slice(0, 10).map((name) => `<b>${code(name)}</b>`).join(', ')
  const more = names.length > 10 ? ` ${andMore(names.length - 10, 'target')}` : ''
  return `${shown}${more}: ${said.length === 0 ? 'no other package' : said.join(', ')}; closure ${humanBytes(before.bytes)} → ${humanBytes(after.bytes)} (${signed(after.bytes - before.bytes)})`
}

function changesTable({ before, after, packages, rebuilt, configuration, leftOut = 0 }: SystemChange, mostBytes: number): string {
  const versions = (list: readonly string[]): string => (list.length === 0 ? '–' : list.map((version) => code(version, 60)).join(', '))
  const kinds: PackageChange['kind'][] = ['upgraded', 'downgraded', 'added', 'removed']
  const rows = kinds.flatMap((kind) =>
    packages.filter((change) => change.kind === kind).map((change) => [kind, code(change.name, 80), versions(change.before), versions(change.after), signed(change.bytes)]),
  )
  return [
    ...(rows.length === 0 ? [] : [table(['', 'package', 'before', 'after', 'size'], rows, mostBytes, 'package'), '']),
    `${plural(before.paths, 'store path')} before, ${after.paths} after; ${plural(rebuilt, 'package')} rebuilt in the same version; ${plural(configuration, 'path')} of configuration changed.`,
    ...(leftOut === 0 ? [] : ['', andMore(leftOut, 'store path')]),
  ].join('\n')
}

/** The last answer of each health check. */
export function checksPart(stories: readonly TargetStory[], mostBytes: number): string {
  const rows = stories.flatMap(({ name, ofGate, checks }) =>
    checks.map(({ check, passed, answer, attempts }) => [`${code(name)}${ofGate ? ' (gate)' : ''}`, code(check), `${passed ? '✅' : '❌'} ${prose(answer)}`, String(attempts)]),
  )
  return rows.length === 0 ? '' : table(['target', 'check', 'last answer', 'attempts'], rows, mostBytes, 'check')
}

/** As many bars as can be read, and drawn by GitHub. */
const MOST_DRAWN = 20

/** When what happened: drawn, and as a table for where nothing is drawn. */
export function timelinePart(runPhases: readonly PhaseSpan[], stories: readonly TargetStory[], startedAt: number, endedAt: number, mostBytes: number): string {
  const lanes = [{ name: 'runner', phases: runPhases, failed: false }, ...stories.map(({ name, ofGate, phases, checks }) => ({
    name: ofGate ? `${name} (gate)` : name, phases, failed: checks.some(({ passed }) => !passed),
  }))].filter(({ phases }) => phases.length > 0)
  if (lanes.length === 0) return ''
  // Names of targets are plain words; this is Mermaid's own text, where others' would be drawn as they like.
  const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9 ()._-]/g, '_')
  const drawing = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S']
  for (const { name, phases, failed } of lanes.slice(0, MOST_DRAWN)) {
    drawing.push(`  section ${plain(name)}`)
    for (const { phase, startedAt: began, seconds } of phases) {
      const start = Math.round(Date.parse(began))
      const end = seconds === undefined ? Math.round(endedAt) : start + Math.round(seconds * 1000)
      const tag = phase === 'roll-back' || (phase === 'check' && failed) ? 'crit, ' : seconds === undefined ? 'active, ' : phase === 'evaluate-and-build' ? '' : 'done, '
      drawing.push(`  ${phaseNames[phase]} :${tag}${start}, ${Math.max(end, start + 1)}`)
    }
  }
  const rows = lanes.flatMap(({ name, phases }) =>
    phases.map(({ phase, startedAt: began, seconds }) => [
      code(name), phaseNames[phase], humanSeconds(Math.max(0, (Date.parse(began) - startedAt) / 1000)), seconds === undefined ? 'did not end' : humanSeconds(seconds),
    ]),
  )
  return [
    codeBlock(drawing.join('\n'), 'mermaid', 48_000),
    ...(lanes.length > MOST_DRAWN ? ['', `${andMore(lanes.length - MOST_DRAWN, 'target')}; the table has them`] : []),
    '',
    folded('The same as a table', table(['target', 'phase', 'began after', 'took'], rows, mostBytes, 'row')),
  ].join('\n')
}

/** A step to copy: what it is for, and the inputs by which the targets are told. */
export interface WayOn {
  title: string
  command: 'rollback' | 'promote'
  revision: string | undefined
  targets: readonly Target[]
}

/** The steps by which to go back, or on. */
export function wayPart(ways: readonly WayOn[], action: string, mostBytes: number): string {
  const steps = ways.map(({ title, command, revision, targets }) => {
    const shown = targets.slice(0, 50).map((target) => {
      const address = formatAddress(target)
      return target.configuration === target.name && !address.startsWith('[') ? `      ${target.name}: ${address}` : `      ${target.name}: { host: "${address}", configuration: ${target.configuration} }`
    })
    const lines = [
      `- uses: ${action}`, '  with:', `    command: ${command}`, ...(revision === undefined ? [] : [`    revision: "${revision}"`]), '    targets: |', ...shown,
      ...(targets.length > 50 ? [`      # ${andMore(targets.length - 50, 'target')}`] : []),
      `    # ssh-private-key, known-hosts and health checks as in this step${revision?.startsWith('found-') === true ? ', but without {revision}: this system was found there' : ''}`,
    ]
    return `${title}\n\n${codeBlock(lines.join('\n'), 'yaml')}`
  })
  const { kept, leftOut } = fitting(steps, mostBytes)
  return [...kept, andMore(leftOut, 'way')].filter((part) => part !== '').join('\n\n')
}
