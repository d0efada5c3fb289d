import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import ts from 'typescript'
import { textsOf } from './texts.ts'

const docs = resolve(import.meta.dirname, '../../docs')

/** The names of the tests in a file, each after those of what it is in; with `…` for what is made as it runs. */
function testNames(file: string): string[] {
  const names: string[] = []
  const visit = (node: ts.Node, above: string): void => {
    const called = ts.isCallExpression(node) ? node.expression.getText() : ''
    const own = ts.isCallExpression(node) && /^(describe|it|test)$/.test(called) ? node.arguments.slice(0, 1).flatMap(textsOf) : []
    if (called !== 'describe') names.push(...own.map((name) => `${above} ${name}`.trim()))
    ts.forEachChild(node, (child) => visit(child, called === 'describe' ? `${above} ${own[0] ?? ''}` : above))
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true), '')
  return names
}

describe('the threat table of the security page', () => {
  const page = readFileSync(join(docs, 'security.md'), 'utf8')
  const table = page
    .slice(page.indexOf('\n## Threats\n'))
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
  const named = table.map((row) =>
    [...(row.split('|')[3] ?? '').matchAll(/\[\w[\w-]*\]\((\S+\.test\.ts)\): “([^”]+)”/g)].map(([, file = '', name = '']) => ({ file, name })),
  )

  it('names for each threat a test that holds what it says', () => {
    assert.ok(table.length > 10)
    for (const [index, tests] of named.entries()) assert.ok(tests.length > 0, table[index])
  })

  it('names tests that are there', () => {
    for (const { file, name } of named.flat()) assert.ok(testNames(join(docs, file)).includes(name), `${file} has no test “${name}”`)
  })
})
