// A later job deploys what an earlier one has packed: with no Nix, no git and no checkout, to hosts that reach nothing else.
import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Manifest } from '../../src/archive/manifest.ts'
import { parseNarInfo } from '../../src/store/nar-info.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { sum } from '../unit/archive/maker.ts'
import { Carried } from './carried.ts'
import { answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, see, statesOf } from './scenario.ts'

describe('a deployment from an archive', () => {
  let lab: Lab
  let hosts: LabHost[]
  let carried: Carried
  const host = (name: string): LabHost => lab.hosts[name]!
  const targetsOf = (...names: string[]): string => names.map((name) => `${name}: { host: deploy@${host(name).address}, configuration: staging }`).join('\n')
  const everywhere = (): string => targetsOf('trixie', 'forky', 'bookworm')

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'trixie' }, { name: 'forky', suite: 'forky' }, { name: 'bookworm', suite: 'bookworm' }] })
    hosts = Object.values(lab.hosts)
    carried = new Carried(lab)
  })
  after(() => lab.stop())

  for (const payload of ['closure', 'derivation', 'source']) {
    it(`puts its ${payload} on hosts that have none of it`, async () => {
      const revision = await lab.runner.flake.commit()
      const archive = await carried.make({ payload: 'closure, derivation, source' })
      const toplevel = await lab.runner.flake.toplevel('staging')
      const run = await carried.act(archive, { targets: everywhere(), 'health-check': answersRevision, payload })
      expectGreen(run)
      assert.equal(run.outputs.revision, revision)
      if (payload !== 'source') assert.deepEqual(JSON.parse(run.outputs.toplevels ?? ''), { staging: toplevel })
      for (const on of hosts) {
        assert.equal(resultsOf(run)[on.name]?.toplevel, toplevel)
        await expectConfirmed(on, revision, toplevel)
        assert.equal(await on.sh('ls /srv/revisions/.state/spool /srv/revisions/.state/roots | grep -v :$ || :'), '')
        await on.sh(`nix-store --verify-path $(nix-store --query --requisites ${toplevel})`)
      }
      const again = await carried.act(archive, { targets: everywhere(), payload })
      expectGreen(again)
      assert.equal(again.outputs.changed, 'false')
    })
  }

  it("takes a directory, and a label of one's own", async () => {
    const version = await lab.runner.flake.commit()
    const archive = await carried.make({}, '')
    expectGreen(await carried.act(archive, { targets: targetsOf('trixie'), revision: 'v1.2.3' }))
    await expectConfirmed(host('trixie'), 'v1.2.3', await lab.runner.flake.toplevel('staging'), version)
  })

  it('sends nothing where the gate is closed, and deploys when it opens', async () => {
    const revision = await lab.runner.flake.commit()
    const archive = await carried.make()
    const toplevel = await lab.runner.flake.toplevel('staging')
    const gate = { 'require-healthy-on': `forky: root@${host('forky').address}` }
    const before = await see(host('trixie'))
    expectRed(
      await carried.act(archive, { targets: targetsOf('trixie'), ...gate }),
      new RegExp(`^require-healthy-on: forky: revision ${revision} is not staged there.*Nothing was activated`),
    )
    await expectUntouched(host('trixie'), before)
    assert.equal((await host('trixie').exec(['nix-store', '--check-validity', toplevel])).code, 1)
    expectGreen(await carried.act(archive, { targets: targetsOf('forky') }))
    expectGreen(await carried.act(archive, { targets: targetsOf('trixie'), ...gate }))
    await expectConfirmed(host('trixie'), revision, toplevel)
  })

  it('promotes what the gate has proven to a target that never had it staged, and nothing else', async () => {
    const revision = await lab.runner.flake.commit()
    const archive = await carried.make()
    const gate = { 'require-healthy-on': `forky: root@${host('forky').address}` }
    const promote = (inputs: Record<string, string>) => carried.act(archive, { command: 'promote', targets: targetsOf('trixie'), ...inputs })
    const before = await see(host('trixie'))
    const proven = host('forky').link('healthy') ?? ''
    expectRed(await promote({ revision: 'healthy', ...gate }), new RegExp(`^revision: the archive has ${revision} and not '${proven}'`))
    expectRed(await promote({ revision: 'healthy' }), new RegExp(`^revision: the archive has ${revision} and not 'healthy'`))
    expectRed(await promote({ revision: proven }), new RegExp(`^revision: the archive has ${revision} and not '${proven}'`))
    expectRed(await promote({ revision, ...gate }), /forky: revision \w+ is not staged there/)
    await expectUntouched(host('trixie'), before)
    assert.equal(host('trixie').link(revision), undefined)

    expectGreen(await carried.act(archive, { targets: targetsOf('forky') }))
    const run = await promote({ revision: 'healthy', ...gate })
    expectGreen(run)
    assert.deepEqual(statesOf(run), { trixie: 'activated' })
    await expectConfirmed(host('trixie'), revision, await lab.runner.flake.toplevel('staging'))
    const again = await promote({ revision })
    expectGreen(again)
    assert.deepEqual(statesOf(again), { trixie: 'unchanged' })
  })

  it('of what an archive leaves out is refused where that is not there, and works where it is', async () => {
    const revision = await lab.runner.flake.commit({ staging: { parts: { large: 400_000 } } })
    const full = await carried.make({}, '')
    const toplevel = await lab.runner.flake.toplevel('staging')
    let leftOut = ''
    const thin = carried.changed(full, (directory) => {
      const file = join(directory, 'manifest.json')
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
      leftOut = Object.keys(manifest.paths).find((path) => path.endsWith('-large')) ?? ''
      manifest.paths[leftOut]!.expected = true
      writeFileSync(file, JSON.stringify(manifest))
      const narInfo = join(directory, `cache/${leftOut.slice(11, 43)}.narinfo`)
      for (const gone of [join(directory, 'cache', parseNarInfo(readFileSync(narInfo, 'utf8')).url), narInfo]) rmSync(gone)
      sum(directory)
    })
    const before = await see(host('trixie'))
    expectRed(await carried.act(thin, { targets: targetsOf('trixie') }), new RegExp(`the host lacks 1 store path.*${leftOut}; nothing was changed`))
    await expectUntouched(host('trixie'), before)
    assert.equal(host('trixie').link(revision), undefined)
    assert.equal((await host('trixie').exec(['nix-store', '--check-validity', toplevel])).code, 1)

    await lab.runner.sh(`nix-store --export ${leftOut} > ${lab.runner.work.inside}/large`)
    await host('trixie').sh('nix-store --import >/dev/null', { input: readFileSync(join(lab.runner.work.outside, 'large')) })
    expectGreen(await carried.act(thin, { targets: targetsOf('trixie') }))
    await expectConfirmed(host('trixie'), revision, toplevel)
    await lab.runner.flake.commit({ staging: { parts: {} } })
  })

  describe('that is signed', () => {
    let key: string
    before(async () => {
      key = await lab.runner.sh('nix --extra-experimental-features nix-command key generate-secret --key-name site-1')
      const publicKey = await lab.runner.sh('nix --extra-experimental-features nix-command key convert-secret-to-public', { input: key })
      // The hosts of an old and a new Nix trust the key, the third does not know it.
      for (const name of ['forky', 'bookworm']) await host(name).sh(`echo 'trusted-public-keys = ${publicKey}' >> /etc/nix/nix.conf`)
    })

    it('goes to hosts that trust the key, and to those that do not know it', async () => {
      const revision = await lab.runner.flake.commit()
      const archive = await carried.make({ 'signing-key': key })
      expectGreen(await carried.act(archive, { targets: everywhere() }))
      const toplevel = await lab.runner.flake.toplevel('staging')
      for (const on of hosts) await expectConfirmed(on, revision, toplevel)
      for (const name of ['forky', 'bookworm']) {
        const signed = await host(name).sh(`nix --extra-experimental-features nix-command path-info --sigs ${toplevel}`)
        assert.match(signed, /site-1:/)
      }
    })

    it('is refused by hosts that trust the key where a signature is wrong, and nothing is changed', async () => {
      await lab.runner.flake.commit()
      const archive = await carried.make({ 'signing-key': key }, '')
      const toplevel = await lab.runner.flake.toplevel('staging')
      const forged = carried.changed(archive, (directory) => {
        const file = join(directory, `cache/${toplevel.slice(11, 43)}.narinfo`)
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^Sig: site-1:.{86}==$/m, `Sig: site-1:${'A'.repeat(86)}==`))
        sum(directory)
      })
      const before = await Promise.all(hosts.map(see))
      expectRed(
        await carried.act(forged, { targets: targetsOf('forky', 'bookworm') }),
        /a signature does not hold: not all that was sent is signed by 'site-1'/,
      )
      const after = await Promise.all(hosts.map(see))
      assert.deepEqual(after, before)
      for (const name of ['forky', 'bookworm']) assert.equal((await host(name).exec(['nix-store', '--check-validity', toplevel])).code, 1)
      expectGreen(await carried.act(archive, { targets: targetsOf('forky', 'bookworm') }))
    })
  })

  describe('that other tools wrote', () => {
    const cases: [what: string, write: (toplevel: string, to: string) => string, ending?: string][] = [
      ['nix copy --to file://, as it is (xz)', (toplevel, to) => `nix --extra-experimental-features nix-command copy --to file://${to} ${toplevel}`],
      ['nix copy with zstd', (toplevel, to) => `nix --extra-experimental-features nix-command copy --to 'file://${to}?compression=zstd' ${toplevel}`],
      ['nix copy without compression', (toplevel, to) => `nix --extra-experimental-features nix-command copy --to 'file://${to}?compression=none' ${toplevel}`],
      ['nix-store --export', (toplevel, to) => `nix-store --export $(nix-store --query --requisites ${toplevel}) > ${to}`],
      ['nix-store --export, compressed by gzip', (toplevel, to) => `nix-store --export $(nix-store --query --requisites ${toplevel}) | gzip > ${to}`],
      ['nix-store --export, compressed by zstd', (toplevel, to) => `nix-store --export $(nix-store --query --requisites ${toplevel}) | zstd > ${to}`],
    ]
    for (const [what, write] of cases) {
      it(`${what}, deploys under a label that is said`, async () => {
        const revision = await lab.runner.flake.commit()
        expectGreen(await lab.runner.run({ command: 'build', configurations: 'staging', 'out-link-prefix': join(lab.runner.work.inside, 'out-') }))
        const toplevel = await lab.runner.flake.toplevel('staging')
        const place = carried.place()
        await lab.runner.sh(write(toplevel, place.inside), { user: 'runner' })
        expectRed(await carried.act(place, { targets: everywhere() }), /^revision: .* does not say of which revision it is; write a label/)
        expectGreen(await carried.act(place, { targets: everywhere(), revision, 'health-check': answersRevision }))
        for (const on of hosts) await expectConfirmed(on, revision, toplevel)
      })
    }
  })
})
