// `init`, in a checkout on the runner machine: what it writes is committed and run as it is, its workflows' steps as the action, its lines of NixOS through the
// module on the hosts, and its keys as the secrets.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { parse } from 'yaml'
import { mistakesIn } from '../github/workflow-parser.ts'
import type { Ended } from '../lab/command.ts'
import { runnerUser } from '../lab/fixture.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { act, expectConfirmed, expectGreen, expectRed, type Inputs, see } from './scenario.ts'
import { bringModule, evaluateModule, installModule, moduleProgram } from './with-module.ts'

const root = resolve(import.meta.dirname, '../..')

let lab: Lab
let staging: LabHost
let production: LabHost
/** Where the private halves go: the runner's home, as the machine sees it. */
const keyDirectory = '/home/runner/.ssh/nix-flake-deploy/repo'
const written = [
  '.github/workflows/deploy.yml',
  '.github/workflows/promote.yml',
  '.github/workflows/pull-request.yml',
  'deploy/staging.yml',
  'deploy/production.yml',
  'deploy/staging.nix',
  'deploy/production.nix',
]

before(async () => {
  lab = await startLab({ hosts: [{ name: 'staging' }, { name: 'production' }] })
  staging = lab.hosts['staging'] as LabHost
  production = lab.hosts['production'] as LabHost
  for (const part of ['package.json', 'dist']) cpSync(join(root, part), join(lab.runner.work.outside, 'init', part), { recursive: true })
})
after(() => lab.stop())
beforeEach(async () => {
  await lab.runner.sh(`rm -rf /home/runner/.ssh /opt/gh; cd ${lab.runner.flake.directory}; git -c safe.directory=* clean --quiet -fd`)
})

const command = (args: readonly string[]): string[] => ['/opt/node24/node', `${lab.runner.work.inside}/init/dist/cli.js`, 'init', ...args]
const addresses = (): [string, string] => [`staging=${staging.address}`, `production=deploy@${production.address}:22`]
const flags = (): string[] => {
  const [ofStaging, ofProduction] = addresses()
  return ['--staging', ofStaging, '--production', ofProduction, '--health-check', 'http://{host}:8080/', '--key-directory', keyDirectory]
}

/** Runs `init` without a terminal, as the runner's user. */
function init(args: readonly string[], cwd = lab.runner.flake.directory, path?: string): Promise<Ended> {
  const env = { LANG: 'C.UTF-8', ...(path !== undefined && { PATH: path }) }
  return lab.runner.exec(command(args), { user: runnerUser.name, cwd, env })
}

const inCheckout = (file: string): string => lab.runner.flake.read(file) ?? assert.fail(`there is no ${file}`)
const untracked = async (): Promise<string[]> =>
  (await lab.runner.flake.git('status', '--porcelain', '--untracked-files=all'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(line.indexOf(' ', 1) + 1))
const privateHalf = (secret: string): string => lab.runner.readFile(`${keyDirectory}/${secret}`) ?? assert.fail(`there is no ${secret}`)

/** A generated workflow's last step, as GitHub would hand it to the action: its inputs, with what its expressions come to. */
function inputsOf(workflow: string): Inputs {
  const { jobs } = parse(inCheckout(`.github/workflows/${workflow}.yml`)) as { jobs: Record<string, { environment: string; steps: { with?: Inputs }[] }> }
  const [job] = Object.values(jobs)
  assert.ok(job)
  const ofEnvironment: Record<string, string[]> = { staging: ['STAGING_KEY', 'PRODUCTION_STAGE_KEY'], production: ['PRODUCTION_KEY', 'STAGING_WATCH_KEY'] }
  const secrets = Object.fromEntries((ofEnvironment[job.environment] ?? []).map((name) => [name, privateHalf(name).trimEnd()]))
  const fill = (expression: string): string => {
    const [, asJson, ofJson = '', plain = ofJson] = /^(?:(toJSON)\(secrets\.(\w+)\)|secrets\.(\w+))$/.exec(expression) ?? []
    if (expression === 'inputs.revision') return 'healthy'
    if (expression === 'vars.KNOWN_HOSTS') return inCheckout('deploy/known_hosts')
    const secret = secrets[plain] ?? assert.fail(`${expression} is not of the environment ${job.environment}`)
    return asJson === undefined ? secret : JSON.stringify(secret)
  }
  return Object.fromEntries(
    Object.entries(job.steps.at(-1)?.with ?? {}).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{\{ *([^}]*?) *\}\}/g, (_, expression: string) => fill(expression)),
    ]),
  )
}

