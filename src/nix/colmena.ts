import { InputError } from '../parse/input-error.ts'
import { isPlainName } from '../parse/names.ts'
import { whatIsSaid } from '../parse/what-is-said.ts'
import type { FlakeValue } from './flake-value.ts'
import { type FlakeTarget, type MachineSchema, portIn } from './machine-schema.ts'
import { type Remarks, some } from './remarks.ts'

/** Of `deployment`, but for `keys`, of which the names alone are read (Colmena, src/nix/hive/options.nix: deploymentOptions). */
const settings =
  '[ "targetHost" "targetPort" "targetUser" "tags" "allowLocalDeployment" "buildOnTarget" "replaceUnknownProfiles" "privilegeEscalationCommand" "sshOptions" ]'
const ofDeployment = `ifSet (deployment: pick ${settings} deployment // (if deployment ? keys then { keys = ifSet builtins.attrNames deployment.keys; } else { }))`
const ofMeta = 'pick [ "allowApplyAll" "machinesFile" ]'

const configurations = 'nixosConfigurations = self.colmenaHive.nodes;'
const cure = `add \`${configurations}\` to the outputs of flake.nix, for systems are built from there`

/** A hive that Colmena's `lib.makeHive` has made: all its options have a value there (src/nix/hive/eval.nix). */
export const colmenaHive: MachineSchema = {
  source: 'colmenaHive',
  isThere: 'outputs ? colmenaHive',
  asked: `{
    colmenaHive = ifSet (hive: {
      metaConfig = ${ofMeta} (hive.metaConfig or { });
      nodes = if hive ? nodes then each (node: { config.deployment = ${ofDeployment} (node.config.deployment or null); }) hive.nodes else null;
    }) outputs.colmenaHive;
  }`,
  cure,
  read(said, remarks) {
    const hive = said.at('colmenaHive')
    if (!hive.at('nodes').isSaid) throw hive.error('has no nodes; write `colmenaHive = colmena.lib.makeHive self.outputs.colmena;`')
    remarkOnMeta(hive.at('metaConfig'), remarks)
    return targetsOf(hive.at('nodes'), remarks)
  },
}

/**
 * A raw hive, of which only Colmena could make systems: names, but for those that it keeps (src/nix/hive/eval.nix: reservedNames).
 * What is said of each is known where the configuration of its name has Colmena's module, nixosModules.deploymentOptions.
 */
export const colmena: MachineSchema = {
  source: 'colmena',
  isThere: 'outputs ? colmena && !(outputs ? colmenaHive) && !isEmpty outputs.colmena',
  asked: `{
    colmena = ifSet (hive: { meta = ifSet (${ofMeta}) (let meta = hive.meta or hive.network or { }; in if builtins.isAttrs meta then meta else { }); }) outputs.colmena;
    nixosConfigurations = if !builtins.isAttrs outputs.colmena then { } else builtins.mapAttrs (name: _: let deployment = configurations.\${name}.config.deployment or null; in
      { config.deployment = if deployment ? targetHost then ${ofDeployment} deployment else null; }) (removeAttrs outputs.colmena [ "meta" "defaults" "network" ]);
  }`,
  cure,
  read(said, remarks) {
    remarkOnMeta(said.at('colmena', 'meta'), remarks)
    const machines = said.at('nixosConfigurations')
    const unknown = machines.entries().flatMap(([name, machine]) => (machine.at(...settingsIn).isSaid ? [] : [name]))
    if (unknown.length > 0)
      throw new InputError(
        `flake: colmena is a raw hive, which only Colmena can evaluate, and nothing else here says where ${some(unknown)} ${unknown.length === 1 ? 'is' : 'are'}; ` +
          `add two lines to the outputs of flake.nix, with Colmena among its inputs: \`colmenaHive = colmena.lib.makeHive self.outputs.colmena;\` and \`${configurations}\``,
      )
    return targetsOf(machines, remarks)
  },
}

/** Where a machine's settings are in its configuration. */
const settingsIn = ['config', 'deployment'] as const

function targetsOf(machines: FlakeValue, remarks: Remarks): Map<string, FlakeTarget> {
  const targets = new Map<string, FlakeTarget>()
  for (const [name, machine] of machines.entries()) {
    const deployment = machine.at(...settingsIn)
    if (!deployment.isSaid) throw deployment.error('is missing; let colmena.lib.makeHive make the hive')
    const target = targetOf(name, deployment, remarks)
    if (target !== undefined) targets.set(name, target)
  }
  return targets
}

/** Of the hive as a whole (Colmena, src/nix/hive/options.nix: metaOptions). */
function remarkOnMeta(meta: FlakeValue, remarks: Remarks): void {
  if (meta.at('allowApplyAll').flag() === false)
    remarks.add('', 'meta.allowApplyAll = false has no counterpart: without the input `only`, all targets are deployed')
  if (meta.at('machinesFile').isSaid)
    remarks.add('', 'meta.machinesFile is not read: the input nix-options takes `--builders`, and the machines on a second line')
}

/** What a target can be chosen by. */

/** Undefined for a machine that is only deployed to by itself. The defaults are Colmena's (src/nix/hive/options.nix). */
function targetOf(name: string, deployment: FlakeValue, remarks: Remarks): FlakeTarget | undefined {
  if (deployment.at('targetHost').isNull) {
    const isLocal = deployment.at('allowLocalDeployment').flag() === true
    remarks.add(name, `{targets}: left out, for targetHost is null${isLocal ? ' and allowLocalDeployment true: `colmena apply-local` deploys there' : ''}`)
    return undefined
  }
  const host = deployment.at('targetHost')
  const targetPort = deployment.at('targetPort')
  const sshOptions = deployment.at('sshOptions')
  const keys = deployment.at('keys').names()
  const tags = deployment.at('tags').texts()
  const oddTags = tags.filter((tag) => !isPlainName(tag))
  // Colmena's own `-p` comes last, and ssh takes the first (src/nix/host/ssh.rs: ssh_options).
  const port = portIn(sshOptions.texts(), sshOptions, name, remarks) ?? targetPort.port()
  const ourTags = tags.filter(isPlainName)
  const user = deployment.at('targetUser').isNull ? undefined : (deployment.at('targetUser').user() ?? 'root')
  const target = { host: host.isSaid ? host.host() : name, ...whatIsSaid({ user, port, tags: ourTags.length > 0 ? ourTags : undefined }) }
  if (oddTags.length > 0)
    remarks.add(name, "tags ({what}) of {targets} are left out: a tag here has letters, digits, '.', '_' and '-', with a letter or digit first", oddTags)
  if (keys.length > 0)
    remarks.add(name, 'deployment.keys ({what}) of {targets} are not uploaded: keep secrets in the configuration, encrypted, as sops-nix and agenix do', keys)
  if (deployment.at('buildOnTarget').flag() === true)
    remarks.add(name, 'buildOnTarget of {targets}: the runner builds; with `payload: derivation` all machines build their systems themselves')
  const escalation = deployment.at('privilegeEscalationCommand').texts().join(' ')
  if (user !== 'root' && !['', 'sudo -H --'].includes(escalation))
    remarks.add(name, 'privilegeEscalationCommand of {targets} has no counterpart: a user that is not root becomes root with sudo')
  if (deployment.at('replaceUnknownProfiles').flag() === false)
    remarks.add(name, 'replaceUnknownProfiles = false of {targets} has no counterpart: what runs there is recorded as a revision, and replaced')
  return target
}
