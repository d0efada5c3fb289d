// `cache: true` on runners that are new for each job, as GitHub's are: what one builds, the next one does not.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type ResultsService, startResults } from '../github/results-service.ts'
import type { RunResult } from '../github/runner.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { expectGreen } from './scenario.ts'

for (const [suite, version] of [
  ['forky', '2.34'],
  ['trixie', '2.26'],
] as const) {
  describe(`the cache of builds with Nix ${version}`, () => {
    let lab: Lab
    let results: ResultsService

    /** A job on a new machine. */
    const job = async (inputs: Record<string, string> = {}, isTrusted = true, env: Record<string, string> = {}): Promise<RunResult> => {
      await lab.runner.renew()
      if (isTrusted) await lab.runner.sh("echo 'trusted-users = root runner' >> /etc/nix/nix.conf; systemctl try-restart nix-daemon.service")
      const run = await lab.runner.run({ command: 'build', configurations: 'staging', cache: 'true', ...inputs }, { results, env })
      for (const token of Object.values(results.environment('')).filter((value) => value.includes('.signature'))) assert.ok(!run.raw.includes(token))
      assert.ok(!existsSync(join(lab.runner.work.outside, '_temp/nix-flake-deploy-builds')), 'post has removed it')
      return run
    }
    /** The names of what was built, without hash. */
    const built = (run: RunResult): string[] => [...run.log.matchAll(/^nix \| building (\S+)$/gm)].map(([, name = '']) => name).sort()
    const calls = (method: string): number => results.calls.filter((call) => call.method === method).length

    before(async () => {
      lab = await startLab({ hosts: [], runner: suite })
      results = await startResults({ directory: join(lab.directory, 'results'), address: '198.51.100.1', network: (argv) => lab.network(argv) })
      await lab.runner.flake.commit({ staging: { version: 'v1', parts: { one: 200_000, two: 100_000 } }, production: { version: 'p1' } })
    })
    beforeEach(() => results.fail({}))
    after(async () => {
      await results.stop()
      await lab.stop()
    })

    it('gives the next runner all that one has built, and is not saved again', async () => {
      const first = await job()
      expectGreen(first)
      assert.deepEqual(built(first), ['nixos-system-staging-v1', 'one', 'two', 'web-v1'])
      assert.match(first.log, /4 store paths are kept for the next runs, 4 of them new/)
      const second = await job()
      expectGreen(second)
      assert.deepEqual(built(second), [], second.log)
      assert.match(second.log, /4 store paths are there from an earlier run/)
      assert.equal(second.outputs.toplevels, first.outputs.toplevels)
      assert.equal(calls('CreateCacheEntry'), 1)
    })

    it('gives what has not changed, and holds only what the last build needs', async () => {
      await lab.runner.flake.commit({ staging: { version: 'v2', parts: { one: 200_000, three: 50_000 } } })
      const changed = await job()
      expectGreen(changed)
      assert.deepEqual(built(changed), ['nixos-system-staging-v2', 'three', 'web-v2'])
      assert.match(changed.log, /4 store paths are kept for the next runs, 3 of them new/)
      const next = await job()
      assert.deepEqual(built(next), [], next.log)
    })

    it('gives what it has to other configurations', async () => {
      await lab.runner.flake.commit({ production: { version: 'p1', parts: { one: 200_000 } } })
      const other = await job({ configurations: 'production' })
      expectGreen(other)
      assert.deepEqual(built(other), ['nixos-system-production-p1', 'web-p1'])
    })

    it('gives what it has under another lock file, and is then known by that', async () => {
      const { flake } = lab.runner
      flake.write('extra/file', 'text')
      flake.write(
        'flake.nix',
        flake.read('flake.nix')?.replace(/^\{/m, '{\n  inputs.extra = { url = "path:./extra"; flake = false; };').replace('{ self }', '{ self, extra }') ?? '',
      )
      await flake.git('add', '--all')
      await lab.runner.sh(`nix --extra-experimental-features 'nix-command flakes' flake lock`, { user: 'runner', cwd: flake.directory })
      await flake.commit()
      const keyOf = (run: RunResult): string => /from an earlier run \((.+)\)/.exec(run.log)?.[1] ?? assert.fail(run.log)
      const changed = await job()
      expectGreen(changed)
      assert.deepEqual(built(changed), ['nixos-system-staging-v2', 'three', 'web-v2'])
      const next = await job()
      assert.deepEqual(built(next), [], next.log)
      assert.notEqual(keyOf(next).slice(0, 45), keyOf(changed).slice(0, 45))
    })

    it('is saved once for an archive without what an earlier commit has, and of what is in the archive', async () => {
      const saved = calls('CreateCacheEntry')
      await lab.runner.flake.commit({ staging: { version: 'v3', parts: { one: 200_000, three: 50_000 } } })
      const archive = {
        command: 'archive',
        'archive-path': '../delta.tar',
        'archive-contents': `missing-from: ${await lab.runner.flake.git('rev-parse', 'HEAD~4')}`,
      }
      const run = await job(archive)
      expectGreen(run)
      assert.equal(calls('CreateCacheEntry'), saved + 1, run.log)
      const next = await job()
      assert.deepEqual(built(next), [], next.log)
    })

    it('is a warning, and no more, where the service is down', async () => {
      await results.fail({ cacheIsDown: true })
      const run = await job()
      assert.equal(run.code, 0, run.log)
      assert.equal(built(run).length, 4)
      assert.deepEqual([...new Set(run.annotations.map(({ level }) => level))], ['warning'])
      assert.match(run.annotations[0]?.message ?? '', /^Failed to restore: /)
    })

    it('is said at once not to be there where the runner has none', async () => {
      const run = await job({}, true, { ACTIONS_RESULTS_URL: '', ACTIONS_RUNTIME_TOKEN: '' })
      assert.equal(run.code, 0, run.log)
      assert.equal(built(run).length, 4)
      assert.deepEqual(
        run.annotations.map(({ message }) => message),
        ["cache: there is no cache of GitHub's here (the runner has set no ACTIONS_RESULTS_URL), so nothing is kept between runs; leave 'cache' out"],
      )
    })

    it('says once that Nix ignores it where the user is not trusted', async () => {
      const run = await job({}, false)
      assert.equal(run.code, 0, run.log)
      assert.equal(built(run).length, 4)
      assert.equal(run.annotations.length, 1, run.log)
      assert.match(run.annotations[0]?.message ?? '', /^cache: .*trusted-users/)
    })
  })
}
