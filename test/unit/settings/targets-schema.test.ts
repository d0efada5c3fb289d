// docs/targets.schema.json, by which editors help, takes and refuses what the action does.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { healthCheckKeys } from '../../../src/health/check.ts'
import { hookKeys } from '../../../src/settings/hooks.ts'
import { keysForAll, keysOfTarget, parseTargetMap } from '../../../src/settings/targets.ts'

interface Schema {
  properties: { defaults: { properties: object } }
  definitions: { target: { properties: object }; healthCheck: { anyOf: [object, { properties: object }] }; hook: { anyOf: [object, { properties: object }] } }
}

const schema = JSON.parse(readFileSync(new URL('../../../docs/targets.schema.json', import.meta.url), 'utf8')) as Schema
const validate = new Ajv({ allowUnionTypes: true }).compile(schema)

function isTaken(text: string): boolean {
  try {
    parseTargetMap('targets', text)
    return true
  } catch {
    return false
  }
}

describe('docs/targets.schema.json', () => {
  it('has the keys that the action reads, and no other', () => {
    assert.deepEqual(Object.keys(schema.definitions.target.properties), keysOfTarget)
    assert.deepEqual(Object.keys(schema.properties.defaults.properties), keysForAll)
    assert.deepEqual(Object.keys(schema.definitions.healthCheck.anyOf[1].properties), healthCheckKeys)
    assert.deepEqual(Object.keys(schema.definitions.hook.anyOf[1].properties), hookKeys)
  })

  const good = [
    'a: root@h\nb: "[2001:db8::1]:22"\n',
    'defaults: {user: deploy, port: 22, tags: web}\na: {host: h}\n',
    'a: {host: h, port: "2222", configuration: b, tags: [web, 1], activate: boot, activation-timeout: 1h30m, confirm-timeout: 90s}\n',
    'defaults: {hooks: {before-activation: "true"}}\na: {host: h, hooks: none}\n',
    'a: {host: h, hooks: {before-activation: [{hook: dump, timeout: 1h}, {command: "./announce", on: runner}], after-confirmation: [date]}}\n',
    'a: {host: h, health-check: none}\nb: {host: k, health-check: "https://{host}/"}\n',
    'a: {host: h, health-check: [{url: "http://{host}/", expect-status: [200, 3xx], expect-header: {x-version: 1}, for: 500ms, from: host}, {command: "true"}, {check: db}]}\n',
    'a: {host: h, health-check: [{units: [nginx, "app-*.service"], for: 30s}, {units: a.timer}]}\n',
    'a: {host: h, health-check: {url: "https://h/", method: post, headers: {a: 1}, json: {a: [1]}, resolve: "{host}", insecure: true, http: 1.1, expect-json: {.a: 1}}}\n',
    'a: {host: h, health-check: {url: "http://h/", from: host, unix-socket: /run/a, data: x, http: 2}}\n',
    'a: {host: h, health-check: {url: "http://h/", redirects: 2}, tolerate-units: "a.service, b-*"}\nb: {host: k, tolerate-units: [a]}\n',
    'a: {tags: web}\n',
    '{"$schema": "./targets.schema.json", "a": "h"}',
  ]
  const bad = [
    'a: {host: h, prot: 22}\n',
    'a: {host: h, activate: swich}\n',
    'a: {host: "ssh://h"}\n',
    'a: {host: h, port: 70000}\n',
    'a: {host: h, tags: ["@web"]}\n',
    'a: {host: h, confirm-timeout: 90}\n',
    'a: {host: h, health-check: ftp://h/}\n',
    'a: {host: h, health-check: {url: http://h/, command: "true"}}\n',
    'a: {host: h, health-check: {url: http://h/, tiemout: 5s}}\n',
    'a: {host: h, health-check: {url: http://h/, expect-status: 700}}\n',
    'a: {host: h, health-check: {url: http://h/, method: FETCH}}\n',
    'a: {host: h, health-check: {url: http://h/, redirects: 11}}\n',
    'a: {host: h, health-check: {url: http://h/, http: 3}}\n',
    'a: {host: h, health-check: {units: "a b"}}\n',
    'a: {host: h, health-check: {url: http://h/, from: host, unix-socket: run/a}}\n',
    'a: {host: h, tolerate-units: "$(id)"}\n',
    'a: {host: h, hooks: {after-activation: date}}\n',
    'a: {host: h, hooks: {after-confirmation: {command: date, hook: date}}}\n',
    'a: {host: h, hooks: {after-confirmation: {on: host}}}\n',
    'a: {host: h, hooks: {after-confirmation: {command: date, on: target}}}\n',
    'a: {host: h, hooks: {after-confirmation: "echo {revision}"}}\n',
    'a: {host: h, hooks: date}\n',
    'defaults: {host: h}\na: k\n',
    '-x: h\n',
    'a: [h]\n',
  ]
  for (const text of good)
    it(`takes ${JSON.stringify(text)}, as the action does`, () =>
      assert.deepEqual([validate(parse(text)), isTaken(text)], [true, true], JSON.stringify(validate.errors)))
  for (const text of bad)
    it(`refuses ${JSON.stringify(text)}, as the action does`, () => assert.deepEqual([validate(parse(text)), isTaken(text)], [false, false]))
})
