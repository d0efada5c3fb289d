import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from '../../../src/nix/failure.ts'

// What real Nix of both versions says is made to happen in on-runner/; here is what cannot be made to happen there.

const source = `/nix/store/${'0'.repeat(32)}-source`
const derivation = (name: string) => `/nix/store/${'0'.repeat(32)}-${name}.drv`

for (const [what, stderr, message] of [
  [
    "git's own words for a repository of another user",
    "fatal: detected dubious ownership in repository at '/w/flake/.git'\nerror: program 'git' failed with exit code 128",
    /^the repository \/w\/flake belongs to another user.*git config --global --add safe\.directory \/w\/flake$/,
  ],
  [
    'a file that git does not track, as older Nix misses it',
    `error: getting status of '${source}/modules/web.nix': No such file or directory`,
    /^the flake has no file 'modules\/web\.nix'; if it is there in the checkout, git does not track it/,
  ],
  [
    'a private repository',
    "error:\n       … while fetching the input 'github:a/b'\n\n       error: unable to download 'https://api.github.com/repos/a/b/commits/HEAD': HTTP error 404\n\n       response body:\n",
    /^https:\/\/api\.github\.com\/repos\/a\/b\/commits\/HEAD could not be downloaded: HTTP error 404; for a private repository.*NIX_CONFIG/,
  ],
  [
    'a builder that was killed',
    `error: builder for '${derivation('linux-6.18')}' failed due to signal 9 (Killed);\n       last 1 log lines:\n       > cc main.c\n`,
    /^the build of linux-6\.18 failed: due to signal 9 \(Killed\)\nthe end of its log:\n {2}cc main\.c\nKilled by signal 9: out of memory\? Take a bigger runner/,
  ],
  [
    'a builder that was killed, in newer words',
    `error: Cannot build '${derivation('linux-6.18')}'.\n       Reason: builder failed due to signal 9 (Killed).\n       Output paths:\n         /nix/store/x\n       Last 1 log lines:\n       > cc main.c\n`,
    /^the build of linux-6\.18 failed: builder failed due to signal 9 \(Killed\)\n[^]*\nKilled by signal 9: out of memory\? Take a bigger runner/,
  ],
  [
    'two failed builds and one that only waited for them',
    `error: builder for '${derivation('one')}' failed with exit code 1\nerror: builder for '${derivation('two')}' failed with exit code 2;\n       last 1 log lines:\n       > no\n       For full logs, run 'nix log'\nerror: 2 dependencies of derivation '${derivation('top')}' failed to build`,
    /^the build of one failed: builder failed with exit code 1\nthe build of two failed: builder failed with exit code 2\nthe end of its log:\n {2}no$/,
  ],
  [
    'warnings about restricted settings before the error',
    "warning: ignoring the client-specified setting 'substituters', because it is a restricted setting and you are not a trusted user\nerror: something new",
    /^something new$/,
  ],
  ['colours', '\u001b[31;1merror:\u001b[0m something new', /^something new$/],
  ['no error at all', 'warning: nothing\nkilled by somebody\n', /^killed by somebody$/],
  ['silence', '', /^it gave no reason$/],
  [
    'an error with its place in the code',
    "error:\n       … while calling the 'throw' builtin\n         at /w/flake.nix:2:3:\n            1| {\n             |   ^\n            2|\n\n       error: first line\n       second line\n",
    /^first line\nsecond line\n {2}at \/w\/flake\.nix:2:3:$/,
  ],
  [
    'a full disk in a build',
    `error: builder for '${derivation('one')}' failed with exit code 1;\n       last 1 log lines:\n       > cp: No space left on device\n`,
    /^the build of one failed[^]*\nThe disk of the runner is full; make room/,
  ],
  [
    'a system that this runner cannot build for',
    `error: Cannot build '${derivation('one')}'.\n       Reason: required system or feature not available\n       Required system: 'riscv64-linux' with features {}\n       Current system: 'x86_64-linux'\n`,
    /^one is for riscv64-linux, which this runner cannot build; run the job on a riscv64-linux runner/,
  ],
] as const) {
  test(`explains ${what}`, () => assert.match(explain(stderr).message, message))
}

