// A key for each target: each is offered its own alone, and none is seen anywhere.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { mustExecute } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, expectRed, resultsOf, statesOf } from './scenario.ts'

let lab: Lab
let one: LabHost
let two: LabHost
const keys: Record<string, string> = {}

before(async () => {
  lab = await startLab({ hosts: [{ name: 'one' }, { name: 'two' }] })
  one = lab.hosts['one'] as LabHost
  two = lab.hosts['two'] as LabHost
  for (const host of [one, two]) {
    const file = join(lab.directory, `key-${host.name}`)
    await mustExecute(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', host.name, '-f', file])
    keys[host.name] = readFileSync(file, 'utf8')
    const setUp = `cat >/etc/ssh/authorized_keys.d/root; echo 'LogLevel VERBOSE' >/etc/ssh/sshd_config.d/0-test.conf; systemctl restart ssh`
    await host.sh(setUp, { input: readFileSync(`${file}.pub`) })
  }
  await lab.runner.flake.commit()
})
after(() => lab.stop())

const targets = (): string => `staging: root@${one.address}\nproduction: root@${two.address}`
const json = (name: string): string => JSON.stringify(keys[name])

/** Which keys sshd was offered, by what it said of them. */
async function offered(host: LabHost): Promise<string[]> {
  await host.sh('journalctl --sync')
  const said = await host.sh('journalctl --unit=ssh --output=cat | grep publickey || :')
  return [...new Set([...said.matchAll(/^(\w+) publickey .* (SHA256:\S+)$/gm)].map(([, how = '', fingerprint = '']) => `${how} ${fingerprint}`))]
}

it('each target is offered its own key alone, and no key is seen anywhere', async () => {
  const run = await act(lab, { targets: targets(), 'ssh-private-key': `staging: ${json('one')}\nproduction: ${json('two')}` })
  expectGreen(run)
  assert.deepEqual(statesOf(run), { staging: 'activated', production: 'activated' })
  for (const host of [one, two]) {
    const fingerprint = (await mustExecute(['ssh-keygen', '-lf', join(lab.directory, `key-${host.name}.pub`)])).split(' ')[1] ?? ''
    assert.deepEqual(await offered(host), [`Accepted ${fingerprint}`])
  }
  const told = run.log + run.summary + JSON.stringify(run.outputs)
  for (const key of Object.values(keys)) for (const line of key.split('\n').slice(1, -2)) assert.ok(!told.includes(line))
})

it('the wrong key for a target is refused in the name of that target, and the others go on', async () => {
  const run = await act(lab, { command: 'status', targets: targets(), 'ssh-private-key': `staging: ${json('one')}\nproduction: ${json('one')}` })
  assert.deepEqual(statesOf(run), { staging: 'unchanged', production: 'unreachable' })
  assert.match(resultsOf(run)['production']?.reason ?? '', /^ssh-private-key: root at \S+ does not accept the key .*ssh-ed25519 \S+ one/s)
})

it('a gate has a key of its own', async () => {
  const revision = one.link('healthy') ?? ''
  expectGreen(
    await act(lab, {
      command: 'promote',
      revision,
      targets: `production: root@${two.address}`,
      'require-healthy-on': `staging: root@${one.address}`,
      'ssh-private-key': `staging: ${json('one')}\nproduction: ${json('two')}`,
    }),
  )
})

it('a key that is missing, or none, is said before anything is contacted', async () => {
  expectRed(
    await act(lab, { targets: targets(), 'ssh-private-key': `staging: ${json('one')}` }),
    /^ssh-private-key: there is no key for the target 'production'; known: staging$/,
  )
  expectRed(
    await act(lab, { targets: targets(), 'ssh-private-key': `staging: ${json('one')}\nproduction: ssh-ed25519 AAAA` }),
    /^ssh-private-key, production: this is the public half of a key/,
  )
})
