import type { Emit } from '../events/event.ts'
import type { Rollout } from './target.ts'

/** Tells of each wave that an earlier run left torn, because it ended while it confirmed: host by host. Only hosts of this run are known. */
export function tellBrokenWaves(rollouts: readonly Rollout[], emit: Emit): void {
  const known = rollouts.flatMap(({ host, lastTogether }) => (lastTogether === undefined ? [] : [{ name: host.target.name, ...lastTogether }]))
  for (const [, members] of Map.groupBy(known, ({ id }) => id)) {
    const isTorn =
      members.some(({ outcome }) => outcome === 'confirmed' || outcome === 'tested') && members.some(({ outcome }) => outcome !== members[0]?.outcome)
    if (!isTorn) continue
    const each = members.map(({ name, outcome, revision }) => `${name}: ${outcome} ${revision}`).join('; ')
    emit({
      type: 'notice',
      level: 'warning',
      text: `an earlier run, of ${members[0]?.since ?? ''}, ended while it confirmed a wave that is to be confirmed whole or not at all (together): ${each}`,
    })
  }
}
