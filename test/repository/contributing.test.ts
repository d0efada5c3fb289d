// What those meet who come to change something: CONTRIBUTING.md, the forms for issues, and Dependabot.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import * as v from 'valibot'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const text = v.pipe(v.string(), v.minLength(1))
// GitHub's syntax for issue forms, as far as it is used here; a form that does not follow it is not shown.
const attributes = { label: text, description: v.optional(text), placeholder: v.optional(text) }
const asked = { id: v.pipe(v.string(), v.regex(/^[\w-]+$/)), validations: v.optional(v.strictObject({ required: v.boolean() })) }
const form = v.strictObject({
  name: text,
  description: text,
  labels: v.array(text),
  body: v.array(
    v.variant('type', [
      v.strictObject({ type: v.literal('markdown'), attributes: v.strictObject({ value: text }) }),
      v.strictObject({ type: v.literal('input'), ...asked, attributes: v.strictObject(attributes) }),
      v.strictObject({ type: v.literal('textarea'), ...asked, attributes: v.strictObject({ ...attributes, render: v.optional(text) }) }),
    ]),
  ),
})
const chooser = v.strictObject({ blank_issues_enabled: v.boolean(), contact_links: v.array(v.strictObject({ name: text, url: text, about: text })) })

describe('the pages for contributors', () => {
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)

  for (const page of ['CONTRIBUTING.md', 'README.md', '.github/PULL_REQUEST_TEMPLATE.md']) {
    it(`name commands that package.json has: ${page}`, () => {
      for (const [, script = ''] of read(page).matchAll(/\bnpm run ([\w-]+)/g)) assert.ok(scripts.includes(script), `npm run ${script}`)
    })

    it(`name files that are there: ${page}`, () => {
      for (const [, file = ''] of read(page).matchAll(/`((?:src|test|docs|dist|scripts|\.github)\/[\w./-]*)`/g)) assert.ok(existsSync(join(root, file)), file)
    })
  }

  it('tell of everything that is for people to run', () => {
    for (const script of scripts.filter((name) => !['test', 'picture'].includes(name))) assert.ok(read('CONTRIBUTING.md').includes(`npm run ${script}`), script)
  })
})

describe('the forms for issues', () => {
  const forms = readdirSync(join(root, '.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml')

  for (const name of forms) {
    it(`are in GitHub's syntax: ${name}`, () => {
      const ids = v.parse(form, parse(read(`.github/ISSUE_TEMPLATE/${name}`))).body.flatMap((field) => (field.type === 'markdown' ? [] : [field.id]))
      assert.equal(new Set(ids).size, ids.length)
    })
  }

  it('ask for all without which a bug cannot be looked for', () => {
    const { body } = v.parse(form, parse(read('.github/ISSUE_TEMPLATE/bug.yml')))
    const needed = body.flatMap((field) => (field.type !== 'markdown' && field.validations?.required === true ? [field.id] : []))
    assert.deepEqual(needed, ['happened', 'step', 'log', 'status', 'action-version', 'runner-nix', 'host-versions'])
  })

  it('send vulnerabilities where SECURITY.md sends them', () => {
    const address = /\]\((https:\S+\/security\/advisories\/new)\)/.exec(read('SECURITY.md'))?.[1]
    assert.ok(address !== undefined)
    const { blank_issues_enabled: blank, contact_links: links } = v.parse(chooser, parse(read('.github/ISSUE_TEMPLATE/config.yml')))
    assert.ok(!blank && links.some(({ url }) => url === address))
    assert.ok(read('.github/ISSUE_TEMPLATE/bug.yml').includes(address))
  })

  it('link to pages of this repository that are there', () => {
    for (const name of [...forms, 'config.yml']) {
      for (const [, file = ''] of read(`.github/ISSUE_TEMPLATE/${name}`).matchAll(/nix-flake-deploy\/blob\/main\/([\w./-]+)/g))
        assert.ok(existsSync(join(root, file)), file)
    }
  })
})

describe('Dependabot', () => {
  interface Update {
    'package-ecosystem': string
    groups: Record<string, { patterns?: string[]; 'dependency-type'?: string }>
    ignore?: { 'dependency-name': string; versions?: string[] }[]
  }
  const { updates } = parse(read('.github/dependabot.yml')) as { updates: Update[] }

  it('looks after the packages and the pinned actions, in groups that leave none out', () => {
    const kinds = updates.map(({ 'package-ecosystem': kind, groups }) => [
      kind,
      Object.values(groups).map((group) => group['dependency-type'] ?? group.patterns?.join()),
    ])
    assert.deepEqual(kinds, [
      ['npm', ['@actions/*,p-limit,tar-stream,valibot,yaml', '*']],
      ['github-actions', ['*']],
    ])
  })

  it('leaves out the TypeScript that the bundler cannot take, as package.json does', () => {
    const ignored = updates[0]?.ignore?.find((rule) => rule['dependency-name'] === 'typescript')
    assert.deepEqual(ignored?.versions, ['>=7'])
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
    assert.match(devDependencies['typescript'] ?? '', /^~6\./)
  })
})
