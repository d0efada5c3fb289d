// What runs on the runner: Nix of another version, a shallow checkout, one Nix that builds, no secrets where others can read.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { watchHost, watchRunner } from './processes.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, resultsOf, statesOf } from './scenario.ts'

for (const [suite, version] of [
  ['trixie', '2.26'],
  ['forky', '2.34'],
] as const) {
  describe(`a runner with Nix ${version}`, () => {
    let lab: Lab
    let host: LabHost
    const targets = (): string => `web: { host: deploy@${host.address}, configuration: staging }\n`

    before(async () => {
      lab = await startLab({ hosts: [{ name: 'web', suite }], runner: suite })
      host = lab.hosts.web!
    })
    after(() => lab.stop())

    it('deploys, and goes back from what is sick', async () => {
      const revision = await lab.runner.flake.commit()
      const run = await act(lab, { targets: targets(), 'health-check': answersRevision })
      expectGreen(run)
      assert.match(run.log, new RegExp(`with Nix ${version.replace('.', '\\.')}\\.`))
      await expectConfirmed(host, revision, resultsOf(run).web?.toplevel)
      await lab.runner.flake.commit({ staging: { sick: 'unhealthy' } })
      const sick = await act(lab, { targets: targets(), 'health-check': answersRevision, 'confirm-timeout': '4s' })
      expectRed(sick, /health check failed/)
      await expectConfirmed(host, revision, resultsOf(run).web?.toplevel)
      await lab.runner.flake.commit({ staging: { sick: undefined } })
    })

    it('deploys from a shallow checkout, as actions/checkout makes it, by its SHA', async () => {
      const revision = await lab.runner.flake.commit()
      const shallow = `${lab.runner.work.inside}/shallow`
      await lab.runner.sh(
        `git init --quiet ${shallow} && cd ${shallow} && git fetch --quiet --depth=1 file://${lab.runner.flake.directory} ${revision} && git checkout --quiet --detach FETCH_HEAD`,
        { user: 'runner' },
      )
      const run = await act(lab, { targets: targets(), 'health-check': answersRevision }, { cwd: shallow })
      expectGreen(run)
      assert.equal(run.outputs.revision, revision)
      await expectConfirmed(host, revision, resultsOf(run).web?.toplevel)
      await lab.runner.sh(`rm -rf ${shallow}`)
    })

    it('deploys a flake that is elsewhere, without a checkout', async () => {
      const revision = await lab.runner.flake.commit()
      const run = await act(
        lab,
        { targets: targets(), flake: `git+file://${lab.runner.flake.directory}?ref=main`, 'health-check': answersRevision },
        { cwd: '/' },
      )
      expectGreen(run)
      await expectConfirmed(host, revision, resultsOf(run).web?.toplevel)
    })

    /** A run, and each call of Nix that it makes. */
    const counted = async (inputs: Record<string, string>): Promise<{ run: RunResult; calls: string[] }> => {
      await lab.runner.sh(
        `mkdir -p /opt/counting && for name in nix nix-store; do printf '%s\\n' '#!/bin/sh' "echo $name \\"\\$*\\" >> /tmp/nix-calls" "exec /usr/bin/$name \\"\\$@\\"" > /opt/counting/$name; done; chmod +x /opt/counting/*`,
      )
      const run = await act(lab, inputs, { path: `/opt/counting:/usr/local/bin:/usr/bin:/bin` })
      return { run, calls: (await lab.runner.sh('cat /tmp/nix-calls && rm /tmp/nix-calls')).split('\n') }
    }

    it('reads no closure for a host that has the system', async () => {
      await lab.runner.flake.commit()
      const closures = (calls: string[]): string[] => calls.filter((call) => call.startsWith('nix-store '))
      const first = await counted({ targets: targets() })
      expectGreen(first.run)
      assert.deepEqual(statesOf(first.run), { web: 'activated' })
      assert.notDeepEqual(closures(first.calls), [])
      const again = await counted({ targets: targets() })
      expectGreen(again.run)
      assert.deepEqual(statesOf(again.run), { web: 'unchanged' })
      assert.deepEqual(closures(again.calls), [])
    })

    it('evaluates and builds all configurations in one Nix process', async () => {
      await lab.runner.flake.commit({ third: {}, fourth: {} })
      const { run, calls } = await counted({ command: 'build', configurations: 'staging\nproduction\nthird\nfourth' })
      expectGreen(run)
      assert.equal(Object.keys(JSON.parse(run.outputs.toplevels ?? '') as object).length, 4)
      assert.equal(calls.filter((call) => /^nix .*\bbuild\b/.test(call)).length, 1, calls.join('\n'))
      assert.deepEqual(
        calls.filter((call) => /^nix .*\beval\b|--instantiate|--realise.*drv/.test(call)),
        [],
      )
      assert.ok(calls.filter((call) => call.includes('.drv')).length === 0)
    })
  })
}

