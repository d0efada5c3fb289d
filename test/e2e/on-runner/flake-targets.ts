// What a flake says of its machines, read by a real Nix: machines/ has a flake for each tool, in which all that nobody may evaluate throws.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import type { Nix } from '../../../src/nix/command.ts'
import { findNix } from '../../../src/nix/find.ts'
import { readFlakeTargets } from '../../../src/nix/flake-targets.ts'
import { InputError } from '../../../src/parse/input-error.ts'
import { committedFlake, git, newDirectory } from './flake.ts'

let nix: Nix
before(async () => {
  nix = (await findNix({ home: '/no/such/home', options: [] })).nix
})

/** A flake of its own: what it has beside nothing, in the Nix language. */
function flakeWith(outputs: string): string {
  const directory = newDirectory()
  writeFileSync(join(directory, 'flake.nix'), `{ outputs = { self }: { ${outputs} }; }\n`)
  return directory
}

/** Why the flake cannot be meant: the words of the InputError. */
async function refused(flake: string): Promise<string> {
  return await readFlakeTargets(nix, flake).then(
    ({ targets }) => assert.fail(`read: ${JSON.stringify(targets)}`),
    (error: unknown) => {
      assert.ok(error instanceof InputError, String(error))
      return error.message
    },
  )
}

// As a path: these tests may lie in a git repository.
const machines = (tool: string): string => `path:${join(import.meta.dirname, 'machines', tool)}`

test('deploy-rs: the nodes with a profile of the system, with what the profile, the node and all say, in that order', async () => {
  assert.deepEqual(await readFlakeTargets(nix, machines('deploy-rs')), {
    source: 'deploy.nodes',
    targets: {
      'cache.example.com': { host: '2001:db8::7', user: 'deploy', port: 2201, activationTimeoutSeconds: 600 },
      db: { host: '192.0.2.7', user: 'root', port: 2222, activationTimeoutSeconds: 600, confirmTimeoutSeconds: 90 },
      jump: { host: 'jump.example.com', user: 'deploy', port: 2200, activationTimeoutSeconds: 600 },
      web: { host: 'web.example.com', user: 'deploy', port: 2200, activationTimeoutSeconds: 600 },
    },
    notices: [
      'sshOpts (-o StrictHostKeyChecking, -A, -i) of cache.example.com, db, jump, web: but for the port they are not taken over; the inputs ssh-config, ssh-private-key and known-hosts are for these',
      'autoRollback = false of cache.example.com, jump, web has no counterpart: after an activation that fails, a machine goes back to the system before',
      'remoteBuild of cache.example.com: the runner builds; with `payload: derivation` all machines build their systems themselves',
      'sudo of cache.example.com has no counterpart: a user that is not root becomes root with plain sudo',
      'interactiveSudo of cache.example.com has no counterpart: sudo must ask for no password',
      'tempPath of cache.example.com has no counterpart: nothing is waited for in a directory',
      "other profiles than 'system' (hello) of db are not deployed",
      'fastConnection of db: machines fetch from their own substituters first; `substitute-on-destination: false` has the runner send everything',
      "laptop: left out, for there is no profile 'system', and only NixOS systems are deployed here",
      'magicRollback = false of web has no counterpart: each activation is watched, and taken back where it is not confirmed',
      "nixosConfigurations of the flake has no jump; below the line 'flake', a line like `NAME: {configuration: OTHER}` says which it runs",
    ],
  })
})

test('colmenaHive: the nodes of the hive, with its defaults, without what is only deployed to by itself', async () => {
  assert.deepEqual(await readFlakeTargets(nix, machines('colmena-hive')), {
    source: 'colmenaHive',
    targets: {
      'host-a': { host: 'host-a', user: 'root' },
      'host-b': { host: 'somehost.tld', user: 'luser', port: 1234, tags: ['web', 'production'] },
      'host-c': { host: 'host-c', port: 2022 },
    },
    notices: [
      'meta.allowApplyAll = false has no counterpart: without the input `only`, all targets are deployed',
      'desktop: left out, for targetHost is null and allowLocalDeployment true: `colmena apply-local` deploys there',
      "tags (in europe) of host-b are left out: a tag here has letters, digits, '.', '_' and '-', with a letter or digit first",
      'privilegeEscalationCommand of host-b has no counterpart: a user that is not root becomes root with sudo',
      'sshOptions (-J) of host-c: but for the port they are not taken over; the inputs ssh-config, ssh-private-key and known-hosts are for these',
      'deployment.keys (acme.secret, wireguard) of host-c are not uploaded: keep secrets in the configuration, encrypted, as sops-nix and agenix do',
      'buildOnTarget of host-c: the runner builds; with `payload: derivation` all machines build their systems themselves',
      'replaceUnknownProfiles = false of host-c has no counterpart: what runs there is recorded as a revision, and replaced',
    ],
  })
})

