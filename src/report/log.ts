import { stripVTControlCharacters } from 'node:util'
import type { Event } from '../events/event.ts'
import type { Phase } from '../events/results.ts'
import type { NixEvent, Progress } from '../nix/event.ts'
import { storeName } from '../nix/log.ts'
import { humanBytes, humanSeconds } from '../runner/units.ts'

/** The phases in words. */
export const phaseNames: Record<Phase, string> = {
  'read-flake': 'read the flake',
  'evaluate-and-build': 'evaluate and build',
  'write-archive': 'write the archive',
  upload: 'upload',
  gate: 'gate',
  publish: 'publish',
  connect: 'connect',
  stage: 'stage',
  hooks: 'hooks',
  activate: 'activate',
  reach: 'reach over a new connection',
  check: 'health checks',
  confirm: 'confirm',
  'roll-back': 'roll back',
  soak: 'soak',
  verify: 'verify',
  compare: 'compare',
}

/**
 * Text of others as it may stand in a log: one line, no control characters, and nothing that GitHub's runner takes for a
 * command. `##[name]` counts anywhere; `::name::` only at the start of a line, and ours start with a source.
 */
export function untrusted(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll('##[', '#\u{200b}#[')
}

/** The same for a line that has no source before it: the names in a flake, say. White space before `::` is none to the runner. */
function atLineStart(text: string): string {
  return text.replace(/^\s*:(?=:)/, '$&\u{200b}')
}

/** A line of the log, or where a group of them begins or ends. */
export type LogPart = string | { group: string } | { ends: 'group' }

/** The log lines of an event, as GitHub's runner reads them: its commands begin and end a group; their data is escaped as @actions/core does. */
export function logLines(event: Event): string[] {
  return logParts(event).map((part) => {
    if (typeof part === 'string') return part
    return 'ends' in part ? '::endgroup::' : `::group::${part.group.replaceAll('%', '%25')}`
  })
}

/**
 * What the log has of an event; nothing for what is only told to others. A group is a phase of the whole run, or the log of a build
 * that failed. Targets have none: they go on side by side, GitHub's groups can neither nest nor interleave, and a target that
 * goes back in a folded group would go back unseen; their lines start with their names instead.
 */
export function logParts(event: Event): LogPart[] {
  switch (event.type) {
    case 'output':
      return [atLineStart(untrusted(`${event.source} | ${event.text}`))]
    case 'note':
      return [event.target === undefined ? atLineStart(untrusted(event.text)) : `${event.target}: ${untrusted(event.text)}`]
    case 'phase-started':
      if (event.target === undefined) return [group(event.text ?? phaseNames[event.phase])]
      return [`${event.target}: ${phaseNames[event.phase]} …`]
    case 'phase-ended': {
      const took = `${phaseNames[event.phase]} took ${humanSeconds(event.seconds)}`
      return event.target === undefined ? [endOfGroup, took] : [`${event.target}: ${took}`]
    }
    case 'wave-started':
      return event.wave === '' ? [] : [`${untrusted(event.wave)}: ${event.targets.join(', ')}`]
    case 'wave-ended':
      return event.wave === '' ? [] : [`${untrusted(event.wave)} is over`]
    case 'check-answered':
      return [`${event.target}: ${event.passed ? 'healthy' : 'not healthy yet'}: ${untrusted(event.check)}: ${untrusted(event.answer)}`]
    case 'compared':
    case 'window':
    // The annotation is in the log, too.
    case 'notice':
      return []
    case 'target-ended': {
      const { state, revision, reason } = event.result
      return [`${event.target}: ${state}${revision === undefined ? '' : `, revision ${revision}`}${reason === undefined ? '' : `: ${untrusted(reason)}`}`]
    }
    case 'build-log': {
      const { derivation, lines, omitted } = event.log
      const before = omitted === 0 ? [] : [`… ${omitted} lines before these are left out …`]
      return [group(`log of ${storeName(derivation)}, which was not built`), ...before, ...lines.map((line) => atLineStart(untrusted(line))), endOfGroup]
    }
    default:
      return [`nix | ${untrusted(nixLine(event))}`]
  }
}

const endOfGroup: LogPart = { ends: 'group' }

function group(title: string): LogPart {
  return { group: untrusted(title) }
}

function nixLine(event: Exclude<NixEvent, { type: 'output' }>): string {
  switch (event.type) {
    case 'nix-build-started':
      return `building ${event.name}${event.builder === undefined ? '' : ` on ${event.builder}`}`
    case 'nix-build-ended':
      return event.succeeded ? `built ${event.name} in ${humanSeconds(event.seconds)}` : `not built: ${event.name}, after ${humanSeconds(event.seconds)}`
    case 'nix-transfer-ended':
      return `${event.kind} of ${event.name}${event.way === '' ? '' : ` ${event.way}`}: ${humanBytes(event.bytes)} in ${humanSeconds(event.seconds)}`
    case 'nix-progress':
      return `${humanSeconds(event.seconds)}: ${progressLine(event)}`
  }
}

/** How far Nix is: what there is nothing of is not told. */
function progressLine({ files, evaluating, builds, copies, longest }: Progress): string {
  const parts = [
    ...(evaluating === undefined ? [] : [`evaluating ${evaluating}, ${files} files read`]),
    ...(builds.expected === 0 ? [] : [`${builds.done} of ${builds.expected} built, ${builds.running} building`]),
    ...(copies.expected === 0 ? [] : [`${copies.done} of ${copies.expected} paths copied, ${humanBytes(copies.bytes)} of ${humanBytes(copies.expectedBytes)}`]),
    ...(longest === undefined ? [] : [`longest: ${longest.name}, ${humanSeconds(longest.seconds)}${longest.phase === undefined ? '' : ` (${longest.phase})`}`]),
  ]
  return parts.length > 0 ? parts.join('; ') : `evaluating, ${files} files read`
}
