// What people see while it runs and when it fails: calm lines, groups, heartbeats; and errors where they belong.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parseLogCommand, type RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen } from './scenario.ts'

const hostile = [
  '::error::owned',
  '  ::add-mask::nixos',
  '##[error]owned',
  '::endgroup::',
  '::stop-commands::owned',
  '@nix {"action":"msg","level":0,"msg":"::error::owned"}',
]
/** As a string of Nix's, and for printf in a shell script in one. */
const nixString = JSON.stringify(hostile.join('\n')).replaceAll('${', '\\${')

const flake = `{
  outputs = { self }: let
    busybox = builtins.path { name = "busybox"; path = ./busybox; };
    make = name: script: derivation {
      inherit name script; system = "${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux";
      builder = "\${busybox}/bin/busybox"; args = [ "sh" "-euc" script ]; PATH = "\${busybox}/bin"; hostile = ${nixString};
    };
    system = toplevel: { config.system.build = { inherit toplevel; }; };
  in {
    nixosConfigurations = {
      slow = system (make "nixos-slow" "echo \${make "part-1.0" "printf '%s\\\\n' \\"$hostile\\"; busybox sleep 16; echo x > $out"} > $out");
      loud = builtins.trace ${nixString} (system (make "nixos-loud" "echo x > $out"));
      broken = system (make "nixos-broken" "echo \${make "part-2.0" "for i in $(busybox seq 100); do echo line $i; done; printf '%s\\\\n' \\"$hostile\\"; exit 3"} > $out");
      broken-too = system (make "nixos-broken-too" "echo first; exit 4");
      bad = import ./modules/bad.nix;
      syntax = import ./modules/syntax.nix;
    };
  };
}
`

/** The lines of a group in the log. */
function groupOf(log: string, title: RegExp): string[] {
  const lines = log.split('\n')
  const start = lines.findIndex((line) => line.startsWith('##[group]') && title.test(line))
  assert.ok(start >= 0, `no group ${String(title)} in:\n${log}`)
  const end = lines.indexOf('##[endgroup]', start)
  return lines.slice(start + 1, end)
}

/** Holds that groups neither nest nor stay open, and that there is no control character. */
function expectOrderly({ raw }: RunResult): void {
  let isOpen = false
  for (const line of raw.split('\n')) {
    assert.doesNotMatch(line, /\p{Cc}/u)
    const command = parseLogCommand(line)?.command
    if (command === 'group' || command === 'endgroup') {
      assert.equal(isOpen, command === 'endgroup', raw)
      isOpen = command === 'group'
    }
  }
  assert.equal(isOpen, false)
}

