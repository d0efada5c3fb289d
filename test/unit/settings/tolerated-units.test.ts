import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseTargetMap } from '../../../src/settings/targets.ts'
import { parseToleratedUnits } from '../../../src/settings/tolerated-units.ts'

describe('units that are tolerated', () => {
  const good: [string, string[]][] = [
    ['', []],
    ['NetworkManager-wait-online', ['NetworkManager-wait-online.service']],
    ['a.timer, acme-*.service\n web@*  a.timer', ['a.timer', 'acme-*.service', 'web@*']],
    ['app.v2', ['app.v2.service']],
  ]
  for (const [text, globs] of good) it(`are ${JSON.stringify(text)}`, () => assert.deepEqual(parseToleratedUnits(text), globs))
  const bad: [string, RegExp][] = [
    ['*', /'\*' tolerates whatever fails/],
    ['*.service', /'\*\.service' tolerates whatever fails/],
    ['**.*', /tolerates whatever fails/],
    ['a[b]', /'a\[b\]' cannot name units/],
    ['$(id)', /cannot name units/],
    ['user:1000/x', /cannot name units/],
    [Array.from({ length: 500 }, (_, index) => `unit-${index}`).join(' '), /names more units than a host keeps/],
  ]
  for (const [text, message] of bad)
    it(`are not ${JSON.stringify(text.slice(0, 20))}`, () => assert.throws(() => parseToleratedUnits(text), { name: 'InputError', message }))

  it('are said of a target or of all, as a text or a list', () => {
    const { targets, defaults } = parseTargetMap(
      'targets',
      'defaults: {tolerate-units: [a, "b-*"]}\nx: {host: h, tolerate-units: c.timer}\ny: {host: k, tolerate-units: []}',
    )
    assert.deepEqual(defaults.tolerateUnits, ['a.service', 'b-*'])
    assert.deepEqual(
      [...targets.values()].map(({ tolerateUnits }) => tolerateUnits),
      [['c.timer'], []],
    )
    assert.throws(
      () => parseTargetMap('targets', 'x: {host: h, tolerate-units: ["*"]}'),
      /^InputError: targets, line 1, x\.tolerate-units\[0\]: '\*' tolerates whatever fails/,
    )
  })
})
