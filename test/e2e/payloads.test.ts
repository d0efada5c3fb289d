// What else can travel than a built system: its derivation, or the flake with its inputs; built on the host, offline.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, see } from './scenario.ts'

describe('a payload that the host builds', () => {
  let lab: Lab
  let hosts: LabHost[]

  const targets = (configuration = 'staging') =>
    Object.entries(lab.hosts)
      .map(([name, host]) => `${name}: { host: deploy@${host.address}, configuration: ${configuration} }\n`)
      .join('')
  const deploy = (inputs: Record<string, string>): Promise<RunResult> => act(lab, { targets: targets(), 'health-check': answersRevision, ...inputs })

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'trixie' }, { name: 'forky', suite: 'forky' }, { name: 'bookworm', suite: 'bookworm' }] })
    hosts = Object.values(lab.hosts)
    // An input of the flake that no host can fetch.
    await lab.runner.sh(
      `mkdir /home/runner/words && cd /home/runner/words && git init -q -b main && echo 'from an input' > words && git add . && git -c user.name=a -c user.email=a@b commit -qm one
       sed -i 's|outputs = { self }|inputs.words = { url = "git+file:///home/runner/words"; flake = false; };\\n  outputs = { self, words }|; s|inherit (settings) system;|inherit (settings) system; says = builtins.readFile "\${words}/words";|' ${lab.runner.flake.directory}/flake.nix
       cd ${lab.runner.flake.directory} && nix --extra-experimental-features 'nix-command flakes' flake lock && git add .`,
      { user: 'runner' },
    )
  })
  after(() => lab.stop())

  for (const payload of ['derivation', 'source'] as const) {
    it(`as its ${payload} is built there, and is the same system`, async () => {
      const revision = await lab.runner.flake.commit()
      const run = await deploy({ payload })
      expectGreen(run)
      const toplevel = await lab.runner.flake.toplevel('staging')
      for (const [name, host] of Object.entries(lab.hosts)) {
        assert.equal(resultsOf(run)[name]?.toplevel, toplevel)
        await expectConfirmed(host, revision, toplevel)
        assert.notEqual(await host.sh('ls -d /nix/store/*-nixos-system-staging-*.drv'), '')
        assert.equal(await host.sh('ls /srv/revisions/.state/roots /srv/revisions/.state/spool | grep -v :$ || :'), '')
        await host.sh('nix-store --gc >/dev/null 2>&1 && nix-store --check-validity /srv/revisions/*')
      }
      const again = await deploy({ payload })
      expectGreen(again)
      for (const name of Object.keys(lab.hosts)) assert.equal(resultsOf(again)[name]?.state, 'unchanged')
      assert.equal(again.outputs.changed, 'false')
    })

    it(`as its ${payload} is not built on the runner`, async () => {
      await lab.runner.flake.commit({ staging: { body: payload } })
      const run = await deploy({ payload, activate: 'none' })
      expectGreen(run)
      const { toplevel } = resultsOf(run).trixie ?? {}
      assert.match(toplevel ?? '', /^\/nix\/store\//)
      assert.equal((await lab.runner.exec(['nix-store', '--check-validity', toplevel ?? ''])).code, 1)
    })

    it(`as its ${payload} that cannot be built there says why, and changes nothing`, async () => {
      await lab.runner.flake.commit({ staging: { sick: 'build-fails' } })
      const before = await Promise.all(hosts.map((host) => see(host)))
      const run = await deploy({ payload })
      expectRed(run, /could not build the system: .*error/)
      assert.match(run.log, /the fixture was told to fail/)
      await Promise.all(hosts.map((host, index) => expectUntouched(host, before[index]!)))
      await lab.runner.flake.commit({ staging: { sick: undefined, body: undefined } })
    })
  }

  it('as its source that cannot be evaluated there says why', async () => {
    await lab.runner.flake.commit({ staging: { sick: 'eval-fails' } })
    expectRed(await deploy({ payload: 'source' }), /cannot be evaluated: the fixture was told so/)
  })
})
