// Statements: the runner signs what a system is, the host checks that before it records it, and anyone can hold what runs against it afterwards.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { assemble } from '../../scripts/shell-parts.ts'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { byHand, carry, install, makeArchive, site } from './by-hand.ts'
import { act, expectConfirmed, expectGreen, expectRed, expectUntouched, type Inputs, resultsOf, see } from './scenario.ts'

let lab: Lab
let web: LabHost
/** Nix secret keys: of one whom the host knows, and of another. */
const keys: Record<string, string> = {}

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }] })
  web = lab.hosts['web'] as LabHost
  for (const name of ['ci-1', 'other-1', 'expired-1'])
    keys[name] = (await lab.runner.sh(`nix-store --generate-binary-cache-key ${name} /tmp/${name} /tmp/${name}.pub && cat /tmp/${name}`)).trim()
  await web.sh('cat >/root/agent', { input: assemble('host-agent.sh') })
  await lab.runner.flake.commit()
  // The first system is there before anything is asked of signatures.
  expectGreen(await deploy({}))
  const lines = []
  for (const name of ['ci-1', 'expired-1']) {
    const line = await allowedLine(name)
    lines.push(name === 'expired-1' ? line.replace('namespaces', 'valid-before="20200101",namespaces') : line)
  }
  await web.sh('mkdir -p /etc/nix-flake-deploy; cat >/etc/nix-flake-deploy/signers', { input: `${lines.join('\n')}\n` })
})
after(() => lab.stop())
beforeEach(() => policy('configuration=staging\nrequire-signature=true'))

function policy(text: string): Promise<string> {
  return web.sh('cat >/etc/nix-flake-deploy/policy', { input: `${text}\n` })
}

/** Changes the store, which is mounted so that nobody does; Nix does it so. */
function writable(script: string): Promise<string> {
  return web.sh(`unshare --mount sh -euc 'mount -o remount,rw,bind /nix/store; exec 2>&1; ${script}'`)
}

function deploy(inputs: Inputs): Promise<RunResult> {
  return act(lab, { targets: `staging: root@${web.address}`, ...inputs })
}

/** Asks the agent on the host by hand, as root. Gives all that it answers. */
function ask(fields: Record<string, string>): Promise<string> {
  const request = Object.entries({ directory: '/srv/revisions', ...fields }).map(([key, value]) => `${key}=${value}\n`)
  return web.sh(`sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(cat /root/agent) && eval "$NIX_FLAKE_DEPLOY_AGENT"' || :`, { input: `${request.join('')}\n` })
}

/** The line for the host's signers that a run tells. */
async function allowedLine(name: string): Promise<string> {
  await lab.runner.flake.commit()
  const run = await deploy({ activate: 'none', 'signing-key': keys[name] ?? '' })
  expectGreen(run)
  const [, line] = /by this line of their signers: (.*)$/m.exec(run.log) ?? []
  assert.match(line ?? '', new RegExp(`^${name} namespaces="nix-flake-deploy" ssh-ed25519 AAAA\\S+$`))
  return line ?? ''
}

/** Nothing of the newest commit is recorded on the host, and nothing else has changed. */
async function expectRefused(run: RunResult, says: RegExp, was: Awaited<ReturnType<typeof see>>, sha: string): Promise<void> {
  expectRed(run, says)
  await expectUntouched(web, was)
  assert.equal(web.link(sha), undefined)
  assert.equal(await web.sh(`ls /srv/revisions/.state/statements | grep -F ${sha} || :`), '')
  assert.equal(await web.sh('ls -A /srv/revisions/.state/spool /srv/revisions/.state/roots | grep -v :$ || :'), '')
}

