import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse, parseDocument } from 'yaml'
import { checkPlan } from '../../../src/init/check-plan.ts'
import { initFlags, readFlags } from '../../../src/init/flags.ts'
import { judged, keyIn } from '../../../src/init/host-keys.ts'
import { flakeLines, hostLines } from '../../../src/init/host-lines.ts'
import { keyDirectory } from '../../../src/init/keys.ts'
import { neededKeys } from '../../../src/init/keys-needed.ts'
import { nextSteps } from '../../../src/init/next-steps.ts'
import { type Machine, type Plan, targetNames } from '../../../src/init/plan.ts'
import { shellWord } from '../../../src/init/shell-word.ts'
import { targetsFile } from '../../../src/init/targets-file.ts'
import { workflowFiles, workflowNames } from '../../../src/init/workflows.ts'
import { INPUT_DEFAULTS } from '../../../src/settings/inputs.ts'
import { mistakesIn } from '../../github/workflow-parser.ts'
import { settingsOf } from '../settings/settings.ts'

const example = (name: string): string => readFileSync(join(import.meta.dirname, `../../../examples/${name}.yml`), 'utf8')
const examples = { deploy: example('deploy'), promote: example('promote'), 'pull-request': example('pull-request') }

const machine = (configuration: string, more: Partial<Machine> = {}): Machine => ({
  configuration,
  address: { host: `${configuration}.example.com`, user: 'deploy' },
  tags: [],
  ...more,
})
const plan: Plan = {
  flake: '.',
  branch: 'main',
  machines: { staging: [machine('staging')], production: [machine('web-1', { tags: ['web'] }), machine('web-2')] },
  healthCheck: 'https://{host}/healthz',
}
const alone: Plan = { ...plan, machines: { staging: [], production: [machine('web')] } }

describe('the flags of init', () => {
  it('are read, those that are lists several times', () => {
    const given = readFlags(['--staging', 'a=b', '--staging=c', '--yes', '--flake', '-odd', '--health-check', 'none'])
    assert.deepEqual([given.staging, given.production, given.yes, given.flake, given.healthCheck], [['a=b', 'c'], undefined, true, '-odd', 'none'])
    assert.equal(readFlags([]).flake, '.')
  })

  for (const [args, said] of [
    [['--stagin'], /^'--stagin' is not a flag of init; did you mean '--staging'\?/],
    [['-y'], /^'-y' is not a flag of init/],
    [['--constructor'], /^'--constructor' is not a flag of init/],
    [['here'], /^'here' is not expected/],
    [['--yes=no'], /^--yes has no value; leave out '=no'/],
    [['--branch'], /^--branch needs a value; write --branch NAME/],
    [['--branch', '--yes'], /^--branch needs a value/],
    [['--branch='], /^--branch needs a value/],
    [['--branch', 'a', '--branch', 'b'], /^--branch is given twice/],
  ] as const) {
    it(`refuse ${args.join(' ')}`, () => assert.throws(() => readFlags(args), { name: 'InputError', message: said }))
  }

  it('say all what they are for', () => {
    for (const { description } of Object.values(initFlags)) assert.match(description, /\.$/)
  })
})

