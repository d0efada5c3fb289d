import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { repositoryIn } from '../../../src/commands/flake-key.ts'

describe('the comment of a key', () => {
  const same = { host: 'github.com', path: 'owner/name' }
  const cases: [string, ReturnType<typeof repositoryIn>][] = [
    ['github.com/owner/name', same],
    ['git@github.com:owner/name.git', same],
    ['ssh://git@GitHub.com:443/owner/name.git', same],
    ['deploy key of https://github.com/owner/name/ (CI)', same],
    ['git.sr.ht/~owner/name', { host: 'git.sr.ht', path: '~owner/name' }],
    ['gitlab.com/group/sub/name', { host: 'gitlab.com', path: 'group/sub/name' }],
    ['octocat@laptop', undefined],
    ['octocat@laptop.example.com', undefined],
    ['', undefined],
    ['github.com/owner/$(touch x)', undefined],
    ["github.com/owner/name'", undefined],
  ]
  for (const [comment, repository] of cases)
    it(`${JSON.stringify(comment)} names ${repository === undefined ? 'no repository' : 'its repository'}`, () =>
      assert.deepEqual(repositoryIn(comment), repository))
})
