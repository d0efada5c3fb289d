// The oldest host that we know to work: Debian bookworm's systemd 252 and Nix 2.8.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, see, statesOf } from './scenario.ts'

describe('a host with systemd 252 and Nix 2.8', () => {
  let lab: Lab
  let host: LabHost
  const target = (): Record<string, string> => ({ targets: `web: { host: deploy@${host.address}, configuration: staging }` })

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web', suite: 'bookworm' }] })
    host = lab.hosts.web!
    assert.match(await host.sh('systemctl --version; nix --version'), /^systemd 252[^]*Nix\) 2\.8\./)
  })
  after(() => lab.stop())

  it('is deployed to and proven healthy', async () => {
    const revision = await lab.runner.flake.commit()
    const run = await act(lab, { ...target(), 'health-check': answersRevision })
    expectGreen(run)
    await expectConfirmed(host, revision, resultsOf(run).web?.toplevel)
    await host.sh('nix-store --gc >/dev/null 2>&1')
    await host.sh(`nix-store --verify-path $(nix-store -qR ${host.running() ?? ''} ${host.booted() ?? ''})`)
  })

  it('boots what it has confirmed', async () => {
    const was = await see(host)
    await host.reboot()
    await expectUntouched(host, was)
  })

  it('is sent only what it lacks, and left alone where there is nothing to do', async () => {
    await lab.runner.flake.commit()
    const run = await act(lab, { ...target(), 'health-check': answersRevision })
    expectGreen(run)
    assert.match(run.log, /sending 2 of 3 store paths/)
    assert.deepEqual(statesOf(await act(lab, target())), { web: 'unchanged' })
  })

  it('goes back when the new system is sick, also when nobody is there to say so', async () => {
    const was = await see(host)
    await lab.runner.flake.commit({ staging: { sick: 'unhealthy' } })
    expectRed(await act(lab, { ...target(), 'health-check': answersRevision, 'confirm-timeout': '4s' }), /health check failed/)
    await expectUntouched(host, was)
    await lab.runner.flake.commit({ staging: { sick: 'exit4' } })
    expectRed(await act(lab, target()), /units failed: web\.service/)
    await expectUntouched(host, was)
    await lab.runner.flake.commit({ staging: { sick: 'hang' } })
    expectRed(await act(lab, { ...target(), 'activation-timeout': '4s' }), /the activation did not end in time/)
    await expectUntouched(host, was)
    await lab.runner.flake.commit({ staging: { sick: 'kill-ssh' } })
    expectRed(await act(lab, { ...target(), 'confirm-timeout': '5s' }), /cannot be reached|lost|nobody confirmed/)
    await expectUntouched(host, was)
    await lab.runner.flake.commit({ staging: { sick: undefined } })
  })

  it('goes back by itself through daemon-reloads, after which this systemd reads transient units anew, when the runner is gone', async () => {
    const was = await see(host)
    await host.sh(`systemd-run --quiet --unit=reloads /bin/sh -c 'while :; do systemctl daemon-reload; sleep 1; done'`)
    const revision = await lab.runner.flake.commit()
    const inputs = { ...target(), 'health-check': 'command: "false"\ntimeout: 2s', 'activation-timeout': '60s', 'confirm-timeout': '15s' }
    const run = await act(lab, inputs, { kill: (log) => log.includes('not healthy yet') })
    assert.notEqual(run.code, 0)
    await eventually('the host is back', () => host.readFile('/srv/revisions/.state/pending') === undefined, { withinMs: 60_000 })
    await host.sh('systemctl stop reloads')
    await expectUntouched(host, was)
    const history = await host.sh('tail -n1 /srv/revisions/.state/history')
    assert.match(history, /rolled-back.*nobody confirmed/)
    assert.ok(history.includes(revision), history)
  })

  it('is rolled back and promoted to, without Nix on the runner', async () => {
    const now = host.link('healthy') ?? ''
    expectGreen(await act(lab, { command: 'rollback', targets: `web: root@${host.address}` }, { path: lab.runner.pathWithoutNix, cwd: '/' }))
    assert.notEqual(host.link('healthy'), now)
    expectGreen(
      await act(
        lab,
        { command: 'promote', revision: now, targets: `web: root@${host.address}`, 'health-check': answersRevision },
        { path: lab.runner.pathWithoutNix, cwd: '/' },
      ),
    )
    await expectConfirmed(host, now, host.link(now))
  })
})
