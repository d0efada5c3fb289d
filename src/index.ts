import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import type { Report } from './events/results.ts'
import { Timeline } from './events/timeline.ts'
import { insecureWarning, secretsOfChecks } from './health/caution.ts'
import type { Repository } from './nix/place.ts'
import { wordsOfError } from './parse/error-words.ts'
import { logLines, untrusted } from './report/log.ts'
import { beginOutputs, report, reportEnded, reportFailure, writeSummary } from './report/outcome.ts'
import type { SummaryData } from './report/summary.ts'
import { privateDirectoryIn, type Run } from './rollout/fleet.ts'
import { type Environment, forgetInputs, needKnownMachine, readEnvironment } from './runner/environment.ts'
import { saveBuildCacheDirectory, saveFlakeKeyDirectory, savePrivateDirectory } from './runner/state.ts'
import { readWorkspaceFile } from './runner/workspace.ts'
import { type Command, readInputs } from './settings/inputs.ts'
import { type AwaitingFlake, parseSettings, type Settings } from './settings/parse.ts'

// Each is loaded when it is asked for: what promotes needs nothing of what builds.
const commands: Record<Command, (run: Run) => Promise<Report>> = {
  list: async (run) => (await import('./commands/list.ts')).list(run),
  build: async (run) => (await import('./commands/build.ts')).build(run),
  archive: async (run) => (await import('./commands/archive.ts')).archive(run),
  deploy: async (run) => (await import('./commands/deploy.ts')).deploy(run),
  promote: async (run) => (await import('./commands/promote.ts')).promote(run),
  rollback: async (run) => (await import('./commands/promote.ts')).rollback(run),
  status: async (run) => (await import('./commands/status.ts')).status(run),
  verify: async (run) => (await import('./commands/verify.ts')).verify(run),
  diff: async (run) => (await import('./commands/diff.ts')).diff(run),
}

/** The environment in which Nix fetches private inputs. Loaded only where there is a key for them. */
async function withFlakeKeys({ flakeSsh }: Pick<Settings, 'flakeSsh'>, environment: Environment, atEnd: Run['atEnd']): Promise<Record<string, string>> {
  if (flakeSsh === undefined) return {}
  const { loadFlakeKeys } = await import('./commands/flake-key.ts')
  const directory = privateDirectoryIn(environment.runnerTemp, tmpdir(), randomBytes(4).toString('hex'))
  saveFlakeKeyDirectory(directory)
  return loadFlakeKeys(flakeSsh, directory, atEnd)
}

/** Loaded only where the flake is to be asked for its targets. */
async function withFlakesTargets(said: AwaitingFlake, run: Pick<Run, 'environment' | 'emit' | 'signal' | 'nixEnvironment'>): Promise<Settings> {
  const { targetsOfFlake } = await import('./commands/flake-targets.ts')
  return said.withTargets(await targetsOfFlake(run, said))
}

/** The step itself. Never throws: what goes wrong makes the step red. */
async function main(): Promise<void> {
  const environment = readEnvironment()
  const timeline = new Timeline()
  const cancelled = new AbortController()
  const known: Pick<SummaryData, 'settings' | 'report' | 'failure'> = {}
  let summarised = false
  const summarise = (): void => {
    if (summarised) return
    summarised = true
    writeSummary(environment, timeline, { ...known, cancelled: cancelled.signal.aborted })
  }
  const cancel = (): void => {
    core.info('The run was cancelled; hosts with an activation in its window are told to go back.')
    cancelled.abort(new Error('the run was cancelled'))
  }
  // GitHub sends SIGINT first, SIGTERM after 7.5 s, and ends us 2.5 s later.
  process.once('SIGINT', cancel)
  process.once('SIGTERM', () => {
    if (cancelled.signal.aborted) {
      summarise()
      reportEnded(timeline.results, true)
      process.exit(1)
    }
    cancel()
  })
  const atEnd: Run['atEnd'] = []
  let repository: Repository | undefined
  try {
    needKnownMachine()
    const inputs = readInputs()
    forgetInputs()
    beginOutputs(inputs['archive-per-configuration'] === 'true')
    const said = parseSettings(inputs, readWorkspaceFile)
    repository = { workspace: environment.workspace, directory: process.cwd(), flake: said.flake }
    const emit: Run['emit'] = (event) => {
      timeline.add(event)
      if (event.type === 'notice') core[event.level](untrusted(event.text))
      for (const line of logLines(event)) core.info(line)
    }
    const nixEnvironment = await withFlakeKeys(said, environment, atEnd)
    const settings = 'withTargets' in said ? await withFlakesTargets(said, { environment, emit, signal: cancelled.signal, nixEnvironment }) : said
    known.settings = settings
    const checks = [...settings.healthChecks, ...settings.targets, ...settings.gate].flatMap((of) => ('healthChecks' in of ? of.healthChecks : of))
    for (const secret of secretsOfChecks(checks)) core.setSecret(secret)
    const insecure = ['deploy', 'promote', 'rollback'].includes(settings.command) ? insecureWarning(checks) : undefined
    if (insecure !== undefined) emit({ type: 'notice', level: 'warning', text: insecure })
    const directory = privateDirectoryIn(environment.runnerTemp, tmpdir(), randomBytes(4).toString('hex'))
    savePrivateDirectory(directory)
    const run: Run = { settings, environment, emit, signal: cancelled.signal, privateDirectory: directory, nixEnvironment, atEnd }
    if (settings.cache) {
      run.buildCacheDirectory = join(environment.runnerTemp, 'nix-flake-deploy-builds')
      saveBuildCacheDirectory(run.buildCacheDirectory)
    }
    known.report = timeline.complete(await commands[settings.command](run))
    report(settings, known.report)
  } catch (error) {
    known.failure = wordsOfError(error)
    reportFailure(error, repository, environment.debug)
    reportEnded(timeline.results, false)
  } finally {
    summarise()
  }
  for (const work of atEnd) await work()
}

await main()
