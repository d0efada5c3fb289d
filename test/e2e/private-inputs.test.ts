// A flake whose inputs are private repositories: a real sshd with a key for each, as a forge has deploy keys.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually, mustExecute } from '../lab/command.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { expectGreen, expectRed, type Inputs } from './scenario.ts'

const port = 2222
const repositories = ['words', 'other'] as const
const nix = "nix --extra-experimental-features 'nix-command flakes'"

describe('private inputs of a flake', () => {
  let lab: Lab
  const keys: Record<string, string> = {}
  let hostKey = ''
  const build = (inputs: Inputs, options?: LabRunOptions): Promise<RunResult> =>
    lab.runner.run({ command: 'build', configurations: 'staging', ...inputs }, options)
  const both = (): string => repositories.map((name) => keys[name] ?? '').join('')
  const given = (): Inputs => ({ 'flake-ssh-private-key': both(), 'flake-known-hosts': hostKey })
  const agents = (): Promise<string> => lab.runner.sh('pgrep -a ssh-agent || :')

  async function makeKey(name: string, comment: string): Promise<string> {
    const file = join(lab.directory, `flake-${name}`)
    await mustExecute(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file])
    keys[name] = readFileSync(file, 'utf8')
    return readFileSync(`${file}.pub`, 'utf8').trim()
  }

  before(async () => {
    lab = await startLab({ hosts: [] })
    // Whatever is asked for, a key gives its own repository: so the wrong one of two has not what is wanted.
    const lines: string[] = []
    for (const name of repositories)
      lines.push(`restrict,command="git-upload-pack /srv/git/${name}" ${await makeKey(name, `deploy key of https://git.lab.test/srv/git/${name}.git`)}`)
    await makeKey('stranger', 'nobody')
    await lab.runner.sh(
      `echo '127.0.0.1 git.lab.test' >>/etc/hosts
      mkdir -p /srv/git /run/sshd && chown runner: /srv/git
      printf '%s\\n' "$KEYS" >/etc/ssh/flake_keys
      ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/flake_host_key
      printf '%s\\n' 'Port ${port}' 'HostKey /etc/ssh/flake_host_key' 'AuthorizedKeysFile /etc/ssh/flake_keys' 'PasswordAuthentication no' 'KbdInteractiveAuthentication no' 'UsePAM yes' 'PidFile /run/flake-sshd.pid' >/etc/ssh/flake_sshd
      /usr/sbin/sshd -f /etc/ssh/flake_sshd`,
      { env: { KEYS: lines.join('\n') } },
    )
    hostKey = `[git.lab.test]:${port} ${(await lab.runner.sh('cut -d " " -f 1,2 /etc/ssh/flake_host_key.pub')).trim()}`
    for (const name of repositories)
      await lab.runner.sh(`git init -q -b main /srv/git/${name} && cd /srv/git/${name} && echo ${name} >word && git add . && git commit -qm one`, {
        user: 'runner',
      })
    const flake = lab.runner.flake.read('flake.nix') ?? ''
    const inputs = repositories.map((name) => `inputs.${name} = { url = "git+ssh://runner@git.lab.test:${port}/srv/git/${name}"; flake = false; };`)
    const holds = repositories.map((name) => `assert builtins.readFile "\${${name}}/word" == "${name}\\n";`)
    lab.runner.flake.write(
      'flake.nix',
      flake.replace('outputs =', `${inputs.join('\n')}\n  outputs =`).replace('{ self }:', `{ self, words, other }: ${holds.join(' ')}`),
    )
    await lab.runner.flake.git('add', '--all')
    const local = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'url./srv/.insteadOf', GIT_CONFIG_VALUE_0: `ssh://runner@git.lab.test:${port}/srv/` }
    await lab.runner.sh(`${nix} flake lock`, { user: 'runner', cwd: lab.runner.flake.directory, env: local })
    await lab.runner.flake.commit()
  })
  after(() => lab.stop())
  // What was fetched is known by its hash.
  beforeEach(() => lab.runner.sh('rm -rf /home/runner/.cache/nix; nix-store --gc >/dev/null 2>&1'))

  it('are fetched, each with the key whose comment names it', async () => {
    for (const keyText of [
      both(),
      repositories
        .map((name) => keys[name] ?? '')
        .reverse()
        .join('\n'),
    ]) {
      await lab.runner.sh('rm -rf /home/runner/.cache/nix; nix-store --gc >/dev/null 2>&1')
      expectGreen(await build({ ...given(), 'flake-ssh-private-key': keyText }))
    }
    assert.equal(await agents(), '')
  })

  it('are fetched by whatever reads the flake', async () => {
    const listed = await lab.runner.run({ command: 'list', ...given() })
    expectGreen(listed)
    assert.deepEqual(JSON.parse(listed.outputs['configurations'] ?? ''), ['production', 'staging'])
  })

  const failing: [what: string, inputs: () => Inputs, words: RegExp][] = [
    ['without a key', () => ({}), /could not be fetched: (?:.*\n)*.*input flake-known-hosts/],
    [
      'with a key that nobody knows',
      () => ({ ...given(), 'flake-ssh-private-key': keys['stranger'] ?? '' }),
      /Permission denied(?:.*\n)*.*to the input flake-ssh-private-key/,
    ],
    ['from a server whose key is not known', () => ({ 'flake-ssh-private-key': both() }), /host key is known|Host key verification failed/],
    [
      'from a server that shows another key',
      () => ({ ...given(), 'flake-known-hosts': `[git.lab.test]:${port} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl` }),
      /input flake-known-hosts/,
    ],
    [
      'with what is no key',
      () => ({ ...given(), 'flake-ssh-private-key': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMq x' }),
      /^flake-ssh-private-key: this is the public half of a key/,
    ],
    [
      'with a second key that is cut off',
      () => ({ ...given(), 'flake-ssh-private-key': `${keys['words'] ?? ''}${(keys['other'] ?? '').replace(/\n.{20}/, '\n')}` }),
      /^flake-ssh-private-key, key 2: this is not a private key that OpenSSH can read/,
    ],
  ]
  for (const [what, inputs, words] of failing) {
    it(`are not fetched ${what}, and the reason says what to do`, async () => {
      const run = await build(inputs())
      expectRed(run, words)
      assert.equal(await agents(), '')
      for (const line of both()
        .split('\n')
        .filter((text) => text.length > 30 && !text.startsWith('-----')))
        assert.ok(!run.log.includes(line))
    })
  }

  it('have keys that are in no file and no argument, and that nothing but Nix is led to', async () => {
    // What Nix evaluates waits, so that one can look.
    const looked: { files: string; processes: string } = { files: '', processes: '' }
    await lab.runner.sh(`kill -STOP $(cat /run/flake-sshd.pid)`)
    const running = build(given())
    try {
      await eventually('git waits for the server', async () => /ssh -F \S+\/config/.test(await lab.runner.sh('pgrep -a ssh || :')))
      looked.files = await lab.runner.sh('cat /home/runner/work/_temp/nfd-*/* 2>/dev/null || :')
      looked.processes = await lab.runner.sh(
        `for p in /proc/[0-9]*; do printf '%s: ' "$(tr '\\0' ' ' <$p/cmdline)"; tr '\\0\\n' '  ' <$p/environ; echo; done 2>/dev/null`,
      )
    } finally {
      await lab.runner.sh(`kill -CONT $(cat /run/flake-sshd.pid)`)
    }
    expectGreen(await running)
    for (const line of both()
      .split('\n')
      .filter((text) => text.length > 30 && !text.startsWith('-----'))) {
      assert.ok(!looked.files.includes(line), 'a file has the key')
      // The runner hands the inputs to main in its environment, as it does for any action.
      const others = looked.processes.split('\n').filter((process) => !/index\.js/.test(process.split(': ', 1)[0] ?? ''))
      assert.deepEqual(
        others.filter((process) => process.includes(line)).map((process) => process.split(': ', 1)[0]),
        [],
      )
    }
    const led = looked.processes.split('\n').filter((process) => process.includes('GIT_SSH_COMMAND='))
    assert.ok(led.length > 0)
    for (const process of led) assert.match(process, /^(?:\S*\/)?(?:nix|git|ssh|sh) /)
  })

  for (const how of ['cancelled', 'killed'] as const) {
    it(`leave nothing behind of a run that is ${how}`, async () => {
      await lab.runner.sh(`kill -STOP $(cat /run/flake-sshd.pid)`)
      try {
        let main: string | undefined
        const waits = eventually('git waits for the server', async () => /ssh -F \S+\/config/.test(await lab.runner.sh('pgrep -a ssh || :'))).then(async () => {
          assert.match(await agents(), /ssh-agent -D -a /)
          // Main alone: what it has started goes on, until post ends it.
          if (how === 'killed') main = await lab.runner.sh('pkill -KILL -f "[d]ist/index.js"; echo killed')
        })
        const run = await build(given(), how === 'cancelled' ? { cancelAfter: waits } : {})
        await waits
        assert.equal(main?.trim(), how === 'killed' ? 'killed' : undefined)
        assert.notEqual(run.outcome, 'success')
        assert.equal(run.post?.code, 0, run.post?.raw)
        assert.equal(await agents(), '')
        assert.equal(await lab.runner.sh('ls -d /home/runner/work/_temp/nfd-* 2>/dev/null || :'), '')
      } finally {
        await lab.runner.sh(`kill -CONT $(cat /run/flake-sshd.pid)`)
      }
    })
  }
})
