// Keys with a role: the host's own agent is their forced command, sudo allows just that, and the host's policy says what holds. Requests
// by hand go over ssh, as whoever has stolen such a key would send them.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { assemble } from '../../scripts/shell-parts.ts'
import { launch } from '../../src/host/agent-session.ts'
import type { Finding } from '../../src/host/doctor.ts'
import type { RunResult } from '../github/runner.ts'
import { execute, mustExecute } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, type Inputs, resultsOf, see } from './scenario.ts'

const roles = ['watch', 'stage', 'activate', 'deploy'] as const
type Role = (typeof roles)[number]

const program = '/usr/local/bin/nix-flake-deploy-agent'
const policyFile = '/etc/nix-flake-deploy/policy'
const policy =
  '# What holds here.\n\nrevisions-directory=/srv/revisions\nkeep-revisions=7\ncheck-web=curl -fsS http://127.0.0.1:8080/ >/dev/null && : "$REVISION"\ncheck-never=false'

let lab: Lab
let web: LabHost
const keys = {} as Record<Role, string>

before(async () => {
  lab = await startLab({ hosts: [{ name: 'web' }] })
  web = lab.hosts['web'] as LabHost
  const lines: string[] = []
  const sudoers: string[] = []
  for (const role of roles) {
    const file = join(lab.directory, `key-${role}`)
    await mustExecute(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', role, '-f', file])
    keys[role] = readFileSync(file, 'utf8')
    const command = `${program} serve --role ${role} --name ci-${role}`
    lines.push(`restrict,command="${command}" ${readFileSync(`${file}.pub`, 'utf8').trim()}`)
    sudoers.push(`deploy ALL=(root) NOPASSWD: ${command}`)
  }
  await web.sh(
    `mkdir -p /usr/local/bin /etc/nix-flake-deploy; cat >${program}; chmod 755 ${program}
    printf '%s\\n' "$KEYS" >>/etc/ssh/authorized_keys.d/root
    printf '%s\\n' 'Defaults secure_path="/run/wrappers/bin:/run/current-system/sw/bin"' 'Defaults!${program} env_keep += "SSH_USER_AUTH"' "$SUDOERS" >/etc/sudoers.d/lab
    echo 'ExposeAuthInfo yes' >/etc/ssh/sshd_config.d/0-test.conf; systemctl restart ssh`,
    { input: readFileSync(join(import.meta.dirname, '../../dist/host-agent.sh')), env: { KEYS: lines.join('\n'), SUDOERS: sudoers.join('\n') } },
  )
  await lab.runner.flake.commit()
  expectGreen(await act(lab, { targets: `staging: root@${web.address}` }))
})
after(() => lab.stop())
beforeEach(() => setPolicy(policy))

function setPolicy(text: string): Promise<string> {
  return web.sh(`cat >${policyFile}`, { input: `${text}\n` })
}

/** Runs the action with the key of a role. */
function as(role: Role, inputs: Inputs): Promise<RunResult> {
  return act(lab, { 'ssh-private-key': keys[role], targets: `staging: deploy@${web.address}`, ...inputs })
}

/** Logs in with the key of a role, and sends what stands there. */
async function send(role: Role, input: string | Buffer, command = 'bash', user = 'deploy'): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = ['IdentitiesOnly=yes', 'IdentityAgent=none', `UserKnownHostsFile=${lab.directory}/known_hosts`, 'GlobalKnownHostsFile=/dev/null']
  return execute(
    lab.network([
      'ssh',
      '-F',
      'none',
      '-T',
      '-i',
      join(lab.directory, `key-${role}`),
      ...options.flatMap((option) => ['-o', option]),
      `${user}@${web.address}`,
      command,
    ]),
    { input },
  )
}

const request = (fields: Record<string, string>, data = ''): Buffer =>
  Buffer.from(
    `${Object.entries({ directory: '/srv/revisions', ...fields, ...(data !== '' && { data: 'chunks' }) })
      .map(([key, value]) => `${key}=${value}\n`)
      .join('')}\n${data === '' ? '' : `${Buffer.byteLength(data)}\n${data}0\n`}`,
  )

