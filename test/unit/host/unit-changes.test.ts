// What a switch does to units, rule by rule of switch-to-configuration-ng.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type SystemUnits, unitChanges } from '../../../src/host/unit-changes.ts'
import { isSet, readUnit } from '../../../src/host/unit-file.ts'

function system(files: Record<string, string | string[]>, unwanted: string[] = []): SystemUnits {
  const all = Object.entries(files).map(([name, texts]) => [name, [texts].flat()] as const)
  return { files: new Map(all), wanted: new Set(Object.keys(files).filter((name) => !unwanted.includes(name))) }
}

const service = (more = '', command = 'a'): string => `[Unit]\nDescription=A\n[Service]\nExecStart=${command}\n${more}\n[Install]\nWantedBy=x\n`

describe('a switch', () => {
  const cases: [what: string, before: SystemUnits, after: SystemUnits, changes: Partial<ReturnType<typeof unitChanges>>][] = [
    ['leaves what is the same', system({ 'a.service': service() }), system({ 'a.service': service() }), {}],
    [
      'leaves what only tells people more',
      system({ 'a.service': service() }),
      system({
        'a.service': service().replace('Description=A', 'Description=B\nDocumentation=man:b\nOnFailure=c.service').replace('WantedBy=x', 'WantedBy=y'),
      }),
      {},
    ],
    ['leaves what stands in another order', system({ 'a.service': '[Service]\nA=1\nB=2\n' }), system({ 'a.service': '[Service]\nB=2\nA=1\n' }), {}],
    [
      'restarts a service of which the command changes',
      system({ 'a.service': service() }),
      system({ 'a.service': service('', 'b') }),
      { restarted: ['a.service'] },
    ],
    ['restarts a service that has a key more', system({ 'a.service': service() }), system({ 'a.service': service('User=b') }), { restarted: ['a.service'] }],
    [
      'restarts a service of which a trigger changes',
      system({ 'a.service': service().replace('[Service]', 'X-Restart-Triggers=/nix/store/a\n[Service]') }),
      system({ 'a.service': service().replace('[Service]', 'X-Restart-Triggers=/nix/store/b\n[Service]') }),
      { restarted: ['a.service'] },
    ],
    [
      'reloads a service of which only a trigger to reload changes',
      system({ 'a.service': service().replace('[Service]', 'X-Reload-Triggers=a\n[Service]') }),
      system({ 'a.service': service().replace('[Service]', 'X-Reload-Triggers=b\n[Service]') }),
      { reloaded: ['a.service'] },
    ],
    [
      'reloads a service of which only ExecReload changes',
      system({ 'a.service': service('ExecReload=a') }),
      system({ 'a.service': service('ExecReload=b') }),
      { reloaded: ['a.service'] },
    ],
    ['leaves a service that can be reloaded no more', system({ 'a.service': service('ExecReload=a') }), system({ 'a.service': service() }), {}],
    [
      'reloads where the new one says so',
      system({ 'a.service': service() }),
      system({ 'a.service': service('X-ReloadIfChanged=true', 'b') }),
      { reloaded: ['a.service'] },
    ],
    [
      'does not restart where the new one says so',
      system({ 'a.service': service() }),
      system({ 'a.service': service('X-RestartIfChanged=false', 'b') }),
      { notRestarted: ['a.service'] },
    ],
    [
      'does not restart what refuses to be stopped',
      system({ 'a.service': service() }),
      system({ 'a.service': service('', 'b').replace('[Service]', 'RefuseManualStop=yes\n[Service]') }),
      { notRestarted: ['a.service'] },
    ],
    ['stops what is there no more', system({ 'a.service': service() }), system({}), { stopped: ['a.service'] }],
    ['lets run what says so', system({ 'a.service': '[Unit]\nX-StopOnRemoval=false\n' }), system({}), {}],
    ['starts what a target wants now', system({}), system({ 'a.service': service(), 'b.timer': '[Timer]\n' }), { started: ['a.service', 'b.timer'] }],
    [
      'starts what was there, and is wanted now',
      system({ 'a.service': service() }, ['a.service']),
      system({ 'a.service': service() }),
      { started: ['a.service'] },
    ],
    ['does not start what nobody wants', system({}), system({ 'a.service': service() }, ['a.service']), {}],
    ['does not start what is only started by hand', system({}), system({ 'a.service': '[Unit]\nX-OnlyManualStart=true\n' }), {}],
    [
      'says of what a timer starts that it may not run',
      system({ 'a.service': service(), 'b.service': service() }, ['a.service', 'b.service']),
      system({ 'a.service': service('', 'b') }, ['a.service']),
      { ifRunning: ['a.service', 'b.service'] },
    ],
    [
      'stops what its socket starts again, and restarts the socket',
      system({ 'a.service': service(), 'a.socket': '[Socket]\n' }),
      system({ 'a.service': service('', 'b'), 'a.socket': '[Socket]\n' }),
      { stopped: ['a.service'], restarted: ['a.socket'] },
    ],
    [
      'restarts a service that says that its socket does not start it',
      system({ 'a.service': service(), 'b.socket': '[Socket]\n' }),
      system({ 'a.service': service('Sockets=b.socket\nX-NotSocketActivated=true', 'b'), 'b.socket': '[Socket]\n' }),
      { restarted: ['a.service', 'b.socket'] },
    ],
    [
      'restarts without stopping first what says so',
      system({ 'a.service': service(), 'a.socket': '[Socket]\n' }),
      system({ 'a.service': service('X-StopIfChanged=false', 'b'), 'a.socket': '[Socket]\n' }),
      { restarted: ['a.service'] },
    ],
    [
      'reloads a mount of which the options change',
      system({ 'a.mount': '[Mount]\nOptions=a\n' }),
      system({ 'a.mount': '[Mount]\nOptions=b\n' }),
      { reloaded: ['a.mount'] },
    ],
    ['mounts anew what is another device', system({ 'a.mount': '[Mount]\nWhat=a\n' }), system({ 'a.mount': '[Mount]\nWhat=b\n' }), { restarted: ['a.mount'] }],
    ['never unmounts the root', system({ '-.mount': '[Mount]\nWhat=a\n' }), system({ '-.mount': '[Mount]\nWhat=b\n' }), { reloaded: ['-.mount'] }],
    [
      'touches neither paths, nor slices, nor targets',
      system({ 'a.path': '[Path]\nA=1\n', 'a.slice': '[Slice]\nA=1\n', 'a.target': '[Unit]\nWants=b\n', 'a.socket': '[Socket]\nA=1\n' }),
      system({ 'a.path': '[Path]\nA=2\n', 'a.slice': '[Slice]\nA=2\n', 'a.target': '[Unit]\nWants=c\n', 'a.socket': '[Socket]\nA=2\n' }),
      {},
    ],
    ['restarts a timer', system({ 'a.timer': '[Timer]\nOnCalendar=a\n' }), system({ 'a.timer': '[Timer]\nOnCalendar=b\n' }), { restarted: ['a.timer'] }],
    [
      'restarts a service of which a drop-in changes',
      system({ 'a.service': [service(), '[Service]\nUser=a\n'] }),
      system({ 'a.service': [service(), '[Service]\nUser=b\n'] }),
      { restarted: ['a.service'] },
    ],
  ]
  for (const [what, before, after, expected] of cases)
    it(what, () => {
      const none = { stopped: [], started: [], restarted: [], reloaded: [], notRestarted: [], ifRunning: [] }
      assert.deepEqual(unitChanges(before, after), { ...none, ...expected })
    })
})

describe('a unit file', () => {
  it('is taken back and added to by its drop-ins', () => {
    const unit = readUnit(['[Service]\nExecStart=a\nEnvironment=A=1\n# no\n', '[Service]\nExecStart=\nExecStart=b\nEnvironment=B=2 \\\n  C=3\n'])
    assert.deepEqual(
      unit.get('Service'),
      new Map([
        ['ExecStart', ['b']],
        ['Environment', ['A=1', 'B=2 C=3']],
      ]),
    )
  })

  it('says yes in the words of systemd, and the last time counts', () => {
    assert.equal(isSet(readUnit(['[Unit]\nA=no\nA=on\n']), 'Unit', 'A', false), true)
    assert.equal(isSet(readUnit(['[Unit]\nA=0\n']), 'Unit', 'A', true), false)
    assert.equal(isSet(readUnit([]), 'Unit', 'A', true), true)
  })
})
