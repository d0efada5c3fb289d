import { join } from 'node:path'
import { BinaryCache } from '../binary-cache.ts'
import { withFleet, type Run } from '../fleet.ts'
import { passGate } from '../gate.ts'
import { Push, stageAndActivate } from '../push.ts'
import type { Report } from '../results.ts'
import { makePayloads, mustHaveSha, readFlake } from './build.ts'

/** `deploy`: builds, puts each target's system on it, records it, activates it and proves it healthy. */
export async function deploy(run: Run): Promise<Report> {
  return withFleet(run, async ({ targets, gate }) => {
    targets.warmUp()
    const asked = await readFlake(run, (flake) => run.settings.revision ?? mustHaveSha(flake, run.settings.nixOptions))
    const { revision } = asked
    const { payloads, toplevels, paths } = await makePayloads(run, asked, run.settings.payloads)
    if (run.settings.gate.length > 0) await passGate(gate, revision)
    // Where no host waits for it any more, nothing is compressed any more.
    const over = new AbortController()
    const nix = { ...asked.nix, signal: AbortSignal.any([run.signal, over.signal]) }
    const push = new Push(new BinaryCache(nix, join(run.privateDirectory, 'cache'), paths))
    const results = await targets.each((rollout) => {
      const [payload] = payloads.get(rollout.host.target.configuration) ?? []
      if (payload === undefined) throw new Error(`nothing was made for ${rollout.host.target.configuration}`)
      return stageAndActivate(rollout, push, revision, payload)
    })
    over.abort()
    return { revision, ...(toplevels.size > 0 && { toplevels: Object.fromEntries(toplevels) }), results }
  })
}
