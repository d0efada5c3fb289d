// The job summary as a page: golden files (RENEW_GOLDEN=1 test/run.sh test/unit/report/summary.test.ts writes them anew), its limits, and
// that others' text stays text.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { asOutput, type TargetResult } from '../../../src/events/results.ts'
import { code, codeBlock, table, titleCode } from '../../../src/report/markdown.ts'
import { type SummaryData, summary } from '../../../src/report/summary.ts'
import { elementsOf } from './page.ts'
import { changes, is, samples, story, toplevel, was } from './summary-samples.ts'

describe('the job summary', () => {
  for (const [name, data] of Object.entries(samples)) {
    it(`of a run that is ${name} is its golden file`, () => {
      const file = join(import.meta.dirname, 'golden', `${name}.md`)
      const page = summary(data)
      if (process.env['RENEW_GOLDEN'] === '1') writeFileSync(file, page)
      assert.equal(page, readFileSync(file, 'utf8'))
    })
  }

  it('is what the picture in the README shows (else: npm run picture)', () => {
    const [digest] = readFileSync(join(import.meta.dirname, '../../../docs/summary.sha256'), 'utf8').split(' ')
    assert.equal(
      digest,
      createHash('sha256')
        .update(readFileSync(join(import.meta.dirname, 'golden/deployed.md')))
        .digest('hex'),
    )
  })

  it('stands on the page as its parts: tables, a drawing, steps to copy', () => {
    const elements = elementsOf(summary(samples['deployed'] as SummaryData))
    assert.deepEqual(
      elements.filter(({ tagName }) => /^h\d$/.test(tagName)).map(({ text }) => text),
      ['❌ deploy: 1 of 3 targets not as asked', 'What went wrong', 'What changed', 'Health checks', 'When', 'The way back, and on'],
    )
    assert.equal(elements.filter(({ tagName }) => tagName === 'table').length, 7)
    assert.equal(elements.filter(({ tagName }) => tagName === 'details').length, 3)
  })
})

/** As a job's outputs are measured. */
function inUtf16(output: unknown): number {
  return 2 * JSON.stringify(output).length
}

/** Of a deployment to these targets. */
function settingsOf(...names: string[]): SummaryData['settings'] {
  const { settings } = samples['deployed'] as SummaryData
  const target = settings?.targets[0]
  if (settings === undefined || target === undefined) throw new Error('the sample has no target')
  return { ...settings, targets: names.map((name) => ({ ...target, name })) }
}

/** A page about as many targets and changed packages, with others' text as long as it may be. */
function large(targets: number, packages: number, text: string): SummaryData {
  const names = Array.from({ length: targets }, (_, index) => `machine-${index}-${'x'.repeat(80)}`)
  const base = samples['deployed'] as SummaryData
  const stories = names.map((name, number) =>
    story(
      name,
      { state: number % 2 === 0 ? 'rolled-back' : 'activated', revision: is, previousRevision: `${was}${number}`, toplevel: toplevel(name, '1'), reason: text },
      {
        phases: Array.from({ length: 8 }, () => ({ phase: 'check', startedAt: new Date(base.startedAt).toISOString(), seconds: 3 })),
        checks: Array.from({ length: 5 }, (_, index) => ({ check: `${index} ${text}`, passed: false, answer: text, attempts: 3 })),
        changes: {
          ...changes,
          rebuilt: number,
          packages: Array.from({ length: packages }, (_, index) => ({
            name: `package-${index}`,
            kind: 'upgraded',
            before: [`1.${index}`],
            after: [`2.${index}`],
            bytes: index,
          })),
        },
      },
    ),
  )
  const results = Object.fromEntries(stories.map(({ name, result, phases, checks, changes }) => [name, { ...result, phases, checks, changes } as TargetResult]))
  return { ...base, settings: settingsOf(...names), stories, report: { results } }
}

