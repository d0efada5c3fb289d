// The calls of src/nix/command.ts against a real Nix: run on the lab's runner machine, as its user, through the Nix daemon.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { buildToplevels, evaluateToplevels, outLink } from '../../../src/nix/build.ts'
import type { Nix } from '../../../src/nix/command.ts'
import type { NixEvent } from '../../../src/nix/event.ts'
import { NixFailure } from '../../../src/nix/failure.ts'
import { findNix } from '../../../src/nix/find.ts'
import { configurationNames, flakeMetadata } from '../../../src/nix/flake.ts'
import { inRepository } from '../../../src/nix/place.ts'
import { closure, substitutedPaths } from '../../../src/nix/store.ts'
import { committedFlake, flakeDirectory, git, newDirectory, withFlake } from './flake.ts'

let nix: Nix
let version = ''
before(async () => {
  const found = await findNix({ home: '/no/such/home', options: [] })
  nix = found.nix
  version = await found.version
})

/** A system that differs from others by its name. */
const system = (name: string) => `system (write "nixos-system-${name}" "${name}")`
const healthy = { staging: system('staging'), production: system('production') }

test('Nix is found in PATH, with its version', () => {
  assert.equal(nix.program, 'nix')
  assert.ok(execFileSync('nix', ['--version'], { encoding: 'utf8' }).includes(version))
})

test('a checkout has its commit as revision, and is built as it was named', async () => {
  const flake = committedFlake(healthy)
  const revision = git(flake, 'rev-parse', 'HEAD')
  const { sourcePath, locked, lockHash, ...metadata } = await flakeMetadata(nix, flake)
  assert.deepEqual(metadata, { reference: flake, revision, dirty: false, description: 'a flake to try', unlocked: `git+file://${flake}`, url: undefined })
  assert.match(sourcePath, /^\/nix\/store\/.*-source$/)
  assert.equal(locked.rev, revision)
  assert.equal((await flakeMetadata(nix, `git+file://${flake}`)).reference, `git+file://${flake}`)
  assert.match(lockHash ?? '', /^[0-9a-f]{64}$/)
})

test('a shallow checkout has a revision and can be built', async () => {
  const flake = newDirectory()
  const origin = committedFlake(healthy)
  git(origin, 'commit', '--quiet', '--allow-empty', '--message=second')
  git(flake, 'clone', '--quiet', '--depth=1', `file://${origin}`, 'checkout')
  const { reference, revision } = await flakeMetadata(nix, join(flake, 'checkout'))
  assert.equal(revision, git(origin, 'rev-parse', 'HEAD'))
  assert.equal((await buildToplevels(nix, reference, ['staging'])).size, 1)
})

test('a dirty checkout has no revision, and its changes are built', async () => {
  const flake = committedFlake(healthy)
  const clean = await buildToplevels(nix, flake, ['staging'])
  writeFileSync(join(flake, 'flake.nix'), readFileSync(join(flake, 'flake.nix'), 'utf8').replace('nixos-system-staging', 'nixos-system-changed'))
  const { revision, dirty } = await flakeMetadata(nix, flake)
  assert.deepEqual([revision, dirty], [undefined, true])
  assert.notDeepEqual(await buildToplevels(nix, flake, ['staging']), clean)
})

test('a directory that is not in git can be built, and has no revision', async () => {
  const flake = flakeDirectory(healthy)
  const { reference, revision, dirty } = await flakeMetadata(nix, flake)
  assert.deepEqual([reference, revision, dirty], [flake, undefined, false])
  assert.equal((await buildToplevels(nix, reference, ['staging'])).size, 1)
})

test('a flake from elsewhere that has changed since its metadata was read is refused, not built as it is now', async () => {
  const flake = flakeDirectory(healthy)
  const tarball = join(newDirectory(), 'flake.tar')
  const packTarball = () => execFileSync('tar', ['-C', dirname(flake), '-cf', tarball, basename(flake)])
  packTarball()
  const { reference } = await flakeMetadata(nix, `tarball+file://${tarball}`)
  assert.match(reference, /[?&]narHash=sha256-/)
  assert.equal((await buildToplevels(nix, reference, ['staging', 'production'])).size, 2)
  writeFileSync(join(flake, 'another'), 'file')
  packTarball()
  await assert.rejects(buildToplevels({ ...nix, options: ['--refresh'] }, reference, ['staging']), /NAR hash mismatch/)
})

