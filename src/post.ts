import * as core from '@actions/core'
import { removeDirectory } from './runner/clean-up.ts'
import { forgetInputs } from './runner/environment.ts'
import { buildCacheDirectory, flakeKeyDirectory, privateDirectory, workDirectory } from './runner/state.ts'

// An entry of its own, which knows no command: GitHub runs post also after a main that was stopped before its first line, and so
// could tell it nothing. Cleans up after main, also when that was killed. A failure is a warning: the deployment is over.
const ours = [
  [privateDirectory(), '. Remove it by hand: it may hold a private key.'],
  [flakeKeyDirectory(), '. End its ssh-agent by hand: it holds a private key.'],
  [buildCacheDirectory(), ''],
  [workDirectory(), ''],
] as const
// What it starts inherits the environment, and a key has no business there.
forgetInputs()
for (const [directory, advice] of ours) {
  if (directory === undefined) continue
  await removeDirectory(directory).catch((error: unknown) => {
    core.warning(`Could not clean up ${directory}: ${error instanceof Error ? error.message : String(error)}${advice}`)
  })
}