const asserted = `error:
       … while calling the 'throw' builtin
         at ${source}/flake.nix:1:22:
            1| { outputs = _: { x = throw "\\nFailed assertions:\\n- a"; }; }
             |                      ^

       error:
       Failed assertions:
       - a b
       - c

       | table |
       error: inner
`
const gitSaid = (why: string) =>
  `${why}\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n`
const notFetched =
  "error:\n       … while fetching the input 'git+ssh://git@git.example.org/a.git'\n\n       error: Failed to fetch git repository 'ssh://git@git.example.org/a.git'\n"
const pure = (what: string) =>
  `error:\n       … while calling the 'x' builtin\n         at ${source}/flake.nix:1:1:\n            1| x\n             | ^\n\n       error: ${what}\n`

for (const [what, stderr, message] of [
  [
    'a text that begins on the next line, and has lines like code and like errors, whole',
    asserted,
    /^Failed assertions:\n- a b\n- c\n\n\| table \|\nerror: inner\n {2}at .*flake\.nix:1:22:$/,
  ],
  [
    'a text of more lines than anybody reads: its beginning, its end and a count',
    `error:\n       Failed assertions:\n${Array.from({ length: 100 }, (_, index) => `       - number ${index}`).join('\n')}\n`,
    /^Failed assertions:\n- number 0\n[^]*\n… 61 more lines, which are in the log of this step …\n[^]*\n- number 99$/,
  ],
  [
    'a text that is set in, as Nix 2.26 writes some',
    'error:\n                            Unable to start any build;\n                            either increase more\n',
    /^Unable to start any build;\neither increase more$/,
  ],
  ['two errors, both', 'error: the first\nwarning: between\nerror: the second\n', /^the first\nthe second$/],
  [
    'an evaluation that fails beside a build, both',
    `error: builder for '${derivation('one')}' failed with exit code 1\nerror: attribute 'x' missing\n       at /w/a.nix:1:2:\nerror: 1 dependencies of derivation '${derivation('top')}' failed to build`,
    /^the build of one failed: builder failed with exit code 1\nattribute 'x' missing\nat \/w\/a\.nix:1:2:$/,
  ],
  [
    'an evaluation error after a download that was tried again, and not the download',
    "warning: unable to download 'https://cache.example.org/nix-cache-info': timeout; retrying in 268 ms\nerror: attribute 'x' missing\n",
    /^attribute 'x' missing$/,
  ],
  [
    'a host key that is not known, in the words of ssh, with the host',
    gitSaid('Host key verification failed.') + notFetched,
    /^the repository ssh:\/\/git@git\.example\.org\/a\.git could not be fetched: Host key verification failed\.\nfatal: Could not read[^\n]*\nThis runner does not know the host key of git\.example\.org[^]*~\/\.ssh\/known_hosts/,
  ],
  [
    'a key that is not accepted, with the host',
    gitSaid('git@git.example.org: Permission denied (publickey).') + notFetched,
    /could not be fetched: git@git\.example\.org: Permission denied \(publickey\)\.\n[^]*git\.example\.org accepts no key that this runner has[^]*to the input flake-ssh-private-key/,
  ],
  [
    'a repository that the key may not read',
    gitSaid('ERROR: Repository not found.') + notFetched,
    /could not be fetched: ERROR: Repository not found\.\n[^]*git\.example\.org does not show that repository/,
  ],
  [
    'a failed fetch that Nix 2.26 takes for a missing commit',
    gitSaid('Host key verification failed.') +
      pure(
        "Cannot find Git revision '111' in ref 'main' of repository 'ssh://git@git.example.org/a.git'! Please make sure that the rev exists on the ref you've specified or add allRefs = true; to fetchGit.",
      ),
    /^the repository ssh:\/\/git@git\.example\.org\/a\.git could not be fetched: Host key verification failed\./,
  ],
  [
    'an attribute that Nix is too old for',
    `error: unexpected flake input attribute 'submodules', at ${source}/flake.nix:2:3\n`,
    /^unexpected flake input attribute 'submodules', at .*; Nix before 2\.27 does not know it: .*`flake: \.\?submodules=1`$/,
  ],
  [
    'a commit that is really missing',
    pure("Cannot find Git revision '111' in ref 'main' of repository 'ssh://git@git.example.org/a.git'! Please make sure that the rev exists"),
    /^Cannot find Git revision '111' in ref 'main'/,
  ],
  [
    'HTTPS that asks for a user, without the token in the address',
    "fatal: could not read Username for 'https://git.example.org': terminal prompts disabled\nerror:\n       … while fetching the input 'git+https://me:secret@git.example.org/a'\n\n       error: Failed to fetch git repository 'https://me:secret@git.example.org/a'\n",
    /^the repository https:\/\/me@git\.example\.org\/a could not be fetched: fatal: could not read Username[^]*git\.example\.org asks for a user/,
  ],
  ['what others said beside an error', 'libfoo: something is odd\nerror: no\n', /^no\n {2}libfoo: something is odd$/],
  [
    'a daemon whose socket may not be used',
    'error: getting status of "/nix/var/nix/daemon-socket/socket": Permission denied\n',
    /^the Nix daemon does not answer at \/nix\/var\/nix\/daemon-socket\/socket \(Permission denied\); .*allowed-users/,
  ],
  [
    'a daemon without a socket',
    "error: opening lock file '/nix/var/nix/db/big-lock': Permission denied\n",
    /^opening lock file '\/nix\/var\/nix\/db\/big-lock': Permission denied; the Nix daemon does not answer, it seems/,
  ],
  [
    'a daemon that refuses this user',
    "error: cannot open connection to remote store 'daemon': error: write of 16 bytes: Broken pipe\n",
    /^cannot open connection to remote store 'daemon': error: write of 16 bytes: Broken pipe; the Nix daemon hung up, .*allow this user/,
  ],
  [
    'a daemon that died',
    'error: Nix daemon disconnected unexpectedly (maybe it crashed?)\n',
    /^Nix daemon disconnected unexpectedly \(maybe it crashed\?\); the daemon's own log says why/,
  ],
  [
    'a search path',
    pure("cannot look up '<nixpkgs>' in pure evaluation mode (use '--impure' to override)"),
    /^cannot look up '<nixpkgs>' in pure evaluation mode[^]*flake\.nix:1:1:\nA flake is evaluated without the machine around it/,
  ],
  [
    'the system of the machine',
    "error: attribute 'currentSystem' missing\n       at /w/a.nix:1:2:\n",
    /^attribute 'currentSystem' missing\nat \/w\/a\.nix:1:2:\nA flake is evaluated without the machine/,
  ],
  [
    'an environment variable that was read',
    pure('[json.exception.parse_error.101] parse error at line 1, column 1: attempting to parse an empty input; check'),
    /^\[json\.exception[^]*\nIf it comes from builtins\.getEnv, that gives an empty text/,
  ],
  [
    'what a server answered beside the status',
    'error: unable to download \'https://api.github.com/x\': HTTP error 401\n\n       response body:\n\n       {"message": "Bad credentials"}\n',
    /^https:\/\/api\.github\.com\/x could not be downloaded: HTTP error 401\n {2}\{"message": "Bad credentials"\}\n; for a private repository/,
  ],
  [
    'a file system that is read-only',
    "error: creating directory '/srv/x': Read-only file system\n",
    /^creating directory '\/srv\/x': Read-only file system\n.*mounted read-only/,
  ],
  ['a quota', 'error: writing to file: Disk quota exceeded\n', /^writing to file: Disk quota exceeded\nThe quota of this user/],
  [
    'memory that is not there',
    'GC Warning: Out of Memory! Heap size: 384 MiB. Returning NULL!\nerror: out of memory\n',
    /^out of memory\n {2}GC Warning[^]*; Take a bigger runner/,
  ],
  [
    'a configurations that is no set',
    "error:\n       … while calling the 'attrNames' builtin\n\n       … while evaluating the argument passed to builtins.attrNames\n\n       error: expected a set but found a list: [ 1 ]\n",
    /^expected a set but found a list: \[ 1 \]$/,
  ],
] as const) {
  test(`tells ${what}`, () => assert.match(explain(stderr).message, message))
}

test('Nix that a signal ended is said to be, before what it said until then', () => {
  const killed = (exitCode: number, said = '') => explain(said, { action: 'cannot build staging', exitCode }).message
  assert.match(killed(137), /^cannot build staging: Nix was killed by signal 9: out of memory\? Take a bigger runner/)
  assert.match(killed(139), /^cannot build staging: Nix was killed by signal 11 \(SIGSEGV\): it crashed/)
  assert.match(killed(143, 'error: interrupted by the user\n'), /^cannot build staging: Nix was killed by signal 15 \(SIGTERM\): .*\ninterrupted by the user$/)
  assert.match(killed(102, 'error: no\n'), /^cannot build staging: no$/)
})

test('a file that is missing because its submodule is has another cure than one that git does not track', () => {
  const submodules = () => ['sub', 'deps/other']
  for (const stderr of [
    `error: Path 'sub/word' in the repository "/w/repo" is not tracked by Git.\n\n       To make it visible to Nix, run:\n\n       git -C "/w/repo" add "sub/word"\n`,
    `error: opening file '${source}/deps/other/word': No such file or directory\n`,
    `error: path '${source}/sub/word' does not exist\n`,
  ]) {
    const { message } = explain(stderr, { submodules })
    assert.match(message, /is in the submodule (?:sub|deps\/other), .*`flake: \.\?submodules=1`.*inputs\.self\.submodules = true/)
    assert.doesNotMatch(message, /git add/)
  }
  assert.match(explain(`error: Path 'subway' in the repository "/w/repo" is not tracked by Git.\n`, { submodules }).message, /git add/)
})

test('of several builds that fail, each has its own cure', () => {
  const { builds, message } = explain(
    `error: hash mismatch in fixed-output derivation '${derivation('tarball')}':\n         specified: sha256-a=\n            got:    sha256-b=\n` +
      `error: a 'riscv64-linux' with features {} is required to build '${derivation('foreign')}', but I am a 'x86_64-linux'\n` +
      `error: builder for '${derivation('full')}' failed with exit code 1;\n       last 2 log lines:\n       > cp x\n       > cp: No space left on device\n       For full logs, run 'nix log'\n` +
      `error: 3 dependencies of derivation '${derivation('top')}' failed to build`,
  )
  assert.deepEqual(
    builds.map(({ derivation: of, logLines }) => [of, logLines]),
    [
      [derivation('tarball'), 0],
      [derivation('foreign'), 0],
      [derivation('full'), 2],
    ],
  )
  assert.match(builds[0]?.message ?? '', /^what tarball downloads is not what its hash says: specified sha256-a=, got sha256-b=; /)
  assert.match(builds[1]?.message ?? '', /^foreign is for riscv64-linux, .*add a remote builder/)
  assert.match(builds[2]?.message ?? '', /^the build of full failed: [^]*\nThe disk of the runner is full; make room/)
  assert.equal(message, builds.map((build) => build.message).join('\n'))
})

test('a long log is cut to its end', () => {
  const log = Array.from({ length: 200 }, (_, line) => `       > line ${line}`).join('\n')
  const { message } = explain(`error: builder for '${derivation('one')}' failed with exit code 1;\n       last 200 log lines:\n${log}\n`)
  assert.equal(message.split('\n').length, 32)
  assert.match(message, /line 199$/)
})
