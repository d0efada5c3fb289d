import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ask } from '../../../src/runner/ask.ts'
import { ProgramFailed, ProgramMissing, run } from '../../../src/runner/process.ts'

describe('a program that is asked', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ask-'))
  after(() => rmSync(directory, { recursive: true }))

  it('gives its exit code, its answer and its standard error', async () => {
    assert.deepEqual(await ask('sh', ['-c', 'echo ä; echo err >&2; exit 3']), { code: 3, stdout: 'ä\n', stderrTail: 'err\n' })
  })

  it('gets its arguments as they are, whatever they hold', async () => {
    const hostile = ['$(id)', '; id', '-x', 'a b', "'", '"', '\\', '\n', '`id`', '*', '']
    assert.deepEqual((await ask('printf', ['%s\\0', ...hostile])).stdout.split('\0').slice(0, -1), hostile)
  })

  it('may lie in a directory with a space in its name', async () => {
    const program = join(directory, 'with space', 'says')
    mkdirSync(join(directory, 'with space'))
    writeFileSync(program, '#!/bin/sh\necho "$1"\n')
    chmodSync(program, 0o755)
    assert.equal((await ask(program, ['hello'])).stdout, 'hello\n')
  })

  it('fails with what it said last, where it must succeed', async () => {
    await assert.rejects(ask('sh', ['-c', 'echo no such key >&2; exit 9'], { mustSucceed: 'reading the key' }), (error: unknown) => {
      assert.ok(error instanceof ProgramFailed)
      assert.deepEqual([error.message, error.exit.code], ['reading the key failed (exit code 9): no such key', 9])
      return true
    })
  })

  it('has not succeeded where it died of a signal', async () => {
    await assert.rejects(ask('sh', ['-c', 'kill -9 $$'], { mustSucceed: 'asking' }), ProgramFailed)
  })

  it('is named where it is not there', async () => {
    await assert.rejects(ask('no-such-program', []), (error: unknown) => error instanceof ProgramMissing && error.program === 'no-such-program')
  })

  it('is not started for who is cancelled, and not told to who is cancelled meanwhile', async () => {
    const reason = new Error('cancelled')
    await assert.rejects(ask('no-such-program', [], { signal: AbortSignal.abort(reason) }), reason)
    const meanwhile = new AbortController()
    const asked = ask('true', [], { signal: meanwhile.signal })
    meanwhile.abort(reason)
    await assert.rejects(asked, reason)
  })

  it('shows neither what it was asked nor what it answered', async () => {
    const script = `import { ask } from ${JSON.stringify(new URL('../../../src/runner/ask.ts', import.meta.url).href)}\nawait ask('sh', ['-c', 'echo answered; echo said >&2'])`
    const { code, stdout, stderrTail } = await run(process.execPath, ['--input-type=module', '-e', script], { env: { RUNNER_DEBUG: '1' } })
    assert.deepEqual({ code, stdout, stderrTail }, { code: 0, stdout: '', stderrTail: '' })
  })
})
