/** Whether the store at this URL is a binary cache. Those are written with a key and a compression; other stores take paths as they are. */
export function isBinaryCache(url: string): boolean {
  return /^(https?|s3|file):/.test(url)
}

/** The URL of a store with these parameters, but for those that it has already. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const there = parametersOf(url)
  const added = Object.entries(parameters).filter(([name]) => !there.has(name))
  return added.reduce((longer, [name, value]) => `${longer}${longer.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`, url)
}

/** What says how a store is read. The other parameters of a URL say how it is written. */
const readingParameters: ReadonlySet<string> = new Set(['addressing-style', 'endpoint', 'profile', 'region', 'remote-program', 'remote-store', 'scheme'])

/** The URL of a store as those write it who fetch from it. */
export function asSubstituter(url: string): string {
  const kept = [...parametersOf(url)].filter(([name]) => readingParameters.has(name))
  return withParameters(withoutParameters(url), Object.fromEntries(kept))
}

/** Whether two URLs lead to the same store, whatever their parameters say. */
export function isSameStore(one: string, other: string): boolean {
  const plain = (url: string): string => withoutParameters(url).replace(/\/+$/, '')
  return plain(one) === plain(other)
}

function withoutParameters(url: string): string {
  return url.replace(/\?.*$/s, '')
}

function parametersOf(url: string): URLSearchParams {
  // What stands for a space in forms is itself to Nix.
  return new URLSearchParams(url.slice(withoutParameters(url).length).replaceAll('+', '%2B'))
}
