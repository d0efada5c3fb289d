import { join } from 'node:path/posix'
import { type NeededKey, neededKeys } from './keys-needed.ts'
import { defaultUser, type Plan, type Stage, stagesOf, userOf } from './plan.ts'
import type { NewFile } from './targets-file.ts'

const purposes: Record<NeededKey['role'], string> = {
  watch: 'May ask what runs there',
  stage: 'May put systems there, which activates nothing',
  activate: 'May activate what is there',
  deploy: 'May put systems there, and activate them',
}

/** Where the lines of a stage are, from the root of the checkout: beside the flake, which can read nothing above it where it is a flake of its own. */
export function hostLinesPath(plan: Pick<Plan, 'flake'>, stage: Stage): string {
  return join(plan.flake, 'deploy', `${stage}.nix`)
}

/**
 * The lines of NixOS for the machines of a stage, which are the same for all of them. A public half that is not there yet is an error when the system is
 * evaluated, which says what belongs there.
 */
export function hostLines(plan: Plan, stage: Stage, publicKeys: ReadonlyMap<string, string>): NewFile {
  const user = userOf(plan, stage)
  const keys = neededKeys(plan)
    .filter((key) => key.stage === stage)
    .flatMap(({ secret, environment, role, name }) => {
      const half = publicKeys.get(secret)
      const key = half === undefined ? `throw "the public half of ${secret} belongs into ${hostLinesPath(plan, stage)}"` : `"${half}"`
      return [
        `      # ${purposes[role]}. Its private half is the secret ${secret} of the environment ${environment}.`,
        `      ${name} = {`,
        `        role = "${role}";`,
        ...(user === defaultUser ? [] : [`        user = "${user}";`]),
        `        key = ${key};`,
        '      };',
      ]
    })
  const text = [
    `# Who may deploy to the machines of ${stage}: https://github.com/org/nix-flake-deploy/blob/v1/docs/host-setup.md`,
    '# To be imported beside nix-flake-deploy.nixosModules.default.',
    '{',
    '  services.openssh.enable = true;',
    '  services.nix-flake-deploy = {',
    '    enable = true;',
    '    keys = {',
    ...keys,
    '    };',
    '  };',
    '}',
    '',
  ]
  return { path: hostLinesPath(plan, stage), text: text.join('\n') }
}

/** What is to be added to flake.nix, as lines to read: no program knows where. */
export function flakeLines(plan: Plan): string[] {
  return [
    'inputs.nix-flake-deploy.url = "github:org/nix-flake-deploy/v1";',
    '# and nix-flake-deploy among the arguments of outputs',
    ...stagesOf(plan).flatMap((stage) => [
      `# among the modules of ${plan.machines[stage].map(({ configuration }) => configuration).join(', ')}:`,
      `nix-flake-deploy.nixosModules.default ./deploy/${stage}.nix`,
    ]),
  ]
}
