// The NixOS module, evaluated (test/module/evaluate.nix), and what it comes to used on a host as it is: users' keys, sudo's rules, the policy, and
// the two units that look after what a reboot finds.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually, mustExecute } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, type Inputs, resultsOf, see } from './scenario.ts'
import { letGo, stopAt, stopped } from './stop-at.ts'
import { bringModule, type Config, evaluateModule, installModule, moduleProgram, type Unit } from './with-module.ts'

const program = '/run/current-system/sw/bin/nix-flake-deploy-agent'

let lab: Lab
let web: LabHost
let privateKey = ''
let publicKey = ''
let config: Config

/** What the module comes to where these options are given. Throws with Nix's words. */
async function evaluate(given: Record<string, unknown>): Promise<Config> {
  const file = `${lab.runner.work.inside}/given.json`
  await lab.runner.sh(`cat >${file}`, { input: JSON.stringify(given) })
  return evaluateModule(lab, `builtins.fromJSON (builtins.readFile ${file})`)
}

/** As NixOS writes it. */
function unitText({ description, after, unitConfig = {}, serviceConfig }: Unit): string {
  const lines = (section: Record<string, string | number | boolean>): string =>
    Object.entries(section)
      .map(([key, value]) => `${key}=${String(value)}\n`)
      .join('')
  return `[Unit]\nDescription=${description}\nAfter=${after.join(' ')}\n${lines(unitConfig)}[Service]\n${lines(serviceConfig)}`
}

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web', disk: 'image' }] })
  web = lab.hosts['web'] as LabHost
  bringModule(lab)
  const file = join(lab.directory, 'key-module')
  await mustExecute(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'ci', '-f', file])
  privateKey = readFileSync(file, 'utf8')
  publicKey = readFileSync(`${file}.pub`, 'utf8').trim()
  config = await evaluate({
    enable: true,
    configuration: 'staging',
    keys: { ci: { role: 'deploy', key: publicKey } },
    // The second leaves behind what holds its output open.
    tolerateUnits: ['wait.service', 'acme-*.service'],
    checks: { web: 'test ! -e /root/red', lingers: 'sleep 600 &' },
    bootTimeout: 12,
  })

  await installModule(web, config)
  await lab.runner.flake.commit({
    staging: {
      programs: moduleProgram,
      moreUnits: Object.fromEntries(Object.entries(config.systemd.services).map(([name, unit]) => [`${name}.service`, unitText(unit)])),
    },
  })
  expectGreen(await act(lab, { targets: `staging: root@${web.address}` }))
})
after(() => lab.stop())

/** Deploys with the key of the module, whose role is `deploy`. */
async function deploy(activate: string, inputs: Inputs = {}): Promise<RunResult> {
  const targets = `staging: { host: deploy@${web.address}, activate: ${activate} }`
  return act(lab, { 'ssh-private-key': privateKey, targets, ...inputs })
}

/** What runs; undefined while it reboots. */
function runs(): string | undefined {
  try {
    return web.running()
  } catch {
    return undefined
  }
}

const history = (): string => web.readFile('/srv/revisions/.state/history') ?? ''

