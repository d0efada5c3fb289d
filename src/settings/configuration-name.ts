import { InputError, quote } from '../parse/input-error.ts'
import { isLostName } from '../parse/lost-name.ts'

/**
 * The name that is meant by a configuration as people write it: `staging`, `nixosConfigurations.staging`, `.#staging`,
 * `.#nixosConfigurations.staging.config.system.build.toplevel` all mean `staging`. Names may have dots, as host names have, and
 * whatever else Nix can be asked for; one that looks like more than a name stands in double quotes.
 */
export function configurationName(text: string): string {
  const { name, isQuoted } = nameIn(text.trim())
  const reason = whyNotNamed(name) ?? (!isQuoted && /^-|^\*$|#/.test(name) ? 'such a name stands in double quotes' : undefined)
  if (reason === undefined) return name
  if (isLostName(name)) throw new InputError(`${quote(name)} is a name that JavaScript keeps for itself; give the configuration another one in the flake`)
  throw new InputError(
    `${quote(text)} is not the name of a configuration${name === '' ? '' : `: ${reason}`}; write a name from the flake's nixosConfigurations, such as 'staging'`,
  )
}

function nameIn(text: string): { name: string; isQuoted: boolean } {
  const name = text.startsWith('"')
    ? text
    : text
        .replace(/^[^#\s"]*#/, '')
        .replace(/^nixosConfigurations\./, '')
        .replace(/\.config\.system\.build\.toplevel$/, '')
  const quoted = /^"([^"]*)"$/.exec(name)?.[1]
  return { name: quoted ?? name, isQuoted: quoted !== undefined }
}

/** Why a configuration of a flake cannot be named here; undefined where it can. */
export function whyNotNamed(name: string): string | undefined {
  if (name === '') return 'it is empty'
  if (name.includes('"')) return 'it has a double quote in it, which Nix can be told in no way'
  if (/[\p{Cc}\p{Cs}]/u.test(name)) return 'it has a line end or another control character in it'
  if (isLostName(name)) return 'JavaScript keeps that name for itself'
  return undefined
}

/** How a configuration's name is written into an input so that just that is meant. */
export function asWritten(name: string): string {
  return name.trim() === name && nameIn(name).name === name && !/^-|,|^\*$|#/.test(name) ? name : `"${name}"`
}
