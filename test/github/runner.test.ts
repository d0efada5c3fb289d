import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { parseFileCommand, parseLogCommand, type RunOptions, type RunResult, runAction, thisMachine } from './runner.ts'

describe('a line of the log', () => {
  const table: [string, ReturnType<typeof parseLogCommand>][] = [
    ['::error::bad', { command: 'error', properties: {}, data: 'bad' }],
    ['  ::Error title=A%3A b,file=x%2Cy::100%25%0Asure', { command: 'error', properties: { title: 'A: b', file: 'x,y' }, data: '100%\nsure' }],
    ['said ##[set-output name=a;b=%5D]1%3B2', { command: 'set-output', properties: { name: 'a', b: ']' }, data: '1;2' }],
    ['::endgroup::', { command: 'endgroup', properties: {}, data: '' }],
    ['said ::error::bad', undefined],
    ['::unknown::bad', undefined],
    ['::error bad', undefined],
    ['##[error bad', undefined],
    ['', undefined],
  ]
  for (const [line, expected] of table) {
    it(`is ${expected === undefined ? 'no command' : `the command ${expected.command}`}: ${line}`, () => {
      assert.deepEqual(parseLogCommand(line), expected)
    })
  }
})

describe('a file of commands', () => {
  it('has pairs on one line and over many', () => {
    const text = 'a=1=2\n\nb<<END\none\ntwo=2\nEND\nc<<E\nE\nd=<<x\n'
    assert.deepEqual(parseFileCommand(text), { a: '1=2', b: 'one\ntwo=2', c: '', d: '<<x' })
  })
  for (const text of ['nothing', 'a<<E\n1\n', '<<E\nE\n', 'a<<\n']) {
    it(`is refused when it says ${JSON.stringify(text)}`, () => assert.throws(() => parseFileCommand(text), /Invalid/))
  }
})

