// How one system differs from another, beside packages and units: what only a boot brings.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSystem, type SystemFacts, systemDifference } from '../../../src/host/system-facts.ts'

const system = (boot: Record<string, string>): SystemFacts => ({
  toplevel: '/nix/store/a',
  closure: new Map(),
  units: { files: new Map(), wanted: new Set() },
  boot: new Map(Object.entries(boot)),
})

describe('a difference of systems', () => {
  const cases: [what: string, before: Record<string, string>, after: Record<string, string>, reboot: string[], refuses: boolean][] = [
    ['that is none', { kernel: 'a' }, { kernel: 'a' }, [], false],
    ['of kernels and their parameters', { kernel: 'a', 'kernel-params': 'x' }, { kernel: 'b', 'kernel-params': 'y' }, ['kernel', 'kernel-params'], false],
    ['of an inhibitor', { 'switch-inhibitors': '{"dbus": "a"}' }, { 'switch-inhibitors': '{"dbus": "b"}' }, ['switch-inhibitors'], true],
    ['of an inhibitor that only one has', { 'switch-inhibitors': '{"a": "1"}' }, { 'switch-inhibitors': '{"a": "1", "b": "2"}' }, [], false],
    ['that one has inhibitors, and the other knows none', {}, { 'switch-inhibitors': '{"a": "1"}' }, [], false],
  ]
  for (const [what, before, after, reboot, refuses] of cases)
    it(what, () => {
      const found = systemDifference(system(before), system(after))
      assert.deepEqual([found.reboot, found.refusesSwitch], [reboot, refuses])
    })
})

describe('what a host says of its system', () => {
  it('is its closure, its units with their drop-ins, and what it boots', () => {
    const said = [
      'running /nix/store/a',
      'path /nix/store/a 5',
      'boot kernel /k',
      'wanted a.service',
      'unit a.service',
      'out [Service]',
      'part X',
      'out Y',
      'unit a.service.d/o.conf',
      'out Z',
    ]
    const lines = said.map((line) => ({ keyword: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }))
    const { toplevel, closure, units, boot } = parseSystem(lines)
    assert.deepEqual([toplevel, [...closure], [...boot]], ['/nix/store/a', [['/nix/store/a', 5]], [['kernel', '/k']]])
    assert.deepEqual([[...units.files], [...units.wanted]], [[['a.service', ['[Service]\nXY\n', 'Z\n']]], ['a.service']])
  })

  it('is refused where it does not say what runs', () => assert.throws(() => parseSystem([]), /did not say what it runs/))
})
