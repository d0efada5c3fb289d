import * as core from '@actions/core'

// What main tells post. Secrets are never state: GitHub keeps state in a plain file.
const PRIVATE_DIRECTORY = 'privateDirectory'
const BUILD_CACHE_DIRECTORY = 'buildCacheDirectory'
const WORK_DIRECTORY = 'workDirectory'
const FLAKE_KEY_DIRECTORY = 'flakeKeyDirectory'

/** The directory of keys, sockets and other things of ours that main made; post removes it. */
export function privateDirectory(): string | undefined {
  const path = core.getState(PRIVATE_DIRECTORY)
  return path === '' ? undefined : path
}

/** Says where the private directory will be. To be called before it is made, so that post finds it whatever happens. */
export function savePrivateDirectory(path: string): void {
  core.saveState(PRIVATE_DIRECTORY, path)
}

/** The directory into which main put what earlier runs had built; post removes it. */
export function buildCacheDirectory(): string | undefined {
  const path = core.getState(BUILD_CACHE_DIRECTORY)
  return path === '' ? undefined : path
}

/** Says where what earlier runs have built will be. To be called before it is there. */
export function saveBuildCacheDirectory(path: string): void {
  core.saveState(BUILD_CACHE_DIRECTORY, path)
}

/** The directory in which main made an archive, beside the archive's place; post removes it. */
export function workDirectory(): string | undefined {
  const path = core.getState(WORK_DIRECTORY)
  return path === '' ? undefined : path
}

/** Says where an archive will be made, before the directory is there; '' when that is gone. */
export function saveWorkDirectory(path: string): void {
  core.saveState(WORK_DIRECTORY, path)
}

/** The directory of the ssh-agent that main started for private inputs of the flake; post ends the agent and removes it. */
export function flakeKeyDirectory(): string | undefined {
  const path = core.getState(FLAKE_KEY_DIRECTORY)
  return path === '' ? undefined : path
}

/** Says where that directory will be. To be called before the agent is started. */
export function saveFlakeKeyDirectory(path: string): void {
  core.saveState(FLAKE_KEY_DIRECTORY, path)
}
