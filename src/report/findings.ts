// What the doctor found: for the job summary, and for annotations.
import { isAsAsked, type TargetResult } from '../events/results.ts'
import { type Finding, SEVERITIES, type Severity, withCure } from '../host/doctor.ts'
import { andOthers } from '../parse/input-error.ts'
import { plural } from '../runner/units.ts'
import type { Target } from '../settings/targets.ts'
import type { Problem } from './annotations.ts'
import { andMore, code, fitting, folded, table } from './markdown.ts'

const marks: Record<Severity, string> = { refuses: '❌&nbsp;refuses', spoils: '⚠️&nbsp;spoils', note: 'note', fine: 'fine' }

/** What the doctor's page begins with. */
export function doctorHeadline(results: readonly TargetResult[]): string {
  const total = plural(results.length, 'target')
  const refusing = results.filter((result) => !isAsAsked(result)).length
  if (refusing > 0) return `❌ doctor: ${refusing} of ${total} would refuse a deployment`
  const spoiled = results.filter(({ findings = [] }) => findings.some(({ severity }) => severity === 'spoils')).length
  if (spoiled > 0) return `⚠️ doctor: a deployment would not go as it should on ${spoiled} of ${total}`
  return '✅ doctor: nothing stands in the way of a deployment'
}

/** What was looked at and found well, by its names. */
export function fineNames(findings: readonly Finding[]): string {
  return [...new Set(findings.filter(({ severity }) => severity === 'fine').map(({ name }) => name))].join(', ')
}

/** A section for each host that has anything to be told, the worst first, and a line for all the others. */
export function findingsPart(all: readonly { target: Pick<Target, 'name'>; result?: TargetResult | undefined }[], mostBytes: number): string {
  const hosts = all.flatMap(({ target: { name }, result: { findings } = {} }) => (findings === undefined ? [] : [{ name, findings, worst: worstOf(findings) }]))
  const told = hosts.filter(({ worst }) => worst < SEVERITIES.indexOf('fine')).toSorted((a, b) => a.worst - b.worst)
  const well = hosts.filter(({ worst }) => worst === SEVERITIES.indexOf('fine'))
  const { kept, leftOut } = fitting(
    told.map(({ name, findings }) => section(name, findings)),
    mostBytes,
  )
  const rest =
    well.length === 0
      ? ''
      : `Nothing to be told of ${andOthers(
          well.map(({ name }) => code(name)),
          50,
        )}.`
  return [...kept, andMore(leftOut, 'target'), rest].filter((part) => part !== '').join('\n\n')
}

function worstOf(findings: readonly Finding[]): number {
  return Math.min(SEVERITIES.indexOf('fine'), ...findings.map(({ severity }) => SEVERITIES.indexOf(severity)))
}

function section(name: string, findings: readonly Finding[]): string {
  const rows = findings
    .filter(({ severity }) => severity !== 'fine')
    .map(({ severity, what, cure }) => [
      marks[severity],
      what
        .split('\n')
        .map((line) => code(line, 2000))
        .join('<br>'),
      cure === undefined ? '–' : code(cure),
    ])
  const fine = findings.filter(({ severity }) => severity === 'fine')
  const well = fine.length === 0 ? [] : [folded(`${plural(fine.length, 'finding')} that ${fine.length === 1 ? 'is' : 'are'} fine`, code(fineNames(findings)))]
  return [`#### ${code(name)}`, table(['', 'what is', 'cure'], rows, 20_000, 'finding'), ...well].join('\n\n')
}

/** What would spoil a deployment, as annotations: one for all hosts of which the same is true, whatever numbers and paths are in it. */
export function spoiling(results: Readonly<Record<string, TargetResult>>): Problem[] {
  const all = Object.entries(results).flatMap(([target, { findings = [] }]) =>
    findings.filter(({ severity }) => severity === 'spoils').map((found) => ({ target, found })),
  )
  const groups = Map.groupBy(
    all,
    ({ found: { name, what } }) => `${name} ${what.replaceAll(/\/nix\/store\/[a-z0-9]{32}-\S+/g, '{system}').replaceAll(/\d+/g, '#')}`,
  )
  return [...groups.values()].map((alike) => {
    const names = alike.map(({ target }) => target)
    const all = alike.map(({ found }) => withCure(found))
    // What differs in it, a number for one, is of the first.
    const said = all.every((text) => text === all[0]) ? (all[0] ?? '') : `${names[0] ?? ''}: ${all[0] ?? ''}`
    const others = names.length === 1 ? '' : `\nThe same on ${andOthers(names.slice(1), 200)}.`
    return { name: andOthers(names, 30), title: `${andOthers(names, 3)}: spoils a deployment`, message: `${said}${others}` }
  })
}
