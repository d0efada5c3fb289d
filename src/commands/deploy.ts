import { join } from 'node:path'
import type { Report } from '../events/results.ts'
import { rightsToDeploy } from '../host/roles.ts'
import type { Nix } from '../nix/command.ts'
import { closure, type PathInfo } from '../nix/store.ts'
import { type Run, whoRuns, withFleet } from '../rollout/fleet.ts'
import { passGate } from '../rollout/gate.ts'
import { failedResult } from '../rollout/outcome.ts'
import { Push, stageTarget } from '../rollout/push.ts'
import type { ArchiveLocation } from '../settings/archive.ts'
import { BinaryCache } from '../store/binary-cache.ts'
import type { PathSource, Payload } from '../store/payload.ts'
import type { Published } from '../store/published.ts'
import type { SignedStatement } from '../store/statement.ts'
import { type Asked, type Made, makePayloads, mustHaveSha, readFlake } from './build.ts'

/** `deploy`: builds or takes from an archive, puts each target's system on it, records it, activates it and proves it healthy. */
export async function deploy(run: Run): Promise<Report> {
  const { archive } = run.settings
  return withFleet(run, async ({ targets, gate }) => {
    const refused = targets.warmUp(rightsToDeploy)
    // Where no host waits for it any more, nothing is compressed any more.
    const over = new AbortController()
    const making = { ...run, signal: AbortSignal.any([run.signal, refused]) }
    const made = await (archive === undefined ? fromFlake(making, over.signal) : fromArchive(making, archive)).catch((error: unknown) => {
      if (!refused.aborted || run.signal.aborted) throw error
      return undefined
    })
    // No key does: each target says so for itself.
    if (made === undefined)
      return { results: await targets.each((rollout) => Promise.resolve(failedResult(rollout.refusal(rightsToDeploy(rollout.host.target)), rollout))) }
    const { revision, toplevels, payloads, open } = made
    if (run.settings.gate.length > 0) await passGate(gate, revision)
    const push = new Push(open, await made.publish?.())
    const results = await targets.rollOut(run.settings.plan, async (rollout) => {
      const payload = payloads.get(rollout.host.target.configuration)
      if (payload === undefined) throw new Error(`nothing was made for ${rollout.host.target.configuration}`)
      return stageTarget(rollout, push, revision, payload)
    })
    over.abort()
    return { revision, ...(Object.keys(toplevels).length > 0 && { toplevels }), results }
  })
}

/** What a deployment sends, and under which label. */
interface Deployable {
  revision: string
  toplevels: Record<string, string>
  payloads: Map<string, Payload>
  open: () => Promise<PathSource>
  /** Where it is to be published before the hosts are asked. */
  publish?: () => Promise<Published>
}

async function fromFlake(run: Run, over: AbortSignal): Promise<Deployable> {
  const asked = await readFlake(run, (flake) => run.settings.revision ?? mustHaveSha(flake, run.settings.nixOptions))
  const built = new Set<string>()
  const onEvent: Nix['onEvent'] = (event) => {
    if (event.type === 'nix-build-ended') built.add(event.name)
    asked.nix.onEvent?.(event)
  }
  await run.confirm?.(asked.revision)
  const made = await makePayloads(run, { ...asked, nix: { ...asked.nix, onEvent } }, run.settings.payloads)
  const nix = { ...asked.nix, signal: AbortSignal.any([run.signal, over]) }
  let read: Promise<PathInfo[]> | undefined
  const paths = (): Promise<PathInfo[]> => (read ??= closure(nix, made.roots))
  let opened: Promise<PathSource> | undefined
  const open = (): Promise<PathSource> => (opened ??= paths().then((infos) => new BinaryCache(nix, join(run.privateDirectory, 'cache'), infos)))
  const { publish: publishing } = run.settings
  // What was built just now no host has: it is read while they are asked.
  if (built.size > 0) open().catch(() => undefined)
  const statements = await signedStatements(run, asked, made, paths)
  return {
    revision: asked.revision,
    toplevels: Object.fromEntries(made.toplevels),
    payloads: new Map(
      [...made.payloads].flatMap(([name, [payload]]): [string, Payload][] =>
        payload === undefined ? [] : [[name, { ...payload, statement: statements.get(name) }]],
      ),
    ),
    open,
    ...(publishing !== undefined && { publish: async () => (await import('./publish.ts')).publish(run, publishing, nix, made.roots, paths) }),
  }
}

/** Only where there is a key is all that is in the systems read for it. */
async function signedStatements(run: Run, asked: Asked<string>, made: Made, paths: () => Promise<PathInfo[]>): Promise<Map<string, SignedStatement>> {
  if (run.settings.making.signingKey === undefined) return new Map()
  const { signerOf, signStatements } = await import('./statements.ts')
  const signing = { at: Date.now(), who: whoRuns(run.environment) }
  return signStatements(await signerOf(run), signing, asked, made, new Map((await paths()).map((info) => [info.path, info])))
}

async function fromArchive(run: Run, location: ArchiveLocation): Promise<Deployable> {
  const { openForTargets } = await import('./from-archive.ts')
  const { source, ...archive } = await openForTargets(run, location)
  const revision = run.settings.revision ?? archive.revision
  await run.confirm?.(revision)
  return { ...archive, revision, open: () => Promise.resolve(source) }
}
