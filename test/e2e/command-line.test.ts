// From a laptop: as npm installs it, in a terminal, with ssh's own files, against two hosts.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { repository } from '../lab/base.ts'
import { eventually, execute } from '../lab/command.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { fullPath } from '../lab/machine.ts'
import { expectConfirmed, expectUntouched, see } from './scenario.ts'
import { isPending } from './standing.ts'
import { Laptop } from './terminal.ts'

const targets = `defaults:
  health-check:
    url: "http://{host}:8080/"
    expect-header: "x-version: {revision}"
    timeout: 3s
    interval: 500ms
  activation-timeout: 60s
  confirm-timeout: 40s
staging: root@staging
production: deploy@production
`

interface Document {
  revision?: string
  changed?: boolean
  errors?: string[]
  results: Record<string, { state: string; reason?: string; status?: { running: string; healthy?: string; events: { who: string }[] } }>
}

describe('the command line', () => {
  let lab: Lab
  let laptop: Laptop
  before(async () => {
    lab = await startLab({ hosts: [{ name: 'staging' }, { name: 'production', suite: 'forky' }] })
    laptop = await Laptop.prepare(lab)
    lab.runner.flake.write('deploy/targets.yml', targets)
    await lab.runner.flake.commit()
  })
  after(async () => {
    await laptop.close()
    await lab.stop()
  })

  const host = (name: 'staging' | 'production') => lab.hosts[name]!

  it('tells its version, and of all commands', async () => {
    assert.match((await laptop.run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/)
    const { code, stdout, stderr } = await laptop.run(['--help'])
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.match(stdout, /^ {2}rollback +Activate what was confirmed before\.$/m)
  })

  it('changes nothing where nobody is there to say yes', async () => {
    const before = await see(host('staging'))
    const { code, stdout, stderr } = await laptop.run(['deploy', 'staging'])
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
    assert.equal(stderr, 'error: hosts would be changed, and there is no terminal to ask on; write --yes\n')
    await expectUntouched(host('staging'), before)
  })

  describe('without a terminal', () => {
    let revision: string
    let ended: Awaited<ReturnType<Laptop['run']>>
    before(async () => {
      revision = await lab.runner.flake.commit()
      ended = await laptop.run(['deploy', '--yes', '--json'], {
        env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/nowhere/summary', GITHUB_ACTOR: 'octocat' },
      })
    })

    it('deploys to the targets of deploy/targets.yml, with the keys and known hosts that ssh has', async () => {
      assert.equal(ended.code, 0, ended.stderr)
      for (const name of ['staging', 'production'] as const) await expectConfirmed(host(name), revision, await lab.runner.flake.toplevel(name))
    })

    it('writes the outputs as one document, and the log of a workflow beside it, without its commands', () => {
      const { results, changed, revision: told } = JSON.parse(ended.stdout) as Document
      assert.deepEqual([told, changed, results['staging']?.state, results['production']?.state], [revision, true, 'activated', 'activated'])
      assert.match(ended.stderr, /^staging: activate …$/m)
      assert.match(ended.stderr, /^evaluate and build took /m)
      assert.doesNotMatch(ended.stdout + ended.stderr, /::/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of a terminal
      assert.doesNotMatch(ended.stderr, /\u001b/)
    })

    it('is known to the hosts by who has called it, and not by what a workflow would say', async () => {
      const { code, stdout } = await laptop.run(['status', '--json', 'staging'])
      const { results } = JSON.parse(stdout) as Document
      assert.equal(code, 0)
      assert.deepEqual(Object.keys(results), ['staging'])
      assert.equal(results['staging']?.status?.healthy, revision)
      assert.equal(results['staging'].status.events.at(-1)?.who, 'runner@runner')
    })

    it('asks a host for its status that is no target', async () => {
      const { code, stdout, stderr } = await laptop.run(['status', 'root@production'])
      assert.equal(code, 0, stderr)
      assert.match(stdout, new RegExp(`^production\\n {2}running .*\\(${revision}\\)`))
    })
  })

  describe('in a terminal', () => {
    it('asks first, and does nothing for no', async () => {
      const before = await see(host('staging'))
      const terminal = await laptop.terminal(['deploy', 'staging'])
      const screen = await terminal.shows(/Go on\? \[y\/N\]/)
      assert.match(screen, /deploy [0-9a-f]{40} on this target:\n +staging +root@staging +activated now/)
      await terminal.type('n', 'Enter')
      const { code, text } = await terminal.ended()
      assert.equal(code, 1, text)
      assert.match(text, /nothing was changed: the answer was not yes/)
      await expectUntouched(host('staging'), before)
    })

    it('does nothing for Ctrl-C at the question', async () => {
      const before = await see(host('staging'))
      const terminal = await laptop.terminal(['rollback', 'staging'])
      await terminal.shows(/rollback previous on this target:/)
      await terminal.type('C-c')
      const { code, text } = await terminal.ended()
      assert.equal(code, 1, text)
      assert.match(text, /^error: cancelled; nothing was changed$/m)
      await expectUntouched(host('staging'), before)
    })

    it('shows each host while it is worked on, and what became of it', async () => {
      const revision = await lab.runner.flake.commit({ staging: { sick: 'slow', seconds: 5 } })
      const terminal = await laptop.terminal(['deploy'])
      await terminal.shows(/Go on\?/)
      await terminal.type('yes', 'Enter')
      const screen = await terminal.shows(/^ +staging +activate +[1-9] s +goes back in \d+ s unless confirmed/m)
      assert.match(screen, /^\d of 2 done · /m)
      await terminal.resize(60, 12)
      await terminal.shows(/^✓ staging: activated/m)
      const { code, text } = await terminal.ended()
      assert.equal(code, 0, text)
      // What was drawn is gone, also where the terminal became narrower meanwhile.
      assert.doesNotMatch(text, /goes back in|waits for/)
      assert.match(text, /^2 of 2 done · \d+ s$/m)
      for (const name of ['staging', 'production'] as const) await expectConfirmed(host(name), revision, await lab.runner.flake.toplevel(name))
    })

    it('has colours, and none where NO_COLOR is set', async () => {
      const shown = async (env: Record<string, string>): Promise<string> => {
        const terminal = await laptop.terminal(['status', 'nobody'], { env })
        const { code, text } = await terminal.ended({ colours: true })
        assert.equal(code, 2)
        assert.match(text, /error:/)
        return text
      }
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of a terminal
      assert.match(await shown({}), /\u001b\[31merror:/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of a terminal
      assert.doesNotMatch(await shown({ NO_COLOR: '1' }), /\u001b\[\d+m/)
    })

    it('has a host in its window go back at Ctrl-C, says so and waits for it', async () => {
      const before = await see(host('staging'))
      await lab.runner.flake.commit({ staging: { sick: 'unhealthy' } })
      const terminal = await laptop.terminal(['deploy', 'staging', '-y'])
      await terminal.shows(/^ +staging +health checks .*HTTP 500|^ +staging +health checks .*500/m)
      await terminal.type('C-c')
      await terminal.shows(/^Cancelled: staging told to go back/m)
      const { code, text } = await terminal.ended()
      assert.equal(code, 1, text)
      assert.match(text, /^✗ staging: rolled-back.*: cancelled by runner@runner/m)
      assert.deepEqual((await see(host('staging'))).running, before.running)
      assert.deepEqual(await laptop.leftovers(), [])
    })

    it('ends at once at the second Ctrl-C, and says by when the watchdog goes back', async () => {
      const before = await see(host('staging'))
      await lab.runner.flake.commit({ staging: { sick: 'hang' } })
      const terminal = await laptop.terminal(['deploy', 'staging', '-y', '--activation-timeout', '10s', '--targets', 'staging: root@staging'])
      await terminal.shows(/goes back in/)
      // So that nobody can be told.
      await host('staging').cut()
      await terminal.type('C-c')
      await terminal.shows(/Ctrl-C again ends this at once/)
      // The same key twice is taken for one.
      await new Promise((resolve) => setTimeout(resolve, 1000))
      await terminal.type('C-c')
      const { code, text } = await terminal.ended({ withinMs: 10_000 }).finally(() => host('staging').heal())
      assert.equal(code, 1, text)
      assert.match(text, /^staging goes back by itself, by \d\d:\d\d:\d\d at the latest/m)
      assert.deepEqual(await laptop.leftovers(), [])
      await eventually('the watchdog has gone back', () => !isPending(host('staging')), { withinMs: 60_000 })
      assert.equal((await see(host('staging'))).running, before.running)
    })
  })

  describe('watch', () => {
    it('says that nothing goes on', async () => {
      const { code, stderr } = await laptop.run(['watch', 'production'])
      assert.equal(code, 0, stderr)
      assert.match(stderr, /^production: unchanged: no deployment goes on; it runs [0-9a-f]{40}$/m)
    })

    it("follows somebody else's deployment to its end, with its log", async () => {
      const revision = await lab.runner.flake.commit({ staging: { sick: 'slow', seconds: 6, says: 'words of the switch' } })
      const deploying = laptop.run(['deploy', 'staging', '--yes'])
      await eventually('it goes on', () => isPending(host('staging')), { withinMs: 60_000 })
      const terminal = await laptop.terminal(['watch', 'staging'])
      await terminal.shows(/^ +staging +activate +\d+ s +goes back in \d+ s unless confirmed/m)
      const { code, text } = await terminal.ended()
      assert.equal((await deploying).code, 0)
      assert.equal(code, 0, text)
      assert.match(text, new RegExp(`^staging: ${revision} by runner@runner, since `, 'm'))
      assert.match(text, /^staging \| words of the switch/m)
      assert.match(text, new RegExp(`^staging: unchanged, revision ${revision}: confirmed$`, 'm'))
    })

    it('is red where that goes back, and is left with Ctrl-C without anything of it', async () => {
      await lab.runner.flake.commit({ staging: { sick: 'unhealthy' } })
      const deploying = laptop.run([
        'deploy',
        'staging',
        '--yes',
        '--confirm-timeout',
        '12s',
        '--targets',
        'staging: {host: root@staging, health-check: {url: "http://{host}:8080/"}}',
      ])
      await eventually('it goes on', () => isPending(host('staging')), { withinMs: 60_000 })
      const watching = laptop.run(['watch', 'staging'])
      const terminal = await laptop.terminal(['watch', '-f', 'staging'])
      await terminal.shows(/staging: health checks …/)
      await terminal.type('C-c')
      const left = await terminal.ended()
      assert.equal(left.code, 0, left.text)
      assert.match(left.text, /No longer watched: what goes on there goes on\./)
      assert.ok(isPending(host('staging')), 'the deployment goes on')
      const { code, stderr } = await watching
      assert.equal(code, 1, stderr)
      assert.match(stderr, /^staging: rolled-back, revision /m)
      assert.equal((await deploying).code, 1)
    })
  })

  describe('a mistake in the call', () => {
    const mistakes: [what: string, args: string[], said: RegExp][] = [
      ['an unknown command', ['depoly'], /^error: 'depoly' is not a command; did you mean 'deploy'\?/],
      ['an unknown flag', ['deploy', '--confirm-timout', '3s'], /^error: --confirm-timout: 'deploy' has no such flag; did you mean '--confirm-timeout'\?/],
      ['a flag of another command', ['status', '--soak', '3s'], /^error: --soak: 'status' does not take it; it is for deploy, promote, rollback/],
      ['what only a workflow can', ['build', '--cache'], /^error: --cache: is for workflows of GitHub alone/],
      [
        'a secret for everybody to read',
        ['status', '--ssh-private-key', 'KEY'],
        /^error: --ssh-private-key: a secret is no argument.*--ssh-private-key-file PATH, or set NIX_FLAKE_DEPLOY_SSH_PRIVATE_KEY/,
      ],
      ['a value that cannot be', ['deploy', '--yes', '--soak', 'long'], /^error: --soak: 'long' /],
      ['a target that is not there', ['status', 'produktion'], /^error: --only: 'produktion' matches no target; did you mean 'production'\?/],
    ]
    for (const [what, args, said] of mistakes) {
      it(`ends with 2 and says what: ${what}`, async () => {
        const { code, stdout, stderr } = await laptop.run(args)
        assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, stderr)
        assert.match(stderr, said)
      })
    }

    it('is in the document, where that is asked for', async () => {
      const { code, stdout } = await laptop.run(['status', 'nobody', '--json'])
      assert.equal(code, 2)
      assert.match((JSON.parse(stdout) as Document).errors?.[0] ?? '', /'nobody' matches no target/)
    })
  })

  it('does not talk to a host whose key ssh does not know, and shows it', async () => {
    await lab.runner.sh(
      'mv ~/.ssh/known_hosts ~/.ssh/known_hosts.away && ssh-keygen -q -t ed25519 -N "" -f /tmp/other && printf "other %s\n" "$(cut -d" " -f1,2 /tmp/other.pub)" >~/.ssh/known_hosts',
      { user: 'runner' },
    )
    const { code, stderr } = await laptop.run(['status', 'staging'])
    await lab.runner.sh('mv ~/.ssh/known_hosts.away ~/.ssh/known_hosts', { user: 'runner' })
    assert.equal(code, 1)
    assert.match(stderr, /the host key of staging is not known; nothing was sent to it\. It shows SHA256:/)
  })

  it('goes the way that ~/.ssh/config says, and offers a key that is given as a file', async () => {
    await lab.runner.sh('mv ~/.ssh/id_ed25519 ~/key && printf "Host elsewhere\n  HostName staging\n  User root\n" >~/.ssh/config && chmod 600 ~/.ssh/config', {
      user: 'runner',
    })
    const { code, stdout, stderr } = await laptop.run(['status', '--targets', 'a: elsewhere', '--ssh-private-key-file', '/home/runner/key', '--json'])
    const without = await laptop.run(['status', 'staging'])
    await lab.runner.sh('mv ~/key ~/.ssh/id_ed25519; rm ~/.ssh/config', { user: 'runner' })
    assert.equal(code, 0, stderr)
    assert.ok((JSON.parse(stdout) as Document).results['a']?.status?.running)
    assert.equal(without.code, 1)
    assert.match(without.stderr, /root at staging does not accept the key .*ssh-add/)
  })

  it('is an app of the flake, which `nix run` starts', async () => {
    const outside = join(lab.runner.work.outside, 'person/flake')
    for (const part of ['flake.nix', 'nix', 'dist']) cpSync(join(repository, part), join(outside, part), { recursive: true })
    const nix = ['nix', '--extra-experimental-features', 'nix-command flakes', 'run', `path:${lab.runner.work.inside}/person/flake`]
    for (const app of ['', '#nix-flake-deploy']) {
      const { code, stdout, stderr } = await lab.runner.exec([...nix.slice(0, -1), `${nix.at(-1) ?? ''}${app}`, '--', 'status', 'root@staging', '--json'], {
        user: 'runner',
        env: { ...laptop.environment, PATH: `/opt/node24:${fullPath}` },
      })
      assert.equal(code, 0, stderr)
      assert.ok((JSON.parse(stdout) as Document).results['staging']?.status?.running)
    }
  })

  const oldest = execFileSync('/bin/sh', ['-c', 'PATH=/usr/local/bin:/usr/bin:/bin; command -v node || true'], { encoding: 'utf8' }).trim()
  const isOldest = oldest !== '' && /^v2[01]\./.test(execFileSync(oldest, ['--version'], { encoding: 'utf8' }))
  it('runs on Node 20', { skip: isOldest ? false : 'this machine has another Node' }, async () => {
    const cli = [oldest, join(repository, 'dist/cli.js'), 'status', `root@${host('staging').address}`, '--json']
    const files = ['--ssh-private-key-file', join(lab.directory, 'key'), '--known-hosts-file', join(lab.directory, 'known_hosts')]
    const { code, stdout, stderr } = await execute(lab.network([...cli, ...files]), { env: { PATH: '/usr/bin:/bin', HOME: lab.directory } })
    assert.equal(code, 0, stderr)
    assert.ok((JSON.parse(stdout) as Document).results[host('staging').address]?.status?.running)
  })

  it('leaves no key behind, also where it is killed', async () => {
    await lab.runner.flake.commit({ staging: { sick: 'slow', seconds: 8 } })
    const terminal = await laptop.terminal(['deploy', 'staging', '-y', '--ssh-private-key-file', '/home/runner/.ssh/id_ed25519'])
    await terminal.shows(/staging +activate/)
    assert.notDeepEqual(await laptop.leftovers(), [])
    await lab.runner.sh('pkill -KILL -u runner -f bin/nix-flake-deploy')
    await eventually('all is gone', async () => (await laptop.leftovers()).length === 0)
    await terminal.close()
  })
})
