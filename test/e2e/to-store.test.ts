// An archive on a machine that has Nix and no NixOS: into its store, and nothing more.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Lab, startLab } from '../lab/lab.ts'
import { byHand, carry, expectDone, expectFailed, install, makeArchive } from './by-hand.ts'
import type { Inputs } from './scenario.ts'

for (const suite of ['forky', 'trixie'] as const) {
  describe(`--to-store on a machine that is no NixOS (${suite})`, () => {
    let lab: Lab
    const site = '/var/tmp/site'
    const asUser = { user: 'nosudo' }

    /** Makes an archive and forgets what it was made of. */
    const archived = async (inputs: Inputs = {}): Promise<{ archive: Buffer; toplevel: string }> => {
      await lab.runner.flake.commit()
      const archive = await makeArchive(lab, inputs)
      const toplevel = await lab.runner.flake.toplevel('staging')
      await lab.runner.sh('nix-store --gc >/dev/null 2>&1')
      assert.equal((await lab.runner.exec(['nix-store', '--check-validity', toplevel])).code, 1)
      return { archive, toplevel }
    }
    const isThere = (toplevel: string): Promise<string> => lab.runner.sh(`nix-store --verify-path $(nix-store --query --requisites ${toplevel})`)

    before(async () => {
      lab = await startLab({ hosts: [], runner: suite })
    })
    beforeEach(() => lab.runner.sh(`rm -rf ${site}`))
    after(() => lab.stop())

    for (const payload of ['closure', 'derivation', 'source']) {
      it(`puts its ${payload} there as root, builds what is to be built, and prints the system's path`, async () => {
        const { archive, toplevel } = await archived({ payload })
        await carry(archive, lab.runner)
        const ended = await install(lab.runner, 'staging --to-store')
        expectDone(ended)
        assert.equal(ended.stdout, `${toplevel}\n`)
        await isThere(toplevel)
        assert.equal((await install(lab.runner, 'staging --to-store')).stdout, `${toplevel}\n`)
        assert.equal(await lab.runner.sh('ls -d /srv/revisions 2>/dev/null || :'), '')
      })
    }

    // Sources and derivations are what their content says, and need nobody's word for it.
    for (const payload of ['derivation', 'source']) {
      it(`puts its ${payload} there as a user whom Nix does not trust`, async () => {
        const { archive, toplevel } = await archived({ payload })
        await carry(archive, lab.runner, site)
        const ended = await byHand(lab.runner, `${site}/install staging --to-store`, asUser)
        expectDone(ended)
        assert.equal(ended.stdout, `${toplevel}\n`)
        await isThere(toplevel)
      })
    }

    it('refuses an unsigned system from a user whom Nix does not trust, and a signed one whose key it does not know', async () => {
      await lab.runner.sh('[ -e /root/public ] || nix-store --generate-binary-cache-key carrier-1 /root/secret /root/public')
      const secret = await lab.runner.sh('cat /root/secret')
      for (const inputs of [{}, { 'signing-key': secret }] as Inputs[]) {
        const { archive, toplevel } = await archived(inputs)
        await carry(archive, lab.runner, site)
        const ended = await byHand(lab.runner, `${site}/install staging --to-store`, asUser)
        expectFailed(ended, /this user may not put unsigned paths into the store: use sudo, or an archive with a key of this machine's trusted-public-keys/)
        assert.equal(ended.stdout, '')
        assert.equal((await lab.runner.exec(['nix-store', '--check-validity', toplevel])).code, 1)
        expectDone(await byHand(lab.runner, `chown -R root: ${site} && ${site}/install staging --to-store`))
        await isThere(toplevel)
      }
    })

    it('takes a signed system from anybody where its key is trusted, and from nobody when a signature does not hold', async () => {
      const trusted = await lab.runner.sh('cat /root/public')
      await lab.runner.sh(`echo 'trusted-public-keys = ${trusted}' >>/etc/nix/nix.conf; systemctl restart nix-daemon.service`)
      const { archive, toplevel } = await archived({ 'signing-key': await lab.runner.sh('cat /root/secret') })
      await carry(archive, lab.runner, site)
      await lab.runner.sh(`cd ${site} && cp -r . ../site-good && sed -i 's/^\\(Sig: .*:\\)..../\\1AAAA/' cache/*.narinfo &&
        find . -type f ! -name 'SHA256SUMS*' | sed 's|^./||' | sort | xargs sha256sum >SHA256SUMS`)
      for (const user of [asUser, {}]) {
        expectFailed(await byHand(lab.runner, `${site}/install staging --to-store`, user), /a signature does not hold: .*\. Nothing was installed/)
        assert.equal((await lab.runner.exec(['nix-store', '--check-validity', toplevel])).code, 1)
      }
      const ended = await byHand(lab.runner, '/var/tmp/site-good/install staging --to-store', asUser)
      expectDone(ended)
      assert.equal(ended.stdout, `${toplevel}\n`)
      await isThere(toplevel)
      await lab.runner.sh("sed -i '/^trusted-public-keys/d' /etc/nix/nix.conf; systemctl restart nix-daemon.service; rm -rf /var/tmp/site-good")
    })

    it('refuses what is damaged, and what leaves something out that is not there', async () => {
      const { archive, toplevel } = await archived()
      await carry(archive, lab.runner, site)
      await lab.runner.sh(`cd ${site} && cp -r . ../site-thin && truncate -s -1 $(ls cache/nar/* | head -n 1)`)
      expectFailed(await byHand(lab.runner, `${site}/install staging --to-store`), /\.nar\.zst is not what SHA256SUMS says/)
      await lab.runner.sh(`cd /var/tmp/site-thin && n=$(grep -l '^StorePath: .*-web-' cache/*.narinfo) && p=$(sed -n 's/^StorePath: //p' $n) &&
        rm cache/$(sed -n 's/^URL: //p' $n) $n && sed -i "\\|^    \\"$p\\": {|a\\      \\"expected\\": true," manifest.json &&
        find . -type f ! -name 'SHA256SUMS*' | sed 's|^./||' | sort | xargs sha256sum >SHA256SUMS`)
      const refused = await byHand(lab.runner, '/var/tmp/site-thin/install staging --to-store')
      expectFailed(refused, /this machine lacks 1 store paths that the archive leaves out, .*-web-\w+ \.\.\. Nothing was changed/)
      assert.equal((await lab.runner.exec(['nix-store', '--check-validity', toplevel])).code, 1)
      // With that path there, the rest is taken in.
      await lab.runner.sh(`rm -rf ${site}`)
      await carry(archive, lab.runner, site)
      await lab.runner.sh(
        `nix-store --realise $(sed -n 's/^StorePath: //p' $(grep -l '^StorePath: .*-web-' ${site}/cache/*.narinfo)) --option substituters 'file://${site}/cache?trusted=true' >/dev/null`,
      )
      const installed = await byHand(lab.runner, '/var/tmp/site-thin/install staging --to-store')
      expectDone(installed)
      assert.equal(installed.stdout, `${toplevel}\n`)
      await isThere(toplevel)
      await lab.runner.sh('rm -rf /var/tmp/site-thin')
    })

    it('says that it cannot install a system there', async () => {
      const { archive } = await archived()
      await carry(archive, lab.runner)
      expectFailed(await install(lab.runner, 'staging'), /no NixOS|does not run NixOS/)
    })

    it('finds Nix where it usually is, when it is not in PATH', async () => {
      const { archive, toplevel } = await archived()
      await carry(archive, lab.runner)
      await lab.runner.sh('for tool in nix nix-store nix-hash; do ln -s /usr/bin/$tool /usr/local/bin/; done')
      const { stdout, stderr } = await lab.runner.exec(['/root/site/install', 'staging', '--to-store'], { env: { PATH: lab.runner.pathWithoutNix } })
      assert.equal(stdout, `${toplevel}\n`, stderr)
    })
  })
}
