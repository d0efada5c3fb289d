import { CommandRun } from './commands/run.ts'
import { githubReporter } from './report/github.ts'
import { beginOutputs } from './report/outcome.ts'
import { forgetInputs, needKnownMachine, readEnvironment } from './runner/environment.ts'
import { saveBuildCacheDirectory, saveFlakeKeyDirectory, savePrivateDirectory, saveWorkDirectory } from './runner/state.ts'
import { readWorkspaceFile } from './runner/workspace.ts'
import { readInputs } from './settings/inputs.ts'
import { parseSettings } from './settings/parse.ts'

/** The step itself. Never throws: what goes wrong makes the step red. */
async function main(): Promise<void> {
  const run = new CommandRun({
    environment: readEnvironment(),
    reporter: githubReporter,
    // GitHub says so 7.5 seconds before it ends us.
    cancelling: { reason: 'the workflow run was cancelled', lingerSeconds: 6 },
    savePrivateDirectory,
    saveBuildCacheDirectory,
    saveWorkDirectory,
    saveFlakeKeyDirectory,
  })
  const cancel = (): void => {
    githubReporter.line('The run was cancelled; hosts with an activation in its window are told to go back.')
    run.cancel()
  }
  // GitHub sends SIGINT first, SIGTERM after 7.5 s, and ends us 2.5 s later.
  process.once('SIGINT', cancel)
  process.once('SIGTERM', () => {
    if (run.isCancelled) {
      run.breakOff()
      process.exit(1)
    }
    cancel()
  })
  const ending = await run.perform(() => {
    needKnownMachine()
    const inputs = readInputs()
    forgetInputs()
    beginOutputs(githubReporter, inputs['archive-per-configuration'] === 'true')
    return parseSettings(inputs, readWorkspaceFile)
  })
  if (ending !== 'as-asked') process.exitCode = 1
}

await main()
