// Hosts that have substituters of their own: what those have is not sent.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Manifest } from '../../src/archive/manifest.ts'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { carry, expectDone, expectFailed, install, site } from './by-hand.ts'
import { Carried } from './carried.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, see } from './scenario.ts'

const cache = '/var/lab-cache'
const port = 8081

describe('a host with a substituter', () => {
  let lab: Lab
  let host: LabHost
  let cacheKey: string

  /** Deploys a new commit; the substituter has those paths of its closure that `inCache`, an extended regular expression, matches. */
  const deployWith = async (inCache: string, { then = ':', ...inputs }: Record<string, string> = {}): Promise<RunResult> => {
    await lab.runner.flake.commit()
    expectGreen(await lab.runner.run({ command: 'build', configurations: 'staging' }))
    const toplevel = await lab.runner.sh('readlink result-staging && rm result-staging', { cwd: lab.runner.flake.directory })
    await lab.runner.sh(
      `for path in $(nix-store -qR ${toplevel} | grep -E -- '${inCache}'); do nix --extra-experimental-features nix-command copy --no-recursive --to 'file://${cache}?secret-key=/root/cache-key' $path; done; ${then}`,
    )
    await lab.runner.sh(`: > /root/httpd.log`)
    return act(lab, { targets: `web: { host: deploy@${host.address}, configuration: staging }`, 'health-check': answersRevision, ...inputs })
  }
  const expectDeployed = async (run: RunResult): Promise<void> => {
    expectGreen(run)
    await expectConfirmed(host, run.outputs.revision ?? '', resultsOf(run).web?.toplevel)
  }
  /** What was fetched from the substituter since the deployment began: the names of files. */
  const fetched = async (): Promise<string[]> => (await lab.runner.sh(`sed -n 's/.*: GET .//p' /root/httpd.log`)).split('\n')
  const sent = (run: RunResult): string => /sending (\d+ of \d+) store paths/.exec(run.log)?.[1] ?? 'none'

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }, { name: 'hand', suite: 'forky' }] })
    host = lab.hosts.web!
    await lab.runner.sh(`nix-store --generate-binary-cache-key lab-1 /root/cache-key /root/cache-key.pub; mkdir ${cache}`)
    await lab.runner.sh(`printf 'StoreDir: /nix/store\nWantMassQuery: 1\n' > ${cache}/nix-cache-info
      systemd-run --quiet --unit=cache --property=StandardError=append:/root/httpd.log /usr/bin/busybox httpd -vv -f -p ${port} -h ${cache}`)
    cacheKey = await lab.runner.sh('cat /root/cache-key.pub')
    // What was not there a moment ago may be there now.
    for (const each of Object.values(lab.hosts))
      await each.sh(
        `printf 'substituters = http://${lab.runner.address}:${port}\ntrusted-public-keys = %s\nnarinfo-cache-negative-ttl = 0\n' '${cacheKey}' >> /etc/nix/nix.conf`,
      )
    await lab.runner.flake.commit({ staging: { parts: { one: 300_000, two: 200_000 } } })
  })
  after(() => lab.stop())

  it('fetches from it what it has, and is sent the rest', async () => {
    const run = await deployWith('-(busybox|one|two)$')
    await expectDeployed(run)
    assert.equal(sent(run), '2 of 5', run.log)
    assert.equal((await fetched()).filter((name) => name.startsWith('nar/')).length, 3)
  })

  it('is sent nothing where the substituter has everything', async () => {
    const run = await deployWith('.')
    await expectDeployed(run)
    assert.match(run.log, /sending 0 of 5 store paths/)
  })

  it('is sent everything where substitute-on-destination is false', async () => {
    const run = await deployWith('.', { 'substitute-on-destination': 'false' })
    await expectDeployed(run)
    assert.equal(sent(run), '2 of 5', run.log)
    assert.deepEqual(
      (await fetched()).filter((name) => name.startsWith('nar/')),
      [],
    )
  })

  it('is sent everything after all where the substituter does not hold what it promises', async () => {
    await lab.runner.flake.commit({ staging: { parts: { three: 100_000 } } })
    const run = await deployWith('.', { then: `rm -rf ${cache}/nar` })
    await expectDeployed(run)
    assert.match(run.log, /sending everything, without the host's substituters/)
  })

  it('takes nothing from it that is not signed, and is sent that', async () => {
    const run = await deployWith('.', { then: `sed -i /^Sig/d ${cache}/*.narinfo` })
    await expectDeployed(run)
    assert.match(run.log, /sending everything, without the host's substituters/)
  })

  describe('that is to build', () => {
    before(async () => {
      // An input of the flake that no host can fetch.
      await lab.runner.sh(
        `mkdir /home/runner/words && cd /home/runner/words && git init -q -b main && echo 'from an input' > words && git add . && git -c user.name=a -c user.email=a@b commit -qm one
         sed -i 's|outputs = { self }|inputs.words = { url = "git+file:///home/runner/words"; flake = false; };\\n  outputs = { self, words }|; s|inherit (settings) system;|inherit (settings) system; says = builtins.readFile "\${words}/words";|' ${lab.runner.flake.directory}/flake.nix
         cd ${lab.runner.flake.directory} && nix --extra-experimental-features 'nix-command flakes' flake lock && git add .`,
        { user: 'runner' },
      )
    })

    for (const [payload, kind] of [
      ['derivation', '.drv'],
      ['source', '-source'],
    ] as const) {
      it(`fetches what an archive of the ${payload} leaves out, and says what it lacks where nobody serves that`, async () => {
        const hand = lab.hosts.hand!
        const carried = new Carried(lab)
        await lab.runner.flake.commit({ staging: { parts: { [payload]: 100_000 } } })
        const earlier = await carried.make({ payload }, `-${payload}.tar`)
        const revision = await lab.runner.flake.commit()
        const thin = await carried.make({ payload, 'archive-contents': `missing-from: ${earlier.inside}` }, `-thin-${payload}.tar`)
        const inputs = { archive: thin.inside, payload, targets: `web: { host: deploy@${host.address}, configuration: staging }` }
        await carry(readFileSync(thin.outside), hand)
        const { paths } = JSON.parse(await hand.sh(`cat ${site}/manifest.json`)) as Manifest
        const leftOut = await hand.sh(
          `nix-store --check-validity --print-invalid ${Object.keys(paths)
            .filter((path) => paths[path]?.expected)
            .join(' ')}`,
        )
        assert.ok(
          leftOut.split('\n').some((path) => path.endsWith(kind)),
          leftOut,
        )

        const was = await see(host)
        expectRed(
          await act(lab, inputs),
          /the host lacks \d+ store paths that the archive leaves out, and cannot fetch them from its own substituters: \/nix\/store\/.*; nothing was changed/,
        )
        expectFailed(
          await install(hand, 'staging'),
          /this machine lacks \d+ store paths that the archive leaves out, and cannot fetch them from its own substituters: \/nix\/store\/.* Nothing was changed/,
        )
        await expectUntouched(host, was)

        await lab.runner.sh(
          `for path in ${leftOut.replaceAll('\n', ' ')}; do nix --extra-experimental-features nix-command copy --no-recursive --to 'file://${cache}?secret-key=/root/cache-key' $path; done`,
        )
        expectRed(await act(lab, { ...inputs, 'substitute-on-destination': 'false' }), /leaves out, and is not to ask its own substituters for them/)
        expectFailed(await install(hand, 'staging --no-substitute'), /leaves out, and may not fetch them \(--no-substitute\)/)
        await lab.runner.sh(`: > /root/httpd.log`)
        expectGreen(await act(lab, inputs))
        assert.ok((await fetched()).some((name) => name.startsWith('nar/')))
        expectDone(await install(hand, 'staging --confirm'))
        for (const each of [host, hand]) await expectConfirmed(each, revision, await lab.runner.flake.toplevel('staging'))
      })
    }
  })

  it('is sent everything where the substituter is down', async () => {
    await lab.runner.sh('systemctl stop cache.service')
    const run = await deployWith('.')
    await expectDeployed(run)
    assert.equal(sent(run), '2 of 4', run.log)
  })
})
