import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { Ssh } from '../../../src/host/ssh.ts'
import { noHooks } from '../../../src/settings/hooks.ts'
import type { Target } from '../../../src/settings/targets.ts'

/** A length and what has it, as in RFC 4251. */
function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** What `ssh-keygen -t ed25519-sk` writes (PROTOCOL.key and PROTOCOL.u2f of OpenSSH): a handle, no key. */
function hardwareKey(): string {
  const type = 'sk-ssh-ed25519@openssh.com'
  const key = Buffer.alloc(32, 7)
  const fields = Buffer.concat([field(type), field(key), field('ssh:')])
  const handle = Buffer.concat([Buffer.alloc(8), fields, Buffer.from([1]), field(Buffer.alloc(16, 9)), field(''), field('ci')])
  const padding = Buffer.from(Array.from({ length: (8 - (handle.length % 8)) % 8 }, (_, index) => index + 1))
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(fields),
    field(Buffer.concat([handle, padding])),
  ])
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${(file.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}

const target: Target = {
  name: 'web',
  user: 'root',
  host: 'web',
  configuration: 'web',
  tags: [],
  activate: 'switch',
  healthChecks: [],
  tolerateUnits: [],
  hooks: noHooks,
  activationTimeoutSeconds: 60,
  confirmTimeoutSeconds: 60,
}

it('a key that lives in a hardware token is refused before anything is contacted', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'key-'))
  try {
    await assert.rejects(
      Ssh.create(directory, { privateKeys: hardwareKey() }, undefined, [target]),
      /^Error: ssh-private-key: this key works only with the security key \(FIDO\)/,
    )
  } finally {
    await rm(directory, { recursive: true })
  }
})
