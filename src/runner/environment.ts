import { readFileSync } from 'node:fs'
import { homedir, hostname, tmpdir, userInfo } from 'node:os'

/** What the runner tells us through environment variables; each is undefined where it is not set. */
export interface Environment {
  /** The page of this workflow run, for people. */
  runUrl: string | undefined
  /** Of this workflow run: 1, and more where it was run again. */
  attempt: string
  /** Who started this workflow run. */
  actor: string | undefined
  /** `owner/name`. */
  repository: string | undefined
  /** The address of its commits, to which a SHA is added: `https://github.com/owner/name/commit/`. */
  commitUrl: string | undefined
  /** How a workflow names this action: `owner/name@ref`. */
  action: string | undefined
  /** The commit that started the workflow; not always what is checked out. */
  sha: string | undefined
  /** The pull request that this run is of. */
  pullRequest: PullRequest | undefined
  /** The file to which the job summary is appended. */
  summaryPath: string | undefined
  /** Where the repository is checked out; the working directory outside of GitHub. */
  workspace: string
  /** A directory of this job's own, emptied by the runner; the system's outside of GitHub. */
  runnerTemp: string
  home: string
  /** The socket of a running ssh-agent. */
  sshAuthSock: string | undefined
  /** The directories in which programs are looked for. */
  searchPath: string[]
  /** Whether the person asked for step debug logging. */
  debug: boolean
}

/** What GitHub tells of a pull request to a run that it started. */
export interface PullRequest {
  number: number
  /** The commit that it is to be merged into, as it was when the run began. */
  baseSha: string
  /** The commit that is to be merged. */
  headSha: string
  /** It comes from another repository, and its runs may write nothing. */
  isFork: boolean
}

/** Reads the environment once, at the edge. Empty variables count as not set. */
export function readEnvironment(variables: Record<string, string | undefined> = process.env): Environment {
  const read = (name: string): string | undefined => {
    const value = variables[name]
    return value === undefined || value === '' ? undefined : value
  }
  return {
    runUrl: runUrl(read),
    attempt: read('GITHUB_RUN_ATTEMPT') ?? '1',
    actor: read('GITHUB_TRIGGERING_ACTOR') ?? read('GITHUB_ACTOR'),
    repository: read('GITHUB_REPOSITORY'),
    commitUrl: commitUrl(read),
    action: action(read),
    sha: read('GITHUB_SHA'),
    pullRequest: pullRequest(read('GITHUB_EVENT_PATH')),
    summaryPath: read('GITHUB_STEP_SUMMARY'),
    workspace: read('GITHUB_WORKSPACE') ?? process.cwd(),
    runnerTemp: read('RUNNER_TEMP') ?? tmpdir(),
    home: read('HOME') ?? homedir(),
    sshAuthSock: read('SSH_AUTH_SOCK'),
    searchPath: (read('PATH') ?? '').split(':').filter((directory) => directory.startsWith('/')),
    debug: read('RUNNER_DEBUG') === '1',
  }
}

/** Of a run of `pull_request`, as its webhook tells it. */
function pullRequest(eventPath: string | undefined): PullRequest | undefined {
  if (eventPath === undefined) return undefined
  interface Repository {
    full_name?: string
  }
  let event: { pull_request?: { number?: number; base?: { sha?: string; repo?: Repository }; head?: { sha?: string; repo?: Repository | null } } }
  try {
    event = JSON.parse(readFileSync(eventPath, 'utf8')) as typeof event
  } catch {
    // Outside of GitHub there is none, and a run that needs it says so.
    return undefined
  }
  const { number, base, head } = event.pull_request ?? {}
  if (number === undefined || base?.sha === undefined) return undefined
  return { number, baseSha: base.sha, headSha: head?.sha ?? '', isFork: head?.repo?.full_name !== base.repo?.full_name }
}

