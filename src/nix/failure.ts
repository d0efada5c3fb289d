import { stripVTControlCharacters } from 'node:util'
import type { BuildLog } from './event.ts'
import { storeName } from './log.ts'
import { type Place, placesIn } from './place.ts'

/** What kind of failure it is, as far as a caller treats it in its own way. */
export type NixFailureKind = 'attribute' | 'build' | 'other'

/** A derivation that did not build, for its own fault. */
export interface FailedBuild {
  /** The `.drv`. */
  derivation: string
  /** Why, with the end of its log, and what to do where that is known. */
  message: string
  /** How many lines of its log the message has. */
  logLines: number
}

/** What is behind a failure. */
export interface Explanation {
  kind: NixFailureKind
  message: string
  builds: FailedBuild[]
  /** Where in the sources it is, the most telling first. */
  places: Place[]
}

/** Nix did not do what was asked. The message says what was wrong and what to do next; the cause has Nix's own words. */
export class NixFailure extends Error {
  readonly explanation: Explanation
  /** Of the builds that failed. */
  readonly logs: readonly BuildLog[]
  constructor(explanation: Explanation, logs: readonly BuildLog[] = [], options?: ErrorOptions) {
    super(explanation.message, options)
    this.name = 'NixFailure'
    this.explanation = explanation
    this.logs = logs
  }

  get kind(): NixFailureKind {
    return this.explanation.kind
  }
}

interface Rule {
  kind?: NixFailureKind
  pattern: RegExp
  message: (found: string[], stderr: string) => string
}

const maxLogLines = 30
const maxMessageLines = 25

/** The first that matches explains the failure: the more telling ones come first. Words of Nix 2.24 to 2.34 and of Lix. */
const rules: Rule[] = [
  {
    pattern: /repository path '([^']+)' is not owned by current user|dubious ownership in repository at '([^']+)'/,
    message: ([there, alsoThere]) => {
      const path = (there ?? alsoThere ?? '').replace(/\/\.git\/?$/, '')
      return `the repository ${path} belongs to another user, and git refuses to read it; add a step before this one: git config --global --add safe.directory ${path}`
    },
  },
  {
    pattern: /Path '([^']+)' in the repository "[^"]*" is not tracked by Git/,
    message: ([path]) => `git does not track '${path ?? ''}', and Nix sees only what git tracks; git add and commit it`,
  },
  {
    // Nix before 2.28 copies what git tracks to the store first, and then misses the file there.
    pattern: /(?:[Pp]ath|opening file|getting status of) ['"]\/nix\/store\/[0-9a-z]{32}-source\/([^'"]+)['"](?:: No such file| does not exist)/,
    message: ([path]) =>
      `the flake has no file '${path ?? ''}'; if it is there in the checkout, git does not track it, and Nix sees only what git tracks: git add and commit it`,
  },
  {
    pattern: /could not find a flake\.nix file|is not part of a flake|does not contain a '?flake\.nix/,
    message: () =>
      "there is no flake.nix at the flake reference; check the repository out before this step (actions/checkout), or let the input 'flake' name the directory of the flake",
  },
  {
    pattern: /unrecognised flag '([^']+)'/,
    message: ([flag]) => `nix-options: Nix on this runner knows no option '${flag ?? ''}'`,
  },
  {
    pattern: /requires lock file changes but they're not allowed/,
    message: () =>
      "flake.lock is missing or out of step with the inputs of flake.nix, so that one commit could mean several systems; run 'nix flake lock' and commit flake.lock",
  },
  {
    kind: 'attribute',
    pattern: /flake '([^']+)' does not provide attribute .*?'(nixosConfigurations[^']*)'/,
    message: ([flake, attribute]) => `the flake ${flake ?? ''} has no ${attribute ?? ''}`,
  },
  {
    pattern: /expected flake output attribute '([^']+)' to be a derivation or path/,
    message: ([attribute]) => `${attribute ?? ''} is not a derivation; a configuration is what nixpkgs.lib.nixosSystem gives`,
  },
  {
    kind: 'build',
    pattern:
      /Cannot build '|builder for '|build of '[^']+' (?:failed|timed out)|derivation '[^']+' failed|hash mismatch in fixed-output|is required to build '/,
    message: (_, stderr) =>
      failedBuilds(stderr)
        .map(({ message }) => message)
        .join('\n') || lastError(stderr),
  },
  {
    pattern: /(?:cannot connect to (?:socket|daemon) at|getting status of) '?([^\s':]*daemon-socket[^\s':]*)'?: ([^\n]*)/,
    message: ([socket, why]) => `the Nix daemon does not answer at ${socket ?? ''} (${why ?? ''}); is it running, and may this user use it (allowed-users)?`,
  },
  {
    pattern: /access to absolute path '([^']+)' is forbidden in pure/,
    message: ([path]) =>
      `the configuration reads ${path ?? ''}, which is outside of the flake; a flake sees only its own files and its inputs: put it into the repository`,
  },
  {
    pattern: /unable to download '([^']+)': ([^\n]*)/,
    message: ([url, why]) => `${url ?? ''} could not be downloaded: ${(why ?? '').replace(/; retrying.*/, '')}${tokenAdvice(why ?? '')}`,
  },
  {
    // Nix 2.26 goes on after the failed fetch, and then misses the branch.
    pattern: /Failed to fetch git repository '([^']+)'|fetching the input '(git\+[^']+)'\n\s*\n\s*error: resolving Git reference '[^']+'/,
    message: ([url, input], stderr) => {
      const said = stderr.split('\n').find((line) => /^(?:fatal|ssh|git@[^:]+|remote): /.test(line))
      return `the repository ${url ?? input ?? ''} could not be fetched${said === undefined ? '' : `: ${said}`}; does it exist, and may this job read it?`
    },
  },
]