for (const [suite, version] of [
  ['trixie', '2.26'],
  ['forky', '2.34'],
] as const) {
  describe(`a run with Nix ${version}`, () => {
    let lab: Lab
    const build = (configurations: string, inputs: Record<string, string> = {}): Promise<RunResult> =>
      lab.runner.run({ command: 'build', flake: './deploy', configurations, ...inputs })

    before(async () => {
      lab = await startLab({ hosts: [], runner: suite })
      const { flake: checkout } = lab.runner
      checkout.write('deploy/flake.nix', flake)
      checkout.write('deploy/modules/bad.nix', '{ config.system.build.toplevel =\n  throw "this is bad"; }\n')
      checkout.write('deploy/modules/syntax.nix', '{\n  a = 1\n  b = 2;\n}\n')
      cpSync(join(checkout.outside, 'busybox'), join(checkout.outside, 'deploy/busybox'), { recursive: true })
      await lab.runner.sh(`chown -R runner: ${checkout.directory}/deploy`)
      await checkout.commit()
    })
    after(() => lab.stop())

    it('tells what is built in a group, and how far it is every 15 s', async () => {
      const run = await build('slow')
      expectGreen(run)
      expectOrderly(run)
      const group = groupOf(run.log, /evaluate and build slow with Nix/)
      for (const said of [/^nix \| building part-1\.0$/, /^nix \| built part-1\.0 in 16 s$/, /^nix \| building nixos-slow$/, /^nix \| built nixos-slow in/])
        assert.equal(group.filter((line) => said.test(line)).length, 1, `${String(said)}\n${run.log}`)
      assert.equal(group.filter((line) => /^nix \| 15 s: 0 of 2 built, 1 building; longest: part-1\.0, 1[0-5] s$/.test(line)).length, 1, run.log)
      // A build can have Nix say something, too.
      assert.deepEqual(
        run.log.split('\n').filter((line) => line.includes('owned')),
        ['nix | ::error::owned'],
      )
      assert.match(run.log, /^##\[endgroup\]\nevaluate and build took 1\d s$/m)
    })

    it('shows what the code says, and obeys nothing of it', async () => {
      const run = await build('loud')
      expectGreen(run)
      expectOrderly(run)
      assert.match(run.log, /^nix \| trace: ::error::owned$/m)
      assert.match(run.log, /^nix \| {3}::add-mask::nixos$/m)
    })

    it('has the whole log of each build that failed in a group, and its end in an annotation', async () => {
      const run = await build('broken\nbroken-too', { 'nix-options': '--keep-going' })
      assert.equal(run.code, 1)
      expectOrderly(run)
      const log = groupOf(run.log, /log of part-2\.0, which was not built/)
      assert.deepEqual(
        log.slice(0, 100),
        Array.from({ length: 100 }, (_, index) => `line ${index + 1}`),
      )
      assert.equal(log[100]?.replaceAll('\u{200b}', ''), hostile[0])
      assert.deepEqual(groupOf(run.log, /log of nixos-broken-too/), ['first'])
      assert.deepEqual(run.annotations.map(({ level, title }) => [level, title]).toSorted(), [
        ['error', 'nixos-broken-too was not built'],
        ['error', 'part-2.0 was not built'],
      ])
      const { message } = run.annotations.find(({ title }) => title?.startsWith('part')) ?? assert.fail()
      assert.match(
        message,
        /^the build of part-2\.0 failed: builder failed with exit code 3\nthe end of its log:\n[^]* {2}line 100\n[^]*\nMore of it is in the log of this step/,
      )
    })

    it('has an evaluation error at its line in the repository', async () => {
      const placed = async (run: Promise<RunResult>): Promise<unknown> => {
        const { code, annotations, log } = await run
        assert.equal(code, 1, log)
        assert.equal(annotations.length, 1, log)
        const { file, line, column, message } = annotations[0] ?? assert.fail()
        assert.doesNotMatch(message, /\/nix\/store/)
        return { file, line, column }
      }
      assert.deepEqual(await placed(build('bad')), { file: 'deploy/modules/bad.nix', line: 2, column: 3 })
      assert.deepEqual(await placed(build('syntax')), { file: 'deploy/modules/syntax.nix', line: 3, column: 5 })
      assert.deepEqual(await placed(build('bad', { flake: `git+file://${lab.runner.flake.directory}?dir=deploy` })), {
        file: 'deploy/modules/bad.nix',
        line: 2,
        column: 3,
      })
      lab.runner.flake.write('deploy/flake.nix', '{\n  outputs = = { };\n}\n')
      assert.deepEqual(await placed(lab.runner.run({ command: 'list', flake: './deploy' })), { file: 'deploy/flake.nix', line: 2, column: 13 })
      assert.deepEqual(await placed(lab.runner.run({ command: 'build', flake: '.', configurations: 'all' }, { cwd: 'deploy' })), {
        file: 'deploy/flake.nix',
        line: 2,
        column: 13,
      })
      await lab.runner.flake.git('checkout', '--quiet', 'deploy/flake.nix')
    })
  })
}

describe('a run with many targets that fail', () => {
  let lab: Lab
  let host: LabHost
  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }] })
    host = lab.hosts['web'] as LabHost
  })
  after(() => lab.stop())

  it('has one annotation for each kind of failure, which names every target', async () => {
    // One host that is known by twelve addresses.
    const addresses = new Map(Array.from({ length: 12 }, (_, index) => [`target-${index}`, `198.51.100.${100 + index}`]))
    const names = [...addresses.keys()]
    const all = [...addresses.values()]
    await host.sh(
      `for address in ${all.join(' ')}; do ip address add $address/24 dev $(ip -o route get 198.51.100.2 | sed 's/.* dev \\([^ ]*\\).*/\\1/'); done`,
    )
    const knownHosts = lab.knownHosts
      .split('\n')
      .filter((line) => line.includes(host.address))
      .map((line) => line.replace(/^\S+/, all.join(',')))
      .join('\n')
    const targets = JSON.stringify(Object.fromEntries([...addresses].map(([name, address]) => [name, `root@${address}`])))
    const run = await act(lab, { command: 'promote', revision: 'never-staged', targets, 'known-hosts': knownHosts, 'max-parallel': '12' })
    assert.equal(run.code, 1, run.log)
    expectOrderly(run)
    const errors = run.raw.split('\n').filter((line) => parseLogCommand(line)?.command === 'error')
    assert.equal(errors.length, 1, run.log)
    assert.equal(run.annotations[0]?.title, 'target-0, target-1, target-2 and 9 more: failed')
    assert.match(run.annotations[0].message, new RegExp(`^revision never-staged is not staged there; .*\\nThe same on ${names.slice(1).join(', ')}\\.$`, 's'))
  })

  it('tells how an error came about only when debugging is on', async () => {
    const inputs = { command: 'build', flake: './nowhere' }
    assert.doesNotMatch((await lab.runner.run(inputs)).raw, /::debug::/)
    assert.match((await lab.runner.run(inputs, { env: { RUNNER_DEBUG: '1' } })).raw, /::debug::/)
  })
})

describe('a slow connection', () => {
  it('shows every 15 s how much has been sent', async () => {
    const lab = await startLab({ hosts: [{ name: 'far' }] })
    try {
      const far = lab.hosts.far as LabHost
      await lab.runner.flake.commit({ staging: { parts: { one: 3_000_000, two: 3_000_000 } } })
      await lab.runner.sh(
        `nft 'add table inet slow; add chain inet slow out { type filter hook output priority 0; }; add rule inet slow out ip daddr ${far.address} limit rate over 250 kbytes/second drop'`,
      )
      const run = await act(lab, { targets: `far: { host: root@${far.address}, configuration: staging, activate: none }` })
      expectGreen(run)
      assert.match(run.log, /^far: sent \d of \d store paths, [\d.]+ [kM]B$/m)
    } finally {
      await lab.stop()
    }
  })
})
