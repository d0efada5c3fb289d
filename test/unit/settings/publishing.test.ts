import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InputError } from '../../../src/parse/input-error.ts'
import { INPUT_DEFAULTS, type Inputs } from '../../../src/settings/inputs.ts'
import type { Publishing } from '../../../src/settings/publishing.ts'
import { settingsOf } from './settings.ts'

const nothing = Object.fromEntries(Object.keys(INPUT_DEFAULTS).map((name) => [name, ''])) as Inputs

function publishing(given: Partial<Inputs>): Publishing | undefined {
  return settingsOf({ ...nothing, targets: 'staging: root@staging.example.com', ...given }).publish
}

describe('where to publish', () => {
  for (const url of [
    'https://cache.example.com',
    'http://[2001:db8::1]:8080/store?compression=xz&priority=30',
    's3://systems?region=eu-central-1&endpoint=https://s3.example.com',
    'file:///srv/cache',
    'ssh://cache.example.com',
    'ssh-ng://deploy@cache.example.com:2222?remote-store=/srv',
  ]) {
    it(`is ${url}`, () => assert.deepEqual(publishing({ 'publish-to': url }), { url, only: false }))
  }

  it('is nowhere unless it is said', () => assert.equal(publishing({}), undefined))

  it('is all that hosts get, where that is said', () =>
    assert.deepEqual(publishing({ 'publish-to': 'file:///srv/cache', 'publish-only': 'TRUE' }), { url: 'file:///srv/cache', only: true }))

  const to = 'https://cache.example.com'
  const bad: [string, Partial<Inputs>, RegExp][] = [
    ['a host', { 'publish-to': 'cache.example.com' }, /^publish-to: 'cache\.example\.com' is not the URL of a store; write one like 'https:/],
    ['a path', { 'publish-to': '/srv/cache' }, /^publish-to: '\/srv\/cache' is not the URL of a store/],
    ['a relative path', { 'publish-to': 'file://srv/cache' }, /is not the URL of a store/],
    ['the whole disk', { 'publish-to': 'file:///' }, /is not the URL of a store/],
    ['no host', { 'publish-to': 'https:///cache' }, /is not the URL of a store/],
    ['no bucket', { 'publish-to': 's3://?region=eu-central-1' }, /is not the URL of a store/],
    ['a store that is no URL', { 'publish-to': 'daemon' }, /is not the URL of a store/],
    ['another protocol', { 'publish-to': 'ftp://cache.example.com' }, /is not the URL of a store/],
    ['two', { 'publish-to': `${to} ${to}` }, /is not the URL of a store/],
    ['two lines', { 'publish-to': `${to}\n::add-mask::x` }, /\\n::add-mask::x' is not the URL of a store/],
    ['for another command', { command: 'promote', revision: 'a', 'publish-to': to }, /^publish-to: 'promote' publishes nothing; leave it out$/],
    ['for an archive', { command: 'archive', 'publish-to': to }, /^publish-to: 'archive' publishes nothing; leave it out$/],
    ['from an archive', { archive: 'site.tar', 'publish-to': to }, /^publish-to: what comes from an archive goes to the hosts as it is/],
    [
      'what a host builds',
      { payload: 'source', 'publish-to': to },
      /^publish-to: with 'payload: source' the system is built on the host, .*; write 'payload: closure'$/,
    ],
    ['only that, and not where', { 'publish-only': 'true' }, /^publish-only: .*; write its URL in 'publish-to', or leave this out$/],
    [
      'only that, to hosts that may not fetch',
      { 'publish-to': to, 'publish-only': 'true', 'substitute-on-destination': 'false' },
      /^publish-only: .*; write 'substitute-on-destination: true', or leave it out$/,
    ],
  ]
  for (const [what, given, message] of bad) {
    it(`is refused as ${what}`, () => {
      assert.throws(
        () => publishing(given),
        (error) => error instanceof InputError && message.test(error.message),
      )
    })
  }

  for (const url of [
    'https://ci:hunter2@cache.example.com',
    'https://hunter2@cache.example.com',
    's3://ci:hunter2@systems',
    'HTTPS://ci:hunter2@cache.example.com',
    'https://ci:hun#hunter2@cache.example.com',
    'htps://ci:hunter2@cache.example.com',
    'ssh://ci:hunter2@cache.example.com',
  ])
    it(`is refused with a password in it, which is not shown: ${url}`, () => {
      assert.throws(
        () => publishing({ 'publish-to': url }),
        (error) => {
          assert.ok(error instanceof InputError)
          assert.match(error.message, /^publish-to: there is a user or a password in the URL, .*netrc.*'nix-options'.*AWS_ACCESS_KEY_ID/)
          assert.doesNotMatch(error.message, /hunter2/)
          return true
        },
      )
    })
})
