import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { whatItIs, writePrivateKey } from '../../../src/host/private-key.ts'
import { normalisePrivateKey } from '../../../src/settings/private-keys.ts'

const directory = mkdtempSync(join(tmpdir(), 'private-key-'))
after(() => rmSync(directory, { recursive: true }))
let files = 0

/** A key as ssh-keygen makes it, and its public half without the comment. */
function newKey(...options: string[]): { key: string; publicKey: string; file: string } {
  const file = join(directory, `key${++files}`)
  execFileSync('ssh-keygen', ['-q', '-N', '', '-C', '', ...options, '-f', file])
  return { file, key: readFileSync(file, 'utf8'), publicKey: readFileSync(`${file}.pub`, 'utf8').trim() }
}
const write = (text: string): Promise<string> => writePrivateKey(join(directory, `written${++files}`), text, 'ssh-private-key')

for (const [kind, options] of [
  ['OpenSSH', ['-t', 'ed25519']],
  ['PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
] as const) {
  describe(`a private key in the format of ${kind}`, () => {
    const { key, publicKey } = newKey(...options)
    for (const [how, text] of [
      ['as it should be', key],
      ['with CRLF line ends', key.replaceAll('\n', '\r\n')],
      ['with the line ends of old Macs', key.replaceAll('\n', '\r')],
      ['without its last line end', key.trimEnd()],
      ['with spaces around and at the ends of lines', `\n  ${key.replaceAll('\n', ' \n')}\n\n`],
      ['with \\n for its line ends', key.replaceAll('\n', '\\n')],
      ['with \\r\\n for its line ends', key.replaceAll('\n', '\\r\\n')],
      ['with \\n and line ends', key.replaceAll('\n', '\\n\n')],
      ['with spaces for its line ends', key.replaceAll('\n', ' ')],
      ['on one line', key.replaceAll(/(?<!-)\n(?!-)/g, '')],
      ['in quotes', `"${key.trimEnd().replaceAll('\n', '\\n')}"`],
      ['in base64', Buffer.from(key).toString('base64')],
    ] as const)
      it(`pasted ${how} is one that OpenSSH reads`, async () =>
        assert.equal(
          (await write(text)).replace(/ \S*$/, (comment) => (comment.startsWith(' AAAA') ? comment : '')),
          publicKey.split(' ').slice(0, 2).join(' '),
        ))

    it('is not changed where it is as it should be', () => assert.equal(normalisePrivateKey(key), key))
  })
}

describe('what is no private key', () => {
  const { key, publicKey, file } = newKey('-t', 'ed25519')
  for (const [what, text, says] of [
    ['its public half', publicKey, /^ssh-private-key: this is the public half of a key; paste the other file, the one without \.pub/],
    ['a public half in another format', execFileSync('ssh-keygen', ['-e', '-f', `${file}.pub`], { encoding: 'utf8' }), /: this is the public half/],
    ['a certificate', `ssh-ed25519-cert-v01@openssh.com AAAA${'x'.repeat(40)}`, /: this is a certificate; paste the private key/],
    ['a key of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\n', /: this is a key in the format of PuTTY; .*puttygen/],
    ['an absolute path', '/home/me/.ssh/id_ed25519', /: this is the path of a file; the input takes the key itself/],
    ['a path below the home', '~/.ssh/id_rsa', /: this is the path of a file/],
    ['a relative path', 'keys/deploy.pem', /: this is the path of a file/],
    ['the name of a key', 'id_ed25519', /: this is the path of a file/],
    ['an expression', '${{ secrets.DEPLOY_KEY }}', /: this is an expression or a variable that nobody has filled in/],
    ['a variable', '$DEPLOY_KEY', /: this is an expression or a variable/],
    ['a masked value', '***', /: this is an expression or a variable/],
    [
      'a key without its end',
      key.split('\n').slice(0, 3).join('\n'),
      /: this is not a private key that OpenSSH can read: its end is missing; paste the whole file/,
    ],
    ['a key without its beginning', key.split('\n').slice(1).join('\n'), /: this is not a private key that OpenSSH can read: its beginning is missing/],
    ['something else', 'correct horse battery staple', /: this is not a private key that OpenSSH can read; paste the whole file, from `-----BEGIN` to/],
  ] as const) {
    it(`is said to be ${what}, and not shown`, async () => {
      await assert.rejects(write(text), (error: Error) => {
        assert.match(error.message, says)
        for (const word of text.split(/\s+/).filter((part) => part.length > 20)) assert.ok(!error.message.includes(word), word)
        return true
      })
    })
  }
  it('has a reason for whatever it is', () => assert.match(whatItIs(''), /not a private key/))
  it('may be a key that was changed, in the words of ssh-keygen too', async () => {
    await assert.rejects(write(key.replace(/\n.{6}/, '\nAAAAAA')), /can read; paste the whole file, .* \(ssh-keygen: .*key.*\)$/)
  })
})
