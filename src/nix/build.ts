import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { call, evaluate, type Nix, storeProgram } from './command.ts'
import { NixFailure } from './failure.ts'
import { checkReference, configurationNames, lockFlags } from './flake.ts'

/**
 * Evaluates and builds the toplevels of these configurations, all in one Nix process, and gives the store path of each.
 * Errors name the configurations that the flake does not have, with those that it has, or the builds that failed; `input` is
 * where the names were written.
 */
export async function buildToplevels(nix: Nix, reference: string, names: readonly string[], input = 'configurations'): Promise<Map<string, string>> {
  checkReference(reference)
  const wanted = [...new Set(names)]
  if (wanted.length === 0) return new Map()
  const installables = wanted.map((name) => toplevelInstallable(reference, name))
  const args = ['build', '--json', '--no-link', ...lockFlags(nix), '--', ...installables]
  let stdout: string
  try {
    stdout = (await evaluate(nix, args, `cannot build ${wanted.join(', ')}`)).stdout
  } catch (cause) {
    if (cause instanceof NixFailure && cause.kind === 'attribute') await explainMissing(nix, reference, wanted, input, cause)
    throw cause
  }
  const built = assignBuilds(builtPaths(stdout), wanted.length)
  if (built !== undefined) return new Map(wanted.map((name, index) => [name, built[index] ?? '']))
  // A Nix that lists what it built in an order of its own: all is built now, so asking for each alone is quick.
  if (wanted.length === 1) throw new Error(`nix build gave no path for ${quote(wanted[0] ?? '')}`)
  const toplevels = new Map<string, string>()
  for (const name of wanted) for (const [, path] of await buildToplevels(nix, reference, [name], input)) toplevels.set(name, path)
  return toplevels
}

/** A system that was evaluated and not built. */
export interface Derivation {
  /** The `.drv`. */
  derivation: string
  toplevel: string
  /** What it is built on, like `x86_64-linux`. */
  system: string
}

/** Evaluates these configurations in one Nix process, and builds nothing. Errors are those of `buildToplevels`. */
export async function evaluateToplevels(nix: Nix, reference: string, names: readonly string[], input = 'configurations'): Promise<Map<string, Derivation>> {
  checkReference(reference)
  const wanted = [...new Set(names)]
  const apply = `all: builtins.listToAttrs (map (name: { inherit name; value = let system = all.\${name}.config.system.build.toplevel; in { derivation = system.drvPath; toplevel = system.outPath; inherit (system) system; }; }) [ ${wanted.map(nixString).join(' ')} ])`
  const args = ['eval', '--json', ...lockFlags(nix), '--apply', apply, '--', `${reference}#nixosConfigurations`]
  try {
    return new Map(Object.entries(JSON.parse((await evaluate(nix, args, `cannot evaluate ${wanted.join(', ')}`)).stdout) as Record<string, Derivation>))
  } catch (cause) {
    if (cause instanceof NixFailure && cause.kind === 'attribute') await explainMissing(nix, reference, wanted, input, cause)
    throw cause
  }
}

/** What to ask Nix for. The name is quoted as an attribute (Nix knows no escapes in it) and then escaped as a URL's fragment. */
export function toplevelInstallable(reference: string, name: string): string {
  if (name === '' || /["\p{Cc}\p{Cs}]/u.test(name)) {
    throw new InputError(`configurations: ${quote(name)} is not a name that can be asked of Nix; write a name from the flake's nixosConfigurations`)
  }
  return `${reference}#nixosConfigurations."${encodeURIComponent(name)}".config.system.build.toplevel`
}

/** The name as a string of the Nix language. */
function nixString(name: string): string {
  return `"${name.replaceAll(/["\\]|\$(?=\{)/g, '\\$&')}"`
}

/** The path of each entry in the output of `nix build --json`, in its order. */
export function builtPaths(json: string): string[] {
  const entries = JSON.parse(json) as { outputs?: { out?: string }; path?: string }[]
  return entries.map(({ outputs, path }) => outputs?.out ?? path ?? '')
}

/**
 * Which of `nix build --json`'s entries belongs to which of the `count` installables, in their order; undefined where that
 * cannot be told. Nix tells, for each installable in turn, one entry for every installable that is the same derivation: k
 * equal ones give k times k entries (Installable::build2 in its source; 2.26 and 2.34 do).
 */
export function assignBuilds(entries: readonly string[], count: number): string[] | undefined {
  if (entries.includes('')) return undefined
  if (entries.length === count) return [...entries]
  const assigned: string[] = []
  for (let index = 0; index < entries.length; ) {
    const path = entries[index] ?? ''
    const equals = Math.sqrt(entries.filter((entry) => entry === path).length)
    if (!Number.isInteger(equals) || entries.slice(index, index + equals).some((entry) => entry !== path)) return undefined
    assigned.push(path)
    index += equals
  }
  return assigned.length === count ? assigned : undefined
}

/** Throws, naming the input, for configurations that the flake does not have. For what is not evaluated here. */
export async function needConfigurations(nix: Nix, reference: string, wanted: readonly string[], input: string, cause?: NixFailure): Promise<void> {
  const known = await configurationNames(nix, reference)
  const missing = wanted.filter((name) => !known.includes(name))
  if (missing.length === 0) return
  const nested = whyNotFlat(known)
  const lines = missing.map((name) => {
    const several = /\s/.test(name) ? ' (the names are written one a line)' : ''
    return `${quote(name)} is not in the flake's nixosConfigurations${several}; ${nested ?? wouldDo(name, known)}`
  })
  throw new InputError(`${input}: ${lines.join('\n')}`, { cause })
}

async function explainMissing(nix: Nix, reference: string, wanted: string[], input: string, cause: NixFailure): Promise<void> {
  await needConfigurations(nix, reference, wanted, input, cause)
  const said = `${input}: ${cause.message.includes('nixosConfigurations') ? '' : `${wanted.map(quote).join(', ')}: `}${cause.message}`
  const nested = whyNotFlat(wanted)
  throw new InputError(
    nested === undefined
      ? `${said}; each configuration must have config.system.build.toplevel, as those of nixpkgs.lib.nixosSystem have`
      : `${said}; ${nested}`,
    { cause },
  )
}

/** What is wrong where the names are those of systems, as helpers for outputs of each system make them; undefined where they are not. */
export function whyNotFlat(names: readonly string[]): string | undefined {
  const systems = names.filter((name) => /^(?:x86_64|aarch64|i686|armv[5-7]\w?l|riscv64|powerpc64le)-(?:linux|darwin)$/.test(name))
  if (systems.length === 0) return undefined
  return `it has ${systems.join(', ')}: the configurations are nested by system, where neither nixos-rebuild nor this action looks for them; in flake.nix, take nixosConfigurations out of what is made for each system (flake-utils' eachDefaultSystem and the like)`
}

/** Makes `link` point to the store path, and keeps the path from the garbage collector as long as the link is there. */
export async function outLink(nix: Nix, path: string, link: string): Promise<void> {
  const args = ['--realise', path, '--add-root', link]
  await call(nix, storeProgram(nix), args, `cannot make the link ${quote(link)}`)
}
