// Going back on a full disk: what the system of before copies to /etc is there and whole afterwards, or the outcome says so.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, resultsOf, type Seen, see } from './scenario.ts'

const copied = ['ssh/authorized_keys.d/root', 'sudoers.d/lab'] as const

/** Fills the disk to the last byte: what is left of a large block is filled with smaller ones. */
const fill = 'for size in 1M 4K 1; do /usr/bin/dd if=/dev/zero bs=$size >> /ballast; done; /usr/bin/sync'
/** The same, and again whenever there is room. A file whose copy fails leaves the room of the one before: that is gone before the next try. */
const keepFull = 'while :; do for size in 1M 4K 1; do /usr/bin/dd if=/dev/zero bs=$size >> /ballast; done; /usr/bin/sleep 0.1; done'
const fillForGood = `rm -f /srv/revisions/.state/reserve; systemd-run --quiet --collect --unit=filler /usr/bin/bash -c '${keepFull.replaceAll('$', '$$')}'; sleep 5`

describe('a host that goes back on a full disk', () => {
  let lab: Lab
  let hosts: LabHost[]
  let seen: Record<string, Seen>
  let run: RunResult

  /** Both hosts; with `commands`, health checks that are red and do this to them. */
  const targets = (commands: Record<string, string> = {}): string =>
    JSON.stringify(
      Object.fromEntries(
        hosts.map(({ name, address }) => {
          const command = `{ ${commands[name] ?? ''}; } 2>/dev/null; exit 7`
          const check = name in commands ? { 'health-check': { command, timeout: '10s', interval: '1s' } } : {}
          return [name, { host: `root@${address}`, ...check }]
        }),
      ),
    )

  before(async () => {
    lab = await startLab({
      hosts: [
        { name: 'full', disk: 'image', sizeMb: 512 },
        { name: 'fuller', suite: 'forky', disk: 'image', sizeMb: 512 },
      ],
    })
    hosts = Object.values(lab.hosts)
    await lab.runner.flake.commit({ full: { copiesEtc: [...copied] }, fuller: { copiesEtc: ['ssh/authorized_keys.d/root'] } })
    expectGreen(await act(lab, { targets: targets(), 'activation-timeout': '60s' }))
    seen = Object.fromEntries(await Promise.all(hosts.map(async (host) => [host.name, await see(host)] as const)))
    await lab.runner.flake.commit({ full: {}, fuller: {} })
    run = await act(lab, { targets: targets({ full: fill, fuller: fillForGood }), 'activation-timeout': '60s', 'confirm-timeout': '20s' })
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

  it('says which file is empty and what to do, where that room is taken too', () => {
    const host = lab.hosts['fuller']!
    const { state, reason } = resultsOf(run)['fuller']!
    assert.equal(state, 'rolled-back', run.log)
    assert.match(
      reason ?? '',
      /\/etc\/ssh\/authorized_keys\.d\/root is empty, for the disk is full: make room, then run \S+\/bin\/switch-to-configuration test/,
    )
    assert.equal(host.running(), seen['fuller']!.running)
  })

  it('is deployed to again once there is room, and room is held again', async () => {
    await lab.hosts['fuller']!.sh('systemctl stop filler')
    for (const host of hosts) await host.sh('rm -f /ballast; /run/current-system/bin/switch-to-configuration test')
    expectGreen(await act(lab, { targets: targets(), 'activation-timeout': '60s' }))
    for (const host of hosts) assert.equal(await host.sh('stat -c %s /srv/revisions/.state/reserve'), '4194304')
  })
})