/** Sends one request as the runner does, after another agent; gives what is answered after the greeting. */
async function ask(role: Role, fields: Record<string, string>, data?: string): Promise<string[]> {
  const agent = assemble('host-agent.sh')
  const { stdout } = await send(role, Buffer.concat([Buffer.from(launch(Buffer.byteLength(agent)) + agent), request(fields, data)]))
  const lines = stdout.trimEnd().split('\n')
  const greeted = lines.indexOf(`nix-flake-deploy agent 1 role=${role} name=ci-${role}`)
  assert.notEqual(greeted, -1, stdout)
  return lines.slice(greeted + 1)
}

const permitted: Record<Role, readonly string[]> = {
  watch: ['status', 'doctor', 'system', 'check', 'watch'],
  stage: ['status', 'doctor', 'system', 'check', 'watch', 'prepare', 'lacking', 'fetchable', 'substituters', 'import'],
  activate: ['status', 'doctor', 'system', 'check', 'watch', 'adopt', 'activate', 'follow', 'confirm', 'rollback', 'hook'],
  deploy: [
    'status',
    'doctor',
    'system',
    'check',
    'watch',
    'prepare',
    'lacking',
    'fetchable',
    'substituters',
    'import',
    'adopt',
    'activate',
    'follow',
    'confirm',
    'rollback',
    'hook',
  ],
}

for (const role of roles) {
  describe(`a key with the role ${role}`, () => {
    it(`may ${permitted[role].join(', ')}, and nothing else`, async () => {
      for (const verb of permitted.deploy) {
        const [answer = ''] = await ask(role, { verb })
        assert.equal(/^error role /.test(answer), !permitted[role].includes(verb), `${verb}: ${answer}`)
      }
    })

    it('runs no other command, and gets no shell', async () => {
      for (const command of ['id', 'bash -c id', 'bash\nid', '/usr/lib/openssh/sftp-server', `sudo ${program} serve --role deploy --name x`]) {
        const { code, stdout, stderr } = await send(role, 'id\n', command)
        assert.equal(code, 1, command)
        assert.equal(stdout, '')
        assert.match(stderr, new RegExp(`this key runs the host agent of nix-flake-deploy as '${role}', and nothing else`))
      }
      const { stdout, stderr } = await send(role, 'id\n')
      assert.doesNotMatch(stdout, /uid=/)
      assert.match(stderr, /what came does not begin as this agent knows it/)
    })
  })
}

