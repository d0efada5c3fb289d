// Systems that are sick in every way that the fixture knows. Each is deployed to a host that was healthy, several at once:
// one run of the action per group, and a healthy deployment to all of them after it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import type { Configuration } from '../lab/fixture.ts'
import type { LabHost } from '../lab/lab.ts'
import { expectQuiet, Herd, type HostName, suiteOf } from './herd.ts'
import { act, answersRevision, eachForItself, errorOf, expectConfirmed, expectUntouched, resultsOf, type Seen, see } from './scenario.ts'

let herd: Herd

/** One sick system on its way to one host, and what is to be seen of it. */
interface Case {
  /** A sentence: `a switch that hangs`. */
  what: string
  system: Configuration
  healthCheck?: unknown
  /** How the target ends; `rolled-back` where nothing else is said. */
  state?: 'rolled-back' | 'failed' | 'activated'
  reason?: RegExp
  /** Nothing may have been touched: the web service was not even started anew. */
  refused?: boolean
  /** Makes the host ready. */
  prepare?: (host: LabHost) => Promise<void>
}

type Group = Partial<Record<HostName, Case>>

function webInvocation(on: LabHost): Promise<string> {
  return on.sh('systemctl show --property=InvocationID --value web.service')
}

function group(title: string, group: Group): void {
  const cases = Object.entries(group) as [HostName, Case][]
  describe(title, () => {
    const seen: Partial<Record<HostName, Seen>> = {}
    const invocations: Partial<Record<HostName, string>> = {}
    let revision: string
    let run: RunResult

    before(async () => {
      for (const [name, { prepare }] of cases) {
        await prepare?.(herd.host(name))
        seen[name] = await see(herd.host(name))
        invocations[name] = await webInvocation(herd.host(name))
      }
      revision = await herd.commit(Object.fromEntries(cases.map(([name, { system }]) => [name, system])))
      const targets = herd.targets(Object.fromEntries(cases.map(([name, { healthCheck }]) => [name, { 'health-check': healthCheck }])))
      run = await act(herd.lab, { targets, 'health-check': answersRevision, ...eachForItself })
    })

    for (const [name, { what, state = 'rolled-back', reason = /./, refused = false }] of cases) {
      it(`${what} ends ${state} (${suiteOf(name)})`, async () => {
        const host = herd.host(name)
        const result = resultsOf(run)[name]!
        assert.equal(result.state, state, run.log)
        assert.equal(result.revision, revision)
        assert.equal(result.previousToplevel, seen[name]!.running)
        if (state === 'activated') {
          await expectConfirmed(host, revision, result.toplevel)
        } else {
          assert.match(result.reason ?? '', reason)
          assert.match(errorOf(run, name), reason)
          await expectUntouched(host, seen[name]!)
          assert.equal(host.link(revision), result.toplevel, 'it stays staged')
        }
        if (refused) assert.equal(await webInvocation(host), invocations[name], 'the web service was started anew')
        await expectQuiet(host)
      })
    }

    it('the step is red, and nothing is left on the runner', () => {
      assert.equal(run.code, 1, run.log)
      assert.equal(run.outputs['changed'], String(cases.some(([, { state }]) => state === 'activated')))
      assert.deepEqual(run.leftovers, [])
    })

    it('the next deployment works on every host', async () => {
      // Green without a warning: what was in trouble before is not any more.
      for (const [name, { prepare }] of cases) if (prepare !== undefined) await herd.host(name).removeSickUnit()
      await herd.expectNextDeployment()
    })
  })
}

/** The same case on the trixie and the forky host with this number. */
function onBoth(number: 1 | 2 | 3, both: Case): Group {
  return { [`t${number}`]: both, [`f${number}`]: both }
}

const curl = 'curl --silent --show-error --fail http://127.0.0.1:8080/'

