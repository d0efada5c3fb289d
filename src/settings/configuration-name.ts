import { InputError, quote } from '../parse/input-error.ts'
import { isLostName } from '../parse/lost-name.ts'

/**
 * The name that is meant by a configuration as people write it: `staging`, `nixosConfigurations.staging`, `.#staging`,
 * `.#nixosConfigurations.staging.config.system.build.toplevel` all mean `staging`. Names may have dots, as host names have.
 */
export function configurationName(text: string): string {
  const name = text
    .trim()
    .replace(/^[^#\s]*#/, '')
    .replace(/^nixosConfigurations\./, '')
    .replace(/\.config\.system\.build\.toplevel$/, '')
    .replace(/^"([^"]*)"$/, '$1')
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name)) {
    throw new InputError(`${quote(text)} is not the name of a configuration; write a name from the flake's nixosConfigurations, such as 'staging'`)
  }
  if (isLostName(name)) throw new InputError(`${quote(name)} is a name that JavaScript keeps for itself; give the configuration another one in the flake`)
  return name
}
