import { nearest, quote } from '../parse/input-error.ts'
import type { Answer, Verdict } from './answer.ts'
import { isGlob } from './unit-name.ts'

function matcher(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll(/[.\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`)
}

/** What `systemctl show` says of a unit, by the names of its properties. */
type Properties = Record<string, string | undefined>

/** Reads the answer: blocks of `Property=value`, and where a name is not known a line ` NAME` for each unit that there is. */
function readUnits(output: string): { units: Properties[]; known: string[] } {
  const units: Properties[] = []
  const known: string[] = []
  let unit: Properties | undefined
  for (const line of output.split('\n')) {
    const [, key, value = ''] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? []
    if (key === undefined) {
      unit = undefined
      if (line.startsWith(' ')) known.push(line.trim())
    } else {
      if (unit === undefined) units.push((unit = {}))
      unit[key] = value
    }
  }
  return { units, known }
}

/**
 * Judges the attempts of a check of units, one after the other: for a unit that was started anew between two of them looks well in both. So
 * each is held against the one before.
 */
export function unitsJudge(names: readonly string[]): (answer: Answer) => Verdict {
  let before = new Map<string, Properties>()
  return ({ exitCode, stdout }) => {
    const { units, known } = readUnits(stdout)
    if (units.length === 0 && exitCode !== 0) return { passed: false, reason: `systemd does not answer: ${quote(stdout.trim().split('\n').at(-1) ?? '')}` }
    const now = new Map(units.map((unit) => [unit['Id'] ?? '', unit]))
    const earlier = before
    before = now
    const reason =
      whyNotThere(names, units, known) ??
      units.map(whyNotActive).find((why) => why !== undefined) ??
      [...earlier].map(([id, unit]) => whyNotTheSame(id, unit, now.get(id))).find((why) => why !== undefined)
    return reason === undefined ? { passed: true } : { passed: false, reason }
  }
}

function whyNotThere(names: readonly string[], units: readonly Properties[], known: readonly string[]): string | undefined {
  const unknown = units.find((unit) => unit['LoadState'] === 'not-found')
  if (unknown !== undefined) {
    const [name = '', kind = ''] = (unknown['Id'] ?? '').split(/(?=\.[a-z]+$)/)
    // Their common ending would make everything near.
    const stem = nearest(
      name,
      known.filter((other) => other.endsWith(kind)).map((other) => other.slice(0, -kind.length)),
    )
    const near = stem && `${stem}${kind}`
    return `there is no unit ${quote(unknown['Id'] ?? '')}${near === undefined ? '' : `; did you mean ${quote(near)}?`}`
  }
  const lonely = names.find((name) => isGlob(name) && !units.some((unit) => matcher(name).test(unit['Id'] ?? '')))
  return lonely === undefined ? undefined : `no unit is called ${quote(lonely)}`
}

function whyNotActive(unit: Properties): string | undefined {
  const { Id = '', LoadState = '', ActiveState = '', SubState = '', Result = '' } = unit
  if (/^(active|reloading|refreshing)$/.test(ActiveState)) return undefined
  const how = LoadState === 'loaded' ? '' : `, ${LoadState}`
  return `${quote(Id)} is ${ActiveState} (${SubState}${Result === '' || Result === 'success' ? '' : `, ${Result}`}${how}), not active`
}

function whyNotTheSame(id: string, before: Properties, now: Properties | undefined): string | undefined {
  if (now === undefined) return `${quote(id)} is not there any more`
  const isSame = ['NRestarts', 'InvocationID', 'ActiveEnterTimestampMonotonic'].every((property) => before[property] === now[property])
  return isSame
    ? undefined
    : `${quote(id)} was started anew since the last look${now['NRestarts'] === undefined ? '' : ` (restarts by systemd: ${now['NRestarts']})`}`
}
