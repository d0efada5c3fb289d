import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

/** Runs test files with our reporter, as test/run.sh does. */
function run(files: Record<string, string>): { status: number | null; output: string; last: string | undefined } {
  const directory = mkdtempSync(join(tmpdir(), 'reporter-'))
  try {
    const paths = Object.entries(files).map(([name, text]) => {
      const path = join(directory, `${name}.test.mjs`)
      writeFileSync(path, `import { test, describe } from 'node:test'\nimport assert from 'node:assert/strict'\n${text}`)
      return path
    })
    // NODE_TEST_CONTEXT would make the inner run one of the outer run's own.
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--test', `--test-reporter=${join(import.meta.dirname, '..', 'reporter.ts')}`, '--test-reporter-destination=stdout', ...paths],
      { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
    )
    return { status, output: stdout, last: stdout.trimEnd().split('\n').at(-1) }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

describe('the reporter', () => {
  it('has a line per test with its time, and closes with the count', () => {
    const { status, output, last } = run({ a: `test('a host boots', () => {})\ndescribe('b', () => { test('c', () => {}) })` })
    assert.equal(status, 0)
    assert.match(output, /^ok {2}a host boots \(\d+\.\d\d s\)$/m)
    assert.match(output, /^ {2}ok {2}c \(/m)
    assert.equal(last, '2 passed, 0 failed')
  })

  it('shows failures in full, counts them, and the run fails', () => {
    const { status, output, last } = run({
      a: `describe('suite', () => { test('adds', () => assert.equal(1 + 1, 3, 'sums differ')) })\ntest('hangs', { timeout: 20 }, () => new Promise((r) => setTimeout(r, 1000)))`,
      b: `test('c', () => {})`,
    })
    assert.equal(status, 1)
    assert.match(output, /^failures:\n\nadds .*a\.test\.mjs:\d+\n {4}AssertionError.*sums differ/m)
    assert.match(output, /^FAILED {2}hangs/m)
    assert.equal(last, '1 passed, 2 failed')
  })

  it('counts a file that cannot be loaded, or ends early, as a failure', () => {
    const { status, last } = run({ a: `import 'node:nonsense'`, b: `test('c', () => {})`, c: `test('d', () => process.exit(3))` })
    assert.equal(status, 1)
    assert.equal(last, '1 passed, 2 failed')
  })

  it('says how many were skipped', () => {
    const { status, last } = run({ a: `test('c', () => {})\ntest('d', { skip: true }, () => {})` })
    assert.equal(status, 0)
    assert.equal(last, '1 passed, 0 failed, 1 skipped')
  })
})
