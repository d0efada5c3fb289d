// action-types.yml, from which others make typed workflows, is held to action.yml and to what the action accepts.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import * as v from 'valibot'
import { parse } from 'yaml'
import { readAction } from '../../scripts/docs.ts'
import { COMMANDS, INPUT_DEFAULTS, type Inputs } from '../../src/settings/inputs.ts'
import { ACTIVATIONS } from '../../src/settings/targets.ts'
import { ON_FAILURE, STAGE_FAILURES } from '../../src/settings/waves.ts'
import { PAYLOADS } from '../../src/store/payload.ts'
import { settingsOf } from '../unit/settings/settings.ts'

// As typesafegithub/github-actions-typing has it (its src/main/schema).
const plain = v.strictObject({ type: v.picklist(['string', 'boolean', 'integer', 'float']) })
const enumeration = v.strictObject({ type: v.literal('enum'), name: v.optional(v.string()), 'allowed-values': v.pipe(v.array(v.string()), v.minLength(2)) })
const list = v.strictObject({ type: v.literal('list'), separator: v.pipe(v.string(), v.minLength(1)), 'list-item': v.variant('type', [plain, enumeration]) })
const types = v.record(v.string(), v.variant('type', [plain, enumeration, list]))
const schema = v.strictObject({ inputs: types, outputs: types })

const { inputs, outputs } = v.parse(schema, parse(readFileSync(join(resolve(import.meta.dirname, '../..'), 'action-types.yml'), 'utf8')))
const action = readAction()

/** What an input needs beside it to be looked at. */
const beside: Partial<Record<string, Partial<Inputs>>> = {
  'compression-level': { command: 'archive' },
  'archive-per-configuration': { command: 'archive' },
  'artifact-retention-days': { command: 'archive' },
  payload: { command: 'archive' },
  together: { command: 'deploy' },
  doctor: { command: 'status' },
  comment: { command: 'diff' },
  'publish-only': { command: 'deploy', 'publish-to': 'https://cache.example.com' },
}

function take(name: string, value: string): void {
  settingsOf({ ...INPUT_DEFAULTS, command: 'build', targets: 'staging: root@staging.example.com', ...beside[name], [name]: value })
}

describe('action-types.yml', () => {
  it('has every input and output of action.yml, in its order, and no other', () => {
    assert.deepEqual(Object.keys(inputs), Object.keys(action.inputs))
    assert.deepEqual(Object.keys(outputs), Object.keys(action.outputs))
  })

  it('enumerates the words that the action knows', () => {
    const enumerated = Object.entries(inputs).flatMap(([name, type]) => {
      const item = type.type === 'list' ? type['list-item'] : type
      return item.type === 'enum' ? [[name, item['allowed-values']]] : []
    })
    assert.deepEqual(Object.fromEntries(enumerated), {
      command: [...COMMANDS],
      payload: [...PAYLOADS],
      activate: [...ACTIVATIONS],
      'stage-failures': [...STAGE_FAILURES],
      'on-failure': [...ON_FAILURE],
    })
  })

  it('calls no input a text whose default is a number, or true or false', () => {
    const texts = Object.entries(inputs).filter(([, { type }]) => type === 'string')
    // It takes a share, too.
    for (const [name] of texts.filter(([of]) => of !== 'max-failures')) assert.doesNotMatch(action.inputs[name]?.default ?? '', /^(true|false|\d+)$/, name)
  })

  for (const [name, type] of Object.entries(inputs)) {
    if (type.type === 'boolean') {
      it(`calls '${name}' true or false, and nothing else is taken`, () => {
        for (const value of ['true', 'false']) take(name, value)
        assert.throws(() => take(name, 'perhaps'), /neither 'true' nor 'false'/)
      })
    }
    if (type.type === 'integer') {
      it(`calls '${name}' a whole number, and nothing else is taken`, () => {
        take(name, '7')
        assert.throws(() => take(name, '7.5'), /not a whole number/)
      })
    }
    if (type.type === 'list') {
      it(`calls '${name}' a list, which is taken with its separator`, () => {
        const item = type['list-item']
        const items = item.type === 'enum' ? item['allowed-values'] : name === 'nix-options' ? ['--option', 'cores', '2'] : ['one', 'two']
        take(name, items.join(type.separator))
      })
    }
  }
})
