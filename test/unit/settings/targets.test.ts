import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatAddress, parseAddress } from '../../../src/settings/address.ts'
import { noHooks } from '../../../src/settings/hooks.ts'
import { parseTargetSources, sourceFromFlake, type TargetSources } from '../../../src/settings/target-sources.ts'
import { completeTargets, parseTargetMap, type SaidOfTarget, type Target, type TargetDefaults } from '../../../src/settings/targets.ts'

const DEFAULTS: TargetDefaults = {
  activate: 'switch',
  healthChecks: [],
  tolerateUnits: [],
  hooks: noHooks,
  activationTimeoutSeconds: 300,
  confirmTimeoutSeconds: 120,
}

function targets(text: string, defaults = DEFAULTS): Target[] {
  return completeTargets('targets', [parseTargetMap('targets', text)], defaults)
}

describe('an address', () => {
  const good: [string, ReturnType<typeof parseAddress>][] = [
    ['staging.example.com', { host: 'staging.example.com' }],
    ['deploy@staging.example.com', { user: 'deploy', host: 'staging.example.com' }],
    ['root@203.0.113.7:2222', { user: 'root', host: '203.0.113.7', port: 2222 }],
    ['[2001:db8::1]', { host: '2001:db8::1' }],
    ['root@[2001:db8::1]:22', { user: 'root', host: '2001:db8::1', port: 22 }],
    ['my_alias', { host: 'my_alias' }],
    ['Web-1', { host: 'Web-1' }],
  ]
  for (const [text, address] of good) {
    it(`${text} has its parts`, () => {
      assert.deepEqual(parseAddress(text), address)
      assert.equal(formatAddress(address), text)
    })
  }

  const bad: [string, RegExp][] = [
    ['', /^there is no host; write one like 'root@host.example.com'$/],
    ['root@', /^'' is not a host/],
    ['@host', /^'' is not a user name/],
    ['-oProxyCommand=id', /is not a host/],
    ['root@-oProxyCommand=id', /is not a host/],
    ['-l@host', /^'-l' is not a user name/],
    ['ro ot@host', /is not a user name/],
    ['a@b@host', /^'a@b' is not a user name/],
    ['ho st', /is not a host/],
    ['host;id', /is not a host/],
    ['$(id)', /is not a host/],
    ['`id`', /is not a host/],
    ['host\nProxyCommand id', /^'host\\nProxyCommand id' is not a host/],
    ['host\n::add-mask::host', /is not (a host|an address)/],
    ['%h', /is not a host/],
    ['host/path', /is not a host/],
    ['a..b', /is not a host/],
    ['a'.repeat(254), /is not a host/],
    ['256.0.0.1', /is not a host/],
    ['1.2.3', /is not a host/],
    ['ssh://root@host', /^'ssh:\/\/root@host' is a URL; write it as 'root@host'$/],
    ['host:', /^'' is not a port/],
    ['host:0', /^'0' is not a port; write a number from 1 to 65535$/],
    ['host:65536', /is not a port/],
    ['host:ssh', /is not a port/],
    ['host:22:23', /is not a port/],
    ['host:2e1', /is not a port/],
    ['2001:db8::1', /is an IPv6 address without brackets; write '\[2001:db8::1\]'/],
    ['[nonsense]', /^'nonsense' in brackets is not an IPv6 address$/],
    ['[fe80::1%eth0]', /is not an IPv6 address/],
    ['[::1]22', /is not an address/],
  ]
  for (const [text, message] of bad) {
    it(`is not ${JSON.stringify(text.slice(0, 40))}`, () => assert.throws(() => parseAddress(text), { name: 'InputError', message }))
  }
})

