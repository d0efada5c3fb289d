// What an interruption leaves, and who has been at work meanwhile: an agent that was killed, an operator, a boot entry that should not be.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectConfirmed, expectGreen, type Inputs, statesOf } from './scenario.ts'

let lab: Lab
let web: LabHost
const state = '/srv/revisions/.state'

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web', disk: 'image' }] })
  web = lab.hosts['web'] as LabHost
  await lab.runner.flake.commit()
  expectGreen(await deploy())
})
after(() => lab.stop())

function deploy(inputs: Inputs = {}, activate = 'switch'): Promise<RunResult> {
  return act(lab, { targets: `web: { host: root@${web.address}, configuration: staging, activate: ${activate} }`, ...inputs })
}

/** How far the pending deployment is. */
function hasCome(file: 'begin' | 'activated'): boolean {
  const id = /^id=(.*)$/m.exec(web.readFile(`${state}/pending`) ?? '')?.[1]
  return id !== undefined && web.readFile(`/run/nix-flake-deploy/${id}/${file}`) !== undefined
}

/** Leaves a window open, and the machine without power. Gives the system that was in it. */
async function cutInWindow(meanwhile: (toplevel: string) => Promise<unknown>): Promise<string> {
  await lab.runner.flake.commit({ staging: { version: undefined } })
  const toplevel = await lab.runner.flake.toplevel('staging')
  const isOpen = eventually('the window is open', () => web.running() === toplevel && hasCome('activated'), { withinMs: 60_000 })
  const neverHealthy = { 'health-check': 'url: "http://{host}:1/"\ntimeout: 1s', 'confirm-timeout': '5m' }
  const targets = `web: { host: root@${web.address}, configuration: staging }`
  await act(lab, { targets, ...neverHealthy }, { kill: isOpen })
  await meanwhile(toplevel)
  await web.powerCut()
  await web.start()
  return toplevel
}

it('an activation whose agent was killed is followed to its end', async () => {
  const sha = await lab.runner.flake.commit({ staging: { sick: 'slow', seconds: 5 } })
  const deploying = deploy({ 'activation-timeout': '60s' })
  await eventually('it is activating', () => hasCome('begin'), { withinMs: 60_000 })
  const killed = await web.sh(`pkill -KILL -f '^sh -c NIX_FLAKE_DEPLOY_AGENT' && echo killed`)
  assert.equal(killed, 'killed')
  const run = await deploying
  assert.deepEqual(statesOf(run), { web: 'activated' }, run.log)
  assert.match(run.log, /trying again/)
  await expectConfirmed(web, sha, web.link(sha))
  await lab.runner.flake.commit({ staging: { sick: undefined } })
})

it('a record whose directory is a link is read as what it leads to, and pruned by what it says', async () => {
  await web.sh('mv /srv/revisions /srv/there && ln -s there /srv/revisions')
  const before = web.link('healthy')
  const shas: string[] = []
  for (let times = 0; times < 3; times++) {
    shas.push(await lab.runner.flake.commit())
    expectGreen(await deploy({ 'keep-revisions': '1' }))
  }
  assert.notEqual(web.link('healthy'), before)
  assert.equal(web.link('healthy'), shas.at(-1))
  expectGreen(await deploy({ command: 'rollback' }))
  assert.equal(web.link('healthy'), shas.at(-2))
  await web.sh('rm /srv/revisions && mv /srv/there /srv/revisions')
})

it('what an operator chose to boot after a power cut in the window stays chosen', async () => {
  await cutInWindow(() => Promise.resolve())
  const { staging: byHand = '' } = await lab.install({ staging: { version: 'by-hand' } })
  await web.sh(`nix-env -p /nix/var/nix/profiles/system --set ${byHand} && ${byHand}/bin/switch-to-configuration switch`)
  await lab.runner.flake.commit({ staging: { version: undefined } })
  expectGreen(await deploy({}, 'none'))
  assert.equal(web.readFile(`${state}/pending`), undefined)
  assert.deepEqual([web.running(), web.profile(), web.bootDefault()], [byHand, byHand, byHand])
})

it('a system that boots though it was never confirmed is gone back from at the next contact', async () => {
  const good = web.running()
  const toplevel = await cutInWindow((inWindow) =>
    web.sh(`nix-env -p /nix/var/nix/profiles/system --set ${inWindow} && ${inWindow}/bin/switch-to-configuration boot; sync`),
  )
  assert.equal(web.running(), toplevel)
  await lab.runner.flake.commit()
  expectGreen(await deploy({}, 'none'))
  assert.deepEqual([web.running(), web.profile(), web.bootDefault()], [good, good, good])
  assert.match(web.readFile(`${state}/history`) ?? '', /\trolled-back\t[^\n]*the host rebooted, and runs what was not confirmed/)
})
