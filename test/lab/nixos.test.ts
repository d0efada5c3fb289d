// Where NixOS is less simple than one thinks: what a switch does to a host besides ending with 0.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from './command.ts'
import type { Configurations, Sickness } from './fixture.ts'
import { type Lab, type LabHost, startLab } from './lab.ts'
import { accepts, activate, login, returnTo } from './switching.ts'

const sicknesses: Sickness[] = [
  'reload-fails',
  'start-fails',
  'user-fails',
  'crash-loops',
  'dependency-fails',
  'mounts-over-srv',
  'hang',
  'check-fails',
  'changes-host-key',
  'drops-key',
  'drops-sudo',
  'changes-shell',
  'changes-port',
  'denies-key',
  'denies-sudo',
]
const lockFile = '/run/nixos/switch-to-configuration.lock'

/** Whether each user gets in and becomes root. */
async function doors(lab: Lab, host: LabHost): Promise<{ root: boolean; sudo: boolean }> {
  const [root, sudo] = await Promise.all([login(lab, host, 'root', 'true'), login(lab, host, 'deploy', 'sudo -n true')])
  // From 9.8 on, sshd shuts out for a while whoever came with a wrong key, and forgets it when it starts anew.
  // Whoever asks often starts it often, which systemd would not.
  if (root.code !== 0) await host.sh('systemctl reset-failed ssh.service; systemctl restart ssh.service')
  return { root: root.code === 0, sudo: sudo.code === 0 }
}

