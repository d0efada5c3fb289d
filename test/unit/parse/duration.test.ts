import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatDuration, parseDuration, parseDurationWithin } from '../../../src/parse/duration.ts'

describe('a duration', () => {
  for (const [text, seconds, shown] of [
    ['90s', 90, '1m30s'],
    ['5m', 300, '5m'],
    ['1h', 3600, '1h'],
    ['1h30m', 5400, '1h30m'],
    ['1h2m3s', 3723, '1h2m3s'],
    ['500ms', 0.5, '500ms'],
    ['1s500ms', 1.5, '1s500ms'],
    [' 2m ', 120, '2m'],
    ['0s', 0, '0s'],
    ['007s', 7, '7s'],
  ] as const) {
    it(`${text} is ${seconds} seconds, shown as ${shown}`, () => {
      assert.equal(parseDuration(text), seconds)
      assert.equal(formatDuration(seconds), shown)
    })
  }

  for (const [text, message] of [
    ['5', /^'5' has no unit; write '5s' for seconds or '5m' for minutes$/],
    ['0', /^'0' has no unit/],
    ['', /^'' is not a duration; write one like '90s', '5m' or '1h30m'$/],
    ['5 m', /is not a duration/],
    ['5min', /is not a duration/],
    ['30m1h', /is not a duration/],
    ['-5m', /is not a duration/],
    ['1.5h', /is not a duration/],
    ['1d', /is not a duration/],
    ['Infinity', /is not a duration/],
    ['9999999999s', /is not a duration/],
    ['5m; id', /is not a duration/],
    ['5m\n::set-output name=a::b', /^'5m\\n::set-output name=a::b' is not a duration/],
  ] as const) {
    it(`is not ${JSON.stringify(text)}`, () => assert.throws(() => parseDuration(text), { name: 'InputError', message }))
  }

  it('is held to its limits', () => {
    const limits = { minSeconds: 1, maxSeconds: 60, whole: true }
    assert.equal(parseDurationWithin('1m', limits), 60)
    assert.throws(() => parseDurationWithin('61s', limits), { message: "'61s' is too long; 1m is the most" })
    assert.throws(() => parseDurationWithin('0s', limits), { message: "'0s' is too short; 1s is the least" })
    assert.throws(() => parseDurationWithin('1s1ms', limits), { message: "'1s1ms' is not a whole number of seconds" })
  })
})
