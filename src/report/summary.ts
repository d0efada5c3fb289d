import { isAsAsked, type PhaseSpan, type Report, type TargetResult, type TargetState } from '../events/results.ts'
import type { TargetStory, WaveSpan } from '../events/timeline.ts'
import { promoterOf, tellingRevision } from '../host/status.ts'
import { humanSeconds, plural } from '../runner/units.ts'
import type { Settings } from '../settings/parse.ts'
import type { Target } from '../settings/targets.ts'
import { diffHeadline, wouldChange } from './diff.ts'
import { doctorHeadline, findingsPart } from './findings.ts'
import { andMore, code, codeBlock, folded, table } from './markdown.ts'
import { changesPart, checksPart, timelinePart, type WayOn, wayPart } from './summary-parts.ts'

/** What the job summary is made of. */
export interface SummaryData {
  /** Undefined where the inputs could not be read. */
  settings?: Settings | undefined
  /** Milliseconds since 1970. */
  startedAt: number
  endedAt: number
  phases: readonly PhaseSpan[]
  /** Of the targets and of the gate's. */
  stories: readonly TargetStory[]
  /** In which the targets were activated; none where nothing was. */
  waves?: readonly WaveSpan[]
  /** Undefined where the command did not come to its end. */
  report?: Report | undefined
  /** What kept the command from its work. */
  failure?: string | undefined
  cancelled: boolean
  /** To which a SHA is added. */
  commitUrl?: string | undefined
  /** How the workflow names this action. */
  action?: string | undefined
}

// GitHub drops a summary of more than 1 MiB as a whole. These parts, with the little that stands around them, stay below it.
const MOST_BYTES = { targets: 200_000, reasons: 150_000, changes: 250_000, checks: 100_000, timeline: 100_000, ways: 50_000, made: 50_000 }

/** So many targets can be read as one table. */
const MOST_UNFOLDED = 20

const stateWords: Record<TargetState, string> = {
  activated: '✅&nbsp;activated',
  staged: '📦&nbsp;staged',
  unchanged: '✅&nbsp;unchanged',
  'rolled-back': '↩️&nbsp;rolled&nbsp;back',
  failed: '❌&nbsp;failed',
  unreachable: '❌&nbsp;unreachable',
  'not-begun': '–&nbsp;not&nbsp;begun',
}

/** The page of a run: Markdown for GitHub's job summary, of less than 1 MiB. */
export function summary(data: SummaryData): string {
  const { settings, stories, waves = [], phases, startedAt, endedAt, failure, action = 'org/nix-flake-deploy@v1' } = data
  const parts: [title: string, content: string][] = [
    ['', asked(data)],
    ['', targetsPart(data)],
    ['', failure === undefined ? '' : failure.includes('\n') ? codeBlock(failure) : `> **Why:** ${code(failure, 5000)}`],
    // What the doctor found says why, and more.
    ['What went wrong', settings?.doctor === true ? '' : reasonsPart(data)],
    ['What was found', findingsPart(targetResults(data), MOST_BYTES.changes)],
    ['What was made', madePart(data)],
    ['What changed', changesPart(stories, MOST_BYTES.changes)],
    ['What would change', wouldChange(data)],
    ['Health checks', checksPart(stories, MOST_BYTES.checks)],
    [
      'When',
      settings?.command === 'status' || settings?.command === 'list' ? '' : timelinePart({ phases, stories, waves, startedAt, endedAt }, MOST_BYTES.timeline),
    ],
    ['The way back, and on', wayPart(waysOn(data), action, MOST_BYTES.ways)],
  ]
  const shown = parts.filter(([, content]) => content !== '').map(([title, content]) => (title === '' ? content : `### ${title}\n\n${content}`))
  return `${[`## ${headline(data)}`, ...shown].join('\n\n')}\n`
}