describe('a sick system', () => {
  before(async () => {
    herd = await Herd.start()
  })
  after(() => herd.lab.stop())

  group('that answers wrongly', {
    t1: {
      what: 'a status that a URL asked from the runner does not have',
      system: { sick: 'unhealthy' },
      healthCheck: { url: 'http://{host}:8080/', timeout: '2s', interval: '500ms' },
      reason: /health check failed: http:\/\/198\.51\.100\.\d+:8080\/: the status is 500/,
    },
    f1: {
      what: 'a status that a URL asked from the host does not have',
      system: { sick: 'unhealthy' },
      healthCheck: { url: 'http://127.0.0.1:8080/', from: 'host', timeout: '2s', interval: '500ms' },
      reason: /health check failed: http:\/\/127\.0\.0\.1:8080\/.*the status is 500/,
    },
    t2: {
      what: 'a command that fails on the host',
      system: { sick: 'unhealthy' },
      healthCheck: { command: `${curl} && echo "$REVISION is fine"`, timeout: '2s', interval: '500ms' },
      reason: /health check failed: .*(22|500)/,
    },
    f2: {
      what: 'a header that names another revision',
      system: { version: 'another' },
      healthCheck: { url: 'http://{host}:8080/', 'expect-header': 'x-version: {revision}', timeout: '2s', interval: '500ms' },
      reason: /health check failed: .*x-version.*another/i,
    },
    t3: {
      what: 'a body without the expected text',
      system: { body: 'out of order' },
      healthCheck: { url: 'http://{host}:8080/', 'expect-body': 'in order', timeout: '2s', interval: '500ms' },
      reason: /health check failed: .*body/,
    },
    f3: {
      what: 'a service that dies within the time that it must keep answering',
      system: { sick: 'dies-later', seconds: 2 },
      healthCheck: { url: 'http://{host}:8080/', timeout: '1s', interval: '200ms', for: '4s' },
      reason: /health check failed: /,
    },
  })

  group('that does not come to an end', {
    ...onBoth(1, { what: 'an activation that ignores SIGTERM', system: { sick: 'ignore-sigterm' }, reason: /the activation did not end in time/ }),
    ...onBoth(2, { what: 'a switch that hangs', system: { sick: 'hang' }, reason: /the activation did not end in time/ }),
    ...onBoth(3, { what: 'a systemd job that never ends', system: { sick: 'queued-job' }, reason: /the activation did not end in time/ }),
  })

  group('that cuts the branch it sits on', {
    ...onBoth(1, { what: 'a mount that drops the network', system: { sick: 'mount-drops-network' }, reason: /nobody confirmed the new system in time/ }),
    ...onBoth(2, {
      what: 'a switch that stops sshd and its sessions',
      system: { sick: 'kill-ssh' },
      reason: /nobody confirmed the new system in time, and the connection to \S+ was lost.* while it was activated/,
    }),
    ...onBoth(3, { what: 'a switch that takes the network down', system: { sick: 'net-down' }, reason: /nobody confirmed the new system in time/ }),
  })

  group('with failing units or a crash', {
    ...onBoth(1, { what: 'a unit that keeps crashing (exit code 4)', system: { sick: 'exit4' }, reason: /units failed: web\.service/ }),
    ...onBoth(2, { what: 'a unit that fails (exit code 4)', system: { sick: 'unit-fails' }, reason: /units failed: broken\.service(\. |$)/ }),
    ...onBoth(3, { what: 'a switch-to-configuration that crashes (exit code 101)', system: { sick: 'exit101' }, reason: /crashed \(exit code 101\)/ }),
  })

  group('that is refused, or fails on the way', {
    t1: { what: 'a switch that breaks off (exit code 1)', system: { sick: 'exit1' }, reason: /\(exit code 1\)/ },
    t2: { what: 'an activation script that fails (exit code 2)', system: { sick: 'exit2' }, reason: /the activation script failed \(exit code 2\)/ },
    t3: {
      what: 'a system that needs a reboot (exit code 100)',
      system: { sick: 'exit100' },
      refused: true,
      reason: /needs a reboot \(exit code 100\).*`activate: boot`/,
    },
    f1: {
      what: 'a pre-switch check that fails',
      system: { sick: 'check-fails' },
      state: 'failed',
      refused: true,
      reason: /refuses to be activated.*Pre-switch checks failed/,
    },
    f2: { what: 'a switch inhibitor', system: { inhibitors: 'dbus' }, state: 'failed', refused: true, reason: /refuses to be activated.*switchInhibitors/ },
    f3: { what: 'a boot loader that cannot be written', system: { sick: 'boot-fails' }, reason: /the boot loader could not be written/ },
  })

  group('on a host in trouble', {
    t1: {
      what: 'a healthy system that does not know the action `check`, beside a unit that failed before (exit code 4)',
      system: { sick: 'old-interface' },
      state: 'activated',
      prepare: (on) => on.addSickUnit('failed'),
    },
    f1: {
      what: 'a healthy system beside a unit that kept crashing before (exit code 4)',
      system: {},
      state: 'activated',
      prepare: (on) => on.addSickUnit('restarting'),
    },
    t2: {
      what: 'a unit that fails beside one that kept crashing before',
      system: { sick: 'unit-fails' },
      reason: /units failed: broken\.service(\. |$)/,
      prepare: (on) => on.addSickUnit('restarting'),
    },
    f2: {
      what: 'a unit that keeps crashing beside one that failed before',
      system: { sick: 'exit4' },
      reason: /units failed: web\.service(\. |$)/,
      prepare: (on) => on.addSickUnit('failed'),
    },
    ...onBoth(3, {
      what: 'a system that makes its own rollback fail',
      system: { sick: 'rollback-fails' },
      reason: /health check failed: .*the status is 500.*; the host rebooted before the new system was confirmed/,
    }),
  })
})
