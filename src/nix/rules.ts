import { memoryAdvice } from './advice.ts'
import { gitFailure } from './git-failure.ts'
import { type NixError, namesPlace, textOf, type Words } from './words.ts'

/** What kind of failure it is, as far as a caller treats it in its own way. */
export type NixFailureKind = 'attribute' | 'build' | 'other'

/** What a rule may look at. */
export interface Said extends Words {
  /** That which the rule is about. */
  error: NixError
  submodules: () => readonly string[]
}

/** What is known of an error: what it means in other words, or what to do. */
export interface Rule {
  kind?: NixFailureKind
  pattern: RegExp
  /** Whether the trace and what git said count too. Default: the error's own text. */
  within?: 'message' | 'all'
  /** What is told in the place of the error's text, with all that it says; undefined where the rule is not about it after all. */
  message: (found: string[], said: Said) => string | undefined
}

/** Nix's own words, and what to do. */
function withAdvice(advice: string): Rule['message'] {
  return (_, { error, others }) => `${textOf(error, others)}; ${advice}`
}

const isDaemonRunning = 'Is it running? See `systemctl status nix-daemon.socket nix-daemon`, or install Nix in a step before this one'
const pure =
  'A flake is evaluated without the machine around it, so that one commit means one system: put what is read into the repository or its inputs, or let nix-options say --impure'

