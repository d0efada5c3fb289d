// What `diff` found: for the job summary and a comment as Markdown, and for the log.
import { createHash } from 'node:crypto'
import type { Difference, Report } from '../events/results.ts'
import type { SystemDifference } from '../host/system-facts.ts'
import type { UnitChanges } from '../host/unit-changes.ts'
import { plural } from '../runner/units.ts'
import type { Settings } from '../settings/parse.ts'
import { andMore, code, fitting, folded, table, titleCode } from './markdown.ts'
import { changesCounts, changesTable } from './summary-parts.ts'

/** In a table, and in a line. */
const unitWords: [key: keyof UnitChanges, words: string, word: string][] = [
  ['stopped', 'stopped', 'stopped'],
  ['started', 'started', 'started'],
  ['restarted', 'restarted', 'restarted'],
  ['reloaded', 'reloaded', 'reloaded'],
  ['notRestarted', 'changed, and not restarted', 'not restarted'],
  ['ifRunning', 'stopped, restarted or reloaded if they run', 'that may run'],
]

/**
 * The differences as Markdown of at most so many bytes; those that are alike stand together, and those that stay the same in one line. GitHub masks secrets in
 * a job summary and not in a comment: for that `isMasked` is false, and other programs' words are left out.
 */
export function diffPart(differences: readonly Difference[], mostBytes: number, { isBuilt, isMasked }: { isBuilt: boolean; isMasked: boolean }): string {
  const named = (state: Difference['state']): Difference[] => differences.filter((each) => each.state === state)
  const names = (all: readonly Difference[]): string => {
    const shown = all.slice(0, MOST_NAMES).map(({ name }) => code(name))
    return [...shown, ...(all.length > MOST_NAMES ? [andMore(all.length - MOST_NAMES, 'configuration')] : [])].join(', ')
  }
  const groups = [
    ...Map.groupBy(named('changed'), ({ difference }) =>
      createHash('sha256')
        .update(JSON.stringify([difference]))
        .digest('hex'),
    ).values(),
  ]
  const each = mostBytes / 2 / Math.max(1, groups.length)
  const sections = groups.map((alike) => changedPart(alike, each, groups.length === 1, isBuilt))
  const unknown = named('unknown').map(
    ({ name, reason = '' }) => `- ${code(name)}${isMasked ? `: ${code(reason, 1000)}` : ', for a reason that the run tells'}`,
  )
  const { kept, leftOut } = fitting(
    [
      ...sections,
      ...(named('added').length === 0 ? [] : [`**New:** ${names(named('added'))}`]),
      ...(named('removed').length === 0 ? [] : [`**Removed:** ${names(named('removed'))}`]),
      ...(unknown.length === 0 ? [] : [`**Not compared:**\n\n${unknown.slice(0, MOST_NAMES).join('\n')}`]),
      ...(named('same').length === 0 ? [] : [`**The same:** ${names(named('same'))}`]),
    ],
    mostBytes,
  )
  return [...kept, andMore(leftOut, 'system')].filter((part) => part !== '').join('\n\n')
}

/** How many names stand in a line. */
const MOST_NAMES = 50

function changedPart(alike: readonly Difference[], mostBytes: number, open: boolean, isBuilt: boolean): string {
  const [first] = alike
  if (first?.difference === undefined) return ''
  const shown = alike.slice(0, 10).map(({ name }) => `<b>${titleCode(name)}</b>`)
  const more = alike.length > 10 ? ` ${andMore(alike.length - 10, 'system')}` : ''
  const { packages, units, reboot, refusesSwitch } = first.difference
  const title = `${shown.join(', ')}${more}: ${inOneLine(first.difference, isBuilt)}`
  const kinds = unitWords.filter(([key]) => units[key].length > 0)
  const rows = kinds.map(([key, words]) => [words, listed(units[key], mostBytes / 2 / kinds.length)])
  return folded(
    title,
    [
      ...(reboot.length === 0
        ? []
        : [
            `⚠️ **Needs a reboot**: ${reboot.map((what) => code(what)).join(', ')}${refusesSwitch ? '. It refuses to be switched to before that: deploy it with `activate: boot`' : ''}`,
            '',
          ]),
      ...(rows.length === 0 ? [] : [table(['units', ''], rows, Infinity, 'row'), '']),
      isBuilt ? changesTable(packages, mostBytes) : changesTable(packages, mostBytes, { sized: false }),
    ].join('\n'),
    open,
  )
}

function listed(names: readonly string[], mostBytes: number): string {
  const { kept, leftOut } = fitting(
    names.map((name) => code(name)),
    mostBytes,
  )
  return [...kept, ...(leftOut === 0 ? [] : [andMore(leftOut, 'unit')])].join(', ')
}

/** A difference in a few words: `2 upgraded, 1 added; 1 unit restarted; needs a reboot (kernel)`. */
export function inOneLine({ packages, units, reboot }: SystemDifference, isBuilt = true): string {
  const unitsSaid = unitWords.flatMap(([key, , word]) => (units[key].length === 0 ? [] : [`${plural(units[key].length, 'unit')} ${word}`]))
  return [
    `${changesCounts(packages, isBuilt)}${packages.packages.length === 0 && packages.configuration > 0 ? `, ${plural(packages.configuration, 'path')} of configuration` : ''}`,
    ...(unitsSaid.length === 0 ? [] : [unitsSaid.join(', ')]),
    ...(reboot.length === 0 ? [] : [`needs a reboot (${reboot.join(', ')})`]),
  ].join('; ')
}

/** What the page of a run tells of it; '' where nothing was compared. */
export function wouldChange(
  { report, settings }: { report?: Report | undefined; settings?: Pick<Settings, 'payloads'> | undefined },
  mostBytes = 250_000,
): string {
  return report?.differences === undefined ? '' : diffPart(report.differences, mostBytes, { isBuilt: settings?.payloads[0] === 'closure', isMasked: true })
}

/** The title of the page. */
export function diffHeadline(differences: readonly Difference[], isAsAsked: boolean): string {
  const changed = differences.filter(({ state }) => state !== 'same' && state !== 'unknown').length
  const unknown = differences.filter(({ state }) => state === 'unknown').length
  const said = changed === 0 ? 'nothing changes' : `${changed} of ${plural(differences.length, 'system')} change${changed === 1 ? 's' : ''}`
  return `${isAsAsked ? '✅' : '❌'} diff: ${said}${unknown === 0 ? '' : `, ${unknown} not compared`}`
}

/** What the log says of each. */
export function diffLine({ name, state, difference, reason }: Difference, isBuilt = true): string {
  switch (state) {
    case 'changed':
      return `${name}: ${difference === undefined ? 'changed' : inOneLine(difference, isBuilt)}`
    case 'unknown':
      return `${name}: not compared: ${reason ?? ''}`
    case 'same':
      return `${name}: the same`
    default:
      return `${name}: ${state}`
  }
}
