import { constants } from 'node:os'

// What to do about what happens to every program on a runner. It follows what was said, and never stands in its place.

export const memoryAdvice =
  'Take a bigger runner, give it swap in a step before this one, or do less at once: fewer configurations in one step, and nix-options: --max-jobs 1.'

const spaces: [said: RegExp, advice: string][] = [
  [
    /No space left on device/i,
    'The disk of the runner is full; make room before this step, or take a bigger runner (`df -h` and `df -i` show whether bytes or inodes are used up).',
  ],
  [/Disk quota exceeded/i, 'The quota of this user on the runner is used up; make room before this step, or name a place on another disk.'],
  [/Read-only file system/i, 'That file system of the runner is mounted read-only; name a place on another one, or mount it anew in a step before this one.'],
]

/** What to do where the words of a tool say that it could not write; '' where they do not. */
export function spaceAdvice(said: string): string {
  return spaces.flatMap(([pattern, advice]) => (pattern.test(said) ? [`\n${advice}`] : [])).join('')
}

/** What is behind the end of a program that a signal ended, by its exit code as a shell counts it; undefined for any other end. */
export function endedBySignal(program: string, exitCode: number): string | undefined {
  const number = exitCode - 128
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0]
  if (name === undefined) return undefined
  const killed = `${program} was killed by signal ${number}`
  if (number === constants.signals.SIGKILL) return `${killed}: out of memory? ${memoryAdvice}`
  if (number === constants.signals.SIGSEGV || number === constants.signals.SIGABRT || number === constants.signals.SIGBUS)
    return `${killed} (${name}): it crashed, as after an endless recursion or for want of memory; try the same on your machine, or another version of ${program}`
  return `${killed} (${name}): something on the runner ended it; run the job again`
}
