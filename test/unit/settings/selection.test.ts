import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSelection, select } from '../../../src/settings/selection.ts'

const targets = [
  { name: 'web-1', tags: ['web', 'eu'] },
  { name: 'web-2', tags: ['web'] },
  { name: 'db', tags: ['eu'] },
  { name: 'web.example', tags: [] },
]

function chosen(text: string): string {
  return select(parseSelection(text), targets)
    .map(({ name }) => name)
    .join(' ')
}

describe('a selection', () => {
  const good: [string, string][] = [
    ['db', 'db'],
    ['db web-1', 'web-1 db'],
    ['db,web-1,\n', 'web-1 db'],
    ['web-?', 'web-1 web-2'],
    ['web*', 'web-1 web-2 web.example'],
    ['*', 'web-1 web-2 db web.example'],
    ['@web', 'web-1 web-2'],
    ['@eu !db', 'web-1'],
    ['!@web', 'db web.example'],
    ['!web* ', 'db'],
    ['@web db !web-1', 'web-2 db'],
    ['web.*', 'web.example'],
  ]
  for (const [text, names] of good) it(`${JSON.stringify(text)} chooses ${names}`, () => assert.equal(chosen(text), names))

  const bad: [string, RegExp][] = [
    ['wbe-1', /^'wbe-1' matches no target; did you mean 'web-1'\? Known: web-1, web-2, db, web\.example, @web, @eu$/],
    ['db @ue', /^'@ue' matches no target; did you mean '@eu'/],
    ['!@ue', /^'!@ue' matches no target; did you mean '@eu'/],
    ['web-9*', /^'web-9\*' matches no target/],
    ['db !@eu', /^'db !@eu' leaves no target; known: web-1/],
    ['[ab]*', /^'\[ab\]\*' is not a glob/],
    ['@', /^'' is not a tag/],
    ['-x', /^'-x' cannot name a target/],
  ]
  for (const [text, message] of bad) it(`${JSON.stringify(text)} is refused`, () => assert.throws(() => chosen(text), { name: 'InputError', message }))
})
