import { InputError, quote } from '../parse/input-error.ts'
import { isLostName } from '../parse/lost-name.ts'
import { isPlainName } from '../parse/names.ts'
import { colmena, colmenaHive } from './colmena.ts'
import { evaluate, type Nix } from './command.ts'
import { deployRs } from './deploy-rs.ts'
import { checkReference, lockFlags } from './flake.ts'
import { FlakeValue, typeKey } from './flake-value.ts'
import type { FlakeTarget } from './machine-schema.ts'
import { nixinate } from './nixinate.ts'
import { Remarks, some } from './remarks.ts'

export type { FlakeTarget } from './machine-schema.ts'

/** What a flake says of its machines, for the tool that was used so far. */
export interface FlakeTargets {
  /** Where they stand: `deploy.nodes`, `colmenaHive`, `colmena`, `_module.args.nixinate`. */
  source: string
  /** By name, which is also that of the configuration. */
  targets: Record<string, FlakeTarget>
  /** What has no counterpart here, or is left out and why; each once, for a person. */
  notices: string[]
}

/** The flake says nothing of machines, for no tool that is known here. */
export class FlakeWithoutMachines extends InputError {}

/** The first that a flake has is taken. The last evaluates every configuration to find out, and is only asked where it is alone. */
const schemas = [deployRs, colmenaHive, colmena, nixinate]

/**
 * What is asked, of all outputs of the flake. Only attributes that are named are evaluated: never a system, a profile's path or a
 * key's content. What is no JSON is told as its type, so that a mistake can be named by its place.
 */
const question = `outputs: let
  said = value: let type = builtins.typeOf value; in
    if type == "string" then builtins.unsafeDiscardStringContext value
    else if type == "list" then map said value
    else if builtins.elem type [ "int" "bool" "null" ] then value
    else { ${typeKey} = type; };
  ifSet = function: value: if builtins.isAttrs value then function value else said value;
  pick = names: ifSet (set: builtins.mapAttrs (_: said) (builtins.intersectAttrs (builtins.listToAttrs (map (name: { inherit name; value = null; }) names)) set));
  each = function: ifSet (builtins.mapAttrs (_: ifSet function));
  isEmpty = value: builtins.isAttrs value && builtins.attrNames value == [ ];
  configurations = let all = outputs.nixosConfigurations or { }; in if builtins.isAttrs all then all else { };
  schemas = [ ${schemas.map(({ source, isThere, asked }) => `{ source = "${source}"; isThere = ${isThere}; asked = ${asked}; }`).join('\n')} ];
  last = builtins.elemAt schemas ${schemas.length - 1};
  others = builtins.filter (schema: schema.source != last.source && schema.isThere) schemas;
  found = if others != [ ] then others else if last.isThere then [ last ] else [ ];
in {
  configurations = builtins.attrNames configurations;
  sources = map (schema: schema.source) found;
  asked = if found == [ ] then null else (builtins.head found).asked;
}`

/**
 * Reads what a flake says of its machines for deploy-rs, Colmena or nixinate, by one process of Nix. A target whose name is not in
 * nixosConfigurations is given all the same, with a notice: it may have another configuration, or need none. Throws an
 * InputError where the flake says nothing of machines, or something that cannot be meant, and names the place.
 */
export async function readFlakeTargets(nix: Nix, reference: string): Promise<FlakeTargets> {
  checkReference(reference)
  // The dot keeps Nix from looking for packages, and nothing behind it means all outputs.
  const args = ['eval', '--json', ...lockFlags(nix), '--apply', question, '--', `${reference}#.`]
  const { stdout } = await evaluate(nix, args, `cannot read what the flake ${quote(reference)} says of its machines`)
  const { sources, asked, configurations } = JSON.parse(stdout) as { sources: string[]; asked: unknown; configurations: string[] }
  const [source] = sources
  const schema = schemas.find((one) => one.source === source)
  if (source === undefined || schema === undefined)
    throw new FlakeWithoutMachines(
      `flake: ${quote(reference)} says nothing of machines that is understood here; it has no deploy.nodes (deploy-rs), no colmenaHive and no colmena (Colmena), ` +
        "and no nixosConfigurations.NAME._module.args.nixinate (nixinate); write the targets by hand, one a line, like 'staging: root@staging.example.com'",
    )
  const remarks = new Remarks()
  const targets = schema.read(new FlakeValue('', asked), remarks)
  checkNames(source, [...targets.keys()])
  if (targets.size === 0)
    throw new InputError(`flake: ${source} of ${quote(reference)} names no machine to deploy to: ${remarks.told().join('; ') || 'it is empty'}`)
  for (const name of targets.keys())
    if (!configurations.includes(name)) remarks.add(name, ['nixosConfigurations of the flake has no {targets}', schema.cure ?? []].flat().join('; '))
  const unread = sources.slice(1)
  if (unread.length > 0) remarks.add('', `${some(unread)} is there too, and is not read, for ${source} goes before it`)
  return { source, targets: Object.fromEntries(targets), notices: remarks.told() }
}

function checkNames(source: string, names: readonly string[]): void {
  const odd = names.find((name) => !isPlainName(name) || isLostName(name))
  if (odd === undefined) return
  throw new InputError(
    `flake: ${source} has ${quote(odd)}, which cannot name a target${isLostName(odd) ? ', for JavaScript keeps that name for itself' : ''}; give it another one there, of at most 100 letters, ` +
      "digits, '.', '_' and '-' with a letter or digit first, or leave out the line 'flake' and write the targets by hand",
  )
}