function headline({ settings, report, failure, cancelled }: SummaryData): string {
  const command = settings?.command ?? 'nix-flake-deploy'
  if (cancelled) return `🚫 ${command}: the run was cancelled`
  if (failure !== undefined || report === undefined) return `❌ ${command}: nothing came of it`
  const results = Object.values(report.results ?? {})
  if (report.differences !== undefined) return diffHeadline(report.differences, results.every(isAsAsked))
  if (settings?.doctor === true) return doctorHeadline(results)
  if (settings?.command === 'status') return `${results.every(isAsAsked) ? '✅' : '❌'} status`
  if (results.length === 0) return `✅ ${command}`
  const notBegun = results.filter(({ state }) => state === 'not-begun').length
  const wrong = results.filter((result) => !isAsAsked(result)).length - notBegun
  const total = `${results.length} ${results.length === 1 ? 'target' : 'targets'}`
  if (wrong + notBegun > 0) return `❌ ${command}: ${wrong} of ${total} not as asked${notBegun === 0 ? '' : `, ${notBegun} not begun`}`
  return `✅ ${command}: ${total} ${results.length === 1 ? 'is' : 'are'} as asked`
}

/** The command, and what it was told. */
function asked(data: SummaryData): string {
  const { settings, startedAt, endedAt, report, commitUrl } = data
  if (settings === undefined) return ''
  const { command, flake, gate, archive } = settings
  const cells: [string, string][] = [['command', code(settings.doctor ? 'status, doctor' : command)]]
  const revision = report?.revision ?? settings.revision
  if (revision !== undefined) {
    const word = settings.revision !== undefined && settings.revision !== revision ? ` (${code(settings.revision)})` : ''
    cells.push(['revision', `${label(revision, linkFor(flake, commitUrl))}${word}`])
  }
  if (archive !== undefined) cells.push(['archive', code('path' in archive ? archive.path : archive.artifact)])
  else if (['list', 'build', 'archive', 'deploy', 'diff'].includes(command)) cells.push(['flake', code(flake)])
  if (gate.length > 0)
    cells.push([
      'gate',
      gate
        .slice(0, 20)
        .map(({ name }) => gateWord(name, data))
        .join(', ') + (gate.length > 20 ? ` and ${gate.length - 20} more` : ''),
    ])
  cells.push(['took', humanSeconds((endedAt - startedAt) / 1000)])
  return table(
    cells.map(([name]) => name),
    [cells.map(([, value]) => value)],
    Infinity,
    'row',
  )
}

function gateWord(name: string, { stories, report }: SummaryData): string {
  const story = stories.find((candidate) => candidate.ofGate && candidate.name === name)
  // Its hosts may each hold, and yet disagree.
  const mark = story?.result === undefined ? '' : isAsAsked(story.result) ? (report === undefined ? '' : '✅ ') : '❌ '
  return `${mark}${code(name)}`
}

/** Commits of another flake are not in this repository. */
function linkFor(flake: string, commitUrl: string | undefined): string | undefined {
  return /^(?:[./]|path:|git\+file:)/.test(flake) ? commitUrl : undefined
}

/** A revision, as a link to its commit where it is one. */
function label(revision: string, commitUrl: string | undefined): string {
  if (!/^[0-9a-f]{40}$/.test(revision)) return code(revision)
  const short = code(revision.slice(0, 7))
  return commitUrl === undefined ? short : `[${short}](${commitUrl}${revision})`
}

/** `/nix/store/0f3c2ab…-nixos-system-web-25.05` without what says little: `0f3c2ab…web-25.05`. */
function system(toplevel: string | undefined): string {
  if (toplevel === undefined) return '–'
  const [, hash, name = ''] = /^\/nix\/store\/([a-z0-9]{7})[a-z0-9]*-(.*)$/.exec(toplevel) ?? []
  return hash === undefined ? code(toplevel) : code(`${hash}…${name.replace(/^nixos-system-/, '')}`)
}

/** Each target that was asked for, with how it ended; one that has no result was broken off, or never begun. */
function targetResults({ settings, stories, report }: SummaryData): { target: Target; result?: TargetResult | undefined; begun: boolean }[] {
  const known = new Map(stories.filter(({ ofGate }) => !ofGate).map((story) => [story.name, story]))
  if (settings === undefined || (report !== undefined && report.results === undefined)) return []
  return settings.targets.map((target) => ({ target, result: known.get(target.name)?.result ?? report?.results?.[target.name], begun: known.has(target.name) }))
}

