import type { TargetResult } from '../events/results.ts'
import type { AgentLine } from '../host/answer.ts'
import { AgentError, SshError } from '../host/fault.ts'
import { rightsToDeploy } from '../host/roles.ts'
import { parseTogether } from '../host/together.ts'
import type { PathInfo } from '../nix/store.ts'
import { withHeartbeat } from '../runner/heartbeat.ts'
import { humanBytes } from '../runner/units.ts'
import { packPaths } from '../store/binary-cache.ts'
import { type CachedPath, closureOf, type PathSource, type Payload } from '../store/payload.ts'
import type { Published } from '../store/published.ts'
import type { Turn } from './activate.ts'
import { lackedError, untakenError } from './fetch-only.ts'
import { proveUnchanged } from './prove.ts'
import type { Rollout } from './target.ts'

/** How a target came to have its system. */
export interface Staged {
  toplevel: string
  /** Whether it was recorded under this revision just now. */
  isNew: boolean
  /** Where the host runs and has confirmed it already: the label under which it did. */
  healthyLabel?: string
  /** The store path that runs there; undefined where that is still to be confirmed. */
  running?: string
}

/**
 * Brings systems to hosts: asks a host whether the system is there, if not what it lacks, and streams just that, as files of a binary
 * cache, while the rest is still being compressed. What several hosts lack is compressed once.
 */
export class Push {
  readonly #open: () => Promise<PathSource>
  readonly #published: Published | undefined

  /** What is to be sent is only opened where a host has not all of it, and then for each anew: so `open` gives the same each time. */
  constructor(open: () => Promise<PathSource>, published?: Published) {
    this.#open = open
    this.#published = published
  }

