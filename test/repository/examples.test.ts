import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { parseDocument, stringify } from 'yaml'
import { readAction } from '../../scripts/docs.ts'
import { placesFor } from '../../src/archive/places.ts'
import type { Environment } from '../../src/runner/environment.ts'
import type { Inputs } from '../../src/settings/inputs.ts'
import { INPUT_DEFAULTS } from '../../src/settings/inputs.ts'
import type { Settings } from '../../src/settings/parse.ts'
import { mistakesIn } from '../github/workflow-parser.ts'
import { settingsOf as parsed } from '../unit/settings/settings.ts'

const root = resolve(import.meta.dirname, '../..')
const ours = 'org/nix-flake-deploy@v1'

interface Step {
  uses?: string
  run?: string
  with?: Record<string, string | number | boolean>
}

interface Job {
  permissions?: Record<string, string>
  environment?: string
  'timeout-minutes'?: number
  steps: Step[]
}

interface Workflow {
  on: Record<string, unknown> | string
  permissions?: Record<string, string>
  concurrency?: { group: string; queue?: string; 'cancel-in-progress'?: unknown }
  jobs: Record<string, Job>
}

function readYaml(text: string, where: string): unknown {
  const document = parseDocument(text)
  assert.deepEqual(
    document.errors.map(({ message }) => message),
    [],
    where,
  )
  return document.toJS() as unknown
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const workflowsIn = (directory: string): string[] =>
  readdirSync(join(root, directory))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${directory}/${name}`)
const examples = workflowsIn('examples')
const workflows = workflowsIn('.github/workflows')
const snippetsIn = (page: string): string[] => [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text)
const snippets = snippetsIn(read('README.md'))
/** The sections of docs/coming-from.md, by the tool that one comes from. */
const comingFrom = new Map(
  read('docs/coming-from.md')
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => [section.split('\n', 1)[0] ?? '', section]),
)
/** The whole workflows on a page, which begin with the name of their file. */
const workflowsOf = (page: string, texts: readonly string[]): [string, string][] =>
  texts.flatMap((text): [string, string][] => {
    const file = /^# \.github\/workflows\/(\S+)\n/.exec(text)?.[1]
    return file === undefined ? [] : [[`${page}'s ${file}`, text]]
  })

/** Every whole workflow that is there to be copied, by where it stands. */
const copied = new Map([
  ...examples.map((file): [string, string] => [file, read(file)]),
  ...workflowsOf('the README', snippets),
  ...[...comingFrom].flatMap(([tool, section]) => workflowsOf(tool, snippetsIn(section))),
])
/** Those, and the ones that this repository runs. */
const all = new Map([...workflows.map((file): [string, string] => [file, read(file)]), ...copied])

const pages = [
  'README.md',
  'action.yml',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** What `archive` calls the artifact of one configuration, where nothing else is said. */
function artifactName(configuration: string, revision: string, attempt: string): string | undefined {
  const [place] = placesFor([configuration], parsed({ ...INPUT_DEFAULTS, command: 'archive' }), revision, { attempt } as Environment)
  return place?.artifactName
}

/** The file that docs/fleets.md shows, and the README speaks of. */
const targetsFile = /^# deploy\/targets\.yml\n[^]*?(?=^```)/m.exec(read('docs/fleets.md'))?.[0] ?? assert.fail('docs/fleets.md shows no targets')

/** What stands for the expressions of an example: what a person would have put there. */
const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXkt\n-----END OPENSSH PRIVATE KEY-----'
const values: Record<string, string> = {
  'secrets.DEPLOY_KEY': key,
  ...Object.fromEntries(
    ['STAGING_KEY', 'PRODUCTION_STAGE_KEY', 'PRODUCTION_KEY', 'STAGING_WATCH_KEY'].map((name) => [`toJSON(secrets.${name})`, JSON.stringify(key)]),
  ),
  'vars.KNOWN_HOSTS': 'staging.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA',
  'inputs.revision': 'healthy',
  'inputs.only': '*',
  'needs.build.outputs.artifact': artifactName('production', '0123456789abcdef0123456789abcdef01234567', '1') ?? '',
  'secrets.NIX_SIGNING_KEY': `example-1:${'A'.repeat(86)}==`,
  'github.run_id': '123',
  'github.run_attempt': '1',
}

/** What a flake says of machines, in the place of the word `flake`: of as many as the examples name. */
const ofFlake: Record<string, object> = { canary: { host: 'root@canary.example.com' }, 'web-1': { host: 'deploy@web-1.example.com' } }

function withoutFlake(given: Record<string, string | number | boolean>): Record<string, string | number | boolean> {
  const lines = String(given['targets'] ?? '').split('\n')
  if (!lines.includes('flake')) return given
  const byHand = (readYaml(lines.filter((line) => line !== 'flake').join('\n'), 'targets') ?? {}) as Record<string, object>
  const names = new Set([...Object.keys(ofFlake), ...Object.keys(byHand)])
  return { ...given, targets: stringify(Object.fromEntries([...names].map((name) => [name, { ...ofFlake[name], ...byHand[name] }]))) }
}

function settingsOf(given: Record<string, string | number | boolean>): Settings {
  const known = Object.keys(readAction().inputs)
  const inputs: Record<string, string> = { ...INPUT_DEFAULTS }
  for (const [name, value] of Object.entries(withoutFlake(given))) {
    assert.ok(known.includes(name), `action.yml has no input '${name}'`)
    inputs[name] = String(value)
      .replaceAll(/\$\{\{ *([^}]*?) *\}\}/g, (_, expression: string) => values[expression] ?? assert.fail(`what is ${expression}?`))
      .trim()
  }
  return parsed(inputs as Inputs, (path) => {
    assert.equal(path, 'deploy/targets.yml')
    return targetsFile
  })
}

