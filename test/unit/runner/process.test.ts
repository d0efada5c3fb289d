import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProgramFailed, ProgramMissing, ProgramTimeout, run, start } from '../../../src/runner/process.ts'

const sh = (script: string): [string, string[]] => ['sh', ['-c', script]]

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 40 && isAlive(pid); tries++) await sleep(50)
  return !isAlive(pid)
}

test('a child gives its exit code, its output and the end of its standard error', async () => {
  const result = await run(...sh('echo out; echo err >&2; exit 3'))
  assert.deepEqual(result, { code: 3, stdout: 'out\n', stderrTail: 'err\n', stdoutTruncated: false })
})

test('arguments reach the child as they are, whatever they hold', async () => {
  const hostile = ['$(id)', '; id', '-x', 'a b', "'", '"', '\n', '`id`', '*']
  const result = await run('printf', ['%s\\0', ...hostile])
  assert.deepEqual(result.stdout.split('\0').slice(0, -1), hostile)
})

test('a child that has ended, and whose output nobody reads, is gone once it is stopped', async () => {
  const child = start(...sh('echo unread; exit 3'))
  await child.ended
  child.stop()
  assert.equal((await child.exited).code, 3)
})

test('a child that died of a signal has the exit code that a shell would give', async () => {
  assert.equal((await run(...sh('kill -9 $$'))).code, 137)
})

test('lines are told one by one, without their ends, also the unfinished last', async () => {
  const out: string[] = []
  const err: string[] = []
  await run(...sh("printf 'a\\r\\n\\nb\\303'; sleep 0.05; printf '\\244\\nc'; printf 'x\\ny' >&2"), {
    onStdoutLine: (line) => out.push(line),
    onStderrLine: (line) => err.push(line),
  })
  assert.deepEqual(out, ['a', '', 'bä', 'c'])
  assert.deepEqual(err, ['x', 'y'])
})

test('a line without end is cut, so that it cannot fill the memory', async () => {
  const lengths: number[] = []
  await run(...sh('head -c 200000 /dev/zero | tr "\\0" x'), { onStdoutLine: (line) => lengths.push(line.length) })
  assert.equal(
    lengths.reduce((sum, length) => sum + length, 0),
    200_000,
  )
  assert.ok(Math.max(...lengths) <= 64 * 1024)
})

test('output beyond the limit is dropped, and the child is not held up by it', async () => {
  const result = await run(...sh('head -c 1000000 /dev/zero; exit 4'), { maxStdoutBytes: 10 })
  assert.equal(result.stdout.length, 10)
  assert.equal(result.stdoutTruncated, true)
  assert.equal(result.code, 4)
})

test('only the end of standard error is kept', async () => {
  const result = await run(...sh('head -c 300000 /dev/zero | tr "\\0" x >&2; echo the end >&2'))
  assert.ok(result.stderrTail.length <= 64 * 1024)
  assert.ok(result.stderrTail.endsWith('the end\n'))
})

test('text and streams are fed to standard input; without them it is empty', async () => {
  assert.equal((await run('cat', [], { input: 'a text' })).stdout, 'a text')
  assert.equal((await run('cat', [], { input: Readable.from(['one ', 'two']) })).stdout, 'one two')
  assert.equal((await run('cat', [])).stdout, '')
})

test('a child that does not read its input ends by its own exit code, and the stream is closed', async () => {
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(64 * 1024))
    },
  })
  assert.equal((await run(...sh('exit 5'), { input: endless })).code, 5)
  assert.equal(endless.destroyed, true)
  const silent = new PassThrough()
  assert.equal((await run(...sh('exit 6'), { input: silent })).code, 6)
  assert.equal(silent.destroyed, true)
  assert.equal((await run(...sh('exit 7'), { input: 'x'.repeat(1_000_000) })).code, 7)
})

test('an input stream that fails ends the child, and its error is the one that is told', async () => {
  const input = new Readable({ read: () => undefined })
  setTimeout(() => input.destroy(new Error('the disk is gone')), 50)
  await assert.rejects(run('sleep', ['60'], { input }), /the disk is gone/)
  const cutOff = new Readable({ read: () => undefined })
  setTimeout(() => cutOff.destroy(), 50)
  await assert.rejects(run('cat', [], { input: cutOff }), /the input broke off/)
})

test('variables are added to the environment, which stays as it was', async () => {
  const { stdout } = await run(...sh('echo "$ADDED ${PATH:+path}"'), { env: { ADDED: 'x' } })
  assert.equal(stdout, 'x path\n')
})