describe('targets', () => {
  it('come in their order, with the defaults for what they do not say', () => {
    assert.deepEqual(targets('staging: deploy@staging.example.com\nproduction:\n  host: root@203.0.113.7:2222\n  activate: none\n'), [
      { name: 'staging', user: 'deploy', host: 'staging.example.com', configuration: 'staging', tags: [], ...DEFAULTS },
      { name: 'production', user: 'root', host: '203.0.113.7', port: 2222, configuration: 'production', tags: [], ...DEFAULTS, activate: 'none' },
    ])
  })

  it('say all that can be said of one', () => {
    const [target] = targets(`
web-1:
  host: web-1.example.com
  configuration: .#web
  activate: test
  health-check: http://{host}:8080/
  activation-timeout: 1m
  confirm-timeout: 30s
`)
    assert.equal(target?.configuration, 'web')
    assert.equal(target.activate, 'test')
    assert.equal(target.healthChecks[0]?.kind, 'http')
    assert.equal(target.activationTimeoutSeconds, 60)
    assert.equal(target.confirmTimeoutSeconds, 30)
  })

  it('keep scalars as they were written', () => {
    const [target] = targets('007:\n  host: 0x10\n  configuration: 1e3\n')
    assert.equal(target?.name, '007')
    assert.equal(target.host, '0x10')
    assert.equal(target.configuration, '1e3')
  })

  it('may share what they say by anchors and merge keys', () => {
    const got = targets('a: &a\n  host: h\n  activate: boot\nb:\n  <<: *a\n  host: k\n')
    assert.deepEqual(
      got.map(({ host, activate }) => [host, activate]),
      [
        ['h', 'boot'],
        ['k', 'boot'],
      ],
    )
  })

  it('can do without the health check that the others have', () => {
    const check = { kind: 'command', command: 'true', from: 'host', timeoutSeconds: 1, intervalSeconds: 1, forSeconds: 0 } as const
    const got = targets('a: h\nb:\n  host: k\n  health-check: none\n', { ...DEFAULTS, healthChecks: [check] })
    assert.deepEqual(
      got.map(({ healthChecks }) => healthChecks.length),
      [1, 0],
    )
  })

  it('have tags, one or a list of them, and say user and port beside the host', () => {
    const got = targets('a: {host: h, user: deploy, port: 2222, tags: web}\nb: {host: k, tags: [web, eu-1]}\n')
    assert.deepEqual(
      got.map(({ user, host, port, tags }) => [user, host, port, tags]),
      [
        ['deploy', 'h', 2222, ['web']],
        [undefined, 'k', undefined, ['web', 'eu-1']],
      ],
    )
  })

  it('say once what holds for all, which each may say otherwise', () => {
    const got = targets(
      'defaults: {user: deploy, configuration: node, tags: [web], confirm-timeout: 30s}\na: h\nb: {host: root@k, configuration: b, tags: []}\n',
    )
    assert.deepEqual(
      got.map(({ name, user, configuration, tags, confirmTimeoutSeconds }) => [name, user, configuration, tags, confirmTimeoutSeconds]),
      [
        ['a', 'deploy', 'node', ['web'], 30],
        ['b', 'root', 'b', [], 30],
      ],
    )
  })

  const nines = (anchor: string, of: string): string => `${anchor}: &${anchor} [${Array(9).fill(of).join(', ')}]\n`
  const bad: [string, string, RegExp][] = [
    [
      'an unknown key',
      'a:\n  host: h\n  prot: 22\n',
      /^targets, line 3, a: 'prot' is not a key of a target; did you mean 'port'\? Known: host, user, port, configuration/,
    ],
    ['a misspelt key', 'a:\n  host: h\n  activat: boot\n', /^targets, line 3, a: 'activat' is not a key of a target; did you mean 'activate'\? Known: host/],
    ['no host', 'a:\n  activate: boot\n', /^targets, line 1, a: a target needs 'host'; write one like 'host: root@/],
    ['a host for all', 'defaults: h\na: {tags: web}\n', /^targets, line 1, defaults: what holds for all targets cannot be a host; write 'user'/],
    ['a user who is said twice', 'a: {host: root@h, user: deploy}\n', /^targets, line 1, a\.user: its host says a user already; leave one of them out$/],
    ['a tag with its @', 'a: {host: h, tags: "@web"}\n', /^targets, line 1, a\.tags: '@web' is how a tag is chosen; at a target write 'web'$/],
    ['nothing at all', 'a:\n', /^targets, line 1, a: there is no host/],
    ['two mistakes, both named', 'a: -x\nb:\n  host: h\n  activate: swich\n', /^targets, line 1, a: .*\ntargets, line 4, b\.activate: 'swich' is not a way/],
    ['a bad name', '-x: h\n', /^targets, line 1, -x: '-x' cannot name a target/],
    ['a name with a line end', '"a\\n::set-output::": h\n', /^targets, line 1, a\\n::set-output::: 'a\\n::set-output::' cannot name a target/],
    ['a name that climbs', '../a: h\n', /cannot name a target/],
    ['a list', '- a: h\n', /^targets, line 1: is a list where a map of target names to addresses/],
    ['plain text', 'staging\n', /^targets, line 1: is plain text where a map of target names/],
    ['an empty map', '{}', /^targets: names no target/],
    ['a list for a target', 'a: [h, k]\n', /^targets, line 1, a: is a list where a target is wanted: a map with the keys host/],
    ['a map for a host', 'a:\n  host: {b: c}\n', /^targets, line 2, a\.host: is a map where one plain value is wanted$/],
    ['a map for a configuration', 'a:\n  host: h\n  configuration: [b]\n', /a\.configuration: is a list where one plain value is wanted$/],
    ['two names of one host', 'a: root@h\nb: deploy@H:22\n', /^targets, line 2, b: 'a' is the same host, deploy@H:22/],
    ['a duplicate name', 'a: h\na: k\n', /^targets, line 2: this is not valid YAML: Map keys must be unique; keep one of them$/],
    ['a duplicate key', 'a:\n  host: h\n  host: k\n', /^targets, line 3: .*keep one of them$/],
    ['bad indentation', 'a: h\n b: k\n', /^targets, line 1: this is not valid YAML/],
    ['tabs', 'a:\n\thost: h\n', /^targets, line 2: this is not valid YAML: Tabs are not allowed as indentation; use spaces$/],
    ['two documents', 'a: h\n---\nb: k\n', /^targets, line 2: .*leave out the '---'$/],
    ['an unknown alias', 'a: *b\n', /^targets: this YAML cannot be read: Unresolved alias/],
    ['a tag', 'a: !!js/function x\n', /^targets, line 1: .*leave out the tag, or put a '!' that begins none in quotes$/],
    ['an unclosed quote', 'a: "h\n', /^targets, line \d: this is not valid YAML/],
    ['a bomb of aliases', `${nines('a', 'x')}${nines('b', '*a')}${nines('c', '*b')}${nines('d', '*c')}${nines('e', '*d')}`, /too many aliases/],
    ['a list inside of itself', 'a: &a [*a]\n', /nested too deeply/],
    ['a map that merges itself', 'a: &a {<<: *a}\n', /this YAML cannot be read|cannot be a key/],
    ['deep nesting', '['.repeat(50_000), /nested too deeply/],
    ['keys of every object', '__proto__: h\n', /^targets, line 1, __proto__: '__proto__' cannot be a key here$/],
    ['more keys of every object', 'a:\n  host: h\n  constructor: x\n', /^targets, line 3, a\.constructor: 'constructor' cannot be a key/],
    ['a name that gets lost', 'a: h\nprototype: k\n', /^targets, line 2, prototype: 'prototype' cannot be a key here$/],
    [
      'a configuration whose name gets lost',
      'a:\n  host: h\n  configuration: constructor\n',
      /^targets, line 3, a\.configuration: 'constructor' is a name that JavaScript keeps for itself/,
    ],
    [
      'a health check that takes too long',
      'a:\n  host: h\n  confirm-timeout: 30s\n  health-check: {url: http://h/, for: 25s}\n',
      /^targets, line 4, a\.health-check: a health check takes up to 35s .*more than confirm-timeout, 30s, leaves; lengthen/,
    ],
    [
      'a mistake deep inside',
      'a:\n  host: h\n  health-check:\n    - url: http://h/\n    - url: http://h/\n      tiemout: 5s\n',
      /^targets, line 6, a\.health-check\[1\]: 'tiemout' is not a key of a health check; did you mean 'timeout'/,
    ],
  ]
  for (const [what, text, message] of bad) {
    it(`refuse ${what}`, () => assert.throws(() => targets(text), { name: 'InputError', message }))
  }
})

describe('sources of targets', () => {
  const files: Record<string, string> = {
    'fleet.yml': 'defaults: {user: deploy}\na: h\nb: {host: k, tags: [web], activate: boot}\n',
    'fleet.json': '{"c": {"host": "l"}}',
    'bad.yml': 'a: h\n\nb: {hots: k}\n',
  }
  const readFile = (path: string): string => {
    const text = files[path]
    if (text === undefined) throw new Error(`ENOENT: no such file or directory, stat '${path}'`)
    return text
  }
  const sources = (text: string): TargetSources => parseTargetSources('targets', text, readFile)
  const complete = (text: string, flake: Record<string, SaidOfTarget> = {}): Target[] => {
    const { byHand, fromFlake } = sources(text)
    return completeTargets('targets', [...(fromFlake ? [sourceFromFlake('targets', { source: 'deploy.nodes', targets: flake })] : []), ...byHand], DEFAULTS)
  }

  it('are files, and what stands by hand goes before them, key by key', () => {
    const got = complete('# where they are\nfleet.yml\nfleet.json\n\nb: {activate: switch}\nd: root@m\n')
    assert.deepEqual(
      got.map(({ name, user, host, tags, activate }) => [name, user, host, tags, activate]),
      [
        ['a', 'deploy', 'h', [], 'switch'],
        ['b', 'deploy', 'k', ['web'], 'switch'],
        ['c', undefined, 'l', [], 'switch'],
        ['d', 'root', 'm', [], 'switch'],
      ],
    )
  })

  it('are the flake, which all that stands by hand goes before, wherever it is named', () => {
    const flake = { a: { host: 'ten', user: 'root', port: 22 }, z: { host: 'z', tags: ['db'] } }
    for (const text of ['flake\nfleet.yml\n', 'fleet.yml\nflake\n']) {
      assert.equal(sources(text).fromFlake, true)
      assert.deepEqual(
        complete(text, flake).map(({ name, user, host, port, tags }) => [name, user, host, port, tags]),
        [
          // An address that is one text is the whole of it.
          ['a', 'deploy', 'h', undefined, []],
          // What a file says of all is said of those that it names.
          ['z', undefined, 'z', undefined, ['db']],
          ['b', 'deploy', 'k', undefined, ['web']],
        ],
      )
    }
    assert.deepEqual(
      complete('flake\ndefaults: {user: me, activate: test}\na: {host: h, port: 2222}\n', flake).map(({ name, user, host, port, activate }) => [
        name,
        user,
        host,
        port,
        activate,
      ]),
      [
        ['a', 'root', 'h', 2222, 'test'],
        ['z', 'me', 'z', undefined, 'test'],
      ],
      'what the input says of all holds for all',
    )
    assert.equal(complete('flake', flake).length, 2)
    assert.equal(sources('flake: root@flake').fromFlake, false, 'a target may be named so')
  })

  it('keep a target that has JSON in its name, and a map in braces', () => {
    assert.deepEqual(
      complete('{"web.json": "h", "b": {"host": "k"}}').map(({ name }) => name),
      ['web.json', 'b'],
    )
  })

  const wrong: [string, string, RegExp][] = [
    ['a file that is not there', 'flet.yml', /^targets: the file 'flet\.yml' cannot be read: ENOENT.*does 'actions\/checkout' come before the step\?$/],
    ['a mistake in a file, with its line', 'bad.yml', /^bad\.yml, line 3, b: 'hots' is not a key of a target; did you mean 'host'/],
    ['a mistake after a file, with its line', 'fleet.yml\nb:\n  prot: 22\n', /^targets, line 3, b: 'prot' is not a key/],
    ['what no place has a host of', 'fleet.yml\nnew: {tags: web}\n', /^targets, line 2, new: a target needs 'host'/],
  ]
  for (const [what, text, message] of wrong) it(`refuse ${what}`, () => assert.throws(() => complete(text), { name: 'InputError', message }))

  it('say of the flake where it was', () => {
    assert.throws(() => complete('flake', { a: { host: 'h' }, b: { host: 'H' } }), {
      name: 'InputError',
      message: /^targets, b \(of the flake's deploy\.nodes\): 'a' is the same host/,
    })
  })
})