describe('a host that takes nothing without a signed statement', () => {
  it('records, activates and tells of what is signed', async () => {
    const sha = await lab.runner.flake.commit()
    const run = await deploy({ 'signing-key': keys['ci-1'] ?? '' })
    expectGreen(run)
    await expectConfirmed(web, sha, web.link(sha))
    const [text = '', , signer] = (web.readFile(`/srv/revisions/.state/statements/${sha}`) ?? '').split('\n')
    const statement = JSON.parse(text) as Record<string, unknown>
    assert.match(signer ?? '', /^ci-1 \d{4}-\S+Z$/)
    assert.deepEqual([statement['configuration'], statement['revision'], statement['toplevel'], statement['version']], ['staging', sha, web.link(sha), 1])
    assert.deepEqual(Object.keys(statement), Object.keys(statement).sort())
    const seconds = await lab.runner.flake.git('log', '-1', '--format=%ct')
    assert.equal(statement['sequence'], Number(seconds))
    assert.equal(web.readFile('/srv/revisions/.state/sequence')?.trim(), seconds)
    const secret = Buffer.from((keys['ci-1'] ?? '').split(':')[1] ?? '', 'base64')
      .subarray(0, 32)
      .toString('base64')
      .slice(0, 40)
    assert.ok(!(run.log + run.summary + JSON.stringify(run.outputs)).includes(secret))

    const status = await act(lab, { command: 'status', targets: `staging: root@${web.address}` })
    expectGreen(status)
    assert.match(status.log, /signed +by ci-1 at \S+Z, octocat /)
    assert.match(status.log, /activated +by octocat /)
    assert.match(status.summary, /ci-1/)
    // Once more: the same system under the same label.
    expectGreen(await deploy({ 'signing-key': keys['ci-1'] ?? '' }))
  })

  const refused: [what: string, inputs: () => Inputs, says: RegExp, setUp?: () => Promise<unknown>][] = [
    ['nobody signed', () => ({}), /takes no system without a signed statement .* nobody signed this one: give `signing-key`/],
    ['somebody signed whom it does not know', () => ({ 'signing-key': keys['other-1'] ?? '' }), /its signature is by nobody whom this host knows/],
    ['somebody signed whose time is over', () => ({ 'signing-key': keys['expired-1'] ?? '' }), /its signature is by nobody whom this host knows/],
    [
      'is of another configuration',
      () => ({ 'signing-key': keys['ci-1'] ?? '' }),
      /it is of the configuration 'staging', and this host is 'production'/,
      () => policy('configuration=production\nrequire-signature=true'),
    ],
    [
      'is for no configuration that it knows to be its own',
      () => ({ 'signing-key': keys['ci-1'] ?? '' }),
      /does not say which configuration is for this host: add configuration=NAME/,
      () => policy('require-signature=true'),
    ],
    [
      'is of an older commit than was confirmed',
      () => ({ 'signing-key': keys['ci-1'] ?? '' }),
      /its commit is older than one that was confirmed here \(of \d+, and 9999999999 was confirmed\)/,
      () => web.sh('cp /srv/revisions/.state/sequence /root/sequence; echo 9999999999 >/srv/revisions/.state/sequence'),
    ],
  ]
  for (const [what, inputs, says, setUp] of refused) {
    it(`records nothing that ${what}`, async () => {
      const sha = await lab.runner.flake.commit()
      const was = await see(web)
      await setUp?.()
      try {
        await expectRefused(await deploy(inputs()), says, was, sha)
      } finally {
        await web.sh('[ ! -e /root/sequence ] || mv /root/sequence /srv/revisions/.state/sequence')
      }
    })
  }

  it('records nothing whose content in its store is another one than was signed', async () => {
    const sha = await lab.runner.flake.commit()
    const was = await see(web)
    // Somebody was there before, with other content under the name of what the next system needs.
    const build = `nix --extra-experimental-features 'nix-command flakes' build --no-link --print-out-paths .#nixosConfigurations.staging.config.system.build.toplevel`
    const toplevel = (await lab.runner.sh(build, { user: 'runner', cwd: lab.runner.flake.directory, timeoutMs: 120_000 })).trim()
    const path = (await lab.runner.sh(`nix-store --query --references ${toplevel} | grep web-`)).trim().split('\n')[0] ?? ''
    await writable(`mkdir ${path}; echo evil >${path}/body`)
    await web.sh(`printf '%s\\n\\n0\\n' ${path} | nix-store --register-validity`)
    await expectRefused(
      await deploy({ 'signing-key': keys['ci-1'] ?? '' }),
      /what is in the store of this host is not what was signed: .* nix-collect-garbage/,
      was,
      sha,
    )
    assert.equal(await web.sh(`[ -e ${toplevel} ] || echo gone`), 'gone')
    await web.sh(`nix-store --delete ${path}`)
    expectGreen(await deploy({ 'signing-key': keys['ci-1'] ?? '' }))
    await expectConfirmed(web, sha, toplevel)
  })

  it('records nothing that was changed on its way: another text, another system, another label; nor what was sent without asking what is lacking', async () => {
    const sha = await lab.runner.flake.commit()
    await policy('')
    expectGreen(await deploy({ activate: 'none', 'signing-key': keys['ci-1'] ?? '' }))
    await policy('configuration=staging\nrequire-signature=true')
    const was = await see(web)
    const toplevel = web.link(sha) ?? ''
    const [text = '', signature = ''] = (web.readFile(`/srv/revisions/.state/statements/${sha}`) ?? '').split('\n')
    const prepare = { verb: 'prepare', revision: sha, toplevel, statement: text, signature }
    assert.match(await ask(prepare), /^staged /m)
    const changed: [fields: Record<string, string>, says: RegExp][] = [
      [{ statement: text.replace('"sequence":1', '"sequence":9') }, /does not hold/],
      [{ statement: text.replace(sha, 'evil'), revision: 'evil' }, /does not hold/],
      [{ signature: signature.replace(/.{20}$/, 'A'.repeat(20)) }, /does not hold/],
      [{ signature: '' }, /the request's signature is none/],
      [{ revision: 'evil' }, /it is of revision \S+, not evil/],
      [{ revision: 'evil', toplevel: was.running ?? '' }, /it is of revision/],
      [{ revision: 'evil', statement: '', signature: '' }, /nobody signed this one/],
    ]
    for (const [fields, says] of changed) assert.match(await ask({ ...prepare, ...fields }), says, JSON.stringify(fields))
    assert.match(await ask({ ...prepare, verb: 'import', revision: 'evil', statement: '', signature: '' }), /nobody signed this one/)
    assert.equal(web.link('evil'), undefined)
    await expectUntouched(web, was)
  })

  it('activates nothing whose statement nobody had looked at, or whose signer is no longer among its own', async () => {
    const sha = await lab.runner.flake.commit()
    await policy('configuration=staging')
    await web.sh('mv /etc/nix-flake-deploy/signers /root/signers')
    const promote = (): Promise<RunResult> => act(lab, { command: 'promote', revision: sha, targets: `staging: root@${web.address}` })
    try {
      // By somebody whom the host does not know, while it asks nobody.
      expectGreen(await deploy({ activate: 'none', 'signing-key': keys['other-1'] ?? '' }))
      assert.match(web.readFile(`/srv/revisions/.state/statements/${sha}`) ?? '', /\n- \S+Z\n$/)
    } finally {
      await web.sh('mv /root/signers /etc/nix-flake-deploy/signers')
    }
    await policy('configuration=staging\nrequire-signature=true')
    const was = await see(web)
    expectRed(await promote(), /does not let it be activated: its signature is by nobody whom this host knows/)
    await expectUntouched(web, was)
    // Signed anew, by one whom it knows; and then that key is stolen, and taken out.
    expectGreen(await deploy({ activate: 'none', 'signing-key': keys['ci-1'] ?? '' }))
    await web.sh('cp /etc/nix-flake-deploy/signers /root/signers; sed -i /^ci-1/d /etc/nix-flake-deploy/signers')
    try {
      expectRed(await promote(), /does not let it be activated: its signature is by nobody whom this host knows/)
      await expectUntouched(web, was)
    } finally {
      await web.sh('mv /root/signers /etc/nix-flake-deploy/signers')
    }
    expectGreen(await promote())
  })

  it('takes no archive of which somebody has rewritten a store path with all its checksums, and keeps nothing of it', async () => {
    const sha = await lab.runner.flake.commit()
    const was = await see(web)
    const at = join(lab.runner.work.inside, 'forged')
    expectGreen(await lab.runner.run({ command: 'archive', configurations: 'staging', 'archive-path': at, 'signing-key': keys['ci-1'] ?? '' }))
    // Nothing but the signatures tells: NAR, narinfo, manifest and checksums agree.
    const forge = `cd ${at}/cache && info=$(grep -l "^StorePath: .*-web-" *.narinfo) && url=$(sed -n 's/^URL: //p' $info) && zstd -dq $url -o /tmp/nar && old=$(sha256sum </tmp/nar | cut -d' ' -f1)
      sed -i 's/200 OK/666 OK/' /tmp/nar && new=$(sha256sum </tmp/nar | cut -d' ' -f1) && [ $old != $new ] && zstd -q /tmp/nar -o /tmp/nar.zst
      file=$(nix-hash --flat --base32 --type sha256 /tmp/nar.zst) && rm $url && mv /tmp/nar.zst nar/$file.nar.zst
      sed -i "s|^URL: .*|URL: nar/$file.nar.zst|; s|^FileHash: .*|FileHash: sha256:$file|; s|^FileSize: .*|FileSize: $(stat -c %s nar/$file.nar.zst)|; s|^NarHash: .*|NarHash: sha256:$(nix-hash --to-base32 --type sha256 $new)|" $info
      sed -i "s/$old/$new/" ../manifest.json && cd .. && find . -type f ! -name 'SHA256SUMS*' | sed 's|^./||' | sort | xargs sha256sum >SHA256SUMS && grep -c $new manifest.json`
    assert.equal(await lab.runner.sh(forge), '1')
    const run = await deploy({ archive: at })
    await expectRefused(run, /what is in the store of this host is not what was signed/, was, sha)
    const toplevel = resultsOf(run)['staging']?.toplevel ?? ''
    assert.match(toplevel, /^\/nix\/store\//)
    assert.equal(await web.sh(`[ -e ${toplevel} ] || echo gone; ls -d /nix/store/*-web-${sha} 2>/dev/null || :`), 'gone')
    // And so the true one finds nothing in its way.
    expectGreen(await deploy({ 'signing-key': keys['ci-1'] ?? '' }))
  })

  it('takes signed archives, pushed and by hand, and none that nobody signed', async () => {
    const path = join(lab.runner.work.inside, 'site.tar')
    const signed = { 'signing-key': keys['ci-1'] ?? '' }
    const pushed = await lab.runner.flake.commit()
    await makeArchive(lab, signed)
    expectGreen(await deploy({ archive: path, activate: 'none' }))
    assert.ok(web.link(pushed))

    const carried = await lab.runner.flake.commit()
    await lab.runner.sh(`rm ${path}`)
    await carry(await makeArchive(lab, signed), web)
    // As the README has it: nothing of it runs before.
    const check = `cd ${site} && ssh-keygen -Y verify -f /etc/nix-flake-deploy/signers -I ci-1 -n nix-flake-deploy -s SHA256SUMS.sig <SHA256SUMS && sha256sum --check --quiet SHA256SUMS`
    assert.match((await byHand(web, check)).stdout, /^Good "nix-flake-deploy" signature for ci-1 /)
    const installed = await install(web, 'staging stage')
    assert.equal(installed.code, 0, installed.stdout + installed.stderr)
    assert.ok(web.link(carried))
    await web.sh(`cd ${site} && echo '# evil' >>install && sha256sum install >/root/sum && sed -i "s/^.*  install$/$(cat /root/sum)/" SHA256SUMS`)
    assert.notEqual((await byHand(web, check)).code, 0)

    const unsigned = await lab.runner.flake.commit()
    await lab.runner.sh(`rm ${path}`)
    await carry(await makeArchive(lab), web)
    const refused = await install(web, 'staging stage')
    assert.equal(refused.code, 1)
    assert.match(refused.stdout + refused.stderr, /takes no system without a signed statement/)
    expectRed(await deploy({ archive: path, activate: 'none' }), /takes no system without a signed statement/)
    assert.equal(web.link(unsigned), undefined)
  })

  it('goes back to what was confirmed here, signed or not, and activates nothing else that is not', async () => {
    await policy('configuration=staging')
    const unsigned = await lab.runner.flake.commit()
    expectGreen(await deploy({ activate: 'none' }))
    await policy('configuration=staging\nrequire-signature=true')
    const was = await see(web)
    expectRed(
      await act(lab, { command: 'promote', revision: unsigned, targets: `staging: root@${web.address}` }),
      new RegExp(`revision ${unsigned} was recorded without a signed statement, and this host activates none such`),
    )
    await expectUntouched(web, was)
    // Before the first one there was no signature.
    const run = await act(lab, { command: 'rollback', targets: `staging: root@${web.address}` })
    expectGreen(run)
    assert.notEqual(web.link('healthy'), was.healthy)
  })
})

describe('command: verify', () => {
  const verify = (): Promise<RunResult> => act(lab, { command: 'verify', targets: `staging: root@${web.address}` })

  it('is green for what was signed, and finds one flipped byte in what runs', async () => {
    await lab.runner.flake.commit()
    expectGreen(await deploy({ 'signing-key': keys['ci-1'] ?? '' }))
    const green = await verify()
    expectGreen(green)
    assert.match(resultsOf(green)['staging']?.reason ?? '', /^what runs is what ci-1 signed at \S+Z, in all \d+ store paths$/)

    const path = (await web.sh(`nix-store --query --references ${web.running() ?? ''} | grep web-`)).trim().split('\n')[0] ?? ''
    await writable(`printf X | dd of=${path}/body conv=notrunc bs=1 count=1`)
    const red = await verify()
    expectRed(red, /^what runs is not what ci-1 signed at \S+Z: \S+-web-\S+ is not what was signed$/)
    assert.match(resultsOf(red)['staging']?.reason ?? '', new RegExp(path))
    await writable(`mv ${path}/body /root/body; rm -r ${path}`)
    expectRed(await verify(), /^what runs is not what ci-1 signed at \S+Z: \S+-web-\S+ is not there$/)
  })

  it('is red where no statement is kept of what runs, and says what to do', async () => {
    await policy('')
    await lab.runner.flake.commit()
    expectGreen(await deploy({}))
    expectRed(await verify(), /runs, and no statement of it is kept here: deploy it with `signing-key`/)
  })
})