test('colmena: the names of a raw hive, with what their configurations say', async () => {
  assert.deepEqual(await readFlakeTargets(nix, machines('colmena')), {
    source: 'colmena',
    targets: { alpha: { host: 'alpha.example.com', user: 'deploy', tags: ['db'] }, beta: { host: 'beta.example.com', user: 'root' } },
    notices: ['meta.machinesFile is not read: the input nix-options takes `--builders`, and the machines on a second line'],
  })
})

test('nixinate: the configurations that have its arguments', async () => {
  assert.deepEqual(await readFlakeTargets(nix, machines('nixinate')), {
    source: '_module.args.nixinate',
    targets: { myMachine: { host: 'itchy.scratchy.com', user: 'matthew' }, other: { host: '2001:db8::9', user: 'root', port: 2222 } },
    notices: [
      'buildOn = "remote" of myMachine: the runner builds; with `payload: source` all machines evaluate and build their systems themselves',
      "hermetic = true of other has no counterpart: the machine's own Nix takes the system in, and none is sent along",
      'substituteOnTarget = false of other: the input `substitute-on-destination: false` says so, for all targets',
      'nixOptions of other are not taken over: the input nix-options is for these',
    ],
  })
})

test('the first that is there is taken, and the others are told of', async () => {
  const { source, targets, notices } = await readFlakeTargets(
    nix,
    flakeWith(`
      deploy.nodes.web = { hostname = "a"; profiles.system = { }; };
      colmenaHive.nodes.web.config.deployment.targetHost = "b";
      nixosConfigurations.web._module.args.nixinate.host = throw "asked for without need";
    `),
  )
  assert.deepEqual([source, targets], ['deploy.nodes', { web: { host: 'a' } }])
  assert.deepEqual(notices, ['colmenaHive is there too, and is not read, for deploy.nodes goes before it'])
})

test('a hive whose systems are not in nixosConfigurations is told to put them there', async () => {
  const { targets, notices } = await readFlakeTargets(nix, flakeWith('colmenaHive.nodes.web.config.deployment.targetUser = "me";'))
  assert.deepEqual(targets, { web: { host: 'web', user: 'me' } })
  assert.deepEqual(notices, [
    'nixosConfigurations of the flake has no web; add `nixosConfigurations = self.colmenaHive.nodes;` to the outputs of flake.nix, for systems are built from there',
  ])
})

test('a notice about many machines names some of them', async () => {
  const { notices } = await readFlakeTargets(
    nix,
    flakeWith(`
      deploy.nodes = builtins.listToAttrs (map (n: { name = "web-\${toString n}"; value = { hostname = "a"; magicRollback = false; profiles.system = { }; }; }) (builtins.genList (n: n + 10) 20));
      nixosConfigurations = builtins.mapAttrs (_: _: { }) self.deploy.nodes;
    `),
  )
  assert.equal(notices.length, 1)
  assert.match(notices[0] ?? '', /of web-10, web-11, .*, web-17 and 12 more has no counterpart/)
})

