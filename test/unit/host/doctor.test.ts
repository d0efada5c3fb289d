// The answer to `doctor`, read into findings; and how those of many hosts become annotations.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TargetResult } from '../../../src/events/results.ts'
import { type Finding, faultFinding, finding, loginFindings, parseExamination, worstFindingsFirst } from '../../../src/host/doctor.ts'
import { AgentError, SshError } from '../../../src/host/fault.ts'
import { spoiling } from '../../../src/report/findings.ts'

const lines = (...texts: string[]): { keyword: string; rest: string }[] =>
  texts.map((text) => ({ keyword: text.split(' ', 1)[0] ?? '', rest: text.slice(text.indexOf(' ') + 1) }))

describe('the answer to `doctor`', () => {
  it('is findings, each with its cure, and the status', () => {
    const { findings, status } = parseExamination(
      lines(
        'fact running /nix/store/x',
        'finding refuses disk /boot /boot has 3 KiB left and 512 are needed',
        'finding fine nix - Nix 2.26.3 answers',
        'finding spoils unmounted /efi;reboot it is not mounted',
      ),
      undefined,
    )
    assert.equal(status?.running, '/nix/store/x')
    assert.deepEqual(
      findings.map(({ severity, name, what, cure }) => [severity, name, what, cure]),
      [
        [
          'refuses',
          'disk',
          '/boot has 3 KiB left and 512 are needed',
          'boot.loader.systemd-boot.configurationLimit = 5; (or boot.loader.grub.configurationLimit)',
        ],
        ['fine', 'nix', 'Nix 2.26.3 answers', undefined],
        ['spoils', 'unmounted', 'it is not mounted', undefined],
      ],
    )
  })

  it('without facts has no status', () => assert.deepEqual(parseExamination([], undefined), { findings: [] }))

  it('that no agent gives is an error', () =>
    assert.throws(() => parseExamination(lines('finding awful x - y'), undefined), /answered what no host agent says/))

  const clocks: [what: string, seconds: number, told: RegExp, severity: string][] = [
    ['of the same time is fine', 1000.5, /^its clock is that of the runner, to 1 s$/, 'fine'],
    ['within a minute is fine', 1059, /, to 59 s$/, 'fine'],
    ['ahead by more is told', 1100.5, /^its clock is 100 s ahead of the runner's: /, 'spoils'],
    ['behind by more is told', 0.5, /^its clock is 1000 s behind the runner's: /, 'spoils'],
  ]
  for (const [what, seconds, told, severity] of clocks)
    it(`a clock ${what}`, () => {
      const [found] = parseExamination(lines(`clock ${seconds.toFixed(9)}`), { asked: 1_000_000, heard: 1_001_000 }).findings
      assert.match(found?.what ?? '', told)
      assert.equal(found?.severity, severity)
    })

  it('a slow answer leaves a clock in doubt, and is not taken for a wrong one', () => {
    const [found] = parseExamination(lines('clock 1070.0'), { asked: 1_000_000, heard: 1_040_000 }).findings
    assert.equal(found?.severity, 'fine')
  })

  it('names the key that was let in, and what its role may', () => {
    const of = (role?: string): [string, string][] =>
      loginFindings('deploy', 'ssh-ed25519 AAAA ci', role === undefined ? undefined : { role, name: 'ci' }).map(({ severity, what }) => [severity, what])
    assert.deepEqual(of(), [
      ['fine', 'deploy logs in with the key that it was offered (ssh-ed25519 ci)'],
      ['fine', 'deploy becomes root without a password'],
      ['fine', 'the key has no role, and may do everything'],
    ])
    assert.deepEqual(of('watch').at(-1), [
      'note',
      "the key 'ci' has the role 'watch': it may ask what runs and how the host is, and a deployment needs another",
    ])
    assert.equal(of('deploy').at(-1)?.[0], 'fine')
    assert.equal(loginFindings('root', undefined, undefined).length, 2)
  })

  it('a fault on the way to the host is a finding that refuses', () => {
    const names = [new SshError('host-key', ''), new SshError('closed', ''), new SshError('unreachable', ''), new AgentError('sudo', '')].map(
      (error) => faultFinding(error, 'x').name,
    )
    assert.deepEqual(names, ['host-key', 'login', 'reach', 'sudo'])
  })

  it('is told with the worst first, and else in its order', () => {
    const all = [finding('fine', 'a', ''), finding('note', 'b', ''), finding('refuses', 'c', ''), finding('note', 'd', ''), finding('spoils', 'e', '')]
    assert.deepEqual(
      worstFindingsFirst(all).map(({ name }) => name),
      ['c', 'e', 'b', 'd', 'a'],
    )
  })
})

describe('what spoils a deployment', () => {
  const result = (...findings: Finding[]): TargetResult => ({ state: 'unchanged', seconds: {}, findings })

  it('on 200 hosts is one annotation, whatever the numbers in it', () => {
    const results = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`web-${at}`, result(finding('spoils', 'room', `/boot has ${at} MiB left`, '/boot'))]),
    )
    const [problem, ...others] = spoiling(results)
    assert.deepEqual(others, [])
    assert.equal(problem?.title, 'web-0, web-1, web-2 and 197 more: spoils a deployment')
    assert.match(problem.message, /^web-0: \/boot has 0 MiB left \(boot\.loader.*\nThe same on web-1, /)
  })

  it('otherwise on two hosts is two, and what does not spoil is none', () => {
    const found = spoiling({
      a: result(finding('spoils', 'units', 'x.service'), finding('note', 'panic', 'p')),
      b: result(finding('spoils', 'units', 'y.service')),
    })
    assert.deepEqual(
      found.map(({ title }) => title),
      ['a: spoils a deployment', 'b: spoils a deployment'],
    )
  })
})
