import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { NixEvent } from '../../../src/nix/event.ts'
import { explain } from '../../../src/nix/failure.ts'
import { parseNixLog } from '../../../src/nix/log.ts'
import { NixProgress } from '../../../src/nix/progress.ts'
import { logLines } from '../../../src/report/log.ts'

// logs/ has what real Nix said: builds that succeed, that fail with --keep-going, downloads, errors of evaluation.
const recorded = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, 'logs', `${name}.txt`), 'utf8')
    .trimEnd()
    .split('\n')

function play(lines: string[], options: string[] = []): { progress: NixProgress; events: NixEvent[]; log: string[] } {
  const events: NixEvent[] = []
  const progress = new NixProgress((event) => events.push(event), { options })
  for (const line of lines) progress.line(line)
  progress.end()
  // Times are not of the recording.
  const log = events.flatMap((event) => logLines(event)).map((line) => line.replace(/\d+\.\d s/, '# s'))
  return { progress, events, log }
}

for (const version of ['2.26', '2.34']) {
  describe(`the log of Nix ${version}`, () => {
    it('has a line for what begins and ends', () => {
      assert.deepEqual(play(recorded(`${version}-good`)).log, [
        'nix | these 3 derivations will be built',
        'nix | building dep-a-1.0',
        'nix | built dep-a-1.0 in # s',
        'nix | building dep-b-2.0',
        'nix | built dep-b-2.0 in # s',
        'nix | building nixos-good',
        'nix | built nixos-good in # s',
      ])
    })

    it('tells downloads when they are over, one line a path', () => {
      const { log, progress } = play(recorded(`${version}-sub-http`))
      const copies = log
        .filter((line) => line.startsWith('nix | copy'))
        .toSorted()
        .map((line) => line.replace(/\d+ bytes/, '# bytes'))
      assert.deepEqual(
        copies,
        ['dep-a-1.0', 'dep-b-2.0', 'nixos-good'].map((name) => `nix | copy of ${name} from http://127.0.0.1:8099/cache: # bytes in # s`),
      )
      assert.deepEqual(log.filter((line) => !line.startsWith('nix | copy')).length, 1)
      const bytes = version === '2.26' ? 360 : 374
      assert.deepEqual(progress.progress().copies, { done: 3, expected: 3, bytes, expectedBytes: bytes })
    })

    it('tells which builds failed, and has their logs', () => {
      const { progress, log } = play(recorded(`${version}-broken-keep`))
      const ends = log.filter((line) => /^nix \| (?:built|not built)/.test(line)).toSorted()
      assert.deepEqual(ends, ['nix | not built: dep-broken-2.0, after # s', 'nix | not built: nixos-topbroken, after # s'])
      const { builds } = explain(progress.said)
      assert.deepEqual(builds.map(({ message }) => message.split('\n', 1)[0]).toSorted(), [
        'the build of dep-broken-2.0 failed: builder failed with exit code 3',
        'the build of nixos-topbroken failed: builder failed with exit code 4',
      ])
      const logs = new Map(builds.map(({ derivation }) => [derivation.slice(44, -4), progress.logOf(derivation)]))
      assert.equal(logs.get('dep-broken-2.0')?.lines.length, 34)
      assert.deepEqual([logs.get('dep-broken-2.0')?.lines[0]?.slice(0, 6), logs.get('dep-broken-2.0')?.lines.at(-1)], ['line 1', 'no'])
    })

    it('has the place of an error', () => {
      const { places, message } = explain(play(recorded(`${version}-eval-imported`)).progress.said, { action: 'cannot build imported' })
      assert.match(message, /^cannot build imported: deep down\n/)
      assert.deepEqual(
        places.map(({ path, line, column }) => [path.replace(/^.*\/sub\//, ''), line, column]),
        [['bad.nix', 2, 28]],
      )
      assert.deepEqual(explain(play(recorded(`${version}-list-syntax`)).progress.said).places[0]?.line, 3)
    })
  })
}

describe('a heartbeat', () => {
  const lines = recorded('2.34-good')
  const upTo = (found: string): string[] => lines.slice(0, lines.findIndex((line) => line.includes(found)) + 1)
  const beat = (said: string[]): string => {
    const { progress } = play(said)
    return (logLines({ type: 'nix-progress', ...progress.progress(), seconds: 45 })[0] ?? '').replace(/\d\.\d s/, '# s')
  }
  for (const [when, said, text] of [
    ['at first', [], 'nix | 45 s: evaluating, 0 files read'],
    ['while it evaluates', upTo('call-flake.nix'), 'nix | 45 s: evaluating nixosConfigurations.good, 4 files read'],
    ['while it builds', upTo('hello '), 'nix | 45 s: 0 of 3 built, 1 building; longest: dep-a-1.0, # s'],
    ['in a phase of a build', upTo('"fields":["build"]'), 'nix | 45 s: 1 of 3 built, 1 building; longest: dep-b-2.0, # s (build)'],
    [
      'while it copies',
      recorded('2.34-sub-http').filter((line) => !line.includes('"stop"')),
      'nix | 45 s: 3 of 3 paths copied, 374 bytes of 374 bytes; longest: dep-b-2.0, # s',
    ],
  ] as const)
    it(`says how far it is: ${when}`, () => assert.equal(beat([...said]), text))

  it('comes as often as was asked for, and no more when Nix is gone', async () => {
    const events: NixEvent[] = []
    const progress = new NixProgress((event) => events.push(event), { options: [], heartbeatSeconds: 0.02 })
    await new Promise((resolve) => setTimeout(resolve, 130))
    progress.end()
    const beats = events.length
    assert.ok(beats >= 2 && beats <= 7, String(beats))
    await new Promise((resolve) => setTimeout(resolve, 60))
    assert.equal(events.length, beats)
  })
})

describe('what Nix says', () => {
  const message = (text: string, level = 0): string => `@nix ${JSON.stringify({ action: 'msg', level, msg: text })}`
  it('is told in its words, line by line', () =>
    assert.deepEqual(play([message('\u001b[35;1mwarning:\u001b[0m one\ntwo', 1)]).log, ['nix | warning: one', 'nix | two']))
  it('of no interest is left out, unless nix-options ask for it', () => {
    assert.deepEqual(play([message('talk', 4)]).log, [])
    for (const option of ['-v', '--verbose', '--debug', '-vvv']) assert.deepEqual(play([message('talk', 4)], [option]).log, ['nix | talk'])
  })
  it('beside its log passes as it is', () => {
    for (const line of ['remote: hello', '@nix', '@nix {', '@nix []', '@nix null', '@nix {"action":"new"}'])
      assert.deepEqual(play([line]).log, [`nix | ${line}`])
  })
  it('in pieces, for it is very long, is put together', () => {
    const text = `trace: ${'x'.repeat(200_000)}`
    const line = message(text)
    const pieces = line.match(/.{1,65536}/gs) ?? []
    assert.deepEqual(play([...pieces, message('after')]).log, [`nix | ${text}`, 'nix | after'])
  })
  it('with the wrong types does no harm', () => {
    for (const said of [
      '{"action":"start","type":"x","fields":{}}',
      '{"action":"start","type":105}',
      '{"action":"result","id":7,"type":101,"fields":[]}',
      '{"action":"stop"}',
      '{"action":"msg","msg":7}',
    ])
      play([`@nix ${said}`])
  })
  it('has ids that are more than a number holds', () => {
    const line = parseNixLog('@nix {"action":"stop","id":18014398509481985}')
    assert.deepEqual(line, { action: 'stop', id: '18014398509481985' })
  })
  it('of where it downloads from has no password and no signature', () => {
    const start = { action: 'start', id: 1, level: 4, parent: 0, text: '', type: 101, fields: ['https://me:secret@example.com/x.tar.gz?sig=secret'] }
    assert.deepEqual(play([`@nix ${JSON.stringify(start)}`, '@nix {"action":"stop","id":1}']).log, [
      'nix | download of https://example.com/x.tar.gz: 0 bytes in # s',
    ])
  })
  it('in a build is kept to its end', () => {
    const derivation = `/nix/store/${'0'.repeat(32)}-loud.drv`
    const { progress } = play([
      `@nix ${JSON.stringify({ action: 'start', id: 1, level: 3, parent: 0, text: '', type: 105, fields: [derivation, '', 1, 1] })}`,
      ...Array.from({ length: 10_000 }, (_, index) => `@nix ${JSON.stringify({ action: 'result', id: 1, type: 101, fields: [`line ${index}`] })}`),
      '@nix {"action":"stop","id":1}',
    ])
    const log = progress.logOf(derivation) ?? assert.fail()
    assert.equal(log.lines.length + log.omitted, 10_000)
    assert.ok(log.lines.length >= 2000 && log.lines.length < 4000)
    assert.equal(log.lines.at(-1), 'line 9999')
  })
})
