import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Board } from '../../../src/cli/board.ts'
import { paint } from '../../../src/cli/paint.ts'
import { planText } from '../../../src/cli/question.ts'
import { Screen, type Tty } from '../../../src/cli/screen.ts'
import type { Event } from '../../../src/events/event.ts'
import { INPUT_DEFAULTS, type Inputs } from '../../../src/settings/inputs.ts'
import { settingsOf } from '../settings/settings.ts'

const plain = paint(false)

function boardOf(names: readonly string[], events: readonly (readonly [atSeconds: number, event: Event])[]): Board {
  const board = new Board(
    names.map((name) => ({ name })),
    0,
  )
  for (const [at, event] of events) board.add(event, at * 1000)
  return board
}

describe('the board', () => {
  it('has a line for each host: its phase, how long, when it goes back, what it waits for', () => {
    const board = boardOf(
      ['a', 'longer', 'waiting'],
      [
        [1, { type: 'phase-started', target: 'a', phase: 'activate' }],
        [2, { type: 'window', target: 'a', seconds: 300 }],
        [3, { type: 'output', source: 'a', text: 'starting \u001b[31mweb\u001b[0m' }],
        [4, { type: 'phase-started', target: 'longer', phase: 'connect' }],
      ],
    )
    assert.deepEqual(board.lines(12_000, 20, plain), [
      '  a        activate         11 s  goes back in 4 min 50 s unless confirmed · starting web',
      '  longer   connect           8 s  waits for a login',
      '  waiting  waits                  for its turn',
      '0 of 3 done · 12 s',
    ])
    assert.deepEqual(board.windows(12_000), [{ target: 'a', seconds: 290 }])
  })

  it('shows the answer of a check that is red, and is done with who has ended', () => {
    const board = boardOf(
      ['a', 'b'],
      [
        [0, { type: 'phase-started', target: 'a', phase: 'check' }],
        [1, { type: 'check-answered', target: 'a', index: 0, check: 'http://a/', passed: false, answer: 'HTTP 500' }],
        [2, { type: 'target-ended', target: 'b', result: { state: 'failed', seconds: {} } }],
      ],
    )
    assert.deepEqual(board.lines(3000, 20, plain), ['  a  health checks     3 s  http://a/: HTTP 500', '1 of 2 done · 1 not as asked · 3 s'])
  })

  it('shows first who is in a window, and folds what does not fit', () => {
    const names = Array.from({ length: 200 }, (_, index) => `web-${index}`)
    const board = boardOf(names, [
      [0, { type: 'phase-started', target: 'web-150', phase: 'activate' }],
      [0, { type: 'window', target: 'web-150', seconds: 60 }],
      ...names.slice(10, 20).map((target): [number, Event] => [0, { type: 'phase-started', target, phase: 'stage' }]),
    ])
    const lines = board.lines(1000, 6, plain)
    assert.equal(lines.length, 6)
    assert.match(lines[0] ?? '', /^ {2}web-150 {2}activate /)
    assert.equal(lines.at(-2), '  … and 196 more: 7 at stage, 189 waiting')
  })

  it('tells what is done for all, and of hosts only who is at work meanwhile', () => {
    const board = boardOf(
      ['a', 'b'],
      [
        [0, { type: 'phase-started', phase: 'evaluate-and-build', text: 'evaluate and build a' }],
        [1, { type: 'nix-build-started', name: 'linux-6.18' }],
        [2, { type: 'phase-started', target: 'b', phase: 'connect' }],
      ],
    )
    assert.deepEqual(board.lines(20_000, 20, plain), [
      '  evaluate and build a  20 s  building linux-6.18',
      '  b  connect          18 s  waits for a login',
      '0 of 2 done · 20 s',
    ])
  })
})

/** A terminal that keeps what was written to it. */
function terminal(columns: number): { tty: Tty; written: () => string; size: { columns: number } } {
  let text = ''
  const size = { columns, rows: 24, on: () => tty, off: () => tty, write: (said: string) => ((text += said), true) }
  const tty = size as unknown as Tty
  return {
    tty,
    size,
    written: () => {
      const said = text
      text = ''
      return said
    },
  }
}

describe('the screen', () => {
  const up = '\u001b[1A\u001b[2K'

  it('draws anew in place, says what is said above, and gives the terminal back', () => {
    const { tty, written } = terminal(40)
    const screen = new Screen(tty)
    screen.draw(['one', 'two'])
    assert.equal(written(), '\u001b[?25l\u001b[?7lone\ntwo\n\u001b[?7h')
    screen.say(['news'])
    assert.equal(written(), `\r\u001b[2K${up}${up}news\n\u001b[?7lone\ntwo\n\u001b[?7h`)
    screen.draw(['three'])
    assert.equal(written(), `\r\u001b[2K${up}${up}\u001b[?7lthree\n\u001b[?7h`)
    screen.clear()
    assert.equal(written(), `\r\u001b[2K${up}\u001b[?25h`)
    screen.clear()
    assert.equal(written(), '')
  })

  it('takes away the lines that a terminal has broken which became narrower, whatever colours they have', () => {
    const { tty, written, size } = terminal(40)
    const screen = new Screen(tty)
    screen.draw([`\u001b[1m${'x'.repeat(30)}\u001b[22m`, 'y'.repeat(100)])
    written()
    size.columns = 20
    screen.clear()
    // 30 characters are two lines of 20 now; of 100, 40 were shown.
    assert.equal(written(), `\r\u001b[2K${up.repeat(4)}\u001b[?25h`)
  })
})

describe('the question', () => {
  it('names what will be done, where, and the revision', () => {
    const empty = Object.fromEntries(Object.keys(INPUT_DEFAULTS).map((name) => [name, ''])) as Inputs
    const settings = settingsOf({
      ...empty,
      command: 'promote',
      revision: 'v1',
      targets: 'production: deploy@production.example.com:2222\nbackup: {host: "root@[2001:db8::1]:22", activate: boot}',
    })
    assert.equal(
      planText(settings, 'v1'),
      [
        'promote v1 on these 2 targets:',
        '  production  deploy@production.example.com:2222  activated now, booted from then on once it is healthy',
        '  backup      root@[2001:db8::1]:22               booted next time, unwatched',
      ].join('\n'),
    )
  })
})