function stepsOf(workflow: Workflow): Step[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps)
}

describe('the example workflows', () => {
  it('are those that the README speaks of', () =>
    assert.deepEqual(examples, ['examples/archive.yml', 'examples/deploy.yml', 'examples/promote.yml', 'examples/pull-request.yml']))

  for (const file of examples) {
    it(`${file} gives the action inputs that it has, with values that it takes`, () => {
      const own = stepsOf(readYaml(read(file), file) as Workflow).filter(({ uses }) => uses === ours)
      assert.equal(own.length, file === 'examples/archive.yml' ? 2 : 1)
      for (const step of own) settingsOf(step.with ?? {})
    })
  }

  it('activate on staging and stage on production, and then promote what staging has proven', () => {
    const of = (file: string): Settings => settingsOf(stepsOf(readYaml(read(file), file) as Workflow).find(({ uses }) => uses === ours)?.with ?? {})
    const deploy = of('examples/deploy.yml')
    assert.deepEqual(
      deploy.targets.map(({ name, activate }) => [name, activate]),
      [
        ['staging', 'switch'],
        ['production', 'none'],
      ],
    )
    const promote = of('examples/promote.yml')
    assert.equal(promote.command, 'promote')
    assert.deepEqual(
      promote.targets.map(({ name, host, activate }) => [name, host, activate]),
      [['production', deploy.targets[1]?.host, 'switch']],
    )
    assert.deepEqual(
      promote.gate.map(({ name, host, healthChecks }) => [name, host, healthChecks.length]),
      [['staging', deploy.targets[0]?.host, 1]],
    )
  })

  it('archive in one job, and deploy the artifact in another that has no checkout and no Nix', () => {
    const { jobs } = readYaml(read('examples/archive.yml'), '') as Workflow
    assert.deepEqual(
      jobs['deploy']?.steps.map(({ uses }) => uses),
      [ours],
    )
    const [deploy] = jobs['deploy'].steps
    assert.deepEqual(settingsOf(deploy?.with ?? {}).archive, { artifact: values['needs.build.outputs.artifact'] })
  })

  it('of the promotion have no checkout and no Nix', () => {
    assert.deepEqual(
      stepsOf(readYaml(read('examples/promote.yml'), '') as Workflow).map(({ uses }) => uses),
      [ours],
    )
  })
})

describe('the snippets in the README', () => {
  for (const [index, text] of snippets.entries()) {
    it(`number ${index + 1} is YAML that the action takes`, () => {
      const snippet = readYaml(text, text) as Workflow | Step[] | Record<string, string>
      if (Array.isArray(snippet)) for (const step of snippet) settingsOf(step.with ?? {})
      else if ('jobs' in snippet) for (const step of stepsOf(snippet as Workflow).filter(({ uses }) => uses === ours)) settingsOf(step.with ?? {})
      else settingsOf({ targets: 'staging: deploy@staging.example.com', 'known-hosts': 'a b c', ...snippet })
    })
  }

  it('are more than a few', () => assert.ok(snippets.length > 5))
})

