import assert from 'node:assert/strict'
import { open } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { wordsOfError } from '../../../src/parse/error-words.ts'
import { writingTo } from '../../../src/store/full-disk.ts'

const failed = (code: string, text: string) => Object.assign(new Error(`${code}: ${text}, write`), { code, syscall: 'write' })

describe('what cannot be written', () => {
  it('is told with its place, the words of the system and what is left there', async () => {
    const write = async (): Promise<void> => {
      const full = await open('/dev/full', 'w')
      await full.write('x').finally(() => full.close())
    }
    await assert.rejects(
      writingTo('/dev/full', write),
      /^Error: \/dev\/full cannot be written: ENOSPC: no space left on device, write \(\S+ \S+ and \d+ inodes are left there\); make room before this step/,
    )
  })
  for (const [code, text, cure] of [
    ['EROFS', 'read-only file system', 'name a place on a file system that is not mounted read-only'],
    ['EDQUOT', 'disk quota exceeded', 'make room before this step, or name a place on another disk'],
    ['EACCES', 'permission denied', 'name a place that this user may write to'],
  ] as const)
    it(`is told with its cure: ${code}`, () =>
      assert.rejects(
        writingTo('/some/place', () => Promise.reject(failed(code, text))),
        { message: `/some/place cannot be written: ${code}: ${text}, write; ${cure}` },
      ))
  it('tells of a place that is not there yet what is left where it would be', () =>
    assert.rejects(
      writingTo('/tmp/no/such/place', () => Promise.reject(failed('ENOSPC', 'no space left on device'))),
      /inodes are left there/,
    ))
  it('is no other failure', async () => {
    await assert.rejects(
      writingTo('/some/place', () => Promise.reject(new Error('something else'))),
      /^Error: something else$/,
    )
  })
})

describe('the words of an error', () => {
  for (const [what, error, words] of [
    ['its text', new Error('no'), 'no'],
    [
      'those of the errors that it stands for',
      new AggregateError([new Error('connect ECONNREFUSED ::1:1'), new Error('connect ECONNREFUSED 127.0.0.1:1')]),
      'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1',
    ],
    ['those of its cause', new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND x') }), 'getaddrinfo ENOTFOUND x'],
    ['its code', Object.assign(new Error(''), { code: 'EPIPE' }), 'EPIPE'],
    ['its name', new RangeError(''), 'RangeError'],
    ['what was thrown', 'a text', 'a text'],
  ] as const)
    it(`are ${what}`, () => assert.equal(wordsOfError(error), words))
})
