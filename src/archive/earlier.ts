import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { text } from 'node:stream/consumers'
import { extract } from 'tar-stream'
import { InputError, quote } from '../parse/input-error.ts'
import { type Manifest, parseManifest } from './manifest.ts'

/** The manifest at a path: of an archive, a directory or a tar file, or the manifest itself. Undefined where nothing is there. */
export async function manifestOfEarlier(path: string): Promise<Manifest | undefined> {
  try {
    const there = await stat(path).catch(() => undefined)
    if (there === undefined) return undefined
    const manifest = there.isDirectory()
      ? await readFile(join(path, 'manifest.json'), 'utf8')
      : path.endsWith('.tar')
        ? await manifestInTar(path)
        : await readFile(path, 'utf8')
    return parseManifest(manifest, path)
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.replace(/^archive: /, '') : String(cause)
    throw new InputError(`archive-contents: the earlier archive at ${quote(path)} cannot be read: ${said}`, { cause })
  }
}

async function manifestInTar(path: string): Promise<string> {
  const entries = extract()
  // What goes wrong with the file is told where the entries are read.
  pipeline(createReadStream(path), entries, () => undefined)
  for await (const entry of entries) {
    if (entry.header.name === 'manifest.json') return await text(entry)
    // It is the first file of an archive.
    break
  }
  throw new Error('it does not begin with a manifest.json')
}
