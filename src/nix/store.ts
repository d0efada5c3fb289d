import { call, features, type Nix, storeProgram } from './command.ts'

/** What Nix's database knows of a valid store path. */
export interface PathInfo {
  path: string
  /** `sha256:` and 64 hexadecimal digits. */
  narHash: string
  narBytes: number
  /** Without the path itself. */
  references: string[]
  deriver: string | undefined
}

/** The closure of these store paths: what Nix's database knows of each path in it, each after those it refers to. */
export async function closure(nix: Nix, paths: readonly string[]): Promise<PathInfo[]> {
  const action = `cannot read the closure of ${paths.join(', ')}`
  const requisites = await call(nix, storeProgram(nix), ['--query', '--requisites', ...paths], action)
  const all = requisites.stdout.split('\n').filter((line) => line !== '')
  const infos: PathInfo[] = []
  // In slices, since the length of an argv has its limit; a NixOS system has two or three thousand paths.
  for (let index = 0; index < all.length; index += 10_000) {
    const slice = all.slice(index, index + 10_000)
    infos.push(...parseDump((await call(nix, storeProgram(nix), ['--dump-db', ...slice], action)).stdout))
  }
  return infos
}

/**
 * Reads the output of `nix-store --dump-db`, which has been the same since Nix 1 (--load-db reads it); that of
 * `nix path-info --json` has changed more than once.
 */
export function parseDump(text: string): PathInfo[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const infos: PathInfo[] = []
  for (let index = 0; index < lines.length; ) {
    const [path = '', hash = '', narBytes = '', deriver = '', count = ''] = lines.slice(index, index + 5)
    const references = lines.slice(index + 5, index + 5 + Number(count))
    if (!/^\/.+\/[0-9a-z]{32}-/.test(path) || !/^\d+$/.test(narBytes) || !/^\d+$/.test(count) || references.length !== Number(count)) {
      throw new Error(`nix-store --dump-db gave what cannot be read, at line ${index + 1}`)
    }
    infos.push({
      path,
      narHash: `sha256:${hash.replace(/^sha256:/, '')}`,
      narBytes: Number(narBytes),
      references: references.filter((reference) => reference !== path),
      deriver: deriver === '' ? undefined : deriver,
    })
    index += 5 + Number(count)
  }
  return infos
}

/**
 * Those of these store paths that this machine did not build, but got with a signature: from a substituter. As
 * `nix path-info --sigs` says it, which has not changed since Nix 2.0.
 */
export async function substitutedPaths(nix: Nix, paths: readonly string[]): Promise<Set<string>> {
  const args = [...features, 'path-info', '--sigs', '--stdin']
  const { stdout } = await call(nix, nix.program, args, `cannot read the signatures of ${paths.length} store paths`, { input: paths.join('\n') + '\n' })
  return parseSignatures(stdout)
}

/** The paths with a signature and without `ultimate` in the output of `nix path-info --sigs`. */
export function parseSignatures(text: string): Set<string> {
  const substituted = text.split('\n').filter((line) => {
    const [, said = ''] = line.split('\t')
    const words = said.split(' ').filter((word) => word !== '')
    return !words.includes('ultimate') && words.some((word) => !word.startsWith('ca:'))
  })
  return new Set(substituted.map((line) => (line.split('\t')[0] ?? '').trimEnd()))
}

/**
 * The outputs of the derivations of these store paths, and of all derivations that those were built from, and whether each
 * is in the store. A path that no derivation is known of adds nothing.
 */
export async function derivedPaths(nix: Nix, paths: readonly string[]): Promise<Map<string, boolean>> {
  const query = async (...args: string[]): Promise<string[]> => {
    const { stdout } = await call(nix, storeProgram(nix), ['--query', ...args], `cannot read what ${paths.join(', ')} came from`)
    return stdout.split('\n').filter((line) => line !== '')
  }
  const isDerivation = (path: string): boolean => path.endsWith('.drv')
  const derivers = (await query('--deriver', ...paths)).filter(isDerivation)
  if (derivers.length === 0) return new Map()
  const there = await query('--requisites', '--include-outputs', ...derivers)
  const derivations = there.filter(isDerivation)
  const isThere = new Set(there)
  const outputs: string[] = []
  for (let index = 0; index < derivations.length; index += 10_000) outputs.push(...(await query('--outputs', ...derivations.slice(index, index + 10_000))))
  return new Map(outputs.map((path) => [path, isThere.has(path)]))
}

/** Whether Nix lets us say which substituters are to be trusted (`trusted-users` in nix.conf). */
export async function isTrustedUser(nix: Nix): Promise<boolean> {
  const { stdout } = await call(nix, nix.program, [...features, 'store', 'info', '--json'], 'cannot ask Nix whether it trusts us')
  // 1 and 0 to Nix 2.26, true and false to Nix 2.34.
  return Boolean((JSON.parse(stdout) as { trusted?: boolean | number }).trusted)
}

/**
 * Copies just these store paths, and not what they refer to, into another store, as `nix copy` does. What they refer to
 * must be there already. For `binary-cache.ts`. Without Nix's JSON log, which has several lines for each file in a path and
 * makes this three times as slow (20,000 small files: 12 s and not 4).
 */
export async function copyPaths(nix: Nix, paths: readonly string[], storeUrl: string): Promise<void> {
  const args = [...features, 'copy', '--no-recursive', '--to', storeUrl, '--stdin']
  await call(nix, nix.program, args, `cannot copy ${paths.length} store paths to ${storeUrl.split('?', 1)[0] ?? ''}`, {
    input: paths.join('\n') + '\n',
    onStderrLine: undefined,
  })
}
