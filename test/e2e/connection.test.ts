// What keeps the runner from a host is said in words that lead on, and nothing is sent to a host that nobody vouches for.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunOptions, RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, type Inputs, statesOf } from './scenario.ts'

let lab: Lab
let host: LabHost
let bastion: LabHost

before(async () => {
  lab = await startLab({ hosts: [{ name: 'host' }, { name: 'bastion', suite: 'forky' }] })
  host = lab.hosts['host'] as LabHost
  bastion = lab.hosts['bastion'] as LabHost
  // What a client tries is in the journal, and there is a second port.
  await host.sh("printf 'LogLevel DEBUG1\\nPort 22\\nPort 2222\\n' > /etc/ssh/sshd_config.d/a-test.conf && systemctl restart ssh")
})
after(() => lab.stop())

/** `status` asks a host and changes nothing; it needs no Nix. */
function status(inputs: Inputs = {}, options: Partial<RunOptions> = {}): Promise<RunResult> {
  return act(lab, { command: 'status', targets: `web: deploy@${host.address}`, ...inputs }, { path: lab.runner.pathWithoutNix, ...options })
}

/** The one error of a run that failed. */
function errorOf(run: RunResult): string {
  assert.equal(run.code, 1, run.log)
  assert.deepEqual(run.leftovers, [])
  assert.equal(run.annotations.length, 1, run.log)
  return run.annotations[0]?.message ?? ''
}

/** Works, and gives what the host's sshd wrote meanwhile, once the last of its sessions has ended. */
async function heardBySshd<T>(machine: LabHost, work: () => Promise<T>): Promise<{ result: T; journal: string }> {
  const cursor = await machine.sh("journalctl --unit=ssh --lines=0 --show-cursor | sed -n 's/^-- cursor: //p'")
  const result = await work()
  await eventually('no ssh session is left', async () => (await machine.sh("pgrep -c 'sshd-session|sshd-auth' || :")) === '0')
  await machine.exec(['journalctl', '--sync'])
  return { result, journal: await machine.sh(`journalctl --unit=ssh --output=cat --after-cursor='${cursor}'`) }
}

const linesFor = (address: string): string =>
  lab.knownHosts
    .split('\n')
    .filter((line) => line.includes(address))
    .join('\n')
const fingerprintOf = async (machine: LabHost): Promise<string> => (await machine.sh('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')).split(' ')[1] ?? ''

describe('a host key', () => {
  /** Holds that sshd met a client that neither authenticated nor tried to, nor said as whom it would. */
  const nothingWasSent = (journal: string): void => {
    assert.match(journal, /Connection from/)
    assert.doesNotMatch(journal, /userauth|Accepted|Failed|publickey|deploy/)
  }

  it('that no known hosts were given for is shown, and the line to add; with that very line it works', async () => {
    const { result, journal } = await heardBySshd(host, () => status({ 'known-hosts': '' }))
    nothingWasSent(journal)
    const message = errorOf(result)
    assert.match(message, /^known-hosts: there is none/)
    assert.ok(message.includes(await fingerprintOf(host)), message)
    expectGreen(await status({ 'known-hosts': message.split('\n').slice(1).join('\n') }))
  })

  it('that is not known is shown with its fingerprint and the line to add, and nothing is sent; with that very line it works', async () => {
    const { result, journal } = await heardBySshd(host, () => status({ 'known-hosts': linesFor(bastion.address) }))
    nothingWasSent(journal)
    assert.deepEqual(statesOf(result), { web: 'unreachable' })
    const [said = '', line = '', ...rest] = errorOf(result).split('\n')
    assert.deepEqual(rest, [])
    assert.match(said, new RegExp(`^known-hosts: the host key of ${host.address} is not known; nothing was sent to it\\. It shows SHA256:`))
    assert.ok(
      said.includes(`It shows ${await fingerprintOf(host)}. Compare that with \`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\` on the machine itself`),
      said,
    )
    expectGreen(await status({ 'known-hosts': `${linesFor(bastion.address)}\n${line}` }))
  })

  it('at another port comes with a line for that port', async () => {
    const targets = `web: deploy@${host.address}:2222`
    const [, line = ''] = errorOf(await status({ targets, 'known-hosts': linesFor(bastion.address) })).split('\n')
    assert.ok(line.startsWith(`[${host.address}]:2222 ssh-ed25519 `), line)
    expectGreen(await status({ targets, 'known-hosts': line }))
  })

  it('that is another one than was given is called that, and nothing is sent', async () => {
    const wrong = linesFor(bastion.address).replaceAll(bastion.address, host.address)
    const { result, journal } = await heardBySshd(host, () => status({ 'known-hosts': wrong }))
    nothingWasSent(journal)
    const [said = '', line = ''] = errorOf(result).split('\n')
    assert.match(said, /shows another key than the one you gave\. That is an attack, or the machine was installed anew; nothing was sent to it/)
    assert.ok(said.includes(await fingerprintOf(host)))
    expectGreen(await status({ 'known-hosts': line }))
  })

  it('of a jump host is asked for by its own name', async () => {
    const inputs = { 'ssh-config': `Host ${host.address}\n  ProxyJump deploy@${bastion.address}` }
    const [said = '', line = ''] = errorOf(await status({ ...inputs, 'known-hosts': linesFor(host.address) })).split('\n')
    assert.match(said, new RegExp(`the host key of ${bastion.address} \\(for ${host.address}\\) is not known`))
    assert.ok(said.includes(await fingerprintOf(bastion)))
    expectGreen(await status({ ...inputs, 'known-hosts': `${linesFor(host.address)}\n${line}` }))
  })

  it('is asked for whatever ssh-config says', async () => {
    const careless =
      'Host *\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  KnownHostsCommand /bin/echo %H %t %K\n  NoHostAuthenticationForLocalhost yes'
    assert.match(
      errorOf(await status({ 'ssh-config': careless, 'known-hosts': linesFor(bastion.address) })),
      /^known-hosts: the host key of .* is not known; nothing was sent/,
    )
  })
})

