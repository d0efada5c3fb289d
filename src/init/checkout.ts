import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { InputError, quote } from '../parse/input-error.ts'
import { run } from '../runner/process.ts'

/** A git checkout that has a flake. */
export interface Checkout {
  /** Its root, an absolute path without links. */
  root: string
  name: string
  /** Where the flake is, from the root: `.`, or a path that begins with `./`. */
  flake: string
}

/** Finds the checkout in which a flake lies. `place` is a directory, seen from `directory`. Throws an InputError where there is no flake, or no checkout. */
export function findCheckout(directory: string, place: string): Checkout {
  const given = resolve(directory, place)
  if (!existsSync(join(given, 'flake.nix')))
    throw new InputError(
      `--flake: there is no flake.nix in ${quote(given)}; init is for a checkout: change into the one of your flake, or name the directory of flake.nix in it`,
    )
  const flake = realpathSync(given)
  let root = flake
  while (!existsSync(join(root, '.git'))) {
    if (dirname(root) === root)
      throw new InputError(
        `--flake: ${quote(flake)} is not in a git checkout, and GitHub runs what is in one; make one there: git init, git add --all, git commit`,
      )
    root = dirname(root)
  }
  return { root, name: basename(root), flake: flake === root ? '.' : `./${relative(root, flake)}` }
}

/** The branch that is deployed from, as git knows it here: the remote's default one, or else the one that is checked out. Undefined where there is neither. */
export async function defaultBranch(root: string): Promise<string | undefined> {
  for (const [args, prefix] of [
    [['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'], 'origin/'],
    [['symbolic-ref', '--quiet', '--short', 'HEAD'], ''],
  ] as const) {
    const { code, stdout } = await run('git', args, { cwd: root, timeoutSeconds: 20 })
    if (code === 0) return stdout.trim().slice(prefix.length)
  }
  return undefined
}

/** Reads the name of a branch. In a workflow some of what git allows there is a pattern. */
export function branchName(text: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(text)) return text
  throw new InputError(`${quote(text)} is not the name of a branch as init writes it; use letters, digits, '.', '_', '-' and '/'`)
}