describe('the workflows of init', () => {
  it('are the examples, which come through unchanged but for what is filled in', () => {
    for (const name of workflowNames) assert.equal(parseDocument(example(name)).toString({ lineWidth: 0, flowCollectionPadding: false }), example(name))
  })

  const below = { ...plan, flake: './nix', branch: 'trunk' }
  const all = [plan, below, alone].flatMap((of) => workflowFiles(of, examples).map((file) => ({ of, ...file })))
  it('are three, or two where there is one stage', () => assert.equal(all.length, 8))

  for (const { of, path, text } of all) {
    const name = `${path} of ${of === plan ? 'two stages' : of === below ? 'a flake below the root' : 'one stage'}`
    it(`${name}: GitHub's parser and the action take it, and nothing of the example is left that is not so here`, async () => {
      assert.deepEqual(await mistakesIn(path, text), [])
      assert.doesNotMatch(text, /Copy it|your own|example\.com|no checkout|x-api-version|minimal/)
      assert.match(text, of === below ? /^# (?:Builds every push to trunk|Activates|Tells)/ : /^# (?:Builds every push to main|Activates|Tells)/)
      const { permissions, jobs } = parse(text) as {
        permissions: object
        jobs: Record<string, { permissions: object; steps: { with?: Record<string, string | boolean> }[] }>
      }
      const [job] = Object.values(jobs)
      const isDiff = path.includes('pull-request')
      assert.deepEqual([permissions, job?.permissions], [{}, { contents: 'read', ...(isDiff && { 'pull-requests': 'write' }) }])
      const files = new Map((['staging', 'production'] as const).map((stage) => targetsFile(of, stage)).map((file) => [file.path, file.text]))
      const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXkt\n-----END OPENSSH PRIVATE KEY-----\n'
      const fill = (expression: string): string => (expression.includes('toJSON') ? JSON.stringify(key) : expression.includes('revision') ? 'healthy' : 'x')
      const given = Object.fromEntries(
        Object.entries(job?.steps.at(-1)?.with ?? {}).map(([input, value]) => [
          input,
          String(value)
            .replaceAll(/\$\{\{.*?\}\}/g, fill)
            .trim(),
        ]),
      )
      const { flake, targets, gate } = settingsOf({ ...INPUT_DEFAULTS, ...given }, (file) => files.get(file) ?? assert.fail(file))
      const expected = isDiff
        ? { flake: of.flake, targets: [], gate: [] }
        : path.includes('promote')
          ? { flake: '.', targets: ['web-1 switch 1', 'web-2 switch 1'], gate: ['staging 1'] }
          : { flake: of.flake, targets: of === alone ? ['web switch 1'] : ['staging switch 1', 'web-1 none 1', 'web-2 none 1'], gate: [] }
      assert.deepEqual(
        {
          flake,
          targets: targets.map(({ name: target, activate, healthChecks }) => `${target} ${activate} ${healthChecks.length}`),
          gate: gate.map(({ name: target, healthChecks }) => `${target} ${healthChecks.length}`),
        },
        expected,
      )
    })
  }

  it('give a machine that is added to production no way to be activated by a push', () => {
    const { text } = targetsFile(plan, 'production')
    assert.ok(!text.includes('activate'))
    assert.match(workflowFiles(plan, examples)[0]?.text ?? '', /\n {10}activate: none\n/)
  })

  it('have for each key the secret that is told of, in its environment', () => {
    for (const each of [plan, alone]) {
      const asked = workflowFiles(each, examples).flatMap(({ text }) => {
        const { jobs } = parse(text) as { jobs: Record<string, { environment: string }> }
        return [...text.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => `${secret ?? ''} ${Object.values(jobs)[0]?.environment ?? ''}`)
      })
      assert.deepEqual(
        asked.sort(),
        neededKeys(each)
          .map(({ secret, environment }) => `${secret} ${environment}`)
          .sort(),
      )
    }
  })
})

describe('a plan', () => {
  const at = (host: string, user = 'deploy'): Partial<Machine> => ({ address: { host, user } })
  for (const [staging, production, said] of [
    [[], [], /^neither staging nor production has a machine/],
    [[machine('a')], [machine('a', at('b'))], /^'a' is named twice/],
    [[machine('a', at('x'))], [machine('b', at('X'))], /^'a' and 'b' are both at X; a host runs one configuration/],
    [[machine('a'), machine('b', at('b', 'root'))], [], /^root@b has another user than deploy@a\.example\.com/],
  ] as const) {
    it(`is refused: ${said.source}`, () =>
      assert.throws(() => checkPlan({ ...plan, machines: { staging, production } }), { name: 'InputError', message: said }))
  }

  it('may have two machines at one address with two ports, and another user for each stage', () =>
    checkPlan({ ...plan, machines: { staging: [machine('a', { address: { host: 'x', port: 2222, user: 'root' } })], production: [machine('b', at('x'))] } }))
})

describe('the directory of the keys', () => {
  it('is never in the checkout, however it is named', () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'checkout-')))
    const checkout = { root, name: 'machines', flake: '.' }
    symlinkSync(root, `${root}-link`)
    assert.equal(keyDirectory(undefined, checkout, root, '/home/me'), '/home/me/.ssh/nix-flake-deploy/machines')
    assert.equal(keyDirectory('../keys', checkout, root, '/home/me'), join(root, '../keys'))
    assert.equal(keyDirectory(`${root}-keys`, checkout, root, '/home/me'), `${root}-keys`)
    for (const place of ['.', 'keys', 'a/b', `${root}-link/keys`])
      assert.throws(() => keyDirectory(place, checkout, root, '/home/me'), /is in the checkout, and private keys must never be committed/)
    assert.throws(() => keyDirectory(undefined, checkout, '/', root), /is in the checkout/)
    rmSync(`${root}-link`)
    rmSync(root, { recursive: true })
  })
})

describe('the names of targets', () => {
  it('are those of the configurations, or what is left of them, each once', () => {
    assert.deepEqual(
      [...targetNames(['web', 'my web', 'my/web', 'defaults', '日本', 'toString', '-x']).values()],
      ['web', 'my-web', 'my-web-2', 'machine-defaults', 'machine', 'machine-toString', 'x'],
    )
  })
})

