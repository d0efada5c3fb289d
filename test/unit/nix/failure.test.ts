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
    /^the build of linux-6\.18 failed: due to signal 9 \(Killed\)\nthe end of its log:\n {2}cc main\.c\nIt was killed, perhaps for want of memory\.$/,
  ],
  [
    'a builder that was killed, in newer words',
    `error: Cannot build '${derivation('linux-6.18')}'.\n       Reason: builder failed due to signal 9 (Killed).\n       Output paths:\n         /nix/store/x\n       Last 1 log lines:\n       > cc main.c\n`,
    /^the build of linux-6\.18 failed: builder failed due to signal 9 \(Killed\)\n[^]*want of memory\.$/,
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