test('a program that is missing is named', async () => {
  await assert.rejects(run('no-such-program', ['secret-argument']), (error: Error) => {
    assert.ok(error instanceof ProgramMissing)
    assert.match(error.message, /^the program 'no-such-program' was not found in PATH/)
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
  await assert.rejects(start('/no/such/program', []).exited, /the program '\/no\/such\/program' was not found; install it/)
  await assert.rejects(run('true', [], { cwd: '/no/such/directory' }), /the directory '\/no\/such\/directory' does not exist/)
})

test('a child that must succeed and does not gives an error with its last lines, and none of its arguments', async () => {
  await assert.rejects(run(...sh('echo why >&2; exit 9 # secret'), { mustSucceed: 'nix build' }), (error: Error) => {
    assert.ok(error instanceof ProgramFailed)
    assert.equal(error.message, 'nix build failed (exit code 9): why')
    assert.equal(error.exit.code, 9)
    return true
  })
})

test('a child that takes too long is ended with all that it started', async () => {
  let grandchild = 0
  await assert.rejects(
    run(...sh('sleep 60 & echo $!; wait'), { timeoutSeconds: 0.3, onStdoutLine: (line) => (grandchild = Number(line)) }),
    (error: Error) => error instanceof ProgramTimeout && error.message === 'sh had not ended after 0.3 s and was stopped',
  )
  assert.ok(await gone(grandchild))
})

test('an aborted signal ends the child and rejects with its reason, once the child is gone', async () => {
  const abort = new AbortController()
  let pid = 0
  const running = run(...sh('echo $$; trap "echo got it; exit 1" TERM; sleep 60 & wait'), {
    signal: abort.signal,
    onStdoutLine: (line) => {
      if (pid !== 0) return
      pid = Number(line)
      abort.abort(new Error('cancelled by the runner'))
    },
  })
  await assert.rejects(running, /cancelled by the runner/)
  assert.ok(!isAlive(pid))
  await assert.rejects(run('true', [], { signal: abort.signal }), /cancelled by the runner/)
})

test('a child that ignores SIGTERM is killed after the grace, and so is its process group', async () => {
  const abort = new AbortController()
  const pids: number[] = []
  const running = run(...sh('trap "" TERM; sleep 60 & echo $!; echo $$; while :; do sleep 1; done'), {
    signal: abort.signal,
    graceSeconds: 0.3,
    onStdoutLine: (line) => {
      if (pids.push(Number(line)) === 2) abort.abort(new Error('enough'))
    },
  })
  await assert.rejects(running, /enough/)
  for (const pid of pids) assert.ok(await gone(pid))
})

test('a background process that holds the pipes open does not hold up the result', async () => {
  let pid = 0
  const started = performance.now()
  const result = await run(...sh('setsid sleep 60 & echo $!; exit 2'), { onStdoutLine: (line) => (pid = Number(line)) })
  assert.equal(result.code, 2)
  assert.ok(performance.now() - started < 10_000)
  process.kill(pid)
})

test('a line callback that throws ends the child, and its error is told', async () => {
  await assert.rejects(
    run(...sh('echo x; sleep 60'), {
      onStdoutLine: () => {
        throw new Error('cannot render that')
      },
    }),
    /cannot render that/,
  )
})

test('one can talk with a child while it runs', async () => {
  const child = start(...sh('while read -r line; do echo "you said $line"; done; echo bye; echo note >&2; exit 3'))
  child.stdin.write('hello\n')
  const heard: string[] = []
  for await (const line of child.lines) {
    heard.push(line)
    if (heard.length === 1) child.stdin.end('again\n')
  }
  assert.deepEqual(heard, ['you said hello', 'you said again', 'bye'])
  assert.deepEqual(await child.exited, { code: 3, stderrTail: 'note\n' })
})

test('lines of a child that is gone already are still there for the one who comes late', async () => {
  const child = start(...sh('echo one; echo two'))
  await sleep(300)
  const heard: string[] = []
  for await (const line of child.lines) heard.push(line)
  assert.deepEqual(heard, ['one', 'two'])
  assert.equal((await child.exited).code, 0)
})

test('a child that one talks with is stopped, and writing to it does no harm', async () => {
  const child = start('cat', [])
  child.stop()
  assert.equal((await child.exited).code, 143)
  child.stdin.write('too late')
})

test('children end with us', async () => {
  const script = `
    import { run } from ${JSON.stringify(new URL('../../../src/runner/process.ts', import.meta.url).href)}
    run('sh', ['-c', 'trap "" TERM; sleep 60 & echo $!; wait'], { onStdoutLine: (line) => { console.log(line); process.exit(7) } })`
  const { code, stdout } = await run(process.execPath, ['--input-type=module', '-e', script])
  assert.equal(code, 7)
  assert.ok(await gone(Number(stdout)))
})
