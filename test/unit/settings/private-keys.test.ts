// The `ssh-private-key` input: one key, or one for each target. Nothing of a key is ever shown.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyOf, needKeys, type PrivateKeys, parsePrivateKeys, secretLines } from '../../../src/settings/private-keys.ts'

const lines = ['b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ', 'QyNTUxOQAAACBnSomeThingThatIsNoKeyButLooksSo', 'c2hvcnQ=']
const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
const other = key.replaceAll('b3Blb', 'b3Blc')

describe('ssh-private-key', () => {
  const lone: [what: string, text: string][] = [
    ['a key', key],
    ['a key in base64', Buffer.from(key).toString('base64')],
    ['a key as JSON', JSON.stringify(key)],
    ['a key with spaces for line ends', key.replaceAll('\n', ' ')],
    ['a key of PuTTY', 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n'],
    ['a variable that nobody filled in', '${{ secrets.KEY }}'],
    ['a path', '/root/.ssh/id_ed25519'],
  ]
  for (const [what, text] of lone) it(`is ${what}, and no map`, () => assert.equal(parsePrivateKeys(text), text))

  const maps: [what: string, text: string][] = [
    ['toJSON(secrets.X) in YAML', `production: ${JSON.stringify(key)}\nstaging: ${JSON.stringify(other)}`],
    ['block scalars', `# Two keys.\nproduction: |\n  ${key.trimEnd().replaceAll('\n', '\n  ')}\nstaging: |\n  ${other.trimEnd().replaceAll('\n', '\n  ')}\n`],
    ['JSON', JSON.stringify({ production: key, staging: other }, null, 2)],
    ['JSON on one line', JSON.stringify({ production: key, staging: other })],
    ['a document that is marked as one', `---\nproduction: ${JSON.stringify(key)}\nstaging: ${JSON.stringify(other)}`],
    ['quoted names', `"production": ${JSON.stringify(key)}\n'staging': ${JSON.stringify(other)}`],
  ]
  for (const [what, text] of maps) {
    it(`is a map of targets to keys: ${what}`, () => {
      const keys = parsePrivateKeys(text)
      assert.equal(keyOf(keys, { name: 'production', tags: [] })?.trim(), key.trim())
      assert.equal(keyOf(keys, { name: 'staging', tags: [] })?.trim(), other.trim())
      assert.equal(keyOf(keys, { name: 'other', tags: [] }), undefined)
      needKeys(keys, [
        { name: 'production', tags: [] },
        { name: 'staging', tags: [] },
      ])
      assert.throws(
        () => needKeys(keys, [{ name: 'prodution', tags: [] }]),
        /^InputError: ssh-private-key: there is no key for the target 'prodution'; did you mean 'production'\? Known: production, staging$/,
      )
    })
    it(`has all lines of all keys masked: ${what}`, () => {
      const masked = secretLines(text)
      for (const line of [...lines, ...other.split('\n').slice(1, 2)]) assert.ok(masked.includes(line), line)
      assert.ok(
        masked.every((line) => !/production|staging|PRIVATE/.test(line)),
        String(masked),
      )
    })
  }

  const bad: [what: string, text: string, message: RegExp][] = [
    ['a key that is empty', 'production: ""\nstaging: x', /^InputError: ssh-private-key, production: the key is empty; does this job see the secret\?$/],
    [
      'a key whose lines are not indented',
      `production: |\n${key}`,
      /^InputError: ssh-private-key(, line \d+)?: this is neither a key nor a map of targets to keys; write each as /,
    ],
    ['a list', `production: [${JSON.stringify(key)}]`, /^InputError: ssh-private-key, line 1: this is neither/],
    ['a map in a map', `production: {key: ${JSON.stringify(key)}}`, /^InputError: ssh-private-key, line 1: this is neither/],
    ['the same name twice', `a: ${JSON.stringify(key)}\na: ${JSON.stringify(key)}`, /^InputError: ssh-private-key, line 2: this is neither/],
    ['a name that is none', `"c d": x\na/b: ${JSON.stringify(key)}`, /^InputError: ssh-private-key, line 1: this is neither/],
    ['a quote that does not end', `production: "${key}`, /^InputError: ssh-private-key/],
  ]
  for (const [what, text, message] of bad) {
    it(`is refused with ${what}, and nothing of it is shown`, () => {
      const read = (): PrivateKeys => parsePrivateKeys(text)
      assert.throws(read, message)
      try {
        read()
      } catch (error) {
        for (const line of [...lines, 'OPENSSH']) assert.ok(!String(error).includes(line), String(error))
        assert.ok(!String((error as Error).cause).includes('b3Blb'))
      }
      for (const line of lines.filter((one) => text.includes(one)))
        assert.ok(
          secretLines(text).some((masked) => masked.includes(line)),
          line,
        )
    })
  }

  it('has the lines of a lone key masked, but not its frame or what stands in any text', () => {
    const short = '-----BEGIN OPENSSH PRIVATE KEY-----\r\nb3BlbnNzaC1rZXkt\r\nAAAAB3NzaC1yc2EA\r\nAQ==\r\n-----END OPENSSH PRIVATE KEY-----\r\n'
    assert.deepEqual(secretLines(short), ['b3BlbnNzaC1rZXkt', 'AAAAB3NzaC1yc2EA'])
  })
  it('has a key in base64, and one whose line ends were lost, masked as OpenSSH has it too', () => {
    for (const form of [Buffer.from(key).toString('base64'), key.replaceAll('\n', ' ')])
      for (const line of lines) assert.ok(secretLines(form).includes(line), form)
    assert.ok(secretLines(Buffer.from(key).toString('base64')).includes(Buffer.from(key).toString('base64')))
  })

  const base64 = Buffer.from(key).toString('base64')
  const wrapped = base64.match(/.{1,76}/g) ?? []
  const odd: [what: string, text: string, masked: string[]][] = [
    ['in base64 and quotes', JSON.stringify(base64), [base64, ...lines]],
    ['in base64 that YAML folds', `production: >\n  ${wrapped.join('\n  ')}\nstaging: x`, [...wrapped.slice(0, -1), ...lines]],
    ['in base64, in a map that cannot be read', `production: ${base64}\nstaging: [x]`, [base64, ...lines]],
    ['without line ends, in a map that cannot be read', `production: "${key.trim().replaceAll('\n', ' ')}"\nstaging: [x]`, lines.slice(0, 2)],
    ['whose line is taken for a name', `{"${lines[0]}": "production"}`, lines.slice(0, 1)],
  ]
  for (const [what, text, expected] of odd) {
    it(`has a key masked ${what}`, () => {
      const masked = secretLines(text)
      for (const line of expected) assert.ok(masked.includes(line), line)
    })
  }
})