describe('the module', () => {
  it('comes to a policy, keys, rules for sudo and units', () => {
    assert.deepEqual(
      config.assertions.filter(({ assertion }) => !assertion),
      [],
    )
    assert.equal(
      config.environment.etc['nix-flake-deploy/policy']?.text,
      'revisions-directory=/srv/revisions\nkeep-revisions=10\npayloads=closure\nrequire-signature=false\nboot-timeout=12\ntolerate-units=wait.service acme-*.service\nconfiguration=staging\ncheck-lingers=sleep 600 &\ncheck-web=test ! -e /root/red\n',
    )
    const command = `${program} serve --role deploy --name ci`
    assert.deepEqual(config.users.users['deploy']?.openssh.authorizedKeys.keys, [`restrict,command="${command}" ${publicKey}`])
    assert.deepEqual(config.security.sudo.extraRules, [{ users: ['deploy'], runAs: 'root', commands: [{ command, options: ['NOPASSWD'] }] }])
    assert.deepEqual(config.security['sudo-rs'].extraRules, config.security.sudo.extraRules)
    assert.equal(config.security.sudo.extraConfig, `Defaults!${program} env_keep += "SSH_USER_AUTH"\n`)
    assert.equal(config.services.openssh.settings.ExposeAuthInfo, true)
    assert.ok((config.boot.kernel.sysctl['kernel.panic'] ?? 0) > 0)
    assert.deepEqual(Object.keys(config.systemd.services).sort(), ['nix-flake-deploy-guard', 'nix-flake-deploy-heal'])
  })

  it('writes signers as OpenSSH reads them, and says what does not fit together', async () => {
    const signed = await evaluate({
      enable: true,
      configuration: 'staging',
      requireSignature: true,
      signers: { 'ci-1': { key: publicKey }, old: { key: publicKey, validBefore: '20200101' } },
    })
    await web.sh('cat >/root/signers', { input: signed.environment.etc['nix-flake-deploy/signers']?.text ?? '' })
    const found = await web.sh(
      `echo x >/root/x && ssh-keygen -q -t ed25519 -N '' -f /root/k <<<y >/dev/null; ssh-keygen -Y sign -q -n nix-flake-deploy -f /root/k /root/x && sed "s|ssh-ed25519 .*|$(cat /root/k.pub)|" /root/signers >/root/s && ssh-keygen -Y find-principals -f /root/s -s /root/x.sig`,
    )
    assert.equal(found, 'ci-1')
    const failing = async (given: Record<string, unknown>): Promise<string[]> =>
      (await evaluate({ enable: true, ...given })).assertions.filter(({ assertion }) => !assertion).map(({ message }) => message)
    assert.match((await failing({ requireSignature: true })).join(), /requireSignature needs `configuration`/)
    assert.match((await failing({ keys: { 'a b': { role: 'watch', key: publicKey } } })).join(), /the names of keys and signers are plain words/)
    for (const named of ['checks', 'hooks'])
      assert.match((await failing({ [named]: { 'a/b': 'true' } })).join(), /checks and hooks: their names are plain words/)
    for (const odd of [
      { keys: { a: { role: 'root', key: publicKey } } },
      { checks: { a: 'true\nrequire-signature=false' } },
      { bootTimeout: 1 },
      { nothing: 1 },
    ])
      await assert.rejects(evaluate({ enable: true, ...odd }), /not of its type|no such option/)
  })

  it('is in a flake that Nix reads, and in a test of virtual machines that it can parse', async () => {
    const at = `${lab.runner.work.inside}/module`
    await lab.runner.sh(`nix-instantiate --parse ${at}/nix/vm-test.nix >/dev/null`)
    const outputs = `builtins.attrNames ((import ${at}/flake.nix).outputs { self = { }; }).nixosModules`
    assert.equal(
      await lab.runner.sh(`nix --extra-experimental-features nix-command eval --json --impure --expr '${outputs}'`),
      '["default","nix-flake-deploy"]',
    )
  })

  it('lets its key deploy through its rule for sudo, and has units that leave a deployment alone', async () => {
    const sha = await lab.runner.flake.commit()
    expectGreen(await deploy('switch', { 'health-check': answersRevision }))
    await expectConfirmed(web, sha, web.link(sha))
    assert.match(history(), new RegExp(`\\tconfirmed\\t${sha}\\t\\S+\\tci; octocat `))
  })
})