describe('a private key', () => {
  it('works with any line ends, without the last one, and with space around its lines', async () => {
    const key = lab.privateKey
    for (const form of [
      key.replaceAll('\n', '\r\n'),
      key.trim(),
      key.replaceAll('\n', '\r'),
      `\n\n${key.replaceAll(/^/gm, '    ').replaceAll('\n', '  \n')}`,
    ]) {
      expectGreen(await status({ 'ssh-private-key': form }))
    }
  })

  const unusable: [name: string, key: () => Promise<string>, says: RegExp][] = [
    [
      'with a passphrase',
      () => newKey("-t ed25519 -N 'a passphrase'"),
      /^ssh-private-key: the key has a passphrase, which nobody can type here; make one without: ssh-keygen -t ed25519 -N ""/,
    ],
    ['with a passphrase, in the old form', () => newKey("-t ecdsa -m PEM -N 'a passphrase'"), /^ssh-private-key: the key has a passphrase/],
    [
      'that is none',
      () => Promise.resolve('correct horse battery staple'),
      /^ssh-private-key: this is not a private key that OpenSSH can read; paste the whole file, from `-----BEGIN` to/,
    ],
    [
      'of which the end is missing',
      async () => (await newKey("-t ed25519 -N ''")).split('\n').slice(0, 3).join('\n'),
      /^ssh-private-key: this is not a private key that OpenSSH can read/,
    ],
    [
      'that is the public half',
      () => newKey("-t ed25519 -N ''", '.pub'),
      /^ssh-private-key: this is the public half of a key; paste the other file, the one without \.pub$/,
    ],
  ]
  for (const [name, key, says] of unusable) {
    it(`${name} is refused before anything is contacted, and is in no log`, async () => {
      const text = await key()
      const { result, journal } = await heardBySshd(host, () => status({ 'ssh-private-key': text }))
      assert.equal(journal, '')
      assert.match(errorOf(result), says)
      for (const line of text.split('\n')) if (line.length >= 8 && !line.startsWith('-----')) assert.ok(!result.log.includes(line), result.log)
    })
  }

  it('is asked for where there is none, nor an agent', async () => {
    assert.equal(
      errorOf(await status({ 'ssh-private-key': '' })),
      'ssh-private-key: there is no key and no running ssh-agent; give a key: `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`',
    )
  })

  it('that the host does not know comes with the line to add; with that very line it works', async () => {
    const key = await newKey("-t ed25519 -C 'ci key' -N ''")
    const [said = '', line = '', ...rest] = errorOf(await status({ 'ssh-private-key': key })).split('\n')
    assert.deepEqual(rest, [])
    assert.match(
      said,
      new RegExp(`^ssh-private-key: deploy at ${host.address} does not accept the key \\(.*Permission denied.*\\); is it the right user\\? .* Else add it:$`),
    )
    await host.sh('cat >> /etc/ssh/authorized_keys', { input: `${line}\n` })
    expectGreen(await status({ 'ssh-private-key': key }))
  })

  it('of an agent that the host does not know is said to be the agent’s', async () => {
    await newKey("-t ed25519 -N ''")
    const socket = `${lab.runner.work.inside}/agent`
    const agent = await lab.runner.sh(`eval "$(ssh-agent -a ${socket})" > /dev/null && ssh-add -q ${keyFile} && echo "$SSH_AGENT_PID"`, { user: 'runner' })
    try {
      assert.match(
        errorOf(await status({ 'ssh-private-key': '' }, { env: { SSH_AUTH_SOCK: socket } })),
        /does not accept the key \(.*Permission denied.*\); it has none of the keys that ssh offers here/,
      )
    } finally {
      await lab.runner.sh(`kill ${agent}`)
    }
  })
})