describe('a run with two hosts', () => {
  let lab: Lab
  let web: LabHost
  let other: LabHost

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }, { name: 'other', suite: 'forky' }] })
    ;({ web, other } = lab.hosts as Record<'web' | 'other', LabHost>)
  })
  after(() => lab.stop())

  it('shows no secret in a command line or in the environment of what it starts, on the runner or on a host, nor in its log', async () => {
    const body = lab.privateKey.split('\n').filter((line) => line.length > 40)
    assert.ok(body.length >= 3)
    const token = 'hidden-token-of-the-check'
    const secretUrl = `http://{host}:8080/?token=${token}`
    await lab.runner.flake.commit({ staging: { sick: 'slow', seconds: 2 } })
    // Curls that stay long enough to be seen.
    const slowCurl = (as: string): string => `printf '%s\n' '#!/bin/sh' 'sleep 1' 'exec ${as} "$@"'`
    await lab.runner.sh(`mkdir -p /opt/slow && ${slowCurl('/usr/bin/curl')} > /opt/slow/curl && chmod +x /opt/slow/curl`)
    await other.sh(`mv /usr/bin/curl /usr/bin/curl-itself && ${slowCurl('/usr/bin/curl-itself')} > /usr/bin/curl && chmod +x /usr/bin/curl`)
    const watches = await Promise.all([watchRunner(lab.runner), watchHost(web), watchHost(other)])
    const run = await act(
      lab,
      {
        targets: `web: { host: deploy@${web.address}, configuration: staging }\nother: { host: root@${other.address}, configuration: staging, health-check: { url: "${secretUrl}", from: host, timeout: 10s } }\n`,
        'health-check': `url: "${secretUrl}"\ntimeout: 10s`,
        'confirm-timeout': '30s',
      },
      { secrets: [lab.privateKey, token], path: '/opt/slow:/usr/local/bin:/usr/bin:/bin' },
    )
    const seen = await Promise.all(watches.map((watch) => watch.stop()))
    await other.sh('mv /usr/bin/curl-itself /usr/bin/curl')
    expectGreen(run)
    assert.deepEqual(statesOf(run), { web: 'activated', other: 'activated' })
    // It was looked at: the entry, its connections and checks; and the agent, its units and checks.
    const [onRunner, onWeb, onOther] = seen as [string, string, string]
    for (const command of [/^\S+node\b.*\/dist\/index\.js$/m, /^ssh\b.* -F /m, /^\S+ \/opt\/slow\/curl -q -K -/m]) assert.match(onRunner, command)
    for (const host of [onWeb, onOther]) for (const command of [/^sshd/m, /switch-to-configuration test$/m, /watchdog/]) assert.match(host, command)
    assert.match(onOther, /curl -q -K -/)
    for (const secret of [...body, token]) {
      for (const line of seen.join('\n').split('\n')) assert.ok(!line.includes(secret), `a secret was to be seen: ${line}`)
    }
    const said = `${run.raw}\n${run.post?.raw ?? ''}`
      .split('\n')
      .filter((line) => !line.startsWith('::add-mask::'))
      .join('\n')
    for (const line of body) assert.ok(!said.includes(line), said)
  })

  it('connects to the hosts while Nix evaluates', async () => {
    await lab.runner.flake.commit({ staging: { sick: undefined, seconds: undefined } })
    // A Nix that builds only when it is told to.
    await lab.runner.sh(
      `mkdir -p /opt/waiting && printf '%s\n' '#!/bin/sh' 'case " $* " in *" build "*) while [ ! -e /tmp/lab-go ]; do sleep 0.1; done ;; esac' 'exec /usr/bin/nix "$@"' > /opt/waiting/nix && ln -s /usr/bin/nix-store /opt/waiting/ && chmod +x /opt/waiting/nix`,
    )
    const run = act(lab, { targets: `web: { host: deploy@${web.address}, configuration: staging }` }, { path: '/opt/waiting:/usr/local/bin:/usr/bin:/bin' })
    try {
      await eventually('there is a connection', async () => (await web.exec(['pgrep', '-f', '^sshd.*: deploy'])).code === 0, { withinMs: 15_000 })
    } finally {
      await lab.runner.sh('touch /tmp/lab-go')
    }
    expectGreen(await run)
  })

  it('puts a system that two configurations share on both hosts', async () => {
    const revision = await lab.runner.flake.commit({ staging: { host: 'shared', sick: undefined, seconds: undefined }, production: { host: 'shared' } })
    const run = await act(lab, {
      targets: `staging: root@${web.address}\nproduction: deploy@${other.address}\n`,
      'health-check': answersRevision,
    })
    expectGreen(run)
    const toplevels = JSON.parse(run.outputs.toplevels ?? '') as Record<string, string>
    assert.equal(toplevels.staging, toplevels.production)
    await expectConfirmed(web, revision, toplevels.staging)
    await expectConfirmed(other, revision, toplevels.production)
  })
})
