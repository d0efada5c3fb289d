/** A unit file with its drop-ins: section → key → values. */
export type Unit = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

/**
 * Reads a unit file and then its drop-ins, as switch-to-configuration-ng does (`parse_systemd_ini` in nixpkgs): without `[Install]`, and an empty
 * value takes back those before it.
 */
export function readUnit(texts: readonly string[]): Unit {
  const unit = new Map<string, Map<string, string[]>>()
  for (const text of texts) {
    let section: Map<string, string[]> | undefined
    for (const line of text.replaceAll(/\s*\\\n\s*/g, ' ').split('\n')) {
      const [, name] = /^\s*\[([^\]]+)\]\s*$/.exec(line) ?? []
      const [, key = '', value = ''] = /^\s*([^=\s#;][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? []
      if (name !== undefined) {
        section = name === 'Install' ? undefined : (unit.get(name) ?? new Map<string, string[]>())
        if (section !== undefined) unit.set(name, section)
      } else if (section !== undefined && key !== '') section.set(key, value === '' ? [] : [...(section.get(key) ?? []), value])
    }
  }
  return unit
}

/** A switch of a unit, as it was said last. */
export function isSet(unit: Unit, section: string, key: string, otherwise: boolean): boolean {
  const value = unit.get(section)?.get(key)?.at(-1)
  return value === undefined ? otherwise : ['1', 'yes', 'true', 'on'].includes(value)
}
