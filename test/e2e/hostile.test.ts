// What others can write - inputs, what Nix, hosts and services say, who started the run - is text: nothing of it is executed
// on runner or host, no log command in it is obeyed, and nothing else leaks or is masked.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { INPUT_DEFAULTS, type InputName } from '../../src/settings/inputs.ts'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { act, expectConfirmed, expectGreen, expectUntouched, type Inputs, resultsOf, see } from './scenario.ts'

let lab: Lab
let web: LabHost

/** Where a command that was executed leaves its mark, on whichever machine. */
const mark = '/var/tmp/owned'
/** Each would do harm in its own way: in a shell, as an option, in a log. */
const shell = `x'"; touch ${mark}; $(touch ${mark}) \`touch ${mark}\` | touch ${mark} & touch ${mark} #`
const option = `-oProxyCommand=touch ${mark}`
const commands = [
  '::set-output name=changed::owned',
  '::save-state name=privateDirectory::/owned',
  '::set-env name=OWNED::owned',
  '::add-path::/owned',
  '::add-mask::staging',
  '##[add-mask]staging',
  ' \t::error::owned',
  'text ##[error]owned',
  '##[set-output name=changed]owned',
  '::echo::on',
  '::stop-commands::owned',
  '##[stop-commands]owned',
]
const log = commands.join('\n')

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }] })
  web = lab.hosts['web'] as LabHost
  await lab.runner.sh(`chmod 1777 /var/tmp`)
  await web.sh(`chmod 1777 /var/tmp`)
  await lab.runner.flake.commit()
  expectGreen(await act(lab, { targets: target() }))
})
after(() => lab.stop())

function target(): string {
  return `staging: deploy@${web.address}`
}

/** Holds that nothing in a run was executed or obeyed; then clears the marks. */
async function expectOnlyText(run: RunResult, { masks = false } = {}): Promise<void> {
  for (const machine of [lab.runner, web]) {
    assert.equal(await machine.sh(`ls -d ${mark}* /owned* 2> /dev/null || :`), '', `on ${machine.name}\n${run.log}`)
  }
  assert.deepEqual(run.exported, { env: {}, path: [] })
  assert.ok(!Object.values(run.outputs).includes('owned'), JSON.stringify(run.outputs))
  assert.deepEqual(
    Object.keys(run.outputs).filter(
      (name) => !['revision', 'toplevels', 'configurations', 'results', 'manifest', 'changed', 'changes', 'changed-configurations'].includes(name),
    ),
    [],
  )
  if (run.outputs['changed'] !== undefined) assert.match(run.outputs['changed'], /^(true|false)$/)
  assert.notEqual(run.state['privateDirectory'], '/owned')
  for (const { level, message, title } of run.annotations) {
    assert.equal(level, 'error')
    assert.ok(!message.startsWith('owned') && title !== 'owned', message)
  }
  // A red step says why in an annotation, which it could not after an obeyed stop-commands.
  if (run.code !== 0) assert.ok(run.annotations.length > 0, run.log)
  if (!masks) assert.doesNotMatch(run.log, /\*\*\*/)
  assert.deepEqual(run.leftovers, [])
  assert.equal(run.post?.code, 0)
  for (const line of lab.privateKey.split('\n'))
    if (line.length >= 8 && !line.startsWith('-----')) assert.ok(!run.log.includes(line) && !run.summary.includes(line))
}

