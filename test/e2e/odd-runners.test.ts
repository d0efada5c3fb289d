// Runners and flakes that are odd, and that work or say at once why not.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type RunResult, runAction } from '../github/runner.ts'
import { repository } from '../lab/base.ts'
import { runnerUser } from '../lab/fixture.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { act, expectGreen, expectRed, resultsOf } from './scenario.ts'

for (const suite of ['forky', 'trixie'] as const) {
  describe(`with the Nix of ${suite}`, () => {
    let lab: Lab
    let flake = ''
    before(async () => {
      lab = await startLab({ hosts: [{ name: 'web', suite: 'forky' }], runner: suite })
      flake = lab.runner.flake.read('flake.nix') ?? ''
    })
    after(() => lab.stop())

    const sh = (script: string): Promise<string> =>
      lab.runner.sh(script, {
        user: runnerUser.name,
        cwd: lab.runner.flake.directory,
        env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'protocol.file.allow', GIT_CONFIG_VALUE_0: 'always' },
      })
    const target = (): string => `web: { host: "root@${lab.hosts.web!.address}", configuration: staging }`
    const deploy = (inputs: Record<string, string>): Promise<RunResult> => act(lab, { targets: target(), ...inputs })

    for (const isFlake of [true, false]) {
      it(`an input that is ${isFlake ? 'a flake' : 'a directory'} within the repository comes along with every payload`, async () => {
        const declared = isFlake ? 'inputs.part.url = "path:./part";' : 'inputs.part = { url = "path:./part"; flake = false; };'
        const word = isFlake ? 'part.word' : 'builtins.readFile "${part}/word"'
        lab.runner.flake.write(
          'flake.nix',
          flake.replace(/^\{/m, `{\n  ${declared}`).replace('{ self }:', '{ self, part }:').replace('host = name;', `host = assert ${word} != ""; name;`),
        )
        await sh(
          `mkdir -p part && echo '{ outputs = { self }: { word = "part"; }; }' > part/flake.nix && echo part > part/word && rm -f flake.lock && git add --all && nix --extra-experimental-features 'nix-command flakes' flake lock`,
        )
        for (const payload of ['closure', 'derivation', 'source']) {
          await lab.runner.flake.commit({ staging: { version: `${payload}-${String(isFlake)}` } })
          const run = await deploy({ payload })
          expectGreen(run)
          assert.equal(resultsOf(run).web?.state, 'activated', run.log)
        }
        expectGreen(
          await act(lab, {
            command: 'archive',
            payload: 'source',
            configurations: 'staging',
            'archive-path': `${lab.runner.work.inside}/relative-${String(isFlake)}.tar`,
          }),
        )
        lab.runner.flake.write('flake.nix', flake)
        await sh('rm -f flake.lock')
      })
    }

    it('a file in a submodule that was not asked for is said to be one, with what asks for it', async () => {
      await sh('mkdir ../../word && cd ../../word && git init -q -b main && echo word > word && git add . && git commit -qm one')
      await sh('git submodule --quiet add ../../word sub && git commit -qm submodule')
      lab.runner.flake.write('flake.nix', flake.replace('{ self }:', '{ self }: assert builtins.readFile ./sub/word == "word\\n";'))
      await lab.runner.flake.commit({ staging: { version: 'submodule' } })
      const run = await act(lab, { command: 'build', configurations: 'staging' })
      expectRed(run, /'sub\/word' is in the submodule sub, .*`flake: \.\?submodules=1`/)
      assert.doesNotMatch(run.annotations.map(({ message }) => message).join('\n'), /git add/)
      expectGreen(await act(lab, { command: 'build', configurations: 'staging', flake: '.?submodules=1' }))
      lab.runner.flake.write('flake.nix', flake)
    })

    it('systems with the longest names that Nix has are deployed and archived', async () => {
      const longest = (word: string): string => word.padEnd(207 - 'nixos-system-staging-'.length, '0')
      await lab.runner.flake.commit({ staging: { version: longest('closure') } })
      expectGreen(await deploy({}))
      await lab.runner.flake.commit({ staging: { version: longest('archive') } })
      const path = `${lab.runner.work.inside}/longest.tar`
      expectGreen(await act(lab, { command: 'archive', configurations: 'staging', 'archive-path': path }))
      const run = await deploy({ archive: path })
      expectGreen(run)
      assert.equal(resultsOf(run).web?.state, 'activated', run.log)
      await lab.runner.flake.commit({ staging: { version: longest('derivation') } })
      const built = await deploy({ payload: 'derivation' })
      expectGreen(built)
      assert.equal(resultsOf(built).web?.state, 'activated', built.log)
    })

    it('a user without a name is told so, and what to do, before anything is contacted', async () => {
      const machine = lab.runner.asActionMachine()
      const nameless = {
        ...machine,
        owner: { uid: 4242, gid: 4242 },
        spawn: (argv: string[], { cwd, env }: { cwd: string; env: Record<string, string> }) =>
          lab.runner.spawn(['setpriv', '--reuid', '4242', '--regid', '4242', '--clear-groups', '--', ...argv], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }),
      }
      const inputs = { command: 'status', targets: target(), 'known-hosts': lab.knownHosts }
      const says = /: No user exists for uid 4242\. OpenSSH works only for a user that has a name here; run the container as one that has/
      expectRed(await runAction(nameless, { ...inputs, 'ssh-private-key': lab.privateKey }, { action: repository, cwd: '/tmp' }), says)
      expectRed(await runAction(nameless, inputs, { action: repository, cwd: '/tmp', env: { SSH_AUTH_SOCK: '/tmp/agent' } }), says)
    })
  })
}