function targetsPart(data: SummaryData): string {
  const all = targetResults(data)
  if (all.length === 0) return ''
  if (data.settings?.command === 'status') return statusPart(data, all)
  const link = linkFor(data.settings?.flake ?? '', data.commitUrl)
  const rows = all.map(({ target, result, begun }) => {
    if (result === undefined) return [code(target.name), begun ? '⏳ broken off' : '– not begun', '–', '–', '–']
    const { state, revision, previousRevision, previousToplevel, toplevel, seconds, reason } = result
    const remark = isAsAsked(result) && reason !== undefined ? `<br>${code(reason)}` : ''
    const is = revision === undefined ? '–' : label(revision, link)
    const was = previousRevision === undefined ? (previousToplevel === undefined ? undefined : system(previousToplevel)) : label(previousRevision, link)
    const went = was === undefined || state === 'unchanged' ? is : state === 'rolled-back' ? `${was} → ${is} → ${was}` : `${was} → ${is}`
    // Of one that went back: what runs there.
    const runs = state === 'rolled-back' ? previousToplevel : toplevel
    return [code(target.name), `${stateWords[state]}${remark}`, went, system(runs), humanSeconds(Object.values(seconds).reduce((sum, each) => sum + each, 0))]
  })
  const shown = (some: readonly string[][], mostBytes: number): string => table(['target', 'state', 'revision', 'system', 'took'], some, mostBytes, 'target')
  if (all.length <= MOST_UNFOLDED) return shown(rows, MOST_BYTES.targets)
  // What needs a person first; the rest by what became of it.
  const stateOf = ({ result, begun }: (typeof all)[number]): string =>
    result === undefined ? (begun ? '⏳ broken off' : '– not begun') : stateWords[result.state]
  const isWrong = ({ result }: (typeof all)[number]): boolean => result !== undefined && !isAsAsked(result) && result.state !== 'not-begun'
  const wrong = rows.filter((_, index) => isWrong(all[index] as (typeof all)[number]))
  const groups = Map.groupBy(
    all.flatMap((one, index) => (isWrong(one) ? [] : [{ state: stateOf(one), row: rows[index] ?? [] }])),
    ({ state }) => state,
  )
  const each = MOST_BYTES.targets / (groups.size + 1)
  return [
    ...(wrong.length === 0 ? [] : [shown(wrong, each)]),
    ...[...groups].map(([state, members]) =>
      folded(
        `${state}: ${plural(members.length, 'target')}`,
        shown(
          members.map(({ row }) => row),
          each,
        ),
      ),
    ),
  ].join('\n\n')
}

/** What each host says of itself. */
function statusPart({ settings, commitUrl }: SummaryData, all: ReturnType<typeof targetResults>): string {
  const link = linkFor(settings?.flake ?? '', commitUrl)
  const tellsSigner = all.some(({ result }) => result?.status?.revisions.some(({ statement }) => statement !== undefined) === true)
  const rows = all.map(({ target, result }) => {
    const status = result?.status
    if (status === undefined)
      return [code(target.name), result === undefined ? '⏳ broken off' : stateWords[result.state], ...Array.from({ length: tellsSigner ? 7 : 5 }, () => '–')]
    const named = (toplevel: string): string => {
      const telling = tellingRevision(status, toplevel)
      return telling === undefined ? system(toplevel) : label(telling.label, link)
    }
    const optional = (revision: string | undefined): string => (revision === undefined ? '–' : label(revision, link))
    const { pending } = status
    const runs = tellingRevision(status, status.running)
    const { statement } = runs ?? {}
    const promoter = runs && promoterOf(status, runs.label)
    const signed = statement === undefined ? '–' : `by ${code(statement.signer)} at ${code(statement.time)}, ${code(statement.who)}`
    const waits = pending === undefined ? '–' : `${label(pending.revision, link)} by ${code(pending.who)} since ${code(pending.since)}`
    return [
      code(target.name),
      named(status.running),
      ...(tellsSigner ? [signed, promoter === undefined ? '–' : code(promoter)] : []),
      named(status.bootDefault),
      optional(status.healthy),
      optional(status.latest),
      optional(status.previous),
      waits,
    ]
  })
  const signing = tellsSigner ? ['signed', 'activated by'] : []
  return table(['target', 'runs', ...signing, 'boots next', 'healthy', 'latest', 'previous', 'pending'], rows, MOST_BYTES.targets, 'target')
}