describe('after `activate: boot` and the reboot, a host with the module', () => {
  it('confirms by itself what its checks find healthy, also where the guard was killed meanwhile', async () => {
    const sha = await lab.runner.flake.commit()
    const booted = resultsOf(await deploy('boot'))['staging']?.toplevel
    await web.sh('touch /root/red')
    await web.reboot()
    await eventually(
      'the guard waits for the checks',
      async () => (await web.sh('systemctl show --property=ActiveState --value nix-flake-deploy-guard')) === 'active',
    )
    await web.sh('systemctl kill --signal=KILL nix-flake-deploy-guard; rm /root/red')
    await eventually('it is confirmed', () => web.link('healthy') === sha, { withinMs: 60_000 })
    await eventually('the service answers', async () => (await web.http())?.version === sha, { withinMs: 20_000 })
    await expectConfirmed(web, sha, booted)
    assert.match(history(), new RegExp(`\\tconfirmed\\t${sha}\\t\\S+\\tthe host itself, after a reboot\\tafter a reboot`))
  })

  it('goes back to what was healthy, and reboots into that, where a check stays red', async () => {
    const [healthy, running] = [web.link('healthy'), web.running()]
    const sha = await lab.runner.flake.commit()
    const booted = resultsOf(await deploy('boot'))['staging']?.toplevel
    await web.sh('touch /root/red')
    await web.reboot()
    assert.equal(runs(), booted)
    await eventually('what was healthy runs', () => runs() === running, { withinMs: 120_000 })
    await web.settled()
    await web.sh('rm /root/red')
    assert.deepEqual([web.link('healthy'), web.profile(), web.bootDefault()], [healthy, running, running])
    assert.match(history(), new RegExp(`\\trolled-back\\t${sha}\\t\\S+\\tthe host itself, after a reboot\\tnot healthy within 12 s after a reboot: web`))
    // And that is that.
    await web.reboot()
    assert.equal(web.running(), running)
  })

  it('goes back also where the guard was killed on its way there', async () => {
    const running = web.running()
    await lab.runner.flake.commit()
    const booted = resultsOf(await deploy('boot'))['staging']?.toplevel
    await web.sh('touch /root/red')
    await web.reboot()
    assert.equal(runs(), booted)
    await stopAt(web, 'systemctl reboot')
    await stopped(web)
    assert.equal(web.profile(), running)
    await web.sh('systemctl kill --signal=KILL nix-flake-deploy-guard')
    await letGo(web)
    await eventually('what was healthy runs', () => runs() === running, { withinMs: 120_000 })
    await web.settled()
    await web.sh('rm /root/red')
    assert.equal(web.bootDefault(), running)
  })

  it('proves it also where the power went while its boot entry was written', async () => {
    const sha = await lab.runner.flake.commit()
    const booted = resultsOf(await deploy('boot'))['staging']?.toplevel
    await web.sh(`echo ${booted ?? ''} >/srv/revisions/.state/boot-entry-unsure`)
    await web.reboot()
    await eventually('it is confirmed', () => web.link('healthy') === sha, { withinMs: 60_000 })
    assert.equal(web.readFile('/srv/revisions/.state/boot-entry-unsure'), undefined)
    await eventually('the service answers', async () => (await web.http())?.version === sha, { withinMs: 20_000 })
    await expectConfirmed(web, sha, booted)
  })

  it('leaves alone what somebody has put there by hand, and what is confirmed', async () => {
    const paths = await lab.install({ staging: { version: 'by-hand' } })
    const byHand = paths['staging'] ?? ''
    await web.sh(`nix-env -p /nix/var/nix/profiles/system --set ${byHand} && ${byHand}/bin/switch-to-configuration boot; touch /root/red`)
    await web.reboot()
    assert.equal(web.running(), byHand)
    await web.sh('sleep 15; rm /root/red')
    assert.equal(web.running(), byHand)
    assert.equal(web.bootDefault(), byHand)
  })
})

describe('where a switch breaks off, a host with the module', () => {
  it('goes back at once: its units know a deployment of this boot from what a reboot has left', async () => {
    await web.reboot()
    const before = await see(web)
    await lab.runner.flake.commit({ staging: { version: undefined, sick: 'exit1' } })
    expectRed(await deploy('switch', { 'activation-timeout': '2m' }), /\(exit code 1\)/)
    // What was put there by hand has become a revision meanwhile.
    assert.deepEqual(await see(web), { ...before, healthy: web.link('healthy') })
    // One that had waited for the lock of the way back would have failed.
    assert.equal(await web.sh('systemctl list-units --failed --plain --no-legend "nix-flake-deploy-*"'), '')
    await lab.runner.flake.commit({ staging: { sick: undefined } })
  })
})

describe('after a power cut in the window, a host with the module', () => {
  it('brings the record to its end by itself, before anybody asks', async () => {
    const sha = await lab.runner.flake.commit({ staging: { version: undefined } })
    const toplevel = await lab.runner.flake.toplevel('staging')
    const before = web.running()
    const isOpen = eventually('the window is open', () => web.running() === toplevel && web.readFile('/srv/revisions/.state/pending') !== undefined, {
      withinMs: 60_000,
    })
    const neverHealthy = { 'health-check': 'url: "http://{host}:1/"\ntimeout: 1s', 'confirm-timeout': '5m' }
    await act(lab, { 'ssh-private-key': privateKey, targets: `staging: deploy@${web.address}`, ...neverHealthy }, { kill: isOpen })
    await web.powerCut()
    await web.start()
    await eventually('the record is at its end', () => web.readFile('/srv/revisions/.state/pending') === undefined, { withinMs: 60_000 })
    assert.equal(web.running(), before)
    assert.match(history(), new RegExp(`\\trolled-back\\t${sha}\\t`))
  })
})
