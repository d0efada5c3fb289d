import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Whether a path, of which the end need not be there yet, is in a directory, whatever links lead to it. The directory is a path without links. */
export function isInside(directory: string, path: string): boolean {
  let above = path
  while (!existsSync(above)) above = dirname(above)
  const real = join(realpathSync(above), path.slice(above.length))
  return real === directory || real.startsWith(`${directory}/`)
}