describe('an input', () => {
  /** Ways to put a text into an input: as a whole, and wherever a structured one has a place for text. */
  const places: Partial<Record<InputName, ((text: string) => Inputs)[]>> = {
    targets: [
      (text) => ({ targets: text }),
      (text) => ({ targets: JSON.stringify({ [text]: 'root@a' }) }),
      (text) => ({ targets: JSON.stringify({ staging: text }) }),
      (text) => ({ targets: JSON.stringify({ staging: `${text}@${web.address}` }) }),
      (text) => ({ targets: JSON.stringify({ staging: { host: `root@${web.address}`, configuration: text } }) }),
      (text) => ({ targets: JSON.stringify({ staging: { host: `root@${web.address}`, [text]: text } }) }),
    ],
    'require-healthy-on': [(text) => ({ 'require-healthy-on': text }), (text) => ({ 'require-healthy-on': JSON.stringify({ staging: `root@${text}` }) })],
    'health-check': [
      (text) => ({ 'health-check': text }),
      (text) => ({ 'health-check': JSON.stringify({ url: `http://{host}:8080/${text}` }) }),
      (text) => ({
        'health-check': JSON.stringify({ url: 'http://{host}:8080/', 'expect-header': `x-version: ${text}`, timeout: '1s' }),
        'confirm-timeout': '2s',
      }),
      (text) => ({ 'health-check': JSON.stringify({ url: 'http://{host}:8080/', 'expect-body': text, timeout: '1s' }), 'confirm-timeout': '2s' }),
    ],
    flake: [(text) => ({ flake: text }), (text) => ({ flake: `./${text}` }), (text) => ({ flake: `git+file:///${text}` })],
    'nix-options': [(text) => ({ 'nix-options': text }), (text) => ({ 'nix-options': `--option\nbuild-cores\n${text.replaceAll('\n', ' ')}` })],
    'out-link-prefix': [
      (text) => ({ command: 'build', 'out-link-prefix': text }),
      (text) => ({ command: 'build', 'out-link-prefix': `${lab.runner.work.inside}/${text}` }),
    ],
    configurations: [(text) => ({ configurations: text }), (text) => ({ command: 'build', configurations: text })],
    revision: [(text) => ({ revision: text }), (text) => ({ command: 'promote', revision: text }), (text) => ({ command: 'rollback', revision: text })],
    'ssh-private-key': [(text) => ({ 'ssh-private-key': text }), (text) => ({ 'ssh-private-key': `${lab.privateKey}\n${text}` })],
    // A command in ssh-config is what the user asks for: only what is no option is tried.
    'ssh-config': [(text) => ({ 'ssh-config': text.replaceAll('ProxyCommand', 'NoSuchOption') })],
  }
  for (const name of Object.keys(INPUT_DEFAULTS) as InputName[]) {
    it(`${name} is text, whatever is in it`, async () => {
      const before = await see(web)
      for (const place of places[name] ?? [(text: string): Inputs => ({ [name]: text })]) {
        await Promise.all(
          [shell, option, log].map(async (text) => {
            const inputs = place(text)
            const run = await act(lab, { targets: target(), activate: 'switch', ...inputs })
            await expectOnlyText(run, { masks: name.endsWith('ssh-private-key') })
          }),
        )
      }
      // What `build` was told to name its links.
      await lab.runner.flake.git('clean', '--quiet', '--force', '-d')
      await expectUntouched(web, before)
    })
  }

  it('that names a program’s place does not run what lies there', async () => {
    // The workspace is full of what others wrote: nothing in it is taken for a program or a configuration.
    for (const program of ['nix', 'ssh', 'curl', 'sh', 'ps', 'git']) {
      lab.runner.flake.write(program, `#!/bin/sh\ntouch ${mark}\n`)
      await lab.runner.sh(`chmod 755 ${lab.runner.flake.directory}/${program}`)
    }
    const run = await act(lab, { targets: target() })
    await lab.runner.flake.git('clean', '--quiet', '--force')
    await expectOnlyText(run)
  })
})