const keyFile = '/home/runner/key'

/** A new key pair on the runner machine; gives the text of one half. */
function newKey(options: string, half = ''): Promise<string> {
  return lab.runner.sh(`rm -f ${keyFile} ${keyFile}.pub && ssh-keygen -q ${options} -f ${keyFile} && cat ${keyFile}${half}`, { user: 'runner' })
}

describe('a user', () => {
  it('that the host does not have is named', async () => {
    const message = errorOf(await status({ targets: `web: nobody-there@${host.address}` }))
    assert.match(
      message,
      new RegExp(`^ssh-private-key: nobody-there at ${host.address} does not accept the key \\(.*Permission denied.*\\); is it the right user\\?`),
    )
  })

  it('of a jump host is told from that of the target', async () => {
    const message = errorOf(await status({ 'ssh-config': `Host ${host.address}\n  ProxyJump nobody-there@${bastion.address}` }))
    assert.match(message, new RegExp(`^ssh-private-key: nobody-there at ${bastion.address} does not accept the key \\(`))
  })

  it('without sudo comes with the rule to add; with that very rule it works', async () => {
    const message = errorOf(await status({ targets: `web: nosudo@${host.address}` }))
    assert.match(message, /^nosudo at \S+ needs to become root without a password \(sudo: .+\)\. /)
    const [, rule = ''] = /Add to \/etc\/sudoers: `([^`]+)`/.exec(message) ?? []
    await host.sh('cat > /etc/sudoers.d/z-test', { input: `${rule}\n` })
    expectGreen(await status({ targets: `web: nosudo@${host.address}` }))
    await host.sh('rm /etc/sudoers.d/z-test')
  })
})

describe('a host', () => {
  it('whose name does not resolve, or that does not listen, or does not answer, is unreachable, and does not stop the others', async () => {
    const targets = `nowhere: deploy@nowhere.example.com\nclosed: deploy@${host.address}:2345\nsilent: deploy@198.51.100.99\nweb: deploy@${host.address}`
    const run = await status({ targets })
    assert.deepEqual(statesOf(run), { nowhere: 'unreachable', closed: 'unreachable', silent: 'unreachable', web: 'unchanged' })
    const said = new Map(run.annotations.map(({ title, message }) => [title, message]))
    assert.match(
      said.get('nowhere: unreachable') ?? '',
      /^nowhere\.example\.com cannot be reached over SSH: .*Could not resolve hostname .*; is the name right/,
    )
    assert.match(
      said.get('closed: unreachable') ?? '',
      /^\S+ cannot be reached over SSH: .* port 2345: Connection refused; does sshd listen there, at this port\? \(tried \d+ times in \d+ s\)$/,
    )
    assert.match(said.get('silent: unreachable') ?? '', /^198\.51\.100\.99 cannot be reached over SSH: .*; is it up, and does every firewall/)
  })

  const loginShell = async (script: string): Promise<void> => {
    await host.sh('cat > /usr/local/bin/odd-shell && chmod 755 /usr/local/bin/odd-shell && usermod --shell /usr/local/bin/odd-shell deploy', { input: script })
  }

  it('that sends noise before it answers is understood', async () => {
    const shells: [name: string, script: string][] = [
      [
        'prints lines',
        '#!/bin/bash\necho "Welcome to $(hostname)"\nprintf "::add-mask::web\\n##[add-mask]web\\nlogin nobody\\nnix-flake-deploy agent 9\\nerror x y\\nend\\n"\nexec /bin/bash "$@"\n',
      ],
      ['prints a line without its end', '#!/bin/bash\nprintf "You have mail."\nexec /bin/bash "$@"\n'],
      ['prints to stderr, and is dash', '#!/bin/bash\necho "warning: noise" >&2\nexec /bin/dash "$@"\n'],
      [
        'takes nothing but one command with -c',
        '#!/bin/bash\n[ "$#" = 2 ] && [ "$1" = -c ] || { echo "odd: $*" >&2; exit 3; }\nexec /bin/busybox sh -c "$2"\n',
      ],
    ]
    try {
      for (const [name, script] of shells) {
        await loginShell(script)
        const run = await status()
        assert.equal(run.code, 0, `${name}\n${run.log}`)
        assert.match(run.log, new RegExp(`running +${String(host.running())}`), name)
        assert.doesNotMatch(run.log, /\*\*\*/)
      }
    } finally {
      await host.sh('usermod --shell /bin/bash deploy')
    }
  })

  it('whose login shell lets nobody in says so in that shell’s words', async () => {
    try {
      await loginShell('#!/bin/bash\necho "This account is currently not available."\nexit 1\n')
      assert.match(
        errorOf(await status()),
        /^the host agent could not be started on \S+ \(exit code 1\): This account is currently not available\.; .* the user's login shell runs none/,
      )
    } finally {
      await host.sh('usermod --shell /bin/bash deploy')
    }
  })
})
