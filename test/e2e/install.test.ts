// An archive that a person carries to a host and installs there: the same links, watchdog and checks as over SSH.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { byHand, carry, expectDone, expectFailed, install, makeArchive, site } from './by-hand.ts'
import { act, expectConfirmed, expectUntouched, see } from './scenario.ts'

/** From the host itself: what answers is what was installed. */
const answersRevision = 'url: "http://{host}:8080/"\nexpect-header: "x-version: {revision}"\ntimeout: 3s\ninterval: 500ms'

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
        await eventually('it went back', () => host.running() === was.running && host.readFile('/srv/revisions/.state/pending') === undefined, { withinMs: 20_000 })
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
        expectFailed(await install(host, 'staging --confirm-timeout 10s'), /rolled back: health check failed: http:\/\/localhost:8080\/: the status is 500, not 2xx/)
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
    const text = 'one.two [three]\nfour "five" \\six $seven'
    const cases: [name: string, check: string, outcome: 'passes' | 'is red' | 'is left to the person'][] = [
      ['a header in another case', '{url: "http://{host}:8080/", expect-header: "X-VERSION: {revision}"}', 'passes'],
      ['another value of a header', '{url: "http://{host}:8080/", expect-header: "x-version: {revision}x"}', 'is red'],
      ['a list of statuses', '{url: "http://{host}:8080/", expect-status: [404, 2xx]}', 'passes'],
      ['another status', '{url: "http://{host}:8080/", expect-status: 204}', 'is red'],
      ['a text over two lines', `{url: "http://{host}:8080/", expect-body: ${JSON.stringify('[three]\nfour "five" \\six $')}}`, 'passes'],
      ['a text that is not there', '{url: "http://{host}:8080/", expect-body: "one_two"}', 'is red'],
      ['a regular expression', '{url: "http://{host}:8080/", expect-body: "/^one.two|nothing$/"}', 'passes'],
      ['a regular expression that does not match', '{url: "http://{host}:8080/", expect-body: "/^two/"}', 'is red'],
      ['a regular expression that only JavaScript knows', '{url: "http://{host}:8080/", expect-body: "/one(?=.two)\\\\s?/"}', 'is left to the person'],
      ['a command', `{command: 'test "$REVISION $TARGET" = "{revision} staging" && echo $((40 + 2))', expect-body: "42"}`, 'passes'],
      ['a command that fails', '{command: "echo so; exit 3"}', 'is red'],
      ['what has to keep passing', '{url: "http://{host}:8080/", for: 2s, interval: 200ms}', 'passes'],
    ]
    for (const [name, check, outcome] of cases) {
      it(`${name} ${outcome}`, async () => {
        const host = hosts[cases.findIndex(([each]) => each === name) % hosts.length] ?? assert.fail()
        const was = await see(host)
        const revision = await lab.runner.flake.commit({ staging: { body: text } })
        const sharp = /^\{command/.test(check) ? check : check.replace(/\}$/, ', timeout: 2s}')
        await carry(await makeArchive(lab, { 'health-check': sharp }), host)
        const ended = await install(host, 'staging --confirm --confirm-timeout 9s')
        if (outcome === 'is red') {
          expectFailed(ended, /rolled back: health check failed/)
          await expectUntouched(host, was)
          return
        }
        const said = expectDone(ended)
        if (outcome === 'is left to the person') {
          assert.match(said, /is left to you[\s\S]*is not confirmed/)
          expectDone(await install(host, 'confirm'))
        }
        await expectConfirmed(host, revision, await lab.runner.flake.toplevel('staging'))
      })
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
    assert.match((await byHand(host, '/var/tmp/site/install list', { user: 'nosudo' })).stdout, /^revision [0-9a-f]{40}, .*\nstaging  x86_64-linux  closure  .* MB installed\n$/)
  })
})