/** Says what is behind the standard error of a Nix call that failed, and what to do next. `action` is what it kept from being done. */
export function explain(stderr: string, action?: string): Explanation {
  const plain = stripVTControlCharacters(stderr)
  const rule = rules.find(({ pattern }) => pattern.test(plain))
  const message = rule === undefined ? lastError(plain) : rule.message(rule.pattern.exec(plain)?.slice(1) ?? [], plain)
  const kind = rule?.kind ?? 'other'
  return {
    kind,
    message: `${kind === 'other' && action !== undefined ? `${action}: ` : ''}${message}${message.includes(fullDisk) ? '' : spaceAdvice(plain)}`,
    builds: kind === 'build' ? failedBuilds(plain) : [],
    places: kind === 'build' ? [] : placesIn(plain),
  }
}

function tokenAdvice(why: string): string {
  return /HTTP error (?:401|403|404|429)/.test(why)
    ? '; for a private repository, or beyond the rate limit, give this step an env NIX_CONFIG with a line such as: access-tokens = github.com=TOKEN'
    : ''
}

const fullDisk = 'The disk of the runner is full; make room before this step, or take a bigger runner.'

function spaceAdvice(said: string): string {
  return /No space left on device/.test(said) ? `\n${fullDisk}` : ''
}

/** The derivations that failed themselves, each with the end of its log; not those that only depend on one of them. */
function failedBuilds(stderr: string): FailedBuild[] {
  const blocks = stderr.split(/^(?=error: )/m).filter((block) => block.startsWith('error: '))
  const failed = blocks.flatMap((block): FailedBuild[] => {
    const derivation = /'([^']+\.drv)/.exec(block)?.[1]
    if (derivation === undefined || /dependenc(?:y|ies)/.test(block.split('Output paths')[0] ?? '')) return []
    const cure = cureFor(block, derivation)
    if (cure !== undefined) return [{ derivation, message: cure, logLines: 0 }]
    const reason = /Reason: ([^\n]*?)\.?\n/.exec(block)?.[1] ?? /\.drv'? ((?:failed|timed out)[^\n;]*)/.exec(block)?.[1]
    if (reason === undefined) return []
    const log = block
      .split('\n')
      .flatMap((line) => /^\s*> (.*)$/.exec(line)?.slice(1) ?? [])
      .slice(-maxLogLines)
    const message = [
      `the build of ${storeName(derivation)} failed: ${reason.replace(/^failed /, '').replace(/^with /, 'builder failed with ')}`,
      ...(log.length === 0 ? [] : ['the end of its log:', ...log.map((line) => `  ${line}`)]),
      ...(/signal 9|Killed/.test(reason) ? ['It was killed, perhaps for want of memory.'] : []),
    ].join('\n')
    return [{ derivation, message: `${message}${spaceAdvice(block)}`, logLines: log.length }]
  })
  return [...new Map(failed.map((build) => [build.derivation, build])).values()]
}

/** What to do about a derivation that never got to run its builder, or did so for nothing. */
function cureFor(block: string, derivation: string): string | undefined {
  const [, specified, got] = /hash mismatch in fixed-output derivation [^\n]*\n\s*specified:\s*(\S+)\s*got:\s*(\S+)/.exec(block) ?? []
  if (specified !== undefined)
    return `what ${storeName(derivation)} downloads is not what its hash says: specified ${specified}, got ${got ?? ''}; if the change is expected, write the new hash`
  const [, system, alsoSystem] = /Required system: '([^']+)'|a '([^']+)' (?:with features [^']*)?is required to build '/.exec(block) ?? []
  const needed = system ?? alsoSystem
  if (needed === undefined) return undefined
  return `${storeName(derivation)} is for ${needed}, which this runner cannot build; run the job on a ${needed} runner, or add a remote builder (nix-options: --builders)`
}

/** Nix's last word: the innermost message and where in the sources that is, without the excerpts of code. */
function lastError(stderr: string): string {
  const lines = stderr.split('\n')
  const start = lines.findLastIndex((line) => /^\s*error: \S/.test(line))
  if (start === -1)
    return (
      lines
        .filter((line) => line.trim() !== '' && !/^warning: /.test(line))
        .slice(-5)
        .join('\n')
        .trim() || 'it gave no reason'
    )
  const said = lines
    .slice(start)
    .filter((line) => !/^\s*(?:\d+)?\|/.test(line))
    .map((line) => line.replace(/^ {7}/, '').trimEnd())
    .filter((line, index, all) => line !== '' && all[index - 1] !== line)
    .slice(0, maxMessageLines)
  const [first = '', ...rest] = said
  const told = rest.some((line) => isPlace(line))
  const places = told ? [] : lines.slice(0, start).filter(isPlace).slice(-2)
  return [first.replace(/^\s*error: /, ''), ...rest, ...places.map((line) => `  ${line.trim()}`)].join('\n')
}

/** A line such as “at /path/flake.nix:12:5:”; those inside of Nix itself help nobody. */
function isPlace(line: string): boolean {
  return /^\s*(?:at|whose name attribute is located at) .+:\d+:\d+:?$/.test(line) && !/nix-internal|<nix\/|derivation-internal/.test(line)
}
