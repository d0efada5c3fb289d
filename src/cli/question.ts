import { createInterface } from 'node:readline/promises'
import type { Settings } from '../settings/parse.ts'
import type { Target } from '../settings/targets.ts'
import { addressOf } from './words.ts'

/** The person did not say yes. */
export class Declined extends Error {
  constructor() {
    super('nothing was changed: the answer was not yes')
    this.name = 'Declined'
  }
}

const mostTargets = 20

/** Whether this would change any host; a dry activation only shows. */
export function changesAnything({ targets }: Pick<Settings, 'targets'>): boolean {
  return targets.some(({ activate }) => activate !== 'dry-activate')
}

/** What is about to be done, for who is asked: the revision, and each target with its address. */
export function planText({ command, targets, plan }: Pick<Settings, 'command' | 'targets' | 'plan'>, revision: string): string {
  const shown = targets.slice(0, mostTargets)
  const longest = Math.max(...shown.map(({ name }) => name.length))
  const longestAddress = Math.max(...shown.map((target) => addressOf(target).length))
  return [
    `${command} ${revision} on ${targets.length === 1 ? 'this target' : `these ${targets.length} targets`}:`,
    ...shown.map((target) => `  ${target.name.padEnd(longest)}  ${addressOf(target).padEnd(longestAddress)}  ${done[target.activate]}`),
    ...(targets.length > shown.length ? [`  … and ${targets.length - shown.length} more`] : []),
    ...(plan.waves.length > 1 ? [`in ${plan.waves.length} waves`] : []),
  ].join('\n')
}

const done: Record<Target['activate'], string> = {
  switch: 'activated now, booted from then on once it is healthy',
  boot: 'booted next time, unwatched',
  test: 'activated now, until the next reboot',
  'dry-activate': 'only shown what would change',
  none: 'put there and recorded, not activated',
}

/** Asks, and throws `Declined` for anything but yes; an end of the input is none. */
export async function askToGoOn(signal: AbortSignal): Promise<void> {
  // Without raw mode: Ctrl-C goes the way that it goes everywhere else.
  const asking = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  try {
    const ended = new Promise<string>((resolve) => asking.once('close', () => resolve('')))
    const answer = await Promise.race([asking.question('Go on? [y/N] ', { signal }), ended]).catch((error: unknown) => {
      signal.throwIfAborted()
      throw error
    })
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new Declined()
  } finally {
    asking.close()
  }
}
