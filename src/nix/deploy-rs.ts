import type { FlakeValue } from './flake-value.ts'
import { type FlakeTarget, type MachineSchema, portIn, whatIsSaid } from './machine-schema.ts'
import type { Remarks } from './remarks.ts'

/** What may be said at each level (deploy-rs, interface.json: generic_settings; src/data.rs: GenericSettings). */
const generic = [
  'sshUser',
  'user',
  'sshOpts',
  'fastConnection',
  'autoRollback',
  'magicRollback',
  'confirmTimeout',
  'activationTimeout',
  'tempPath',
  'sudo',
  'remoteBuild',
  'interactiveSudo',
]

const list = (names: readonly string[]): string => `[ ${names.map((name) => `"${name}"`).join(' ')} ]`

/** Seconds: u16 in deploy-rs (src/data.rs). */
const MOST_SECONDS = 65_535

/**
 * deploy-rs: `deploy.nodes`, each with a profile `system`. What a profile says goes before its node, and that before `deploy`;
 * `sshOpts` are put one after the other in that order (src/lib.rs: make_deploy_data; src/data.rs). Without `sshUser` it logs in as
 * whoever runs it (src/lib.rs: defs), which is left out here.
 */
export const deployRs: MachineSchema = {
  source: 'deploy.nodes',
  isThere: 'outputs ? deploy.nodes && !isEmpty outputs.deploy.nodes',
  asked: `{
    deploy = pick ${list(generic)} outputs.deploy // {
      nodes = each (node: pick ${list([...generic, 'hostname'])} node // {
        profiles = ifSet (profiles: {
          names = builtins.attrNames profiles;
          system = if profiles ? system then pick ${list([...generic, 'profilePath'])} profiles.system else null;
        }) (node.profiles or { });
      }) outputs.deploy.nodes;
    };
  }`,
  cure: "below the line 'flake', a line like `NAME: {configuration: OTHER}` says which it runs",
  read(said, remarks) {
    const targets = new Map<string, FlakeTarget>()
    const deploy = said.at('deploy')
    for (const [name, node] of deploy.at('nodes').entries()) {
      const profiles = node.at('profiles', 'names').texts()
      const others = profiles.filter((profile) => profile !== 'system')
      if (!profiles.includes('system')) {
        remarks.add(name, "{targets}: left out, for there is no profile 'system', and only NixOS systems are deployed here")
        continue
      }
      if (others.length > 0) remarks.add(name, "other profiles than 'system' ({what}) of {targets} are not deployed", others)
      targets.set(name, targetOf(name, node, [node.at('profiles', 'system'), node, deploy], remarks))
    }
    return targets
  },
}

/** `levels`: where a setting may be said, the one that counts first. */
function targetOf(name: string, node: FlakeValue, levels: readonly FlakeValue[], remarks: Remarks): FlakeTarget {
  const [profile = node] = levels
  const found = (setting: string): FlakeValue => levels.map((level) => level.at(setting)).find(({ isSaid }) => isSaid) ?? node.at(setting)
  const sshOpts = levels.flatMap((level) => level.at('sshOpts').texts())
  const target = {
    host: node.at('hostname').host(),
    ...whatIsSaid({
      user: found('sshUser').user(),
      port: portIn(sshOpts, found('sshOpts'), name, remarks),
      activationTimeoutSeconds: found('activationTimeout').whole(1, MOST_SECONDS),
      confirmTimeoutSeconds: found('confirmTimeout').whole(1, MOST_SECONDS),
    }),
  }
  const remark = (holds: boolean, text: string): void => (holds ? remarks.add(name, text) : undefined)
  remark(
    found('magicRollback').flag() === false,
    'magicRollback = false of {targets} has no counterpart: each activation is watched, and taken back where it is not confirmed',
  )
  remark(
    found('autoRollback').flag() === false,
    'autoRollback = false of {targets} has no counterpart: after an activation that fails, a machine goes back to the system before',
  )
  remark(
    found('remoteBuild').flag() === true,
    'remoteBuild of {targets}: the runner builds; with `payload: derivation` all machines build their systems themselves',
  )
  remark(
    found('fastConnection').flag() === true,
    'fastConnection of {targets}: machines fetch from their own substituters first; `substitute-on-destination: false` has the runner send everything',
  )
  remark(found('sudo').text() !== undefined, 'sudo of {targets} has no counterpart: a user that is not root becomes root with plain sudo')
  remark(found('interactiveSudo').flag() === true, 'interactiveSudo of {targets} has no counterpart: sudo must ask for no password')
  remark(!['root', undefined].includes(found('user').text()), 'user of {targets} is not root, and here a system is always activated by root')
  remark(
    !['/nix/var/nix/profiles/system', undefined].includes(profile.at('profilePath').text()),
    'profilePath of {targets} has no counterpart: a system goes to the system profile',
  )
  remark(found('tempPath').isSaid, 'tempPath of {targets} has no counterpart: nothing is waited for in a directory')
  return target
}