describe('the page for who comes from another tool', () => {
  it('has a section for each that it names at its beginning', () => {
    const [beginning = ''] = read('docs/coming-from.md').split(/^## /m)
    assert.deepEqual(
      [...beginning.matchAll(/\[([^\]]+)\]\(#[\w-]+\)/g)].map(([, tool = '']) => tool.toLowerCase()),
      [...comingFrom.keys()].map((tool) => tool.toLowerCase()),
    )
  })

  for (const [tool, section] of comingFrom) {
    it(`has what one knows of ${tool} beside what it is here, what is missing, and a workflow that the action takes`, () => {
      assert.match(section, /^\| .* \| here \|$/m)
      assert.match(section, /^\*\*Missing here:\*\* /m)
      const [[where, text] = ['', ''], ...others] = workflowsOf(tool, snippetsIn(section))
      assert.deepEqual(others, [])
      const own = stepsOf(readYaml(text, where) as Workflow).filter(({ uses }) => uses === ours)
      assert.equal(own.length, 1)
      for (const step of own) settingsOf(step.with ?? {})
    })
  }

  it('names no input that is not there', () => {
    const inputs = [...read('docs/coming-from.md').matchAll(/\binputs? `([a-z-]+)`/g)].map(([, input = '']) => input)
    assert.ok(inputs.length > 0)
    for (const input of inputs) assert.ok(input in INPUT_DEFAULTS, input)
  })
})

describe('a workflow that is there to be copied', () => {
  it('is in each of the examples, twice in the README, and once for each tool that one may come from', () =>
    assert.equal(copied.size, examples.length + 2 + comingFrom.size))

  it('of a pull request writes nothing but its comment, has no secret, and gives way to a newer one', () => {
    const text = read('examples/pull-request.yml')
    const { on, permissions, concurrency, jobs } = readYaml(text, 'examples/pull-request.yml') as Workflow
    assert.equal(on, 'pull_request')
    assert.deepEqual([permissions, jobs['diff']?.permissions], [{}, { contents: 'read', 'pull-requests': 'write' }])
    assert.equal(concurrency?.['cancel-in-progress'], true)
    assert.doesNotMatch(text, /secrets\./)
    assert.ok(jobs['diff']?.['timeout-minutes'] !== undefined)
  })

  for (const [where, text] of [...copied].filter(([file]) => file !== 'examples/pull-request.yml')) {
    it(`has the least rights, a time limit, an environment, and deployments that wait in line: ${where}`, () => {
      const { permissions, concurrency, jobs } = readYaml(text, where) as Workflow
      assert.deepEqual(permissions, {})
      assert.equal(concurrency?.queue, 'max')
      assert.equal(concurrency['cancel-in-progress'], undefined)
      for (const job of Object.values(jobs)) {
        assert.ok(Object.values(job.permissions ?? { all: 'write' }).every((right) => right === 'read'))
        assert.ok(job.environment !== undefined && job['timeout-minutes'] !== undefined)
      }
    })
  }
})

describe('the name of an artifact', () => {
  for (const page of [...pages, ...examples]) {
    it(`is one that the action gives, wherever ${page} has one`, () => {
      for (const [name, configuration = '', revision = '', attempt = ''] of read(page).matchAll(/\bnixos-([\w-]+)-([0-9a-f]{12})-(\d+)[\w.]*/g)) {
        assert.equal(name, artifactName(configuration, revision.padEnd(40, '0'), attempt))
      }
    })
  }

  it('is in the README, where an artifact of an earlier run is deployed', () => assert.match(read('README.md'), /artifact: nixos-.*\n.*run-id: /))
})

describe('what is used of others', () => {
  const used = [...pages, ...examples, ...workflows]
    .flatMap((file) => [...read(file).matchAll(/^\s*(?:- )?uses: *(.*)$/gm)].map(([, use = '']) => ({ file, use })))
    .filter(({ use }) => use !== ours)

  it('is pinned to a commit, with its version beside it', () => {
    for (const { file, use } of used) assert.match(use, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, file)
  })

  it('is the same commit and version everywhere', () => {
    const versions = new Map<string, Set<string>>()
    for (const { use } of used) {
      const [name = '', version = ''] = use.split('@')
      versions.set(name, (versions.get(name) ?? new Set()).add(version))
    }
    assert.deepEqual([...versions.keys()].sort(), ['actions/checkout', 'actions/setup-node', 'cachix/install-nix-action'])
    for (const [name, found] of versions) assert.equal(found.size, 1, `${name}: ${[...found].join(', ')}`)
  })
})

describe('every workflow, of this repository and to be copied', () => {
  for (const [where, text] of all) {
    it(`is one that GitHub's own parser has nothing to say about: ${where}`, async () => assert.deepEqual(await mistakesIn(where, text), []))

    it(`gives each job its own rights and a time limit, and no rights by default: ${where}`, () => {
      const workflow = readYaml(text, where) as Workflow
      assert.deepEqual(workflow.permissions, {})
      for (const [name, job] of Object.entries(workflow.jobs)) assert.ok(job.permissions !== undefined && job['timeout-minutes'] !== undefined, name)
    })

    it(`leaves no credentials in a checkout, which a build could read: ${where}`, () => {
      for (const step of stepsOf(readYaml(text, where) as Workflow))
        if (step.uses?.startsWith('actions/checkout@') === true) assert.equal(step.with?.['persist-credentials'], false)
    })

    it(`pastes no expression into a script: ${where}`, () => {
      for (const { run } of stepsOf(readYaml(text, where) as Workflow)) assert.ok(run?.includes('${{') !== true, run)
    })
  }
})

describe('the release workflow', () => {
  it('releases only what passes all tests, and writes only in the job that releases', () => {
    const { jobs } = readYaml(read('.github/workflows/release.yml'), 'release.yml') as {
      jobs: Record<string, { permissions: Record<string, string>; needs?: string }>
    }
    assert.deepEqual(
      Object.entries(jobs).map(([name, { permissions }]) => [name, permissions['contents']]),
      [
        ['check', 'read'],
        ['release', 'write'],
      ],
    )
    assert.equal(jobs['release']?.needs, 'check')
  })
})