describe('a workflow whose key has a role', () => {
  it('asks the doctor with any key, and is told what that may, and what it could not see', async () => {
    const lock = '/run/nixos/switch-to-configuration.lock'
    await web.sh(`systemd-run --quiet --collect --unit=operator /usr/bin/flock ${lock} /usr/bin/sleep infinity
      until grep -q " FLOCK .*:$(stat -c %i ${lock}) " /proc/locks; do sleep 0.1; done`)
    const told = async (role: Role): Promise<Record<string, Finding>> => {
      const { findings = [] } = resultsOf(await as(role, { command: 'status', doctor: 'true' }))['staging'] ?? {}
      return Object.fromEntries(findings.map((finding) => [finding.name, finding]))
    }
    const watch = await told('watch')
    assert.match(
      watch['role']?.what ?? '',
      /^the key 'ci-watch' has the role 'watch': it may ask what runs and how the host is, and a deployment needs another$/,
    )
    assert.match(watch['busy']?.what ?? '', /^another switch runs on this host \(process \d+\): /)
    assert.match(watch['unseen']?.what ?? '', /^with the role 'watch' it is not told what the processes are that hold locks$/)
    const deploy = await told('deploy')
    assert.match(deploy['busy']?.what ?? '', /\(process \d+, .*flock/)
    assert.deepEqual([deploy['role']?.severity, deploy['unseen'], deploy['policy']?.severity], ['fine', undefined, 'fine'])
    await web.sh('systemctl stop operator')
    assert.equal((await told('watch'))['busy']?.severity, 'fine')
  })

  it('stages with one key and promotes with another, and the history and the journal say whose they were', async () => {
    const was = await see(web)
    const sha = await lab.runner.flake.commit()
    const staged = await as('stage', { activate: 'none' })
    expectGreen(staged)
    assert.equal(resultsOf(staged)['staging']?.state, 'staged')
    await expectUntouched(web, was)
    assert.ok(web.link(sha))

    expectRed(
      await as('stage', { command: 'promote', revision: sha }),
      /the key 'ci-stage' has the role 'stage' on .*, which does not let it activate; nothing was changed/,
    )
    await expectUntouched(web, was)

    expectGreen(await as('activate', { command: 'promote', revision: sha, 'health-check': answersRevision }))
    await expectConfirmed(web, sha, web.link(sha))
    const history = web.readFile('/srv/revisions/.state/history') ?? ''
    assert.match(history, new RegExp(`\\tstaged\\t${sha}\\t\\S+\\tci-stage; octocat `))
    assert.match(history, new RegExp(`\\tconfirmed\\t${sha}\\t\\S+\\tci-activate; octocat `))
    const fingerprint = (await mustExecute(['ssh-keygen', '-lf', join(lab.directory, 'key-activate.pub')])).split(' ')[1] ?? ''
    const fields = 'NIX_FLAKE_DEPLOY_EVENT,NIX_FLAKE_DEPLOY_REVISION,NIX_FLAKE_DEPLOY_TOPLEVEL,NIX_FLAKE_DEPLOY_KEY_FINGERPRINT,NIX_FLAKE_DEPLOY_ID'
    const journal = await web.sh(
      `journalctl --sync; journalctl --output=json --output-fields=${fields} NIX_FLAKE_DEPLOY_KEY=ci-activate NIX_FLAKE_DEPLOY_EVENT=confirmed`,
    )
    const told = JSON.parse(journal.trim().split('\n').at(-1) ?? '') as Record<string, string>
    assert.equal(told['NIX_FLAKE_DEPLOY_REVISION'], sha)
    assert.equal(told['NIX_FLAKE_DEPLOY_TOPLEVEL'], web.link(sha))
    assert.equal(told['NIX_FLAKE_DEPLOY_KEY_FINGERPRINT'], fingerprint)
    assert.match(told['NIX_FLAKE_DEPLOY_ID'] ?? '', /^[0-9a-f]{16}$/)
  })

  it('deploys, asks what runs, and goes back, each with the key that may', async () => {
    const before = web.link('healthy') ?? ''
    const sha = await lab.runner.flake.commit()
    expectGreen(await as('deploy', { 'health-check': answersRevision }))
    await expectConfirmed(web, sha, web.link(sha))
    expectGreen(await as('watch', { command: 'status' }))
    expectGreen(await as('activate', { command: 'rollback' }))
    assert.equal(web.link('healthy'), before)
  })

  it('is told before anything is built that its key does not do', async () => {
    const toplevel = lab.runner.flake.read('toplevel.nix') ?? ''
    lab.runner.flake.write('toplevel.nix', toplevel.replace('bb mkdir -p $out/bin $out/www/cgi-bin', 'bb sleep 300; bb mkdir -p $out/bin $out/www/cgi-bin'))
    await lab.runner.flake.commit()
    try {
      const run = await as('watch', {})
      expectRed(
        run,
        /the key 'ci-watch' has the role 'watch' on \S+, which does not let it stage and activate; nothing was changed: use a key with the role 'deploy' there/,
      )
      assert.equal(run.outputs.toplevels, '{}')
    } finally {
      lab.runner.flake.write('toplevel.nix', toplevel)
      await lab.runner.flake.commit()
    }
  })

  it('has its gate asked with a key that may only watch', async () => {
    const sha = web.link('healthy') ?? ''
    const run = await act(lab, {
      command: 'promote',
      revision: sha,
      'ssh-private-key': `staging: ${JSON.stringify(keys.activate)}\ngate: ${JSON.stringify(keys.watch)}`,
      targets: `staging: deploy@${web.address}`,
      'require-healthy-on': `gate: { host: deploy@${web.address}, health-check: { check: web, timeout: 3s } }`,
    })
    expectGreen(run)
  })
})

describe('the checks of a host with a policy', () => {
  it('are asked for by their names, with and without a role', async () => {
    await lab.runner.flake.commit()
    expectGreen(await as('deploy', { 'health-check': '{check: web, timeout: 3s}' }))
    await lab.runner.flake.commit()
    expectGreen(await act(lab, { targets: `staging: root@${web.address}`, 'health-check': '{check: web, timeout: 3s}' }))
    const was = await see(web)
    await lab.runner.flake.commit()
    expectRed(
      await as('deploy', { 'health-check': '{check: never, timeout: 1s}' }),
      /health check failed: check 'never' of the host: the command exited with 1/,
    )
    await expectUntouched(web, was)
  })

  it('are all that is run for a key with a role; of what curl is asked, no more than a URL is taken over', async () => {
    const check = { verb: 'check', timeout: '3', revision: 'x', target: 'staging', host: 'web' }
    assert.match((await ask('deploy', { ...check, kind: 'command' }, 'touch /run/evil')).join(), /^error role a command that comes with the request is not run/)
    assert.match((await ask('watch', { ...check, kind: 'http' }, 'url = "http://127.0.0.1:8080/"\nmax-time = 3\n')).join(), /^error role a URL /)
    assert.match(
      (await ask('activate', { ...check, kind: 'http' }, 'url = "http://127.0.0.1:8080/"\nmax-time = 3\n')).join(),
      /^out HTTP\/1.1 200 OK.*exit 0,end$/s,
    )
    for (const odd of ['output = "/run/evil"', 'url = "file:///etc/shadow"', 'config = "/etc/shadow"', 'data = "@/etc/shadow"', 'next']) {
      assert.match(
        (await ask('activate', { ...check, kind: 'http' }, `url = "http://127.0.0.1:8080/"\nmax-time = 3\n${odd}\n`)).join(),
        /^error protocol /,
        odd,
      )
    }
    // What may change something, or needs a secret, is the policy's to name; what only says how a URL is read is not.
    const url = 'url = "http://127.0.0.1:8080/"\nmax-time = 3\n'
    for (const more of ['request = "POST"', 'header = "x-a: b"', 'data-raw = "x"', 'unix-socket = "/run/docker.sock"']) {
      for (const role of ['activate', 'deploy'] as const)
        assert.match((await ask(role, { ...check, kind: 'http' }, `${url}${more}\n`)).join(), /^error role a health check with a method, headers, /, more)
    }
    for (const more of ['head', 'insecure', 'http1.1', 'connect-to = "127.0.0.1:8080:127.0.0.1:"', 'location\nmax-redirs = 1\nproto-redir = "=http,https"'])
      assert.match((await ask('deploy', { ...check, kind: 'http' }, `${url}${more}\n`)).join(), /exit 0,end$/, more)
    for (const more of [
      'request = "GET /\\nX"',
      'header = "@/etc/shadow"',
      'connect-to = "a b"',
      'unix-socket = "run"',
      'proto-redir = "=file"',
      'cacert = "/etc/shadow"',
    ])
      assert.match((await ask('activate', { ...check, kind: 'http' }, `${url}${more}\n`)).join(), /^error (protocol|role) /, more)
    assert.match((await ask('watch', { ...check, kind: 'units' }, 'web.service')).join(), /out ActiveState=active.*exit 0,end$/s)
    for (const more of ['--user', '$(touch /run/evil)', 'a b'])
      assert.match((await ask('watch', { ...check, kind: 'units' }, more)).join(), /^error protocol /, more)
    assert.match((await ask('deploy', { ...check, kind: 'named' }, 'web=x')).join(), /^error protocol 'web=x' cannot name a check/)
    assert.match(
      (await ask('deploy', { ...check, kind: 'named' }, 'other')).join(),
      /^error policy the policy of this host names no check 'other'; it names web, never: add/,
    )
    assert.match((await ask('deploy', { ...check, kind: 'named', host: '$(touch /run/evil)' }, 'web')).join(), /^error protocol /)
    assert.equal(web.readFile('/run/evil'), undefined)
  })
})

describe('a stolen key of the role stage', () => {
  it('is of no use for anything else: requests by hand change nothing but what is staged', async () => {
    const was = await see(web)
    const links = await web.sh('ls -l --time-style=+ /srv/revisions | tail -n +2; ls -R /srv /etc/nix-flake-deploy | grep -v spool')
    const toplevel = web.running() ?? ''
    const healthy = web.link('healthy') ?? ''
    const evil = 'touch /run/evil'
    const stage = { verb: 'prepare', revision: 'evil', toplevel, mode: 'none' }
    const imports = { verb: 'import', revision: 'evil', toplevel: toplevel.replace(/store\/.{8}/, 'store/00000000') }
    const hand: [fields: Record<string, string>, data?: string][] = [
      // What it may not.
      [{ verb: 'activate', id: '00', revision: healthy, mode: 'switch', 'activation-timeout': '5', 'confirm-timeout': '5' }],
      [{ verb: 'activate', id: '00', revision: 'latest', mode: 'boot', 'activation-timeout': '5', 'confirm-timeout': '5' }],
      [{ verb: 'confirm', id: '00' }],
      [{ verb: 'rollback', id: '00', reason: evil }],
      [{ verb: 'follow', id: '00' }],
      [{ verb: 'adopt', revision: healthy }],
      [{ verb: 'check', kind: 'command', timeout: '3' }, evil],
      [{ verb: 'check', kind: 'http', timeout: '3' }, 'url = "file:///etc/shadow"\n'],
      [{ verb: 'check', kind: 'named', timeout: '3' }, `x; ${evil}`],
      [{ verb: 'activate', id: '00', revision: healthy, mode: 'switch', 'activation-timeout': '5', 'confirm-timeout': '999999999' }],
      // Verbs that are none.
      [{ verb: evil }],
      [{ verb: 'serve' }],
      [{ verb: '' }],
      // Other directories.
      [{ ...stage, directory: '/srv/other' }],
      [{ ...stage, directory: '/etc' }],
      [{ ...stage, directory: '/srv/revisions/../../etc' }],
      [{ ...stage, directory: `/srv/revisions;${evil}` }],
      // What is no system, or no label.
      [{ ...stage, toplevel: '/etc' }],
      [{ ...stage, toplevel: '/nix/store/../../etc' }],
      [{ ...stage, toplevel: `${toplevel}/bin` }],
      [{ ...stage, toplevel: `${toplevel};${evil}` }],
      [{ ...stage, roots: `${toplevel} /etc/shadow` }],
      [{ ...stage, revision: 'healthy' }],
      [{ ...stage, revision: '../../etc/evil' }],
      [{ ...stage, revision: `$(${evil})` }],
      // A label that names another system already.
      [{ ...stage, revision: healthy, toplevel: toplevel.replace(/-[^-]*$/, '-other') }],
      // What the policy does not let it have built.
      [{ ...imports, payload: 'derivation', roots: `${toplevel}.drv` }, 'x'],
      [{ ...imports, payload: 'source', installable: `path:${toplevel}#x` }, 'x'],
      // Files of the host.
      [{ ...imports, cache: '/etc' }],
      // Numbers that are none.
      [{ ...stage, keep: `a[$(${evil})]` }],
      [{ ...stage, offset: `x[$(${evil})]` }],
      // Lines that would be others in the history.
      [{ ...stage, who: 'me\tconfirmed\tevil' }],
      [{ ...stage, home: '/root' }],
      // A stream that leads out of the spool.
      [imports, 'no tar at all'],
      [imports, await mustExecute(['sh', '-c', 'cd /tmp && tar --create --absolute-names --transform "s,.*,../../../../../run/evil," /etc/hostname'])],
      [imports, await mustExecute(['sh', '-c', 'cd /tmp && tar --create --absolute-names --transform "s,.*,/run/evil," /etc/hostname'])],
    ]
    assert.ok(hand.length >= 30)
    for (const [fields, data] of hand) {
      const answer = await ask('stage', fields, data)
      assert.match(
        answer.filter((line) => !line.startsWith('log ') && line !== 'received' && !line.startsWith('healthy ')).join(),
        /^error |^$/,
        JSON.stringify(fields),
      )
    }
    assert.equal(web.readFile('/run/evil'), undefined)
    assert.equal(await web.sh('ls -l --time-style=+ /srv/revisions | tail -n +2; ls -R /srv /etc/nix-flake-deploy | grep -v spool'), links)
    await expectUntouched(web, was)
  })
})

describe('a stolen key of the role activate', () => {
  it('opens no window that lasts', async () => {
    const open = { verb: 'activate', id: '00', revision: web.link('healthy') ?? '', mode: 'switch', 'activation-timeout': '5' }
    assert.match((await ask('activate', { ...open, 'confirm-timeout': '86401' })).join(), /^error role activation-timeout and confirm-timeout: /)
    assert.match((await ask('activate', { ...open, 'confirm-timeout': '5' })).join(), /^resolved .*unchanged .*end$/s)
  })
})

describe('a hook of the policy, for a key with a role', () => {
  const recorded = (): [revision: string, toplevel: string] => [web.link('healthy') ?? '', web.link(web.link('healthy') ?? '') ?? '']
  const hook = async (fields: Record<string, string>): Promise<string[]> => {
    const [revision, toplevel] = recorded()
    await setPolicy(`${policy}\nhook-tell=echo "$REVISION $TOPLEVEL $PREVIOUS_TOPLEVEL"`)
    return ask('activate', { verb: 'hook', kind: 'named', timeout: '5', target: 'staging', host: 'web', revision, toplevel, ...fields }, 'tell')
  }
  it('is told what is recorded', async () => {
    const [revision, toplevel] = recorded()
    assert.deepEqual(await hook({ previous: toplevel }), [`out ${revision} ${toplevel} ${toplevel}`, 'exit 0', 'end'])
  })

  const elsewhere = `/nix/store/${'a'.repeat(32)}-evil`
  const refused: [what: string, fields: Record<string, string>, words: RegExp][] = [
    ['of a system that is not recorded', { toplevel: elsewhere }, /^error role hook: \/nix\/store\/a+-evil is not what is recorded as/],
    ['of a revision that is not recorded', { revision: 'never-staged' }, /^error role hook: .* is not what is recorded as never-staged/],
    ['of a system before that nobody recorded', { previous: elsewhere }, /^error role hook: .*-evil is not recorded on this host/],
    ['without an end', { timeout: '0' }, /^error protocol the request has no timeout/],
    ['for a day', { timeout: '86400' }, /^error role timeout: a key with a role may have a check or a hook run for an hour/],
  ]
  for (const [what, fields, words] of refused) it(`is not run ${what}`, async () => assert.match((await hook(fields)).join('\n'), words))
})

describe('units whose failure a key with a role has tolerated', () => {
  const open = (tolerate: string): Promise<string[]> =>
    ask('activate', {
      verb: 'activate',
      id: '00',
      revision: web.link('healthy') ?? '',
      mode: 'switch',
      'activation-timeout': '5',
      'confirm-timeout': '5',
      tolerate,
    })

  it('are none where the policy names none', async () => {
    assert.match(
      (await open('a.service')).join(),
      /^error role tolerate-units: 'a\.service' is not what a key with a role may tolerate on this host, but: nothing /,
    )
  })

  it('are those of the policy, or narrower', async () => {
    await setPolicy(`${policy}\ntolerate-units=acme-*.service wait.service`)
    for (const tolerate of ['wait.service', 'acme-a.service', 'acme-*-b.service wait.service', 'acme-*.service'])
      assert.match((await open(tolerate)).join(), /^resolved .*unchanged .*end$/s, tolerate)
    for (const tolerate of ['*', 'acme-*', 'wait.service sshd.service', 'wai*'])
      assert.match((await open(tolerate)).join(), /^error role tolerate-units: .* but: acme-\*\.service wait\.service /, tolerate)
    assert.match((await open('$(id)')).join(), /^error protocol the request tolerates what cannot name units/)
    assert.match((await open('a'.repeat(4001))).join(), /^error protocol the request tolerates more units than can be kept/)
  })

  it('are tolerated, with the key of a workflow', async () => {
    await setPolicy(`${policy}\ntolerate-units=broken.service`)
    await lab.runner.flake.commit({ staging: { sick: 'unit-fails' } })
    const run = await as('deploy', { 'tolerate-units': 'broken' })
    assert.equal(run.code, 0, run.log)
    assert.match(resultsOf(run)['staging']?.warning ?? '', /units failed, and are tolerated: broken\.service/)
    await lab.runner.flake.commit({ staging: { sick: undefined } })
    expectGreen(await as('deploy', {}))
  })
})

describe('an installed agent', () => {
  for (const [version, side] of [
    ['0', /speaks version 0 of the protocol, and this action version 1: update that on the host/],
    ['2', /speaks version 2 of the protocol, and this action version 1: update the action/],
  ] as const) {
    it(`of version ${version} of the protocol says which side to update`, async () => {
      await web.sh(`cp ${program} /root/agent; sed -i "s/^greeting='nix-flake-deploy agent 1'/greeting='nix-flake-deploy agent ${version}'/" ${program}`)
      try {
        expectRed(await as('watch', { command: 'status' }), side)
      } finally {
        await web.sh(`cp /root/agent ${program}`)
      }
    })
  }

  it('does nothing under a policy that it does not understand', async () => {
    const was = await see(web)
    await setPolicy(`${policy}\nrequire-signatures=true`)
    expectRed(await as('deploy', {}), /\/etc\/nix-flake-deploy\/policy has a key that this agent does not know: require-signatures/)
    await expectUntouched(web, was)
    await setPolicy('payloads=derivation')
    expectGreen(await as('watch', { command: 'status' }))
    expectRed(await as('deploy', {}), /payload: 'closure' is not what this host takes from a key with a role, but: derivation/)
    await setPolicy('revisions-directory=/srv/elsewhere')
    expectRed(await as('deploy', {}), /revisions-directory: a key with a role works in \/srv\/elsewhere on this host .*, not in '\/srv\/revisions': set it so/)
    await expectUntouched(web, was)
  })

  it('that sudo does not allow says which rule is missing, and not that everything should be allowed', async () => {
    await web.sh('cp -a /etc/sudoers.d/lab /root/sudoers; sed -i /role.watch/d /etc/sudoers.d/lab')
    try {
      const run = await as('watch', { command: 'status' })
      expectRed(run, new RegExp(`Its sudoers need: \`deploy ALL=\\(root\\) NOPASSWD: ${program} serve --role watch --name ci-watch\``))
      assert.doesNotMatch(run.log, /NOPASSWD: ALL/)
    } finally {
      await web.sh('cp -a /root/sudoers /etc/sudoers.d/lab')
    }
  })

  it('is what sudo allows, and with no other role', async () => {
    writeFileSync(join(lab.directory, 'stolen'), keys.stage, { mode: 0o600 })
    const { stderr } = await web.exec(['sudo', '-n', program, 'serve', '--role', 'deploy', '--name', 'other'], { user: 'deploy' })
    assert.match(stderr, /password is required|not allowed/)
  })
})
