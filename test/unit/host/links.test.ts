// How the agent reads the links of a record: all of them, by their names, wherever the directory lies.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { assemble } from '../../../scripts/shell-parts.ts'

const functions = ['say', 'is_label', 'read_links', 'take_links', 'find_link', 'list_links']
  .map((name) => new RegExp(`^${name}\\(\\) (?:\\{.*?^\\}|\\{[^\\n]*\\})$`, 'ms').exec(assemble('host-agent.sh'))?.[0] ?? '')
  .join('\n')

let directory: string
before(() => {
  directory = mkdtempSync(join(tmpdir(), 'links-'))
  mkdirSync(join(directory, 'there'))
  for (const [name, to] of [
    ['r1', '/nix/store/a'],
    ['latest', 'r1'],
    ['healthy', 'r1'],
    ['healthy old', 'r0'],
    ['two\nlines', 'r0'],
    // Is about to be moved to its name.
    ['.latest.new', 'r2'],
  ] as const)
    symlinkSync(to, join(directory, 'there', name))
  symlinkSync('there', join(directory, 'srv'))
})
after(() => rmSync(directory, { recursive: true }))

/** What `latest`, `healthy` and the revision r1 lead to; or what is said instead. */
function links(shell: string, name: string, find = ''): string {
  const program = `newline='\n'
    ${functions}
    fail() { echo "refused: $2"; exit 1; }
    ${find}
    directory=$1; read_links; find_link r1; echo "$latest $healthy $linked"`
  return spawnSync(shell, ['-c', program, 'sh', join(directory, name)], { encoding: 'utf8' }).stdout.trim()
}

for (const shell of ['dash', 'bash']) {
  describe(`the links of a record, in ${shell}`, () => {
    it('are those that have labels for names, beside whatever else is there', () => assert.equal(links(shell, 'there'), 'r1 r1 /nix/store/a'))
    it('are the same where the directory is a link itself', () => assert.equal(links(shell, 'srv'), 'r1 r1 /nix/store/a'))
    it('are not taken for gone where they cannot be read', () =>
      assert.match(links(shell, 'there', 'list_links() { return 1; }'), /^refused: .*cannot be read$/))
    it('are none in a directory that is not there', () => assert.equal(links(shell, 'nowhere'), ''))
  })
}