describe('as on NixOS', { concurrency: true }, () => {
  let lab: Lab
  let systems: Record<string, string>
  const suites = ['trixie', 'forky', 'bookworm'] as const

  before(async () => {
    lab = await startLab({ hosts: suites.map((suite) => ({ name: suite, suite })) })
    const configurations: Configurations = {
      good: {},
      inhibited: { inhibitors: 'dbus' },
      reexec: { reexec: true },
      'no-nix': { nix: false },
      bashless: { bash: false },
      'not-activatable': { activatable: false },
      'not-switchable': { switchable: false },
      ...Object.fromEntries(sicknesses.map((sick) => [sick, { sick, seconds: 3 }])),
    }
    systems = await lab.install(configurations)
  })
  after(() => lab.stop())

  for (const suite of suites) {
    describe(`on ${suite}`, { concurrency: 1 }, () => {
      let host: LabHost
      let initial: string
      const system = (name: string): string => systems[name]!
      const test = (name: string): Promise<{ code: number; said: string }> => activate(host, system(name), 'test')
      const failedUnits = (): Promise<string> => host.sh('systemctl list-units --all --plain --no-legend --state=failed')
      const stateOf = async (unit: string): Promise<string> => host.sh(`systemctl show --property=ActiveState,SubState --value ${unit} | tr '\\n' ' '`)
      const goBack = (): Promise<void> => returnTo(host, initial)

      before(() => {
        host = lab.hosts[suite]!
        initial = host.running()!
      })

      it('the store is read-only but for Nix, and units come from it', async () => {
        assert.match((await host.exec(['touch', '/nix/store/by-hand'])).stderr, /Read-only file system/)
        assert.match(await host.sh('echo text > /root/text && nix-store --add /root/text'), /^\/nix\/store\/\S+-text$/)
        assert.equal(await host.sh('readlink -f /etc/systemd/system'), `${initial}/etc/systemd/system`)
        assert.match((await host.exec(['systemctl', 'add-wants', 'multi-user.target', 'rescue.service'])).stderr, /Read-only file system/)
        assert.match(await host.sh('systemctl show --property=FragmentPath web.service'), /=\/etc\/systemd\/system\/web\.service$/)
      })

      it('sudo is a setuid wrapper outside of the store, and awk is gawk where the suite is not the oldest', async () => {
        assert.equal(
          await host.sh('stat --format="%A %U" /run/wrappers/bin/sudo; readlink -f /run/wrappers/bin/sudo'),
          '-rwsr-xr-x root\n/run/wrappers/bin/sudo',
        )
        assert.equal(await host.sh('readlink -f /run/current-system/sw/bin/awk'), suite === 'bookworm' ? '/usr/bin/mawk' : '/usr/bin/gawk')
      })

      it('a switch holds its lock while it runs, and another one ends with EAGAIN at once and changes nothing', async () => {
        await host.sh(
          `systemd-run --quiet --unit=holder /usr/bin/flock ${lockFile} /usr/bin/sleep infinity && until ! flock -n ${lockFile} true; do sleep 0.1; done`,
        )
        for (const action of ['check', 'test', 'boot', 'switch', 'dry-activate']) {
          assert.deepEqual(await activate(host, system('good'), action), { code: 11, said: 'Could not acquire lock\n' })
        }
        assert.equal(host.running(), initial)
        await host.sh('systemctl stop holder')
        assert.equal(await host.sh(`stat --format=%a ${lockFile} /run/nixos`), '644\n755')
      })

      it('the new system’s checks come before every action, and NIXOS_NO_CHECK skips them', async () => {
        for (const action of ['check', 'test', 'boot', 'switch', 'dry-activate']) {
          assert.deepEqual(await activate(host, system('check-fails'), action), {
            code: 1,
            said: "Pre-switch check 'checkFails' failed\nPre-switch checks failed\n",
          })
          if (action !== 'switch' && action !== 'test')
            assert.equal((await activate(host, system('check-fails'), action, ['--setenv=NIXOS_NO_CHECK=1'])).code, 0)
        }
        assert.equal(host.running(), initial)
      })

      it('a system whose own check fails can be gone back to without checks only', async () => {
        assert.equal((await activate(host, system('check-fails'), 'test', ['--setenv=NIXOS_NO_CHECK=1'])).code, 0)
        assert.equal((await test('good')).code, 0)
        assert.equal((await test('check-fails')).code, 1)
        assert.equal(host.running(), system('good'))
        assert.equal((await activate(host, system('check-fails'), 'test', ['--setenv=NIXOS_NO_CHECK=1'])).code, 0)
        assert.equal(host.running(), system('check-fails'))
        await goBack()
      })

      it('switch inhibitors are many lines with the point in the middle, and not asked for `boot` and `dry-activate`', async () => {
        for (const action of ['check', 'test', 'switch']) {
          const { code, said } = await activate(host, system('inhibited'), action)
          assert.equal(code, 1)
          assert.match(
            said,
            /^Checking switch inhibitors\.\.\.\n\nThere are changes to critical components of the system:\n\ndbus-implementation : broker -> dbus\n\n(.*\n)+Pre-switch check 'switchInhibitors' failed\nPre-switch checks failed\n$/,
          )
        }
        for (const action of ['boot', 'dry-activate']) {
          const { code, said } = await activate(host, system('inhibited'), action)
          assert.equal(code, 0)
          assert.match(said, new RegExp(`^Not checking switch inhibitors \\(action = ${action}\\)\\n`))
        }
        assert.equal(host.running(), initial)
        assert.deepEqual(JSON.parse(await host.sh(`cat ${system('inhibited')}/switch-inhibitors`)), { 'dbus-implementation': 'dbus' })
      })

      it("ends with 4 without any failed unit: a reload that fails ('reload-fails')", async () => {
        const { code, said } = await test('reload-fails')
        assert.equal(code, 4)
        assert.match(said, /^reloading the following units: settings\.service$[^]*^Failed to reload settings\.service$/m)
        assert.deepEqual([await failedUnits(), await stateOf('settings.service'), (await host.http())?.version], ['', 'active exited ', 'reload-fails'])
        await goBack()
      })

      it("ends with 4 without any failed unit: a unit that could not be started and stays inactive ('start-fails')", async () => {
        const { code, said } = await test('start-fails')
        assert.equal(code, 4)
        assert.match(said, /^Failed to start web\.service$/m)
        assert.deepEqual([await failedUnits(), await stateOf('web.service'), await host.http()], ['', 'inactive dead ', undefined])
        await goBack()
      })

      it("ends with 4 without any failed unit: the units of somebody who is logged in ('user-fails')", async () => {
        const users = (): Promise<string> => host.sh('loginctl list-users --no-legend')
        await eventually('nobody is logged in', async () => (await users()) === '')
        const alone = await test('user-fails')
        assert.equal(alone.code, 0, alone.said)
        const session = login(lab, host, 'deploy', 'sleep infinity')
        await eventually('somebody is logged in', async () => (await users()).includes('deploy'))
        const { code, said } = await test('user-fails')
        assert.equal(code, 4)
        assert.match(said, /^reloading user units for deploy\.\.\.\nwarning: user activation for deploy failed$/m)
        assert.equal(await failedUnits(), '')
        await goBack()
        await host.sh('loginctl terminate-user deploy')
        await session
      })

      it("ends with 0 although a unit crashes again and again ('crash-loops')", async () => {
        const { code, said } = await test('crash-loops')
        assert.equal(code, 0, said)
        const restarts = async (): Promise<number> => Number(await host.sh('systemctl show --property=NRestarts --value crashing.service'))
        await eventually('it crashes again', async () => (await restarts()) > 1)
        assert.equal(host.running(), system('crash-loops'))
        await goBack()
      })

      it("ends with 0 although a unit never started, for what it depends on failed ('dependency-fails')", async () => {
        const { code, said } = await test('dependency-fails')
        assert.equal(code, 0, said)
        assert.doesNotMatch(said, /waiting\.service/)
        assert.deepEqual([await failedUnits(), await stateOf('waiting.service')], ['', 'inactive dead '])
        assert.match(await host.journal('--unit=waiting'), /Dependency failed for waiting\.service/)
        await goBack()
      })

      it('what a killed switch had still to start is started by the next one, and what that one does not know fails with 4', async () => {
        await host.sh(`systemd-run --quiet --unit=hanging ${system('hang')}/bin/switch-to-configuration test`)
        await eventually('it activates', async () => (await host.journal('--unit=hanging')).includes('activating the configuration'))
        await host.sh('systemctl kill --signal=KILL hanging')
        await eventually('it is gone', async () => (await host.exec(['flock', '-n', lockFile, 'true'])).code === 0)
        assert.equal(await host.sh('cat /run/nixos/start-list'), 'web.service\nmulti-user.target')
        const { code, said } = await activate(host, initial, 'test')
        assert.equal(code, 0, said)
        assert.match(said, /^starting the following units: web\.service$/m)
        await host.sh('echo gone.service > /run/nixos/start-list; echo web.service > /run/nixos/restart-list; echo settings.service > /run/nixos/reload-list')
        const process = await host.sh('systemctl show --property=MainPID web.service')
        const replayed = await activate(host, initial, 'test')
        assert.equal(replayed.code, 4)
        assert.match(
          replayed.said,
          /^reloading the following units: settings\.service\nrestarting the following units: web\.service\nstarting the following units: gone\.service\nFailed to start gone\.service$/m,
        )
        assert.notEqual(await host.sh('systemctl show --property=MainPID web.service'), process)
        assert.equal(await host.sh('ls /run/nixos'), 'switch-to-configuration.lock')
        await goBack()
      })

      it('without the system’s D-Bus it ends with 1 at once', async () => {
        await host.sh('systemctl stop dbus.socket dbus.service')
        try {
          const { code, stderr } = await host.exec([`${system('good')}/bin/switch-to-configuration`, 'test'])
          assert.equal(code, 1)
          assert.match(stderr, /^Error: Failed to open dbus connection$/m)
          assert.equal(host.running(), initial)
        } finally {
          await host.sh('systemctl start dbus.socket; systemctl restart systemd-logind')
        }
        await goBack()
      })

      it('systemd executes itself anew when its own configuration changes (`reexec`)', async () => {
        assert.match((await activate(host, system('reexec'), 'dry-activate')).said, /^would restart systemd$/m)
        const { code, said } = await test('reexec')
        assert.equal(code, 0, said)
        assert.match(said, /^restarting systemd\.\.\.$/m)
        assert.match(await host.journal('_PID=1'), /Reexecuting/)
        await goBack()
      })

      it("what lay in /srv is hidden while 'mounts-over-srv' runs", async () => {
        await host.sh('touch /srv/there')
        assert.equal((await test('mounts-over-srv')).code, 0)
        assert.equal(await host.sh('ls /srv'), '')
        await goBack()
        assert.equal(await host.sh('ls /srv'), 'there')
      })

      it('a host may be without Nix, or without bash, once it runs a system that says so', async () => {
        assert.equal((await test('no-nix')).code, 0)
        assert.notEqual((await login(lab, host, 'root', 'command -v nix nix-store nix-env')).code, 0)
        assert.equal((await test('bashless')).code, 0)
        assert.notEqual((await login(lab, host, 'root', 'command -v sh bash')).code, 0)
        await goBack()
      })

      it('a system without activation script never becomes what runs, although it is switched to well', async () => {
        const { code, said } = await test('not-activatable')
        assert.equal(code, 0, said)
        assert.equal(host.running(), initial)
        assert.equal((await host.http())?.version, 'initial')
      })

      it('a system may have no switch-to-configuration at all', async () => {
        assert.equal(await host.sh(`ls ${system('not-switchable')}`), (await host.sh(`ls ${system('good')}`)).replace(/^bin\n/m, ''))
      })

      for (const [sick, after, port] of [
        ['changes-host-key', { root: false, sudo: false }, 22],
        ['drops-key', { root: false, sudo: false }, 22],
        ['drops-sudo', { root: true, sudo: false }, 22],
        ['changes-shell', { root: false, sudo: false }, 22],
        ['changes-port', { root: false, sudo: false }, 2222],
      ] as const) {
        it(`'${sick}' keeps the deployer out with exit code 0, also after another switch to it, until another system runs`, async () => {
          assert.deepEqual(await doors(lab, host), { root: true, sudo: true })
          for (const time of ['first', 'second']) {
            const { code, said } = await test(sick)
            assert.equal(code, 0, said)
            await eventually(`sshd listens on ${port}, the ${time} time`, () => accepts(lab, host, port))
            assert.deepEqual(await doors(lab, host), after)
          }
          await goBack()
          await eventually('sshd listens', () => accepts(lab, host, 22))
          assert.deepEqual(await doors(lab, host), { root: true, sudo: true })
        })
      }

      for (const [sick, denied] of [
        ['denies-key', { root: false, sudo: false }],
        ['denies-sudo', { root: true, sudo: false }],
      ] as const) {
        it(`'${sick}' keeps the deployer out for some seconds`, async () => {
          assert.equal((await test(sick)).code, 0)
          assert.deepEqual(await doors(lab, host), denied)
          await eventually('all are let in again', async () => (await doors(lab, host)).sudo)
          assert.deepEqual(await doors(lab, host), { root: true, sudo: true })
          assert.equal(host.running(), system(sick))
          await goBack()
        })
      }

      // systemd 252 has none.
      if (suite !== 'bookworm') {
        it('a soft-reboot keeps the boot, /run and what runs, and begins all services anew', async () => {
          assert.equal((await test('good')).code, 0)
          await host.sh('echo kept > /run/kept')
          const boot = host.bootId()
          const process = await host.sh('systemctl show --property=MainPID web.service')
          await host.softReboot()
          assert.deepEqual([host.bootId(), host.readFile('/run/kept'), host.running(), host.booted()], [boot, 'kept\n', system('good'), initial])
          assert.notEqual(await host.sh('systemctl show --property=MainPID web.service'), process)
          assert.equal((await host.http())?.version, 'good')
          assert.deepEqual(await doors(lab, host), { root: true, sudo: true })
          await goBack()
        })
      }
    })
  }
})

