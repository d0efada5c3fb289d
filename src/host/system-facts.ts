import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Closure, closureChange, type SystemChange } from './system-change.ts'
import { type SystemUnits, type UnitChanges, unitChanges } from './unit-changes.ts'

/** What a switch goes by, of one system. */
export interface SystemFacts {
  toplevel: string
  closure: Closure
  units: SystemUnits
  /** What only a boot changes, by what it is: `kernel` → its store path, `kernel-params` → their text. */
  boot: ReadonlyMap<string, string>
}

/** How one system differs from another. */
export interface SystemDifference {
  packages: SystemChange
  units: UnitChanges
  /** What of it comes with the next boot, in words: `kernel`, `initrd`, … */
  reboot: string[]
  /** Whether the system refuses to be switched to without one. */
  refusesSwitch: boolean
}

/** Links of a toplevel that a boot follows, and files that it reads. */
const BOOT_LINKS = ['kernel', 'initrd', 'kernel-modules']
const BOOT_FILES = ['kernel-params', 'switch-inhibitors']

/** What one system has that another has not, and what a switch between them does. */
export function systemDifference(before: SystemFacts, after: SystemFacts): SystemDifference {
  const inhibits = inhibitorsDiffer(before.boot.get('switch-inhibitors'), after.boot.get('switch-inhibitors'))
  const differs = (what: string): boolean => (what === 'switch-inhibitors' ? inhibits : before.boot.get(what) !== after.boot.get(what))
  return {
    packages: closureChange(before.closure, after.closure),
    units: unitChanges(before.units, after.units),
    reboot: [...BOOT_LINKS, ...BOOT_FILES].filter(differs),
    refusesSwitch: inhibits,
  }
}

/** As NixOS's check of them goes: an inhibitor that only one of the systems has hinders nothing. What is no JSON counts as one. */
function inhibitorsDiffer(before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || after === undefined) return false
  try {
    const [was, is] = [before, after].map((text) => JSON.parse(text) as Record<string, unknown>)
    return Object.entries(was ?? {}).some(([key, value]) => is !== undefined && Object.hasOwn(is, key) && JSON.stringify(is[key]) !== JSON.stringify(value))
  } catch {
    return before !== after
  }
}

/** Reads a system that is in this machine's store. */
export function readSystem(toplevel: string, closure: Closure): SystemFacts {
  const boot = new Map<string, string>()
  for (const link of BOOT_LINKS) {
    const path = join(toplevel, link)
    if (exists(path)) boot.set(link, realpathSync(path))
  }
  for (const file of BOOT_FILES) {
    const path = join(toplevel, file)
    if (exists(path)) boot.set(file, oneText(readFileSync(path, 'utf8').split('\n')))
  }
  return { toplevel, closure, boot, units: readUnits(join(toplevel, 'etc/systemd/system')) }
}

function readUnits(directory: string): SystemUnits {
  const files = new Map<string, string[]>()
  const wanted = new Set<string>()
  const entries = (path: string): Dirent[] => (exists(path) ? readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)) : [])
  const all = entries(directory).map(({ name }) => name)
  // What is masked is a link to /dev/null.
  for (const name of all)
    if (statSync(join(directory, name), { throwIfNoEntry: false })?.isFile() === true) files.set(name, [readFileSync(join(directory, name), 'utf8')])
  for (const name of all) {
    const [, unit = '', kind = ''] = /^(.*)\.(d|wants|requires|upholds)$/.exec(name) ?? []
    for (const { name: inside } of kind === '' ? [] : entries(join(directory, name))) {
      const path = join(directory, name, inside)
      if (kind !== 'd') wanted.add(inside)
      else if (inside.endsWith('.conf') && statSync(path, { throwIfNoEntry: false })?.isFile() === true)
        files.set(unit, [...(files.get(unit) ?? []), readFileSync(path, 'utf8')])
    }
  }
  return { files, wanted }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/** The text of lines as both ways of reading give it. */
function oneText(lines: readonly string[]): string {
  return lines.join('\n').trim()
}

/** Reads the answer to the host agent's `system`. Throws where it is none. */
export function parseSystem(lines: readonly { keyword: string; rest: string }[]): SystemFacts {
  const closure = new Map<string, number>()
  const files = new Map<string, string[]>()
  const wanted = new Set<string>()
  const boot = new Map<string, string[]>()
  let toplevel: string | undefined
  let text: string[] = []
  let line = ''
  let unit: string | undefined
  const endOfFile = (): void => {
    if (unit !== undefined) files.set(unit, [...(files.get(unit) ?? []), `${text.join('\n')}\n`])
    text = []
  }
  for (const { keyword, rest } of lines) {
    const [first = '', second = ''] = rest.split(' ')
    switch (keyword) {
      case 'running':
        toplevel = rest
        break
      case 'path':
        closure.set(first, Number(second))
        break
      case 'boot':
        boot.set(first, [...(boot.get(first) ?? []), rest.slice(first.length + 1)])
        break
      case 'wanted':
        wanted.add(rest)
        break
      case 'unit':
        endOfFile()
        unit = rest.replace(/\.d\/[^/]*$/, '')
        break
      // A long line comes in parts.
      case 'part':
        line += rest
        break
      case 'out':
        text.push(line + rest)
        line = ''
        break
    }
  }
  endOfFile()
  if (toplevel === undefined) throw new Error('the host did not say what it runs')
  return { toplevel, closure, units: { files, wanted }, boot: new Map([...boot].map(([what, said]) => [what, oneText(said)])) }
}
