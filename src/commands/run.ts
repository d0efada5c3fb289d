import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event } from '../events/event.ts'
import type { Report } from '../events/results.ts'
import { Timeline } from '../events/timeline.ts'
import { insecureWarning, secretsOfChecks } from '../health/caution.ts'
import type { Repository } from '../nix/place.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { InputError } from '../parse/input-error.ts'
import { report, reportEnded, reportFailure, writeSummary } from '../report/outcome.ts'
import type { Reporter } from '../report/reporter.ts'
import type { SummaryData } from '../report/summary.ts'
import { privateDirectoryIn, type Run } from '../rollout/fleet.ts'
import type { Environment } from '../runner/environment.ts'
import type { Command } from '../settings/inputs.ts'
import type { AwaitingFlake, Settings } from '../settings/parse.ts'

export type Work = (run: Run) => Promise<Report>

// Each is loaded when it is asked for: what promotes needs nothing of what builds.
const commands: Record<Command, Work> = {
  list: async (run) => (await import('./list.ts')).list(run),
  build: async (run) => (await import('./build.ts')).build(run),
  archive: async (run) => (await import('./archive.ts')).archive(run),
  deploy: async (run) => (await import('./deploy.ts')).deploy(run),
  promote: async (run) => (await import('./promote.ts')).promote(run),
  rollback: async (run) => (await import('./promote.ts')).rollback(run),
  status: async (run) => (await import('./status.ts')).status(run),
  verify: async (run) => (await import('./verify.ts')).verify(run),
  diff: async (run) => (await import('./diff.ts')).diff(run),
}

/** Where a run comes from, the step of a workflow or a command line, and what is different for it. */
export interface Caller {
  environment: Environment
  reporter: Reporter
  cancelling: Run['cancelling']
  /** To be told of each directory of ours before it is there, so that it is removed whatever becomes of us. */
  savePrivateDirectory: (path: string) => void
  saveBuildCacheDirectory: (path: string) => void
  saveWorkDirectory: (path: string) => void
  saveFlakeKeyDirectory: (path: string) => void
  /** Asks before any host is touched; throws where the answer is no. */
  confirm?: (settings: Settings, revision: string) => Promise<void>
  /** Told once, before anything is done. */
  onSettings?: (settings: Settings) => void
}

/** Whether all is as asked; `mistake` where what was asked for cannot be. */
export type Ending = 'as-asked' | 'not-as-asked' | 'mistake'

/** One run of a command, from what was asked to what is told of it. */
export class CommandRun {
  readonly #caller: Caller
  readonly #timeline = new Timeline()
  readonly #cancelled = new AbortController()
  readonly #known: Pick<SummaryData, 'settings' | 'report' | 'failure'> = {}
  #isSummarised = false

  constructor(caller: Caller) {
    this.#caller = caller
  }

  get isCancelled(): boolean {
    return this.#cancelled.signal.aborted
  }

  /** Ends all work; hosts in their window are told to go back. */
  cancel(): void {
    this.#cancelled.abort(new Error('the run was cancelled'))
  }

  /** Tells what is known by now, for a run that is about to be ended from outside. */
  breakOff(): void {
    this.#summarise()
    reportEnded(this.#caller.reporter, this.#timeline.results, true)
  }

  /** Does what `read` says is asked for, and tells of it. Never throws. `work` is another one than the command's own. */
  async perform(read: () => Settings | AwaitingFlake, work?: Work): Promise<Ending> {
    const { environment, reporter, confirm, onSettings, ...caller } = this.#caller
    const { signal } = this.#cancelled
    const atEnd: Run['atEnd'] = []
    let repository: Repository | undefined
    let ending: Ending
    try {
      const said = read()
      repository = { workspace: environment.workspace, directory: process.cwd(), flake: said.flake }
      const emit = (event: Event): void => {
        this.#timeline.add(event)
        reporter.event(event)
      }
      const nixEnvironment = await withFlakeKeys(said, this.#caller, atEnd)
      const settings = 'withTargets' in said ? await withFlakesTargets(said, { environment, emit, signal, nixEnvironment }) : said
      this.#known.settings = settings
      const checks = [...settings.healthChecks, ...[...settings.targets, ...settings.gate].flatMap(({ healthChecks }) => healthChecks)]
      for (const secret of secretsOfChecks(checks)) reporter.secret(secret)
      const insecure = ['deploy', 'promote', 'rollback'].includes(settings.command) ? insecureWarning(checks) : undefined
      if (insecure !== undefined) emit({ type: 'notice', level: 'warning', text: insecure })
      onSettings?.(settings)
      const directory = privateDirectoryIn(environment.runnerTemp, tmpdir(), randomBytes(4).toString('hex'))
      caller.savePrivateDirectory(directory)
      const { cancelling, saveWorkDirectory } = caller
      const asking = confirm && ((revision: string) => confirm(settings, revision))
      const run: Run = {
        settings,
        environment,
        emit,
        signal,
        privateDirectory: directory,
        nixEnvironment,
        atEnd,
        saveWorkDirectory,
        cancelling,
        confirm: asking,
      }
      if (settings.cache) {
        run.buildCacheDirectory = join(environment.runnerTemp, 'nix-flake-deploy-builds')
        caller.saveBuildCacheDirectory(run.buildCacheDirectory)
      }
      this.#known.report = this.#timeline.complete(await (work ?? commands[settings.command])(run))
      ending = report(reporter, settings, this.#known.report) ? 'as-asked' : 'not-as-asked'
    } catch (error) {
      this.#known.failure = wordsOfError(error)
      reportFailure(reporter, error, repository, environment.debug)
      reportEnded(reporter, this.#timeline.results, false)
      ending = error instanceof InputError ? 'mistake' : 'not-as-asked'
    } finally {
      this.#summarise()
    }
    for (const work of atEnd) await work()
    return ending
  }

  #summarise(): void {
    if (this.#isSummarised) return
    this.#isSummarised = true
    const { reporter, environment } = this.#caller
    writeSummary(reporter, environment, this.#timeline, { ...this.#known, cancelled: this.isCancelled })
  }
}

/** The environment in which Nix fetches private inputs. Loaded only where there is a key for them. */
async function withFlakeKeys(
  { flakeSsh }: Pick<Settings, 'flakeSsh'>,
  { environment, saveFlakeKeyDirectory }: Pick<Caller, 'environment' | 'saveFlakeKeyDirectory'>,
  atEnd: Run['atEnd'],
): Promise<Record<string, string>> {
  if (flakeSsh === undefined) return {}
  const { loadFlakeKeys } = await import('./flake-key.ts')
  const directory = privateDirectoryIn(environment.runnerTemp, tmpdir(), randomBytes(4).toString('hex'))
  saveFlakeKeyDirectory(directory)
  return loadFlakeKeys(flakeSsh, directory, atEnd)
}

/** Loaded only where the flake is to be asked for its targets. */
async function withFlakesTargets(said: AwaitingFlake, run: Pick<Run, 'environment' | 'emit' | 'signal' | 'nixEnvironment'>): Promise<Settings> {
  const { targetsOfFlake } = await import('./flake-targets.ts')
  return said.withTargets(await targetsOfFlake(run, said))
}
