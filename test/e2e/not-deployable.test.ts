// Systems after which no deployment and no way back would find what it needs, and hosts whose Nix does not answer: each is refused
// by its name, before anything changes.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import type { Configuration } from '../lab/fixture.ts'
import { expectQuiet, Herd, type HostName, hostNames } from './herd.ts'
import { act, eachForItself, errorOf, expectUntouched, resultsOf, type Seen, see } from './scenario.ts'

let herd: Herd
let seen: Record<HostName, Seen>

async function seeAll(): Promise<void> {
  seen = Object.fromEntries(await Promise.all(hostNames.map(async (name) => [name, await see(herd.host(name))] as const))) as typeof seen
}

/** Nothing has begun: not even a window was opened. */
async function expectNotBegun(run: RunResult, name: HostName, reason: RegExp): Promise<void> {
  const host = herd.host(name)
  const result = resultsOf(run)[name]!
  assert.equal(result.state, 'failed', run.log)
  assert.match(result.reason ?? '', reason)
  assert.match(errorOf(run, name), reason)
  await expectUntouched(host, seen[name])
  await expectQuiet(host)
  const [last = ''] = host.readFile('/srv/revisions/.state/history')!.trim().split('\n').slice(-1)
  assert.doesNotMatch(last, /\tactivating\t/)
}

describe('what is refused before anything changes', () => {
  before(async () => {
    herd = await Herd.start()
  })
  after(() => herd.lab.stop())

  const systems: Partial<Record<HostName, { what: string; system: Configuration; reason: RegExp }>> = {
    t1: {
      what: 'without Nix',
      system: { nix: false },
      reason: /has no Nix \(nix\.enable = false\), so that nothing could be deployed to this host after it; /,
    },
    f1: { what: 'without switch-to-configuration', system: { switchable: false }, reason: /has no switch-to-configuration \(system\.switch\.enable = false\)/ },
    t2: { what: 'without a shell', system: { bash: false }, reason: /has no shell \(a system without bash\)/ },
    f2: { what: 'that cannot be activated', system: { activatable: false }, reason: /has no activation script \(system\.activatable = false\)/ },
    t3: {
      what: 'that cannot be activated and has no switch-to-configuration',
      system: { activatable: false, switchable: false },
      reason: /has no activation script \(system\.activatable = false\)/,
    },
  }

  for (const activate of ['switch', 'boot'] as const) {
    describe(`with activate ${activate}`, () => {
      let run: RunResult

      before(async () => {
        await seeAll()
        await herd.commit(Object.fromEntries(Object.entries(systems).map(([name, { system }]) => [name, system])))
        run = await act(herd.lab, { targets: herd.targets(Object.fromEntries(Object.keys(systems).map((name) => [name, { activate }]))), ...eachForItself })
      })

      for (const [name, { what, reason }] of Object.entries(systems) as [HostName, { what: string; reason: RegExp }][]) {
        it(`is a system ${what}`, () => expectNotBegun(run, name, reason))
      }
    })
  }

  it('is nothing else: the next deployment works on every host', () => herd.expectNextDeployment())

  describe('on a host whose Nix', () => {
    const failing = 'printf \'#!/bin/sh\\necho "error: cannot open the database: it is damaged" >&2\\nexit 1\\n\' > /run/nix-store; chmod +x /run/nix-store; '
    const stand = (name: HostName): Promise<void> => herd.host(name).writeInStore('cp --remove-destination /run/nix-store /run/current-system/sw/bin/nix-store')
    const mend = (name: HostName): Promise<void> => herd.host(name).writeInStore('ln -sfn /usr/bin/nix-store /run/current-system/sw/bin/nix-store')
    let revision: string

    before(async () => {
      revision = await herd.commit({})
      const staging = await act(herd.lab, {
        targets: herd.targets({ t2: { configuration: 'well', activate: 'none' }, f2: { configuration: 'well', activate: 'none' } }),
      })
      assert.equal(staging.code, 0, staging.log)
      await seeAll()
      for (const name of ['t1', 't2'] as const) await herd.host(name).sh(failing)
      await Promise.all([stand('t1'), stand('t2')])
      for (const name of ['f1', 'f2'] as const) await herd.host(name).writeInStore('rm /run/current-system/sw/bin/nix-store')
    })
    after(async () => {
      for (const name of ['t1', 't2', 'f1', 'f2'] as const) await mend(name)
      await herd.expectNextDeployment()
    })

    it('does not answer, or is gone, is a deployment; with the words of the tool, and not taken for a store that lacks all', async () => {
      const run = await act(herd.lab, { targets: herd.targets({ t1: { configuration: 'well' }, f1: { configuration: 'well' } }) })
      await expectNotBegun(run, 't1', /Nix does not answer on this host: error: cannot open the database: it is damaged/)
      await expectNotBegun(run, 'f1', /Nix does not answer on this host: .*nix-store.*(not found|No such file)/)
    })

    it('does not answer, or is gone, is a promotion; and not taken for a store that has lost the revision', async () => {
      const run = await act(herd.lab, { command: 'promote', revision, targets: herd.targets({ t2: {}, f2: {} }) })
      await expectNotBegun(run, 't2', /Nix does not answer on this host: error: cannot open the database: it is damaged/)
      await expectNotBegun(run, 'f2', /Nix does not answer on this host: .*nix-store.*(not found|No such file)/)
    })
  })
})
