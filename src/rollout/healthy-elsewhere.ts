import type { Target } from '../settings/targets.ts'

/**
 * Which revisions the hosts of a run have confirmed. A host on which a system is only staged must not prune what is healthy on
 * another one, for that is what will be promoted to it; and it cannot know that by itself.
 */
export class HealthyElsewhere {
  readonly #said = new Map<Target, { label: Promise<string | undefined>; say: (label: string | undefined) => void }>()

  /** Has those who ask wait for what this target says. */
  expect(target: Target): void {
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    this.#said.set(target, { label: promise, say: resolve })
  }

  /** What is healthy on a target; undefined where it does not say. The first word counts. */
  say(target: Target, label: string | undefined): void {
    this.#said.get(target)?.say(label)
  }

  /** The labels that are healthy on any target, once all of them have said so or have ended. */
  async labels(): Promise<string[]> {
    const labels = await Promise.all([...this.#said.values()].map(({ label }) => label))
    return [...new Set(labels.filter((label) => label !== undefined))]
  }
}