test('the names of the configurations are told, sorted, whatever else is wrong with them', async () => {
  const flake = committedFlake({ staging: 'throw "no"', 'a.b': '{}', production: '1' })
  assert.deepEqual(await configurationNames(nix, flake), ['a.b', 'production', 'staging'])
})

test('all configurations are built by one process, each with its own path, also those that are the same system', async () => {
  const names = ['same1', 'staging', 'same2', 'production', 'same3']
  const flake = committedFlake({ ...healthy, same1: system('same'), same2: system('same'), same3: system('same') })
  const toplevels = await buildToplevels(nix, flake, names)
  assert.deepEqual([...toplevels.keys()], names)
  assert.deepEqual(
    [...toplevels.values()].map((path) => readFileSync(join(path, 'text'), 'utf8').trim()),
    ['same', 'staging', 'same', 'production', 'same'],
  )
})

test('names with dots, spaces and signs that mean something to Nix or in URLs are built', async () => {
  const names = ['web.example.com', 'per%41cent', 'spa ce', 'a^b', 'a#b', 'umläut', '--impure', 'a?b=c&d', 'ops@web', 'a/b', "it's", '$(id)']
  const flake = committedFlake(Object.fromEntries(names.map((name, index) => [name, system(`n${index}`)])))
  const toplevels = await buildToplevels(nix, flake, names)
  assert.deepEqual(
    names.map((name) => readFileSync(join(toplevels.get(name) ?? '', 'text'), 'utf8').trim()),
    names.map((_, index) => `n${index}`),
  )
})

test('names that mean something to the language are told apart, built and evaluated', async () => {
  const names = ['a${b}', 'a\\b', '$', '${', "''", '\\']
  const flake = newDirectory()
  const attributes = names.map((name, index) => `      "${name.replaceAll(/["\\]|\$(?=\{)/g, '\\$&')}" = ${system(`n${index}`)};`)
  const text = readFileSync(join(flakeDirectory({}), 'flake.nix'), 'utf8').replace(
    'nixosConfigurations = {',
    `nixosConfigurations = {\n${attributes.join('\n')}`,
  )
  cpSync(withFlake(flakeDirectory({}), text), flake, { recursive: true })
  assert.deepEqual(await configurationNames(nix, flake), names.toSorted())
  const toplevels = await buildToplevels(nix, flake, names)
  const evaluated = await evaluateToplevels(nix, flake, names)
  assert.deepEqual(
    names.map((name) => [readFileSync(join(toplevels.get(name) ?? '', 'text'), 'utf8').trim(), evaluated.get(name)?.toplevel]),
    names.map((name, index) => [`n${index}`, toplevels.get(name)]),
  )
})

test('nix-options reach what evaluates and builds', async () => {
  const flake = committedFlake({ staging: 'system (write "nixos-system-x" (toString builtins.currentTime))' })
  await assert.rejects(buildToplevels(nix, flake, ['staging']), /attribute 'currentTime' missing/)
  assert.equal((await buildToplevels({ ...nix, options: ['--impure'] }, flake, ['staging'])).size, 1)
})

test('nothing is written into the checkout', async () => {
  const flake = committedFlake(healthy)
  await flakeMetadata(nix, flake)
  await configurationNames(nix, flake)
  await buildToplevels(nix, flake, ['staging'])
  assert.equal(git(flake, 'status', '--porcelain'), '')
})

test('a cancelled build ends, and says why', async () => {
  const flake = committedFlake({ staging: 'system (make "nixos-system-slow" "busybox sleep 60")' })
  const abort = new AbortController()
  const cancelled = {
    ...nix,
    signal: abort.signal,
    onEvent: ({ type }: NixEvent) => {
      if (type === 'nix-build-started') abort.abort(new Error('cancelled'))
    },
  }
  const started = performance.now()
  await assert.rejects(buildToplevels(cancelled, flake, ['staging']), /^Error: cancelled$/)
  assert.ok(performance.now() - started < 20_000)
})

