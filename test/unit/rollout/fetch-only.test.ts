import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AgentLine } from '../../../src/host/answer.ts'
import { AgentError, SshError } from '../../../src/host/fault.ts'
import { lackedError, untakenError } from '../../../src/rollout/fetch-only.ts'
import type { Rollout } from '../../../src/rollout/target.ts'

const published = { url: 'https://cache.example.com', publicKey: 'ci-1:AAAA', only: true }

/** A rollout whose host is only asked for its substituters. */
function rollout(answer: () => AgentLine[]): Rollout {
  return { host: { call: () => new Promise((resolve) => resolve(answer())) }, context: {} } as unknown as Rollout
}

function asking(...substituters: string[]): Rollout {
  return rollout(() => [...substituters.map((rest) => ({ keyword: 'substituter', rest })), { keyword: 'end', rest: '' }])
}

describe('a host that is sent nothing and lacks store paths', () => {
  const paths = ['a', 'b', 'c', 'd'].map((name) => `/nix/store/${name}`)

  it('names the first of them, whom it asked, and the store that is not among those', async () => {
    const { message } = await lackedError(asking('https://cache.nixos.org'), paths, published)
    assert.equal(
      message,
      "the host lacks 4 store paths, is sent none of them (`publish-only`), and could not fetch them from its substituters (https://cache.nixos.org): /nix/store/a, /nix/store/b, /nix/store/c, …; nothing was changed. Let its substituters have https://cache.example.com (nix.settings.substituters on NixOS); let the host's trusted-public-keys have ci-1:AAAA (nix.settings.trusted-public-keys on NixOS)",
    )
  })

  it('is to be looked at where it has that store among them', async () => {
    const { message } = await lackedError(asking('https://cache.nixos.org', 'https://cache.example.com/'), paths.slice(0, 1), published)
    assert.match(message, /: \/nix\/store\/a; nothing was changed\. Can it reach https:\/\/cache\.example\.com, and may it read it\?/)
  })

  it('is told as well where its own agent does not know the question', async () => {
    const old = rollout(() => {
      throw new AgentError('protocol', "this agent does not know 'substituters'")
    })
    assert.match((await lackedError(old, paths, published)).message, /could not fetch them from its substituters: .* Let its substituters have https/)
  })

  it('is asked again where the connection is lost', async () => {
    const lost = rollout(() => {
      throw new SshError('unreachable', 'the connection was lost')
    })
    await assert.rejects(lackedError(lost, paths, published), SshError)
  })
})

describe('a host that is sent nothing and does not take what it was offered', () => {
  const refused = new AgentError(
    'import',
    "the host's Nix could not take /nix/store/a: ignoring substitute, as it's not signed by any of the keys in 'trusted-public-keys'",
  )

  it('is to trust the key', () =>
    assert.match(untakenError(refused, published).message, /^the host's Nix .*'; it is sent nothing .* let the host's trusted-public-keys have ci-1:AAAA /))

  it('is to get it signed where nobody signed', () =>
    assert.match(untakenError(refused, { ...published, publicKey: undefined }).message, /sign what is published \('signing-key'\)/))

  it('is to reach what it was promised', () =>
    assert.match(untakenError(new AgentError('import', 'error: file does not exist'), published).message, /What a substituter lists it also has to give/))
})
