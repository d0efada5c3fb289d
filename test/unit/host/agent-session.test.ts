import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import { assemble } from '../../../scripts/shell-parts.ts'
import { toSend } from '../../../src/host/agent.ts'
import { AgentSession } from '../../../src/host/agent-session.ts'
import type { Listener } from '../../../src/host/answer.ts'
import { AgentError } from '../../../src/host/fault.ts'
import { start } from '../../../src/runner/process.ts'

const nobody: Listener = { onLog: () => undefined, onLine: () => undefined, onGreeted: () => undefined }
const functionOf = (name: string): string => new RegExp(`^${name}\\(\\) (?:\\{.*?^\\}|\\{[^\\n]*\\})$`, 'ms').exec(assemble('host-agent.sh'))?.[0] ?? ''

/** An agent's own way to read requests and data, which answers with what it has read. */
const agent = `set -u
  exec 3>&1 4<&0
  newline='\n'
  ${['foreign', 'say', 'answer', 'fail', 'request_data', 'read_request', 'read_fields', 'take_field', 'clear_fields', 'set_field', 'is_number', 'serve_requests'].map(functionOf).join('\n')}
  request_keys='verb data who'
  failed_status=64
  serve() {
    case $req_verb in
      sum) answer "sum $(request_data | sha256sum | cut -d ' ' -f 1)" ;;
      who) answer "is $req_who" ;;
      wait) sleep 60 ;;
      die) exec sh -c 'kill -KILL $$' ;;
      *) fail protocol "no '$req_verb'" ;;
    esac
    answer end
  }
  echo banner
  answer 'nix-flake-deploy agent 1'
  serve_requests`

function session(isMain = false): AgentSession {
  const child = start('sh', ['-c', agent])
  return new AgentSession(child, child.lines[Symbol.asyncIterator](), 'h', isMain)
}

