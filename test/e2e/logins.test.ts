// A login that the host refuses, or lets wait, or answers with something else than what was asked: the reason is what the host said, a fault
// that may pass is tried again, and none takes longer than its limit.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, expectGreen, type Inputs, resultsOf, statesOf } from './scenario.ts'

let lab: Lab
let web: LabHost
let other: LabHost

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }, { name: 'other', suite: 'forky' }] })
  web = lab.hosts['web'] as LabHost
  other = lab.hosts['other'] as LabHost
  for (const host of [web, other]) await host.sh('cp /etc/ssh/authorized_keys /root/keys')
})
after(() => lab.stop())
// sshd forgets whom it has shut out when it starts again.
beforeEach(() =>
  Promise.all(
    [web, other].map((host) =>
      host.sh(
        'rm -f /etc/ssh/sshd_config.d/0-test.conf /run/nologin; cp /root/keys /etc/ssh/authorized_keys; systemctl reset-failed ssh; systemctl restart ssh',
      ),
    ),
  ),
)

/** `status` asks a host and changes nothing; it needs no Nix. */
function status(inputs: Inputs = {}): Promise<RunResult> {
  return act(lab, { command: 'status', targets: `web: deploy@${web.address}`, ...inputs }, { path: lab.runner.pathWithoutNix })
}

/** The one error of a run that failed. */
function errorOf(run: RunResult): string {
  assert.equal(run.code, 1, run.log)
  assert.deepEqual(run.leftovers, [])
  assert.equal(run.annotations.length, 1, run.log)
  return run.annotations[0]?.message ?? ''
}

const sshd = (host: LabHost, lines: string): Promise<string> =>
  host.sh('cat > /etc/ssh/sshd_config.d/0-test.conf; systemctl reset-failed ssh; systemctl restart ssh', { input: `${lines}\n` })

describe('a host that refuses the login', () => {
  it('while it boots is asked again, and gives its own words when it stays so', async () => {
    await web.sh(`echo 'System is booting up.' > /run/nologin`)
    const passing = status()
    await web.sh('sleep 4; rm /run/nologin')
    expectGreen(await passing)
    await web.sh(`echo 'System is booting up.' > /run/nologin; systemctl reset-failed ssh; systemctl restart ssh`)
    const message = errorOf(await status())
    assert.match(message, /^\S+ closed the login of deploy: System is booting up\.; .* \(tried \d times in \d+ s\)$/)
    assert.equal(await web.sh('journalctl --unit=ssh --boot --output=cat | grep -c PerSourcePenalties || :'), '0')
  })

  it('for an account that has expired says so at once', async () => {
    await web.sh('chage --expiredate 2020-01-01 deploy')
    try {
      const message = errorOf(await status())
      assert.match(message, /^\S+ closed the login of deploy: Your account has expired/)
      assert.doesNotMatch(message, /tried/)
    } finally {
      await web.sh('chage --expiredate -1 deploy')
    }
  })

  for (const [what, config] of [
    ['that user', 'AllowUsers root'],
    ['keys alone', 'KbdInteractiveAuthentication yes\nAuthenticationMethods publickey,keyboard-interactive'],
  ] as const) {
    it(`by ${what} does not make a key missing that is there`, async () => {
      await sshd(web, config)
      const message = errorOf(await status())
      assert.match(message, /^ssh-private-key: deploy at \S+ does not accept the key \(.*Permission denied \([a-z,-]+\)\.\)/)
      assert.match(message, /AllowUsers|asks for more than a key \(keyboard-interactive\)/)
      assert.doesNotMatch(message, /Then add/)
    })
  }

  it('shows its banner', async () => {
    await web.sh(`printf 'Only for staff.\\nAsk 555.\\n' > /etc/ssh/banner`)
    await sshd(web, 'Banner /etc/ssh/banner')
    assert.match(errorOf(await status({ targets: `web: nobody-there@${web.address}` })), /the host says: Only for staff\. \/ Ask 555\./)
    expectGreen(await status())
  })
})

describe('ssh-config', () => {
  it('hides nothing of why a login failed', async () => {
    const quiet = 'Host *\n  LogLevel QUIET'
    assert.match(errorOf(await status({ 'ssh-config': quiet, targets: `web: nobody-there@${web.address}` })), /Permission denied \(publickey\)/)
    assert.match(
      errorOf(await status({ 'ssh-config': quiet, 'known-hosts': lab.knownHosts.replaceAll(web.address, '192.0.2.1') })),
      /is not known; nothing was sent/,
    )
    assert.match(
      errorOf(await status({ 'ssh-config': quiet, targets: `web: deploy@${web.address}:2345` })),
      /Connection refused; does sshd listen there, at this port\? \(tried \d+ times in \d+ s\)$/,
    )
  })

  it('that is for people at a terminal does no harm', async () => {
    for (const options of [
      'RemoteCommand tmux attach\n  RequestTTY force',
      'SessionType none',
      'StdinNull yes',
      'ForkAfterAuthentication yes',
      'LogLevel DEBUG3',
    ]) {
      expectGreen(await status({ 'ssh-config': `Host *\n  ${options}` }))
    }
  })
})

