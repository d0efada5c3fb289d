import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { publicKeyOf } from '../../../src/store/published.ts'
import { asSubstituter, isBinaryCache, isSameStore, withParameters } from '../../../src/store/store-url.ts'

describe('the URL of a store', () => {
  it('tells a binary cache from other stores', () => {
    for (const url of ['https://a', 'http://a', 's3://a', 'file:///a']) assert.equal(isBinaryCache(url), true, url)
    for (const url of ['ssh://a', 'ssh-ng://a']) assert.equal(isBinaryCache(url), false, url)
  })

  for (const [url, whole] of [
    ['https://a', 'https://a?compression=zstd&secret-key=%2Frun%2Fa%20b'],
    ['s3://a?region=x', 's3://a?region=x&compression=zstd&secret-key=%2Frun%2Fa%20b'],
    ['https://a?compression=xz', 'https://a?compression=xz&secret-key=%2Frun%2Fa%20b'],
    ['https://a?secret-key=/k&compression=none', 'https://a?secret-key=/k&compression=none'],
  ] as const) {
    it(`is given what it does not say: ${url}`, () => assert.equal(withParameters(url, { compression: 'zstd', 'secret-key': '/run/a b' }), whole))
  }

  for (const [url, read] of [
    ['https://a/b?compression=xz&secret-key=/run/key&write-nar-listing=1', 'https://a/b'],
    ['s3://a?secret-key=/run/key&region=eu-central-1&endpoint=https://b', 's3://a?region=eu-central-1&endpoint=https://b'],
    ['file:///srv/a+b?parallel-compression=true', 'file:///srv/a+b'],
    ['ssh-ng://ci@a?ssh-key=/k&remote-store=/srv/a+b', 'ssh-ng://ci@a?remote-store=/srv/a+b'],
  ] as const) {
    it(`says to hosts how it is read, and not how it is written: ${url}`, () => assert.equal(asSubstituter(url), read))
  }

  it('is that of the same store with other parameters, or a slash at its end', () => {
    assert.equal(isSameStore('https://a?priority=1', 'https://a/'), true)
    assert.equal(isSameStore('https://a', 'https://a/b'), false)
    assert.equal(isSameStore('https://a', 'http://a'), false)
  })
})

describe('the public half of a secret key of Nix', () => {
  it('has its name', () => {
    // `nix key convert-secret-to-public` says so.
    const secret = 'lab-1:nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg=='
    assert.equal(publicKeyOf(secret), 'lab-1:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=')
  })
})
