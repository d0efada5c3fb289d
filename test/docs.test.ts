import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readAction, withTables } from '../scripts/docs.ts'

const action = readAction()

describe('the documentation', () => {
  it('of inputs and outputs in README.md is that of action.yml (else: npm run docs)', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    assert.equal(readme, withTables(readme, action))
    for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)]) assert.match(readme, new RegExp(`^\\| \`${name}\` \\|`, 'm'))
  })

  it('says of every input and output what it is, in whole sentences', () => {
    for (const [name, { description }] of Object.entries({ ...action.inputs, ...action.outputs })) {
      assert.match(description.trim(), /^[`A-Z].{20,}\.$/s, name)
    }
  })

  it('says of every input what happens where it is not given', () => {
    for (const [name, { description, default: given }] of Object.entries(action.inputs)) {
      assert.ok(given !== undefined || /default|needed|needs/i.test(description), name)
    }
  })

  it('needs the runtime that the tests run on', () => {
    const text = readFileSync(new URL('../action.yml', import.meta.url), 'utf8')
    assert.match(text, /^runs:\n {2}using: node24\n {2}main: dist\/index\.js\n {2}post: dist\/index\.js\n$/m)
    assert.match(process.version, /^v24\./)
    assert.equal(`v${readFileSync(new URL('../.node-version', import.meta.url), 'utf8').trim()}`, process.version)
  })
})
