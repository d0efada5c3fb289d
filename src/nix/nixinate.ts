import { type FlakeTarget, type MachineSchema, whatIsSaid } from './machine-schema.ts'

/**
 * nixinate: `_module.args.nixinate` of each configuration (nixinate, flake.nix: mkDeployScript, and README.md). `sshUser` is root
 * where nothing is said. Its own flake knows no `port`; forks of it do.
 */
export const nixinate: MachineSchema = {
  source: '_module.args.nixinate',
  isThere: 'builtins.any (name: configurations.${name} ? _module.args.nixinate) (builtins.attrNames configurations)',
  asked: `{
    nixosConfigurations = builtins.mapAttrs (_: machine: {
      _module.args.nixinate = pick [ "host" "sshUser" "port" "buildOn" "hermetic" "substituteOnTarget" "nixOptions" ] (machine._module.args.nixinate or null);
    }) configurations;
  }`,
  read(said, remarks) {
    const targets = new Map<string, FlakeTarget>()
    for (const [name, configuration] of said.at('nixosConfigurations').entries()) {
      const machine = configuration.at('_module', 'args', 'nixinate')
      if (!machine.isSaid) continue
      const user = machine.at('sshUser').user() ?? 'root'
      targets.set(name, { host: machine.at('host').host(), user, ...whatIsSaid({ port: machine.at('port').port() }) })
      if (machine.at('buildOn').text() === 'remote')
        remarks.add(name, 'buildOn = "remote" of {targets}: the runner builds; with `payload: source` all machines evaluate and build their systems themselves')
      if (machine.at('hermetic').flag() === true)
        remarks.add(name, "hermetic = true of {targets} has no counterpart: the machine's own Nix takes the system in, and none is sent along")
      if (machine.at('substituteOnTarget').flag() === false)
        remarks.add(name, 'substituteOnTarget = false of {targets}: the input `substitute-on-destination: false` says so, for all targets')
      if (machine.at('nixOptions').texts().length > 0) remarks.add(name, 'nixOptions of {targets} are not taken over: the input nix-options is for these')
    }
    return targets
  },
}