describe('the lines of NixOS', () => {
  it('have for each key its role, and an error in the place of a public half that is missing', () => {
    const { path, text } = hostLines({ ...plan, flake: './nix' }, 'production', new Map([['PRODUCTION_KEY', 'ssh-ed25519 AAAA PRODUCTION_KEY']]))
    assert.equal(path, 'nix/deploy/production.nix')
    assert.match(text, /deploy = \{\n +role = "stage";\n +key = throw "the public half of PRODUCTION_STAGE_KEY belongs into nix\/deploy\/production\.nix";/)
    assert.match(text, /promote = \{\n +role = "activate";\n +key = "ssh-ed25519 AAAA PRODUCTION_KEY";/)
    assert.ok(flakeLines(plan).includes('# among the modules of web-1, web-2:'))
  })
})

describe('the keys of hosts', () => {
  const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIO3vVQ1wT1q4rHs2ZP3nYpVdv5Zk0gBTPxMYnKf8wJdB'
  const printed = `# h:22 SSH-2.0-OpenSSH\nh ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ\nh ssh-ed25519 ${key}\nh evil-kind ${key}\nh ssh-ed25519 ${key}\x1b[2J\n`

  it('are the best that it shows, named as ssh looks for them, with the fingerprint that ssh-keygen tells', () => {
    const shown = keyIn(printed, { host: '2001:db8::1', port: 2222 })
    assert.equal(shown?.line, `[2001:db8::1]:2222 ssh-ed25519 ${key}`)
    assert.equal(shown.file, '/etc/ssh/ssh_host_ed25519_key.pub')
    assert.equal(spawnSync('ssh-keygen', ['-lf', '-'], { input: `ssh-ed25519 ${key}\n`, encoding: 'utf8' }).stdout.split(' ')[1], shown.fingerprint)
    assert.equal(keyIn(printed, { host: 'h' })?.line, `h ssh-ed25519 ${key}`)
    assert.equal(keyIn('', { host: 'h' }), undefined)
  })

  it('are trusted for a yes, or for the fingerprint that the machine tells, and for nothing else', () => {
    const shown = keyIn(printed, { host: 'h' }) ?? assert.fail()
    assert.equal(judged(shown, 'yes'), true)
    assert.equal(judged(shown, `256 ${shown.fingerprint} root@h (ED25519)`), true)
    assert.equal(judged(shown, 'no'), false)
    for (const other of ['', 'ja', shown.fingerprint.slice(0, 20)]) assert.throws(() => judged(shown, other), /write 'yes' if it is the same/)
    assert.throws(() => judged(shown, `SHA256:${'A'.repeat(43)}`), /is another key/)
  })
})

describe('the steps that are left', () => {
  const keys = neededKeys(plan)
  const done = {
    keys,
    made: keys,
    keyDirectory: "/home/o'brien/keys",
    isHandedOver: false,
    knownHosts: '# compared with the machine\nh ssh-ed25519 AAAA',
    files: ['deploy/staging.yml'],
  }

  it('are three, and a shell takes each command as it is meant', () => {
    const told = nextSteps(plan, done)
    assert.deepEqual(
      told.filter((line) => /^\d\./.test(line)).map((line) => line[0]),
      ['1', '2', '3'],
    )
    assert.ok(told.includes(`     gh secret set STAGING_KEY --env staging < '/home/o'\\''brien/keys/STAGING_KEY'`))
    for (const line of told.filter((each) => /^ {5}(?:gh|git|rm|nix)/.test(each)))
      assert.equal(spawnSync('sh', ['-n'], { input: line, encoding: 'utf8' }).stderr, '', line)
  })

  it('do not ask for what is done', () => {
    const told = nextSteps(plan, { ...done, isHandedOver: true }).join('\n')
    assert.doesNotMatch(told, /gh secret set|gh variable set/)
    assert.match(told, /rm -r /)
    assert.doesNotMatch(nextSteps(plan, { ...done, made: [] }).join('\n'), /rm -r /)
  })

  it('say where host keys are missing, or nobody has compared them, also where the rest is handed over', () => {
    const told = (knownHosts: string | undefined): string => nextSteps(plan, { ...done, isHandedOver: true, knownHosts }).join('\n')
    assert.match(told('# NOT COMPARED: x\nh ssh-ed25519 AAAA'), /NOBODY HAS COMPARED ALL OF THE HOST KEYS[^]*gh variable set KNOWN_HOSTS < deploy\/known_hosts/)
    assert.match(told(undefined), /gh variable set KNOWN_HOSTS < FILE/)
  })

  it('are quoted so that nothing in a word is more than a word', () => {
    for (const word of ['a b', "o'brien", '$(id)', '`id`', '.#my web', '#x', '~', 'a;b', '*', ''])
      assert.equal(spawnSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' }).stdout, word)
    assert.equal(shellWord('.#staging'), '.#staging')
  })
})