test('a link keeps its path from the garbage collector, and is renewed', async () => {
  const flake = committedFlake(healthy)
  const toplevels = await buildToplevels(nix, flake, ['staging', 'production'])
  const [staging = '', production = ''] = toplevels.values()
  const link = join(newDirectory(), 'result-staging')
  await outLink(nix, staging, link)
  assert.equal(readlinkSync(link), staging)
  assert.ok(execFileSync('nix-store', ['--query', '--roots', staging], { encoding: 'utf8' }).includes(link))
  await outLink(nix, production, link)
  assert.equal(readlinkSync(link), production)
})

test('a link that would take the place of a file is refused, and the file stays', async () => {
  const flake = committedFlake(healthy)
  const [staging = ''] = (await buildToplevels(nix, flake, ['staging'])).values()
  const file = join(newDirectory(), 'result-staging')
  writeFileSync(file, 'precious')
  await assert.rejects(outLink(nix, staging, file), /cannot make the link '.*result-staging': /)
  assert.equal(readFileSync(file, 'utf8'), 'precious')
})

test('a closure is told with sizes, hashes and references, each path after what it refers to', async () => {
  const flake = committedFlake({
    staging: 'let c = write "c" "c"; b = write "b" "${c}"; in system (write "nixos-system-x" "${b} ${c}")',
    production: system('p'),
  })
  const toplevels = [...(await buildToplevels(nix, flake, ['staging', 'production'])).values()]
  const infos = await closure(nix, toplevels)
  const named = (name: string) => infos.find(({ path }) => path.endsWith(`-${name}`)) ?? assert.fail(name)
  assert.deepEqual(infos.map(({ path }) => path.slice(44)).sort(), ['b', 'c', 'nixos-system-p', 'nixos-system-x'])
  assert.deepEqual(named('nixos-system-x').references.sort(), [named('b').path, named('c').path].sort())
  for (const [index, { references }] of infos.entries()) {
    const earlier = infos.slice(0, index).map(({ path }) => path)
    for (const reference of references) assert.ok(earlier.includes(reference))
  }
  const hash = execFileSync('nix-store', ['--query', '--hash', named('b').path], { encoding: 'utf8' }).trim()
  const base32 = execFileSync('nix-hash', ['--type', 'sha256', '--to-base32', named('b').narHash.slice('sha256:'.length)], { encoding: 'utf8' })
  assert.equal(`sha256:${base32.trim()}`, hash)
  assert.equal(named('b').narBytes, execFileSync('nix-store', ['--dump', named('b').path]).length)
  assert.match(named('b').deriver ?? '', /-b\.drv$/)
})

test('a path that came signed from a substituter is told from those that were built here', async () => {
  const flake = committedFlake({ staging: 'system (write "nixos-system-signed" "${write "part" "signed"}")' })
  const infos = await closure(nix, [...(await buildToplevels(nix, flake, ['staging'])).values()])
  const paths = infos.map(({ path }) => path)
  assert.deepEqual([...(await substitutedPaths(nix, paths))], [])
  // In a store of its own all is copied and nothing built there; one of it with a signature.
  const [directory, flakes] = [newDirectory(), ['--extra-experimental-features', 'nix-command flakes']]
  const store = ['--store', join(directory, 'store')]
  writeFileSync(join(directory, 'key'), execFileSync('nix', [...flakes, 'key', 'generate-secret', '--key-name', 'cache-1']))
  execFileSync('nix', [...flakes, 'copy', '--no-check-sigs', '--to', join(directory, 'store'), ...paths])
  const part = paths.find((path) => path.endsWith('-part')) ?? ''
  execFileSync('nix', [...flakes, 'store', 'sign', ...store, '--key-file', join(directory, 'key'), part])
  const elsewhere = join(directory, 'nix')
  writeFileSync(elsewhere, `#!/bin/sh\nexec nix "$@" ${store.join(' ')}\n`, { mode: 0o755 })
  assert.deepEqual([...(await substitutedPaths({ ...nix, program: elsewhere }, paths))], [part])
})

test('the closure of a path that is not there is an error that names it', async () => {
  const path = `/nix/store/${'0'.repeat(32)}-nothing`
  await assert.rejects(closure(nix, [path]), new RegExp(`cannot read the closure of ${path}: .*is not valid`))
})

