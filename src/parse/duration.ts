import { InputError, quote } from './input-error.ts'

const SECONDS_PER_UNIT = { h: 3600, m: 60, s: 1, ms: 0.001 } as const

/** Reads a duration such as `90s`, `5m`, `1h30m` or `500ms` and gives it in seconds. A number without a unit is refused. */
export function parseDuration(text: string): number {
  const trimmed = text.trim()
  if (/^\d+$/.test(trimmed)) {
    throw new InputError(`${quote(trimmed)} has no unit; write '${trimmed}s' for seconds or '${trimmed}m' for minutes`)
  }
  const parts = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(trimmed)
  if (trimmed === '' || parts === null) {
    throw new InputError(`${quote(trimmed)} is not a duration; write one like '90s', '5m' or '1h30m'`)
  }
  const [, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts
  return (
    Number(hours) * SECONDS_PER_UNIT.h +
    Number(minutes) * SECONDS_PER_UNIT.m +
    Number(seconds) * SECONDS_PER_UNIT.s +
    Number(milliseconds) * SECONDS_PER_UNIT.ms
  )
}

/** What limits a duration has, in seconds; `whole` where what it is for knows no fractions. */
export interface DurationLimits {
  minSeconds: number
  maxSeconds: number
  whole?: boolean
}

/** Reads a duration and refuses it outside its limits. */
export function parseDurationWithin(text: string, { minSeconds, maxSeconds, whole = false }: DurationLimits): number {
  const seconds = parseDuration(text)
  if (seconds < minSeconds) throw new InputError(`${quote(text)} is too short; ${formatDuration(minSeconds)} is the least`)
  if (seconds > maxSeconds) throw new InputError(`${quote(text)} is too long; ${formatDuration(maxSeconds)} is the most`)
  if (whole && !Number.isInteger(seconds)) throw new InputError(`${quote(text)} is not a whole number of seconds`)
  return seconds
}

/** A duration as a person writes it: `1h30m`, `2m`, `10s`, `500ms`. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000)
  let text = ''
  for (const [unit, milliseconds] of [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const) {
    const count = Math.floor(rest / milliseconds)
    rest -= count * milliseconds
    if (count > 0) text += `${count}${unit}`
  }
  return text === '' ? '0s' : text
}
