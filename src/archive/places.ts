import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { wordsOfError } from '../parse/error-words.ts'
import { InputError, quote } from '../parse/input-error.ts'
import type { Environment } from '../runner/environment.ts'
import type { Settings } from '../settings/parse.ts'

/** An archive that is to be made. */
export interface Place {
  /** The configurations that go into it. */
  names: string[]
  /** The directory or tar file that the person asked for, absolute. */
  path?: string
  /** Where it becomes a workflow artifact. */
  artifactName?: string
}

/** What archives are to be made, and where each goes: one, or one for each configuration, whose name is then added. */
export function placesFor(names: string[], { making }: Settings, revision: string, { attempt }: Environment): Place[] {
  const label = /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 12) : revision
  const withAdded = (name: string, added: string): string => name.replace(/(\.tar)?$/, (ending) => `${added}${ending}`)
  const place = (of: string[], added: string): Place => ({
    names: of,
    ...(making.path !== undefined && { path: withAdded(resolve(making.path), added) }),
    ...((making.artifactName !== undefined || making.path === undefined) && {
      artifactName:
        making.artifactName === undefined
          ? `nixos-${of.length === 1 ? inFileName(of[0] ?? '') : 'configurations'}-${label}-${attempt}.tar`
          : withAdded(making.artifactName, added),
    }),
  })
  if (!making.perConfiguration) return [place(names, '')]
  const places = names.map((name) => place([name], `-${inFileName(name)}`))
  const same = places.filter(({ names: [name = ''] }) => names.some((other) => other !== name && inFileName(other) === inFileName(name)))
  if (same.length > 0)
    throw new InputError(
      `archive-per-configuration: ${same.map(({ names: [name = ''] }) => quote(name)).join(' and ')} would have the same file name; name one of them in 'configurations'`,
    )
  return places
}

/** A configuration's name as it may stand in the names of files and artifacts. */
function inFileName(name: string): string {
  return name.replaceAll(/["*/:<>?\\|\p{Cc}]/gu, '-')
}

/** Whether a path means one file and not a directory. */
export function isTar(path: string): boolean {
  return path.endsWith('.tar')
}

/** Refuses to write where something else is. Throws an InputError. */
export async function checkPlace(path: string): Promise<void> {
  const there = await stat(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cannotWrite(path, error)
  })
  if (there === undefined) return
  if (isTar(path)) {
    if (!there.isFile()) throw new InputError(`archive-path: ${quote(path)} is no file; name another one, or a directory without '.tar'`)
  } else {
    if (!there.isDirectory()) throw new InputError(`archive-path: ${quote(path)} is no directory; name another one, or a file that ends with '.tar'`)
    if ((await readdir(path)).length > 0)
      throw new InputError(`archive-path: the directory ${quote(path)} is not empty; name a new one, or remove it in a step before this one`)
  }
}

/**
 * The directory in which an archive is made: beside its place, so on the same disk, where what is made takes its place by a
 * rename.
 */
export function workDirectoryFor(path: string): string {
  return `${resolve(path)}.unfinished`
}

/** Makes a new empty work directory and all above it. What a run that was killed has left there is removed. Throws an InputError. */
export async function makeWorkDirectory(directory: string): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true })
    await mkdir(dirname(directory), { recursive: true })
    await mkdir(directory)
  } catch (error) {
    throw cannotWrite(directory.replace(/\.unfinished$/, ''), error)
  }
}

function cannotWrite(path: string, cause: unknown): InputError {
  return new InputError(
    `archive-path: ${quote(path)} cannot be written (${wordsOfError(cause)}); name a place that this user may write to, on a disk that has room`,
    { cause },
  )
}
