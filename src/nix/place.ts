import { readFileSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { NixError } from './words.ts'

/** A place in a source file, as Nix names it. */
export interface Place {
  /** Absolute: in the store, or where the flake lies. */
  path: string
  line?: number
  column?: number
}

/** A place in a file of the repository. */
export interface RepositoryPlace extends Place {
  /** Relative to the workspace. */
  file: string
}

/** Where the files of the repository are, and the flake among them. */
export interface Repository {
  workspace: string
  /** The working directory, to which a flake reference may be relative. */
  directory: string
  flake: string
}

/**
 * The places that evaluation errors name, the most telling first: where the innermost error is; the files that its text
 * is about (modules say “In `/nix/store/…/web.nix'”, without a line); and then the trace, the innermost first.
 */
export function placesIn(errors: readonly NixError[]): Place[] {
  return errors.flatMap(({ message, trace }) => {
    const files = message.flatMap((line) => [...line.matchAll(/[`'](\/[^`']+\.nix)'/g)].map(([, path = '']): Place => ({ path })))
    return [...message.flatMap(placeOf), ...files, ...trace.flatMap(placeOf).reverse()]
  })
}

function placeOf(line: string): Place[] {
  const [, path, at, column] = /^\s*(?:at|whose name attribute is located at) (\/.+):(\d+):(\d+):?$/.exec(line) ?? []
  return path === undefined ? [] : [{ path, line: Number(at), column: Number(column) }]
}

/**
 * The first of these places that lies in the repository: there itself, or in a source tree that Nix has copied to the store
 * and whose file is the same as the one that the repository has there.
 */
export function inRepository(places: readonly Place[], { workspace, directory, flake }: Repository): RepositoryPlace | undefined {
  const root = realPath(workspace)
  const below = (path: string): string | undefined => {
    const file = root === undefined ? '..' : relative(root, path)
    return file === '' || isAbsolute(file) || /^\.\.(\/|$)/.test(file) ? undefined : file
  }
  for (const place of places) {
    const [, inTree] = /^\/[^:]*\/[0-9a-z]{32}-[^/]*\/(.+)$/.exec(place.path) ?? []
    const candidates = inTree === undefined ? [place.path] : treeRoots(flakeDirectory(flake, directory), root ?? '').map((tree) => join(tree, inTree))
    for (const candidate of candidates) {
      const real = realPath(candidate)
      const file = real === undefined ? undefined : below(real)
      if (file !== undefined && (inTree === undefined || sameContent(candidate, place.path))) return { ...place, file }
    }
  }
  return undefined
}

/** The submodules of the repository in which a local flake lies, as paths from its root. */
export function submodulesOf(reference: string, directory: string): string[] {
  for (let place = flakeDirectory(reference, directory); ; place = dirname(place)) {
    const modules = textIn(join(place, '.gitmodules'))
    if (modules !== undefined) return [...modules.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => path)
    if (dirname(place) === place || textIn(join(place, '.git/HEAD')) !== undefined) return []
  }
}

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** The directory that a reference to a local flake names; the working directory for any other. */
function flakeDirectory(reference: string, directory: string): string {
  const [place = '', query = ''] = reference.split('?')
  const local = /^(?:path:|git\+file:\/\/|file:\/\/)?((?:[./]|$).*)$/.exec(place)?.[1]
  return resolve(directory, local ?? '.', new URLSearchParams(query).get('dir') ?? '.')
}

/** Where the flake's tree may begin: at the flake itself, or at any directory above it within the workspace. */
function treeRoots(flake: string, workspace: string): string[] {
  const real = realPath(flake) ?? workspace
  if (real === workspace || !real.startsWith(`${workspace}/`)) return [workspace]
  return [real, ...treeRoots(dirname(real), workspace)]
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function sameContent(one: string, other: string): boolean {
  try {
    return readFileSync(one).equals(readFileSync(other))
  } catch {
    return false
  }
}
