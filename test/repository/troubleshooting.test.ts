import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { errorTexts, isShownAs } from './error-texts.ts'

const page = readFileSync(new URL('../../docs/troubleshooting.md', import.meta.url), 'utf8')

/** What the first cells of the tables quote. */
const rows = page
  .split('\n')
  .filter((line) => /^\| .*`/.test(line))
  .flatMap((line) => [...(line.split(/(?<!\\)\|/)[1] ?? '').matchAll(/(?<!`)(`{1,2})(?!`)(.*?)(?<!`)\1(?!`)/g)].map(([, , text = '']) => text))

describe('the troubleshooting page', () => {
  const texts = errorTexts()

  it('has a row for every error text of the sources', () => {
    assert.ok(texts.length > 200)
    const missing = texts.filter(({ text }) => !rows.some((row) => isShownAs(text, row)))
    assert.deepEqual(
      missing.map(({ file, line, text }) => `src/${file}:${line}: ${text}`),
      [],
    )
  })

  it('has no row for what no source says, and none twice', () => {
    assert.deepEqual(
      rows.filter((row) => !texts.some(({ text }) => isShownAs(text, row))),
      [],
    )
    assert.deepEqual(
      rows.filter((row, index) => rows.indexOf(row) !== index),
      [],
    )
  })
})
