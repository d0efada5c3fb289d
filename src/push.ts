import { packPaths, type BinaryCache } from './binary-cache.ts'
import { AgentError } from './host.ts'
import type { PathInfo } from './nix.ts'
import type { Rollout } from './rollout.ts'
import { SshError } from './ssh.ts'

/** How a target came to have its system. */
export interface Staged {
  /** Whether it was recorded under this revision just now. */
  isNew: boolean
  /** Where the host runs and has confirmed it already: the label under which it did. */
  healthyLabel?: string
}

/**
 * Brings built systems to hosts: asks a host once what it lacks, and streams just that, as files of a binary cache, while
 * the rest is still being compressed. What several hosts lack is compressed once.
 */
export class Push {
  readonly #cache: BinaryCache
  readonly #infos: Map<string, PathInfo>

  /** `paths` are the closures of all systems that will be pushed. */
  constructor(cache: BinaryCache, paths: readonly PathInfo[]) {
    this.#cache = cache
    this.#infos = new Map(paths.map((info) => [info.path, info]))
  }

  /**
   * Puts the system on the host and records it under the revision; does nothing where it is there. After a lost connection
   * it goes on from what has arrived.
   */
  async stage(rollout: Rollout, revision: string, toplevel: string): Promise<Staged> {
    let substitute = rollout.context.substituteOnDestination
    const once = async (): Promise<Staged> => {
      try {
        return await this.#stageOnce(rollout, revision, toplevel, substitute)
      } catch (error) {
        // A stream that broke off is a lost connection, whoever says so first.
        if (error instanceof AgentError && error.code === 'incomplete') throw new SshError('unreachable', error.message, { cause: error })
        if (!(error instanceof AgentError && error.code === 'import' && substitute)) throw error
        rollout.note(`${error.message}; sending everything, without the host's substituters`)
        substitute = false
        return this.#stageOnce(rollout, revision, toplevel, substitute)
      }
    }
    return rollout.persist(once, stagePatienceSeconds)
  }

  async #stageOnce(rollout: Rollout, revision: string, toplevel: string, substitute: boolean): Promise<Staged> {
    const { host, context } = rollout
    const { signal } = context
    const request = { revision, toplevel, mode: host.target.activate, who: context.who, keep: context.keepRevisions, substitute }
    const prepared = await host.call({ verb: 'prepare', ...request }, { signal, data: `${this.#closureOf(toplevel).join('\n')}\n` })
    const isNew = (answer: typeof prepared): boolean => answer.some(({ keyword }) => keyword === 'new')
    const unchanged = prepared.find(({ keyword }) => keyword === 'unchanged')
    if (prepared.some(({ keyword }) => keyword === 'staged')) return { isNew: isNew(prepared), ...(unchanged && { healthyLabel: unchanged.rest }) }

    const lacking = prepared.filter(({ keyword }) => keyword === 'lacks').map(({ rest }) => this.#info(rest))
    const narBytes = lacking.reduce((sum, info) => sum + info.narBytes, 0)
    rollout.note(`sending ${lacking.length} of ${this.#closureOf(toplevel).length} store paths (${megabytes(narBytes)} before compression)`)
    const data = packPaths(this.#cache.directory, this.#cache.ready(lacking))
    return { isNew: isNew(await host.call({ verb: 'import', ...request }, { signal, data })) }
  }

  #info(path: string): PathInfo {
    const info = this.#infos.get(path)
    if (info === undefined) throw new Error(`the host asks for ${path}, which is not part of what is deployed`)
    return info
  }

  #closureOf(toplevel: string): string[] {
    const closure = new Set([toplevel])
    for (const path of closure) for (const reference of this.#info(path).references) closure.add(reference)
    return [...closure]
  }
}

/** How long a broken push is taken up again. */
const stagePatienceSeconds = 300

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
}
