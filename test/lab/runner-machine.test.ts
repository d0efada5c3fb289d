import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from './lab.ts'

describe('the runner machine', () => {
  const action = mkdtempSync(join(tmpdir(), 'lab-action-'))
  after(() => rmSync(action, { recursive: true }))
  mkdirSync(join(action, 'dist'))
  writeFileSync(join(action, 'action.yml'), 'inputs: {script: {default: exit 3}}\nruns: {using: node24, main: dist/main.js, post: dist/post.js}\n')
  const bash = (variable: string): string =>
    `const { status } = require('child_process').spawnSync('bash', ['-c', ${variable}], { stdio: 'inherit' }); process.exitCode = status`
  writeFileSync(join(action, 'dist/main.js'), bash('process.env.INPUT_SCRIPT'))
  writeFileSync(join(action, 'dist/post.js'), bash('process.env.STATE_post'))

  for (const [suite, version] of [
    ['forky', '2.34.'],
    ['trixie', '2.26.'],
  ] as const) {
    describe(`with ${suite}'s Nix`, () => {
      let lab: Lab
      before(async () => {
        lab = await startLab({ hosts: [{ name: 'staging' }], runner: suite })
      })
      after(() => lab.stop())

      it('runs an action as an unprivileged user in a checkout of the fixture, with Node 24', async () => {
        const head = await lab.runner.flake.git('rev-parse', 'HEAD')
        const script =
          'id -un; pwd; git rev-parse HEAD; echo $GITHUB_SHA; nix --version; curl --silent http://staging:8080/; echo; echo "post=echo bye" >> $GITHUB_STATE'
        const result = await lab.runner.run({ script }, { action })
        assert.equal(result.code, 0)
        const [user, directory, commit, sha, nix, answer] = result.log.split('\n')
        assert.deepEqual([user, directory, commit, sha, answer], ['runner', lab.runner.flake.directory, head, head, 'initial'])
        assert.ok(nix?.startsWith(`nix (Nix) ${version}`), nix)
        assert.equal(result.post?.log, 'bye\n')
        assert.deepEqual(result.leftovers, [])
      })

      it('builds what was committed, which then answers with its commit', async () => {
        const commit = await lab.runner.flake.commit({ staging: {} })
        const systems = await lab.install({ production: { sick: 'unhealthy' } })
        assert.match(systems['production']!, /-nixos-system-production-production$/)
        await lab.runner.flake.git('checkout', '--quiet', commit)
        assert.ok((await lab.runner.flake.toplevel('staging')).endsWith(`-nixos-system-staging-${commit}`))
        await lab.runner.flake.git('checkout', '--quiet', 'main')
      })

      it('can be without Nix', async () => {
        const result = await lab.runner.run({ script: 'command -v nix nix-store || echo none; command -v git' }, { action, path: lab.runner.pathWithoutNix })
        assert.equal(result.log, 'none\n/opt/no-nix/bin/git\n')
      })

      it("cancels on GitHub's schedule, tells of what was left, and still runs post", async () => {
        const script = `echo "post=echo cleaned" >> $GITHUB_STATE; trap 'echo no' INT; (trap '' INT TERM; exec sleep 1000) > /dev/null 2>&1 & echo ready; while :; do sleep 0.1; done`
        const result = await lab.runner.run({ script }, { action, cancelAfter: (output) => output.includes('ready') })
        assert.equal(result.outcome, 'cancelled')
        // Node itself dies of the SIGINT that only it gets; what it started goes on.
        assert.equal(result.code, 130)
        assert.equal(result.post?.log, 'cleaned\n')
        assert.ok(result.leftovers.includes('sleep 1000'), result.leftovers.join('\n'))
      })

      it('dies with everything it started, without post, when it is killed', async () => {
        const script = 'sleep 1000 & echo ready; wait'
        const result = await lab.runner.run({ script }, { action, kill: (output) => output.includes('ready') })
        assert.deepEqual([result.code, result.post, result.leftovers], [137, undefined, []])
      })

      it('has no way out of the lab', async () => {
        const { stdout } = await lab.runner.exec(['ip', 'route'])
        assert.doesNotMatch(stdout, /default/)
        assert.equal(dirname(lab.runner.work.inside), '/home/runner')
      })
    })
  }
})
