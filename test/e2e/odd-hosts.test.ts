// Hosts that are not what they should be: no NixOS, a record that is not root's, links in it that lead elsewhere.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectConfirmed, expectGreen, expectUntouched, type Inputs, type Seen, see } from './scenario.ts'

let lab: Lab
let web: LabHost
let sha = ''
let toplevel = ''

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }, { name: 'other', suite: 'forky' }] })
  web = lab.hosts['web'] as LabHost
  sha = await lab.runner.flake.commit()
  expectGreen(await deploy())
  toplevel = await lab.runner.flake.toplevel('staging')
  await expectConfirmed(web, sha, toplevel)
})
after(() => lab.stop())

function deploy(inputs: Inputs = {}): Promise<RunResult> {
  return act(lab, { targets: `staging: deploy@${web.address}`, ...inputs })
}

function promote(revision: string, inputs: Inputs = {}): Promise<RunResult> {
  return act(lab, { command: 'promote', revision, targets: `staging: deploy@${web.address}`, ...inputs }, { path: lab.runner.pathWithoutNix })
}

function errorOf(run: RunResult): string {
  assert.equal(run.code, 1, run.log)
  assert.equal(run.annotations.length, 1, run.log)
  return run.annotations[0]?.message ?? ''
}

describe('a revisions-directory', () => {
  const odd: [name: string, make: string, directory: string, says: RegExp][] = [
    [
      'that belongs to somebody else',
      'mkdir /srv/theirs && chown deploy /srv/theirs',
      '/srv/theirs',
      /^revisions-directory: \/srv\/theirs must belong to root and be writable by root alone: chown root:root \/srv\/theirs; chmod 755 \/srv\/theirs$/,
    ],
    ['that everybody may write to', 'mkdir -m 777 /srv/open', '/srv/open', /^revisions-directory: \/srv\/open must belong to root/],
    [
      'below a directory of somebody else',
      'mkdir -p /home/deploy/here/record && chown deploy /home/deploy/here',
      '/home/deploy/here/record',
      /^revisions-directory: \/home\/deploy\/here must belong to root/,
    ],
    [
      'that leads to a directory of somebody else',
      'mkdir /srv/aside && chown deploy /srv/aside && ln -s /srv/aside /srv/link',
      '/srv/link',
      /^revisions-directory: \/srv\/aside must belong to root/,
    ],
    ['that is a file', ': > /srv/file', '/srv/file', /^revisions-directory: \/srv\/file cannot be made on this host: .*File exists$/],
  ]
  for (const [name, make, directory, says] of odd) {
    it(`${name} is refused, and nothing is changed`, async () => {
      const before = await see(web)
      await web.sh(make)
      assert.match(errorOf(await promote(sha, { 'revisions-directory': directory })), says)
      await expectUntouched(web, before)
      assert.equal(await web.sh(`find ${directory}/ -mindepth 1 2> /dev/null || :`), '')
    })
  }

  it('that lost its owner works again once that is put right as the error says', async () => {
    await web.sh('chown deploy:deploy /srv/revisions && chmod 775 /srv/revisions')
    const [, cure = ''] = /alone: (.*)$/.exec(errorOf(await deploy())) ?? []
    await web.sh(cure)
    expectGreen(await deploy())
  })
})