/** Where GitHub's service for artifacts and caches is, and what it is asked with; undefined where the runner has not set it. */
export interface ResultsService {
  url: string | undefined
  token: string | undefined
  /** Of the older service for caches. */
  cacheUrl: string | undefined
  isCacheV2: boolean
}

/** Reads what the libraries for artifacts and caches read. */
export function readResultsService(variables: Record<string, string | undefined> = process.env): ResultsService {
  const read = (name: string): string | undefined => (variables[name] === '' ? undefined : variables[name])
  return {
    url: read('ACTIONS_RESULTS_URL'),
    token: read('ACTIONS_RUNTIME_TOKEN'),
    cacheUrl: read('ACTIONS_CACHE_URL'),
    isCacheV2: read('ACTIONS_CACHE_SERVICE_V2') !== undefined,
  }
}

function runUrl(read: (name: string) => string | undefined): string | undefined {
  const [server, repository, run] = [read('GITHUB_SERVER_URL'), read('GITHUB_REPOSITORY'), read('GITHUB_RUN_ID')]
  if (server === undefined || repository === undefined || run === undefined) return undefined
  const attempt = read('GITHUB_RUN_ATTEMPT')
  return `${server}/${repository}/actions/runs/${run}${attempt === undefined ? '' : `/attempts/${attempt}`}`
}

function commitUrl(read: (name: string) => string | undefined): string | undefined {
  const [server, repository] = [read('GITHUB_SERVER_URL'), read('GITHUB_REPOSITORY')]
  return server === undefined || repository === undefined ? undefined : `${server}/${repository}/commit/`
}

function action(read: (name: string) => string | undefined): string | undefined {
  const [repository, ref] = [read('GITHUB_ACTION_REPOSITORY'), read('GITHUB_ACTION_REF')]
  return repository === undefined || ref === undefined ? undefined : `${repository}@${ref}`
}

/** Throws on a machine for which this action is not made, in place of whatever would fail there first. */
export function needKnownMachine(platform: string = process.platform, arch: string = process.arch): void {
  if ((platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64')) return
  const name = platform === 'win32' ? 'Windows' : `${platform} on ${arch}`
  throw new Error(`nix-flake-deploy runs on Linux and macOS, x64 and ARM64, and this runner is ${name}; write \`runs-on: ubuntu-latest\`, for one`)
}

/**
 * Takes the inputs and the state out of the environment, once they are read: what we start inherits the environment,
 * and a key has no business in that of ssh or Nix.
 */
export function forgetInputs(variables: Record<string, string | undefined> = process.env): void {
  for (const name of Object.keys(variables)) {
    if (/^(INPUT|STATE)_/.test(name)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to unset a variable
      delete variables[name]
    }
  }
}

/** What the shell of a person tells a command line. */
export interface Shell {
  /** With nothing of GitHub's: what its variables say is of the job around a command, if there is one. */
  environment: Environment
  /** Whether the person wants no colours (no-color.org). */
  noColor: boolean
  /** Whether the terminal can do no more than print lines. */
  isDumb: boolean
  /** The variables that were asked for, as far as they are set. */
  secrets: Record<string, string>
}

/** Reads it, and takes the secrets out: what we start inherits the environment. */
export function readShell(secretNames: readonly string[], variables: Record<string, string | undefined> = process.env): Shell {
  const { HOME, PATH, SSH_AUTH_SOCK, NO_COLOR, TERM } = variables
  const secrets: Record<string, string> = {}
  for (const name of secretNames) {
    const value = variables[name]
    if (value !== undefined && value !== '') secrets[name] = value
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to unset a variable
    delete variables[name]
  }
  return {
    environment: { ...readEnvironment({ HOME, PATH, SSH_AUTH_SOCK }), actor: `${userName()}@${hostname()}` },
    noColor: NO_COLOR !== undefined && NO_COLOR !== '',
    isDumb: TERM === 'dumb',
    secrets,
  }
}

/** A user without an entry in the system's list has a number only. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'somebody')
  }
}