for (const [what, outputs, words] of [
  ['nothing of machines', '', /has no deploy\.nodes \(deploy-rs\), no colmenaHive .*nixinate.*by hand.*'staging: root@staging\.example\.com'/],
  ['no node', 'deploy.nodes = { }; colmena = { };', /says nothing of machines/],
  ['nodes that are a list', 'deploy.nodes = [ ];', /deploy\.nodes is a list where a set is wanted/],
  ['a node that is a number', 'deploy.nodes.web = 1;', /deploy\.nodes\.web is 1 where a set is wanted/],
  ['a node without an address', 'deploy.nodes.web.profiles.system = { };', /deploy\.nodes\.web\.hostname is missing/],
  [
    'an address that is none',
    'deploy.nodes.web = { hostname = "-oProxyCommand=id"; profiles.system = { }; };',
    /hostname is '-oProxyCommand=id', which is not a host/,
  ],
  [
    'a user in the address',
    'deploy.nodes.web = { hostname = "me@web"; profiles.system = { }; };',
    /'me@web', which is not a host; .* user and port in attributes of their own/,
  ],
  [
    'a user that is a function',
    'deploy = { sshUser = x: x; nodes.web = { hostname = "a"; profiles.system = { }; }; };',
    /deploy\.sshUser is a function where a text is wanted/,
  ],
  [
    'options that are a text',
    'deploy.nodes.web = { hostname = "a"; profiles.system.sshOpts = "-p 22"; };',
    /deploy\.nodes\.web\.profiles\.system\.sshOpts is the text '-p 22' where a list of texts is wanted/,
  ],
  [
    'a port that is none',
    'deploy.nodes.web = { hostname = "a"; sshOpts = [ "-p" "ssh" ]; profiles.system = { }; };',
    /deploy\.nodes\.web\.sshOpts has the port 'ssh'/,
  ],
  [
    'no time at all',
    'deploy.nodes.web = { hostname = "a"; confirmTimeout = 0; profiles.system = { }; };',
    /confirmTimeout is 0 where a whole number from 1 to 65535/,
  ],
  [
    'a fraction of a second',
    'deploy.nodes.web = { hostname = "a"; confirmTimeout = 1.5; profiles.system = { }; };',
    /confirmTimeout is a number with a fraction where/,
  ],
  ['profiles that are a list', 'deploy.nodes.web = { hostname = "a"; profiles = [ ]; };', /deploy\.nodes\.web\.profiles is a list where a set is wanted/],
  [
    'only machines that are left out',
    'deploy.nodes.mac = { hostname = "a"; profiles.home = { }; };',
    /deploy\.nodes of '.*' names no machine to deploy to: mac: left out/,
  ],
  [
    'a name with a blank',
    'deploy.nodes."my web" = { hostname = "a"; profiles.system = { }; };',
    /deploy\.nodes has 'my web', which cannot name a target; give it another one there/,
  ],
  [
    'a name that would be lost',
    'deploy.nodes.constructor = { hostname = "a"; profiles.system = { }; };',
    /'constructor', which cannot name a target, for JavaScript/,
  ],
  ['a name that is no name in JavaScript', 'deploy.nodes.__proto__ = { hostname = "a"; profiles.system = { }; };', /'__proto__', which cannot name a target/],
  ['an empty hive', 'colmenaHive.nodes = { };', /colmenaHive of '.*' names no machine to deploy to: it is empty$/],
  ['a hive without nodes', 'colmenaHive.meta = { };', /colmenaHive has no nodes; write `colmenaHive = colmena\.lib\.makeHive self\.outputs\.colmena;`/],
  ['a hive that is a function', 'colmenaHive = _: { };', /colmenaHive is a function where a set is wanted/],
  ['a node of a hive that is none', 'colmenaHive.nodes.web = { };', /colmenaHive\.nodes\.web\.config\.deployment is missing; let colmena\.lib\.makeHive/],
  [
    'tags that are a set',
    'colmenaHive.nodes.web.config.deployment.tags.a = 1;',
    /nodes\.web\.config\.deployment\.tags is a set where a list of texts is wanted/,
  ],
  ['a raw hive that is a function', 'colmena = _: { };', /colmena is a function where a set is wanted/],
  [
    'a raw hive alone',
    'colmena = { meta = { }; web = { }; db = { }; };',
    /where db, web are; .*`colmenaHive = colmena\.lib\.makeHive self\.outputs\.colmena;` and `nixosConfigurations = self\.colmenaHive\.nodes;`/,
  ],
  ['a raw hive beside other configurations', 'colmena.web = { }; nixosConfigurations.web.config.deployment.mine = 1;', /where web is; /],
  [
    'no address for nixinate',
    'nixosConfigurations.web._module.args.nixinate.sshUser = "me";',
    /nixosConfigurations\.web\._module\.args\.nixinate\.host is missing/,
  ],
] as const) {
  test(`a flake with ${what} is refused, with the place and what to do`, async () => {
    const message = await refused(flakeWith(outputs))
    assert.match(message, /^flake: /)
    assert.match(message, words)
  })
}

test('what fails in the flake itself is told in its own words', async () => {
  await assert.rejects(
    readFlakeTargets(nix, flakeWith('deploy.nodes.web = { hostname = throw "ask the admin"; profiles.system = { }; };')),
    /^NixFailure: cannot read what the flake '.*' says of its machines: ask the admin/,
  )
})

test('nothing is written into a checkout, and inputs that are not locked are refused', async () => {
  const flake = committedFlake({ web: '{ _module.args.nixinate.host = "web"; }' })
  assert.deepEqual((await readFlakeTargets(nix, flake)).targets, { web: { host: 'web', user: 'root' } })
  assert.equal(git(flake, 'status', '--porcelain'), '')
  const unlocked = newDirectory()
  writeFileSync(join(unlocked, 'flake.nix'), `{ inputs.other.url = "path:${flake}"; outputs = _: { }; }`)
  await assert.rejects(readFlakeTargets(nix, unlocked), /flake\.lock is missing or out of step/)
})
