/** A package of which one system has other versions than the other. */
export interface PackageChange {
  name: string
  kind: 'added' | 'removed' | 'upgraded' | 'downgraded' | 'changed'
  /** All versions that the system before has, and all that the one after has. */
  before: string[]
  after: string[]
  /** How much larger the system became by it, in bytes. */
  bytes: number
}

/** The size of a system: its store paths, and their bytes as NARs. */
export interface ClosureSize {
  paths: number
  bytes: number
}

/** What changes in a system. */
export interface SystemChange {
  before: ClosureSize
  after: ClosureSize
  packages: PackageChange[]
  /** How many packages have the same versions, and other store paths. */
  rebuilt: number
  /** How many store paths without a version are other ones: NixOS's own units, files in /etc and the like. */
  configuration: number
  /** How many store paths, or in outputs packages, are left out because there are too many. */
  leftOut?: number
}

/** Outputs of packages, which are no part of the version. */
const OUTPUTS = /-(bin|data|debug|dev|devdoc|dist|doc|info|lib|man|modules|out|py|static|terminfo|tools)$/

/**
 * Name and version of a store path: `/nix/store/…-openssl-3.0.13-bin` is openssl 3.0.13. What has no version, and the system
 * itself, is configuration. Nix splits names so too (DrvName), but at any dash that no letter follows.
 */
export function packageOf(path: string): { name: string; version: string } | undefined {
  const name = path
    .replace(/^\/nix\/store\/[^-]*-/, '')
    .replace(/\.drv$/, '')
    .replace(OUTPUTS, '')
  const [, before = '', version = ''] = /^(.+?)-(\d.*)$/.exec(name) ?? []
  return version === '' || before.startsWith('nixos-system-') ? undefined : { name: before, version }
}

const inOrder = new Intl.Collator('en', { numeric: true })

/** Store paths and their bytes as NARs. */
export type Closure = ReadonlyMap<string, number>

/** What changes from one closure to another. */
export function closureChange(before: Closure, after: Closure): SystemChange {
  const removed = [...before].filter(([path]) => !after.has(path))
  const added = [...after].filter(([path]) => !before.has(path))
  const concerned = new Set([...removed, ...added].map(([path]) => packageOf(path)?.name))
  const kept = [...before.keys()].filter((path) => after.has(path) && concerned.has(packageOf(path)?.name))
  const size = (closure: Closure): string => `${closure.size} ${[...closure.values()].reduce((sum, bytes) => sum + bytes, 0)}`
  return systemChange([
    ...removed.map(([path, bytes]) => ({ keyword: 'removed', rest: `${path} ${bytes}` })),
    ...added.map(([path, bytes]) => ({ keyword: 'added', rest: `${path} ${bytes}` })),
    ...kept.map((path) => ({ keyword: 'kept', rest: path })),
    { keyword: 'before', rest: size(before) },
    { keyword: 'after', rest: size(after) },
  ])
}

/** Reads the answer of the host agent's `compare`. Throws where it is none. */
export function systemChange(lines: readonly { keyword: string; rest: string }[]): SystemChange {
  const size = (keyword: string): ClosureSize => {
    const [paths, bytes] = (lines.find((line) => line.keyword === keyword)?.rest ?? '').split(' ').map(Number)
    if (paths === undefined || bytes === undefined || !Number.isFinite(paths + bytes)) throw new Error(`the host did not say how large the systems are`)
    return { paths, bytes }
  }
  const change: SystemChange = { before: size('before'), after: size('after'), packages: [], rebuilt: 0, configuration: 0 }
  const found = new Map<string, { before: Set<string>; after: Set<string>; bytes: number }>()
  for (const { keyword, rest } of lines) {
    if (keyword === 'untold') change.leftOut = Number(rest)
    if (keyword !== 'added' && keyword !== 'removed' && keyword !== 'kept') continue
    const [path = '', bytes = '0'] = rest.split(' ')
    const { name, version } = packageOf(path) ?? {}
    if (name === undefined || version === undefined) {
      if (keyword === 'added') change.configuration += 1
      continue
    }
    const entry = found.get(name) ?? { before: new Set(), after: new Set(), bytes: 0 }
    found.set(name, entry)
    if (keyword !== 'added') entry.before.add(version)
    if (keyword !== 'removed') entry.after.add(version)
    if (keyword !== 'kept') entry.bytes += keyword === 'added' ? Number(bytes) : -Number(bytes)
  }
  for (const [name, entry] of found) {
    const [before, after] = [[...entry.before].sort(inOrder.compare), [...entry.after].sort(inOrder.compare)]
    if (before.join() === after.join()) change.rebuilt += 1
    else change.packages.push({ name, kind: kindOf(before, after), before, after, bytes: entry.bytes })
  }
  change.packages.sort((a, b) => inOrder.compare(a.name, b.name))
  return change
}

const hashAtEnd = /(?:^|[-+._]g?)([0-9a-f]{6,64})(?:-dirty)?$/

/** Whether a version ends with the hash of a commit, or is nothing else: those know no older and newer. Dates are digits alone. */
function hasHash(version: string): boolean {
  return /[a-f]/.test(hashAtEnd.exec(version)?.[1] ?? '')
}

function withoutHash(version: string): string {
  return version.replace(hashAtEnd, '')
}

/** By the newest version of each; where that is the same, an older one beside it came or went. */
function kindOf(before: string[], after: string[]): PackageChange['kind'] {
  const order = inOrder.compare(before.at(-1) ?? '', after.at(-1) ?? '')
  if (before.length === 0 || (order === 0 && after.length > before.length)) return 'added'
  if (after.length === 0 || (order === 0 && after.length < before.length)) return 'removed'
  const [newest = '', newer = ''] = [before.at(-1), after.at(-1)]
  const byHash = hasHash(newest) || hasHash(newer)
  const known = byHash ? inOrder.compare(withoutHash(newest), withoutHash(newer)) : order
  return known === 0 ? 'changed' : known < 0 ? 'upgraded' : 'downgraded'
}
