import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asWritten, configurationName } from '../../../src/settings/configuration-name.ts'
import { parseRevision } from '../../../src/settings/revision.ts'

describe('a revision', () => {
  for (const label of ['0123456789abcdef0123456789abcdef01234567', 'v1.2.3', '1', 'a_b+c-d.e', 'Latest', 'a'.repeat(100)]) {
    it(`can be ${label.slice(0, 40)}`, () => {
      assert.equal(parseRevision(label, []), label)
    })
  }

  for (const text of ['', ' ', '-a', '.a', '+a', '_a', 'a b', 'a/b', '../a', 'a\n', 'a\0', 'ä', '$(id)', 'a;id', '::set-output::', 'a'.repeat(101)]) {
    it(`cannot be ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.throws(() => parseRevision(text, ['latest', 'healthy', 'previous']), { name: 'InputError' })
    })
  }

  for (const word of ['latest', 'healthy', 'previous'] as const) {
    it(`is no label called ${word}, which has a meaning of its own`, () => {
      assert.throws(() => parseRevision(word, []), { message: `'${word}' has a meaning of its own and cannot be used here; write a label such as the git SHA` })
      assert.equal(parseRevision(word, [word]), word)
    })
  }
})

describe('the name of a configuration', () => {
  for (const [text, name] of [
    ['staging', 'staging'],
    [' staging ', 'staging'],
    ['web.example.com', 'web.example.com'],
    ['.#staging', 'staging'],
    ['path:./x?dir=y#staging', 'staging'],
    ['nixosConfigurations.staging', 'staging'],
    ['.#nixosConfigurations.staging', 'staging'],
    ['nixosConfigurations."web.example.com"', 'web.example.com'],
    ['.#nixosConfigurations."a.b".config.system.build.toplevel', 'a.b'],
    ['.#nixosConfigurations.staging.config.system.build.toplevel', 'staging'],
    ['my host', 'my host'],
    ['ops@web', 'ops@web'],
    ["büro's", "büro's"],
    ['.#nixosConfigurations."my host"', 'my host'],
    ['a/b', 'a/b'],
    ['${x}', '${x}'],
    ['"--impure"', '--impure'],
    ['"a#b"', 'a#b'],
    ['"*"', '*'],
    ['"nixosConfigurations.x"', 'nixosConfigurations.x'],
  ] as const) {
    it(`is ${name} in ${text}`, () => assert.equal(configurationName(text), name))
  }

  for (const text of ['', '.#', '""', '-a', 'a"b', '"a', '"a" "b"', 'a\nb', '*', 'a#b#c', 'prototype']) {
    it(`is not ${JSON.stringify(text)}`, () => assert.throws(() => configurationName(text), { name: 'InputError' }))
  }

  for (const name of ['staging', 'web.example.com', 'my host', ' x', 'a#b', '-a', 'a,b', '*', 'nixosConfigurations.x', '${x}', 'a\\b', "it's"]) {
    it(`is ${name} again as it is shown`, () => assert.equal(configurationName(asWritten(name)), name))
  }
})