describe('a large run', () => {
  for (const [what, text] of [
    ['plain', 'it did not start'],
    ['hostile', '|*<&'.repeat(2000)],
    ['of many bytes', '字'.repeat(5000)],
  ] as const) {
    it(`stays below 1 MiB, and counts what it leaves out, with text that is ${what}`, () => {
      const page = summary(large(300, 5000, text))
      const bytes = Buffer.byteLength(page)
      assert.ok(bytes < 1_000_000 && bytes > 200_000, String(bytes))
      assert.match(page, /… and \d+ more packages, left out here/)
      assert.match(page, /… and 281 more targets, left out here/)
      assert.match(page, /… and \d+ more rows, left out here/)
      assert.match(page, /^## ❌ deploy: 150 of 300 targets not as asked$/m)
    })
  }

  it('of one system shows thousands of packages, and counts the others', () => {
    const page = summary(large(1, 5000, 'x'))
    const shown = page.match(/^\| upgraded \|/gm)?.length ?? 0
    assert.ok(shown > 1000, String(shown))
    assert.ok(page.includes(`… and ${5000 - shown} more packages, left out here`))
  })

  it('has results that fit into an output, with a count of the packages that do not', () => {
    const results = large(300, 5000, 'it did not start').report?.results ?? {}
    const output = asOutput(results)
    assert.ok(inUtf16(output) < 1_000_000, String(inUtf16(output)))
    assert.deepEqual(output['machine-1-' + 'x'.repeat(80)]?.state, 'activated')
    for (const { changes } of Object.values(large(40, 5000, 'it did not start').report?.results ?? {}))
      assert.equal((changes?.packages.length ?? 0) + (changes?.leftOut ?? 0), 5000)
    const few = large(2, 10, 'x').report?.results ?? {}
    assert.deepEqual(asOutput(few), few)
  })
})

describe("others' text on the page", () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '</code></td></table><h1>x</h1>',
    '| a | b |',
    '\\| a \\\\| b',
    '`x` ``y``',
    '**bold** _it_ ~~no~~',
    '[x](https://evil.example)',
    '![x](https://evil.example/x.png)',
    'https://evil.example www.evil.example a@evil.example',
    '<!-- -->',
    '&lt;b&gt; &#60;b&#62;',
    '$x$ $$y$$',
    '\u202etxt.exe',
    '\u001b[31mred',
    'a\nb\r\nc',
    '```\n# x',
    '~~~\nx',
    '# x',
    '- x',
    '> x',
    '1. x',
    '[^1] [^1]: x',
    ':tada:',
  ]
  for (const text of hostile) {
    it(`is only text: ${JSON.stringify(text)}`, () => {
      const page = `${table(['one', 'two'], [[code(text), `${code(text)}<br>${code(text)}`]], 10_000, 'row')}\n\nit said ${code(text)} ${code(text)}\n\n> ${code(text)}\n\n<details><summary>${titleCode(text)}</summary>\n\n${codeBlock(text, 'yaml')}\n\n</details>\n\nend\n`
      const elements = elementsOf(page)
      assert.deepEqual(
        elements.map(({ tagName }) => tagName),
        [
          'table',
          'thead',
          'tr',
          'th',
          'th',
          'tbody',
          'tr',
          'td',
          'code',
          'td',
          'code',
          'br',
          'code',
          'p',
          'code',
          'code',
          'blockquote',
          'p',
          'code',
          'details',
          'summary',
          'code',
          'pre',
          'code',
          'p',
        ],
      )
      const shown = elements
        .filter(({ tagName }) => tagName === 'code')
        .slice(0, -1)
        .map(({ text: said }) => said.replaceAll('\u{200b}', ''))
      assert.equal(new Set(shown).size, 1, shown.join('\n'))
      assert.equal(elements.at(-1)?.text, 'end')
    })
  }

  it('stands there word for word, so that GitHub can mask what is secret in it', () => {
    for (const secret of ['ghp_AbC_9dE', 'sk_live_!x$y*z', 'a+b/c==', 'p@ss#word~[1](2){3}', 'back\\slash', '"quoted\'']) {
      const sample = samples['deployed'] as SummaryData
      const told = story(
        'web',
        { state: 'failed', revision: is, reason: `health check failed: it said ${secret}` },
        { checks: [{ check: `command 'curl -H ${secret}'`, passed: false, answer: `said ${secret}`, attempts: 1 }] },
      )
      const page = summary({ ...sample, settings: settingsOf('web'), stories: [told], report: { results: { web: told.result as TargetResult } } })
      assert.equal(page.split(secret).length - 1, 3, page)
      const failed = summary({ ...sample, report: undefined, failure: `no ${secret}` })
      assert.ok(failed.includes(secret), failed)
    }
  })

  it('is never cut within a word, which may be half of a secret', () => {
    assert.equal(code(`a b ${'s'.repeat(700)}`), '`a b…`')
    assert.equal(code(`https://x/y?token=${'s'.repeat(700)}`), '`https://x/y…`')
    assert.equal(code('s'.repeat(700)), '`…`')
  })

  it('stays readable', () => {
    assert.equal(elementsOf(code('the status is 500, not 2xx: <b>'))[1]?.text, 'the status is 500, not 2xx: <b>')
    assert.deepEqual(elementsOf(table(['a'], [[code('a|b `c` @d #1 |')]], 1000, 'row')).at(-1)?.text, 'a|b `c` @d #1 |')
  })
})
