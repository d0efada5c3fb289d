import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { repository } from '../lab/base.ts'
import { type Lab, startLab } from '../lab/lab.ts'

/**
 * Stands in for nixpkgs, which is not there without the internet: `nixosSystem` merges modules as far as the example needs
 * it, without options or types, and its toplevel is a file that says how the machine is configured.
 */
const nixpkgs = `{
  outputs = { self }: {
    lib.nixosSystem = { modules, specialArgs ? { } }:
      let
        merge = a: b: a // builtins.mapAttrs (name: value:
          if !(a ? \${name}) then value
          else if builtins.isAttrs value then merge a.\${name} value
          else if builtins.isList value then a.\${name} ++ value
          else throw "two modules set \${name}") b;
        load = module:
          let loaded = if builtins.isPath module then import module else module;
          in if builtins.isFunction loaded then loaded ({ inherit config; } // specialArgs) else loaded;
        said = builtins.foldl' merge { } (map load modules);
        toplevel = derivation {
          name = "nixos-system-\${said.networking.hostName}";
          system = "${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux";
          builder = "\${builtins.path { name = "busybox"; path = ./busybox; }}/bin/busybox";
          args = [ "sh" "-c" ''printf %s "$said" > $out'' ];
          said = builtins.toJSON said;
        };
        config = merge said { system.build.toplevel = toplevel; };
      in
      { inherit config; };
  };
}
`

interface Said {
  networking: { hostName: string }
  users: { users: Record<string, { openssh: { authorizedKeys: { keys: string[] } } }> }
  security: { sudo: { extraRules: { users: string[]; commands: { command: string; options: string[] }[] }[] } }
  services: { nginx: { virtualHosts: { default: { locations: Record<string, { return: string; extraConfig: string }> } } } }
  system: { configurationRevision: string | null }
}

describe('the smallest flake', () => {
  let lab: Lab
  let directory: { inside: string; outside: string }
  const sh = (script: string): Promise<string> => lab.runner.sh(script, { user: 'runner', cwd: directory.inside })
  const said = async (path: string | undefined): Promise<Said> => JSON.parse(await sh(`cat ${path ?? 'nothing'}`)) as Said

  before(async () => {
    lab = await startLab({ hosts: [], runner: 'forky' })
    const { inside, outside } = lab.runner.work
    directory = { inside: `${inside}/minimal`, outside: join(outside, 'minimal') }
    cpSync(join(repository, 'examples/minimal'), directory.outside, { recursive: true })
    mkdirSync(join(outside, 'nixpkgs'))
    writeFileSync(join(outside, 'nixpkgs/flake.nix'), nixpkgs)
    cpSync(join(lab.runner.flake.outside, 'busybox'), join(outside, 'nixpkgs/busybox'), { recursive: true })
    await lab.runner.sh(`chown -R runner: ${inside}/minimal ${inside}/nixpkgs`)
    // An --override-input would do for the build, but Nix then says that the tree is no commit.
    const flake = readFileSync(join(directory.outside, 'flake.nix'), 'utf8')
    const ofExample = /"github:NixOS\/nixpkgs\/[^"]*"/
    assert.match(flake, ofExample)
    writeFileSync(join(directory.outside, 'flake.nix'), flake.replace(ofExample, `"path:${inside}/nixpkgs"`))
    await sh('git init -q && git add . && nix --extra-experimental-features "nix-command flakes" flake lock && git add . && git commit -qm first')
  })
  after(() => lab.stop())

  it('parses', async () => {
    await sh('for file in *.nix; do nix-instantiate --parse "$file" >/dev/null; done')
  })

  it('has a staging and a production that differ by their arguments, and know the commit they come from', async () => {
    const built = await lab.runner.run({ command: 'build' }, { cwd: '../../minimal' })
    assert.equal(built.code, 0, built.log)
    const toplevels = JSON.parse(built.outputs['toplevels'] ?? '{}') as Record<string, string>
    const revision = (await sh('git rev-parse HEAD')).trim()
    assert.deepEqual(Object.keys(toplevels).sort(), ['production', 'staging'])
    assert.equal(built.outputs['revision'], revision)
    for (const [name, toplevel] of Object.entries(toplevels)) {
      const { networking, users, security, services, system } = await said(toplevel)
      assert.equal(networking.hostName, name)
      assert.equal(system.configurationRevision, revision)
      assert.match(services.nginx.virtualHosts.default.locations['/']?.extraConfig ?? '', new RegExp(`^add_header x-api-version "${revision}" always;$`, 'm'))
      assert.equal(users.users['deploy']?.openssh.authorizedKeys.keys.length, 1)
      assert.deepEqual(security.sudo.extraRules, [{ users: ['deploy'], commands: [{ command: 'ALL', options: ['NOPASSWD'] }] }])
    }
    const greetings = await Promise.all(
      Object.values(toplevels).map(async (toplevel) => (await said(toplevel)).services.nginx.virtualHosts.default.locations['/']?.return),
    )
    assert.equal(new Set(greetings).size, 2)
  })

  it('does not claim to be a commit that it is not', async () => {
    await sh('echo "# changed" >> configuration.nix')
    const built = await lab.runner.run({ command: 'build', configurations: 'staging' }, { cwd: '../../minimal' })
    assert.equal(built.code, 0, built.log)
    const { staging } = JSON.parse(built.outputs['toplevels'] ?? '{}') as Record<string, string>
    assert.equal((await said(staging)).system.configurationRevision, null)
    assert.equal(built.outputs['revision'], undefined)
    await sh('git checkout -q configuration.nix')
  })

  it('is refused without its lock file', async () => {
    await sh('git rm -q flake.lock && git commit -qm unlocked')
    const built = await lab.runner.run({ command: 'build' }, { cwd: '../../minimal' })
    assert.notEqual(built.code, 0)
    assert.match(built.annotations.map(({ message }) => message).join('\n'), /flake\.lock is missing or out of step with the inputs of flake\.nix/)
  })
})
