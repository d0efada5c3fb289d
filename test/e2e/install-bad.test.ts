// Archives that are not what they should be, and hosts that cannot take them: refused, with nothing changed, and the next try works.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { byHand, carry, expectDone, expectFailed, install, makeArchive, site } from './by-hand.ts'
import { expectConfirmed, expectUntouched, see } from './scenario.ts'

describe('an archive that is not what it should be', () => {
  let lab: Lab
  let hosts: LabHost[]
  let archive: Buffer
  let revision: string
  let toplevel: string

  const nar = 'cache/nar/$(ls -S cache/nar | head -n 1)'
  const narInfoOf = (name: string): string => `$(grep -l '^StorePath: .*${name}' cache/*.narinfo | head -n 1)`
  /** Makes the checksums anew, as somebody would who changed the archive on purpose. */
  const sums = `find . -type f ! -name 'SHA256SUMS*' | sed 's|^./||' | sort | xargs sha256sum >SHA256SUMS`
  const flip = (file: string, at: string): string =>
    `f=${file}; at=${at}; printf "\\\\$(printf %o $((1 ^ $(tail -c +$((at + 1)) $f | head -c 1 | od -An -tu1))))" | dd of=$f bs=1 seek=$at conv=notrunc status=none`
  const spoil = (host: LabHost, how: string): Promise<string> => host.sh(`cd ${site} && ${how}`)
  /** The record, and that the store has nothing by halves. What was taken in whole until then stays for the next try, or the garbage collector. */
  const stored = (host: LabHost): Promise<string> =>
    host.sh(`find /srv/revisions -maxdepth 1 -printf "%P %l\\n" | sort; ls /srv/revisions/.state/roots
      nix-store --query --requisites /srv/revisions/* /run/current-system | sort -u | xargs nix-store --verify-path
      ls -d /nix/store/*-* | grep -v '\\.lock$' | xargs nix-store --check-validity`)

  before(async () => {
    lab = await startLab({
      hosts: [
        { name: 'trixie', disk: 'image', sizeMb: 500 },
        { name: 'forky', suite: 'forky' },
        { name: 'bookworm', suite: 'bookworm' },
      ],
    })
    hosts = Object.values(lab.hosts)
    // A first one that works, so that there is something to keep.
    await lab.runner.flake.commit()
    const first = await makeArchive(lab)
    await Promise.all(
      hosts.map(async (host) => {
        await carry(first, host)
        expectDone(await install(host, 'staging --confirm'))
      }),
    )
    revision = await lab.runner.flake.commit({ staging: { parts: { big: 30_000_000 } } })
    archive = await makeArchive(lab)
    toplevel = await lab.runner.flake.toplevel('staging')
  })
  after(() => lab.stop())

  const spoiled: [what: string, how: string, said: RegExp, verified?: RegExp | 'whole'][] = [
    [
      'a flipped byte in a NAR',
      flip(nar, '1000'),
      /cache\/nar\/\w+\.nar\.zst is not what SHA256SUMS says: this archive is damaged; copy or fetch it again. Nothing was changed/,
    ],
    ['a flipped byte at the end of a NAR', flip(nar, '$(($(stat -c %s $f) - 1))'), /cache\/nar\/\w+\.nar\.zst is not what SHA256SUMS says/],
    ['a flipped byte in a narinfo', flip(narInfoOf('web'), '60'), /cache\/\w+\.narinfo is not what SHA256SUMS says/],
    ['a flipped byte in the manifest', flip('manifest.json', '200'), /manifest.json is not what SHA256SUMS says/],
    ['a flipped byte in the host agent', flip('host-agent.sh', '9000'), /host-agent.sh is not what SHA256SUMS says/],
    ['a flipped byte in the checksums', flip('SHA256SUMS', '10'), /is not what SHA256SUMS says|SHA256SUMS: line 1 is no checksum/],
    ['a flipped byte in the name of a checksum', flip('SHA256SUMS', '70'), /is missing|SHA256SUMS: line 1 is no checksum/],
    ['a truncated NAR', `truncate -s -7 ${nar}`, /cache\/nar\/\w+\.nar\.zst is not what SHA256SUMS says/],
    ['an empty narinfo', `: >${narInfoOf('web')}`, /cache\/\w+\.narinfo is not what SHA256SUMS says/],
    ['truncated checksums', 'truncate -s 700 SHA256SUMS', /is not part of this archive|is missing|SHA256SUMS: line \d+ is no checksum/],
    ['no checksums', 'rm SHA256SUMS', /SHA256SUMS is missing/],
    ['a missing NAR', `rm ${nar}`, /cache\/nar\/\w+\.nar\.zst is missing/],
    ['a missing narinfo', `rm ${narInfoOf('web')}`, /cache\/\w+\.narinfo is missing/],
    ['an extra file', 'echo hello >cache/hello.narinfo', /cache\/hello.narinfo is not part of this archive \(SHA256SUMS does not list it\): remove it/],
    ['a hidden extra file', 'echo hello >.hello', /\.hello is not part of this archive/],
    ['a link instead of a file', `mv manifest.json /root/m && ln -s /root/m manifest.json`, /manifest.json is a link or a device/],
    ['a name that leads out of it', `sed -i "1s|  .*|  ../../etc/passwd|" SHA256SUMS`, /SHA256SUMS: line 1 is no checksum of a file of its own/],
    ['a file listed twice', 'tail -n 1 SHA256SUMS >>SHA256SUMS', /SHA256SUMS: line \d+ is no checksum of a file of its own/],
    ['a newer schema', `sed -i 's/"schema": 1/"schema": 2/' manifest.json; ${sums}`, /manifest.json has schema 2, and this script knows 1/],
    ['no JSON for a manifest', `echo '{' >manifest.json; ${sums}`, /^install: manifest\.json cannot be read: .*; copy or fetch the archive again$/],
    [
      'another system',
      `sed -i 's/"system": "x86_64-linux"/"system": "aarch64-linux"/' manifest.json; ${sums}`,
      /is built for aarch64-linux and this host is x86_64/,
      'whole',
    ],
    ['checksums that leave a missing narinfo out', `rm ${narInfoOf('web')}; ${sums}`, /cache has no narinfo of \/nix\/store\/.*-web-/],
    ['checksums that leave a missing NAR out', `rm ${nar}; ${sums}`, /cache\/\w+\.narinfo names a NAR that is not there/],
    [
      'a narinfo that says other than the manifest',
      `sed -i 's/^NarSize: .*/NarSize: 5/' ${narInfoOf('web')}; ${sums}`,
      /cache\/\w+\.narinfo and manifest.json do not say the same of \/nix\/store\/.*-web-/,
    ],
    ['a narinfo of another path', `sed -i 's/-web-/-wob-/' ${narInfoOf('web')}; ${sums}`, /cache\/\w+\.narinfo .*manifest.json/],
    [
      'a narinfo with another hash',
      `sed -i '/^NarHash: sha256:0/{s/:0/:1/;b};/^NarHash: sha256:1/s/:1/:0/' ${narInfoOf('web')}; ${sums}`,
      /cache\/\w+\.narinfo .*manifest.json/,
    ],
    [
      'a store path that is not what its hash says',
      `z=${nar}; zstd -dq <$z | sed 's/web/wob/' >/root/n; zstd -qf /root/n -o $z; dd if=/dev/urandom of=/root/n bs=4096 count=50 conv=notrunc seek=100 status=none; zstd -qf /root/n -o $z; ${sums}`,
      /the host's Nix could not take .*/,
      /cache\/nar\/\w+\.nar\.zst is not what manifest.json says of \/nix\/store\//,
    ],
  ]
  for (const [index, [what, how, said, verified]] of spoiled.entries()) {
    it(`with ${what} is refused`, async () => {
      const host = hosts[index % hosts.length] ?? assert.fail()
      const [was, had] = [await see(host), await stored(host)]
      await carry(archive, host)
      await spoil(host, how)
      expectFailed(await install(host, 'staging --confirm'), said)
      const verifying = await install(host, 'verify')
      if (verified === 'whole') expectDone(verifying)
      else expectFailed(verifying, verified ?? said)
      await expectUntouched(host, was)
      assert.equal(await stored(host), had)
    })
  }

  it('with a damaged manifest is not listed, and the file is named', async () => {
    const [host = assert.fail()] = hosts
    await carry(archive, host)
    await spoil(host, flip('manifest.json', '200'))
    expectFailed(await install(host, 'list'), /^install: manifest\.json is not what SHA256SUMS says: this archive is damaged; copy or fetch it again/)
    await spoil(host, `echo '{' >manifest.json; ${sums}`)
    expectFailed(await install(host, 'list'), /^install: manifest\.json cannot be read: .*; copy or fetch the archive again$/)
    await spoil(host, 'rm SHA256SUMS')
    expectFailed(await install(host, 'list'), /SHA256SUMS is missing/)
  })

  for (const tool of ['sha256sum', 'comm', 'find', 'awk', 'sort', 'sed', 'grep', 'xargs', 'nix-hash', 'zstd']) {
    it(`is never called whole where ${tool} does not work`, async () => {
      const [, host = assert.fail()] = hosts
      await carry(archive, host)
      await host.sh(`rm -rf /root/broken && mkdir /root/broken && printf '#!/bin/sh\nexit 1\n' >/root/broken/${tool} && chmod +x /root/broken/${tool}`)
      // One byte in each file is wrong, and nothing may say else.
      await spoil(host, `${flip(nar, '1000')}; ${flip('manifest.json', '200')}`)
      expectFailed(await byHand(host, `PATH=/root/broken:$PATH ${site}/install verify`), /^install: /)
      await carry(archive, host)
      const { code, stderr } = await byHand(host, `PATH=/root/broken:$PATH ${site}/install verify`)
      assert.equal(code, 1, stderr)
      assert.doesNotMatch(stderr, /^whole/m)
    })
  }

  it('with a script that was cut off does nothing, wherever that was', async () => {
    const [host = assert.fail()] = hosts
    await carry(archive, host)
    const bytes = Number(await host.sh(`cp ${site}/install /root/whole; stat -c %s /root/whole`))
    for (let at = 200; at < bytes - 3; at += Math.floor(bytes / 12)) {
      await host.sh(`head -c ${at} /root/whole >${site}/install`)
      const { code, stdout } = await byHand(host, `${site}/install staging`)
      assert.notEqual(code, 0, `cut off at ${at}`)
      assert.equal(stdout, '')
    }
    assert.equal(host.link('latest'), host.link('healthy'))
  })

  for (const [what, how, said] of [
    [
      'that others may write to',
      `chmod g+w ${site}/cache`,
      /\/root\/site\/cache can be written by others than its owner, and root is about to trust it: chmod -R go-w/,
    ],
    ['with a file of another user', `chown nosudo ${site}/host-agent.sh`, /host-agent.sh belongs to another user/],
    [
      'in a directory that others may write to',
      `mkdir -p /root/open && chmod 777 /root/open && rm -rf /root/open/site && mv ${site} /root/open/site && ln -s /root/open/site ${site}`,
      /\/root\/open, above this archive, can be written by others than root/,
    ],
  ] as const) {
    it(`${what} is not trusted by root`, async () => {
      const [, host = assert.fail()] = hosts
      const was = await see(host)
      await carry(archive, host)
      await host.sh(how)
      expectFailed(await install(host, 'staging'), said)
      await expectUntouched(host, was)
      await host.sh(`rm -rf ${site} /root/open`)
    })
  }

  it('on a full disk is refused and leaves nothing, and installs when there is room', async () => {
    const [host = assert.fail()] = hosts
    await lab.runner.flake.commit({ staging: { parts: { big: 30_000_000, ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`part${n}`, 4_000_000])) } } })
    const parted = await makeArchive(lab)
    const inStore = (): Promise<string> => host.sh(`ls /nix/store | grep -v '\\.lock$'`)
    const [was, had, there] = [await see(host), await stored(host), await inStore()]
    await carry(parted, host)
    await host.fill(25_000)
    expectFailed(
      await install(host, 'staging'),
      /the disk of \/nix\/store is full: \d+ KiB were left while the new system arrived, and what had arrived was removed again/,
    )
    await expectUntouched(host, was)
    assert.equal(await stored(host), had)
    assert.equal(await inStore(), there)
    await host.sh('rm /ballast')
    await lab.runner.flake.commit({ staging: { parts: { big: 30_000_000 } } })
  })

  it('killed while it takes in the system, installs at the next try', async () => {
    await Promise.all(
      hosts.map(async (host) => {
        const was = await see(host)
        await carry(archive, host)
        const killed = byHand(host, `${site}/install staging`)
        await eventually(
          'it takes in',
          () =>
            host.sh('ls /srv/revisions/.state/spool | grep . && pkill -KILL -f [i]nstall.staging').then(
              () => true,
              () => false,
            ),
          { withinMs: 20_000 },
        )
        await killed
        await expectUntouched(host, was)
        // What that had begun goes on, and this waits for it.
        expectDone(await byHand(host, `${site}/install staging --confirm`))
        await expectConfirmed(host, revision, toplevel)
        await host.sh('rm -rf /run/nix-flake-deploy-install.*')
      }),
    )
  })

  it('that leaves out what the host does not have is refused before anything changes; it installs where it is there', async () => {
    await lab.runner.flake.commit({ staging: { parts: { big: 20_000_000 } } })
    const full = await makeArchive(lab)
    const thinRevision = await lab.runner.flake.commit()
    const thin = await makeArchive(lab, {
      'archive-path': `${lab.runner.work.inside}/thin.tar`,
      'archive-contents': `missing-from: ${lab.runner.work.inside}/site.tar`,
    })
    assert.ok(thin.length < 1_000_000)
    await Promise.all(
      hosts.map(async (host) => {
        const [was, had] = [await see(host), await stored(host)]
        await carry(thin, host)
        expectFailed(
          await install(host, 'staging --confirm'),
          /this machine lacks 1 store paths that the archive leaves out, .*: \/nix\/store\/\w+-big \.\.\. Nothing was changed/,
        )
        await expectUntouched(host, was)
        assert.equal(await stored(host), had)
        await carry(full, host)
        expectDone(await install(host, 'staging stage'))
        await carry(thin, host)
        expectDone(await install(host, 'verify'))
        expectDone(await install(host, 'staging --confirm'))
        await expectConfirmed(host, thinRevision, await lab.runner.flake.toplevel('staging'))
      }),
    )
  })
})

