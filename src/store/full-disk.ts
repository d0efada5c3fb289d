import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { wordsOfError } from '../parse/error-words.ts'
import { humanBytes } from '../runner/units.ts'

/** What to do about what a file system answers: nothing that trying again would mend. */
const cures: Partial<Record<string, string>> = {
  ENOSPC: 'make room before this step, name a place on another disk, or take a bigger runner',
  EDQUOT: 'make room before this step, or name a place on another disk',
  EROFS: 'name a place on a file system that is not mounted read-only',
  EACCES: 'name a place that this user may write to',
  EPERM: 'name a place that this user may write to',
  EIO: 'look after that disk, or name a place on another one',
}

/**
 * Does what writes to a place on the runner. Where its file system refuses, the error says of which place, in the words of the
 * system, and what to do; Node's own error of a write names no place.
 */
export async function writingTo<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    const { code = '', syscall } = cause as NodeJS.ErrnoException
    const cure = cures[code]
    if (cure === undefined || syscall === undefined) throw cause
    throw new Error(`${place} cannot be written: ${wordsOfError(cause)}${code === 'ENOSPC' ? await left(place) : ''}; ${cure}`, { cause })
  }
}

/** What is left there: a disk is full when it has no inodes either. */
async function left(place: string): Promise<string> {
  const found = await statfs(place).catch(() => undefined)
  if (found === undefined) return dirname(place) === place ? '' : left(dirname(place))
  return ` (${humanBytes(found.bavail * found.bsize)} and ${found.ffree} inodes are left there)`
}
