import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { logLines, untrusted } from '../../../src/report/log.ts'
import { statusTable } from '../../../src/report/status-table.ts'
import { outcomeResult } from '../../../src/rollout/outcome.ts'
import { humanBytes, humanSeconds } from '../../../src/runner/units.ts'
import { parseLogCommand } from '../../github/runner.ts'

describe("others' text in the log", () => {
  const hostile = [
    '::set-output name=a::b',
    '  ::add-mask::secret',
    'x ##[add-mask]e',
    '##[set-output name=a]b',
    '\u001b[31m::error::x',
    'a\r::error::x',
    'a\u2028::error::x',
    '::stop-commands::t',
    '#\u200b#[add-mask]x',
    '#\u001b[0m#[add-mask]x',
  ]
  for (const text of hostile) {
    it(`is no command to the runner: ${JSON.stringify(text)}`, () => {
      const lines = [
        ...logLines({ type: 'output', source: 'staging', text }),
        ...logLines({ type: 'output', source: text, text }),
        ...logLines({ type: 'note', text }),
        ...logLines({ type: 'nix-build-started', name: text, builder: text }),
        ...logLines({ type: 'nix-transfer-ended', kind: 'download', name: text, way: text, bytes: 1, seconds: 1 }),
        ...logLines({
          type: 'nix-progress',
          seconds: 1,
          files: 1,
          evaluating: text,
          builds: { done: 0, expected: 1, running: 1 },
          copies: { done: 0, expected: 0, bytes: 0, expectedBytes: 0 },
          longest: { name: text, seconds: 1, phase: text },
        }),
        ...logLines({ type: 'build-log', log: { derivation: '/nix/store/x.drv', lines: [text], omitted: 0 } }).slice(1, -1),
      ]
      for (const line of lines) {
        assert.equal(parseLogCommand(line), undefined)
        assert.doesNotMatch(line, /[\u0000-\u001f\u2028]/)
      }
      const [opened = '', ...rest] = logLines({ type: 'build-log', log: { derivation: text, lines: [], omitted: 0 } })
      assert.equal(parseLogCommand(opened)?.command, 'group')
      assert.deepEqual(rest, ['::endgroup::'])
    })
  }
  it('stays readable', () => assert.equal(untrusted('\u001b[1mwarning:\u001b[0m a\tb ünïcode'), 'warning: a b ünïcode'))
})

describe('seconds for people', () => {
  for (const [seconds, text] of [
    [0.04, '0.0 s'],
    [3.25, '3.3 s'],
    [12.4, '12 s'],
    [9.97, '10 s'],
    [59.6, '1 min 0 s'],
    [185, '3 min 5 s'],
    [3599.7, '60 min 0 s'],
  ] as const)
    it(`${seconds} is ${text}`, () => assert.equal(humanSeconds(seconds), text))
})

describe('bytes for people', () => {
  for (const [bytes, text] of [
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.00 kB'],
    [-24_576, '−24.6 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [2_214_503_112, '2.21 GB'],
    [5e15, '5000 TB'],
  ] as const)
    it(`${bytes} is ${text}`, () => assert.equal(humanBytes(bytes), text))
})

describe('groups in the log', () => {
  it('hold what goes on before any target is worked on, and its time comes after', () => {
    assert.deepEqual(logLines({ type: 'phase-started', phase: 'evaluate-and-build', text: 'build 100%' }), ['::group::build 100%25'])
    assert.deepEqual(logLines({ type: 'phase-ended', phase: 'evaluate-and-build', seconds: 12 }), ['::endgroup::', 'evaluate and build took 12 s'])
  })
  it('are none for targets, whose lines start with their names', () => {
    assert.deepEqual(logLines({ type: 'phase-started', target: 'a', phase: 'stage' }), ['a: stage …'])
  })
})

describe("a host's word on how it ended", () => {
  const table: [string, string, string | undefined][] = [
    ['confirmed ', 'activated', undefined],
    ['tested ', 'activated', 'runs until the next reboot; the boot default is what it was'],
    ['rolled-back health check failed', 'rolled-back', 'health check failed'],
    ['left-alone /nix/store/x runs', 'failed', '/nix/store/x runs'],
    ['failed the watchdog could not be armed', 'failed', 'the watchdog could not be armed'],
    ['unknown', 'failed', 'the host does not know how this deployment ended; `command: status` shows it'],
  ]
  for (const [outcome, state, reason] of table)
    it(`${outcome} is ${state}`, () => assert.deepEqual(outcomeResult(outcome), { state, ...(reason !== undefined && { reason }) }))
})

describe('the status table', () => {
  it('says why a host is missing', () => {
    assert.equal(statusTable({ a: { state: 'unreachable', seconds: {}, reason: 'no route' } }), 'a\n  unreachable: no route')
  })
  it('names systems by their revision and hides no control character of a host', () => {
    const status = {
      running: '/nix/store/x',
      booted: '/nix/store/y',
      bootDefault: '/nix/store/x',
      machine: 'x86_64',
      latest: 'r1',
      healthy: 'r1',
      revisions: [
        { label: 'r0', toplevel: '/nix/store/x', confirmed: true },
        { label: 'r1', toplevel: '/nix/store/x', confirmed: true },
        { label: 'r2', toplevel: '/nix/store/x', confirmed: false },
      ],
      events: [{ time: 't', event: 'confirmed', revision: 'r1', toplevel: '/nix/store/x', who: 'me', remark: '\u001b[2J##[error]' }],
    }
    const table = statusTable({ a: { state: 'unchanged', seconds: {}, status } })
    assert.match(table, /running {6}\/nix\/store\/x \(r1\)\n {2}activated {4}by me\n {2}booted {7}\/nix\/store\/y\n/)
    assert.match(table, /pending {6}-\n/)
    assert.ok(!table.includes('\u001b') && !table.includes('##['))
  })
})