describe('a link in the record', () => {
  let before: Seen
  beforeEach(async () => {
    before = await see(web)
  })

  it('that somebody else made to lead elsewhere is never followed, and said to be in the way', async () => {
    await web.sh('ln -s /etc /srv/revisions/away')
    assert.match(errorOf(await promote('away')), /^\/srv\/revisions\/away leads to '\/etc', which is no system: somebody else put it there; remove it/)
    assert.match(errorOf(await deploy({ revision: 'away' })), /^\/srv\/revisions\/away leads to '\/etc', which is no system: .* use another `revision` label$/)
    assert.equal(web.link('away'), '/etc')
    await expectUntouched(web, before)
  })

  it('to another system than the one that is deployed is left as it is', async () => {
    const first = web.link(`found-${(await web.sh('basename $(readlink -f /run/booted-system)')).slice(0, 12)}`)
    await web.sh(`ln -s ${String(first)} /srv/revisions/taken`)
    assert.match(
      errorOf(await deploy({ revision: 'taken' })),
      /^revision taken already names \/nix\/store\/\S+ on this host, and a revision never changes its meaning: use another `revision` label$/,
    )
    assert.equal(web.link('taken'), first)
    await expectUntouched(web, before)
  })

  it('to a store path that is no system is not activated', async () => {
    await web.sh('ln -s "$(readlink /run/current-system/web)" /srv/revisions/no-system')
    assert.match(errorOf(await promote('no-system')), /^\/nix\/store\/\S+-web-\S+ is not a NixOS system: it has neither sw\/bin nor init$/)
    await expectUntouched(web, before)
  })

  it('to what is not in the store is not activated, and those that are there are listed', async () => {
    await web.sh('ln -s /nix/store/00000000000000000000000000000000-gone /srv/revisions/gone && mkdir /srv/revisions/folder')
    assert.match(errorOf(await promote('gone')), /^\/srv\/revisions\/gone names '\/nix\/store\/0+-gone', which is not in the store any more: deploy it again$/)
    const message = errorOf(await promote('nowhere'))
    assert.match(message, /^revision nowhere is not staged on this host; staged are: /)
    assert.ok(message.includes(` ${sha}`))
    assert.doesNotMatch(message, /folder/)
    await expectUntouched(web, before)
  })

  it('to what is not in the store any more is filled again by a deployment, and kept from the garbage collector', async () => {
    const revision = await lab.runner.flake.commit()
    const expected = await lab.runner.flake.toplevel('staging')
    await web.sh(`ln -s ${expected} /srv/revisions/${revision}`)
    expectGreen(await deploy({ activate: 'none' }))
    await web.sh('nix-collect-garbage', { timeoutMs: 120_000 })
    await web.sh(`nix-store --check-validity ${expected}`)
    await expectUntouched(web, before)
  })
})

describe('the links latest and healthy', () => {
  it('that name no revision count as none, and the next deployment puts them right', async () => {
    const before = await see(web)
    await web.sh(
      `ln -sfn "$(printf 'x\\nfact healthy owned\\nerror owned owned')" /srv/revisions/latest && ln -sfn '$(touch /srv/owned)' /srv/revisions/healthy`,
    )
    const status = await act(lab, { command: 'status', targets: `staging: deploy@${web.address}` })
    expectGreen(status)
    assert.match(status.log, /^ {2}latest {7}-\n {2}healthy {6}-$/m)
    assert.equal(errorOf(await promote('latest')), "this host has no 'latest' revision yet")
    await expectUntouched(web, { ...before, healthy: web.link('healthy') })

    const revision = await lab.runner.flake.commit()
    expectGreen(await deploy())
    await expectConfirmed(web, revision, await lab.runner.flake.toplevel('staging'))
    assert.equal(web.link('latest'), revision)
    assert.equal(await web.sh('ls /srv/owned 2> /dev/null || :'), '')
  })
})

describe('a machine', () => {
  it('without a system profile, such as an installer image, is refused', async () => {
    const other = lab.hosts['other'] as LabHost
    await other.sh('rm /nix/var/nix/profiles/system*')
    const run = await act(lab, { targets: `staging: deploy@${other.address}` })
    assert.match(errorOf(run), /^this machine has no NixOS system profile \(\/nix\/var\/nix\/profiles\/system\): install NixOS on it first/)
  })

  it('that does not run NixOS is refused, and `status` says so too', async () => {
    const other = lab.hosts['other'] as LabHost
    const asDebian =
      'rm -rf /run/current-system /run/booted-system /etc/NIXOS; sed -i /SetEnv/d /etc/ssh/sshd_config.d/lab.conf; sed -i /secure_path/d /etc/sudoers.d/lab'
    await other.sh(`${asDebian}; systemctl restart ssh`)
    const targets = `staging: deploy@${other.address}`
    assert.match(errorOf(await act(lab, { targets })), /^this machine has no NixOS system profile/)
    assert.match(errorOf(await act(lab, { command: 'status', targets })), /: this machine does not run NixOS$/)
    assert.equal(await other.sh('find /srv -mindepth 2 -name ".state"'), '')
  })
})
