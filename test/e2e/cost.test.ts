// What a deployment costs a host, counted in processes: their number is the same on a busy machine, where seconds say nothing.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectConfirmed, expectGreen, type Inputs, statesOf } from './scenario.ts'

/** The number of the process that began last, which is the one that asks (proc(5), loadavg). */
async function lastProcess(host: LabHost): Promise<number> {
  return Number((await host.exec(['cat', '/proc/loadavg'])).stdout.trim().split(' ').at(-1))
}

/** How many processes begin on a host while something is done, and what is left to end has ended; what the machine does by itself is among them. */
async function begun(host: LabHost, work: () => Promise<void>): Promise<number> {
  const before = await lastProcess(host)
  await work()
  return (await lastProcess(host)) - before - 1
}

describe('a host that is deployed to', () => {
  let lab: Lab
  let host: LabHost
  let first: string

  const deploy = async (state: string, inputs: Inputs = {}): Promise<void> => {
    const run = await act(lab, { targets: `staging: root@${host.address}`, ...inputs })
    expectGreen(run)
    assert.deepEqual(statesOf(run), { staging: state })
  }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'staging' }] })
    host = lab.hosts['staging'] as LabHost
    first = await lab.runner.flake.commit()
    await deploy('activated')
  })
  after(() => lab.stop())

  it('begins no more than 24 processes where it runs what it is to run', async () => {
    const ours = await begun(host, () => deploy('unchanged'))
    assert.ok(ours <= 24, `${ours} processes`)
  })

  it('begins no more than 150 beyond those of a switch by hand where it switches', async () => {
    const second = await lab.runner.flake.commit()
    await deploy('staged', { activate: 'none' })
    const ours = await begun(host, () => deploy('activated', { command: 'promote', revision: second }))
    await expectConfirmed(host, second, host.link(second))
    const before = host.link(first) ?? ''
    const byHand = await begun(host, async () => {
      await host.sh(`nix-env -p /nix/var/nix/profiles/system --set ${before} && ${before}/bin/switch-to-configuration switch`)
    })
    assert.equal(host.running(), before)
    assert.ok(ours - byHand <= 150, `${ours} processes, and ${byHand} by hand`)
  })
})
