import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Emit } from '../events/event.ts'
import type { TargetResult } from '../events/results.ts'
import { Host } from '../host/calls.ts'
import { isFinal } from '../host/fault.ts'
import type { Right } from '../host/roles.ts'
import { Ssh } from '../host/ssh.ts'
import { ask } from '../runner/ask.ts'
import type { Environment } from '../runner/environment.ts'
import type { Settings } from '../settings/parse.ts'
import type { Target } from '../settings/targets.ts'
import type { Plan } from '../settings/waves.ts'
import { writingTo } from '../store/full-disk.ts'
import { CaFiles } from './ca-files.ts'
import { HealthyElsewhere } from './healthy-elsewhere.ts'
import { failedResult } from './outcome.ts'
import { type Cancelling, Rollout, type RolloutContext } from './target.ts'
import { activatingFirst, rollOut, type Stage } from './waves.ts'

/** What every command works with. */
export interface Run {
  settings: Settings
  environment: Environment
  emit: Emit
  /** Aborted when the run is cancelled. */
  signal: AbortSignal
  /** Where keys and sockets go; post removes it, whatever happens to main. */
  privateDirectory: string
  /** Where what earlier runs have built goes, where that is asked for; post removes it. */
  buildCacheDirectory?: string
  /** Added to that of each call of Nix that reads a flake. */
  nixEnvironment: Record<string, string>
  /** Done when the command has ended, well or not. These do not throw. */
  atEnd: (() => Promise<void>)[]
  /** To be told where an archive is made, before the directory is there, so that it is removed whatever happens; '' when it is gone. */
  saveWorkDirectory: (path: string) => void
  /** Asks, where somebody is there to be asked, before any host is touched. Throws where the answer is no. */
  confirm?: ((revision: string) => Promise<void>) | undefined
  cancelling: Cancelling
}

/** Some of a run's hosts, and how many of them are worked on at once. */
export class HostGroup {
  readonly #rollouts: Rollout[]
  readonly #parallel: number
  readonly #emit: Emit
  readonly #signal: AbortSignal

  constructor(rollouts: Rollout[], parallel: number, emit: Emit, signal: AbortSignal) {
    this.#rollouts = rollouts
    this.#parallel = parallel
    this.#emit = emit
    this.#signal = signal
  }

  /**
   * Starts to connect to those hosts that are worked on first, while something else goes on; what fails is told later. Gives a signal that is
   * aborted once it is known that no key does for what its target needs, so that nothing is made for nobody.
   */
  warmUp(needs: (target: Target) => readonly Right[]): AbortSignal {
    const refused = new AbortController()
    const may = new Set(this.#rollouts)
    for (const rollout of activatingFirst(this.#rollouts).slice(0, this.#parallel)) {
      const { host, context } = rollout
      const ask = async (): Promise<void> => {
        rollout.key = await host.key(context.signal)
        if (rollout.refusal(needs(host.target)) !== undefined) may.delete(rollout)
        if (may.size === 0) refused.abort()
      }
      ask().catch((error: unknown) => {
        if (error instanceof Error && isFinal(error)) rollout.deniedBefore = error
      })
    }
    return refused.signal
  }

  /** Does the work on every host, so many at once. What is thrown becomes the result of that host alone. */
  async each(work: (rollout: Rollout) => Promise<TargetResult>): Promise<Record<string, TargetResult>> {
    const limit = pLimit(this.#parallel)
    const results = await Promise.all(
      this.#rollouts.map((rollout) =>
        limit(async () => {
          const { name } = rollout.host.target
          const result = await work(rollout).catch((error: unknown) => failedResult(error, rollout))
          this.#emit({ type: 'target-ended', target: name, result })
          await rollout.host.close()
          return [name, result] as const
        }),
      ),
    )
    return Object.fromEntries(results)
  }

  /** Stages all, and activates them as the plan has it. */
  rollOut(plan: Plan, stage: Stage): Promise<Record<string, TargetResult>> {
    return rollOut({ rollouts: this.#rollouts, parallel: this.#parallel, emit: this.#emit, signal: this.#signal }, plan, stage)
  }

  /** How many they are. */
  get size(): number {
    return this.#rollouts.length
  }

  async close(): Promise<void> {
    await Promise.all(this.#rollouts.map(({ host }) => host.close()))
  }
}

/** The hosts of a run: those that are its targets, and those of its gate. */
export interface Fleet {
  targets: HostGroup
  gate: HostGroup
}

/**
 * Prepares SSH, works with the fleet, and leaves no connection, key or socket behind, however it ends. Throws for a key
 * that is none before anything is contacted.
 */
export async function withFleet<T>({ settings, environment, emit, signal, privateDirectory, cancelling }: Run, work: (fleet: Fleet) => Promise<T>): Promise<T> {
  await makePrivateDirectory(privateDirectory)
  const groups: HostGroup[] = []
  try {
    const all = [...settings.targets, ...settings.gate]
    const ssh = await Ssh.create(privateDirectory, settings.ssh, environment.sshAuthSock, all)
    await Promise.all([ssh.needKnownHosts(all, settings.maxParallel), needCurl(all)])
    const { keepRevisions, substituteOnDestination } = settings
    const shared: Omit<RolloutContext, 'emit'> = {
      who: whoRuns(environment),
      signal,
      cancelling,
      keepRevisions,
      substituteOnDestination,
      workspace: environment.workspace,
      healthyElsewhere: new HealthyElsewhere(),
      caFiles: new CaFiles(privateDirectory),
    }
    const group = (targets: readonly Target[], tell: Emit): HostGroup => {
      const context: RolloutContext = { ...shared, emit: tell }
      const rollouts = targets.map((target) => {
        const onLog = (text: string): void => tell({ type: 'output', source: target.name, text })
        return new Rollout(new Host(target, ssh, settings.revisionsDirectory, onLog), context)
      })
      const made = new HostGroup(rollouts, settings.maxParallel, tell, signal)
      groups.push(made)
      return made
    }
    return await work({ targets: group(settings.targets, emit), gate: group(settings.gate, (event) => emit({ ...event, ofGate: true })) })
  } finally {
    await Promise.all(groups.map((made) => made.close()))
    await rm(privateDirectory, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Found out now and not in the window, where a missing curl would look like a sick system. */
async function needCurl(targets: readonly Target[]): Promise<void> {
  if (targets.some(({ healthChecks }) => healthChecks.some(({ from }) => from === 'runner')))
    await ask('curl', ['--version'], { mustSucceed: 'curl --version' })
}

/** Who deploys, for the hosts' history: one line of plain text. */
export function whoRuns({ actor, runUrl }: Environment): string {
  const who = [actor, runUrl].filter((part) => part !== undefined).join(' ')
  return who === '' ? 'somebody' : who.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 300)
}

/** Makes it, readable by its owner alone. */
export async function makePrivateDirectory(directory: string): Promise<void> {
  await writingTo(directory, () => mkdir(directory, { mode: 0o700 }))
}

/**
 * A private directory of this run's own: in RUNNER_TEMP, else in the system's place for such, else in /tmp. Sockets have short
 * paths only (sun_path in unix(7): 107 bytes), and of those ssh takes 17 for a name of its own while it makes one.
 */
export function privateDirectoryIn(runnerTemp: string, systemTemp: string, suffix: string): string {
  const name = `nfd-${suffix}`
  const place = [runnerTemp, systemTemp].find((directory) => directory.length <= 50 && /^\/[A-Za-z0-9/._-]*$/.test(directory)) ?? '/tmp'
  return join(place, name)
}
