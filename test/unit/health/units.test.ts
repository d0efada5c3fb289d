// Units: what is read of systemctl's answer, one look after the other.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { describeCheck, parseHealthChecks, type UnitsCheck } from '../../../src/health/check.ts'
import { runHealthCheck } from '../../../src/health/run.ts'
import { unitsJudge } from '../../../src/health/units.ts'

type Unit = Record<string, string>

const web: Unit = {
  Id: 'web.service',
  LoadState: 'loaded',
  ActiveState: 'active',
  SubState: 'running',
  Result: 'success',
  NRestarts: '0',
  InvocationID: 'a',
  ActiveEnterTimestampMonotonic: '1',
}
const timer: Unit = {
  Id: 'backup.timer',
  LoadState: 'loaded',
  ActiveState: 'active',
  SubState: 'waiting',
  Result: 'success',
  InvocationID: 'b',
  ActiveEnterTimestampMonotonic: '2',
}

const show = (units: Unit[], known: string[] = []): string =>
  `${units
    .map((unit) =>
      Object.entries(unit)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    )
    .join('\n')}\n${known.map((name) => ` ${name}\n`).join('')}`

/** What is said of each look. */
function looks(names: string[], ...outputs: string[]): (string | undefined)[] {
  const judge = unitsJudge(names)
  return outputs.map((stdout) => {
    const verdict = judge({ exitCode: 0, stdout, stderr: stdout })
    return verdict.passed ? undefined : verdict.reason
  })
}

describe('units', () => {
  it('are named, as services where nothing else is said, and by globs', () => {
    const timing = { timeoutSeconds: 10, intervalSeconds: 2, forSeconds: 30 }
    assert.deepEqual(parseHealthChecks('health-check', 'units: [nginx, backup.timer, "app-*.service", "web@*", app.v2]\nfor: 30s'), [
      { kind: 'units', units: ['nginx.service', 'backup.timer', 'app-*.service', 'web@*', 'app.v2.service'], from: 'host', ...timing },
    ])
    assert.equal(describeCheck({ kind: 'units', units: ['a.service', 'b.timer'], from: 'host', ...timing }), 'units a.service b.timer')
  })
  const bad: [string, RegExp][] = [
    ['units: "a b"', /'a b' cannot name a unit/],
    ['units: --user', /'--user' cannot name a unit/],
    ['units: "$(id)"', /cannot name a unit/],
    ['units: []', /'units' names 0 units/],
    ['units: a\nfrom: runner', /a 'units' runs on the host/],
    ['units: a\nexpect-body: x', /'expect-body' is not for 'units'/],
    ['units: a\nexpect-status: 200', /'expect-status' is for a 'url'/],
    ['units: a\ncommand: "true"', /has both 'command' and 'units'/],
  ]
  for (const [text, message] of bad)
    it(`are not ${JSON.stringify(text)}`, () => assert.throws(() => parseHealthChecks('health-check', text), { name: 'InputError', message }))

  const table: [string, string[], string[], (string | undefined)[]][] = [
    ['that are active stay so', ['web.service', 'backup.timer'], [show([web, timer]), show([web, timer])], [undefined, undefined]],
    ['that reload are active', ['web.service'], [show([{ ...web, ActiveState: 'reloading' }])], [undefined]],
    [
      'that failed',
      ['web.service'],
      [show([{ ...web, ActiveState: 'failed', SubState: 'failed', Result: 'exit-code' }])],
      ["'web.service' is failed (failed, exit-code), not active"],
    ],
    [
      'that are masked',
      ['web.service'],
      [show([{ ...web, LoadState: 'masked', ActiveState: 'inactive', SubState: 'dead' }])],
      ["'web.service' is inactive (dead, masked), not active"],
    ],
    [
      'that wait to be started again',
      ['web.service'],
      [show([{ ...web, ActiveState: 'activating', SubState: 'auto-restart' }])],
      ["'web.service' is activating (auto-restart), not active"],
    ],
    [
      'that do not exist',
      ['wbe.service'],
      [show([{ Id: 'wbe.service', LoadState: 'not-found', ActiveState: 'inactive', SubState: 'dead' }], ['web.service', 'backup.timer'])],
      ["there is no unit 'wbe.service'; did you mean 'web.service'?"],
    ],
    [
      'that nothing is like',
      ['q.service'],
      [show([{ Id: 'q.service', LoadState: 'not-found', ActiveState: 'inactive' }], ['web.service'])],
      ["there is no unit 'q.service'"],
    ],
    ['that no glob matches', ['app-*', 'web.service'], [show([web])], ["no unit is called 'app-*'"]],
    ['that a glob matches', ['w?b*'], [show([web])], [undefined]],
    [
      'that systemd started anew between two looks are red once',
      ['web.service'],
      [show([web]), show([{ ...web, NRestarts: '1', InvocationID: 'c' }]), show([{ ...web, NRestarts: '1', InvocationID: 'c' }])],
      [undefined, "'web.service' was started anew since the last look (restarts by systemd: 1)", undefined],
    ],
    [
      'that somebody started anew',
      ['backup.timer'],
      [show([timer]), show([{ ...timer, InvocationID: 'c' }])],
      [undefined, "'backup.timer' was started anew since the last look"],
    ],
    [
      'that are gone',
      ['w*', 'backup.timer'],
      [show([web, { ...web, Id: 'w2.service' }, timer]), show([web, timer])],
      [undefined, "'w2.service' is not there any more"],
    ],
  ]
  for (const [what, names, outputs, expected] of table) it(what, () => assert.deepEqual(looks(names, ...outputs), expected))

  it('are red where systemd says nothing', () =>
    assert.deepEqual(unitsJudge(['a.service'])({ exitCode: 1, stdout: 'Failed to connect to bus\n', stderr: '' }), {
      passed: false,
      reason: "systemd does not answer: 'Failed to connect to bus'",
    }))

  it('begin their time anew when one crashed between two attempts', async () => {
    let milliseconds = 0
    const check: UnitsCheck = { kind: 'units', units: ['web.service'], from: 'host', timeoutSeconds: 1, intervalSeconds: 2, forSeconds: 6 }
    const answers = [web, web, { ...web, InvocationID: 'b', NRestarts: '1' }].map((unit) => show([unit]))
    let asked = 0
    const outcome = await runHealthCheck(check, () => Promise.resolve({ exitCode: 0, stdout: answers[Math.min(asked++, 2)] ?? '', stderr: '' }), {
      deadline: 60_000,
      now: () => milliseconds,
      sleep: (time) => {
        milliseconds += time
        return Promise.resolve()
      },
    })
    assert.deepEqual({ passed: outcome.passed, seconds: outcome.seconds }, { passed: true, seconds: 12 })
  })
})
