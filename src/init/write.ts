import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError, quote } from '../parse/input-error.ts'
import { isInside } from './inside.ts'
import type { NewFile } from './targets-file.ts'
import type { Dialogue } from './terminal.ts'

/** What is there now in the place of a file. */
export type Found = 'nothing' | 'the same' | 'something else'

/** Looks before anything is written. A link counts as something else: what it points to is not this checkout's to tell. */
export function look(root: string, { path, text }: NewFile): Found {
  const file = join(root, path)
  const about = lstatSync(file, { throwIfNoEntry: false })
  if (about === undefined) return 'nothing'
  return about.isFile() && about.size === Buffer.byteLength(text) && readFileSync(file, 'utf8') === text ? 'the same' : 'something else'
}

/** Writes those that are not there, into `written` too, and tells of each. Gives whether one that is there has other content: it stays, and what would be in it is shown. */
export function writeAll(root: string, files: readonly NewFile[], dialogue: Dialogue, written: string[]): boolean {
  const others: NewFile[] = []
  for (const file of files) {
    const found = look(root, file)
    if (found === 'nothing') {
      write(root, file)
      written.push(file.path)
    } else if (found === 'something else') others.push(file)
    dialogue.say(`${{ nothing: 'written          ', 'the same': 'there, the same  ', 'something else': 'LEFT AS IT IS    ' }[found]} ${file.path}`)
  }
  for (const { path, text } of others)
    dialogue.say(`\n${path} is there already with other content, and was left as it is. What init would write there:\n\n${text.replaceAll(/^(?=.)/gm, '  | ')}`)
  return others.length > 0
}

/** Writes a file where there is none. It throws where there is one after all, and where its directory leads out of the checkout. */
function write(root: string, { path, text }: NewFile): void {
  const file = join(root, path)
  if (!isInside(root, dirname(file)))
    throw new InputError(`${quote(path)} would be outside of the checkout, for a directory on the way is a link; nothing is written through it`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { flag: 'wx' })
}
