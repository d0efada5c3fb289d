import type { Target } from '../settings/targets.ts'

/** A target that ended before it said anything. */
const nothing = Symbol('nothing')
type Said = string | undefined | typeof nothing

/**
 * Which revisions the hosts of a run have confirmed. A host on which a system is only staged must not prune what is healthy on
 * another one, for that is what will be promoted to it; and it cannot know that by itself.
 */
export class HealthyElsewhere {
  readonly #said = new Map<Target, { label: Promise<Said>; say: (label: Said) => void }>()

  /** Has those who ask wait for what this target says. */
  expect(target: Target): void {
    const { promise, resolve } = Promise.withResolvers<Said>()
    this.#said.set(target, { label: promise, say: resolve })
  }

  /** What is healthy on a target; undefined where nothing is yet. The first word counts. */
  say(target: Target, label: string | undefined): void {
    this.#said.get(target)?.say(label)
  }

  /** A target has ended, and will say no more. */
  end(target: Target): void {
    this.#said.get(target)?.say(nothing)
  }

  /** The labels that are healthy on any target, once each has said so; undefined where one ended without a word. */
  async labels(): Promise<string[] | undefined> {
    const labels = await Promise.all([...this.#said.values()].map(({ label }) => label))
    return labels.includes(nothing) ? undefined : [...new Set(labels.filter((label) => typeof label === 'string'))]
  }
}