  /**
   * Puts the system on the host and records it under the revision; does nothing where it is there. A derivation and a source
   * are built on the host. After a lost connection it goes on from what has arrived.
   */
  async stage(rollout: Rollout, revision: string, payload: Payload): Promise<Staged> {
    let substitute = rollout.context.substituteOnDestination
    const once = async (): Promise<Staged> => {
      try {
        return await this.#stageOnce(rollout, revision, payload, substitute)
      } catch (error) {
        // A stream that broke off is a lost connection, whoever says so first.
        if (error instanceof AgentError && error.code === 'incomplete') throw new SshError('unreachable', error.message, { cause: error })
        if (!(error instanceof AgentError && error.code === 'import' && substitute)) throw error
        if (this.#published?.only === true) throw untakenError(error, this.#published)
        rollout.note(`${error.message}; sending everything, without the host's substituters`)
        substitute = false
        return this.#stageOnce(rollout, revision, payload, substitute)
      }
    }
    return rollout.persist(once, stagePatienceSeconds)
  }

  async #stageOnce(rollout: Rollout, revision: string, payload: Payload, substitute: boolean): Promise<Staged> {
    const { host, context } = rollout
    const { signal } = context
    const spare = host.target.activate === 'none' ? await context.healthyElsewhere.labels() : []
    const request = {
      revision,
      payload: payload.kind,
      roots: payload.roots.join(' '),
      toplevel: payload.toplevel ?? '',
      installable: payload.installable ?? '',
      system: payload.system ?? '',
      statement: payload.statement?.text,
      signature: payload.statement?.signature,
      mode: host.target.activate,
      who: context.who,
      // Where it is not known what is healthy elsewhere, nothing is pruned.
      keep: spare === undefined ? '' : context.keepRevisions,
      spare: spare?.join(' ') ?? '',
      substitute,
    }
    const prepared = await host.call({ verb: 'prepare', ...request }, { signal })
    const said = (word: string): string | undefined => prepared.find(({ keyword }) => keyword === word)?.rest
    context.healthyElsewhere.say(host.target, said('healthy'))
    const together = said('together')
    if (together !== undefined) rollout.lastTogether = parseTogether(together)
    const there = stagedIn(prepared)
    if (there !== undefined) return there

    const source = await this.#open()
    const closure = closureOf(payload, source)
    const asked = lackedIn(await host.call({ verb: 'lacking', ...request }, { signal, data: `${closure.join('\n')}\n` }), source)
    if (this.#published?.only === true && asked.length > 0)
      throw await lackedError(
        rollout,
        asked.map(({ path }) => path),
        this.#published,
      )
    const lacking = asked.filter(({ path }) => source.has(path))
    let leftOut = asked.filter(({ path }) => !source.has(path))
    // Of a closure it has asked its substituters by now.
    if (leftOut.length > 0 && substitute && payload.kind !== 'closure') {
      leftOut = lackedIn(await host.call({ verb: 'fetchable' }, { signal, data: `${leftOut.map(({ path }) => path).join('\n')}\n` }), source)
    }
    if (leftOut.length > 0) {
      const why = context.substituteOnDestination
        ? 'cannot fetch them from its own substituters'
        : 'is not to ask its own substituters for them (`substitute-on-destination: false`)'
      throw new Error(
        `the host lacks ${leftOut.length} store paths that the archive leaves out, and ${why}: ${leftOut
          .slice(0, 3)
          .map(({ path }) => path)
          .join(', ')}${leftOut.length > 3 ? ', …' : ''}; nothing was changed. Deploy an archive that has them (\`archive-contents: full\`)`,
      )
    }
    const narBytes = lacking.reduce((sum, info) => sum + info.narBytes, 0)
    rollout.note(`sending ${lacking.length} of ${closure.length} store paths (${humanBytes(narBytes)} before compression)`)
    const sent = { paths: 0, bytes: 0 }
    const data = packPaths(counted(source.ready(lacking), sent))
    const tell = (): void => {
      rollout.note(
        sent.paths === lacking.length
          ? 'all is sent; the host is taking it in'
          : `sent ${sent.paths} of ${lacking.length} store paths, ${humanBytes(sent.bytes)}`,
      )
    }
    const answer = await withHeartbeat(tell, () => host.call({ verb: 'import', ...request, signer: source.signer ?? '' }, { signal, data }))
    const staged = stagedIn(answer)
    if (staged === undefined) throw new AgentError('protocol', 'the host did not say what it has staged')
    return staged
  }
}

function lackedIn(answer: readonly AgentLine[], source: PathSource): PathInfo[] {
  return answer
    .filter(({ keyword }) => keyword === 'lacks')
    .map(({ rest }) => {
      const info = source.info(rest)
      if (info === undefined) throw new Error(`the host asks for ${rest}, which is not part of what is deployed`)
      return info
    })
}

/** Hands on what comes, and counts what has been dealt with. */
async function* counted(paths: AsyncIterable<CachedPath>, sent: { paths: number; bytes: number }): AsyncGenerator<CachedPath> {
  for await (const path of paths) {
    yield path
    sent.paths += 1
    sent.bytes += path.files.reduce((sum, { bytes }) => sum + bytes, 0)
  }
}

function stagedIn(answer: readonly AgentLine[]): Staged | undefined {
  const staged = answer.find(({ keyword }) => keyword === 'staged')
  const unchanged = answer.find(({ keyword }) => keyword === 'unchanged')
  const runs = answer.find(({ keyword }) => keyword === 'runs')
  return (
    staged && {
      toplevel: staged.rest,
      isNew: answer.some(({ keyword }) => keyword === 'new'),
      ...(unchanged && { healthyLabel: unchanged.rest }),
      ...(runs && { running: runs.rest }),
    }
  )
}

/** Puts the system on a target and records it. Gives what is left to be activated; or how the target ended, where that is all. */
export async function stageTarget(rollout: Rollout, push: Push, revision: string, payload: Payload): Promise<Turn | TargetResult> {
  const { target } = rollout.host
  Object.assign(rollout.known, { revision, ...(payload.toplevel !== undefined && { toplevel: payload.toplevel }) })
  await rollout.connect(rightsToDeploy(target))
  const { toplevel, isNew, healthyLabel, running } = await rollout.phase('stage', () => push.stage(rollout, revision, payload))
  rollout.known.toplevel = toplevel
  const known = { ...rollout.known, seconds: rollout.seconds }
  if (healthyLabel !== undefined)
    return proveUnchanged(rollout, revision, healthyLabel, {
      ...known,
      ...(target.activate !== 'boot' && { previousToplevel: toplevel, previousRevision: healthyLabel }),
    })
  const asStaged = { ...known, state: isNew ? 'staged' : 'unchanged' } as const
  if (target.activate === 'none') return asStaged
  return {
    activate: { revision, expect: running },
    isNew,
    result: (activated) => {
      if (activated.state === 'unchanged') return { ...activated, ...asStaged }
      return { ...known, ...activated, ...(isNew && activated.state === 'not-begun' && { changed: true }) }
    },
  }
}

/** How long a broken push is taken up again. */
const stagePatienceSeconds = 300
