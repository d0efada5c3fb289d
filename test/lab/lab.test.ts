import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { eventually, execute } from './command.ts'
import type { Sickness } from './fixture.ts'
import { type Lab, type LabHost, startLab } from './lab.ts'
import { accepts, activate, login, returnTo } from './switching.ts'

const sicknesses: Sickness[] = [
  'unhealthy',
  'dies-later',
  'exit1',
  'exit2',
  'exit4',
  'unit-fails',
  'exit100',
  'exit101',
  'check-fails',
  'ignore-sigterm',
  'queued-job',
  'mount-drops-network',
  'kill-ssh',
  'net-down',
  'hang',
  'slow',
  'slow-boot',
  'boot-fails',
  'rollback-fails',
  'old-interface',
]

describe('a host of the lab', { concurrency: true }, () => {
  let lab: Lab
  let systems: Record<string, string>
  const suites = ['trixie', 'forky', 'bookworm'] as const

  before(async () => {
    lab = await startLab({ hosts: suites.map((suite) => ({ name: suite, suite })) })
    const sick = Object.fromEntries(sicknesses.map((kind) => [kind, { sick: kind, seconds: 1 }]))
    systems = await lab.install({ good: {}, ...sick, loud: { says: 'one\n::two::\n' } })
  })
  after(() => lab.stop())

  for (const suite of suites) {
    describe(`with ${suite}'s systemd and Nix`, { concurrency: 1 }, () => {
      let host: LabHost
      let initial: string
      const system = (name: string): string => systems[name]!
      const returnToInitial = (): Promise<void> => returnTo(host, initial)

      before(() => {
        host = lab.hosts[suite]!
        initial = host.running()!
      })

      it('boots to running with the initial system, which is running, booted, the profile and the boot default', async () => {
        assert.equal(await host.settled(), 'running')
        assert.match(initial, /^\/nix\/store\/[0-9a-z]{32}-nixos-system-initial-initial$/)
        assert.deepEqual([host.booted(), host.profile(), host.bootDefault()], [initial, initial, initial])
        assert.deepEqual(await host.http(), { status: 200, version: 'initial', body: 'initial' })
      })

      it('gives SSH sessions and sudo the PATH that NixOS gives, and units no coreutils', async () => {
        const path = '/run/wrappers/bin:/run/current-system/sw/bin\n'
        assert.equal((await login(lab, host, 'root', 'echo $PATH')).stdout, path)
        assert.equal((await login(lab, host, 'deploy', "sudo sh -c 'echo $PATH'")).stdout, path)
        assert.match((await login(lab, host, 'nosudo', 'sudo -n true')).stderr, /password is required/)
        assert.equal((await login(lab, host, 'root', 'systemd-run --wait --pipe --quiet sh -c "cat /dev/null"')).code, 127)
        assert.equal((await login(lab, host, 'root', 'command -v perl git python3')).code, 1)
      })

      it('runs what was activated by `test` until it reboots', async () => {
        assert.deepEqual(await activate(host, system('good'), 'check'), { code: 0, said: 'Checking switch inhibitors... done\n' })
        assert.match((await activate(host, system('good'), 'dry-activate')).said, /would stop the following units: web\.service/)
        assert.equal(host.running(), initial)
        const { code, said } = await activate(host, system('good'), 'test')
        assert.equal(code, 0, said)
        assert.equal(host.running(), system('good'))
        assert.equal((await host.http())?.version, 'good')
        const boot = host.bootId()
        await host.reboot()
        assert.notEqual(host.bootId(), boot)
        assert.deepEqual([host.running(), host.booted()], [initial, initial])
        assert.equal((await host.http())?.version, 'initial')
      })

      it('boots a system only after the system profile was set to it', async () => {
        assert.equal((await activate(host, system('good'), 'switch')).code, 0)
        assert.equal(host.bootDefault(), initial)
        await host.sh(`nix-env --profile /nix/var/nix/profiles/system --set ${system('good')}`)
        assert.equal(host.profile(), system('good'))
        assert.equal((await activate(host, system('good'), 'boot')).code, 0)
        assert.equal(host.bootDefault(), system('good'))
        await host.reboot()
        assert.deepEqual([host.running(), host.booted()], [system('good'), system('good')])
        await host.sh(`nix-env --profile /nix/var/nix/profiles/system --set ${initial}`)
        assert.equal((await activate(host, initial, 'switch')).code, 0)
        assert.equal(host.bootDefault(), initial)
      })

      const codes: [Sickness, number, string | undefined][] = [
        ['unhealthy', 0, 'unhealthy'],
        ['exit1', 1, undefined],
        ['exit2', 2, 'exit2'],
        ['exit4', 4, undefined],
        ['unit-fails', 4, 'unit-fails'],
        ['exit101', 101, undefined],
        ['slow', 0, 'slow'],
        ['old-interface', 0, 'old-interface'],
      ]
      for (const [sick, expected, version] of codes) {
        it(`activates '${sick}' with exit code ${expected}, and the initial system after it`, async () => {
          const { code, said } = await activate(host, system(sick), 'test')
          assert.equal(code, expected, said)
          assert.equal(host.running(), system(sick))
          const answer = await host.http()
          assert.equal(answer?.version, version)
          if (answer !== undefined) assert.equal(answer.status, sick === 'unhealthy' ? 500 : 200)
          await returnToInitial()
        })
      }

      it("changes nothing for 'exit100' and 'check-fails', unless checks are off", async () => {
        for (const [sick, expected] of [
          ['exit100', 100],
          ['check-fails', 1],
        ] as const) {
          assert.equal((await activate(host, system(sick), 'test')).code, expected)
          assert.equal(host.running(), initial)
          assert.equal((await host.http())?.version, 'initial')
        }
        assert.equal((await activate(host, system('check-fails'), 'check')).code, 1)
        assert.equal((await activate(host, system('check-fails'), 'test', ['--setenv=NIXOS_NO_CHECK=1'])).code, 0)
        assert.equal((await activate(host, system('old-interface'), 'check')).code, 1)
        await returnToInitial()
      })

      it('stops answering when dies-later has lived its time', async () => {
        assert.equal((await activate(host, system('dies-later'), 'test')).code, 0)
        await eventually('the web service dies', async () => (await host.http()) === undefined)
        await returnToInitial()
      })

      it('ends with 4 for units of its own that were in trouble before', async () => {
        for (const kind of ['failed', 'restarting'] as const) {
          await host.addSickUnit(kind, `old-${kind}`)
          const { code, said } = await activate(host, system('good'), 'test')
          assert.equal(code, 4)
          assert.match(said, new RegExp(`the following units failed:.* old-${kind}\\.service`))
          await host.removeSickUnit(`old-${kind}`)
        }
        await returnToInitial()
      })

      it("hangs for ever in 'hang', holding the lock, until its unit is stopped", async () => {
        await host.sh(`systemd-run --quiet --unit=hanging ${system('hang')}/bin/switch-to-configuration test`)
        await eventually('it activates', async () => (await host.journal('--unit=hanging')).includes('activating the configuration'))
        const { code, said } = await activate(host, initial, 'test')
        assert.equal(code, 11)
        assert.match(said, /Could not acquire lock/)
        await host.sh('systemctl stop hanging')
        await returnToInitial()
      })

      it("is not impressed by SIGTERM in 'ignore-sigterm'", async () => {
        await host.sh(`systemd-run --quiet --unit=stubborn --property=TimeoutStopSec=1 ${system('ignore-sigterm')}/bin/switch-to-configuration test`)
        await eventually('it activates', async () => (await host.journal('--unit=stubborn')).includes('activating the configuration'))
        await host.sh('sleep 0.3; systemctl stop stubborn')
        assert.match(await host.journal('--unit=stubborn'), /Killing process|status=9\/KILL|timed out/i)
        await returnToInitial()
      })

      it("waits for a job that never ends in 'queued-job', and the job outlives it", async () => {
        await host.sh(`systemd-run --quiet --unit=queued ${system('queued-job')}/bin/switch-to-configuration test`)
        await eventually('the job is queued', async () => (await host.sh('systemctl list-jobs')).includes('stuck.service'))
        await host.sh('systemctl stop queued')
        assert.match(await host.sh('systemctl list-jobs'), /stuck\.service/)
        await returnToInitial()
        assert.doesNotMatch(await host.sh('systemctl list-jobs'), /stuck\.service/)
      })

      it('loses its network or its sshd, as a sick system is told to, and gets them back with the initial system', async () => {
        for (const sick of ['mount-drops-network', 'net-down', 'kill-ssh'] as const) {
          const { code, said } = await activate(host, system(sick), 'test')
          assert.equal(code, 0, said)
          assert.equal(await accepts(lab, host, 22), false)
          assert.equal(await accepts(lab, host, 8080), sick === 'kill-ssh')
          await returnToInitial()
          assert.equal(await accepts(lab, host, 22), true)
        }
      })

      it("has a boot entry of the new system when 'boot-fails' has failed, and the old one's `boot` puts it right", async () => {
        await host.sh(`nix-env --profile /nix/var/nix/profiles/system --set ${system('boot-fails')}`)
        const { code, said } = await activate(host, system('boot-fails'), 'boot')
        assert.equal(code, 1)
        assert.match(said, /Failed to install bootloader/)
        assert.equal(host.bootDefault(), system('boot-fails'))
        await host.sh(`nix-env --profile /nix/var/nix/profiles/system --set ${initial}`)
        assert.equal((await activate(host, initial, 'boot')).code, 0)
        assert.equal(host.bootDefault(), initial)
      })

      it("cannot go back from 'rollback-fails' but by a reboot", async () => {
        assert.equal((await activate(host, system('rollback-fails'), 'test')).code, 0)
        assert.equal((await host.http())?.status, 500)
        assert.equal((await activate(host, initial, 'test')).code, 2)
        assert.equal(host.running(), system('rollback-fails'))
        await host.expectReboot(() => host.exec(['systemctl', 'reboot', '--force', '--force']))
        assert.equal(host.running(), initial)
      })

      it('prints what a system says, as it is', async () => {
        assert.match((await activate(host, system('loud'), 'test')).said, /^one\n::two::\n/m)
        await returnToInitial()
      })

      it('crashes with 101 when nobody reads what it says', async () => {
        const command = `${system('good')}/bin/switch-to-configuration test`
        assert.equal(await host.sh(`exec 3>&1; { sleep 0.2; ${command} || echo $? >&3; } 2>&1 | true`), '101')
        await returnToInitial()
      })
    })
  }
})

