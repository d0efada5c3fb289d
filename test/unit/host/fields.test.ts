// How the agent reads `key=value` lines, which others write: into variables, and never as anything but text.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { assemble } from '../../../scripts/shell-parts.ts'

const agent = assemble('host-agent.sh')
const functions = ['read_fields', 'take_field', 'clear_fields', 'set_field'].map(
  (name) => new RegExp(`^${name}\\(\\) \\{.*?^\\}$`, 'ms').exec(agent)?.[0] ?? '',
)

/** What the fields `id`, `who` and `confirm-timeout` are after these lines, what of them was unknown, and what is left to read. */
function read(shell: string, lines: string): string[] {
  const program = `set -u
    ${functions.join('\n')}
    req_id=before
    clear_fields req_ 'id who confirm-timeout'
    read_fields req_ 'id who confirm-timeout'
    printf '%s\\n' "$req_id" "$req_who" "$req_confirm_timeout" "$unknown_field" "$(cat)"`
  const { status, stdout, stderr } = spawnSync(shell, ['-c', program], { input: lines, encoding: 'utf8' })
  assert.equal(stderr, '')
  assert.equal(status, 0)
  return stdout.split('\n').slice(0, -1)
}

for (const shell of ['dash', 'bash']) {
  describe(`a request in ${shell}`, () => {
    const cases: [what: string, lines: string, found: string[]][] = [
      ['is read up to the empty line', 'id=ab\nconfirm-timeout=5\n\nid=data\n', ['ab', '', '5', '', 'id=data']],
      ['may have an = in a value', 'who=a=b\n\n', ['', 'a=b', '', '', '']],
      ['is text, whatever is in it', 'who=$(echo x) `echo x` "\'; echo x \\ *\n\n', ['', '$(echo x) `echo x` "\'; echo x \\ *', '', '', '']],
      ['keeps the blanks around a value', 'who=  a  \n\n', ['', '  a  ', '', '', '']],
      ['has the last value of a key that it has twice', 'id=a\nid=b\n\n', ['b', '', '', '', '']],
      ['has no other key, and the first is told', 'id=a\nhome=x\npath=y\n\n', ['a', '', '', 'home', '']],
      ['has no key that is two', 'id who=x\n\n', ['', '', '', 'id who', '']],
      ['has no key of another case, nor with an underscore for a hyphen', 'confirm_timeout=5\nID=x\n\n', ['', '', '', 'confirm_timeout', '']],
      ['has no key that is a command', 'id;echo x=1\n\n', ['', '', '', 'id;echo x', '']],
      ['has no key that is a pattern', '*=1\n\n', ['', '', '', '*', '']],
      ['has no empty key', '=1\n\n', ['', '', '', '(an empty one)', '']],
      ['need not end', 'id=a\n', ['a', '', '', '', '']],
    ]
    for (const [what, lines, found] of cases) it(what, () => assert.deepEqual(read(shell, lines), found))
  })
}
