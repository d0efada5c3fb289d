// What calls Nix, against a real Nix on the lab's runner machine, as its user: on-runner/ holds the tests that run there.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type LabRunner, startLab } from '../lab/lab.ts'
import type { Ended } from './on-runner/events.ts'
import { withDependencies } from './sources.ts'

const repository = join(import.meta.dirname, '../..')

/** Brings the sources and the tests to the runner machine, and gives the directory that they have there. */
function bring(runner: LabRunner): string {
  const outside = join(runner.work.outside, 'on-runner')
  for (const part of [
    'package.json',
    'src',
    'test/e2e/on-runner',
    ...[...withDependencies('tar-stream'), ...withDependencies('@actions/exec')].map((name) => `node_modules/${name}`),
  ]) {
    cpSync(join(repository, part), join(outside, part), { recursive: true })
  }
  return join(runner.work.inside, 'on-runner')
}

/** Runs a file of on-runner/ and gives how each of its tests ended. */
async function runThere(runner: LabRunner, directory: string, file: string, foreignFlake: string): Promise<Ended[]> {
  const argv = [
    '/opt/node24/node',
    '--test',
    '--test-reporter=./test/e2e/on-runner/events.ts',
    '--test-reporter-destination=stdout',
    `test/e2e/on-runner/${file}`,
  ]
  const { code, stdout, stderr } = await runner.exec(argv, { user: 'runner', cwd: directory, env: { FOREIGN_FLAKE: foreignFlake }, timeoutMs: 180_000 })
  const ended = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Ended)
  const failed = ended.filter(({ failure }) => failure !== undefined)
  // A file that cannot be loaded has no test to tell of it.
  assert.ok(ended.length > 0 && (code === 0 || failed.length > 0), `exit code ${code}\n${stdout}${stderr}`)
  return ended
}

for (const [suite, version] of [
  ['forky', '2.34'],
  ['trixie', '2.26'],
] as const) {
  test(`what calls Nix works with Nix ${version}`, { timeout: 300_000 }, async (t) => {
    const lab = await startLab({ hosts: [], runner: suite })
    try {
      const { runner } = lab
      const directory = bring(runner)
      const foreignFlake = '/srv/foreign-flake'
      await runner.sh(`nix --version | grep -F ' ${version}.'
        mkdir ${foreignFlake}; cd ${foreignFlake}; echo '{ outputs = _: { }; }' > flake.nix
        git init --quiet; git add .; git -c user.name=a -c user.email=a@b commit --quiet --message=first`)
      for (const file of ['nix.ts', 'flake-targets.ts', 'binary-cache.ts']) {
        for (const { name, failure } of await runThere(runner, directory, file, foreignFlake)) {
          await t.test(name, () => {
            if (failure !== undefined) assert.fail(failure)
          })
        }
      }
    } finally {
      await lab.stop()
    }
  })
}