describe('a login that takes its time', () => {
  it('works; one that waits for somebody shows what he is to do, and ends', async () => {
    await web.sh(`printf '#!/bin/sh\\nsleep 14\\ncat /root/keys\\n' > /usr/local/bin/keys; chmod 755 /usr/local/bin/keys`)
    await other.sh(
      `printf '#!/bin/sh\\nsleep 300\\n' > /usr/local/bin/keys; chmod 755 /usr/local/bin/keys; echo 'To authenticate, visit: https://login.example.net/a/1' > /etc/ssh/banner`,
    )
    const slow = 'AuthorizedKeysFile none\nAuthorizedKeysCommand /usr/local/bin/keys\nAuthorizedKeysCommandUser root'
    await Promise.all([sshd(web, slow), sshd(other, `${slow}\nBanner /etc/ssh/banner`)])
    const run = await status({ targets: `web: deploy@${web.address}\nother: deploy@${other.address}` })
    assert.deepEqual(statesOf(run), { web: 'unchanged', other: 'unreachable' })
    assert.match(errorOf(run), /no login within 60 s; the host says: To authenticate, visit: https:\/\/login\.example\.net\/a\/1; does it wait for somebody/)
  })
})

describe('a key that runs a fixed command', () => {
  for (const command of ['echo only backups', 'internal-sftp', '/bin/cat', 'exit 255', 'sleep 1000']) {
    it(`is told by what comes of it: ${command}`, async () => {
      await web.sh(`sed 's|^|command="${command}" |' /root/keys > /etc/ssh/authorized_keys`)
      const message = errorOf(await status())
      assert.match(message, /^the host agent could not be started on \S+ \((exit code \d+|nothing came within 30 s)\).*this key runs a fixed command/)
      if (command.startsWith('echo')) assert.match(message, /: only backups; /)
    })
  }

  it('works where that command is the one that is asked for', async () => {
    await web.sh(`sed 's|^|command="exec sh -c \\\\"$SSH_ORIGINAL_COMMAND\\\\"" |' /root/keys > /etc/ssh/authorized_keys`)
    expectGreen(await status())
  })
})

describe('a host certificate', () => {
  const sign = (validity: string): Promise<string> =>
    web.sh(
      `[ -e /root/ca ] || ssh-keygen -q -t ed25519 -N '' -f /root/ca; ssh-keygen -q -s /root/ca -I web -h -n ${web.address} ${validity} /etc/ssh/ssh_host_ed25519_key.pub && cat /root/ca.pub`,
    )
  const certified = 'HostCertificate /etc/ssh/ssh_host_ed25519_key-cert.pub'

  it('of an authority that is known works; of another, the line that is shown is one that works', async () => {
    const authority = await sign('')
    await sshd(web, certified)
    expectGreen(await status({ 'known-hosts': `@cert-authority * ${authority}` }))
    const line = errorOf(await status({ 'known-hosts': lab.knownHosts.replaceAll(web.address, '192.0.2.1') })).split('\n')[1] ?? ''
    assert.match(line, /^\S+ ssh-ed25519 AAAA\S+$/)
    expectGreen(await status({ 'known-hosts': line }))
  })

  it('that has expired, and a key that was revoked, are told as that', async () => {
    const authority = await sign('-V 20200101:20200102')
    await sshd(web, certified)
    assert.match(
      errorOf(await status({ 'known-hosts': `@cert-authority * ${authority}` })),
      /^known-hosts: the host certificate of \S+ is not valid: expired; nothing was sent/,
    )
    const [, key = ''] = /^\S+ (ssh-ed25519 \S+)/m.exec(lab.knownHosts.split('\n').find((line) => line.includes(web.address)) ?? '') ?? []
    await sshd(web, '')
    assert.match(
      errorOf(await status({ 'known-hosts': `${lab.knownHosts}@revoked * ${key}` })),
      /^known-hosts: \S+ shows a key that is marked as revoked \(`@revoked`\); nothing was sent/,
    )
  })
})

describe('a login shell', () => {
  it('that knows neither quotes nor operators of a POSIX shell runs the agent all the same', async () => {
    await web.sh('cat > /usr/local/bin/plain-shell && chmod 755 /usr/local/bin/plain-shell && usermod --shell /usr/local/bin/plain-shell deploy', {
      input: '#!/bin/bash\n[ "$1" = -c ] && [[ "$2" =~ ^[a-z]+$ ]] || { echo "parse error: $2"; exit 2; }\nexec "$2"\n',
    })
    try {
      expectGreen(await status())
    } finally {
      await web.sh('usermod --shell /bin/bash deploy')
    }
  })
})

describe('a host that floods', () => {
  const floods: [what: string, script: string, says: RegExp][] = [
    [
      'lines without end',
      `echo 'nix-flake-deploy agent 1'; yes 'fact running /nix/store/x'`,
      /sent more than any host agent does \(32 MiB\); look after that machine/,
    ],
    ['empty lines without end', `echo 'nix-flake-deploy agent 1'; yes ''`, /sent more than any host agent does/],
    ['its log without end', `echo 'nix-flake-deploy agent 1'; yes "log $(printf '%01000d' 0)"`, /sent more than any host agent does/],
    ['one line without end', `echo 'nix-flake-deploy agent 1'; cat /dev/zero`, /sent more than any host agent does/],
    ['noise before it answers', `yes noise`, /sent more than any host agent does/],
    ['noise to standard error', `yes noise >&2`, /could not be started on .* \(nothing came within 30 s\)/],
  ]
  for (const [what, script, says] of floods) {
    it(`with ${what} costs itself alone`, async () => {
      await other.sh('cat > /usr/local/bin/flood && chmod 755 /usr/local/bin/flood && usermod --shell /usr/local/bin/flood deploy', {
        input: `#!/bin/bash\n${script}\n`,
      })
      const run = await status({ targets: `web: deploy@${web.address}\nother: deploy@${other.address}` })
      assert.equal(statesOf(run)['web'], 'unchanged', run.log.slice(-2000))
      assert.match(resultsOf(run)['other']?.reason ?? '', says)
    })
  }
})