describe('the faults of the lab', () => {
  let lab: Lab
  before(async () => {
    const disks = [{ name: 'disk', disk: 'image' }, { name: 'plain' }, { name: 'small', disk: 'image', sizeMb: 100 }] as const
    lab = await startLab({ hosts: [...disks], runner: 'none' })
  })
  after(() => lab.stop())

  it('a lossy power cut drops what was not synced, and nothing else', async () => {
    const host = lab.hosts['disk']!
    await host.sh('echo kept > /root/synced; sync -f /root; echo lost > /root/unsynced')
    await host.powerCut({ lossy: true })
    assert.equal(host.leader(), undefined)
    await host.start()
    assert.equal(host.readFile('/root/synced'), 'kept\n')
    assert.equal(host.readFile('/root/unsynced') ?? '', '')
  })

  it('a plain power cut loses nothing that was written, and the host boots again from its disk', async () => {
    const host = lab.hosts['plain']!
    await host.sh('echo kept > /root/unsynced')
    const boot = host.bootId()
    await host.powerCut()
    assert.equal(await host.http(), undefined)
    await host.start()
    assert.notEqual(host.bootId(), boot)
    assert.equal(host.readFile('/root/unsynced'), 'kept\n')
    assert.equal((await host.http())?.version, 'initial')
  })

  it('a cut network lets nothing through until it heals', async () => {
    const host = lab.hosts['plain']!
    await host.cut()
    assert.equal(await host.http(), undefined)
    await host.heal()
    assert.equal((await host.http())?.status, 200)
  })

  it('one port can be dropped alone', async () => {
    const host = lab.hosts['plain']!
    await host.dropPort(22)
    assert.equal(await accepts(lab, host, 22), false)
    assert.equal((await host.http())?.status, 200)
    await host.heal()
    assert.equal(await accepts(lab, host, 22), true)
  })

  it('a frozen host accepts connections and answers none, until it thaws', async () => {
    const host = lab.hosts['plain']!
    host.freeze()
    assert.equal(await accepts(lab, host, 8080), true)
    assert.equal(await host.http(), undefined)
    host.thaw()
    assert.equal((await host.http())?.status, 200)
  })

  it('the clock steps for a host and for everybody, and back when the lab ends', async () => {
    const own = await startLab({ hosts: [{ name: 'late' }], runner: 'none' })
    const begin = Date.now() - performance.now()
    const hoursOff = (): number => Math.abs(Math.round((Date.now() - performance.now() - begin) / 3_600_000))
    try {
      await own.stepClock(3600)
      assert.equal(hoursOff(), 1)
      assert.ok(Math.abs(Number(await own.hosts['late']!.sh('date +%s')) - Date.now() / 1000) < 5)
    } finally {
      await own.stop()
    }
    assert.equal(hoursOff(), 0)
  })

  it('a small disk fills up', async () => {
    const host = lab.hosts['small']!
    const { code, stderr } = await host.exec(['dd', 'if=/dev/zero', 'of=/root/fill', 'bs=1M'])
    assert.equal(code, 1)
    assert.match(stderr, /No space left/)
    await host.sh('rm /root/fill')
  })
})