/** Runs a generated workflow's last step; beside what it says, timeouts for hosts that are near. */
function runStep(workflow: string, inputs: Inputs = {}, options?: LabRunOptions): ReturnType<Lab['runner']['run']> {
  return lab.runner.run({ 'activation-timeout': '20s', 'confirm-timeout': '15s', ...inputsOf(workflow), ...inputs }, options)
}

describe('init without a terminal', () => {
  it('asks nothing, and names every flag that is missing', async () => {
    const { code, stderr } = await init([])
    assert.equal(code, 2)
    assert.match(
      stderr,
      /nobody can be asked here.*--staging NAME=ADDRESS, --production NAME=ADDRESS or both; --health-check URL, or 'none'\nNothing was written\.\n$/,
    )
    const proposed = await init(['--yes'])
    assert.equal(proposed.code, 2)
    assert.match(proposed.stderr, /--staging staging=ADDRESS; --production production=ADDRESS; --health-check URL/)
    assert.deepEqual(await untracked(), [])
  })

  it('writes workflows that GitHub takes, targets and lines of NixOS, and no key where none was asked for', async () => {
    const { code, stdout, stderr } = await init(flags())
    assert.equal(code, 0, stdout + stderr)
    assert.deepEqual((await untracked()).sort(), [...written].sort())
    for (const workflow of ['deploy', 'promote', 'pull-request'])
      assert.deepEqual(await mistakesIn(workflow, inCheckout(`.github/workflows/${workflow}.yml`)), [])
    assert.match(inCheckout('deploy/staging.nix'), /key = throw "the public half of STAGING_KEY belongs into deploy\/staging\.nix";/)
    await assert.rejects(evaluated('staging'), /the public half of STAGING_KEY belongs into deploy\/staging\.nix/)
    assert.match(stdout, /There is no pair yet for STAGING_KEY, PRODUCTION_STAGE_KEY, PRODUCTION_KEY, STAGING_WATCH_KEY/)
    assert.match(stdout, /\n3\. git push\. /)
  })

  it('makes keys that only their owner can read, shows nothing of them, and changes nothing when it is said again', async () => {
    const first = await init([...flags(), '--make-keys', '--accept-host-keys'])
    assert.equal(first.code, 0, first.stderr)
    assert.match(first.stdout, /WARNING: NONE OF THESE KEYS WAS COMPARED/)
    assert.match(inCheckout('deploy/known_hosts'), new RegExp(`# NOT COMPARED.*\\n${staging.address} ssh-ed25519 `))
    const names = ['PRODUCTION_KEY', 'PRODUCTION_STAGE_KEY', 'STAGING_KEY', 'STAGING_WATCH_KEY']
    assert.equal(
      await lab.runner.sh(`stat -c '%a %U %n' ${keyDirectory} ${names.map((name) => `${keyDirectory}/${name}`).join(' ')} | sed 's|/home.*/||'`),
      ['700 runner repo', ...names.map((name) => `600 runner ${name}`)].join('\n'),
    )
    for (const name of names) {
      const lines = privateHalf(name)
        .split('\n')
        .filter((line) => !line.startsWith('-----') && line !== '')
      for (const line of lines) assert.ok(![first.stdout, first.stderr, ...written.map(inCheckout)].some((text) => text.includes(line)))
      assert.match(first.stdout, new RegExp(`gh secret set ${name} --env (?:staging|production) < ${keyDirectory}/${name}\\n`))
    }
    const state = (): string[] => [...written, 'deploy/known_hosts'].map(inCheckout).concat(names.map(privateHalf))
    const before = state()
    const second = await init([...flags(), '--make-keys', '--accept-host-keys'])
    assert.equal(second.code, 0, second.stderr)
    assert.equal(second.stdout.match(/there, the same/g)?.length, written.length + 1)
    assert.deepEqual(state(), before)
  })

  it('leaves alone what is there, and shows what it would have written', async () => {
    await lab.runner.sh(`mkdir deploy; echo '# mine' >deploy/staging.yml`, { user: runnerUser.name, cwd: lab.runner.flake.directory })
    const { code, stdout } = await init(flags())
    assert.equal(code, 1)
    assert.equal(inCheckout('deploy/staging.yml'), '# mine\n')
    assert.match(stdout, /deploy\/staging\.yml is there already with other content, and was left as it is[^]*\n {2}\| staging: deploy@198/)
  })

  it('follows no link out of the checkout', async () => {
    await lab.runner.sh(`ln -s /tmp ${lab.runner.flake.directory}/deploy`, { user: runnerUser.name })
    const { code, stderr } = await init(flags())
    assert.equal(code, 2)
    assert.match(stderr, /'deploy\/staging\.yml' would be outside of the checkout[^]*Written so far: \.github\/workflows\/deploy\.yml/)
    assert.equal(await lab.runner.sh('find /tmp -name "staging.*"'), '')
  })

  for (const [what, args, said] of [
    ['a name that the flake has not', ['--staging', 'stagin=a'], /--staging: 'stagin' is not in the flake's nixosConfigurations; did you mean 'staging'\?/],
    ['an address that is none', ['--staging', 'staging=a b'], /--staging: 'a b' is not a host/],
    [
      'one machine twice',
      ['--staging', 'staging=a', '--production', 'production=a', '--health-check', 'none'],
      /'staging' and 'production' are both at a; a host runs one configuration/,
    ],
    ['one configuration twice', ['--staging', 'staging=a', '--production', 'staging=b', '--health-check', 'none'], /'staging' is named twice/],
    ['a health check that is none', ['--staging', 'staging=a', '--health-check', 'http://{hots}/'], /--health-check: .*'\{hots\}' stands for nothing/],
    ['a branch that is a pattern', ['--staging', 'staging=a', '--health-check', 'none', '--branch', 'v*'], /--branch: 'v\*' is not the name of a branch/],
    ['keys in the checkout', ['--key-directory', 'deploy/keys'], /--key-directory: .* is in the checkout, and private keys must never be committed/],
    ['no flake', ['--flake', '/tmp'], /--flake: there is no flake\.nix in '\/tmp'/],
    ['a flag that is none', ['--stagin', 'x'], /'--stagin' is not a flag of init; did you mean '--staging'\?/],
    ['a flag without its value', ['--staging', '--yes'], /--staging needs a value/],
  ] as const) {
    it(`refuses ${what}, as a mistake in the call`, async () => {
      const { code, stderr } = await init(args)
      assert.equal(code, 2, stderr)
      assert.match(stderr, said)
      assert.match(stderr, /Nothing was written\./)
      assert.deepEqual(await untracked(), [])
    })
  }

  it('says where Nix is missing that it needs it here', async () => {
    const { code, stderr } = await init(flags(), undefined, lab.runner.pathWithoutNix)
    assert.equal(code, 1)
    assert.match(stderr, /^nix-flake-deploy init: Nix was not found on this machine, and only Nix can read a flake; install it/)
  })

  it('has one stage where there is one, for a flake below the root, with a name that is odd', async () => {
    const there = join(lab.runner.work.outside, 'nested')
    mkdirSync(join(there, 'nix'), { recursive: true })
    writeFileSync(
      join(there, 'nix/flake.nix'),
      '{ outputs = _: { nixosConfigurations."my web=1" = { }; deploy.nodes.other = { hostname = "a"; profiles.system = { }; }; }; }\n',
    )
    await lab.runner.sh(`chown -R runner: ${lab.runner.work.inside}/nested`)
    await lab.runner.sh('git init -q -b trunk; git add .', { user: runnerUser.name, cwd: `${lab.runner.work.inside}/nested` })
    const { code, stdout, stderr } = await init(
      ['--production', 'my web=1=root@[2001:db8::9]:2222', '--health-check', 'none', '--key-directory', '/home/runner/keys'],
      `${lab.runner.work.inside}/nested/nix`,
    )
    assert.equal(code, 0, stderr)
    const read = (file: string): string => readFileSync(join(there, file), 'utf8')
    assert.deepEqual(readdirSync(join(there, '.github/workflows')).sort(), ['deploy.yml', 'pull-request.yml'])
    const deploy = read('.github/workflows/deploy.yml')
    assert.deepEqual(await mistakesIn('deploy.yml', deploy), [])
    const { on, jobs } = parse(deploy) as { on: { push: { branches: string[] } }; jobs: { deploy: { environment: string; steps: { with: Inputs }[] } } }
    assert.deepEqual([on.push.branches, jobs.deploy.environment], [['trunk'], 'production'])
    assert.deepEqual(jobs.deploy.steps.at(-1)?.with, {
      flake: './nix',
      targets: 'deploy/production.yml',
      'ssh-private-key': '${{ secrets.PRODUCTION_KEY }}',
      'known-hosts': '${{ vars.KNOWN_HOSTS }}',
    })
    assert.deepEqual(parse(read('deploy/production.yml')), {
      defaults: { tags: 'production' },
      'my-web-1': { host: 'root@[2001:db8::9]:2222', configuration: 'my web=1' },
    })
    assert.match(read('nix/deploy/production.nix'), /role = "deploy";\n +user = "root";/)
    assert.match(stdout, /nixos-rebuild switch --flake '\.\/nix#my web=1' --target-host 'root@\[2001:db8::9\]'/)
    rmSync(there, { recursive: true })
  })

  it('takes addresses from what the flake says for another tool', async () => {
    const nodes = {
      staging: { hostname: staging.address, sshUser: 'root', profiles: { system: {} } },
      production: { hostname: production.address, profiles: { system: {} } },
    }
    lab.runner.flake.write('outputs.json', JSON.stringify({ deploy: { nodes } }))
    await lab.runner.flake.git('add', 'outputs.json')
    const { code, stdout, stderr } = await init(['--yes', '--health-check', 'none'])
    await lab.runner.flake.git('rm', '--quiet', '--force', 'outputs.json')
    assert.equal(code, 0, stderr)
    assert.match(stdout, /Where machines are is taken from the flake's deploy\.nodes\./)
    assert.equal((parse(inCheckout('deploy/staging.yml')) as Record<string, unknown>)['staging'], `root@${staging.address}`)
    assert.equal((parse(inCheckout('deploy/production.yml')) as Record<string, unknown>)['production'], `deploy@${production.address}`)
  })

  it('hands keys to GitHub by standard input, into the environments that need them, and replaces none', async () => {
    // Stands for GitHub: it has the environment production, with one secret.
    await lab.runner.sh(`mkdir -p /opt/gh/said; chown runner: /opt/gh/said; cat >/opt/gh/gh; chmod 755 /opt/gh/gh`, {
      input: `#!/bin/bash
echo "$*" >>/opt/gh/said/calls
case "$*" in
  'api repos/{owner}/{repo}/environments/staging '*) echo 'gh: Not Found (HTTP 404)' >&2; exit 1 ;;
  'secret list --env production '*) echo '[{"name":"PRODUCTION_KEY"}]' ;;
  *' list '*) echo '[]' ;;
  'secret set '* | 'variable set '*) cat >"/opt/gh/said/$3" ;;
esac
`,
    })
    await lab.runner.sh('mkdir deploy; cat >deploy/known_hosts', { input: lab.knownHosts, user: runnerUser.name, cwd: lab.runner.flake.directory })
    const { code, stdout, stderr } = await init([...flags(), '--make-keys', '--set-secrets'], undefined, '/opt/gh:/usr/local/bin:/usr/bin:/usr/sbin')
    assert.equal(code, 0, stderr)
    assert.deepEqual((lab.runner.readFile('/opt/gh/said/calls') ?? '').trim().split('\n'), [
      'api repos/{owner}/{repo}/environments/staging --silent',
      'api --method PUT repos/{owner}/{repo}/environments/staging --silent',
      'secret list --env staging --json name',
      'secret set STAGING_KEY --env staging',
      'secret set PRODUCTION_STAGE_KEY --env staging',
      'api repos/{owner}/{repo}/environments/production --silent',
      'secret list --env production --json name',
      'secret set STAGING_WATCH_KEY --env production',
      'variable list --json name',
      'variable set KNOWN_HOSTS',
    ])
    for (const name of ['STAGING_KEY', 'PRODUCTION_STAGE_KEY', 'STAGING_WATCH_KEY'])
      assert.equal(lab.runner.readFile(`/opt/gh/said/${name}`), privateHalf(name))
    assert.equal(lab.runner.readFile('/opt/gh/said/KNOWN_HOSTS'), inCheckout('deploy/known_hosts'))
    assert.match(stdout, /LEFT AS IT IS {5}PRODUCTION_KEY of production/)

    // What nobody has compared does not become what workflows trust.
    await lab.runner.sh('rm deploy/known_hosts /opt/gh/said/*', { user: runnerUser.name, cwd: lab.runner.flake.directory })
    const accepted = await init([...flags(), '--accept-host-keys', '--set-secrets'], undefined, '/opt/gh:/usr/local/bin:/usr/bin:/usr/sbin')
    assert.equal(accepted.code, 0, accepted.stderr)
    assert.doesNotMatch(lab.runner.readFile('/opt/gh/said/calls') ?? '', /variable/)
    assert.match(accepted.stdout, /NOBODY HAS COMPARED ALL OF THE HOST KEYS/)
  })
})

/** The module's own evaluation of the lines that were written for a stage. */
function evaluated(stage: string): ReturnType<typeof evaluateModule> {
  bringModule(lab)
  return evaluateModule(lab, `(import ${lab.runner.flake.directory}/deploy/${stage}.nix).services.nix-flake-deploy`)
}

/** Answers the questions as they come, in a pseudo-terminal; gives all that was on it, and the exit code. `then` is what its shell does afterwards. */
function talk(
  args: readonly string[],
  answers: readonly (readonly [question: RegExp, answer: string])[],
  then = '',
): Promise<{ code: number; screen: string }> {
  const line = lab.runner
    .entering(command(args), runnerUser.name, lab.runner.flake.directory)
    .map((word) => `'${word}'`)
    .join(' ')
  const env = { PATH: '/usr/local/bin:/usr/bin:/usr/sbin', HOME: '/home/runner', TERM: 'xterm', LANG: 'C.UTF-8', SHELL: '/bin/sh' }
  const child = spawn('script', ['--quiet', '--return', '--command', `${line}${then}`, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const left = [...answers]
  let screen = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    for (;;) {
      const [question, answer] = left[0] ?? []
      const found = question?.exec(screen.slice(seen))
      if (found === null || found === undefined || answer === undefined) return
      seen += found.index + found[0].length
      left.shift()
      child.stdin.write(answer)
    }
  })
  return new Promise((ended, failed) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      failed(new Error(`nobody asked ${String(left[0]?.[0])}; the screen:\n${screen}`))
    }, 60_000)
    child.once('close', (code) => {
      clearTimeout(timer)
      ended({ code: code ?? 128, screen: screen.replaceAll('\r', '') })
    })
  })
}

