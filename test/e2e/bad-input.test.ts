// What is wrong with what the user wrote is said before anything is touched: which input, where in it, and what to do.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { COMMANDS } from '../../src/settings/inputs.ts'
import { type RunOptions, type RunResult, runAction, thisMachine } from '../github/runner.ts'
import { repository } from '../lab/base.ts'
import { runnerUser } from '../lab/fixture.ts'
import { type Lab, startLab } from '../lab/lab.ts'

/** The one error of a step that did nothing else: nothing in the outputs, nothing left behind, nothing else said. */
function onlyError(result: RunResult): string {
  assert.equal(result.code, 1, result.log)
  assert.equal(result.outcome, 'failure')
  assert.deepEqual(result.outputs, {
    ...{ toplevels: '{}', configurations: '[]', results: '{}', manifest: '{}' },
    ...{ changes: '{}', 'changed-configurations': '[]', changed: 'false' },
  })
  assert.deepEqual(result.exported, { env: {}, path: [] })
  assert.deepEqual(result.leftovers, [])
  assert.equal(result.post?.code, 0)
  assert.equal(result.annotations.length, 1, result.log)
  const [{ level, message }] = result.annotations as [RunResult['annotations'][number]]
  assert.equal(level, 'error')
  return message
}

describe('an input that cannot be meant', () => {
  let directory = ''
  /** A directory in which every program that the action ever calls says that it was called. */
  let path = ''
  const called = (): string => join(directory, 'called')

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'bad-input-'))
    path = join(directory, 'bin')
    mkdirSync(path)
    for (const program of ['nix', 'nix-store', 'ssh', 'ssh-keygen', 'curl', 'git', 'ps', 'sh', 'bash', 'touch', 'id']) {
      writeFileSync(join(path, program), `#!/bin/sh\necho "${program} $*" >> '${called()}'\nexit 1\n`)
      chmodSync(join(path, program), 0o755)
    }
    symlinkSync(process.execPath, join(path, 'node'))
  })
  after(() => rmSync(directory, { recursive: true }))

  const run = (inputs: Record<string, string>, options: Partial<RunOptions> = {}): Promise<RunResult> =>
    runAction(thisMachine(directory), inputs, { action: repository, path, ...options })

  /** Runs and holds that nothing was started, neither by main nor by post. */
  const refused = async (inputs: Record<string, string>): Promise<string> => {
    rmSync(called(), { force: true })
    const message = onlyError(await run(inputs))
    assert.ok(!existsSync(called()), `something was called:\n${existsSync(called()) ? readFileSync(called(), 'utf8') : ''}`)
    return message
  }

  const staging = 'staging: root@staging.example.com'
  const checked = (check: string): Record<string, string> => ({ targets: staging, 'known-hosts': 'x', 'health-check': check })
  const cases: [name: string, inputs: Record<string, string>, ...says: RegExp[]][] = [
    [
      'an unknown command',
      { command: 'deply' },
      /^command: 'deply' is not a command; did you mean 'deploy'\? Known: list, build, archive, deploy, promote, rollback, status, verify, diff$/,
    ],
    ['no targets', {}, /^targets: 'deploy' needs to know where; write one like/],
    [
      'an unknown target key',
      { targets: 'staging:\n  host: root@a\n  activte: none' },
      /^targets, line 3, staging: 'activte' is not a key of a target; did you mean 'activate'\? Known: host, user, port, configuration/,
    ],
    [
      'malformed YAML',
      { targets: 'staging: root@a\n  production: root@b' },
      /^targets, line \d: this is not valid YAML: .+; give the keys of one map the same indentation/,
    ],
    ['YAML that is never closed', { targets: 'staging: {host: root@a' }, /^targets, line \d: this is not valid YAML/],
    ['tabs in YAML', { targets: 'staging:\n\thost: root@a' }, /^targets, line 2: this is not valid YAML: .*use spaces/],
    ['a host with a space', { targets: 'staging: root@a b' }, /^targets, line 1, staging: 'a b' is not a host; write a DNS name/],
    ['a host that is an option', { targets: 'staging: "-oProxyCommand=id"' }, /^targets, line 1, staging: '-oProxyCommand=id' is not a host/],
    ['a port that is none', { targets: 'staging: root@a:0' }, /^targets, line 1, staging: '0' is not a port; write a number from 1 to 65535/],
    ['an activation that is none', { targets: staging, activate: 'swich' }, /^activate: 'swich' is not a way to activate; did you mean 'switch'\?/],
    [
      'a duration without a unit',
      { targets: staging, 'confirm-timeout': '120' },
      /^confirm-timeout: '120' has no unit; write '120s' for seconds or '120m' for minutes$/,
    ],
    ['a duration that is none, deep inside', { targets: 'a:\n  host: root@a\n  activation-timeout: soon' }, /^targets, line 3, a\.activation-timeout: 'soon'/],
    ['a revision with a slash', { targets: staging, revision: 'refs/heads/main' }, /^revision: 'refs\/heads\/main' is not a label; write a git SHA/],
    ['a revision that climbs', { command: 'promote', targets: staging, revision: '../etc' }, /^revision: '\.\.\/etc' is not a label/],
    ['a reserved word as a label', { targets: staging, revision: 'healthy' }, /^revision: 'healthy' has a meaning of its own/],
    ['a promotion of nothing', { command: 'promote', targets: staging }, /^revision: 'promote' needs to know what/],
    ['a configuration that is no name', { targets: staging, configurations: 'a, b' }, /^configurations: 'a, b' is not one name/],
    [
      'a flake with a configuration in it',
      { targets: staging, flake: '.#staging' },
      /^flake: '\.#staging' names a part of the flake; write '\.' and say 'staging' in 'configurations'/,
    ],
    ['a number that is none', { targets: staging, 'max-parallel': 'many' }, /^max-parallel: 'many' is not a whole number from 1 to 100/],
    ['a boolean that is none', { targets: staging, 'substitute-on-destination': 'yes' }, /^substitute-on-destination: 'yes' is neither 'true' nor 'false'/],
    ['a relative directory', { targets: staging, 'revisions-directory': 'srv' }, /^revisions-directory: 'srv' is not an absolute path/],
    ['a health check that is no URL', checked('ftp://a/'), /^health-check, line 1: 'ftp:\/\/a\/' is not an http or https URL/],
    [
      'a health check with an unknown key',
      checked('url: http://a/\nexpect-stats: 200'),
      /^health-check, line 2: 'expect-stats' is not a key of a health check; did you mean 'expect-status'\?/,
    ],
    [
      'a health check with a misspelt word in braces',
      checked('http://{hots}/'),
      /^health-check, line 1: '\{hots\}' stands for nothing; did you mean '\{host\}'\?/,
    ],
    ['a health check that is two', checked('{url: "http://a/", command: "true"}'), /^health-check, line 1: has both 'url' and 'command'/],
    [
      'a regular expression that is none',
      checked('{url: "http://a/", expect-body: "/(/"}'),
      /^health-check, line 1, expect-body: '\/\(\/' is not a regular expression/,
    ],
    [
      'a health check that cannot fit into confirm-timeout',
      { ...checked('{url: "http://a/", timeout: 20s, for: 1m}'), 'confirm-timeout': '1m' },
      /^targets, line 1, staging: a health check takes up to 1m20s \(timeout and for\), more than confirm-timeout, 1m, leaves/,
    ],
    [
      'a health check that would have to keep passing until the deadline itself',
      { ...checked('{url: "http://a/", timeout: 1s, for: 29s}'), 'confirm-timeout': '30s' },
      /^targets, line 1, staging: a health check .* confirm-timeout, 30s/,
    ],
  ]
  for (const [name, inputs, ...says] of cases) {
    it(`is refused before anything starts: ${name}`, async () => {
      const message = await refused(inputs)
      for (const pattern of says) assert.match(message, pattern)
    })
  }

  it('leaves outputs that fromJSON can read, whatever the command', async () => {
    for (const command of COMMANDS) await refused({ command, targets: staging, revision: 'a/b' })
    const perConfiguration = await run({ command: 'archive', 'archive-per-configuration': 'true', payload: 'nothing' })
    const { changed, configurations, 'changed-configurations': changedConfigurations, ...maps } = perConfiguration.outputs
    assert.deepEqual([perConfiguration.code, changed, configurations, changedConfigurations], [1, 'false', '[]', '[]'])
    assert.deepEqual(new Set(Object.values(maps)), new Set(['{}']))
    assert.deepEqual(Object.keys(maps).sort(), [
      'archive-path',
      'artifact-digest',
      'artifact-id',
      'artifact-name',
      'artifact-url',
      'changes',
      'manifest',
      'results',
      'toplevels',
    ])
  })

  it('is refused as a whole: every mistake in one input is named', async () => {
    const message = await refused({ targets: 'a: root@-x\nb:\n  hst: root@b\nc: root@c:ssh' })
    assert.match(message, /^targets, line 1, a: /m)
    assert.match(message, /^targets, line 3, b: 'hst' is not a key of a target; did you mean 'host'\?/m)
    assert.match(message, /^targets, line 4, c: 'ssh' is not a port/m)
  })
})

