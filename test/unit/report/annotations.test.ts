import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { TargetResult } from '../../../src/events/results.ts'
import { inRepository, placesIn } from '../../../src/nix/place.ts'
import { wordsOf } from '../../../src/nix/words.ts'
import { fitAnnotations, fitMessage } from '../../../src/report/annotations.ts'
import { worstFirst } from '../../../src/report/outcome.ts'

describe('annotations', () => {
  const problems = (count: number, message = 'no route'): Parameters<typeof fitAnnotations>[0] =>
    Array.from({ length: count }, (_, index) => ({ name: `host-${index}`, title: `host-${index}: failed`, message }))

  it('are as many as there are problems, as long as GitHub keeps them', () => {
    assert.deepEqual(fitAnnotations(problems(10)), problems(10))
    assert.deepEqual(fitAnnotations([]), [])
  })
  it('of more problems end with one that names the rest, and why', () => {
    const shown = fitAnnotations(problems(12, 'no route\nto host'))
    assert.equal(shown.length, 10)
    assert.equal(shown[9]?.title, '3 more')
    assert.equal(
      shown[9].message,
      'And host-9, host-10, host-11. Why is also in the log:\nhost-9: failed: no route\nhost-10: failed: no route\nhost-11: failed: no route',
    )
  })
  it('of very many are no longer than GitHub keeps, and still name all that fit', () => {
    const shown = fitAnnotations(problems(300, 'x'.repeat(10_000)))
    for (const { message } of shown) assert.ok(message.length <= 4096)
    for (let index = 9; index < 300; index++) assert.ok(shown[9]?.message.includes(`host-${index}`), String(index))
  })
  it('that are too long keep their beginning and their end', () => {
    const fitted = fitMessage(`begin ${'x'.repeat(9000)} end`)
    assert.ok(fitted.length <= 4096 && fitted.length > 4000)
    assert.match(fitted, /^begin x+\n… \d+ characters are left out here …\nx+ end$/)
    const left = Number(/… (\d+) characters/.exec(fitted)?.[1])
    assert.equal(fitted.replace(/\n….*…\n/, '').length + left, 9010)
    assert.ok(fitMessage('\u{1f600}'.repeat(5000)).isWellFormed())
    assert.equal(fitMessage('x'.repeat(4096)).length, 4096)
  })
  it('of targets begin with one of each state, and then what needs a person most', () => {
    const states = ['unreachable', 'rolled-back', 'rolled-back', 'unreachable', 'failed', 'failed'] as const
    const results = states.map((state, index): [string, TargetResult] => [`${state}-${index}`, { state, seconds: {} }])
    assert.deepEqual(
      worstFirst(results).map(([name]) => name),
      ['failed-4', 'rolled-back-1', 'unreachable-0', 'failed-5', 'rolled-back-2', 'unreachable-3'],
    )
  })
})

describe('places in what Nix says', () => {
  for (const [what, said, places] of [
    [
      'the error itself before the trace',
      'error:\n       … while x\n         at /w/a.nix:1:2:\n            1| x\n\n       … while y\n         at /w/b.nix:3:4:\n\n       error: undefined variable\n       at /w/c.nix:5:6:\n',
      ['/w/c.nix:5:6', '/w/b.nix:3:4', '/w/a.nix:1:2'],
    ],
    [
      'the files of definitions before the trace',
      "error:\n       … while x\n         at /n/lib/modules.nix:1:2:\n\n       error: The option `a' does not exist. Definition values:\n       - In `/w/web.nix': 1\n       - In `/w/flake.nix, via option x': 1\n",
      ['/w/web.nix:undefined:undefined', '/n/lib/modules.nix:1:2'],
    ],
    ['not inside of Nix', 'error:\n       … while x\n         at «nix-internal»/derivation-internal.nix:37:12:\n\n       error: no', []],
    ['none without an error', 'warning: at /w/a.nix:1:2:', []],
  ] as const)
    it(`are ${what}`, () =>
      assert.deepEqual(
        placesIn(wordsOf(said).errors).map(({ path, line, column }) => `${path}:${line}:${column}`),
        places,
      ))
})

describe('a place in the repository', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'places-')))
  after(() => rmSync(root, { recursive: true }))
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const tree = `store/${'a'.repeat(32)}-source`
  write('ws/nested/flake.nix', 'one')
  write('ws/nested/modules/web.nix', 'web')
  write('outside/flake.nix', 'outside')
  write(`${tree}/nested/flake.nix`, 'one')
  write(`${tree}/nested/modules/web.nix`, 'web')
  write(`${tree}/flake.nix`, 'one')
  write(`${tree}/modules/web.nix`, 'another web')
  write(`${tree}/outside/flake.nix`, 'outside')
  symlinkSync(join(root, 'ws'), join(root, 'link'))

  const find = (path: string, flake: string, workspace = 'ws', directory = 'ws'): string | undefined =>
    inRepository([{ path: join(root, path), line: 1, column: 2 }], { workspace: join(root, workspace), directory: join(root, directory), flake })?.file

  for (const [what, found, file] of [
    ['is where it lies', find('ws/nested/flake.nix', './nested'), 'nested/flake.nix'],
    ['is in a copy of the repository', find(`${tree}/nested/flake.nix`, './nested'), 'nested/flake.nix'],
    ['is in a copy of just the flake', find(`${tree}/flake.nix`, 'path:./nested'), 'nested/flake.nix'],
    ['is below the directory that a reference names', find(`${tree}/flake.nix`, `git+file://${root}/ws?dir=nested`), 'nested/flake.nix'],
    ['is found from a working directory within', find(`${tree}/nested/modules/web.nix`, '.', 'ws', 'ws/nested'), 'nested/modules/web.nix'],
    ['is found through a symbolic link', find(`${tree}/nested/flake.nix`, '.', 'link', 'link/nested'), 'nested/flake.nix'],
    ['may be that of a flake from elsewhere, where it is the same', find(`${tree}/nested/flake.nix`, 'github:a/b'), 'nested/flake.nix'],
    ['is not one whose text is another', find(`${tree}/modules/web.nix`, './nested'), undefined],
    ['is not one outside of the workspace', find('outside/flake.nix', '../outside'), undefined],
    ['is not one above the workspace', find(`${tree}/outside/flake.nix`, '.'), undefined],
    ['is not one that is not there', find('ws/none.nix', '.'), undefined],
    ['is not there without a workspace', find('ws/nested/flake.nix', '.', 'none'), undefined],
  ] as const)
    it(what, () => assert.equal(found, file))
})