describe('an agent in its session', () => {
  it('serves one request after the other, with data of any size between them', async () => {
    const serving = session()
    for (const bytes of [0, 1, 1024 * 1024 - 1, 3 * 1024 * 1024 + 17]) {
      const data = randomBytes(bytes)
      const parts = Array.from({ length: Math.ceil(bytes / 65_536) }, (_, index) => data.subarray(index * 65_536, (index + 1) * 65_536))
      const { lines, ended } = await serving.ask({ verb: 'sum' }, Readable.from(parts, { objectMode: false }), nobody)
      assert.ok(ended)
      assert.deepEqual(lines, [{ keyword: 'sum', rest: createHash('sha256').update(data).digest('hex') }])
      assert.deepEqual((await serving.ask({ verb: 'who', who: 'octocat' }, undefined, nobody)).lines, [{ keyword: 'is', rest: 'octocat' }])
    }
    assert.ok(serving.isIdle)
    assert.deepEqual(serving.greeting, { greeted: true, login: '', noise: ['banner'] })
    serving.stop()
  })

  it('serves on after an error, unless data may have been left unread', async () => {
    const serving = session()
    const refused = await serving.ask({ verb: 'odd' }, undefined, nobody)
    assert.deepEqual(refused.lines, [{ keyword: 'error', rest: "protocol no 'odd'" }])
    assert.ok(serving.isIdle)
    await serving.ask({ verb: 'odd' }, 'verb=who', nobody)
    assert.ok(serving.isOver)
  })

  it('ends where a request was killed, so that nobody waits for its answer', async () => {
    const serving = session()
    const { ended, lines } = await serving.ask({ verb: 'die' }, undefined, nobody)
    assert.deepEqual({ ended, lines }, { ended: false, lines: [] })
    assert.equal((await serving.exited).code, 137)
  })

  it('is over as soon as its process is, though nobody reads what it has said', async () => {
    const child = start('sh', ['-c', 'seq 1000'])
    const serving = new AgentSession(child, child.lines[Symbol.asyncIterator](), 'h', false)
    await child.ended
    await Promise.resolve()
    assert.ok(serving.isOver)
    serving.stop()
    await serving.exited
  })

  it('is not waited for where its output has ended and its process stays, as a connection does for others', async () => {
    const child = start('sh', ['-c', "echo 'nix-flake-deploy agent 1'; read -r _; exec 1>&-; sleep 60"])
    const serving = new AgentSession(child, child.lines[Symbol.asyncIterator](), 'h', true)
    const started = performance.now()
    assert.deepEqual(await serving.ask({ verb: 'confirm' }, undefined, nobody), { lines: [], ended: false })
    assert.ok(performance.now() - started < 30_000)
    assert.ok(serving.isOver)
    assert.ok((await serving.exited).code > 128)
  })

  it('is not waited for where it has answered and does not read what is sent', async () => {
    const child = start('sh', ['-c', "echo 'nix-flake-deploy agent 1'; read -r _; echo staged x; echo end; sleep 60"])
    const serving = new AgentSession(child, child.lines[Symbol.asyncIterator](), 'h', false)
    const data = Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(65_536)))
    assert.deepEqual(await serving.ask({ verb: 'import' }, data, nobody), { lines: [{ keyword: 'staged', rest: 'x' }], ended: true })
    assert.ok(serving.isOver)
    await serving.exited
  })

  it('is asked any number of times with data, and nothing is left listening', async () => {
    const child = start('sh', ['-c', agent])
    const serving = new AgentSession(child, child.lines[Symbol.asyncIterator](), 'h', false)
    const listening = (): number[] => ['error', 'close', 'drain'].map((event) => child.stdin.listenerCount(event))
    await serving.ask({ verb: 'sum' }, 'x', nobody)
    const before = listening()
    for (let times = 0; times < 12; times++) await serving.ask({ verb: 'sum' }, 'x'.repeat(1024 * 1024 + times), nobody)
    assert.deepEqual(listening(), before)
    serving.stop()
  })

  it('is over where its data broke off, and says why', async () => {
    const serving = session()
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('some')
      await Promise.resolve()
      throw new Error('no such file')
    }
    await assert.rejects(serving.ask({ verb: 'sum' }, Readable.from(broken()), nobody), /what h lacks could not be sent: no such file/)
    assert.ok(serving.isOver)
  })

  for (const isMain of [true, false]) {
    it(`is left alone by a call that is aborted${isMain ? ', and the connection with it stays' : ', and ends'}`, async () => {
      const serving = session(isMain)
      const over = new AbortController()
      setTimeout(() => over.abort(new Error('cancelled')), 200)
      await assert.rejects(serving.ask({ verb: 'wait' }, undefined, nobody, over.signal), /cancelled/)
      assert.ok(serving.isOver)
      const ended = await Promise.race([serving.exited.then(() => true), new Promise((resolve) => setTimeout(resolve, isMain ? 300 : 5000, false))])
      assert.equal(ended, !isMain)
      serving.stop()
    })
  }

  it('that says what no agent says is ended', async () => {
    const child = start('sh', ['-c', "echo 'nix-flake-deploy agent 1'; echo 'lacks $(reboot)'; sleep 60"])
    const serving = new AgentSession(child, child.lines[Symbol.asyncIterator](), 'h', false)
    await assert.rejects(
      serving.ask({ verb: 'lacking' }, undefined, nobody),
      (error) => error instanceof AgentError && /what no host agent says/.test(error.message),
    )
    await serving.exited
  })
})

describe('the agent as it is sent', () => {
  it('has no comments, and nothing that only an installed one does, and is a script all the same', () => {
    const sent = toSend(assemble('host-agent.sh'))
    assert.doesNotMatch(sent, /^ *#/m)
    assert.doesNotMatch(sent, /^(?:serve_key|apply_role|boot_guard)\(\)/m)
    assert.match(sent, /^serve_requests\(\)/m)
    // Of the rest it needs nothing that is not there: a role alone leads to those parts, and a word that nothing sends.
    const whole = assemble('host-agent.sh')
    const missing = [...whole.matchAll(/^([a-z_]+)\(\)/gm)].map(([, name = '']) => name).filter((name) => !new RegExp(`^${name}\\(\\)`, 'm').test(sent))
    assert.ok(missing.length > 5)
    const calls = sent.split('\n').filter((line) => missing.some((name) => new RegExp(`(?<![a-z_"$])${name}(?![a-z_=])`).test(line)))
    assert.deepEqual(
      calls.map((line) => line.trim()),
      ['[ -z "$role" ] || apply_role', 'serve_key "$@"'],
    )
    for (const shell of ['bash', 'dash']) assert.equal(spawnSync(shell, ['-n'], { input: sent, encoding: 'utf8' }).stderr, '')
  })
})