// What goes wrong for newcomers, made to go wrong.

const sick = committedFlake(
  {
    ...healthy,
    thrown: 'system (throw "the option services.foo does not exist")',
    mistyped: 'system (write "x" (1 + "x"))',
    failing: 'system (make "nixos-system-failing" "echo some log; exit 3")',
    waiting: 'system (write "nixos-system-waiting" "${make "broken-part" "echo oh no; exit 1"}")',
    full: 'system (make "nixos-system-full" "busybox mkdir $out; echo x > /dev/full")',
    mismatch:
      'system (derivation { name = "download"; system = platform; builder = "${busybox}/bin/busybox"; args = [ "sh" "-c" "echo hi > $out" ]; outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; })',
    foreign: 'system (derivation { name = "foreign"; system = "riscv64-linux"; builder = "/bin/sh"; })',
    untracked: 'system (write "x" (builtins.readFile ./untracked.txt))',
    unimported: 'import ./untracked.nix',
    impure: 'system (write "x" (builtins.readFile /etc/hostname))',
    unsystematic: '{ }',
    underived: 'system { a = 1; }',
  },
  { 'untracked.txt': 'hello', 'untracked.nix': '{ }' },
)

for (const [name, message] of [
  ['thrown', /^cannot build thrown: the option services\.foo does not exist\n {2}at .*flake\.nix:\d+:\d+:$/],
  ['mistyped', /^cannot build mistyped: cannot add a string to an integer\nat .*flake\.nix:\d+:\d+:$/],
  ['failing', /^the build of nixos-system-failing failed: builder failed with exit code 3\nthe end of its log:\n {2}some log$/],
  ['waiting', /^the build of broken-part failed: builder failed with exit code 1\nthe end of its log:\n {2}oh no$/],
  ['full', /^the build of nixos-system-full failed[^]*No space left on device\nThe disk of the runner is full; make room/],
  ['mismatch', /^what download downloads is not what its hash says: specified sha256-A+=, got sha256-mOpuTyFv/],
  ['foreign', /^foreign is for riscv64-linux, which this runner cannot build; run the job on a riscv64-linux runner/],
  ['untracked', /git does not track (?:'untracked\.txt', and|it, and) Nix sees only what git tracks/],
  ['unimported', /git does not track (?:'untracked\.nix', and|it, and) Nix sees only what git tracks/],
  ['impure', /^cannot build impure: the configuration reads \/etc.*, which is outside of the flake/],
  ['unsystematic', /^configurations: the flake .* has no nixosConfigurations\."unsystematic".*each configuration must have config\.system\.build\.toplevel/],
  ['underived', /underived.*is not a derivation, but found a.*; a configuration is what nixpkgs\.lib\.nixosSystem gives/],
  ['stagin', /^configurations: 'stagin' is not in the flake's nixosConfigurations; did you mean 'staging'\? [Kk]nown: failing, foreign,.*staging/],
] as const) {
  test(`building '${name}' is explained`, async () => {
    await assert.rejects(buildToplevels(nix, sick, ['staging', name]), (error: Error) => {
      assert.match(error.message.replace('cannot build staging, ', 'cannot build '), message)
      return true
    })
  })
}

const unlocked = () =>
  withFlake(flakeDirectory({}), `{ inputs.other.url = "path:${flakeDirectory({})}"; outputs = _: { nixosConfigurations.staging = { }; }; }`)
const emptyRepository = () => {
  const directory = newDirectory()
  git(directory, 'init', '--quiet')
  return directory
}

for (const [what, reference, message] of [
  [
    'a directory without a flake',
    newDirectory,
    /^cannot read the flake '.*': there is no flake\.nix at the flake reference \(.*flake\.nix.*\); check the repository out/,
  ],
  ['a repository without a flake', emptyRepository, /there is no flake\.nix at the flake reference/],
  ['a directory that does not exist', () => '/no/such/directory', /^cannot read the flake '\/no\/such\/directory': .*No such file or directory/],
  [
    'a flake.nix that git does not track',
    () => {
      const directory = emptyRepository()
      writeFileSync(join(directory, 'flake.nix'), '{ outputs = _: { }; }')
      return directory
    },
    /(?:git does not track 'flake\.nix'|the flake has no file 'flake\.nix').*git add and commit it/,
  ],
  [
    'a flake without nixosConfigurations',
    () => withFlake(flakeDirectory({}), '{ outputs = _: { }; }'),
    /^flake: '.*' has no nixosConfigurations; let the input 'flake' name/,
  ],
  ['a flake with a syntax error', () => withFlake(flakeDirectory({}), '{ outputs = _: { ; }; }'), /syntax error, unexpected ';'[^]*at .*flake\.nix:1:18:/],
  ['a flake whose inputs are not locked', unlocked, /flake\.lock is missing or out of step[^]*run 'nix flake lock' and commit flake\.lock/],
  ['a commit that does not exist', () => `git+file://${sick}?rev=${'1'.repeat(40)}`, /^cannot read the flake '.*': .*1{40}/],
  [
    'a repository that does not exist',
    () => 'git+ssh://git@nowhere.invalid/x',
    /the repository (?:git\+)?ssh:\/\/git@nowhere\.invalid\/x could not be fetched: ssh: Could not resolve/,
  ],
] as const) {
  test(`${what} is explained`, async () => {
    await assert.rejects(configurationNames(nix, reference()), (error: Error) => {
      assert.match(error.message, message)
      return true
    })
  })
}

test('a flake whose inputs are not locked is built when nix-options say so', async () => {
  assert.deepEqual(await configurationNames({ ...nix, options: ['--no-write-lock-file'] }, unlocked()), ['staging'])
})

test('a repository of another user is explained, with the command that helps', async (t) => {
  const foreign = process.env['FOREIGN_FLAKE'] ?? assert.fail('FOREIGN_FLAKE names a flake of another user')
  await assert.rejects(flakeMetadata(nix, foreign), (error: Error) => {
    assert.ok(error.message.endsWith(`add a step before this one: git config --global --add safe.directory ${foreign}`), error.message)
    return true
  })
  const configuration = join(process.env['HOME'] ?? '', '.gitconfig')
  t.after(() => rmSync(configuration, { force: true }))
  execFileSync('git', ['config', '--global', '--add', 'safe.directory', foreign])
  assert.match((await flakeMetadata(nix, foreign)).revision ?? '', /^[0-9a-f]{40}$/)
})

test('a daemon that is not there is explained', async (t) => {
  const socket = join(newDirectory(), 'daemon-socket/socket')
  mkdirSync(join(socket, '..'))
  const before = { NIX_REMOTE: process.env['NIX_REMOTE'], NIX_DAEMON_SOCKET_PATH: process.env['NIX_DAEMON_SOCKET_PATH'] }
  t.after(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
  })
  Object.assign(process.env, { NIX_REMOTE: 'daemon', NIX_DAEMON_SOCKET_PATH: socket })
  await assert.rejects(configurationNames(nix, sick), /the Nix daemon does not answer at .*daemon-socket\/socket.*is it running, and may this user use it/)
})