describe('an action that runs as on GitHub', () => {
  const directory = mkdtempSync(join(tmpdir(), 'runner-test-'))
  after(() => rmSync(directory, { recursive: true }))
  let count = 0

  async function run(main: string, inputs: Record<string, string> = {}, options: Partial<RunOptions> & { post?: string } = {}): Promise<RunResult> {
    const place = join(directory, String(count++))
    mkdirSync(join(place, 'action/dist'), { recursive: true })
    const manifest = `inputs: {command: {default: deploy}, 'with space': {default: 5}, empty: {}}\nruns: {using: node24, main: dist/main.js, post: dist/post.js}\n`
    writeFileSync(join(place, 'action/action.yml'), manifest)
    const prelude = "const { appendFileSync } = require('fs'); const { env } = process;\n"
    writeFileSync(join(place, 'action/dist/main.js'), prelude + main)
    writeFileSync(join(place, 'action/dist/post.js'), prelude + (options.post ?? ''))
    return runAction(thisMachine(place), inputs, { action: join(place, 'action'), ...options })
  }

  it('gets inputs with defaults, and nothing else of ours', async () => {
    process.env['LAB_LEAK'] = 'leak'
    const result = await run("console.log(JSON.stringify([env.INPUT_COMMAND, env.INPUT_WITH_SPACE, env['INPUT_EMPTY'], env.LAB_LEAK ?? null]))", {
      COMMAND: 'status',
    })
    assert.equal(result.log, '["status","5","",null]\n')
    assert.deepEqual([result.code, result.outcome, result.annotations], [0, 'success', []])
  })

  it('is warned of an input that it does not have, and gets it', async () => {
    const result = await run('console.log(env.INPUT_TARGTES)', { targtes: 'x' })
    assert.match(result.annotations[0]?.message ?? '', /Unexpected input\(s\) 'targtes', valid inputs are \['command', 'with space', 'empty'\]/)
    assert.match(result.log, /^x$/m)
  })

  it('gives outputs, a summary, state to post, and environment to later steps, by files and by commands', async () => {
    const result = await run(
      `appendFileSync(env.GITHUB_OUTPUT, 'a<<E\\n1\\n2\\nE\\n'); appendFileSync(env.GITHUB_STEP_SUMMARY, '# S3CRET\\n')
       appendFileSync(env.GITHUB_STATE, 'seen=yes\\n'); appendFileSync(env.GITHUB_ENV, 'LATER=1\\n'); appendFileSync(env.GITHUB_PATH, '/later/bin\\n')
       console.log('::set-output name=b::%25'); console.log('::save-state name=old::too')`,
      {},
      { secrets: ['S3CRET'], post: 'console.log(env.STATE_seen, env.STATE_old, env.LATER, env.PATH.split(":")[0])' },
    )
    assert.deepEqual(result.outputs, { a: '1\n2', b: '%' })
    assert.deepEqual(result.state, { seen: 'yes', old: 'too' })
    assert.deepEqual(result.exported, { env: { LATER: '1' }, path: ['/later/bin'] })
    assert.equal(result.summary, '# ***\n')
    assert.equal(result.post?.log, 'yes too 1 /later/bin\n')
  })

  it('has a log in which commands are carried out and secrets are stars, from stdout and stderr alike', async () => {
    const result = await run(
      `console.error('::error title=T::line%0A2'); console.log('::add-mask::hide%0Ame'); console.log('hide and me and key1')
       console.log('::group::G'); console.log('::endgroup::'); console.log('::debug::not shown')`,
      {},
      { secrets: ['key1\nkey2'] },
    )
    assert.deepEqual(result.annotations, [{ level: 'error', message: 'line\n2', title: 'T' }])
    const lines = result.log.trimEnd().split('\n')
    assert.deepEqual(new Set(lines), new Set(['##[error]line', '2', '*** and *** and ***', '##[group]G', '##[endgroup]']))
    assert.match(result.raw, /hide and me and key1/)
  })

  it('processes no commands between stop-commands and its token', async () => {
    const result = await run(
      "console.log('::stop-commands::tok'); console.log('::set-output name=a::1'); console.log('::error::e'); console.log('::tok::'); console.log('::error::f')",
    )
    assert.deepEqual(result.outputs, {})
    assert.deepEqual(
      result.annotations.map(({ message }) => message),
      ['f'],
    )
    assert.match(result.log, /^::set-output name=a::1$/m)
  })

  it('keeps ten annotations of a level', async () => {
    const result = await run("for (let i = 0; i < 12; i++) { console.log('::error::' + i); console.log('::notice::' + i) }")
    assert.equal(result.annotations.length, 20)
  })

  it('fails for an exit code, for a command that is disabled, and for a file that cannot be read', async () => {
    assert.deepEqual([(await run('process.exitCode = 7')).code, (await run('process.exitCode = 7')).outcome], [7, 'failure'])
    for (const main of ["console.log('::set-env name=A::1')", "appendFileSync(env.GITHUB_OUTPUT, 'nonsense\\n')"]) {
      const result = await run(main)
      assert.deepEqual([result.code, result.outcome], [0, 'failure'])
      assert.match(result.annotations[0]?.message ?? '', /^Unable to process (file )?command/)
    }
  })

  it('loses a summary of more than 1 MiB', async () => {
    const result = await run("appendFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1))")
    assert.equal(result.summary, '')
    assert.match(result.annotations[0]?.message ?? '', /supports content up to a size of 1024k/)
  })

  it('gets SIGINT when cancelled, SIGTERM 7.5 s later, SIGKILL after 2.5 s more, and post runs', async () => {
    const result = await run(
      `const begin = performance.now(); for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => console.log(signal, ((performance.now() - begin) / 1000).toFixed(0)))
       appendFileSync(env.GITHUB_STATE, 'saved=1\\n'); setInterval(() => 0, 1000); console.log('ready')`,
      {},
      { cancelAfter: (output) => output.includes('ready'), post: "console.log('post', env.STATE_saved)" },
    )
    assert.match(result.log, /^ready\nSIGINT 0\nSIGTERM [78]\n$/)
    assert.ok(result.seconds > 9.9 && result.seconds < 12, String(result.seconds))
    assert.deepEqual([result.code, result.outcome, result.post?.log], [137, 'cancelled', 'post 1\n'])
  })

  it('can be cancelled a time after its start, and may never start: post runs all the same', async () => {
    const main = 'setInterval(() => 0, 1000)'
    const cancelled = await run(main, {}, { cancelAfter: 5, post: "console.log('post')" })
    assert.deepEqual([cancelled.code, cancelled.outcome, cancelled.post?.log], [130, 'cancelled', 'post\n'])
    const never = await run(main, {}, { skipMain: true, post: "console.log('post')" })
    assert.deepEqual([never.outcome, never.log, never.post?.log], ['failure', '', 'post\n'])
  })

  it('may end in its own time after SIGINT', async () => {
    const main = "process.on('SIGINT', () => setTimeout(() => process.exit(1), 100)); setInterval(() => 0, 1000); console.log('ready')"
    const result = await run(main, {}, { cancelAfter: (output) => output.includes('ready') })
    assert.deepEqual([result.code, result.outcome], [1, 'cancelled'])
  })

  it('is told of processes that it left, which are ended then', async () => {
    const file = join(directory, 'left.pid')
    const main = `const child = require('child_process').spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' }); child.unref(); appendFileSync('${file}', String(child.pid))`
    const result = await run(main)
    assert.deepEqual(result.leftovers, ['sleep 1000'])
    // Nobody buries it at once: an empty command line is that of a dead process.
    await eventually('it has ended', () => {
      const commandLine = `/proc/${readFileSync(file, 'utf8')}/cmdline`
      return !existsSync(commandLine) || readFileSync(commandLine, 'utf8') === ''
    })
  })
})
