// Commands beside an activation, on the host and on the runner.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually, mustExecute } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, errorOf, expectConfirmed, expectGreen, expectRed, expectUntouched, type Inputs, resultsOf, see, statesOf } from './scenario.ts'

describe('hooks', () => {
  let lab: Lab
  const host = (name: string): LabHost => lab.hosts[name] ?? assert.fail(name)
  const targets = (...names: string[]): string => names.map((name) => `${name}: {host: "root@${host(name).address}", configuration: staging}`).join('\n')
  const deploy = (hooks: unknown, inputs: Inputs = {}): Promise<RunResult> =>
    act(lab, { targets: targets('web'), 'health-check': answersRevision, hooks: JSON.stringify(hooks), ...inputs })
  const said = (name = 'web'): string => host(name).readFile('/var/said') ?? ''

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }, { name: 'db' }] })
    await lab.runner.flake.commit()
    expectGreen(await act(lab, { targets: targets('web', 'db') }))
  })
  after(() => lab.stop())
  beforeEach(async () => {
    for (const name of ['web', 'db']) await host(name).sh('rm -f /var/said')
  })

  it('run before the activation and after the confirmation, where they say, and know what comes and what was', async () => {
    const was = host('web').running()
    const revision = await lab.runner.flake.commit()
    const run = await deploy({
      'before-activation': [
        'echo "before $REVISION $TARGET $HOST $TOPLEVEL $PREVIOUS_TOPLEVEL $(readlink -f /run/current-system) $(id -u)" >>/var/said',
        { command: 'echo "runner $REVISION in $PWD ${INPUT_HOOKS-} ${ACTIONS_RUNTIME_TOKEN-}"; cat', on: 'runner' },
      ],
      'after-confirmation':
        'echo "after $REVISION $TOPLEVEL $PREVIOUS_TOPLEVEL $(readlink -f /srv/revisions/healthy)" >>/var/said; echo "::warning::told" | tee /dev/stderr',
    })
    expectGreen(run)
    const toplevel = resultsOf(run)['web']?.toplevel ?? ''
    await expectConfirmed(host('web'), revision, toplevel)
    assert.equal(said(), `before ${revision} web ${host('web').address} ${toplevel} ${was} ${was} 0\nafter ${revision} ${toplevel} ${was} ${toplevel}\n`)
    assert.match(run.log, new RegExp(`^web \\| runner ${revision} in \\S+ {2}$`, 'm'))
    assert.match(run.log, /^web \| ::warning::told$/m)
    assert.deepEqual(
      resultsOf(run)
        ['web']?.phases?.map(({ phase }) => phase)
        .filter((phase) => ['hooks', 'activate', 'confirm'].includes(phase)),
      ['hooks', 'activate', 'confirm', 'hooks'],
    )
  })

  it('do not run where nothing is activated', async () => {
    await lab.runner.flake.commit()
    const hooks = { 'before-activation': 'echo before >>/var/said', 'after-confirmation': 'echo after >>/var/said' }
    expectGreen(await deploy(hooks, { activate: 'dry-activate' }))
    expectGreen(await deploy(hooks, { activate: 'none' }))
    assert.equal(said(), '')
    expectGreen(await deploy(hooks))
    assert.equal(said(), 'before\nafter\n')
    const again = await deploy(hooks)
    expectGreen(again)
    assert.deepEqual(statesOf(again), { web: 'unchanged' })
    assert.equal(said(), 'before\nafter\n')
  })

  it('run for a rollback, a promotion and a test; and before a system that boots next', async () => {
    const hooks = { 'before-activation': 'echo "before $REVISION" >>/var/said', 'after-confirmation': 'echo "after $REVISION" >>/var/said' }
    const first = host('web').link('healthy') ?? ''
    const second = await lab.runner.flake.commit()
    expectGreen(await deploy(hooks, { activate: 'test' }))
    expectGreen(await deploy(hooks, { command: 'promote', revision: second }))
    expectGreen(await deploy(hooks, { command: 'rollback' }))
    expectGreen(await deploy(hooks, { command: 'promote', revision: second, activate: 'boot' }))
    assert.equal(
      said(),
      [`before ${second}`, `after ${second}`, `before ${second}`, `after ${second}`, `before ${first}`, `after ${first}`, `before ${second}`, ''].join('\n'),
    )
    expectGreen(await deploy({}, { command: 'promote', revision: second }))
  })

  const failing: [what: string, hook: unknown, words: RegExp][] = [
    ['exits with another code than 0', 'echo on the way; echo no room; exit 3', /exit code 3: on the way \/ no room/],
    ['exits so on the runner', { command: 'echo no token >&2; exit 4', on: 'runner' }, /\(on the runner\): exit code 4: no token/],
    ['takes too long', { command: 'echo begun; sleep 300', timeout: '2s' }, /it had not ended after 2s and was stopped: begun/],
    ['takes too long on the runner', { command: 'echo begun; sleep 300', timeout: '2s', on: 'runner' }, /it had not ended after 2s and was stopped: begun/],
    ['is not named by the policy', { hook: 'dump' }, /the policy of this host names no hook 'dump'/],
  ]
  for (const [what, hook, words] of failing) {
    it(`stops a host before anything changes where one ${what}`, async () => {
      await lab.runner.flake.commit()
      const was = await see(host('web'))
      const run = await deploy({ 'before-activation': [hook, 'echo second >>/var/said'] })
      expectRed(run, words)
      assert.match(errorOf(run, 'web'), /; nothing was activated here/)
      assert.equal(resultsOf(run)['web']?.state, 'failed')
      await expectUntouched(host('web'), was)
      assert.equal(said(), '')
    })
  }

  it('that fail after the confirmation are red, and take nothing back', async () => {
    const revision = await lab.runner.flake.commit()
    const run = await deploy({ 'after-confirmation': 'echo nobody listens; false' })
    expectRed(run, /it was confirmed, and stays so: hook after-confirmation failed: .*exit code 1: nobody listens/)
    assert.equal(resultsOf(run)['web']?.state, 'failed')
    assert.equal(resultsOf(run)['web']?.changed, true)
    await expectConfirmed(host('web'), revision, resultsOf(run)['web']?.toplevel)
  })

  it('that fail after the confirmation count as a failure of the target, which rollback-all takes back', async () => {
    const was = await see(host('web'))
    await lab.runner.flake.commit()
    const run = await deploy({ 'after-confirmation': 'false' }, { 'on-failure': 'rollback-all' })
    expectRed(run, /it went back to .* \(on-failure: rollback-all\)/)
    assert.equal(host('web').running(), was.running)
  })

  it('of a wave that is activated together have all ended before any is activated', async () => {
    const was = { web: await see(host('web')), db: await see(host('db')) }
    await lab.runner.flake.commit()
    const hooks = { 'before-activation': 'echo "$TARGET $(readlink -f /run/current-system)" >>/var/said; [ "$TARGET" = web ] || { sleep 3; exit 1; }' }
    const run = await deploy(hooks, { targets: targets('web', 'db'), together: 'true' })
    expectRed(run, /hook before-activation failed/)
    assert.deepEqual(statesOf(run), { web: 'not-begun', db: 'failed' })
    assert.equal(said(), `web ${was.web.running}\n`)
    for (const name of ['web', 'db'] as const) await expectUntouched(host(name), was[name])
  })

  it('may say more than anybody reads, and end all the same', async () => {
    await lab.runner.flake.commit()
    const run = await deploy({ 'before-activation': 'seq 200000; printf %5000s x; echo; sleep 600 & exit 1' })
    expectRed(run, /exit code 1: \(\d+ lines are left out here\) \/ 199997 \/ 199998 \/ 199999 \/ 200000/)
    assert.match(run.log, /^web \| \(\d+ lines are left out here\)$/m)
  })

  it('end with a run that is cancelled, and nothing was activated', async () => {
    await lab.runner.flake.commit()
    const was = await see(host('web'))
    for (const on of ['host', 'runner']) {
      const inputs = { targets: targets('web'), hooks: JSON.stringify({ 'before-activation': { command: 'echo begun; sleep 987; sleep 986', on } }) }
      const run = await act(lab, inputs, { cancelAfter: (output) => output.includes('web | begun') })
      assert.equal(run.outcome, 'cancelled', run.log)
      assert.equal(resultsOf(run)['web']?.reason, 'cancelled; nothing was changed')
      assert.deepEqual(run.leftovers, [], run.log)
      const sleeps = async (): Promise<string> => (on === 'host' ? host('web').sh('pgrep -x sleep -a || :') : lab.runner.sh('pgrep -x sleep -a || :'))
      await eventually(`the hook on the ${on} has ended`, async () => !/98[67]/.test(await sleeps()))
    }
    await expectUntouched(host('web'), was)
  })

  it('of a key with a role are those that the host names', async () => {
    const program = '/usr/local/bin/nix-flake-deploy-agent'
    const file = join(lab.directory, 'key-deploy')
    await mustExecute(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', file])
    await host('db').sh(
      `mkdir -p /usr/local/bin /etc/nix-flake-deploy; cat >${program}; chmod 755 ${program}
      printf '%s\\n' "$KEY" >>/etc/ssh/authorized_keys.d/root
      echo 'hook-dump=echo "dump $REVISION $TOPLEVEL" >>/var/said' >/etc/nix-flake-deploy/policy`,
      {
        input: readFileSync(join(import.meta.dirname, '../../dist/host-agent.sh')),
        env: { KEY: `restrict,command="${program} serve --role deploy --name ci" ${readFileSync(`${file}.pub`, 'utf8').trim()}` },
      },
    )
    const revision = await lab.runner.flake.commit()
    const as = { targets: targets('db'), 'ssh-private-key': readFileSync(file, 'utf8') }
    expectRed(await deploy({ 'before-activation': 'touch /var/said' }, as), /a command that comes with the request is not run for a key with a role/)
    expectRed(await deploy({ 'before-activation': { hook: 'dmup' } }, as), /names no hook 'dmup'; it names dump: add `hook-dmup=COMMAND` to/)
    assert.equal(said('db'), '')
    const run = await deploy({ 'before-activation': { hook: 'dump' } }, as)
    expectGreen(run)
    assert.equal(said('db'), `dump ${revision} ${resultsOf(run)['db']?.toplevel ?? ''}\n`)
  })
})
