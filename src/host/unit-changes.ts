import { isSet, readUnit, type Unit } from './unit-file.ts'

/** The units of a system, as its `etc/systemd/system` has them. */
export interface SystemUnits {
  /** By name, each with its drop-ins behind it; without those that are masked. */
  files: ReadonlyMap<string, readonly string[]>
  /** Those that another unit wants or requires, by a link: these start at boot. */
  wanted: ReadonlySet<string>
}

/** What a switch does to units, each sorted. */
export interface UnitChanges {
  stopped: string[]
  started: string[]
  /** Stopped and started, or restarted. */
  restarted: string[]
  reloaded: string[]
  /** Other than before, and left as they run: `restartIfChanged = false` and the like. */
  notRestarted: string[]
  /** To be stopped, restarted or reloaded if they run: a timer or a socket starts them, or a person, and no other unit. */
  ifRunning: string[]
}

/** No words of systemd's own, and nothing that a process sees. */
const IGNORED_IN_UNIT = new Set([
  'X-Reload-Triggers',
  ...['Description', 'Documentation', 'OnFailure', 'OnSuccess', 'OnFailureJobMode', 'IgnoreOnIsolate', 'StopWhenUnneeded'],
  ...['RefuseManualStart', 'RefuseManualStop', 'AllowIsolate', 'CollectMode', 'SourcePath'],
])

/**
 * What a switch from one system's units to another's does, as switch-to-configuration-ng decides it (`collect_unit_changes`, `compare_units` and
 * `handle_modified_unit` in nixpkgs), where those run that something wants. What really runs, only the host knows.
 */
export function unitChanges(before: SystemUnits, after: SystemUnits): UnitChanges {
  const changes: Changes = { stopped: new Set(), started: new Set(), restarted: new Set(), reloaded: new Set(), notRestarted: new Set(), ifRunning: new Set() }
  for (const [name, texts] of before.files) {
    const now = after.files.get(name)
    const of: Changes = before.wanted.has(name)
      ? changes
      : { ...changes, stopped: changes.ifRunning, restarted: changes.ifRunning, reloaded: changes.ifRunning }
    if (now === undefined) {
      if (isSet(readUnit(texts), 'Unit', 'X-StopOnRemoval', true)) of.stopped.add(name)
      continue
    }
    // Targets are started again in every switch, which starts what is new.
    if (name.endsWith('.target') || texts.join('\0') === now.join('\0')) continue
    const unit = readUnit(now)
    const comparison = compare(readUnit(texts), unit)
    if (comparison === 'reload') of.reloaded.add(name)
    else if (comparison === 'restart') modify(name, unit, { before, after }, of)
  }
  for (const name of after.wanted) if (!before.wanted.has(name) && isStarted(name, after)) changes.started.add(name)
  for (const name of changes.restarted) changes.reloaded.delete(name)
  const sorted = (names: ReadonlySet<string>): string[] => [...names].sort()
  const { stopped, started, restarted, reloaded, notRestarted, ifRunning } = changes
  return {
    ...{ stopped: sorted(stopped), started: sorted(started), restarted: sorted(restarted) },
    ...{ reloaded: sorted(reloaded), notRestarted: sorted(notRestarted), ifRunning: sorted(ifRunning) },
  }
}

/** What has to be done with a unit of which the file is another. */
function compare(old: Unit, now: Unit): 'nothing' | 'reload' | 'restart' {
  let reloads = false
  const keysOf = (unit: Unit, section: string): string[] => [...(unit.get(section)?.keys() ?? [])]
  for (const section of new Set([...old.keys(), ...now.keys()])) {
    for (const key of new Set([...keysOf(old, section), ...keysOf(now, section)])) {
      const [was, is] = [old.get(section)?.get(key), now.get(section)?.get(key)]
      if (was !== undefined && is !== undefined && was.length === is.length && was.every((value, index) => value === is[index])) continue
      const place = `${section}.${key}`
      if (place === 'Unit.X-Reload-Triggers') reloads ||= is !== undefined
      else if (section === 'Unit' && IGNORED_IN_UNIT.has(key)) continue
      // Who has lost it cannot be reloaded any more, and what runs is the same.
      else if (place === 'Service.ExecReload') reloads ||= is !== undefined
      else if (place === 'Mount.Options' && was !== undefined && is !== undefined) reloads = true
      else return 'restart'
    }
    // A section that came or went without a key.
    if (keysOf(old, section).length + keysOf(now, section).length === 0 && old.has(section) !== now.has(section)) return 'restart'
  }
  return reloads ? 'reload' : 'nothing'
}

type Changes = Record<keyof UnitChanges, Set<string>>

function modify(name: string, unit: Unit, { before, after }: { before: SystemUnits; after: SystemUnits }, changes: Changes): void {
  // Their properties are applied by a daemon-reload; of sockets only those of a service that is restarted are touched.
  if (/\.(?:path|slice|socket)$/.test(name)) return
  if (name.endsWith('.mount')) {
    changes[name === '-.mount' || name === 'nix.mount' ? 'reloaded' : 'restarted'].add(name)
    return
  }
  if (isSet(unit, 'Service', 'X-ReloadIfChanged', false)) changes.reloaded.add(name)
  else if (
    !isSet(unit, 'Service', 'X-RestartIfChanged', true) ||
    isSet(unit, 'Unit', 'RefuseManualStop', false) ||
    isSet(unit, 'Unit', 'X-OnlyManualStart', false)
  )
    changes.notRestarted.add(name)
  else if (!isSet(unit, 'Service', 'X-StopIfChanged', true) || !name.endsWith('.service')) changes.restarted.add(name)
  else {
    const said = unit.get('Service')?.get('Sockets') ?? []
    const sockets = said.length > 0 ? said.join(' ').split(/\s+/) : [`${name.replace(/@?\.service$/, '')}.socket`]
    const there = sockets.filter((socket) => after.files.has(socket))
    for (const socket of there) if (before.files.has(socket)) changes.restarted.add(socket)
    // Its socket starts it when somebody asks; until then it is stopped.
    if (there.length > 0 && !isSet(unit, 'Service', 'X-NotSocketActivated', false)) changes.stopped.add(name)
    else changes.restarted.add(name)
  }
}

/** Whether a switch starts what a target wants now and did not want before. */
function isStarted(name: string, { files }: SystemUnits): boolean {
  const unit = readUnit(files.get(name) ?? [])
  return !name.endsWith('.target') && files.has(name) && !isSet(unit, 'Unit', 'X-OnlyManualStart', false) && !isSet(unit, 'Unit', 'RefuseManualStart', false)
}
