// How the log of a deployment is told: line by line, each with where it ends in the file, from where the one before ended.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { assemble } from '../../../scripts/shell-parts.ts'

const functions = ['say', 'tell_log', 'told_reason', 'one_line']
  .map((name) => new RegExp(`^${name}\\(\\) (?:\\{.*?^\\}|\\{[^\\n]*\\})$`, 'ms').exec(assemble('host-agent.sh'))?.[0] ?? '')
  .join('\n')

let directory: string
before(() => {
  directory = mkdtempSync(join(tmpdir(), 'follow-'))
})
after(() => rmSync(directory, { recursive: true }))

function run(shell: string, program: string): string[] {
  const whole = `run=$1; req_offset=0; ${functions}\nanswer() { say "$*"; }\n${program}`
  const { stdout, stderr } = spawnSync(shell, ['-c', whole, 'sh', directory], { encoding: 'utf8' })
  assert.equal(stderr, '')
  return stdout.trimEnd().split('\n')
}

for (const shell of ['dash', 'bash']) {
  describe(`the log of a deployment, in ${shell}`, () => {
    it('is told once, with what was added since', () => {
      writeFileSync(join(directory, 'log'), 'one\ntwo')
      assert.deepEqual(run(shell, `tell_log; printf ' and\\nthree\\n' >>"$run/log"; tell_log`), [
        'logged 4 one',
        'logged 7 two',
        'logged 12  and',
        'logged 18 three',
      ])
    })

    it('counts bytes that the shell does not see', () => {
      writeFileSync(join(directory, 'log'), 'a\0\0b\nc\0\n')
      assert.equal(run(shell, `tell_log >/dev/null; say "$req_offset"`)[0], '8')
    })

    it('does not tell what is to be hidden, wherever it stands', () => {
      writeFileSync(join(directory, 'log'), '/run/0123/agent: 0123 was killed\n')
      assert.deepEqual(run(shell, `log_hides=0123; tell_log`), ['logged 33 /run/-/agent: - was killed'])
    })

    it('has a reason on one line, however many it was written in', () => {
      writeFileSync(join(directory, 'reason'), 'nix-env failed\nerror (ignored): x\n')
      assert.deepEqual(run(shell, 'told_reason'), ['nix-env failed error (ignored): x'])
    })
  })
}
