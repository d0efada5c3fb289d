// Promotion behind a gate: what opens it, and that a closed one changes nothing anywhere.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectConfirmed, expectGreen, expectRed, type Inputs, type Seen, see, statesOf } from './scenario.ts'

describe('a promotion', () => {
  let lab: Lab
  let north: LabHost
  let south: LabHost
  let production: LabHost
  let first: string
  let second: string
  let was: Seen[]

  const deploy = (hosts: LabHost[], activate = 'switch', inputs: Inputs = {}): Promise<RunResult> =>
    act(lab, {
      targets: hosts.map((host) => `${host.name}: { host: root@${host.address}, configuration: staging, activate: ${activate} }`).join('\n'),
      ...inputs,
    })
  const gateOf = (hosts: LabHost[], check = ''): string => hosts.map((host) => `${host.name}: { host: root@${host.address}${check} }`).join('\n')
  const asked = ', health-check: { url: "http://{host}:8080/", expect-header: "x-version: {revision}", timeout: 1s, interval: 200ms }'
  const promote = (revision: string, gate: string, inputs: Inputs = {}): Promise<RunResult> =>
    act(
      lab,
      { command: 'promote', revision, targets: `production: root@${production.address}`, 'require-healthy-on': gate, ...inputs },
      { path: lab.runner.pathWithoutNix, cwd: '/' },
    )
  const seeAll = (): Promise<Seen[]> => Promise.all([north, south, production].map(see))
  const expectClosed = async (run: RunResult, said: RegExp): Promise<void> => {
    expectRed(run, said)
    assert.match(run.annotations[0]?.message ?? '', /^require-healthy-on: .*Nothing was activated/)
    assert.equal(run.annotations.length, 1)
    assert.equal(run.outputs.results, '{}')
    assert.deepEqual(await seeAll(), was)
  }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'north' }, { name: 'south', suite: 'forky' }, { name: 'production' }] })
    ;({ north, south, production } = lab.hosts as Record<'north' | 'south' | 'production', LabHost>)
    first = await lab.runner.flake.commit()
    expectGreen(await deploy([north, south, production]))
    second = await lab.runner.flake.commit()
    expectGreen(await deploy([production], 'none'))
    was = await seeAll()
  })
  after(() => lab.stop())

  it('is refused for a revision that the gate never had', async () => {
    await expectClosed(await promote(second, gateOf([north])), new RegExp(`north: revision ${second} is not staged there; deploy it there first`))
  })

  it('is refused for a revision that is staged on the gate and was never confirmed, and says so of each host', async () => {
    expectGreen(await deploy([north], 'none'))
    const run = await promote(second, gateOf([north, south]))
    await expectClosed(run, new RegExp(`north: revision ${second} is staged there, but was never confirmed.*; south: revision ${second} is not staged`))
    await expectClosed(await promote('latest', gateOf([north])), /north: .*never confirmed/)
  })

  it('is refused while a host of the gate cannot be reached', async () => {
    // The end of a wire is found out after many seconds; a closed port at once, and it is tried again as long.
    await south.sh('systemctl stop ssh.service')
    try {
      await expectClosed(await promote(first, gateOf([north, south])), /south: 198\.51\.100\.\d+ cannot be reached over SSH/)
    } finally {
      await south.sh('systemctl start ssh.service')
    }
  })

  it('is refused while the gate runs the revision on trial, and allowed when it has confirmed it', async () => {
    const trial = deploy([north], 'switch', { 'health-check': 'command: test -e /run/lab-go\ntimeout: 1s\ninterval: 200ms', 'confirm-timeout': '60s' })
    await eventually('the trial has begun', () => north.running() === north.link(second))
    const during = await promote(second, gateOf([north], asked))
    expectRed(during, /north: .*never confirmed/)
    await north.sh('touch /run/lab-go')
    expectGreen(await trial)
    await expectConfirmed(north, second, production.link(second))
    was = await seeAll()
    const run = await promote(second, gateOf([north], asked))
    expectGreen(run)
    assert.deepEqual(statesOf(run), { production: 'activated' })
    await expectConfirmed(production, second, north.link(second))
    assert.match(run.log, /the gate holds here/)
    was = await seeAll()
  })

  it('of what is healthy is refused when the hosts of the gate disagree, and takes what they agree on', async () => {
    await expectClosed(
      await promote('healthy', gateOf([north, south])),
      new RegExp(`do not agree on what is healthy: north has ${second}, south has ${first}. Name the revision`),
    )
    expectGreen(await deploy([south]))
    const third = await lab.runner.flake.commit()
    expectGreen(await deploy([production], 'none'))
    expectGreen(await deploy([north, south]))
    const run = await promote('healthy', gateOf([north, south], asked))
    expectGreen(run)
    assert.equal(run.outputs.revision, third)
    await expectConfirmed(production, third, production.link(third))
    was = await seeAll()
  })

  it('is refused while the gate runs another system than the one that it had confirmed', async () => {
    // A health check of the gate asks what runs there now; without one the record is enough.
    await expectClosed(
      await promote(second, gateOf([north], asked)),
      new RegExp(`north: revision ${second} was confirmed there, but ${was[0]?.running ?? ''} runs there now`),
    )
    expectGreen(await promote(second, gateOf([north])))
    await expectConfirmed(production, second, north.link(second))
    was = await seeAll()
  })

  it('is refused while the health check of the gate is red', async () => {
    const healthy = north.link('healthy') ?? ''
    await north.sh('systemctl stop web.service')
    was = await seeAll()
    try {
      await expectClosed(await promote(healthy, gateOf([north, south], asked)), /north: health check failed: http:\/\/198\.51\.100\.11:8080\/: /)
    } finally {
      await north.sh('systemctl start web.service')
    }
    was = await seeAll()
    expectGreen(await promote(healthy, gateOf([north, south], asked)))
  })

  it('is refused where the revision is not on the target, and the gate is not to blame', async () => {
    const fourth = await lab.runner.flake.commit()
    expectGreen(await deploy([north]))
    was = await seeAll()
    const run = await promote(fourth, gateOf([north]))
    expectRed(run, new RegExp(`revision ${fourth} is not staged on this host`))
    assert.deepEqual(statesOf(run), { production: 'failed' })
    assert.deepEqual(await seeAll(), was)
  })

  it('needs to be told the revision, and does nothing for a target that is only staged', async () => {
    expectRed(await promote('', gateOf([north])), /^revision: 'promote' needs to know what/)
    expectRed(await promote(first, gateOf([north]), { activate: 'none' }), /'none' on target 'production' leaves 'promote' nothing to do/)
    assert.deepEqual(await seeAll(), was)
  })

  it('of what was staged last, without a gate, is proven by the SHA that `latest` stands for', async () => {
    const latest = production.link('latest') ?? ''
    const run = await act(lab, {
      command: 'promote',
      revision: 'latest',
      targets: `production: root@${production.address}`,
      'health-check': 'url: "http://{host}:8080/"\nexpect-header: "x-version: {revision}"\ntimeout: 3s',
    })
    expectGreen(run)
    assert.equal(run.outputs.revision, latest)
    await expectConfirmed(production, latest, production.link(latest))
    was = await seeAll()
  })

  it('of a system that is sick on the target goes back there, and only there', async () => {
    const revision = production.link('healthy') === second ? first : second
    const run = await promote(revision, gateOf([south]), { 'health-check': 'command: "false"\ntimeout: 1s', 'confirm-timeout': '3s' })
    expectRed(run, /health check failed/)
    assert.deepEqual(statesOf(run), { production: 'rolled-back' })
    assert.deepEqual(await seeAll(), was)
  })

  it('gates a deployment too: nothing is activated, nor sent', async () => {
    const fifth = await lab.runner.flake.commit()
    const run = await deploy([production], 'switch', { 'require-healthy-on': gateOf([north]) })
    await expectClosed(run, new RegExp(`north: revision ${fifth} is not staged there`))
    assert.equal(production.link(fifth), undefined)
    expectGreen(await deploy([north]))
    expectGreen(await deploy([production], 'switch', { 'require-healthy-on': gateOf([north], asked) }))
    await expectConfirmed(production, fifth, north.link(fifth))
  })
})
