/** Whether the store at this URL is a binary cache. Those are written with a key and a compression; other stores take paths as they are. */
export function isBinaryCache(url: string): boolean {
  return /^(https?|s3|file):/.test(url)
}

/** The URL of a store with these parameters, but for those that it has already. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const there = parametersOf(url)
  const added = Object.entries(parameters)
    .filter(([name]) => !there.some((parameter) => nameOf(parameter) === name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return joined(url, [...there, ...added])
}

/** What says how a store is read. The other parameters of a URL say how it is written. */
const readingParameters: ReadonlySet<string> = new Set(['addressing-style', 'endpoint', 'profile', 'region', 'remote-program', 'remote-store', 'scheme'])

/** The URL of a store as those write it who fetch from it. */
export function asSubstituter(url: string): string {
  return joined(
    url,
    parametersOf(url).filter((parameter) => readingParameters.has(nameOf(parameter))),
  )
}

/** Whether two URLs lead to the same store, whatever their parameters say. */
export function isSameStore(one: string, other: string): boolean {
  const plain = (url: string): string => joined(url, []).replace(/\/+$/, '')
  return plain(one) === plain(other)
}

/** Each as it stands there, `name=value`. */
function parametersOf(url: string): string[] {
  return url.split('?')[1]?.split('&') ?? []
}

function nameOf(parameter: string): string {
  return parameter.split('=', 1)[0] ?? ''
}

function joined(url: string, parameters: readonly string[]): string {
  const [plain = ''] = url.split('?', 1)
  return parameters.length === 0 ? plain : `${plain}?${parameters.join('&')}`
}
