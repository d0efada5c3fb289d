// What is signed of a system: one text for one statement, by a key that Nix and OpenSSH both know.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { assemble } from '../../../scripts/shell-parts.ts'
import { closureDigest, Signer, type Statement, statementText, unarmored } from '../../../src/store/statement.ts'

const directory = mkdtempSync(join(tmpdir(), 'statement-'))
after(() => rmSync(directory, { recursive: true }))

const statement: Statement = {
  who: 'octocat https://github.com/o/r/actions/runs/1',
  configuration: 'web "ä"\n',
  revision: '0123456789abcdef0123456789abcdef01234567',
  flake: 'github:o/r/0123',
  toplevel: '/nix/store/00000000000000000000000000000000-nixos-system-web',
  closure: 'a'.repeat(64),
  paths: 2,
  sequence: 1_700_000_000,
  time: '2026-01-02T03:04:05Z',
}

// RFC 8032, the first test: the seed and the public key of ed25519.
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
const nixKey = `ci-1:${Buffer.from(seed + publicKey, 'hex').toString('base64')}`

describe('a statement', () => {
  it('has one text: sorted keys, no white space, ASCII', () => {
    const text = statementText(statement)
    assert.match(text, /^[ -~]+$/)
    assert.deepEqual(JSON.parse(text), { ...statement, version: 1 })
    assert.deepEqual(Object.keys(JSON.parse(text) as object), Object.keys(JSON.parse(text) as object).sort())
    assert.equal(text, statementText(Object.fromEntries(Object.entries(statement).reverse()) as unknown as Statement))
    assert.doesNotMatch(statementText({ ...statement, flake: undefined }), /flake/)
  })

  it('is read by hosts in just that form, and whatever is in its texts stays in them', () => {
    const functions = ['read_statement', 'statement_part', 'say'].map(
      (name) => new RegExp(`^${name}\\(\\) (?:\\{.*?^\\}|\\{[^\\n]*\\})$`, 'ms').exec(assemble('host-agent.sh'))?.[0],
    )
    const read = (shell: string, text: string): string[] => {
      const program = `newline='\n'\n${functions.join('\n')}\nread_statement "$1" && printf '%s\\n' "$said_revision" "$said_toplevel" "$said_sequence" "$said_closure" "$said_time"`
      return spawnSync(shell, ['-c', program, 'sh', text], { encoding: 'utf8' }).stdout.split('\n').slice(0, -1)
    }
    const evil = '","revision":"evil","toplevel":"/nix/store/evil","sequence":9999999999,"x":"'
    for (const shell of ['dash', 'bash']) {
      for (const given of [
        statement,
        { ...statement, revCount: 7 },
        { ...statement, flake: undefined },
        { ...statement, who: evil, configuration: evil, flake: evil },
      ]) {
        const { revision, toplevel, sequence, closure, time } = given
        assert.deepEqual(read(shell, statementText(given)), [revision, toplevel, String(sequence), closure, time], shell)
      }
      const text = statementText(statement)
      for (const odd of [
        '',
        '{}',
        ` ${text}`,
        `${text}\n${text}`,
        text.replace('"version":1', '"version":2'),
        text.replace('{', '{"a":1,'),
        text.replace(/"sequence":\d+/, '"sequence":"1"'),
      ])
        assert.deepEqual(read(shell, odd), [], odd)
    }
  })

  it('has a digest of the closure that does not go by the order in which it was read', () => {
    const infos = [
      { path: '/nix/store/b', narHash: 'sha256:00', narBytes: 1 },
      { path: '/nix/store/a', narHash: 'sha256:11', narBytes: 22 },
    ]
    const sha256 = spawnSync('sha256sum', { input: '/nix/store/a sha256:11 22\n/nix/store/b sha256:00 1\n', encoding: 'utf8' }).stdout.slice(0, 64)
    assert.deepEqual(closureDigest(infos), { closure: sha256, paths: 2 })
    assert.deepEqual(closureDigest(infos.toReversed()), { closure: sha256, paths: 2 })
  })
})

describe('a signer', () => {
  it("is a key of Nix's, whose signatures OpenSSH knows by the line that is told; and of nothing else", async () => {
    const file = join(directory, 'key')
    const signer = await Signer.create(file, nixKey)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const said = spawnSync('ssh-keygen', ['-y', '-P', '', '-f', file], { encoding: 'utf8' })
    assert.equal(said.status, 0, said.stderr)
    assert.equal(
      Buffer.from(said.stdout.split(' ')[1] ?? '', 'base64')
        .subarray(-32)
        .toString('hex'),
      publicKey,
    )
    assert.equal(signer.allowed, `ci-1 namespaces="nix-flake-deploy" ${said.stdout.trim()}`)

    const text = statementText(statement)
    const signature = unarmored(await signer.sign(text))
    assert.match(signature, /^[A-Za-z0-9+/]+=*$/)
    assert.equal(signature, unarmored(await signer.sign(text)))
    const signers = join(directory, 'signers')
    writeFileSync(signers, `${signer.allowed}\n`)
    // As a host has it: the base64 on one line.
    writeFileSync(join(directory, 'sig'), `-----BEGIN SSH SIGNATURE-----\n${signature}\n-----END SSH SIGNATURE-----\n`)
    const verify = (given: string, namespace = 'nix-flake-deploy') =>
      spawnSync('ssh-keygen', ['-Y', 'verify', '-f', signers, '-I', 'ci-1', '-n', namespace, '-s', join(directory, 'sig')], { input: given }).status
    assert.equal(verify(text), 0)
    assert.notEqual(verify(`${text} `), 0)
    assert.notEqual(verify(text, 'file'), 0)
    assert.ok(!readFileSync(file, 'utf8').includes(seed))
  })
})
