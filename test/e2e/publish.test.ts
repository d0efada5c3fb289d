// `publish-to`: systems go once to a store, and hosts that have it among their substituters fetch them from there.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { act, expectConfirmed, expectGreen, expectRed, expectUntouched, type Inputs, resultsOf, see, statesOf } from './scenario.ts'
import { sentBytes, startS3, WebStore } from './stores.ts'

const nix = "nix --extra-experimental-features 'nix-command flakes'"
const megabyte = 1_000_000

/** How many of its store paths a target was sent: `2 of 5`. */
function sentTo(run: RunResult, target: string): string {
  return new RegExp(`^${target}: sending (\\d+ of \\d+) store paths`, 'm').exec(run.log)?.[1] ?? 'never asked'
}

/** How many store paths were published: `5 of 5`. */
function published(run: RunResult): string {
  return /^published (\d+ of \d+) store paths/m.exec(run.log)?.[1] ?? 'nothing'
}

/** A lab whose runner has a key of Nix, `lab-1`. */
async function startLabWithKey(
  hosts: Parameters<typeof startLab>[0]['hosts'],
  runner?: 'forky' | 'trixie',
): Promise<{ lab: Lab; secret: string; key: string }> {
  const lab = await startLab({ hosts, runner })
  await lab.runner.sh('nix-store --generate-binary-cache-key lab-1 /root/secret /root/public')
  return { lab, secret: await lab.runner.sh('cat /root/secret'), key: await lab.runner.sh('cat /root/public') }
}

/** Has a host's Nix ask this store, and trust this key. */
async function substitute(host: LabHost, url: string, key: string): Promise<void> {
  await host.sh(`printf 'substituters = %s\\ntrusted-public-keys = %s\\n' '${url}' '${key}' >> /etc/nix/nix.conf`)
}

