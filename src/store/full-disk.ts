/**
 * Does what writes to a place on the runner. Where its disk is full, the error says of which place, and what to do; Node's own
 * error of a write does not.
 */
export async function writingTo<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (!['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '')) throw cause
    throw new Error(
      `the disk of the runner is full: ${place} cannot be written; make room before this step, name a place on another disk, or take a bigger runner`,
      { cause },
    )
  }
}
