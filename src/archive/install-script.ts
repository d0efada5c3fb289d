import { readFileSync } from 'node:fs'

/** The text of `install` in an archive, which the build puts together. In dist it lies next to the entry, as the host agent does. */
export function installScript(): string {
  return readFileSync(new URL('./install.sh', import.meta.url), 'utf8')
}