for (const runner of ['forky', 'trixie'] as const) {
  describe(`publishing to a server that takes uploads, from a runner of ${runner}`, () => {
    let lab: Lab
    let store: WebStore
    let secret: string
    let key: string
    const hosts = (...names: string[]): LabHost[] => names.map((name) => lab.hosts[name]!)

    const deploy = (names: string[], inputs: Inputs = {}, options?: LabRunOptions): Promise<RunResult> => {
      const targets = Object.fromEntries(hosts(...names).map((host) => [host.name, { host: `root@${host.address}`, configuration: 'staging' }]))
      return act(lab, { targets: JSON.stringify(targets), 'publish-to': store.url, 'signing-key': secret, ...inputs }, options)
    }
    const expectDeployed = async (run: RunResult, names: string[]): Promise<void> => {
      expectGreen(run)
      for (const host of hosts(...names)) await expectConfirmed(host, run.outputs.revision ?? '', resultsOf(run)[host.name]?.toplevel)
    }

    before(async () => {
      const suites = { one: 'trixie', two: 'forky', old: 'bookworm', far: 'trixie', store: 'forky' } as const
      const started = await startLabWithKey(
        Object.entries(suites).map(([name, suite]) => ({ name, suite })),
        runner,
      )
      ;({ lab, secret, key } = started)
      store = await WebStore.start(lab.hosts['store']!)
      for (const host of hosts('one', 'two', 'old')) await substitute(host, store.url, key)
      await lab.runner.flake.commit({ staging: { parts: { one: 300_000, two: 200_000 } } })
    })
    after(() => lab.stop())

    it('copies all to it once, signed and compressed; hosts that have it as a substituter are sent nothing, others everything', async () => {
      const run = await deploy(['one', 'two', 'old', 'far'])
      await expectDeployed(run, ['one', 'two', 'old', 'far'])
      assert.equal(published(run), '5 of 5')
      for (const name of ['one', 'two', 'old']) assert.match(sentTo(run, name), /^0 of 5$/, run.log)
      // A host of the runner's own suite has its busybox.
      assert.match(sentTo(run, 'far'), /^[45] of 5$/)
      const put = (await store.requests()).filter((line) => line.startsWith('PUT /nar/'))
      assert.equal(put.length, 5)
      assert.equal(new Set(put).size, 5)
      const narInfos = await store.narInfos()
      assert.equal(narInfos.match(/^Compression: zstd$/gm)?.length, 5)
      assert.equal(narInfos.match(/^Sig: lab-1:/gm)?.length, 5)
      for (const word of [secret, secret.slice(6)]) assert.ok(!run.raw.replaceAll(/^::add-mask::.*$/gm, '').includes(word))
    })

    it('has hosts ask anew that remember what was not there', async () => {
      await lab.runner.flake.commit()
      expectGreen(await lab.runner.run({ command: 'build', configurations: 'staging' }))
      const toplevel = await lab.runner.sh('readlink result-staging && rm result-staging', { cwd: lab.runner.flake.directory })
      const ask = (host: LabHost): Promise<unknown> => host.exec(['nix-store', '--realise', '--dry-run', toplevel])
      const asked = async (): Promise<number> => (await store.requests()).filter((line) => line.includes(toplevel.slice(11, 43))).length
      await store.requests()
      for (const host of hosts('one', 'two', 'old')) await ask(host)
      assert.equal(await asked(), 3)
      for (const host of hosts('one', 'two', 'old')) await ask(host)
      assert.equal(await asked(), 0, 'they remember')
      const run = await deploy(['one', 'two', 'old'])
      await expectDeployed(run, ['one', 'two', 'old'])
      assert.equal(published(run), '2 of 5')
      for (const name of ['one', 'two', 'old']) assert.match(sentTo(run, name), /^0 of/, run.log)
    })

    it('publishes anew what was removed from there since, whatever the runner remembers', async () => {
      await lab.runner.flake.commit()
      expectGreen(await lab.runner.run({ command: 'build', configurations: 'staging' }))
      await lab.runner.sh(`${nix} copy --to ${store.url} $(readlink result-staging) && rm result-staging`, { cwd: lab.runner.flake.directory, user: 'runner' })
      await store.empty()
      const run = await deploy(['one'], { 'publish-only': 'true' })
      await expectDeployed(run, ['one'])
      assert.equal(published(run), '5 of 5')
    })

    it('signs what somebody has published there before without that key', async () => {
      await lab.runner.flake.commit()
      const unsigned = await deploy(['one'], { 'signing-key': '', 'publish-only': 'true' })
      expectRed(
        unsigned,
        /^the host's Nix could not take \/nix\/store\/\S+: .*'\/nix\/store\/\S+' from 'http:\/\/\S+'.* not signed by any of the keys in 'trusted-public-keys'; it is sent nothing instead \(`publish-only`\), and nothing was changed\. .*sign what is published \('signing-key'\)/,
      )
      const run = await deploy(['one'], { 'publish-only': 'true' })
      await expectDeployed(run, ['one'])
      assert.equal(published(run), '0 of 5')
      assert.match(run.log, /added 2 signatures/)
    })

    // What follows is the hosts' part.
    if (runner === 'trixie') return

    for (const name of ['one', 'two', 'old'] as const) {
      it(`with publish-only names the key that ${name} does not trust, in the words of its Nix; without, sends it everything`, async () => {
        const host = lab.hosts[name]!
        await lab.runner.flake.commit()
        await host.sh('cp /etc/nix/nix.conf /root/nix.conf; sed -i /^trusted-public-keys/d /etc/nix/nix.conf')
        const was = await see(host)
        const run = await deploy([name], { 'publish-only': 'true' })
        expectRed(
          run,
          new RegExp(
            `not signed by any of the keys in 'trusted-public-keys'; it is sent nothing instead .*: let the host's trusted-public-keys have ${key.replaceAll('+', '\\+')} `,
          ),
        )
        await expectUntouched(host, was)
        const sent = await deploy([name])
        await expectDeployed(sent, [name])
        assert.match(sent.log, /not signed by any of the keys in 'trusted-public-keys'; sending everything, without the host's substituters/)
        await host.sh('mv /root/nix.conf /etc/nix/nix.conf')
      })
    }

    it('with publish-only sends nothing, and a host that cannot fetch says what it lacks and whom it asked', async () => {
      await lab.runner.flake.commit()
      const far = lab.hosts['far']!
      const was = await see(far)
      const none = await deploy(['one', 'far'], { 'publish-only': 'true', 'stage-failures': 'skip' })
      assert.deepEqual(statesOf(none), { one: 'activated', far: 'failed' })
      expectRed(
        none,
        /the host lacks \d store paths, is sent none of them \(`publish-only`\), and could not fetch them from anywhere, for it has no substituters: \/nix\/store\/\S+.*; nothing was changed\. Let its substituters have http:\/\/\S+ \(nix\.settings\.substituters on NixOS\); let the host's trusted-public-keys have lab-1:/,
      )
      await expectUntouched(far, was)
      await far.sh(
        "cp /etc/nix/nix.conf /root/nix.conf; echo 'substituters = http://somebody:secret@198.51.100.250/a?b=c file:///var/empty' >>/etc/nix/nix.conf",
      )
      const others = await deploy(['far'], { 'publish-only': 'true' })
      expectRed(others, /could not fetch them from its substituters \(http:\/\/198\.51\.100\.250\/a, file:\/\/\/var\/empty\): \/nix\/store/)
      assert.ok(!others.raw.includes('somebody'))
      await expectUntouched(far, was)
      // It has the store among its substituters, and does not get through to it.
      await far.sh(
        `sed -i 's|^substituters = http.*|substituters = ${store.url}/|' /etc/nix/nix.conf; nft 'add table inet lab; add chain inet lab out { type filter hook output priority 0; }; add rule inet lab out tcp dport 80 reject'`,
      )
      expectRed(
        await deploy(['far'], { 'publish-only': 'true' }),
        /Can it reach http:\/\/\S+, and may it read it\? `nix path-info --store 'http:\S+' \/nix\/store\/\S+` there says/,
      )
      await expectUntouched(far, was)
      await far.sh('nft delete table inet lab; mv /root/nix.conf /etc/nix/nix.conf')
    })

    it('takes user and password from a netrc file that nix-options name', async () => {
      await lab.runner.flake.commit()
      await lab.hosts['store']!.sh("echo 'ci:{PLAIN}of-the-store' >/root/passwords; chmod 755 /root; chmod 644 /root/passwords")
      await store.reconfigure('location / { limit_except GET { auth_basic store; auth_basic_user_file /root/passwords; } }')
      expectRed(await deploy(['one']), /^cannot publish to http:\/\/198\.51\.100\.\d+: .*401/)
      await lab.runner.sh('umask 077; cat >/home/runner/netrc; chown runner: /home/runner/netrc', {
        input: `machine ${lab.hosts['store']!.address}\nlogin ci\npassword of-the-store\n`,
      })
      const run = await deploy(['one'], { 'nix-options': '--netrc-file\n/home/runner/netrc', 'publish-only': 'true' })
      await expectDeployed(run, ['one'])
      assert.ok(!run.raw.includes('of-the-store'))
      await store.reconfigure('')
    })

    it('fails before any host is asked where the store takes nothing', async () => {
      await lab.runner.flake.commit()
      const was = await see(lab.hosts['one']!)
      await store.reconfigure('dav_methods off;')
      expectRed(await deploy(['one']), /^cannot publish to http:\/\/198\.51\.100\.\d+: .*405/)
      await expectUntouched(lab.hosts['one']!, was)
      await store.reconfigure('')
    })

    it('uploads once, however many hosts there are', async () => {
      await lab.runner.flake.commit({ staging: { pad: 20 * megabyte } })
      const before = await sentBytes(lab, 'runner')
      const run = await deploy(['one', 'two', 'old'], { 'publish-only': 'true' })
      const sent = (await sentBytes(lab, 'runner')) - before
      await expectDeployed(run, ['one', 'two', 'old'])
      assert.ok(sent > 20 * megabyte && sent < 24 * megabyte, `${sent} bytes`)
      const fetched = (await store.requests()).filter((line) => line.startsWith('GET /nar/'))
      assert.ok(fetched.length >= 3, fetched.join('\n'))
    })

    it('goes on on the host while the runner is cut off after the upload', async () => {
      await lab.runner.flake.commit()
      await store.reconfigure(`limit_rate ${1.3 * megabyte};`)
      const host = lab.hosts['one']!
      const running = deploy(['one'], { 'publish-only': 'true' })
      await eventually('the host fetches', async () => (await host.exec(['pgrep', '-f', 'nix-store --realise .* --add-root'])).code === 0, { withinMs: 60_000 })
      await lab.runner.cut()
      const toplevel = await lab.runner.flake.toplevel('staging')
      await eventually('the host has it all', async () => (await host.exec(['nix-store', '--check-validity', toplevel])).code === 0, { withinMs: 60_000 })
      await lab.runner.heal()
      await store.reconfigure('')
      const run = await running
      await expectDeployed(run, ['one'])
      assert.match(sentTo(run, 'one'), /^0 of/)
    })
  })
}

describe('publishing to other stores', () => {
  let lab: Lab
  let secret: string
  let key: string

  const deploy = (names: string[], inputs: Inputs, options?: LabRunOptions): Promise<RunResult> => {
    const targets = Object.fromEntries(names.map((name) => [name, { host: `root@${lab.hosts[name]!.address}`, configuration: 'staging' }]))
    return act(lab, { targets: JSON.stringify(targets), 'signing-key': secret, 'publish-only': 'true', ...inputs }, options)
  }
  const expectFetched = async (run: RunResult, name: string): Promise<void> => {
    expectGreen(run)
    assert.match(sentTo(run, name), /^0 of/)
    await expectConfirmed(lab.hosts[name]!, run.outputs.revision ?? '', resultsOf(run)[name]?.toplevel)
  }

  before(async () => {
    ;({ lab, secret, key } = await startLabWithKey([{ name: 'one' }, { name: 'two', suite: 'forky' }, { name: 'store', suite: 'forky' }]))
    await lab.runner.flake.commit({ staging: { parts: { one: 300_000, two: 200_000 } } })
  })
  after(() => lab.stop())

  it('fills a directory of the runner, which somebody else serves', async () => {
    await lab.runner.sh(`install -d -o runner /srv/served
      systemd-run --quiet --unit=served /usr/bin/busybox httpd -f -p 8081 -h /srv/served`)
    await substitute(lab.hosts['one']!, `http://${lab.runner.address}:8081`, key)
    const run = await deploy(['one'], { 'publish-to': 'file:///srv/served' })
    await expectFetched(run, 'one')
    assert.equal(published(run), '5 of 5')
  })

  it('copies to an S3 server', async () => {
    const s3 = await startS3(lab, 'systems')
    try {
      // Of Debian's Nix 2.26 S3 is no part.
      await substitute(lab.hosts['two']!, s3.url, key)
      const run = await deploy(['two'], { 'publish-to': s3.url })
      await expectFetched(run, 'two')
      assert.equal(published(run), '5 of 5')
      assert.equal(published(await deploy(['two'], { 'publish-to': s3.url })), '0 of 5')
    } finally {
      s3.stop()
    }
  })

  for (const scheme of ['ssh-ng', 'ssh']) {
    it(`copies to the store of another machine over ${scheme}, as the runner's own user logs in`, async () => {
      const store = lab.hosts['store']!
      const home = async (machine: LabHost | Lab['runner'], directory: string, user: string): Promise<void> => {
        await machine.sh(`install -d -m 700 -o ${user} ${directory}/.ssh && cat > ${directory}/.ssh/known_hosts`, { input: lab.knownHosts })
        await machine.sh(`umask 077; cat > ${directory}/.ssh/id_ed25519; chown -R ${user}: ${directory}/.ssh`, { input: lab.privateKey })
      }
      await home(lab.runner, '/home/runner', 'runner')
      await home(lab.hosts['one']!, '/root', 'root')
      // Only whom Nix trusts may sign what is in the store of the runner.
      await lab.runner.sh("echo 'trusted-users = root runner' >> /etc/nix/nix.conf; systemctl try-restart nix-daemon.service")
      await substitute(store, '', key)
      await lab.runner.flake.commit()
      const url = `${scheme}://root@${store.address}`
      await substitute(lab.hosts['one']!, url, key)
      const run = await deploy(['one'], { 'publish-to': url })
      await expectFetched(run, 'one')
      const toplevel = resultsOf(run)['one']?.toplevel ?? ''
      assert.match(await store.sh(`${nix} path-info --sigs ${toplevel}`), /\tlab-1:/)
      await lab.runner.sh('rm -r /home/runner/.ssh')
    })
  }
})