describe('a full disk', () => {
  it('leaves a file that an activation copies to /etc empty, with exit code 0, until there is room and it is done again', async () => {
    const lab = await startLab({ hosts: [{ name: 'full', disk: 'image', sizeMb: 400 }] })
    try {
      const host = lab.hosts['full']!
      const systems = await lab.install({ keys: { copiesEtc: ['ssh/authorized_keys.d/root'] }, rules: { copiesEtc: ['sudoers.d/lab'] } })
      for (const [name, file, without] of [
        ['keys', '/etc/ssh/authorized_keys.d/root', { root: false, sudo: false }],
        ['rules', '/etc/sudoers.d/lab', { root: true, sudo: false }],
      ] as const) {
        const copies = systems[name]!
        const text = await host.sh(`cat ${file}`)
        assert.equal((await activate(host, copies, 'test')).code, 0)
        assert.equal(await host.sh(`cat ${file}`), text)
        assert.deepEqual(await doors(lab, host), { root: true, sudo: true })
        await host.sh('for size in 1M 4K 1; do dd if=/dev/zero bs=$size >> /ballast 2> /dev/null || :; done; sync')
        const { code, said } = await activate(host, copies, 'test')
        assert.equal(code, 0, said)
        assert.match(said, /No space left on device/)
        assert.equal(await host.sh(`cat ${file}`), '')
        assert.deepEqual(await doors(lab, host), without)
        await host.sh('rm /ballast')
        assert.equal((await activate(host, copies, 'test')).code, 0)
        assert.equal(await host.sh(`cat ${file}`), text)
        assert.deepEqual(await doors(lab, host), { root: true, sudo: true })
      }
    } finally {
      await lab.stop()
    }
  })
})