test('what Nix does while it works is told: what is built, how far it is, and what the code and git say', async () => {
  const name = `nixos-system-${Date.now()}`
  const events: NixEvent[] = []
  const told = { ...nix, onEvent: (event: NixEvent) => events.push(event), heartbeatSeconds: 0.1 }
  const dependency = `make "slow-1.0" "echo ::error::x; echo ${name}; busybox sleep 1; echo x > $out"`
  await buildToplevels(told, committedFlake({ staging: `builtins.trace "::warning::traced" (system (write "${name}" "\${${dependency}}"))` }), ['staging'])
  const builds = events.flatMap((event) => (event.type === 'nix-build-started' || event.type === 'nix-build-ended' ? [`${event.type} ${event.name}`] : []))
  assert.deepEqual(builds, ['nix-build-started slow-1.0', 'nix-build-ended slow-1.0', `nix-build-started ${name}`, `nix-build-ended ${name}`])
  assert.ok(events.every((event) => event.type !== 'nix-build-ended' || event.succeeded))
  assert.ok(events.some((event) => event.type === 'output' && event.text === 'trace: ::warning::traced'))
  const beats = events.filter((event) => event.type === 'nix-progress')
  assert.ok(
    beats.some(({ builds: { done, expected, running }, longest }) => done === 0 && expected === 2 && running === 1 && longest?.name === 'slow-1.0'),
    JSON.stringify(beats),
  )
  assert.ok(beats.length >= 5 && beats.length <= 100)
  // What a build prints is its log, and nobody asked for that.
  assert.ok(!events.some((event) => event.type === 'output' && event.text.includes('::error::')))
})

