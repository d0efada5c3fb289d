// What a new system changes in the way to its host: the runner goes back over the connection that is still open, and says what changed; what
// only fails for a moment does not send a good system back. And what is few over one connection: its sessions.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectConfirmed, expectGreen, expectRed, expectUntouched, type Inputs, resultsOf, see } from './scenario.ts'

let lab: Lab
let web: LabHost
let activate = ''

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }] })
  web = lab.hosts['web'] as LabHost
  activate = lab.runner.flake.read('activate.sh') ?? ''
  assert.notEqual(activate, '')
  await web.sh('mkdir /root/was; cp -aL /etc/ssh/authorized_keys /etc/ssh/ssh_host_* /etc/sudoers.d/lab /root/was')
  await lab.runner.flake.commit()
  expectGreen(await deploy('root'))
})
after(() => lab.stop())
beforeEach(() =>
  web.sh(`cp -a /root/was/ssh_host_* /etc/ssh/; cp -a /root/was/authorized_keys /etc/ssh/authorized_keys.d/root; cp -a /root/was/lab /etc/sudoers.d/lab; rm -f /etc/ssh/sshd_config.d/0-test.conf /run/changed /run/nologin
  systemctl reset-failed ssh; systemctl restart ssh`),
)

function deploy(user: string, inputs: Inputs = {}): Promise<RunResult> {
  return act(lab, { targets: `staging: ${user}@${web.address}`, ...inputs })
}

/** The next system does this when it is activated, once. */
async function changes(script: string): Promise<string> {
  lab.runner.flake.write('activate.sh', `${activate}\n[ ! -e /run/changed ] || exit 0\n: > /run/changed\n${script}\n`)
  return lab.runner.flake.commit()
}

describe('a new system', () => {
  const changed: [what: string, script: string, says: RegExp, inputs?: Inputs][] = [
    [
      'another host key',
      `rm /etc/ssh/ssh_host_ed25519_key*; ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key; systemctl restart ssh`,
      /^with the new system its host key is another: known-hosts: \S+ shows another key/,
      { 'confirm-timeout': '5m' },
    ],
    [
      'no authorized key',
      ': > /etc/ssh/authorized_keys',
      /^with the new system it does not let in whom it let in before: ssh-private-key: root at \S+ does not accept the key/,
    ],
    [
      'another port',
      `echo 'Port 2222' > /etc/ssh/sshd_config.d/0-test.conf; systemctl reset-failed ssh; systemctl restart ssh`,
      /^with the new system no new connection can be made: \S+ cannot be reached over SSH: .*Connection refused/,
    ],
  ]
  for (const [what, script, says, inputs] of changed) {
    it(`with ${what} is taken back over the connection that is open, and the reason says so`, async () => {
      const was = await see(web)
      await changes(script)
      const run = await deploy('root', inputs)
      expectRed(run, says)
      assert.equal(resultsOf(run)['staging']?.state, 'rolled-back', run.log)
      // Without waiting for the host's own watchdog.
      assert.doesNotMatch(resultsOf(run)['staging']?.reason ?? '', /had gone back by then/)
      await expectUntouched(web, was)
    })
  }

  it('without sudo goes back by itself, and the reason says so', async () => {
    const was = await see(web)
    await changes('rm /etc/sudoers.d/lab')
    const run = await deploy('deploy')
    expectRed(run, /deploy at \S+ needs to become root without a password/)
    assert.deepEqual((await see(web)).running, was.running)
  })

  const passing: [what: string, user: string, script: string][] = [
    [
      'the key',
      'root',
      ': > /etc/ssh/authorized_keys; systemd-run --quiet --on-active=5 --timer-property=AccuracySec=100ms /usr/bin/cp -a /root/was/authorized_keys /etc/ssh/authorized_keys.d/root',
    ],
    [
      'sudo',
      'deploy',
      'rm /etc/sudoers.d/lab; systemd-run --quiet --on-active=5 --timer-property=AccuracySec=100ms /usr/bin/cp -a /root/was/lab /etc/sudoers.d/lab',
    ],
    ['anybody', 'deploy', 'echo busy > /run/nologin; systemd-run --quiet --on-active=5 --timer-property=AccuracySec=100ms /usr/bin/rm -f /run/nologin'],
  ]
  for (const [what, user, script] of passing) {
    it(`that refuses ${what} for a moment stays`, async () => {
      const revision = await changes(script)
      const run = await deploy(user, { 'confirm-timeout': '60s' })
      expectGreen(run)
      await expectConfirmed(web, revision, resultsOf(run)['staging']?.toplevel)
    })
  }
})

describe('a host that takes few sessions over one connection', () => {
  const checks = (count: number): string =>
    Array.from({ length: count }, (_, index) => `- { command: "sleep 1; true ${index}", for: 2s, timeout: 20s }`).join('\n')

  it('has its health checks come one after the other, and is told what changed in the system', async () => {
    await web.sh(`echo 'MaxSessions 1' > /etc/ssh/sshd_config.d/0-test.conf; systemctl reset-failed ssh; systemctl restart ssh`)
    lab.runner.flake.write('activate.sh', activate)
    const revision = await lab.runner.flake.commit()
    const run = await deploy('deploy', { 'health-check': checks(3), 'confirm-timeout': '60s' })
    expectGreen(run)
    await expectConfirmed(web, revision, resultsOf(run)['staging']?.toplevel)
    assert.doesNotMatch(run.log, /what changes in the system is not known/)
    expectGreen(await deploy('deploy', { command: 'status' }))
  })

  it('has more checks than sshd allows by default wait for their turn', async () => {
    lab.runner.flake.write('note', 'many')
    const revision = await lab.runner.flake.commit()
    const run = await deploy('deploy', { 'health-check': checks(14), 'confirm-timeout': '60s' })
    expectGreen(run)
    await expectConfirmed(web, revision, resultsOf(run)['staging']?.toplevel)
  })
})

describe('a health check on the host', () => {
  it('that leaves something behind has ended when it ended', async () => {
    lab.runner.flake.write('note', 'left behind')
    await lab.runner.flake.commit()
    const run = await deploy('deploy', { 'health-check': 'command: "sleep 600 & echo started"\nexpect-body: started\ntimeout: 3s' })
    expectGreen(run)
    assert.equal(await web.sh("pkill -x -f -c 'sleep 600' || :"), '1')
  })

  it('that fails says more than its last line, and one that prints without end costs its own time', async () => {
    lab.runner.flake.write('note', 'fails')
    await lab.runner.flake.commit()
    const command = (text: string): Inputs => ({ 'health-check': JSON.stringify({ command: text, timeout: '2s' }) })
    expectRed(
      await deploy('deploy', command('echo first >&2; echo second >&2; echo "hint: see the manual" >&2; exit 1')),
      /exited with 1: 'first', 'second', 'hint: see the manual' /,
    )
    expectRed(await deploy('deploy', command('yes')), /exited with \d+: 'y', 'y'/)
    expectRed(await deploy('deploy', command(`yes | tr -d '\\n'`)), /health check failed/)
  })
})
