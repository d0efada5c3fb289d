import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Timeline } from '../../../src/events/timeline.ts'

describe('the timeline', () => {
  it('keeps the phases with their times, and the last answer of each check', () => {
    let now = 1000
    const timeline = new Timeline(() => now)
    timeline.add({ type: 'phase-started', phase: 'evaluate-and-build' })
    now = 2500
    timeline.add({ type: 'phase-ended', phase: 'evaluate-and-build', seconds: 1.5 })
    timeline.add({ type: 'phase-started', target: 'web', phase: 'check' })
    timeline.add({ type: 'check-answered', target: 'web', index: 2, check: 'a', passed: false, answer: 'no' })
    timeline.add({ type: 'check-answered', target: 'web', index: 1, check: 'b', passed: true, answer: 'as expected' })
    timeline.add({ type: 'check-answered', target: 'web', index: 2, check: 'a', passed: true, answer: 'as expected' })
    timeline.add({ type: 'note', target: 'other', text: 'x' })
    now = 4000
    assert.deepEqual(timeline.phases, [{ phase: 'evaluate-and-build', startedAt: '1970-01-01T00:00:01.000Z', seconds: 1.5 }])
    assert.deepEqual(timeline.targets, [
      {
        name: 'web',
        ofGate: false,
        phases: [{ phase: 'check', startedAt: '1970-01-01T00:00:02.500Z' }],
        checks: [
          { check: 'b', passed: true, answer: 'as expected', attempts: 1 },
          { check: 'a', passed: true, answer: 'as expected', attempts: 2 },
        ],
      },
    ])
    assert.equal(timeline.seconds, 3)
  })

  it('keeps two checks apart that are named the same', () => {
    const timeline = new Timeline(() => 0)
    for (const [index, passed] of [
      [0, false],
      [1, true],
      [0, false],
    ] as const)
      timeline.add({ type: 'check-answered', target: 'web', index, check: 'https://web/', passed, answer: '' })
    assert.deepEqual(
      timeline.targets[0]?.checks.map(({ passed, attempts }) => [passed, attempts]),
      [
        [false, 2],
        [true, 1],
      ],
    )
  })

  it('keeps a host of the gate apart from a target of its name', () => {
    const timeline = new Timeline(() => 0)
    timeline.add({ type: 'phase-started', target: 'web', phase: 'gate', ofGate: true })
    timeline.add({ type: 'phase-started', target: 'web', phase: 'activate' })
    assert.deepEqual(
      timeline.targets.map(({ ofGate, phases }) => [ofGate, phases[0]?.phase]),
      [
        [true, 'gate'],
        [false, 'activate'],
      ],
    )
    const { results } = timeline.complete({ results: { web: { state: 'activated', seconds: {} } } })
    assert.deepEqual(
      results?.['web']?.phases?.map(({ phase }) => phase),
      ['activate'],
    )
  })

  it('gives the results of those targets that have ended, and of no host of the gate', () => {
    const timeline = new Timeline(() => 0)
    timeline.add({ type: 'phase-started', target: 'web', phase: 'activate' })
    timeline.add({ type: 'phase-started', target: 'late', phase: 'activate' })
    timeline.add({ type: 'target-ended', target: 'web', result: { state: 'activated', seconds: {} } })
    timeline.add({ type: 'target-ended', target: 'gate', result: { state: 'unchanged', seconds: {} }, ofGate: true })
    assert.deepEqual(timeline.results, { web: { state: 'activated', seconds: {}, phases: [{ phase: 'activate', startedAt: '1970-01-01T00:00:00.000Z' }] } })
  })
})
