// An archive that a person carries to a host and installs there: the same links, watchdog and checks as over SSH.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { byHand, carry, expectDone, expectFailed, install, makeArchive, site } from './by-hand.ts'
import { act, expectConfirmed, expectUntouched, see } from './scenario.ts'

/** From the host itself: what answers is what was installed. */
const answersRevision = 'url: "http://{host}:8080/"\nexpect-header: "x-version: {revision}"\ntimeout: 3s\ninterval: 500ms'

/** The commands that a person is told to type, to end what waits for confirmation. */
function toldIn(said: string): { confirm: string; rollback: string } {
  const [, confirm = '', rollback = ''] = /^Look whether all is well, then: {2}(.*?) {4}\(or: (.*)\)$/m.exec(said) ?? []
  return { confirm, rollback }
}

describe('an archive on hosts with an empty store and no network', () => {
  let lab: Lab
  let hosts: LabHost[]

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'trixie' }, { name: 'forky', suite: 'forky' }, { name: 'bookworm', suite: 'bookworm' }] })
    hosts = Object.values(lab.hosts)
    // What is carried by hand needs no runner.
    await lab.runner.cut()
  })
  after(() => lab.stop())

  for (const payload of ['closure', 'derivation', 'source'] as const) {
    it(`as its ${payload} runs, and stays when a person has confirmed it`, async () => {
      const revision = await lab.runner.flake.commit()
      const archive = await makeArchive(lab, { payload })
      const toplevel = await lab.runner.flake.toplevel('staging')
      await Promise.all(
        hosts.map(async (host) => {
          const before = await see(host)
          await carry(archive, host)
          const said = expectDone(await install(host, 'staging'))
          assert.match(said, new RegExp(`it goes back by itself to ${before.running}`))
          assert.match(said, /In (10m00|9m\d\d)s .*\n.*\/root\/site\/install confirm/)
          assert.deepEqual(await see(host), { ...before, running: toplevel, version: revision, healthy: host.link('healthy') })
          assert.match((await install(host, 'status')).stdout, new RegExp(`waits for confirmation since .*: revision ${revision}, by root, by hand`))
          expectDone(await install(host, 'confirm'))
          await expectConfirmed(host, revision, toplevel)
          assert.match(expectDone(await install(host, 'staging')), /nothing was changed/)
          assert.equal(await host.sh('ls /srv/revisions/.state/roots /srv/revisions/.state/spool | grep -v :$ || :'), '')
          await host.sh(`cd ${site} && sha256sum --quiet --check SHA256SUMS && nix-store --gc >/dev/null 2>&1 && nix-store --check-validity /srv/revisions/*`)
        }),
      )
    })

    it(`as its ${payload} comes from a pipe to a user with sudo, and confirms itself when told to`, async () => {
      const revision = await lab.runner.flake.commit()
      const archive = await makeArchive(lab, { payload, 'health-check': answersRevision })
      const toplevel = await lab.runner.flake.toplevel('staging')
      await Promise.all(
        hosts.map(async (host) => {
          const line = 'rm -rf ~/site && mkdir ~/site && tar -x -C ~/site && sudo ~/site/install staging switch --confirm'
          expectDone(await byHand(host, line, { user: 'deploy', input: archive }))
          await expectConfirmed(host, revision, toplevel)
          assert.match(await host.sh('tail -n 1 /srv/revisions/.state/history'), /deploy, by hand/)
        }),
      )
    })
  }

  it('can be staged alone, tested, or made to boot next', async () => {
    const [host = assert.fail()] = hosts
    const was = await see(host)
    const revision = await lab.runner.flake.commit()
    await carry(await makeArchive(lab), host)
    const toplevel = await lab.runner.flake.toplevel('staging')
    expectDone(await install(host, 'staging stage --revision trial-1'))
    await expectUntouched(host, was)
    assert.equal(host.link('trial-1'), toplevel)
    expectDone(await install(host, 'staging test'))
    expectDone(await install(host, 'confirm'))
    await expectUntouched(host, { ...was, running: toplevel, version: revision })
    assert.match(expectDone(await install(host, 'staging boot')), /boots next: revision .*unconfirmed/)
    assert.equal(host.bootDefault(), toplevel)
    expectDone(await install(host, 'staging switch --confirm'))
    await expectConfirmed(host, revision, toplevel)
  })

  it('goes back where nobody confirms it, and says so to who confirms too late', async () => {
    await lab.runner.flake.commit()
    const archive = await makeArchive(lab)
    await Promise.all(
      hosts.map(async (host) => {
        const was = await see(host)
        await carry(archive, host)
        expectDone(await install(host, 'staging --confirm-timeout 3s'))
        assert.notEqual(host.running(), was.running)
        await eventually('it went back', () => host.running() === was.running && host.readFile('/srv/revisions/.state/pending') === undefined, {
          withinMs: 20_000,
        })
        expectFailed(await install(host, 'confirm'), /nothing waits for confirmation.*rolled-back .*nobody confirmed the new system in time/)
        await expectUntouched(host, was)
      }),
    )
  })

  it('goes back when told to', async () => {
    const [host = assert.fail()] = hosts
    const was = await see(host)
    expectDone(await install(host, 'staging'))
    assert.match(expectDone(await install(host, 'rollback')), /rolled back: told so by root, by hand/)
    await expectUntouched(host, was)
    expectFailed(await install(host, 'rollback'), /nothing waits for confirmation/)
    await expectUntouched(host, was)
  })

  it('goes back when a health check of the archive is red', async () => {
    await lab.runner.flake.commit({ staging: { sick: 'unhealthy' } })
    const archive = await makeArchive(lab, { 'health-check': answersRevision })
    await Promise.all(
      hosts.map(async (host) => {
        const was = await see(host)
        await carry(archive, host)
        expectFailed(
          await install(host, 'staging --confirm-timeout 10s'),
          /rolled back: health check failed: http:\/\/localhost:8080\/: the status is 500, not 2xx/,
        )
        await expectUntouched(host, was)
      }),
    )
    await lab.runner.flake.commit({ staging: { sick: undefined } })
  })

  it('goes back when its activation fails, in the words of the host', async () => {
    const [host = assert.fail()] = hosts
    const was = await see(host)
    await lab.runner.flake.commit({ staging: { sick: 'unit-fails' } })
    await carry(await makeArchive(lab), host)
    expectFailed(await install(host, 'staging'), /rolled back: units failed: broken.service/)
    await expectUntouched(host, was)
    await lab.runner.flake.commit({ staging: { sick: undefined } })
  })

  describe('judges health checks as a workflow does:', () => {
    const text = 'one.two [three]\nfour "five" \\six $seven\nas on Windows\r\neight'
    const cases: [name: string, check: string, outcome: 'passes' | 'is red' | 'is refused with --confirm, and else left to the person'][] = [
      ['a header in another case', '{url: "http://{host}:8080/", expect-header: "X-VERSION: {revision}"}', 'passes'],
      ['another value of a header', '{url: "http://{host}:8080/", expect-header: "x-version: {revision}x"}', 'is red'],
      ['a list of statuses', '{url: "http://{host}:8080/", expect-status: [404, 2xx]}', 'passes'],
      ['another status', '{url: "http://{host}:8080/", expect-status: 204}', 'is red'],
      ['a text over two lines', `{url: "http://{host}:8080/", expect-body: ${JSON.stringify('[three]\nfour "five" \\six $')}}`, 'passes'],
      ['a text that is not there', '{url: "http://{host}:8080/", expect-body: "one_two"}', 'is red'],
      ['a regular expression', '{url: "http://{host}:8080/", expect-body: "/^one.two|nothing$/"}', 'passes'],
      ['a regular expression that does not match', '{url: "http://{host}:8080/", expect-body: "/^two/"}', 'is red'],
      [
        'a regular expression that only JavaScript knows',
        '{url: "http://{host}:8080/", expect-body: "/one(?=.two)\\\\s?/"}',
        'is refused with --confirm, and else left to the person',
      ],
      ['a regular expression with classes of JavaScript', '{url: "http://{host}:8080/", expect-body: "/\\\\[\\\\w+]\\\\s+four[^x]\\"/"}', 'passes'],
      ['a line that ends as on Windows', '{url: "http://{host}:8080/", expect-body: "/^as on Windows$/"}', 'passes'],
      ['a command', `{command: 'test "$REVISION $TARGET" = "{revision} staging" && echo $((40 + 2))', expect-body: "42"}`, 'passes'],
      ['a command that fails', '{command: "echo so; exit 3"}', 'is red'],
      ['what has to keep passing', '{url: "http://{host}:8080/", for: 2s, interval: 200ms}', 'passes'],
    ]
    for (const [name, check, outcome] of cases) {
      it(`${name} ${outcome}`, async () => {
        const host = hosts[cases.findIndex(([each]) => each === name) % hosts.length] ?? assert.fail()
        const was = await see(host)
        const revision = await lab.runner.flake.commit({ staging: { body: text } })
        const sharp = check.replace(/\}$/, ', timeout: 2s}')
        await carry(await makeArchive(lab, { 'health-check': sharp }), host)
        const ended = await install(host, 'staging --confirm --confirm-timeout 9s')
        if (outcome === 'passes') expectDone(ended)
        else if (outcome === 'is red') {
          expectFailed(ended, /rolled back: health check failed/)
          await expectUntouched(host, was)
          return
        } else {
          expectFailed(ended, /--confirm: whether the body of http.* is left to you, .* \/root\/site\/install confirm\. Nothing was changed/)
          await expectUntouched(host, was)
          assert.equal(host.link(revision), undefined)
          assert.match(expectDone(await install(host, 'staging')), /is left to you[\s\S]*is not confirmed/)
          expectDone(await install(host, 'confirm'))
        }
        await expectConfirmed(host, revision, await lab.runner.flake.toplevel('staging'))
      })
    }
  })

  it('asks all health checks at once, for as long as it may wait for confirmation', async () => {
    const [host = assert.fail()] = hosts
    const revision = await lab.runner.flake.commit()
    const slow = 'command: "true"\n  for: 4s\n  interval: 500ms\n  timeout: 1s'
    await carry(await makeArchive(lab, { 'health-check': `- ${slow}\n- ${slow}\n- ${slow}` }), host)
    expectDone(await install(host, 'staging --confirm --confirm-timeout 9s'))
    await expectConfirmed(host, revision, await lab.runner.flake.toplevel('staging'))
  })

  it('is refused before anything changes where a health check cannot pass in time, and where nothing is left to confirm', async () => {
    const [host = assert.fail()] = hosts
    const was = await see(host)
    const revision = await lab.runner.flake.commit()
    await carry(await makeArchive(lab, { 'health-check': 'command: "true"\nfor: 150s' }), host)
    expectFailed(
      await install(host, 'staging --confirm'),
      /the health check command true takes up to 2m40s \(timeout and for\), more than --confirm-timeout, 2m00s, leaves: give more\. Nothing was changed/,
    )
    for (const mode of ['boot', 'stage']) {
      const { code, stderr } = await install(host, `staging ${mode} --confirm`)
      assert.match(`${code} ${stderr}`, /^2 install: --confirm goes with switch and test/)
    }
    await expectUntouched(host, was)
    assert.equal(host.link(revision), undefined)
  })

  it('can be called like a command', async () => {
    const [, host = assert.fail()] = hosts
    const revision = await lab.runner.flake.commit({ status: {}, help: {} })
    await carry(await makeArchive(lab, { configurations: 'status\nhelp' }), host)
    assert.match((await install(host, 'status')).stdout, /^running /m)
    expectDone(await install(host, 'status switch --confirm'))
    await expectConfirmed(host, revision, await lab.runner.flake.toplevel('status'))
    assert.equal((await install(host, 'help --to-store')).stdout, `${await lab.runner.flake.toplevel('help')}\n`)
    assert.match((await install(host, 'help')).stdout, /^usage:/)
  })

  it('comes in as README.md says, from a pipe and from a stick, any number of times', async () => {
    const [host = assert.fail()] = hosts
    const lines = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').match(/^d=\$\(mktemp .*$/gm) ?? []
    assert.equal(lines.length, 2)
    for (const line of [...lines, ...lines]) {
      const revision = await lab.runner.flake.commit()
      await host.sh('mkdir -p /media/stick && cat >/media/stick/site.tar', { input: await makeArchive(lab) })
      const told = line.replace(/https:\S+(?=\/)/, 'file:///media/stick').replace('production', 'staging')
      assert.notEqual(told, line)
      const said = expectDone(await byHand(host, told))
      expectDone(await byHand(host, toldIn(said).confirm))
      await expectConfirmed(host, revision, await lab.runner.flake.toplevel('staging'))
    }
  })

  it('is confirmed by the very words that it tells, wherever it lies', async () => {
    const [host = assert.fail()] = hosts
    const place = "/root/our site's"
    await host.sh(`rm -rf "${place}"`)
    const revision = await lab.runner.flake.commit()
    await host.sh(`mkdir "${place}" && tar -x -C "${place}" && chmod -x "${place}/install"`, { input: await makeArchive(lab) })
    const first = toldIn(expectDone(await byHand(host, `cd "${place}" && sh install staging --revisions-directory /srv/revisions`)))
    assert.equal(first.confirm, `sh '/root/our site'\\''s/install' --revisions-directory /srv/revisions confirm`)
    expectDone(await byHand(host, first.rollback))
    const second = toldIn(expectDone(await byHand(host, `cd "${place}" && sh install staging --revisions-directory /srv/revisions`)))
    expectDone(await byHand(host, second.confirm))
    await expectConfirmed(host, revision, await lab.runner.flake.toplevel('staging'))
  })

  it('says which system it goes back to where what runs was never confirmed', async () => {
    const [host = assert.fail()] = hosts
    const was = await see(host)
    await lab.runner.flake.commit()
    await carry(await makeArchive(lab), host)
    expectDone(await install(host, 'staging test'))
    expectDone(await install(host, 'confirm'))
    assert.notEqual(host.running(), was.running)
    assert.match(expectDone(await install(host, 'staging')), new RegExp(`it goes back by itself to ${was.running}`))
    expectDone(await install(host, 'rollback'))
    await expectUntouched(host, was)
  })

  it('that a reboot interrupted is told as that, and is over', async () => {
    const [host = assert.fail()] = hosts
    const was = await see(host)
    await lab.runner.flake.commit()
    await carry(await makeArchive(lab), host)
    const wasInterrupted = /rolled-back .*the host rebooted before the new system was confirmed, and runs/
    for (const command of ['status', 'confirm', 'rollback']) {
      expectDone(await install(host, 'staging'))
      await host.reboot()
      if (command === 'status') {
        await lab.runner.heal()
        const seen = await act(lab, { command: 'status', targets: `staging: root@${host.address}` })
        assert.match(seen.log, /interrupted .*the host rebooted before it was confirmed/)
        await lab.runner.cut()
        const { stdout } = await install(host, command)
        assert.match(stdout, wasInterrupted)
        assert.doesNotMatch(stdout, /waits for confirmation/)
      } else
        expectFailed(await install(host, command), new RegExp(`nothing waits for confirmation on this machine; what happened last: .*${wasInterrupted.source}`))
      await expectUntouched(host, was)
    }
  })

  it('waits for what somebody else deploys, and leaves the confirming of that to them', async () => {
    const [host = assert.fail()] = hosts
    await lab.runner.flake.commit()
    const archive = await makeArchive(lab)
    await carry(archive, host)
    await lab.runner.flake.commit()
    await lab.runner.heal()
    const theirs = act(lab, { targets: `staging: root@${host.address}`, 'health-check': 'command: "sleep 5"', 'confirm-timeout': '20s' })
    await eventually('it is pending', () => host.readFile('/srv/revisions/.state/pending') !== undefined, { withinMs: 20_000 })
    expectFailed(await install(host, 'staging'), /another deployment is pending on this host: revision .* by .* since/)
    for (const command of ['confirm', 'rollback']) expectFailed(await install(host, command), /was not installed by hand, and ends by itself/)
    const run = await theirs
    assert.equal(run.code, 0, run.log)
    await lab.runner.cut()
    expectDone(await install(host, 'staging --confirm'))
  })

  it('tells a user without root to use sudo, and what it was not told', async () => {
    const [host = assert.fail()] = hosts
    await carry(await makeArchive(lab), host, '/var/tmp/site')
    const said = async (args: string): Promise<string> => {
      const { code, stderr } = await byHand(host, `/var/tmp/site/install ${args}`, { user: 'nosudo' })
      return `${code} ${stderr}`
    }
    assert.match(await said('staging'), /^1 install: 'staging' needs root.*: sudo \/var\/tmp\/site\/install \.\.\.$/m)
    assert.match(await said('production --to-store'), /^1 install: there is no configuration 'production' in this archive; there are: staging$/m)
    assert.match(await said('staging --payload source --to-store'), /^1 install: this archive has no 'source' of staging; it has: closure$/m)
    assert.match(await said('staging swich'), /^2 .*'swich' is not a way to install; there are switch, test, boot and stage/)
    assert.match(await said('staging --confirm-timeout 10'), /^2 .*'10' is not a duration/)
    assert.match(await said('staging --sign'), /^2 .*there is no option '--sign'/)
    assert.match(await said(''), /^2 usage:/)
    assert.equal((await byHand(host, '/var/tmp/site/install verify', { user: 'nosudo' })).code, 0)
    assert.match(
      (await byHand(host, '/var/tmp/site/install list', { user: 'nosudo' })).stdout,
      /^revision [0-9a-f]{40}, .*\nstaging  x86_64-linux  closure  .* MB installed\n$/,
    )
  })
})
