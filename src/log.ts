import { stripVTControlCharacters } from 'node:util'
import type { Event } from './events.ts'
import type { Phase } from './results.ts'

/** The phases in words. */
export const phaseNames: Record<Phase, string> = {
  'evaluate-and-build': 'evaluate and build',
  gate: 'gate',
  connect: 'connect',
  stage: 'stage',
  activate: 'activate',
  reach: 'reach over a new connection',
  check: 'health checks',
  confirm: 'confirm',
  'roll-back': 'roll back',
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

/** Seconds for people: `0.4 s`, `12 s`, `3 min 5 s`. */
export function humanSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** The log line of an event; undefined for what is only told to others. */
export function logLine(event: Event): string | undefined {
  switch (event.type) {
    case 'output':
      return `${event.source} | ${untrusted(event.text)}`
    case 'note':
      return event.target === undefined ? atLineStart(untrusted(event.text)) : `${event.target}: ${untrusted(event.text)}`
    case 'phase-started':
      return event.target === undefined ? undefined : `${event.target}: ${phaseNames[event.phase]} …`
    case 'phase-ended':
      return event.target === undefined ? undefined : `${event.target}: ${phaseNames[event.phase]} took ${humanSeconds(event.seconds)}`
    case 'check-answered':
      return `${event.target}: ${event.passed ? 'healthy' : 'not healthy yet'}: ${untrusted(event.check)}: ${untrusted(event.answer)}`
    case 'compared':
      return undefined
    case 'target-ended': {
      const { state, revision, reason } = event.result
      return `${event.target}: ${state}${revision === undefined ? '' : `, revision ${revision}`}${reason === undefined ? '' : `: ${untrusted(reason)}`}`
    }
  }
}