describe('init on a terminal', () => {
  it('asks, tells a mistake at once, and trusts only the host keys that were compared', async () => {
    const fingerprint = await staging.sh("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d ' ' -f 2")
    const other = await lab.runner.sh("ssh-keygen -q -t ed25519 -N '' -f /root/other <<<y >/dev/null; ssh-keygen -lf /root/other.pub | cut -d ' ' -f 2")
    const { code, screen } = await talk(
      [],
      [
        [/Which are staging.*\[staging\]: /, '\r'],
        [/Which are production.*\[production\]: /, 'staging\r'],
        [/'staging' is staging already[^]*Which are production.*: /, '\r'],
        [/Where is 'staging'\?.*: /, 'not an address\r'],
        [/'not an address' is not a host[^]*Where is 'staging'\?.*: /, `${staging.address}\r`],
        [/Where is 'production'\?.*: /, `${staging.address}\r`],
        [/are both at [^]*Where is 'production'\?.*: /, `${production.address}\r`],
        [/What must answer.*: /, 'ftp://x\r'],
        [/ {2}'ftp:\/\/x' is not an http or https URL[^]*What must answer.*: /, 'http://{host}:8080/\r'],
        [/Of which branch.*\[main\]: /, '\r'],
        [/Show the machines' host keys.*\[yes\]: /, '\r'],
        [/Is it the same\?.*: /, `256 ${other} root@staging (ED25519)\r`],
        [/is another key[^]*Is it the same\?.*: /, `256 ${fingerprint} root@staging (ED25519)\r`],
        [/Is it the same\?.*: /, 'no\r'],
        [/Make 4 key pairs.*\[yes\]: /, '\r'],
        [/Go on\?.*: /, 'yes\r'],
      ],
    )
    assert.match(screen, /Three steps are left\./)
    // The key that a person did not know again is a reason to look before anything else is done.
    assert.equal(code, 1, screen)
    const knownHosts = inCheckout('deploy/known_hosts')
    assert.match(knownHosts, new RegExp(`# compared with .*\\n${staging.address} ssh-ed25519 `))
    assert.ok(!knownHosts.includes(production.address))
    assert.ok(screen.includes(fingerprint))
  })

  for (const [what, key] of [
    ['Ctrl-C', '\x03'],
    ['the end of the input', '\x04'],
    ['a no', 'no\r'],
  ] as const) {
    it(`writes nothing after ${what}`, async () => {
      const { code, screen } = await talk(
        [...flags(), '--branch', 'main'],
        [
          [/Show the machines' host keys.*: /, 'no\r'],
          [/Make 4 key pairs.*: /, 'yes\r'],
          [/Go on\?.*: /, key],
        ],
      )
      assert.equal(code, 1, screen)
      assert.match(screen, /init: broken off\nNothing was written\.\n$/)
      assert.deepEqual(await untracked(), [])
      assert.ok(lab.runner.readFile(`${keyDirectory}/STAGING_KEY`) === undefined)
    })
  }

  it('leaves the terminal as it was', async () => {
    const { screen } = await talk([...flags(), '--branch', 'main'], [[/Show the machines' host keys.*: /, '\x03']], '; stty -a')
    assert.match(screen, /Nothing was written\.\n[^]* icanon [^]* echo /)
  })
})

describe('what init has written', () => {
  it('deploys to staging, waits on production, and is promoted there, each by a key that may do no more', async () => {
    const { code, stderr } = await init([...flags(), '--make-keys', '--accept-host-keys'])
    assert.equal(code, 0, stderr)
    await lab.runner.flake.commit({ staging: { programs: moduleProgram }, production: { programs: moduleProgram } })
    expectGreen(await act(lab, { targets: `staging: root@${staging.address}\nproduction: root@${production.address}` }))
    const roles = {
      staging: ['role deploy --name deploy', 'role watch --name promote'],
      production: ['role stage --name deploy', 'role activate --name promote'],
    }
    for (const [stage, host] of [
      ['staging', staging],
      ['production', production],
    ] as const) {
      const config = await evaluated(stage)
      const keys = Object.values(config.users.users).flatMap(({ openssh }) => openssh.authorizedKeys.keys)
      assert.deepEqual(
        keys.map((key) => /--(role \w+ --name \w+)"/.exec(key)?.[1]),
        roles[stage],
      )
      await installModule(host, config)
    }

    const before = await see(production)
    const sha = await lab.runner.flake.commit()
    expectGreen(await runStep('deploy'))
    await expectConfirmed(staging, sha, staging.link(sha))
    assert.deepEqual(await see(production), before)
    assert.ok(production.link(sha))

    // The job that runs on every push cannot activate on production, whatever its workflow says.
    expectRed(await runStep('deploy', { activate: 'switch', only: 'production', targets: 'deploy/production.yml' }), /role|'stage'/)
    assert.deepEqual(await see(production), before)

    // As actions/checkout leaves it: of the repository, just the directory of the targets; and no Nix.
    cpSync(join(lab.runner.flake.outside, 'deploy'), join(lab.runner.work.outside, 'sparse/deploy'), { recursive: true })
    await lab.runner.sh(`chown -R runner: ${lab.runner.work.inside}/sparse`)
    expectGreen(await runStep('promote', {}, { cwd: '../../sparse', path: lab.runner.pathWithoutNix }))
    await expectConfirmed(production, sha, production.link(sha))
  })
})
