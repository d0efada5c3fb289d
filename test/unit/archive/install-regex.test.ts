// What `install` makes of the regular expressions of health checks, which are JavaScript's, for grep: the same verdicts, or none.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { assemble } from '../../../scripts/shell-parts.ts'
import { bodyRegex } from '../../../src/health/check.ts'

const script = assemble('install.sh')
const translate = /^in_words_of_grep\(\) \{.*?^\}$/ms.exec(script)?.[0] ?? ''
const judge = /^ *if \[ "\$judge_by" = whole \].*\n.*grep .*$/m.exec(script)?.[0] ?? ''

/** Whether each body matches, as `install` sees it; undefined where that is left to a person. */
function verdicts(regex: string, bodies: string[]): boolean[] | undefined {
  const program = `set -u; LC_ALL=C; export LC_ALL
    ${translate}
    work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
    in_words_of_grep "$1" >"$work/regex"; shift
    [ -s "$work/regex" ] || exit 9
    { read -r judge_by && IFS= read -r judge_regex; } <"$work/regex"
    for body; do
      printf %s "$body" >"$work/body"
      ${judge}
      echo $?
    done`
  const { status, stdout, stderr } = spawnSync('sh', ['-c', program, 'sh', regex, ...bodies], { encoding: 'utf8' })
  assert.equal(stderr, '', regex)
  if (status === 9) return undefined
  assert.equal(status, 0)
  return stdout
    .trim()
    .split('\n')
    .map((code) => code === '0')
}

const bodies = [
  'ok\n',
  'ok\r\n',
  'not\nok\nat all\n',
  'a\r\nok\r\nb\r\n',
  'okay\n',
  'status: ok 12\n',
  '{"status": "ok", "version": "1.24.3"}\n',
  '{\n  "status":\n    "ok",\n  "n": 7\n}\n',
  'a.b\\c/d-e_f{2}[x]<y>\n',
  'a\tb\n',
  'aab\nb\n',
  'grüße\n',
  '\n',
]

// Of what nothing but the last line end tells apart, /^$/ for one, neither knows how the service ended its answer.
const alike = [
  'ok',
  '^ok$',
  '^o.$',
  'o.',
  'ok.',
  '\\d',
  '\\d+\\.\\d+\\.\\d',
  '\\d{2,}',
  '[0-9]+\\.[0-9]+',
  '"version": "\\d+',
  '^status: \\w+ \\d+$',
  '\\w{3}:',
  '"status":\\s*"ok"',
  'status:\\s+ok',
  '\\D\\d\\D',
  '\\W+ok',
  'a\\Sb',
  'a\\sb',
  '[^a-z]ok',
  '"status": "[^"]*"',
  '(?:ok|fine)',
  '(ok|fine)$',
  'o+?k',
  'a{2}b',
  'a{1,}?b',
  'f{2}',
  'f\\{2\\}',
  'f{,2}',
  '\\{\\d',
  'e_f\\{2\\}\\[x]',
  '\\[x\\]',
  '\\<y\\>',
  'c\\/d\\-e',
  'b\\\\c',
  'a\\.b',
  'a|^b',
  'gr..e',
  'gr[uü]',
  '\\w',
  'b{',
  'x\\]<',
  '}',
]

const left = ['(?=ok)', '\\bok\\b', '(o)\\1', '[\\d.]+', '^\\s*ok', '[^a]$', '[]', '[^]', 'o\\u006b', '(?<name>ok)', '\\p{L}', 'o\nk', 'o\\nk', '[[a]']

describe('a regular expression of a health check, in the words of grep,', () => {
  for (const regex of alike) {
    it(`/${regex}/ finds what JavaScript finds`, () => {
      assert.deepEqual(
        verdicts(regex, bodies),
        bodies.map((body) => bodyRegex(regex).test(body)),
      )
    })
  }
  for (const regex of left) {
    it(`/${JSON.stringify(regex).slice(1, -1)}/ is left to a person`, () => {
      assert.equal(verdicts(regex, bodies), undefined)
      assert.doesNotThrow(() => bodyRegex(regex))
    })
  }
})
