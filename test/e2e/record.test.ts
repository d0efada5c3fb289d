// What is asked without changing anything (list, build, status), and the record of revisions on a host.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, expectRed, expectUntouched, resultsOf, see, statesOf } from './scenario.ts'

let lab: Lab
let web: LabHost
let other: LabHost

const targets = (activate = 'switch'): string => `web: { host: deploy@${web.address}, configuration: staging, activate: ${activate} }`

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }, { name: 'other', suite: 'forky' }] })
  ;({ web, other } = lab.hosts as Record<'web' | 'other', LabHost>)
})
after(() => lab.stop())

describe('list', () => {
  it("gives the names of the flake's configurations, without building", async () => {
    const run = await lab.runner.run({ command: 'list' })
    expectGreen(run)
    assert.deepEqual(JSON.parse(run.outputs.configurations ?? ''), ['production', 'staging'])
    assert.match(run.log, /^production\nstaging$/m)
    assert.doesNotMatch(run.log, /building/)
  })
})

describe('build', () => {
  it('leaves links side by side, which keep what they point at from the garbage collector', async () => {
    const revision = await lab.runner.flake.commit()
    const run = await lab.runner.run({ command: 'build' })
    expectGreen(run)
    assert.equal(run.outputs.revision, revision)
    const toplevels = JSON.parse(run.outputs.toplevels ?? '') as Record<string, string>
    assert.deepEqual(Object.keys(toplevels).sort(), ['production', 'staging'])
    await lab.runner.sh('nix-store --gc >/dev/null 2>&1')
    for (const [name, path] of Object.entries(toplevels)) {
      assert.equal(await lab.runner.sh(`readlink result-${name}`, { cwd: lab.runner.flake.directory }), path)
      assert.equal(await lab.runner.sh(`cat ${path}/nixos-version`), revision)
    }
    await lab.runner.sh('rm result-*', { cwd: lab.runner.flake.directory })
  })

  it('builds just the configurations that are named, to links with the prefix that is named', async () => {
    const run = await lab.runner.run({ command: 'build', configurations: 'staging', 'out-link-prefix': `${lab.runner.work.inside}/built-` })
    expectGreen(run)
    assert.deepEqual(await lab.runner.sh('ls', { cwd: lab.runner.work.inside }).then((names) => names.split('\n').filter((name) => name.startsWith('built'))), [
      'built-staging',
    ])
    assert.deepEqual(Object.keys(JSON.parse(run.outputs.toplevels ?? '') as object), ['staging'])
  })
})

describe('status', () => {
  it('of a host that was never deployed to says what runs, and leaves no trace', async () => {
    const was = await see(web)
    const run = await act(lab, { command: 'status', targets: targets() }, { path: lab.runner.pathWithoutNix, cwd: '/' })
    expectGreen(run)
    assert.match(run.log, new RegExp(`^web$\n {2}running +${was.running ?? ''}$`, 'm'))
    assert.match(run.log, /^ {2}healthy +-$/m)
    assert.equal(await web.sh('ls /srv'), '')
    await expectUntouched(web, was)
  })

  it('shows a table and gives JSON, and is red for the host that does not answer', async () => {
    const first = await lab.runner.flake.commit()
    expectGreen(await act(lab, { targets: targets() }))
    const latest = await lab.runner.flake.commit()
    expectGreen(await act(lab, { targets: targets('none') }))
    const all = `web: deploy@${web.address}\nnobody: root@${web.address}:2\n`
    const run = await act(
      lab,
      {
        command: 'status',
        targets: all,
        'known-hosts': `${lab.knownHosts}[${web.address}]:2 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH9P0yYCQGAjGhwY3mB6n2gFMi8RkCSyqoNRU7cnMQzU\n`,
      },
      { path: lab.runner.pathWithoutNix, cwd: '/' },
    )
    expectRed(run, /cannot be reached over SSH/)
    assert.equal(run.outputs.changed, 'false')
    const { web: result, nobody } = resultsOf(run)
    assert.equal(nobody?.state, 'unreachable')
    const status = result?.status
    assert.deepEqual(
      [status?.running, status?.booted, status?.bootDefault, status?.latest, status?.healthy, status?.pending],
      [web.running(), web.booted(), web.bootDefault(), latest, first, undefined],
    )
    assert.equal(status?.previous, `found-${web.booted()?.slice(11, 23) ?? ''}`)
    assert.deepEqual(status.events.map(({ event, revision }) => [event, revision]).slice(-2), [
      ['confirmed', first],
      ['staged', latest],
    ])
    for (const line of [
      `running +${web.running() ?? ''} \\(${first}\\)`,
      `booted +${web.booted() ?? ''}`,
      `boot default +${web.bootDefault() ?? ''}`,
      `latest +${latest}`,
      `healthy +${first}`,
      'pending +-',
      `event .* staged ${latest}`,
    ]) {
      assert.match(run.log, new RegExp(`^ {2}${line}`, 'm'))
    }
    assert.match(run.log, /^nobody\n {2}unreachable: /m)
  })
})

