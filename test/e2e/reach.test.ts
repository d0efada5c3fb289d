// The ways to a host, and several hosts in one run: users, addresses, jump hosts, agents, and one that fails.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, eachForItself, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, see, statesOf } from './scenario.ts'

describe('a run reaches', () => {
  let lab: Lab
  let one: LabHost
  let two: LabHost
  let three: LabHost

  const target = (host: LabHost, address: string): string => `${host.name}: { host: "${address}", configuration: staging }\n`
  /** Lines of known_hosts for one more way to write a host's address. */
  const alsoKnown = (host: LabHost, as: string): string =>
    lab.knownHosts +
    (lab.knownHosts
      .split('\n')
      .find((line) => line.startsWith(host.name))
      ?.replace(/^\S+/, as) ?? '')
  const expectDeployed = async (run: RunResult, host: LabHost): Promise<void> => {
    expectGreen(run)
    await expectConfirmed(host, run.outputs.revision ?? '', resultsOf(run)[host.name]?.toplevel)
  }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'one' }, { name: 'two', suite: 'forky' }, { name: 'three' }] })
    ;({ one, two, three } = lab.hosts as Record<'one' | 'two' | 'three', LabHost>)
  })
  after(() => lab.stop())

  it('a host at an IPv6 address and another port, as a user with sudo', async () => {
    await one.sh('mkdir -p /run/sshd; systemd-run --quiet --unit=sshd-2222 /usr/sbin/sshd -D -p 2222')
    await lab.runner.flake.commit()
    const run = await act(lab, {
      targets: target(one, `deploy@[${one.address6}]:2222`),
      'known-hosts': alsoKnown(one, `[${one.address6}]:2222`),
      'health-check': answersRevision,
    })
    await expectDeployed(run, one)
    assert.match(await one.sh('journalctl --unit=sshd-2222'), /Accepted publickey for deploy from 2001:db8::2 /)
  })

  it('a host behind a jump host, by an alias of ssh-config', async () => {
    await two.sh(
      `nft 'add table inet lab; add chain inet lab in { type filter hook input priority 0; }; add rule inet lab in ip saddr ${lab.runner.address} tcp dport 22 drop'`,
    )
    try {
      await lab.runner.flake.commit()
      const config = `Host inner\n  HostName ${two.address}\n  ProxyJump bastion\nHost bastion\n  HostName ${one.address}\n  User deploy\n`
      const inputs = { targets: target(two, 'root@inner'), 'ssh-config': config }
      const run = await act(lab, inputs)
      await expectDeployed(run, two)
      assert.match(await two.sh('journalctl --unit=ssh --grep "Accepted publickey for root from" --lines=1'), new RegExp(`from ${one.address} `))
    } finally {
      await two.sh('nft delete table inet lab')
    }
  })

  it('a host with the keys of a running agent, and leaves the agent alone', async () => {
    await lab.runner.sh('ssh-agent -a "$HOME/agent" > /dev/null && SSH_AUTH_SOCK="$HOME/agent" ssh-add -q -', { user: 'runner', input: lab.privateKey })
    await lab.runner.flake.commit()
    const run = await act(lab, { targets: target(three, `root@${three.address}`), 'ssh-private-key': '' }, { env: { SSH_AUTH_SOCK: '/home/runner/agent' } })
    await expectDeployed(run, three)
    await lab.runner.sh('SSH_AUTH_SOCK="$HOME/agent" ssh-add -l', { user: 'runner' })
    const without = await act(lab, { targets: target(three, `root@${three.address}`), 'ssh-private-key': '' })
    expectRed(without, /ssh-private-key: there is no key and no running ssh-agent/)
  })

  it('the other hosts, when one has no sudo for us and one does not answer, and says what to do for each', async () => {
    const was = [await see(two), await see(three)]
    await two.sh('systemctl stop ssh.service')
    try {
      await lab.runner.flake.commit()
      const run = await act(lab, {
        targets: target(one, `root@${one.address}`) + target(two, `root@${two.address}`) + target(three, `nosudo@${three.address}`),
        ...eachForItself,
      })
      assert.equal(run.code, 1, run.log)
      assert.deepEqual(statesOf(run), { one: 'activated', two: 'unreachable', three: 'failed' })
      assert.equal(run.outputs.changed, 'true')
      assert.deepEqual(
        run.annotations.map(({ level, title }) => [level, title]),
        [
          ['error', 'three: failed'],
          ['error', 'two: unreachable'],
        ],
      )
      assert.match(run.annotations[1]?.message ?? '', new RegExp(`${two.address} cannot be reached over SSH: .*refused`))
      assert.match(run.annotations[0]?.message ?? '', /nosudo ALL=\(root\) NOPASSWD: ALL/)
      assert.deepEqual(run.leftovers, [])
      await expectConfirmed(one, run.outputs.revision ?? '', resultsOf(run).one?.toplevel)
    } finally {
      await two.sh('systemctl start ssh.service')
    }
    await expectUntouched(two, was[0]!)
    await expectUntouched(three, was[1]!)
  })

  it('a user whose sudo needs just the line that the error says', async () => {
    await three.sh(`echo 'nosudo ALL=(root) NOPASSWD: ALL' >> /etc/sudoers.d/lab`)
    await expectDeployed(await act(lab, { targets: target(three, `nosudo@${three.address}`) }), three)
  })

  it('all hosts at once, or no more than max-parallel says', async () => {
    const hosts = [one, two, three]
    const targets = hosts.map((host) => target(host, `root@${host.address}`)).join('')
    await lab.runner.flake.commit()
    const inOrder = await act(lab, { targets, 'max-parallel': '1', 'health-check': answersRevision })
    expectGreen(inOrder)
    const lines = inOrder.log
      .split('\n')
      .map((line) => /^(one|two|three)(?=: | \|)/.exec(line)?.[1])
      .filter((name) => name !== undefined)
    assert.deepEqual(
      lines.filter((name, index) => name !== lines[index - 1]),
      // Staged, and then activated.
      ['one', 'two', 'three', 'one', 'two', 'three'],
    )
    // None is confirmed before all are on trial.
    const revision = await lab.runner.flake.commit()
    const running = act(lab, { targets, 'health-check': 'command: test -e /run/lab-go\ntimeout: 1s\ninterval: 200ms', 'confirm-timeout': '60s' })
    await eventually('all are on trial', () => hosts.every((host) => host.link(revision) !== undefined && host.running() === host.link(revision)))
    for (const host of hosts) await host.sh('touch /run/lab-go')
    expectGreen(await running)
  })

  it('one sick host among many: it alone goes back', async () => {
    const was = await see(two)
    await lab.runner.flake.commit()
    const check = 'health-check: { command: "test $TARGET != two", timeout: 1s }, confirm-timeout: 3s'
    const run = await act(lab, {
      targets: [one, two, three].map((host) => `${host.name}: { host: root@${host.address}, configuration: staging, ${check} }\n`).join(''),
    })
    expectRed(run, /^health check failed/)
    assert.deepEqual(statesOf(run), { one: 'activated', two: 'rolled-back', three: 'activated' })
    assert.equal(run.annotations.length, 1)
    assert.match(run.log, /1 of 3 targets not as asked: two rolled-back/)
    await expectUntouched(two, was)
  })
})