describe('a signed archive', () => {
  let lab: Lab
  let hosts: LabHost[]
  let secret: string
  let archive: Buffer

  const spoilSignature = `sed -i 's/^\\(Sig: .*:\\)..../\\1AAAA/' cache/*.narinfo`
  const sums = `find . -type f ! -name 'SHA256SUMS*' | sed 's|^./||' | sort | xargs sha256sum >SHA256SUMS`

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'trixie' }, { name: 'forky', suite: 'forky' }, { name: 'bookworm', suite: 'bookworm' }] })
    hosts = Object.values(lab.hosts)
    await lab.runner.sh('nix-store --generate-binary-cache-key carrier-1 /root/secret /root/public')
    secret = await lab.runner.sh('cat /root/secret')
  })
  after(() => lab.stop())

  const trust = async (host: LabHost): Promise<void> => {
    const publicKey = await lab.runner.sh('cat /root/public')
    await host.sh(`echo 'trusted-public-keys = ${publicKey}' >>/etc/nix/nix.conf`)
  }

  it('installs where its key is trusted, and where it is not and root trusts it', async () => {
    for (const isTrusted of [false, true]) {
      const revision = await lab.runner.flake.commit()
      archive = await makeArchive(lab, { 'signing-key': secret })
      await Promise.all(
        hosts.map(async (host) => {
          if (isTrusted) await trust(host)
          await carry(archive, host)
          expectDone(await install(host, 'staging --confirm'))
          await expectConfirmed(host, revision, await lab.runner.flake.toplevel('staging'))
        }),
      )
    }
  })

  it('with a signature that does not hold is refused where its key is trusted', async () => {
    await lab.runner.flake.commit()
    archive = await makeArchive(lab, { 'signing-key': secret })
    await Promise.all(
      hosts.map(async (host) => {
        const was = await see(host)
        await carry(archive, host)
        await host.sh(`cd ${site} && ${spoilSignature} && ${sums}`)
        expectFailed(
          await install(host, 'staging --confirm'),
          /a signature does not hold: not all that was sent is signed by 'carrier-1', which this host trusts, and nothing was changed/,
        )
        await expectUntouched(host, was)
      }),
    )
  })
})
