// The main job on two hosts: first deployment, staging, promotion, what changes nothing, and the ways back.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, see, statesOf } from './scenario.ts'

describe('two hosts, installed by hand', () => {
  let lab: Lab
  let staging: LabHost
  let production: LabHost
  const installed = new Map<LabHost, string | undefined>()
  let first: string
  let second: string
  const both = (activate: string): string => `staging: deploy@${staging.address}\nproduction:\n  host: root@${production.address}\n  activate: ${activate}\n`
  /** The label of the system that the host was installed with. */
  const foundOn = (host: LabHost): string => `found-${installed.get(host)?.slice('/nix/store/'.length, '/nix/store/'.length + 12) ?? ''}`

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'staging' }, { name: 'production', suite: 'forky' }] })
    ;({ staging, production } = lab.hosts as { staging: LabHost; production: LabHost })
    for (const host of [staging, production]) installed.set(host, host.running())
  })
  after(() => lab.stop())

  it('are deployed to in one run: staging is activated and proven, production staged only', async () => {
    first = await lab.runner.flake.commit()
    const run = await act(lab, { targets: both('none'), 'health-check': answersRevision })
    expectGreen(run)
    assert.deepEqual(statesOf(run), { staging: 'activated', production: 'staged' })
    assert.equal(run.outputs.revision, first)
    assert.equal(run.outputs.changed, 'true')
    const toplevels = JSON.parse(run.outputs.toplevels ?? '') as Record<string, string>
    assert.deepEqual(Object.keys(toplevels), ['staging', 'production'])
    const results = resultsOf(run)
    assert.equal(results.staging?.toplevel, toplevels.staging)
    assert.equal(results.staging?.previousToplevel, installed.get(staging))
    for (const phase of ['connect', 'stage', 'activate', 'reach', 'check', 'confirm']) assert.equal(typeof results.staging?.seconds[phase], 'number', phase)

    await expectConfirmed(staging, first, toplevels.staging)
    assert.equal(staging.link('latest'), first)
    const there = await see(production)
    assert.deepEqual(there, { ...there, running: production.booted(), profile: production.booted(), bootDefault: production.booted(), version: 'initial' })
    assert.equal(production.link('latest'), first)
    assert.equal(production.link(first), toplevels.production)
  })

  it('have what was installed by hand recorded as healthy, as what came before', async () => {
    assert.equal(staging.link(foundOn(staging)), installed.get(staging))
    assert.equal(production.link('healthy'), foundOn(production))
    const history = await staging.sh('cut -f2,3 /srv/revisions/.state/history')
    assert.deepEqual(
      history.split('\n').map((line) => line.split('\t').join(' ')),
      [`found ${foundOn(staging)}`, `staged ${first}`, `activating ${first}`, `confirmed ${first}`],
    )
    assert.match(
      await staging.sh('tail -n1 /srv/revisions/.state/history'),
      /^\d{4}-\d\d-\d\dT[\d:]+Z\t.*\toctocat https:\/\/github\.com\/org\/repo\/actions\/runs\/\d+/,
    )
  })

  it('keep every recorded revision through a garbage collection', async () => {
    for (const host of [staging, production]) {
      await host.sh('nix-collect-garbage -d >/dev/null 2>&1')
      for (const label of ['latest', 'healthy']) {
        const system = host.link(host.link(label) ?? '')
        await host.sh(`nix-store --verify-path $(nix-store -qR ${system ?? ''})`)
      }
    }
    await staging.sh(`nix-store --check-validity ${installed.get(staging) ?? ''}`)
  })

  it('run after a reboot what they have confirmed', async () => {
    const was = await see(staging)
    await staging.reboot()
    await expectUntouched(staging, was)
    assert.equal(staging.booted(), was.running)
  })

  it('are promoted to by SHA, with the path that was staged, and no Nix on the runner', async () => {
    const staged = production.link(first)
    const run = await act(
      lab,
      {
        command: 'promote',
        revision: first,
        targets: `production: root@${production.address}`,
        'health-check': answersRevision,
        'require-healthy-on': `staging: { host: deploy@${staging.address}, health-check: { url: "http://${staging.address}:8080/", timeout: 3s } }`,
      },
      { path: lab.runner.pathWithoutNix, cwd: '/' },
    )
    expectGreen(run)
    assert.equal(run.outputs.revision, first)
    assert.equal(run.outputs.changed, 'true')
    assert.deepEqual(statesOf(run), { production: 'activated' })
    await expectConfirmed(production, first, staged)
  })

  it('are left alone by a deployment of what they run and have confirmed, and it says so', async () => {
    const was = [await see(staging), await see(production)]
    const generations = await staging.sh('ls /nix/var/nix/profiles')
    const run = await act(lab, { targets: both('switch'), 'health-check': answersRevision })
    expectGreen(run)
    assert.deepEqual(statesOf(run), { staging: 'unchanged', production: 'unchanged' })
    assert.equal(run.outputs.changed, 'false')
    assert.match(run.log, /staging: unchanged.*runs it already/)
    assert.deepEqual([await see(staging), await see(production)], was)
    assert.equal(await staging.sh('ls /nix/var/nix/profiles'), generations)
    const again = await act(lab, { command: 'promote', revision: first, targets: `production: root@${production.address}` })
    expectGreen(again)
    assert.deepEqual(statesOf(again), { production: 'unchanged' })
  })

  it('learn the new SHA of a system that they run already, and a gate then knows it', async () => {
    await lab.runner.flake.commit({ staging: { version: 'same' }, production: { version: 'same' } })
    const sha = await lab.runner.flake.git('rev-parse', 'HEAD')
    expectGreen(await act(lab, { targets: both('none') }))
    second = await lab.runner.flake.commit({}, 'Nothing that the systems are made of')
    const run = await act(lab, { targets: both('none') })
    expectGreen(run)
    assert.equal(resultsOf(run).staging?.state, 'unchanged')
    assert.equal(staging.link('healthy'), second)
    assert.equal(staging.link(second), staging.link(sha))
    const promoted = await act(lab, {
      command: 'promote',
      revision: 'healthy',
      targets: `production: root@${production.address}`,
      'require-healthy-on': `staging: deploy@${staging.address}`,
    })
    expectGreen(promoted)
    assert.equal(promoted.outputs.revision, second)
    await expectConfirmed(production, second, production.link(sha), 'same')
  })

  it('refuse a label that names another system already, and the error names the way out', async () => {
    const was = await see(staging)
    await lab.runner.flake.commit({ staging: { version: 'other' } })
    const run = await act(lab, { targets: `staging: deploy@${staging.address}`, revision: second })
    expectRed(run, new RegExp(`revision ${second} already names ${was.running ?? ''}.*another .revision. label`))
    assert.equal(statesOf(run).staging, 'failed')
    await expectUntouched(staging, was)
    assert.equal(staging.link(second), was.running)
    const renamed = await act(lab, { targets: `staging: deploy@${staging.address}`, revision: 'other-label.1' })
    expectGreen(renamed)
    await expectConfirmed(
      staging,
      'other-label.1',
      renamed.outputs.toplevels && (JSON.parse(renamed.outputs.toplevels) as Record<string, string>).staging,
      'other',
    )
  })

  it('go back, when a deployment after an unchanged one fails, to what ran before', async () => {
    const targets = `staging: deploy@${staging.address}`
    const revision = await lab.runner.flake.commit({ staging: { version: 'good' } })
    expectGreen(await act(lab, { targets }))
    const again = await act(lab, { targets })
    assert.deepEqual(statesOf(again), { staging: 'unchanged' })
    const was = await see(staging)
    assert.equal(was.healthy, revision)
    const sick = await lab.runner.flake.commit({ staging: { version: 'bad', sick: 'unhealthy' } })
    const run = await act(lab, { targets, 'health-check': 'url: "http://{host}:8080/"\ntimeout: 2s', 'confirm-timeout': '4s' })
    expectRed(run, /health check failed: .*500/)
    assert.equal(run.annotations[0]?.title, 'staging: rolled-back')
    assert.deepEqual(statesOf(run), { staging: 'rolled-back' })
    await expectUntouched(staging, was)
    assert.equal(staging.link('latest'), sick)
    const healed = await lab.runner.flake.commit({ staging: { version: 'healed', sick: undefined } })
    expectGreen(await act(lab, { targets }))
    await expectConfirmed(staging, healed, staging.link(healed), 'healed')
  })

  it('are rolled back to what was confirmed before, further back each time, or to a revision that is named', async () => {
    const targets = `staging: deploy@${staging.address}`
    const labels: string[] = []
    for (const version of ['one', 'two', 'three']) {
      labels.push(await lab.runner.flake.commit({ staging: { version } }))
      expectGreen(await act(lab, { targets }))
    }
    const [one = '', two = '', three = ''] = labels
    const rollback = async (revision?: string) => {
      const run = await act(lab, { command: 'rollback', targets, ...(revision !== undefined && { revision }) }, { path: lab.runner.pathWithoutNix, cwd: '/' })
      expectGreen(run)
      return run
    }
    assert.equal((await rollback()).outputs.revision, two)
    await expectConfirmed(staging, two, staging.link(two), 'two')
    await rollback()
    await expectConfirmed(staging, one, staging.link(one), 'one')
    await rollback(three)
    await expectConfirmed(staging, three, staging.link(three), 'three')
    const nowhere = await act(lab, { command: 'rollback', targets, revision: 'never-heard-of' })
    expectRed(nowhere, /revision never-heard-of is not staged on this host; staged are: .*other-label\.1/)
    await expectConfirmed(staging, three, staging.link(three), 'three')
  })

  it('are rolled back as far as what was installed by hand, and no further', async () => {
    const targets = `production: root@${production.address}`
    for (const back of [first, foundOn(production)]) {
      expectGreen(await act(lab, { command: 'rollback', targets }))
      assert.equal(production.link('healthy'), back)
    }
    const was = await see(production)
    assert.equal(was.version, 'initial')
    expectRed(await act(lab, { command: 'rollback', targets }), /no 'previous' revision/)
    await expectUntouched(production, was)
  })
})