for (const suite of ['forky', 'trixie'] as const) {
  describe(`a flake that cannot be built or named, with the Nix of ${suite}`, () => {
    let lab: Lab
    before(async () => {
      lab = await startLab({ hosts: [], runner: suite })
    })
    after(() => lab.stop())

    const work = '/home/runner/work'
    // Links in the checkout would be part of its next commit.
    const build = (inputs: Record<string, string>, options: Partial<RunOptions> = {}): Promise<RunResult> =>
      lab.runner.run({ command: 'build', 'out-link-prefix': `${work}/result-`, ...inputs }, options)
    const refused = async (inputs: Record<string, string>, options: Partial<RunOptions> = {}): Promise<string> => onlyError(await build(inputs, options))
    /** What a deployment says before it contacts anybody: the host does not exist. */
    const deploymentRefused = async (inputs: Record<string, string>, target = 'staging'): Promise<string> => {
      const result = await lab.runner.run({ targets: `${target}: root@198.51.100.99`, 'known-hosts': 'x', 'ssh-private-key': lab.privateKey, ...inputs })
      assert.doesNotMatch(result.log, /these \d+ derivations will be built|building |built \S+ in/)
      return onlyError(result)
    }
    /** Changes files of the checkout, without a commit, for as long as `work` runs. */
    const withFiles = async <T>(files: Record<string, string>, work: () => Promise<T>): Promise<T> => {
      for (const [path, text] of Object.entries(files)) lab.runner.flake.write(path, text)
      try {
        return await work()
      } finally {
        // First what is tracked: whatever the other one stumbles over, the next test begins with the flake as it was.
        await lab.runner.flake.git('checkout', '--quiet', '.')
        await lab.runner.flake.git('clean', '--quiet', '--force', '-d')
      }
    }

    it('says which configurations there are, and which was meant', async () => {
      assert.equal(
        await refused({ configurations: 'stagng' }),
        "configurations: 'stagng' is not in the flake's nixosConfigurations; did you mean 'staging'? Known: production, staging",
      )
      assert.equal(
        await deploymentRefused({}, 'stagng'),
        "targets: 'stagng' is not in the flake's nixosConfigurations; did you mean 'staging'? Known: production, staging",
      )
    })

    it('says which configurations there are with every payload, and for archives, before anything is sent', async () => {
      const said = "'stagng' is not in the flake's nixosConfigurations; did you mean 'staging'? Known: production, staging"
      for (const payload of ['closure', 'derivation', 'source']) {
        assert.equal(await deploymentRefused({ payload }, 'stagng'), `targets: ${said}`)
        assert.equal(
          await refused({ command: 'archive', payload, configurations: 'stagng', 'archive-path': `${work}/x.tar`, 'out-link-prefix': '' }),
          `configurations: ${said}`,
        )
      }
    })

    it('takes each name that list shows, as it shows it, and says which cannot be named', async () => {
      const { directory } = lab.runner.flake
      const flake = `${work}/names`
      const names = ['my host', 'ops@web', 'a/b', 'a#b', "büro's"]
      await lab.runner.sh(`cp -r ${directory} ${flake} && rm -rf ${flake}/.git`, { user: runnerUser.name })
      const attributes = [...names, 'a\\"b'].map((name) => `"${name}" = all.staging;`)
      const text = `{ outputs = { self }: let all = ((import ./fixture.nix).outputs { inherit self; }).nixosConfigurations; in { nixosConfigurations = { ${attributes.join(' ')} }; }; }`
      await lab.runner.sh(`mv ${flake}/flake.nix ${flake}/fixture.nix && cat > ${flake}/flake.nix`, { user: runnerUser.name, input: text })
      const listed = await lab.runner.run({ command: 'list', flake })
      assert.equal(listed.code, 0, listed.log)
      assert.match(listed.log, /^a"b \(cannot be deployed: it has a double quote in it/m)
      assert.match(listed.log, /^a#b \(write it as "a#b"\)$/m)
      const { code, outputs, log } = await build({ flake, configurations: names.map((name) => (name === 'a#b' ? `"${name}"` : name)).join('\n') })
      assert.equal(code, 0, log)
      assert.deepEqual(Object.keys(JSON.parse(outputs['toplevels'] ?? '') as object).sort(), names.toSorted())
      assert.ok(lab.runner.readlink(`${work}/result-a-b`)?.startsWith('/nix/store/'))
    })

    it('says that configurations are nested by system, and what a directory without ./ is taken for', async () => {
      await withFiles({ 'flake.nix': '{ outputs = { self }: { nixosConfigurations.x86_64-linux.staging = { }; }; }' }, async () => {
        const nested = /it has x86_64-linux: the configurations are nested by system.*take nixosConfigurations out/
        assert.match(await refused({ configurations: 'staging' }), nested)
        assert.match(await refused({}), nested)
        assert.match(await deploymentRefused({ payload: 'derivation', revision: 'x' }), nested)
      })
      await lab.runner.sh('mkdir nixos', { user: runnerUser.name, cwd: lab.runner.flake.directory })
      assert.match(
        await refused({ flake: 'nixos' }),
        /^flake: 'nixos' is a flake of Nix's registry and not the directory of that name; for the directory write '\.\/nixos'/,
      )
      await lab.runner.sh('rmdir nixos', { user: runnerUser.name, cwd: lab.runner.flake.directory })
    })

    it('says that Nix was killed, and what it was killed for most likely', async () => {
      const busy = "builtins.foldl' (a: b: builtins.seq (builtins.genList (x: x) 1000) (a + b)) 0 (builtins.genList (x: x) 100000000)"
      await withFiles(
        { 'flake.nix': `{ outputs = { self }: { nixosConfigurations.staging.config.system.build.toplevel = builtins.seq (${busy}) 1; }; }` },
        async () => {
          const running = refused({ configurations: 'staging' })
          await lab.runner.sh("for i in $(seq 100); do pid=$(pgrep -xf 'nix .* build --json .*') && break; sleep 0.1; done; sleep 1; kill -9 $pid")
          assert.match(await running, /^cannot build staging: Nix was killed by signal 9: out of memory\? Take a bigger runner/)
        },
      )
    })

    it('understands nixosConfigurations.staging and .#production', async () => {
      const { code, outputs } = await build({ configurations: 'nixosConfigurations.staging\n.#production' })
      assert.equal(code, 0)
      assert.deepEqual(Object.keys(JSON.parse(outputs['toplevels'] ?? '') as object), ['staging', 'production'])
    })

    it('says that a flake has no nixosConfigurations', async () => {
      await lab.runner.sh(`mkdir ${work}/without && echo '{ outputs = { self }: { packages = { }; }; }' > ${work}/without/flake.nix`, { user: runnerUser.name })
      const message = `flake: '${work}/without' has no nixosConfigurations; let the input 'flake' name the flake that has them`
      const flake = `${work}/without`
      assert.equal(await refused({ flake }), message)
      assert.equal(await refused({ flake, configurations: 'staging' }), message)
      assert.equal(onlyError(await lab.runner.run({ command: 'list', flake })), message)
    })

    it('says that a name of the flake would get lost, and takes the others', async () => {
      await lab.runner.sh(
        `mkdir ${work}/lost && echo '{ outputs = { self }: { nixosConfigurations = { prototype = { }; staging = { }; }; }; }' > ${work}/lost/flake.nix`,
        { user: runnerUser.name },
      )
      const flake = `${work}/lost`
      assert.equal(
        await refused({ flake }),
        "configurations: the flake has one named 'prototype', a name that JavaScript keeps for itself; give it another one there, or name the others here",
      )
      assert.match(await refused({ flake, configurations: 'staging' }), /staging/)
    })

    it('says that there is no flake where it was looked for', async () => {
      await lab.runner.sh(`mkdir ${work}/empty`, { user: runnerUser.name })
      assert.match(await refused({ flake: `${work}/empty` }), /there is no flake\.nix at the flake reference \(.*\); check the repository out before this step/)
    })

    it('says that git does not track a file that the flake needs', async () => {
      const flake = lab.runner.flake.read('flake.nix') ?? ''
      const settings = lab.runner.flake.read('settings.json') ?? ''
      await withFiles({ 'flake.nix': flake.replace('./settings.json', './untracked.json'), 'untracked.json': settings }, async () => {
        assert.match(await refused({}), /'untracked\.json'.* git does not track|git does not track 'untracked\.json'/)
      })
    })

    it('says how to read a checkout of another user', async () => {
      const { directory } = lab.runner.flake
      await lab.runner.sh(`chown -R root: ${directory}`)
      try {
        const message = await refused({})
        assert.match(message, /belongs to another user, and git refuses to read it/)
        const [cure = ''] = /git config --global --add safe\.directory \S+$/.exec(message) ?? []
        assert.notEqual(cure, '')
        await lab.runner.sh(cure, { user: runnerUser.name })
        assert.equal((await build({})).code, 0)
      } finally {
        await lab.runner.sh(`chown -R ${runnerUser.name}: ${directory}`)
        await lab.runner.sh('git config --global --unset-all safe.directory', { user: runnerUser.name })
      }
    })

    it('says what Nix could not evaluate, and where that is', async () => {
      await lab.runner.flake.commit({ staging: { sick: 'eval-fails' } })
      const message = await refused({ configurations: 'staging' })
      assert.match(message, /^cannot build staging: staging cannot be evaluated: the fixture was told so\n/)
      assert.match(message, /toplevel\.nix:\d+:\d+/)
      await lab.runner.flake.commit({ staging: { sick: undefined } })
      await withFiles({ 'flake.nix': '{ outputs = { self }: { nixosConfigurations.staging = ; }; }' }, async () => {
        assert.match(await refused({}), /^cannot read the flake '\.': syntax error, unexpected ';'.*\n.*flake\.nix:1:55/)
      })
      await withFiles({ 'flake.nix': '{ outputs = { self }: { nixosConfigurations.staging = { }; }; }' }, async () => {
        assert.match(
          await refused({}),
          /^configurations: .* has no nixosConfigurations\."staging"\.config\.system\.build\.toplevel; each configuration must have/,
        )
      })
    })

    it('shows the end of the log of the derivation that failed', async () => {
      await lab.runner.flake.commit({ staging: { sick: 'build-fails' } })
      const message = await refused({})
      await lab.runner.flake.commit({ staging: { sick: undefined } })
      assert.match(message, /^the build of nixos-system-staging-[0-9a-f]{40} failed: builder failed with exit code 3\nthe end of its log:\n/)
      assert.match(message, /\n {2}log line 3\n {2}the fixture was told to fail$/)
    })

    it('asks for a label where no git SHA names what would be deployed, before it builds', async () => {
      await withFiles({ 'settings.json': (lab.runner.flake.read('settings.json') ?? '').replace('{', '{ ') }, async () => {
        assert.match(
          await deploymentRefused({}),
          /^revision: the checkout has changes that are not committed, so that no git SHA names what would be built; give a label of your own, or commit them$/,
        )
      })
      await lab.runner.sh(`cp -r ${lab.runner.flake.directory} ${work}/plain && rm -rf ${work}/plain/.git`, { user: runnerUser.name })
      assert.match(
        await deploymentRefused({ flake: `${work}/plain` }),
        /^revision: the flake is not in git, so that no git SHA names what would be built; give a label of your own/,
      )
      // What needs no label is built all the same.
      const { code, outputs } = await build({ flake: `${work}/plain` })
      assert.equal(code, 0)
      assert.equal(outputs['revision'], undefined)
      assert.ok(lab.runner.readlink(`${work}/result-staging`)?.startsWith('/nix/store/'))
    })

    it('says that Nix does not know an option', async () => {
      assert.equal(
        await refused({ 'nix-options': '--no-such-option' }),
        "cannot read the flake '.': nix-options: Nix on this runner knows no option '--no-such-option'",
      )
    })

    it('says how to install Nix where it is missing or too old', async () => {
      const steps =
        /install it in a step before this one:\n {2}- uses: cachix\/install-nix-action@\S+\nor\n {2}- uses: DeterminateSystems\/nix-installer-action@\S+$/
      const missing = await refused({}, { path: lab.runner.pathWithoutNix })
      assert.match(missing, /^Nix was not found on this runner; /)
      assert.match(missing, steps)
      await lab.runner.sh('mkdir -p /opt/old-nix && printf \'#!/bin/sh\\necho "nix (Nix) 2.18.9"\\n\' > /opt/old-nix/nix && chmod +x /opt/old-nix/nix')
      const old = await refused({}, { path: `/opt/old-nix:${lab.runner.pathWithoutNix}` })
      assert.match(old, /^Nix 2\.18\.9 is too old, 2\.24 or newer is needed; /)
      assert.match(old, steps)
    })
  })
}
