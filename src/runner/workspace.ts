import { readFileSync, statSync } from 'node:fs'

const mostBytes = 10_000_000

/** The text of a file of the workspace. Throws for what is no file, and for one of more than 10 MB. */
export function readWorkspaceFile(path: string): string {
  const about = statSync(path)
  if (!about.isFile()) throw new Error('it is not a file')
  if (about.size > mostBytes) throw new Error('it has more than 10 MB')
  return readFileSync(path, 'utf8')
}
