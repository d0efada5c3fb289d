// Archives as the action makes them: complete, checkable, the same bytes wherever they are made, and of use without us.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Manifest, parseManifest } from '../../src/archive/manifest.ts'
import { type RunResult, runAction } from '../github/runner.ts'
import { repository } from '../lab/base.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { expectGreen, expectRed } from './scenario.ts'

describe('command: archive', () => {
  let lab: Lab
  let host: LabHost

  /** A path below the runner's work directory, as it sees it and as this process does. */
  const place = (name: string): { inside: string; outside: string } => ({
    inside: join(lab.runner.work.inside, name),
    outside: join(lab.runner.work.outside, name),
  })
  const make = (inputs: Record<string, string>, options?: LabRunOptions): Promise<RunResult> => lab.runner.run({ command: 'archive', ...inputs }, options)
  const files = (directory: string): string[] =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
      .sort()
  const manifestIn = (directory: string): Manifest => parseManifest(readFileSync(join(directory, 'manifest.json'), 'utf8'), 'manifest.json')
  const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
  /** Unpacks a tar file of the runner beside it, and gives the directory. */
  const unpack = async (tar: string): Promise<string> => {
    await lab.runner.sh(`mkdir '${place(tar).inside}.d' && tar -xf '${place(tar).inside}' -C '${place(tar).inside}.d'`, { user: 'runner' })
    return `${place(tar).outside}.d`
  }
  /** Every file with its digest; what two archives have in common is then what they are. */
  const digests = (directory: string): Record<string, string> => Object.fromEntries(files(directory).map((name) => [name, sha256(join(directory, name))]))
  const nix = "nix --extra-experimental-features 'nix-command flakes'"

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'host', suite: 'forky' }] })
    host = lab.hosts['host']!
    await lab.runner.flake.commit({ staging: { parts: { shared: 300_000, twin1: 1000 } }, production: { parts: { shared: 300_000 } } })
  })
  after(() => lab.stop())

  it('makes a directory of manifest, install, host agent, binary cache and checksums, and of nothing else', async () => {
    const run = await make({ configurations: 'staging', 'archive-path': place('first').inside })
    expectGreen(run)
    const { outside } = place('first')
    const manifest = manifestIn(outside)
    assert.deepEqual({ ...(JSON.parse(run.outputs['manifest'] ?? '') as object), paths: manifest.paths }, manifest)
    assert.equal(run.outputs['archive-path'], place('first').inside)
    const toplevel = await lab.runner.flake.toplevel('staging')
    assert.deepEqual(JSON.parse(run.outputs['toplevels'] ?? ''), { staging: toplevel })
    assert.equal(manifest.revision, run.outputs['revision'])
    assert.equal(manifest.flake.url, undefined)
    assert.match(manifest.flake.lockHash ?? '', /^[0-9a-f]{64}$/)
    assert.deepEqual(manifest.configurations['staging'], {
      system: 'x86_64-linux',
      payloads: [{ kind: 'closure', roots: [toplevel], toplevel }],
      healthChecks: [],
    })

    const closure = (await lab.runner.sh(`nix-store --query --requisites ${toplevel}`)).split('\n').sort()
    assert.deepEqual(Object.keys(manifest.paths), closure)
    const [nars, rest] = [files(outside).filter((name) => name.startsWith('cache/nar/')), files(outside).filter((name) => !name.startsWith('cache/nar/'))]
    assert.deepEqual(
      rest,
      [
        'SHA256SUMS',
        'cache/nix-cache-info',
        ...closure.map((path) => `cache/${path.slice(11, 43)}.narinfo`),
        'host-agent.sh',
        'install',
        'manifest.json',
      ].sort(),
    )
    assert.equal(nars.length, new Set(Object.values(manifest.paths).map(({ narHash }) => narHash)).size)
    assert.equal(statSync(join(outside, 'install')).mode & 0o777, 0o755)
    for (const directory of ['cache', '.'])
      assert.deepEqual(
        readdirSync(join(outside, directory), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name),
        directory === '.' ? ['cache'] : ['nar'],
      )
    for (const name of rest.filter((name) => name.endsWith('.narinfo'))) assert.doesNotMatch(readFileSync(join(outside, name), 'utf8'), /^(Deriver|Sig):/m)

    await lab.runner.sh(`cd ${place('first').inside} && sha256sum --strict --check --quiet SHA256SUMS`)
    const sums = readFileSync(join(outside, 'SHA256SUMS'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66))
    assert.deepEqual(
      sums,
      files(outside).filter((name) => name !== 'SHA256SUMS'),
    )
    assert.ok(!existsSync(`${outside}.unfinished`))
  })

  it('makes one tar file of the same bytes, in the order in which it can be read from a pipe', async () => {
    expectGreen(await make({ configurations: 'staging', 'archive-path': place('first.tar').inside }))
    const names = (await lab.runner.sh(`tar -tf ${place('first.tar').inside}`)).split('\n')
    assert.deepEqual(digests(await unpack('first.tar')), digests(place('first').outside))
    assert.deepEqual(names.slice(0, 4), ['manifest.json', 'install', 'host-agent.sh', 'cache/nix-cache-info'])
    assert.equal(names.at(-1), 'SHA256SUMS')
    assert.equal(new Set(names).size, names.length)
    const narInfos = names.filter((name) => name.endsWith('.narinfo'))
    const { paths } = manifestIn(place('first').outside)
    const at = (path: string): number => narInfos.indexOf(`cache/${path.slice(11, 43)}.narinfo`)
    assert.equal(narInfos.length, Object.keys(paths).length)
    for (const [path, { references }] of Object.entries(paths))
      for (const reference of references) assert.ok(at(reference) >= 0 && at(reference) < at(path), `${path} comes before ${reference}`)
    for (const name of narInfos) {
      const nar = /^URL: (.*)$/m.exec(readFileSync(join(place('first').outside, name), 'utf8'))?.[1] ?? ''
      assert.ok(names.indexOf(`cache/${nar}`) < names.indexOf(name), `${name} comes before its NAR`)
    }
    assert.equal(
      await lab.runner.sh(`tar --numeric-owner -tvf ${place('first.tar').inside} | awk '{print $1, $2, $4}' | sort -u | head -3`),
      '-rw-r--r-- 0/0 1970-01-01\n-rwxr-xr-x 0/0 1970-01-01',
    )
  })

  it('is a binary cache for plain Nix: `nix copy` and `nix-store --realise` get the system out of it', async () => {
    const toplevel = await lab.runner.flake.toplevel('staging')
    const cache = `file://${place('first').inside}/cache`
    await lab.runner.sh(`${nix} copy --no-check-sigs --option build-users-group '' --from ${cache} --to /var/tmp/copied ${toplevel}`)
    assert.equal(await lab.runner.sh(`cat /var/tmp/copied${toplevel}/system`), 'x86_64-linux')
    await host.sh('mkdir -p /var/tmp/archive && tar -x -C /var/tmp/archive', { input: readFileSync(place('first.tar').outside) })
    assert.equal((await host.exec(['nix-store', '--check-validity', toplevel])).code, 1)
    await host.sh(`nix-store --realise ${toplevel} --option substituters 'file:///var/tmp/archive/cache?trusted=true'`)
    await host.sh(`nix-store --verify-path $(nix-store --query --requisites ${toplevel})`)
  })

  it('makes the same bytes in another place: another machine, user, directory, umask, time, and number of processors', async () => {
    // Big enough to be compressed on several processors, where there are several.
    const lines = Array.from({ length: 600_000 }, (_, line) => createHash('md5').update(String(line)).digest('hex'))
    lab.runner.flake.write('big', lines.join('\n'))
    await lab.runner.sh(`sed -i 's|inherit (settings) system;|inherit (settings) system; says = "\${./big}";|' ${lab.runner.flake.directory}/flake.nix`, {
      user: 'runner',
    })
    await lab.runner.flake.commit({ staging: { parts: undefined }, production: { parts: undefined } })
    const inputs = { payload: 'source, closure, derivation', 'health-check': 'http://{host}/' }
    expectGreen(await make({ ...inputs, 'archive-path': place('here').inside }))
    expectGreen(await make({ ...inputs, 'archive-path': place('here.tar').inside }))

    const elsewhere = await startLab({ hosts: [] })
    try {
      const { runner } = elsewhere
      const bundle = join(lab.runner.work.outside, 'repo/repo/bundle')
      await lab.runner.flake.git('bundle', 'create', '--quiet', 'bundle', 'main')
      await runner.sh(
        `cat > /root/bundle; git clone --quiet --branch main /root/bundle '/root/another place'; mkdir /root/bin
        printf '#!/bin/sh\nexec taskset -c 0 /usr/bin/nix "$@"\n' > /root/bin/nix; chmod +x /root/bin/nix; ln -s /usr/bin/nix-store /root/bin/`,
        { input: readFileSync(bundle) },
      )
      rmSync(bundle)
      const machine = {
        ...runner.asActionMachine(),
        // Not sh, which drops variables whose names have dashes.
        spawn: (argv: string[], { cwd, env }: { cwd: string; env: Record<string, string> }) =>
          runner.spawn(['bash', '-c', 'umask 077; "$@"', 'bash', ...argv], {
            cwd,
            env: { ...env, HOME: '/root', USER: 'root', LOGNAME: 'root', PATH: `/root/bin:${env['PATH'] ?? ''}` },
            stdio: ['ignore', 'pipe', 'pipe'],
          }),
      }
      for (const name of ['there', 'there.tar']) {
        expectGreen(
          await runAction(
            machine,
            { command: 'archive', ...inputs, flake: '/root/another place', 'archive-path': join(runner.work.inside, name) },
            { action: repository },
          ),
        )
      }
      assert.deepEqual(digests(join(runner.work.outside, 'there')), digests(place('here').outside))
      assert.equal(sha256(join(runner.work.outside, 'there.tar')), sha256(place('here.tar').outside))
    } finally {
      await elsewhere.stop()
    }
    const manifest = manifestIn(place('here').outside)
    assert.deepEqual(Object.keys(manifest.configurations), ['production', 'staging'])
    assert.deepEqual(
      manifest.configurations['staging']?.healthChecks.map((check) => check.kind === 'http' && check.url),
      ['http://{host}/'],
    )
  })

  it('makes the same bytes of a shallow clone, where no source is inside', async () => {
    await lab.runner.sh(`git clone --quiet --depth 1 file://${lab.runner.flake.directory} /home/runner/only-last`, { user: 'runner' })
    const inputs = { configurations: 'staging', payload: 'closure, derivation' }
    expectGreen(await make({ ...inputs, 'archive-path': place('deep.tar').inside }))
    expectGreen(await make({ ...inputs, 'archive-path': place('shallow.tar').inside, flake: '/home/runner/only-last' }))
    assert.equal(sha256(place('shallow.tar').outside), sha256(place('deep.tar').outside))
  })

  describe('of a flake that is not in git', () => {
    const flake = '/home/runner/plain'
    const source = { flake, configurations: 'staging', payload: 'source', revision: 'plain-1' }
    const path = (): string => `/home/runner/meddling:${lab.runner.asActionMachine().env['PATH'] ?? ''}`
    before(async () => {
      await lab.runner.sh(
        `cp -r ${lab.runner.flake.directory} ${flake} && rm -rf ${flake}/.git && echo riscv64-linux > ${lab.runner.flake.directory}/system
        mkdir /home/runner/meddling && printf '#!/bin/sh\ncase "$*" in *"flake archive"*) echo >> ${flake}/meddled;; esac\nexec /usr/bin/nix "$@"\n' > /home/runner/meddling/nix && chmod +x /home/runner/meddling/nix && ln -s /usr/bin/nix-store /home/runner/meddling/`,
        { user: 'runner' },
      )
    })
    after(() => lab.runner.sh(`rm ${lab.runner.flake.directory}/system`))

    it('and that the archive is written into has the source that it names, and knows no system', async () => {
      const run = await make({ ...source, 'archive-path': `${flake}/out/site` })
      expectGreen(run)
      const { configurations, paths } = JSON.parse(await lab.runner.sh(`cat ${flake}/out/site/manifest.json`)) as Manifest
      const {
        system,
        payloads: [payload],
      } = configurations['staging']!
      const tree = /^path:([^?]+)\?/.exec(payload?.installable ?? '')?.[1] ?? ''
      assert.ok(payload?.roots.includes(tree) && tree in paths, JSON.stringify(payload))
      assert.equal(system, undefined)
      assert.equal(await lab.runner.sh(`ls -A ${flake}/out`), 'site')
      await lab.runner.sh(`${nix} eval --raw '${payload?.installable ?? ''}.drvPath'`)
    })

    it('and that changes while it is read is refused, and nothing is left', async () => {
      const run = await make({ ...source, 'archive-path': place('changing.tar').inside }, { path: path() })
      expectRed(
        run,
        /^flake: the tree of '\/home\/runner\/plain' changed while it was read, so that its parts do not fit together; let nothing write into it meanwhile/,
      )
      assert.deepEqual(
        readdirSync(lab.runner.work.outside).filter((name) => name.startsWith('changing')),
        [],
      )
    })
  })

  it('with several payloads has each of them whole', async () => {
    const { configurations, paths } = manifestIn(place('here').outside)
    const payloads = configurations['staging']?.payloads ?? []
    assert.deepEqual(
      payloads.map(({ kind }) => kind),
      ['closure', 'derivation', 'source'],
    )
    for (const { kind, roots } of payloads) {
      assert.ok(roots.every((root) => root in paths))
      await lab.runner.sh(
        `${nix} copy --no-check-sigs --option build-users-group '' --from file://${place('here').inside}/cache --to /var/tmp/${kind} ${roots.join(' ')}`,
      )
    }
    assert.match(payloads[1]?.roots[0] ?? '', /\.drv$/)
    assert.equal(configurations['staging']?.system, 'x86_64-linux')
  })

  it('for each configuration has nothing of the others, and for all stores what they share once', async () => {
    await lab.runner.flake.commit({ staging: { parts: { shared: 300_000 } }, production: { parts: { shared: 300_000 } } })
    const run = await make({ 'archive-path': place('site.tar').inside, 'archive-per-configuration': 'true', configurations: 'staging\nproduction' })
    expectGreen(run)
    assert.deepEqual(JSON.parse(run.outputs['archive-path'] ?? ''), {
      staging: place('site-staging.tar').inside,
      production: place('site-production.tar').inside,
    })
    for (const name of ['staging', 'production']) {
      const toplevel = await lab.runner.flake.toplevel(name)
      const closure = (await lab.runner.sh(`nix-store --query --requisites ${toplevel}`)).split('\n').sort()
      const manifest = manifestIn(await unpack(`site-${name}.tar`))
      assert.deepEqual(Object.keys(manifest.paths), closure)
      assert.deepEqual(Object.keys(manifest.configurations), [name])
      assert.deepEqual({ ...(JSON.parse(run.outputs['manifest'] ?? '') as Record<string, Manifest>)[name], paths: manifest.paths }, manifest)
    }
    const targets = 'live: { host: root@198.51.100.9, configuration: production, health-check: "https://live.example.com/" }'
    expectGreen(await make({ 'archive-path': place('checked').inside, configurations: 'staging\nproduction', targets, 'health-check': 'http://{host}/' }))
    const {
      configurations: { staging, production },
    } = manifestIn(place('checked').outside)
    assert.deepEqual(
      [staging, production].map((configuration) => configuration?.healthChecks.map((check) => check.kind === 'http' && check.url)),
      [['http://{host}/'], ['https://live.example.com/']],
    )
    expectGreen(await make({ 'archive-path': place('site').inside, 'archive-per-configuration': 'true' }))
    assert.deepEqual(digests(place('site-staging').outside), digests(`${place('site-staging.tar').outside}.d`))

    expectGreen(await make({ 'archive-path': place('both.tar').inside }))
    const sizes = ['both', 'site-staging', 'site-production'].map((name) => statSync(place(`${name}.tar`).outside).size)
    assert.ok((sizes[0] ?? 0) < 0.7 * ((sizes[1] ?? 0) + (sizes[2] ?? 0)), String(sizes))
  })

  it('`built` leaves out what the runner got, signed, from a substituter, and says that it expects it', async () => {
    await lab.runner.flake.commit({ staging: { parts: { fetched: 200_000, own: 1000 } } })
    const toplevel =
      (
        JSON.parse((await make({ configurations: 'staging', command: 'build', 'out-link-prefix': '../../built-' })).outputs['toplevels'] ?? '') as Record<
          string,
          string
        >
      )['staging'] ?? ''
    const fetched = await lab.runner.sh(`ls -d /nix/store/*-fetched`)
    await lab.runner.sh(`rm ${place('built-staging').inside}; ${nix} key generate-secret --key-name cache-1 > /root/cache-key
      ${nix} copy --to 'file:///srv/cache?secret-key=/root/cache-key' ${fetched} && nix-store --delete ${toplevel} ${fetched}
      nix-store --realise ${fetched} --option substituters file:///srv/cache --option trusted-public-keys "$(${nix} key convert-secret-to-public < /root/cache-key)"`)
    expectGreen(await make({ configurations: 'staging', 'archive-contents': 'built', 'archive-path': place('thin').inside }))
    const { paths } = manifestIn(place('thin').outside)
    assert.deepEqual(
      Object.keys(paths).filter((path) => paths[path]?.expected),
      [fetched],
    )
    assert.ok(!existsSync(join(place('thin').outside, 'cache', `${fetched.slice(11, 43)}.narinfo`)))
    assert.equal(files(place('thin').outside).filter((name) => name.endsWith('.narinfo')).length, Object.keys(paths).length - 1)
  })

  it('`missing-from` has only what an earlier archive, its manifest, or a commit has not', async () => {
    const first = await lab.runner.flake.commit({ staging: { parts: { fetched: 200_000, big: 400_000 } } })
    for (const name of ['earlier', 'earlier.tar']) expectGreen(await make({ configurations: 'staging', 'archive-path': place(name).inside }))
    await lab.runner.flake.git('tag', 'v1')
    await lab.runner.flake.commit({ staging: { parts: { fetched: 200_000, big: 400_000, added: 3000 } } })
    const earlier = Object.keys(manifestIn(place('earlier').outside).paths)
    const told: Record<string, string>[] = []
    for (const [index, from] of [place('earlier').inside, place('earlier.tar').inside, `${place('earlier').inside}/manifest.json`, first, 'v1'].entries()) {
      expectGreen(await make({ configurations: 'staging', 'archive-contents': `missing-from: ${from}`, 'archive-path': place(`delta${index}`).inside }))
      const { paths } = manifestIn(place(`delta${index}`).outside)
      assert.deepEqual(
        Object.keys(paths).filter((path) => paths[path]?.expected),
        Object.keys(paths).filter((path) => earlier.includes(path)),
      )
      told.push(digests(place(`delta${index}`).outside))
    }
    for (const delta of told) assert.deepEqual(delta, told[0])
    const bytes = (directory: string) => files(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)
    assert.ok(bytes(place('delta0').outside) < 0.2 * bytes(place('earlier').outside))

    // With what it was made against, it is whole.
    const toplevel = await lab.runner.flake.toplevel('staging')
    const from = (name: string) => `file://${place(name).inside}/cache?trusted=true`
    await lab.runner.sh(
      `nix-store --store /var/tmp/delta --realise ${toplevel} --option build-users-group '' --option substituters '${from('delta0')} ${from('earlier')}'`,
    )
  })

  it('`missing-from` what is not there is an error that says what was looked for', async () => {
    const from = (earlier: string, inputs: Record<string, string> = {}) =>
      make({ configurations: 'staging', 'archive-contents': `missing-from: ${earlier}`, 'archive-path': place('never').inside, ...inputs })
    expectRed(await from('old.tar'), /^archive-contents: there is no archive and no manifest at 'old\.tar', and the flake cannot be read as of that commit: /)
    expectRed(await from('flake.nix'), /^archive-contents: the earlier archive at 'flake\.nix' cannot be read: flake\.nix is not JSON/)
    await lab.runner.sh(
      `tar -cf ${place('other.tar').inside} -C / etc/hostname; rm -rf /home/runner/shallow; git clone --quiet --depth 1 file://${lab.runner.flake.directory} /home/runner/shallow`,
      { user: 'runner' },
    )
    expectRed(
      await from(place('other.tar').inside),
      /^archive-contents: the earlier archive at '.*other\.tar' cannot be read: it does not begin with a manifest\.json/,
    )
    expectRed(await from('1'.repeat(40)), /^archive-contents: there is no archive and no manifest at '1{40}', and the flake cannot be read as of that commit/)
    expectRed(
      await from(await lab.runner.flake.git('rev-parse', 'HEAD~1'), { flake: '/home/runner/shallow' }),
      /^archive-contents: .* the checkout is shallow and has only its last commit; .*fetch-depth: 0/,
    )
    assert.ok(!existsSync(place('never').outside) && !existsSync(`${place('never').outside}.unfinished`))
  })

  it('signs every path with the key, which Nix then trusts, and which is nowhere to be found', async () => {
    const [secret = '', key = ''] = (
      await lab.runner.sh(
        `${nix} key generate-secret --key-name builder-1 | tee /root/key; echo; ${nix} key convert-secret-to-public < /root/key; rm /root/key`,
      )
    ).split('\n')
    // A Nix that writes down how it was called.
    await lab.runner.sh(
      'mkdir -p ~/bin; printf \'#!/bin/sh\nprintf "%%s\\n" "$0 $*" >> ~/argv\nexec /usr/bin/"${0##*/}" "$@"\n\' | tee ~/bin/nix > ~/bin/nix-store; chmod +x ~/bin/*',
      { user: 'runner' },
    )
    const path = `/home/runner/bin:${lab.runner.asActionMachine().env['PATH'] ?? ''}`
    const run = await make({ configurations: 'staging', 'signing-key': secret, 'archive-path': place('signed').inside }, { path })
    expectGreen(run)
    const manifest = manifestIn(place('signed').outside)
    assert.equal(manifest.signer, 'builder-1')
    for (const name of files(place('signed').outside).filter((name) => name.endsWith('.narinfo')))
      assert.equal(readFileSync(join(place('signed').outside, name), 'utf8').match(/^Sig: .*$/gm)?.length, 1)

    const toplevel = await lab.runner.flake.toplevel('staging')
    const realise = (store: string, cache: string, trusted: string) =>
      lab.runner.exec([
        'nix-store',
        '--store',
        store,
        '--realise',
        toplevel,
        '--option',
        'build-users-group',
        '',
        '--option',
        'substituters',
        `file://${cache}/cache`,
        '--option',
        'require-sigs',
        'true',
        '--option',
        'trusted-public-keys',
        trusted,
      ])
    assert.equal((await realise('/var/tmp/signed', place('signed').inside, key)).code, 0)
    assert.notEqual((await realise('/var/tmp/unsigned', place('delta0').inside, key)).code, 0)
    assert.notEqual((await realise('/var/tmp/untrusted', place('signed').inside, '')).code, 0)

    const base64 = secret.split(':')[1] ?? ''
    const argv = await lab.runner.sh('cat ~/argv', { user: 'runner' })
    assert.match(argv, /nix-store --query/)
    for (const [what, text] of Object.entries({
      log: run.raw.replaceAll(/^::add-mask::.*$/gm, ''),
      post: run.post?.raw ?? '',
      state: JSON.stringify(run.state),
      argv,
    }))
      assert.ok(!text.includes(base64), `the key is in the ${what}`)
    assert.equal(await lab.runner.sh(`grep -rlF '${base64}' /home/runner /tmp /var/tmp || :`), '')
  })

  it('says why it cannot write, before it builds', async () => {
    const before = { configurations: 'staging' }
    await lab.runner.sh(`mkdir ${place('full').inside}; touch ${place('full').inside}/precious ${place('file').inside}`, { user: 'runner' })
    for (const [to, said] of [
      ['/root/site.tar', /^archive-path: '\/root\/site\.tar' cannot be written \(EACCES: permission denied, .*\); name a place that this user may write to/],
      ['/proc/site', /^archive-path: '\/proc\/site' cannot be written \(E[A-Z]+: /],
      [place('full').inside, /^archive-path: the directory '.*full' is not empty; name a new one, or remove it/],
      [place('file').inside, /^archive-path: '.*file' is no directory; name another one, or a file that ends with '\.tar'/],
    ] as const) {
      const run = await make({ ...before, 'archive-path': to })
      expectRed(run, said)
      assert.doesNotMatch(run.log, /building |built \S+ in/)
    }
    assert.deepEqual(readdirSync(place('full').outside), ['precious'])
  })

  it('replaces an older tar file', async () => {
    const old = statSync(place('site-staging.tar').outside).ino
    expectGreen(await make({ configurations: 'staging', 'archive-path': place('site-staging.tar').inside }))
    assert.notEqual(statSync(place('site-staging.tar').outside).ino, old)
  })

  it('leaves nothing half behind on a full disk, and says so', async () => {
    await lab.runner.flake.commit({ staging: { parts: { big: 6_000_000 } } })
    expectGreen(await make({ configurations: 'staging', 'archive-path': place('room.tar').inside }))
    const { size } = statSync(place('room.tar').outside)
    await lab.runner.sh(`mkdir ${place('small').inside}; mount -t tmpfs -o size=${size / 2},uid=1001 none ${place('small').inside}`)
    const fails = async (name: string, said: RegExp): Promise<void> => {
      expectRed(await make({ configurations: 'staging', 'archive-path': `${place('small').inside}/${name}` }), said)
      assert.equal(await lab.runner.sh(`ls -A ${place('small').inside}`), '')
    }
    // Nix meets the end of the disk first, or we do.
    for (const name of ['site.tar', 'site'])
      await fails(
        name,
        /^cannot copy \d+ store paths to file:\/\/\S+\/small\/site[^]*The disk of the runner is full; make room|^\S+\/small\/site\S* cannot be written: ENOSPC: no space left/,
      )
    // Enough for what is compressed, and not for the tar that it is packed into.
    await lab.runner.sh(`mount -o remount,size=${Math.round(size * 1.5)} ${place('small').inside}`)
    await fails('site.tar', /^\S+\/small\/site\.tar cannot be written: ENOSPC: no space left on device.* inodes are left there\); make room/)
  })

  it('leaves nothing half behind when it is cancelled or killed, and the next run mends what is left', async () => {
    await lab.runner.flake.commit({ staging: { parts: { huge: 300_000_000 } } })
    const inputs = { configurations: 'staging', 'archive-path': place('cut.tar').inside, 'compression-level': '12' }
    expectGreen(await make({ command: 'build', configurations: 'staging', 'out-link-prefix': '../../cut-' }))
    const left = () => readdirSync(lab.runner.work.outside).filter((name) => name.startsWith('cut.tar'))
    const writing = (output: string) => output.includes('writing ')
    const cancelled = await make(inputs, { cancelAfter: writing })
    assert.equal(cancelled.outcome, 'cancelled')
    assert.deepEqual([left(), cancelled.leftovers], [[], []])
    let isKilled = false
    const mainAlone = await make(inputs, {
      cancelAfter: (output) => {
        if (!isKilled && writing(output)) {
          isKilled = true
          void lab.runner.sh('pkill -KILL -u runner -f ^/opt/node24/node')
        }
        return false
      },
    })
    assert.deepEqual([mainAlone.code, mainAlone.post?.code, left()], [137, 0, []], mainAlone.post?.raw)
    await make(inputs, { kill: writing })
    assert.deepEqual(left(), ['cut.tar.unfinished'])
    expectGreen(await make({ ...inputs, 'compression-level': '1' }))
    assert.deepEqual(left(), ['cut.tar'])
  })
})