describe('the record of revisions', () => {
  it('keeps as many as keep-revisions says, and what runs, boots, is healthy or was before', async () => {
    const labels = (): Promise<string[]> =>
      web.sh('ls /srv/revisions').then((names) =>
        names
          .split('\n')
          .filter((name) => !['latest', 'healthy'].includes(name))
          .sort(),
      )
    const kept = await labels()
    const healthy = web.link('healthy') ?? ''
    const previous = `found-${web.booted()?.slice(11, 23) ?? ''}`
    assert.ok(kept.includes(previous))
    const staged: string[] = []
    for (let index = 0; index < 4; index++) {
      staged.push(await lab.runner.flake.commit())
      expectGreen(await act(lab, { targets: targets('none'), 'keep-revisions': '2' }))
    }
    assert.deepEqual(await labels(), [...staged.slice(-2), healthy, previous].sort())
    assert.match(await web.sh('cat /srv/revisions/.state/history'), new RegExp(`pruned\t${staged[0] ?? ''}`))
    await web.sh('nix-store --gc >/dev/null 2>&1')
    const left = await web.sh('ls /nix/store')
    assert.ok(!left.includes(staged[0] ?? '-'))
    assert.ok(staged.slice(-2).every((revision) => left.includes(revision)))
    expectGreen(await act(lab, { command: 'promote', revision: staged[2] ?? '', targets: targets() }))
  })

  it('can be elsewhere', async () => {
    const revision = await lab.runner.flake.commit()
    const elsewhere = { 'revisions-directory': '/var/lib/revisions' }
    const inputs = { targets: `other: { host: root@${other.address}, configuration: staging }`, ...elsewhere }
    expectGreen(await act(lab, inputs))
    assert.equal(other.readlink('/var/lib/revisions/healthy'), revision)
    assert.equal(other.readlink(`/var/lib/revisions/${revision}`), other.running())
    assert.equal(await other.sh('ls /srv'), '')
    assert.deepEqual(statesOf(await act(lab, inputs)), { other: 'unchanged' })
    const sick = await act(lab, {
      ...inputs,
      flake: `git+file://${lab.runner.flake.directory}?rev=${await lab.runner.flake.commit()}`,
      'health-check': 'command: "false"\ntimeout: 1s',
      'confirm-timeout': '2s',
    })
    expectRed(sick, /health check failed/)
    expectGreen(await act(lab, { ...inputs, command: 'rollback' }))
    assert.equal(other.readlink('/var/lib/revisions/healthy'), `found-${other.booted()?.slice(11, 23) ?? ''}`)
  })

  it('is refused on a tmpfs, which a reboot empties', async () => {
    await other.sh('mkdir -p /mnt/memory && mount -t tmpfs none /mnt/memory')
    const was = await see(other)
    await lab.runner.flake.commit()
    const run = await act(lab, { targets: `other: { host: root@${other.address}, configuration: staging }`, 'revisions-directory': '/mnt/memory/revisions' })
    expectRed(run, /\/mnt\/memory\/revisions is on a tmpfs.*set revisions-directory to a place on disk/)
    assert.deepEqual(await see(other), was)
  })
})
