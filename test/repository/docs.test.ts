import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { manifestJsonSchema, readAction, withTables } from '../../scripts/docs.ts'
import { assemble } from '../../scripts/shell-parts.ts'

const action = readAction()
const root = resolve(import.meta.dirname, '../..')

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** The files that git tracks, or would track. */
function ourFiles(): string[] {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  return stdout.split('\n').filter((file) => file !== '' && existsSync(join(root, file)))
}

const pages = ourFiles().filter((file) => file.endsWith('.md'))

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): string[] {
  const headings = page.replaceAll(/^```[\s\S]*?^```/gm, '').match(/^#+ .*$/gm) ?? []
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** The cells of the table below a heading, row by row, without its head. */
function tableBelow(page: string, heading: string): string[][] {
  const text = page.slice(page.indexOf(`\n${heading}\n`))
  const rows = /(?:^\|.*\n)+/m.exec(text)?.[0].trim().split('\n').slice(2) ?? []
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** The words in backticks. */
function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

describe('the documentation', () => {
  it('of inputs and outputs in README.md is that of action.yml (else: npm run docs)', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
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

  it('describes the action in no more than the 125 characters that the Marketplace takes', () => {
    const { description } = action
    assert.ok(description.length > 0 && description.length <= 125, `${description.length} characters`)
  })

  it('needs the runtime that the tests run on', () => {
    const text = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')
    assert.match(text, /^runs:\n {2}using: node24\n {2}main: dist\/index\.js\n {2}post: dist\/post\.js\n$/m)
    assert.match(process.version, /^v24\./)
    assert.equal(`v${readFileSync(new URL('../../.node-version', import.meta.url), 'utf8').trim()}`, process.version)
  })
})

describe('docs/manifest.schema.json', () => {
  it('is the schema of what the action reads (else: npm run docs)', () => assert.equal(read('docs/manifest.schema.json'), manifestJsonSchema()))

  it('has each part that docs/archive-format.md tells of, and no other', () => {
    const { properties } = JSON.parse(read('docs/manifest.schema.json')) as { properties: object }
    const told = tableBelow(read('docs/archive-format.md'), '## manifest.json').map(([key = '']) => codeIn(key)[0])
    assert.deepEqual(told, Object.keys(properties))
  })
})

describe('the pages', () => {
  it('link to what is there', () => {
    assert.ok(pages.includes('README.md') && pages.includes('docs/architecture.md') && pages.includes('docs/host-setup.md'))
    for (const page of pages) {
      const text = read(page).replaceAll(/^```[\s\S]*?^```/gm, '')
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https:\/\//.test(target)) continue
        const [path = '', anchor] = target.split('#', 2)
        const file = path === '' ? page : relative(root, resolve(root, dirname(page), path))
        assert.ok(existsSync(join(root, file)), `${page} links to ${target}, which is not there`)
        if (anchor !== undefined) assert.ok(anchors(read(file)).includes(anchor), `${page} links to ${target}, and ${file} has no such heading`)
      }
    }
  })

  it('name files of the sources that are there', () => {
    const named = [...read('docs/architecture.md').matchAll(/\b((?:src|test|docs|dist)\/[\w./*-]*)/g)].map(([, file = '']) => file.replace(/\.$/, ''))
    assert.ok(named.length > 10)
    for (const file of named) {
      const there = file.includes('*')
        ? readdirSync(join(root, dirname(file))).some((name) => name.startsWith(file.split('/').at(-1)?.split('*')[0] ?? ''))
        : existsSync(join(root, file))
      assert.ok(there, `docs/architecture.md names ${file}`)
    }
  })

  it('quote error messages that are really given', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|sh|nix)$/.test(file))
      .map((file) => read(join('src', file)).replaceAll("\\'", "'"))
      .join('\n')
    const rows = tableBelow(read('README.md'), '## Troubleshooting')
    assert.ok(rows.length > 10)
    for (const [message = ''] of rows) {
      for (const piece of codeIn(message).flatMap((code) => code.split('…'))) assert.ok(sources.includes(piece.trim()), `no source says: ${piece}`)
    }
  })
})

describe('the architecture page', () => {
  const page = read('docs/architecture.md')
  const agent = assemble('host-agent.sh')
  const drawing = /^```mermaid\nstateDiagram([\s\S]*?)^```/m.exec(page)?.[1] ?? ''

  it('draws every outcome that the host agent knows, and no other', () => {
    const outcomes = new Set([...agent.matchAll(/^\s*conclude ([a-z-]+) /gm)].map(([, outcome = '']) => outcome.replaceAll('-', '_')))
    const drawn = [...drawing.matchAll(/^\s*(\w+) --> idle$/gm)].map(([, state = '']) => state)
    assert.deepEqual(drawn.sort(), [...outcomes].sort())
  })

  it('tells every verb of the agent, with the keywords that it answers', () => {
    const rows = tableBelow(page, '## The wire protocol')
    const verbs = [...agent.matchAll(/^verb_([a-z]+)\(\)/gm)].map(([, verb = '']) => verb)
    assert.deepEqual(rows.flatMap(([verb = '']) => codeIn(verb)).sort(), verbs.sort())
    for (const keyword of rows.flatMap(([, , keywords = '']) => codeIn(keywords)))
      assert.match(agent, new RegExp(`(say "?|answer "?|answer_each |print "|follow_end="?)${keyword}\\b`), keyword)
  })

  it('tells every file of the record', () => {
    const files = new Set([...agent.matchAll(/\$(?:state|run|run_root)\/([a-z][a-z.-]*)/g)].map(([, file = '']) => file.replace(/\.new$/, '')))
    assert.ok(files.size > 10)
    for (const file of files) assert.match(page, new RegExp(`[\`/]${file.replaceAll('.', '\\.')}(\`|/)`), `the page does not tell of ${file}`)
  })
})

describe('the repository', () => {
  it('names no directory of the machine on which it was written', () => {
    const local = /(?<![\w.~$}/-])\/work\//
    for (const file of ourFiles()) {
      if (file.startsWith('dist/')) continue
      assert.doesNotMatch(read(file), local, file)
    }
  })
})
