// Numbers as people read them.

/** Seconds for people: `0.4 s`, `12 s`, `3 min 5 s`. */
export function humanSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** `1 path`, `2 paths`. */
export function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** Bytes for people: `512 bytes`, `34 kB`, `1.23 GB`. */
export function humanBytes(bytes: number): string {
  const size = Math.abs(bytes)
  const sign = bytes < 0 ? '−' : ''
  if (size < 1000) return `${sign}${plural(size, 'byte')}`
  const unit = ['kB', 'MB', 'GB', 'TB'].findIndex((_, index) => size < 999.5 * 1000 ** (index + 1) || index === 3)
  const value = size / 1000 ** (unit + 1)
  return `${sign}${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${['kB', 'MB', 'GB', 'TB'][unit] ?? ''}`
}