/** The first that matches explains the error: the more telling ones come first. Words of Nix 2.24 to 2.34 and of Lix. */
export const rules: Rule[] = [
  {
    within: 'all',
    pattern: /repository path '([^']+)' is not owned by current user|dubious ownership in repository at '([^']+)'/,
    message: ([there, alsoThere]) => {
      const path = (there ?? alsoThere ?? '').replace(/\/\.git\/?$/, '')
      return `the repository ${path} belongs to another user, and git refuses to read it; add a step before this one: git config --global --add safe.directory ${path}`
    },
  },
  {
    pattern: /[Pp]ath '([^']+)' in the repository "[^"]*" is not tracked by Git/,
    message: ([path = ''], { submodules }) =>
      inSubmodule(path, submodules()) ?? `git does not track '${path}', and Nix sees only what git tracks; git add and commit it`,
  },
  {
    // Nix before 2.28 copies what git tracks to the store first, and then misses the file there; an empty submodule it copies too.
    pattern:
      /(?:[Pp]ath|opening file|getting status of|cannot read) ['"](?:\/nix\/store\/[0-9a-z]{32}-source|«[^»]*»|git\+file:\/\/[^']*?\?[^']*)\/([^'"»]+)['"]?(?:: No such file| does not exist|: does not exist)/,
    message: ([path = ''], { error, submodules }) =>
      inSubmodule(path, submodules()) ??
      (/^(?:[Pp]ath|opening file|getting status of) ['"]\/nix\/store/.test(error.message[0] ?? '')
        ? `the flake has no file '${path}'; if it is there in the checkout, git does not track it, and Nix sees only what git tracks: git add and commit it`
        : undefined),
  },
  {
    pattern: /could not find a flake\.nix file|unable to find a flake before|is not part of a flake|does not contain a '?flake\.nix/,
    message: (_, { error }) =>
      `there is no flake.nix at the flake reference (${error.message[0] ?? ''}); check the repository out before this step (actions/checkout), or let the input 'flake' name the directory of the flake`,
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
    kind: 'attribute',
    pattern: /^'(nixosConfigurations[^']*)' is not an attribute set/,
    message: ([attribute]) => `${attribute ?? ''} is not an attribute set`,
  },
  {
    // The place is in what we ask.
    kind: 'attribute',
    within: 'all',
    pattern: /^(?:expected a set but found [^]*|attribute '[^']*' missing\n.*)at «string»/,
    message: (_, { error }) => textOf(error),
  },
  {
    // Nor has the trace of what we ask about the names a place in the sources.
    kind: 'attribute',
    pattern: /^expected a set but found /,
    message: (_, { error }) => (error.trace.some((line) => line.includes("'attrNames' builtin")) && !error.trace.some(namesPlace) ? textOf(error) : undefined),
  },
  {
    pattern: /expected flake output attribute '([^']+)' to be a derivation or path( but found [^\n]*)?/,
    message: ([attribute, found]) =>
      `${attribute ?? ''} is not a derivation${found === undefined ? '' : `,${found}`}; a configuration is what nixpkgs.lib.nixosSystem gives`,
  },
  {
    pattern: /(?:cannot connect to (?:socket|daemon) at|getting status of) ['"]?([^\s'":]*daemon-socket[^\s'":]*)['"]?: ([^\n]*)/,
    message: ([socket, why]) => `the Nix daemon does not answer at ${socket ?? ''} (${why ?? ''}); is it running, and may this user use it (allowed-users)?`,
  },
  {
    // Without a socket, Nix takes the store for this user's own.
    pattern: /(?:opening lock file|creating directory|cannot open|unable to open) ['"]?([^'":]+)['"]?: Permission denied/,
    message: ([path = ''], { error }) =>
      /\/nix\/var\/nix\/|\/nix\/store/.test(path)
        ? `${textOf(error)}; the Nix daemon does not answer, it seems: without its socket Nix takes the store for this user's own. ${isDaemonRunning}`
        : undefined,
  },
  {
    pattern: /Nix daemon disconnected unexpectedly/,
    message: withAdvice(`the daemon's own log says why (\`journalctl -u nix-daemon\`); was it killed for want of memory? ${memoryAdvice}`),
  },
  {
    pattern: /cannot open connection to remote store 'daemon'/,
    message: withAdvice(
      'the Nix daemon hung up, as it does where it does not allow this user (`allowed-users` in its nix.conf); its own log says why: `journalctl -u nix-daemon`',
    ),
  },
  {
    pattern: /access to absolute path '([^']+)' is forbidden in pure/,
    message: ([path]) =>
      `the configuration reads ${path ?? ''}, which is outside of the flake; a flake sees only its own files and its inputs: put it into the repository`,
  },
  { pattern: /in pure evaluation mode|^attribute 'current(?:System|Time)' missing/, message: (_, { error }) => [textOf(error), pure].join('\n') },
  {
    pattern: /attempting to parse an empty input/,
    message: (_, { error }) => [textOf(error), 'If it comes from builtins.getEnv, that gives an empty text.', pure].join('\n'),
  },
  {
    pattern: /unable to download '([^']+)': ([^\n]*)([^]*)/,
    message: ([url, why = '', body = '']) => {
      const answer = body.replace(/^\s*response body:\s*/, '').trim()
      return `${url ?? ''} could not be downloaded: ${why.replace(/; retrying.*/, '')}${answer === '' ? '' : `\n  ${answer.slice(0, 500).replaceAll('\n', '\n  ')}\n`}${tokenAdvice(why)}`
    },
  },
  {
    pattern: /Failed to fetch git repository|Cannot find Git revision|resolving Git reference|git.* failed with exit code/,
    message: (_, said) => gitFailure(said),
  },
  { pattern: /^(?:out of memory|std::bad_alloc)|Cannot allocate memory/, message: withAdvice(memoryAdvice) },
]

function tokenAdvice(why: string): string {
  return /HTTP error (?:401|403|404|429)/.test(why)
    ? '; for a private repository, or beyond the rate limit, give this step an env NIX_CONFIG with a line such as: access-tokens = github.com=TOKEN'
    : ''
}

function inSubmodule(path: string, submodules: readonly string[]): string | undefined {
  const submodule = submodules.find((directory) => path === directory || path.startsWith(`${directory}/`))
  if (submodule === undefined) return undefined
  return `'${path}' is in the submodule ${submodule}, which Nix does not see unless it is asked to: write \`flake: .?submodules=1\`, or \`inputs.self.submodules = true;\` into flake.nix; and let actions/checkout fetch it (\`submodules: true\`)`
}
