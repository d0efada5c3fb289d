import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { packageOf, systemChange } from '../../../src/host/system-change.ts'

const hash = '0'.repeat(32)
const path = (name: string): string => `/nix/store/${hash}-${name}`
const lines = (text: string): { keyword: string; rest: string }[] =>
  text
    .trim()
    .split('\n')
    .map((line) => ({ keyword: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }))

describe('the name of a store path', () => {
  const table: [string, string | undefined, string?][] = [
    ['openssl-3.0.13', 'openssl', '3.0.13'],
    ['openssl-3.0.13-bin', 'openssl', '3.0.13'],
    ['openssl-3.0.13-man', 'openssl', '3.0.13'],
    ['python3-3.12.4-env', 'python3', '3.12.4-env'],
    ['python3.12-requests-2.32.3', 'python3.12-requests', '2.32.3'],
    ['linux-6.6.52-modules', 'linux', '6.6.52'],
    ['glibc-2.40-66', 'glibc', '2.40-66'],
    ['gcc-13.3.0-lib', 'gcc', '13.3.0'],
    ['x86_64-unknown-linux-gnu-binutils-2.43', 'x86_64-unknown-linux-gnu-binutils', '2.43'],
    ['source-1.0.drv', 'source', '1.0'],
    ['7zip-24.08', '7zip', '24.08'],
    ['unit-web.service', undefined],
    ['etc', undefined],
    ['system-path', undefined],
    ['nixos-system-staging-25.05.20250601.abcdef', undefined],
    ['X11-fonts', undefined],
    ['-1.0', undefined],
  ]
  for (const [name, expected, version] of table)
    it(`${name} is ${expected === undefined ? 'configuration' : `${expected} ${version ?? ''}`}`, () =>
      assert.deepEqual(packageOf(path(name)), expected === undefined ? undefined : { name: expected, version }))
})

describe('what changes in a system', () => {
  const change = systemChange(
    lines(`
removed ${path('curl-8.9.1')} 100
added ${path('curl-8.10.0')} 150
removed ${path('curl-8.9.1-bin')} 10
added ${path('curl-8.10.0-bin')} 12
removed ${path('nginx-1.27.1')} 1000
added ${path('nginx-1.26.2')} 900
added ${path('jq-1.7.1')} 50
removed ${path('vim-9.1')} 70
removed ${path('bash-5.2')} 20
added ${path('bash-5.2')} 21
removed ${path('nixos-system-a-25.05')} 5
added ${path('nixos-system-a-25.05')} 5
added ${path('unit-web.service')} 1
before 10 5000000000
after 11 5000000100
  `),
  )

  it('is told by package, whichever outputs it has, and sorted by name', () => {
    assert.deepEqual(change.packages, [
      { name: 'curl', kind: 'upgraded', before: ['8.9.1'], after: ['8.10.0'], bytes: 52 },
      { name: 'jq', kind: 'added', before: [], after: ['1.7.1'], bytes: 50 },
      { name: 'nginx', kind: 'downgraded', before: ['1.27.1'], after: ['1.26.2'], bytes: -100 },
      { name: 'vim', kind: 'removed', before: ['9.1'], after: [], bytes: -70 },
    ])
  })

  it('counts what is only built anew, and what has no version', () => {
    assert.deepEqual(
      { ...change, packages: [] },
      { before: { paths: 10, bytes: 5e9 }, after: { paths: 11, bytes: 5_000_000_100 }, packages: [], rebuilt: 1, configuration: 2 },
    )
  })

  it('is told of versions that stand side by side', () => {
    const both = systemChange(
      lines(
        `removed ${path('python-3.9.1')} 1\nremoved ${path('python-3.10.0')} 1\nadded ${path('python-3.10.0')} 2\nadded ${path('python-3.11.0')} 2\nuntold 7\nbefore 1 1\nafter 1 1`,
      ),
    )
    assert.deepEqual(both.packages, [{ name: 'python', kind: 'upgraded', before: ['3.9.1', '3.10.0'], after: ['3.10.0', '3.11.0'], bytes: 2 }])
    assert.equal(both.leftOut, 7)
  })

  it('is no coming or going of a package that has more than one store path', () => {
    const kept = (name: string): string => `kept ${path(name)}`
    const { packages, rebuilt } = systemChange(
      lines(`
removed ${path('openssl-3.6.0-bin')} 5
${kept('openssl-3.6.0')}
added ${path('gcc-14.1.0')} 30
${kept('gcc-13.3.0')}
added ${path('lua-5.1')} 4
${kept('lua-5.4')}
removed ${path('ncurses-5.9')} 6
${kept('ncurses-6.5')}
before 1 1
after 1 1`),
    )
    assert.equal(rebuilt, 1)
    assert.deepEqual(packages, [
      { name: 'gcc', kind: 'upgraded', before: ['13.3.0'], after: ['13.3.0', '14.1.0'], bytes: 30 },
      { name: 'lua', kind: 'added', before: ['5.4'], after: ['5.1', '5.4'], bytes: 4 },
      { name: 'ncurses', kind: 'removed', before: ['5.9', '6.5'], after: ['6.5'], bytes: -6 },
    ])
  })

  for (const [before, after, kind] of [
    ['2.1-abcdef', '2.1-123456', 'changed'],
    ['2.1-123456', '2.1-abcdef', 'changed'],
    ['2.1-gfedcba9', '2.1-gabcdef0', 'changed'],
    ['0abc123', '9def456', 'changed'],
    ['2.1-abcdef0', '2.2-1234567', 'upgraded'],
    ['2.2-1234567', '2.1-abcdef0', 'downgraded'],
    ['2.1-20250102', '2.1-20241231', 'downgraded'],
    ['1.2.9', '1.2.10', 'upgraded'],
  ] as const) {
    it(`is ${kind} from ${before} to ${after}: the hash of a commit is neither older nor newer than another`, () => {
      const [only] = systemChange(lines(`removed ${path(`tool-${before}`)} 1\nadded ${path(`tool-${after}`)} 1\nbefore 1 1\nafter 1 1`)).packages
      assert.deepEqual([only?.kind, only?.before, only?.after], [kind, [before], [after]])
    })
  }

  it('is not guessed where the host does not tell the sizes', () => {
    assert.throws(() => systemChange(lines('before 1 x\nafter 1 1')), /did not say how large/)
    assert.throws(() => systemChange([]), /did not say how large/)
  })
})
