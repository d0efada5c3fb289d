// Going back on a full disk: what the system of before copies to /etc is there and whole afterwards, or the outcome says so.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, resultsOf, type Seen, see } from './scenario.ts'
import { run as runOn, targetsOf } from './standing.ts'

const copied = ['ssh/authorized_keys.d/root', 'sudoers.d/lab'] as const

/** Fills the disk to the last byte; with `again`, whenever there is room. */
const fill = 'cat /dev/zero > /ballast; sync'
const keepFull = `systemctl reset-failed filler; systemd-run --quiet --collect --unit=filler /usr/bin/bash -c "while :; do /usr/bin/cat /dev/zero >> /ballast; /usr/bin/sleep 0.05; done" 2>/dev/null`

describe('a host that goes back on a full disk', () => {
  let lab: Lab
  let hosts: LabHost[]
  let seen: Record<string, Seen>
  let run: RunResult

  const check = (command: string): Record<string, unknown> => ({
    'health-check': { command: `${command} 2>/dev/null; exit 7`, timeout: '10s', interval: '1s' },
  })

  before(async () => {
    lab = await startLab({
      hosts: [
        { name: 'full', disk: 'image', sizeMb: 512 },
        { name: 'fuller', suite: 'forky', disk: 'image', sizeMb: 512 },
      ],
    })
    hosts = Object.values(lab.hosts)
    await lab.runner.flake.commit({ staging: { copiesEtc: [...copied] } })
    expectGreen(await runOn(lab, targetsOf(hosts)))
    seen = Object.fromEntries(await Promise.all(hosts.map(async (host) => [host.name, await see(host)] as const)))
    await lab.runner.flake.commit({ staging: {} })
    const commands: Record<string, string> = { full: fill, fuller: keepFull }
    const targets = JSON.stringify(
      Object.fromEntries(hosts.map((host) => [host.name, { host: `root@${host.address}`, configuration: 'staging', ...check(commands[host.name]!) }])),
    )
    run = await act(lab, { targets, 'activation-timeout': '60s', 'confirm-timeout': '20s' })
  })
  after(() => lab.stop())

  it('has all that the system of before copies to /etc, for room was held for it', async () => {
    const host = lab.hosts['full']!
    const { state, reason } = resultsOf(run)['full']!
    assert.equal(state, 'rolled-back', run.log)
    assert.doesNotMatch(reason ?? '', /is empty/)
    for (const file of copied) assert.equal(host.readFile(`/etc/${file}`), host.readFile(`/etc/lab/static/${file}`), file)
    assert.deepEqual(await see(host), seen['full'])
  })

  it('says which file is empty and what to do, where something else takes that room too', () => {
    const host = lab.hosts['fuller']!
    const { state, reason } = resultsOf(run)['fuller']!
    assert.equal(state, 'rolled-back', run.log)
    assert.match(
      reason ?? '',
      /\/etc\/(ssh\/authorized_keys\.d\/root|sudoers\.d\/lab) is empty, for the disk is full: make room, then run \S+\/bin\/switch-to-configuration test/,
    )
    assert.equal(host.running(), seen['fuller']!.running)
  })

  it('is deployed to again once there is room, and room is held again', async () => {
    await lab.hosts['fuller']!.sh('systemctl stop filler')
    for (const host of hosts) await host.sh('rm -f /ballast; /run/current-system/bin/switch-to-configuration test')
    expectGreen(await runOn(lab, targetsOf(hosts)))
    for (const host of hosts) assert.equal(await host.sh('stat -c %s /srv/revisions/.state/reserve'), '4194304')
  })
})