test('the log of a build is told as it is written, where nix-options ask for it', async () => {
  const events: NixEvent[] = []
  const told = { ...nix, options: ['--print-build-logs'], onEvent: (event: NixEvent) => events.push(event) }
  await buildToplevels(told, committedFlake({ staging: `system (make "nixos-system-${Date.now()}" "echo said; echo x > $out")` }), ['staging'])
  assert.ok(events.some((event) => event.type === 'output' && event.text === 'said' && event.source.startsWith('nixos-system-')))
})

test('of builds that fail there is the whole log, and whose fault it is', async () => {
  const stamp = Date.now()
  const broken = (name: string) => `make "${name}-${stamp}" "for i in $(busybox seq 3000); do echo line $i; done; exit 3"`
  const flake = committedFlake({
    staging: `system (write "nixos-system-a" "\${${broken('one')}}")`,
    production: `system (write "nixos-system-b" "\${${broken('two')}}")`,
  })
  await assert.rejects(buildToplevels({ ...nix, options: ['--keep-going'] }, flake, ['staging', 'production']), (error: unknown) => {
    assert.ok(error instanceof NixFailure)
    const names = error.explanation.builds.map(({ derivation }) => derivation.slice(44)).sort()
    assert.deepEqual(names, [`one-${stamp}.drv`, `two-${stamp}.drv`], error.message)
    assert.deepEqual(error.logs.map(({ derivation }) => derivation.slice(44)).sort(), names)
    for (const { lines, omitted } of error.logs) assert.deepEqual([lines.at(-1), lines.length + omitted], ['line 3000', 3000])
    for (const { message } of error.explanation.builds)
      assert.match(message, /failed: builder failed with exit code 3\nthe end of its log:\n[^]* {2}line 3000$/)
    return true
  })
})

test('an evaluation error has its place in the repository, wherever Nix has copied it', async () => {
  const files = {
    'bad.nix': 'let\n  deep = x: if x == 0 then throw "deep down" else deep (x - 1);\nin deep 3\n',
    'syntax.nix': '{\n  a = 1\n  b = 2;\n}\n',
    'option.nix': 'throw "The option `a\' does not exist. Definition values:\\n- In `${toString ./web.nix}\': 1"',
    'web.nix': '{ }',
  }
  const configurations = Object.fromEntries(['bad', 'syntax', 'option'].map((name) => [name, `import ./${name}.nix`]))
  const plain = flakeDirectory(configurations, files)
  const repository = newDirectory()
  cpSync(plain, join(repository, 'sub'), { recursive: true })
  git(repository, 'init', '--quiet')
  git(repository, 'add', '.')
  git(repository, 'commit', '--quiet', '--message=first')
  const placeOf = async (workspace: string, flake: string, name: string) => {
    try {
      await buildToplevels(nix, flake, [name])
    } catch (error) {
      assert.ok(error instanceof NixFailure)
      const { file, line, column } = inRepository(error.explanation.places, { workspace, directory: workspace, flake }) ?? assert.fail(error.message)
      return [file, line, column]
    }
    return assert.fail('it was built')
  }
  for (const [workspace, flake, below] of [
    [plain, plain, ''],
    [plain, `path:${plain}`, ''],
    [repository, join(repository, 'sub'), 'sub/'],
    [repository, `git+file://${repository}?dir=sub`, 'sub/'],
  ] as const) {
    assert.deepEqual(await placeOf(workspace, flake, 'bad'), [`${below}bad.nix`, 2, 28])
    assert.deepEqual(await placeOf(workspace, flake, 'syntax'), [`${below}syntax.nix`, 3, 5])
    assert.deepEqual(await placeOf(workspace, flake, 'option'), [`${below}web.nix`, undefined, undefined])
  }
})