describe('labs', () => {
  it('are many at once and share nothing', async () => {
    const labs = await Promise.all([1, 2].map(() => startLab({ hosts: [{ name: 'same' }], runner: 'none' })))
    try {
      const [one, two] = labs.map((lab) => lab.hosts['same']!)
      assert.notEqual(one!.bootId(), two!.bootId())
      await one!.cut()
      assert.equal(await one!.http(), undefined)
      assert.equal((await two!.http())?.status, 200)
    } finally {
      await Promise.all(labs.map((lab) => lab.stop()))
    }
  })

  it('leave nothing behind, also when their owner is killed', async () => {
    const script = `import { startLab } from '${join(import.meta.dirname, 'lab.ts')}'
      const lab = await startLab({ hosts: [{ name: 'orphan', disk: 'image' }], runner: 'none' })
      console.log(lab.directory)
      setInterval(() => undefined, 1000)`
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const directory = await new Promise<string>((resolve) => owner.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())))
    const namespace = `/run/netns/${readFileSync(join(directory, 'namespace'), 'utf8')}`
    const cgroup = readFileSync(join(directory, 'cgroup'), 'utf8')
    assert.ok(existsSync(namespace) && existsSync(join(cgroup, 'orphan')))
    owner.kill('SIGKILL')
    await eventually('all of it is gone', () => !existsSync(directory))
    assert.equal(existsSync(namespace), false)
    assert.equal((await execute(['losetup', '--all'])).stdout.includes(directory), false)
    assert.equal(readFileSync('/proc/self/mounts', 'utf8').includes(directory), false)
  })
})