/** Why targets are not as asked; those for the same reason stand together. */
function reasonsPart(data: SummaryData): string {
  const failed = targetResults(data).flatMap(({ target, result }) => (result === undefined || isAsAsked(result) ? [] : [{ name: target.name, ...result }]))
  const rows = [...Map.groupBy(failed, ({ reason }) => reason ?? 'no reason is known')].map(([reason, alike]) => [
    [...alike.slice(0, MOST_NAMES).map(({ name }) => code(name)), ...(alike.length > MOST_NAMES ? [andMore(alike.length - MOST_NAMES, 'target')] : [])].join(
      ', ',
    ),
    reason
      .split('\n')
      .map((line) => code(line, 2000))
      .join('<br>'),
  ])
  return rows.length === 0 ? '' : table(['target', 'reason'], rows, MOST_BYTES.reasons, 'target')
}

/** How many names stand in a cell. */
const MOST_NAMES = 50

/** What `list`, `build` and `archive` give; the systems of a deployment stand with their targets. */
function madePart({ settings, report }: SummaryData): string {
  if (report === undefined || report.results !== undefined || report.differences !== undefined) return ''
  if (settings?.command === 'list')
    return table(
      ['configuration'],
      (report.configurations ?? []).map((name) => [code(name)]),
      MOST_BYTES.made,
      'configuration',
    )
  const systems = table(
    ['configuration', 'system'],
    Object.entries(report.toplevels ?? {}).map(([name, path]) => [code(name), code(path)]),
    MOST_BYTES.made,
    'configuration',
  )
  const archives = report.archive === undefined ? Object.entries(report.archives ?? {}) : [['all', report.archive] as const]
  if (archives.length === 0) return systems
  const rows = archives.map(([name, { path, artifact }]) => [
    code(name),
    path === undefined ? '–' : code(path),
    artifact?.url === undefined ? '–' : code(artifact.url),
  ])
  return `${systems}\n\n${table(['archive of', 'path', 'artifact'], rows, MOST_BYTES.made, 'archive')}`
}

/** How to undo what was done, and how to go on with what does not run yet. */
function waysOn(data: SummaryData): WayOn[] {
  const ways = new Map<string, WayOn>()
  const add = (target: Target, words: string, command: WayOn['command'], revision: string | undefined): void => {
    const way = ways.get(`${words} ${revision ?? ''}`) ?? { words, command, revision, targets: [] }
    ways.set(`${words} ${revision ?? ''}`, { ...way, targets: [...way.targets, target] })
  }
  const isRollback = data.settings?.command === 'rollback'
  for (const { target, result } of targetResults(data)) {
    const { state, revision, previousRevision, previousToplevel, changed } = result ?? {}
    const isStaged = state === 'staged' || (state === 'unchanged' && previousToplevel === undefined)
    const runsNew = state === 'activated' || (state === 'failed' && changed === true && target.activate !== 'boot')
    if (runsNew && previousRevision !== revision) {
      if (isRollback) add(target, 'To go forward again on', 'promote', previousRevision)
      else add(target, 'To roll back', 'rollback', previousRevision)
    } else if (state === 'staged' && target.activate === 'boot') {
      add(target, 'To activate now what boots next on', 'promote', revision)
      add(target, 'To boot what runs now on', 'rollback', previousRevision)
    } else if ((isStaged && target.activate === 'none') || (state === 'not-begun' && revision !== undefined && data.settings?.command === 'deploy'))
      add(target, 'To activate what was staged on', 'promote', revision)
  }
  // First the ways back.
  const order = ['To roll back', 'To go forward again on', 'To boot what runs now on']
  return [...ways.values()].sort((a, b) => Number(order.includes(b.words)) - Number(order.includes(a.words)))
}
