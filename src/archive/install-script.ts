import { readFileSync } from 'node:fs'

/** The text of `install` in an archive. In dist it lies next to the entry, as the host agent does. */
export const installScript = readFileSync(new URL('./install.sh', import.meta.url), 'utf8')