describe('what Nix says', () => {
  const inNix = (text: string): string =>
    `"${text
      .replaceAll(/["\\$]/g, '\\$&')
      .replaceAll('\n', '\\n')
      .replaceAll('\t', '\\t')}"`

  /** Runs `build` with a flake whose outputs are this, in the middle of the fixture's. */
  const withOutputs = async (outputs: string, inputs: Inputs = { command: 'build' }, options?: LabRunOptions): Promise<RunResult> => {
    const flake = lab.runner.flake.read('flake.nix') ?? ''
    lab.runner.flake.write('flake.nix', `{ outputs = { self }: ${outputs}; }`)
    try {
      return await act(lab, { 'out-link-prefix': `${lab.runner.work.inside}/result-`, ...inputs }, options)
    } finally {
      lab.runner.flake.write('flake.nix', flake)
    }
  }
  const derivation = (script: string): string =>
    `derivation { name = "x"; system = "${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux"; builder = "\${./busybox}/bin/busybox"; args = [ "sh" "-c" ${inNix(script)} ]; }`

  it('in a trace, an error or a description is text', async () => {
    const run = await withOutputs(`builtins.trace ${inNix(log)} { nixosConfigurations.staging = throw ${inNix(log)}; }`)
    assert.equal(run.code, 1)
    assert.match(run.log, /nix \| trace: ::set-output/)
    await expectOnlyText(run)
  })

  it('of a build that fails is text', async () => {
    const run = await withOutputs(
      `{ nixosConfigurations.staging.config.system.build.toplevel = ${derivation(`while read -r line; do echo "$line"; done <<'END'\n${log}\nEND\nprintf 'a\\r::add-mask::staging\\n'; exit 1`)}; }`,
    )
    assert.equal(run.code, 1)
    assert.match(run.annotations[0]?.message ?? '', /the end of its log:\n(.*\n)* {2}::stop-commands::owned/)
    await expectOnlyText(run)
  })

  it('of names in the flake is text, in the list of them too', async () => {
    const names = [shell, option, log, 'a/../../../var/tmp/owned', 'plain']
    const run = await withOutputs(`{ nixosConfigurations = { ${names.map((name) => `${inNix(name)} = { };`).join(' ')} }; }`, { command: 'list' })
    assert.equal(run.code, 0, run.log)
    assert.deepEqual((JSON.parse(run.outputs['configurations'] ?? '') as string[]).sort(), [...names].sort())
    await expectOnlyText(run)
    const wrong = await withOutputs(`{ nixosConfigurations = { ${names.map((name) => `${inNix(name)} = { };`).join(' ')} }; }`, {
      command: 'build',
      configurations: 'plan',
    })
    assert.match(wrong.annotations[0]?.message ?? '', /^configurations: 'plan' is not in the flake's nixosConfigurations; did you mean 'plain'\?/)
    await expectOnlyText(wrong)
    await expectOnlyText(
      await withOutputs(`{ nixosConfigurations = { ${names.map((name) => `${inNix(name)} = { };`).join(' ')} }; }`, { command: 'build', configurations: '*' }),
    )
  })
})

describe('who started the run', () => {
  it('is one line of plain text in the host’s history', async () => {
    const run = await act(
      lab,
      { targets: target(), revision: 'by-somebody' },
      { env: { GITHUB_ACTOR: `evil\nverb=rollback\n${log}\t${shell}`, GITHUB_SERVER_URL: `https://x/\n${log}` } },
    )
    assert.equal(run.code, 0, run.log)
    await expectOnlyText(run)
    const last = (web.readFile('/srv/revisions/.state/history') ?? '').trimEnd().split('\n').at(-1) ?? ''
    assert.match(last, /^\S+Z\tconfirmed\tby-somebody\t\S+\tevil\?verb=rollback\?[ -~]*\t[^\t]*$/)
  })
})

describe('what a host says', () => {
  it('while it activates is text, each line of it shown', async () => {
    const revision = await lab.runner.flake.commit({ staging: { says: `${log}\n\u001b[31mred\u001b[0m\rback\n${shell}` } })
    const run = await act(lab, { targets: target() })
    expectGreen(run)
    await expectOnlyText(run)
    for (const line of ['::add-mask::staging', '::stop-commands::owned', 'red back']) assert.ok(run.log.includes(`staging | ${line}`), run.log)
    await expectConfirmed(web, revision, await lab.runner.flake.toplevel('staging'))
    await lab.runner.flake.commit({ staging: { says: '' } })
  })

  it('over HTTP, in headers, body and status line, is text in the reason', async () => {
    // A server of its own: any answer, byte by byte.
    await web.sh('cat > /run/answer', {
      input: `HTTP/1.1 200 ::add-mask::staging ##[add-mask]staging\r\nX-Version: ${log.replaceAll('\n', '\r\nX-Version: ')}\r\nconnection: close\r\n\r\n${log}\n${shell}\n`,
    })
    await web.sh(`cd /run/systemd/system
      printf '[Socket]\\nListenStream=8081\\nAccept=yes\\n' > answer.socket
      printf '[Service]\\nStandardInput=socket\\nExecStart=/bin/bash /run/answer.sh\\n' > answer@.service
      printf 'while read -r line && [ "\${#line}" -gt 1 ]; do :; done; cat /run/answer\\n' > /run/answer.sh
      systemctl daemon-reload; systemctl start answer.socket`)
    const before = await see(web)
    const url = 'http://{host}:8081/'
    const checks = [
      { url, 'expect-header': 'x-version: {revision}' },
      { url, 'expect-body': 'something else' },
      { url, from: 'host', 'expect-body': '/^nothing$/' },
      { command: `curl -s http://localhost:8081/; cat /run/answer >&2; exit 3` },
      { command: 'cat /run/answer', 'expect-body': 'something else' },
    ]
    const runs = []
    for (const [index, check] of checks.entries()) {
      // The first is rolled back; the others are asked of a host that runs the system already.
      await (index === 0 ? lab.runner.flake.commit() : lab.runner.flake.git('checkout', '--quiet', '--detach', before.healthy ?? ''))
      const run = await act(lab, { targets: target(), 'confirm-timeout': '3s', 'health-check': JSON.stringify({ ...check, timeout: '1s', interval: '1s' }) })
      assert.equal(run.code, 1, run.log)
      assert.match(run.annotations[0]?.message ?? '', /^health check failed: /)
      assert.equal(resultsOf(run)['staging']?.state, index === 0 ? 'rolled-back' : 'failed')
      runs.push(run)
    }
    for (const run of runs) await expectOnlyText(run)
    await expectUntouched(web, before)
    await lab.runner.flake.git('checkout', '--quiet', 'main')
    await web.sh('systemctl stop answer.socket')
  })

  it('in banners, messages of the day and shell noise is text', async () => {
    await web.sh(
      `tee /etc/hostile-banner /etc/motd > /etc/hostile; printf 'Banner /etc/hostile-banner\\nPrintMotd yes\\n' > /etc/ssh/sshd_config.d/a-test.conf; systemctl restart ssh`,
      { input: `${log}\n${shell}\n` },
    )
    await web.sh(
      `printf '#!/bin/bash\\ncat /etc/hostile; cat /etc/hostile >&2\\nexec /bin/bash "$@"\\n' > /usr/local/bin/odd-shell; chmod 755 /usr/local/bin/odd-shell; usermod --shell /usr/local/bin/odd-shell deploy`,
    )
    try {
      const run = await act(lab, { targets: target() })
      expectGreen(run)
      await expectOnlyText(run)
      await web.sh(`printf '#!/bin/bash\\ncat /etc/hostile /etc/hostile >&2\\nexit 1\\n' > /usr/local/bin/odd-shell`)
      const failed = await act(lab, { targets: target() })
      assert.equal(failed.code, 1)
      await expectOnlyText(failed)
    } finally {
      await web.sh('usermod --shell /bin/bash deploy; rm /etc/ssh/sshd_config.d/a-test.conf; systemctl restart ssh')
    }
  })

  it('of its past, its links and a pending deployment is text in the table and the results', async () => {
    await web.sh(`cat >> /srv/revisions/.state/history; cd /srv/revisions; ln -s /etc "$NAME"; ln -s "$NAME" there`, {
      env: { NAME: `a\n${commands.slice(4, 6).join('\n')}` },
      input: `${log.replaceAll('\n', `\t${log.split('\n')[4] ?? ''}\n`)}\n`,
    })
    const run = await act(lab, { command: 'status', targets: target() })
    expectGreen(run)
    await expectOnlyText(run)
    assert.match(run.log, /^ {2}event .*stop-commands::owned/m)
    assert.ok((resultsOf(run)['staging']?.status?.events.length ?? 0) > 0)
    await web.sh(`find /srv/revisions -maxdepth 1 -name 'a*' -type l -delete; rm /srv/revisions/there`)
  })

  it('in place of the agent is held to plain words, so that no output carries more', async () => {
    const lies = (text: string): Promise<string> =>
      web.sh(`cat > /usr/local/bin/liar && chmod 755 /usr/local/bin/liar && usermod --shell /usr/local/bin/liar deploy`, {
        input: `#!/bin/bash\ncat <<'END'\nnix-flake-deploy agent 1\n${text}\nend\nEND\n`,
      })
    const label = '$(touch${IFS}/var/tmp/owned)'
    const path = '/nix/store/00000000000000000000000000000000-x'
    const gate = { 'require-healthy-on': target(), targets: `production: nosudo@${web.address}` }
    try {
      for (const [text, inputs] of [
        [`fact running ${path}\nfact healthy ${label}\nrevision ${label} ${path} confirmed`, { command: 'promote', revision: 'healthy', ...gate }],
        [`fact running ${path}\nfact healthy ${label}`, { command: 'status', targets: target() }],
        [`fact running ${label}`, { command: 'status', targets: target() }],
        [`resolved ${label} ${path}\nprevious ${path}\nunchanged ${label}`, { command: 'promote', revision: 'latest', targets: target() }],
        [`resolved x ${path}\nprevious ${label}\nactivated`, { command: 'rollback', targets: target() }],
        [`lacking\nlacks ${label}`, { targets: target() }],
        ['lacking\nlacks /etc/shadow', { targets: target() }],
        [`log ${commands.join('\nlog ')}\nerror ${commands.join(' ')}`, { command: 'status', targets: target() }],
      ] as [string, Inputs][]) {
        await lies(text)
        const run = await act(lab, inputs)
        assert.equal(run.code, 1, run.log)
        await expectOnlyText(run)
        assert.ok(
          !JSON.stringify([
            run.outputs['revision'],
            Object.values(JSON.parse(run.outputs['results'] ?? '{}') as Record<string, { revision?: string; toplevel?: string }>).map(
              ({ revision, toplevel }) => [revision, toplevel],
            ),
          ]).includes('IFS'),
          JSON.stringify(run.outputs),
        )
      }
    } finally {
      await web.sh('usermod --shell /bin/bash deploy')
    }
  })
})

describe('a key', () => {
  it('is masked line by line, also where a host sends it back', async () => {
    await web.sh('cat > /run/key', { input: lab.privateKey })
    const check = { command: 'cat /run/key; cat /run/key >&2; exit 1', timeout: '1s' }
    const run = await act(lab, { targets: target(), 'health-check': JSON.stringify(check), 'confirm-timeout': '2s' })
    assert.equal(run.code, 1)
    await lab.runner.flake.commit({ staging: { says: lab.privateKey } })
    const shown = await act(lab, { targets: target() })
    assert.match(shown.log, /staging \| \*\*\*/)
    for (const result of [run, shown]) await expectOnlyText(result, { masks: true })
    await lab.runner.flake.commit({ staging: { says: '' } })
  })
})
