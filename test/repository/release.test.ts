import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('the changelog', () => {
  const changelog = read('CHANGELOG.md')
  const versions = [...changelog.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading)

  it('has what is not released yet first, then each version with its date, and a link for each', () => {
    assert.equal(versions[0], '[Unreleased]')
    for (const version of versions.slice(1)) assert.match(version, /^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/)
    for (const version of versions)
      assert.ok(changelog.includes(`\n${version.replace(/ - .*/, '')}: https://github.com/org/nix-flake-deploy/`), `no link for ${version}`)
  })

  it('sorts changes by their kind', () => {
    for (const [, kind = ''] of changelog.matchAll(/^### (.*)$/gm)) assert.match(kind, /^(Added|Changed|Deprecated|Removed|Fixed|Security)$/)
  })
})

// What GitHub answers to the calls of the workflow, as gh hands it on; `hub` is a directory with what GitHub knows.
const GH = `#!/bin/bash
set -u
printf '%s\\n' "$*" >> "$HUB/calls"
fail() { printf '%s\\n' "$1" >&2; exit 1; }
touch "$HUB/releases" "$HUB/drafts"
case "$1 $2" in
  'release view')
    if grep -qxF "$3" "$HUB/releases"; then echo false; elif grep -qxF "$3" "$HUB/drafts"; then echo true; else fail 'release not found'; fi ;;
  'release create')
    if [ -e "$HUB/down" ]; then fail 'HTTP 502: Bad Gateway (https://api.github.com/repos/org/example/releases)'; fi
    if grep -qxF "$3" "$HUB/releases"; then fail 'HTTP 422: Validation Failed: Release.tag_name already exists'; fi
    while [ "$1" != --notes-file ]; do shift; done
    cp "$2" "$HUB/notes"
    echo "$TAG" >> "$HUB/releases" ;;
  'release list') cat "$HUB/releases" ;;
  'api --paginate') cat "$HUB/v1" 2> /dev/null || : ;;
  'api --method')
    if [ -e "$HUB/forbids" ]; then printf %s '{"message":"Resource not accessible by integration","status":"403"}'; fail 'gh: Resource not accessible by integration (HTTP 403)'; fi
    case "$3 $4" in
      'PATCH repos/org/example/git/refs/tags/v1') [ -e "$HUB/v1" ] || fail 'gh: Reference does not exist (HTTP 422)' ;;
      'POST repos/org/example/git/refs') [ ! -e "$HUB/v1" ] || fail 'gh: Reference already exists (HTTP 422)' ;;
      *) fail "gh: Not Found (HTTP 404)" ;;
    esac
    for given; do case $given in sha=*) echo "\${given#sha=}" > "$HUB/v1" ;; esac; done ;;
  *) fail "unknown command: $*" ;;
esac
`
const changelog = (...versions: string[]): string =>
  `# Changelog\n\n## [Unreleased]\n\n- later\n${versions.map((version) => `\n## [${version}] - 2026-02-01\n\n### Fixed\n\n- what ${version} mends\n`).join('')}\n[1.0.0]: https://example.com/\n`

interface Ran {
  code: number | null
  log: string
}

/** A repository with the releases 1.0.0 and 1.1.0 on main, GitHub beside it, and the workflow's own scripts. */
class Project {
  private readonly directory = mkdtempSync(join(tmpdir(), 'release-'))
  private readonly checkout = join(this.directory, 'checkout')
  private readonly hub = join(this.directory, 'hub')

  constructor(test: TestContext) {
    test.after(() => rmSync(this.directory, { recursive: true }))
    for (const name of ['bin', 'temp', 'hub']) mkdirSync(join(this.directory, name))
    writeFileSync(join(this.directory, 'bin/gh'), GH, { mode: 0o755 })
    writeFileSync(join(this.directory, 'bin/npm'), '#!/bin/sh\n[ ! -e "$HUB/stale" ] || echo new > dist/index.js\n', { mode: 0o755 })
    this.git('init', '--quiet', '--initial-branch=main', this.checkout)
    for (const version of ['1.0.0', '1.1.0']) {
      this.write('package.json', JSON.stringify({ version }))
      this.write('CHANGELOG.md', version === '1.0.0' ? changelog('1.0.0') : changelog('1.1.0', '1.0.0'))
      this.write('dist/index.js', 'old\n')
      this.tag(`v${version}`)
    }
    this.merge()
  }

  write(file: string, text: string): void {
    mkdirSync(join(this.checkout, file, '..'), { recursive: true })
    writeFileSync(join(this.checkout, file), text)
  }

  /** Commits what was written, and tags it, with a tag that is an object of its own. */
  tag(tag: string): void {
    this.git('-C', this.checkout, 'add', '--all')
    this.git('-C', this.checkout, 'commit', '--quiet', '--allow-empty', `--message=${tag}`)
    this.git('-C', this.checkout, 'tag', '--annotate', `--message=${tag}`, tag)
  }

  /** Main is where the checkout is now. */
  merge(): void {
    this.git('-C', this.checkout, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
  }

  commitOf(tag: string): string {
    return this.git('-C', this.checkout, 'rev-parse', `${tag}^{commit}`)
  }

  private git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: this.directory,
        GIT_AUTHOR_NAME: 'a',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'a',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
    })
    assert.equal(status, 0, stderr)
    return stdout.trim()
  }

  /** Runs the scripts of one job for a tag, as the runner does, up to the first that fails; those of the whole test suite are left out. */
  run(job: 'check' | 'release', tag: string): Ran {
    const { jobs } = parse(read('.github/workflows/release.yml')) as { jobs: Record<string, { steps: { run?: string }[] }> }
    this.git('-C', this.checkout, 'checkout', '--quiet', '--force', tag)
    const ran: Ran = { code: 0, log: '' }
    for (const { run } of jobs[job]?.steps ?? []) {
      if (run === undefined || run === '.ci/run') continue
      const script = join(this.directory, 'temp/step.sh')
      writeFileSync(script, run)
      const { status, stdout, stderr } = spawnSync('bash', ['-e', script], {
        cwd: this.checkout,
        encoding: 'utf8',
        env: {
          PATH: `${join(this.directory, 'bin')}:${process.env['PATH'] ?? ''}`,
          HOME: this.directory,
          HUB: this.hub,
          TAG: tag,
          GH_TOKEN: 'token',
          GITHUB_REPOSITORY: 'org/example',
          RUNNER_TEMP: join(this.directory, 'temp'),
        },
      })
      ran.log += stdout + stderr
      ran.code = status
      if (status !== 0) break
    }
    return ran
  }

  /** What GitHub knows. */
  get(name: 'releases' | 'notes' | 'v1' | 'calls'): string {
    const file = join(this.hub, name)
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  }

  set(name: 'releases' | 'drafts' | 'v1' | 'calls' | 'down' | 'forbids' | 'stale', text: string): void {
    writeFileSync(join(this.hub, name), text)
  }

  unset(name: 'down' | 'forbids' | 'stale'): void {
    rmSync(join(this.hub, name))
  }
}

const expectGreen = ({ code, log }: Ran): void => assert.equal(code, 0, log)
const changes = /^(release create|api --method)/gm

describe('a release', () => {
  it('has its own section of the changelog as notes, and the tag of its major version is made with the first one', (t) => {
    const project = new Project(t)
    expectGreen(project.run('release', 'v1.0.0'))
    assert.deepEqual(
      [project.get('releases'), project.get('notes'), project.get('v1')],
      ['v1.0.0', '### Fixed\n\n- what 1.0.0 mends', project.commitOf('v1.0.0')],
    )
  })

  it('takes the tag of its major version from the release before', (t) => {
    const project = new Project(t)
    expectGreen(project.run('release', 'v1.0.0'))
    expectGreen(project.run('release', 'v1.1.0'))
    assert.deepEqual(
      [project.get('releases'), project.get('notes'), project.get('v1')],
      ['v1.0.0\nv1.1.0', '### Fixed\n\n- what 1.1.0 mends', project.commitOf('v1.1.0')],
    )
  })

  it('that could not be made is red in the words of GitHub, moves no tag, and is made when the job is run again', (t) => {
    const project = new Project(t)
    project.set('down', '')
    const { code, log } = project.run('release', 'v1.0.0')
    assert.equal(code, 1)
    assert.match(log, /HTTP 502: Bad Gateway/)
    assert.equal(project.get('v1'), '')
    project.unset('down')
    expectGreen(project.run('release', 'v1.0.0'))
    assert.equal(project.get('v1'), project.commitOf('v1.0.0'))
  })

  it('that an earlier run has made is left as it is when the job is run again, and the tag is moved', (t) => {
    const project = new Project(t)
    project.set('releases', 'v1.0.0\nv1.1.0\n')
    project.set('v1', `${project.commitOf('v1.0.0')}\n`)
    const run = project.run('release', 'v1.1.0')
    expectGreen(run)
    assert.match(run.log, /v1\.1\.0 is released already/)
    assert.deepEqual(project.get('calls').match(changes), ['api --method'])
    assert.equal(project.get('v1'), project.commitOf('v1.1.0'))
  })

  it('that is whole is left as it is when the job is run again', (t) => {
    const project = new Project(t)
    expectGreen(project.run('release', 'v1.0.0'))
    project.set('calls', '')
    const run = project.run('release', 'v1.0.0')
    expectGreen(run)
    assert.match(run.log, /v1 is at v1\.0\.0 already/)
    assert.equal(project.get('calls').match(changes), null)
  })

  it('whose tag GitHub does not let the workflow move is red and says what to do, and green after that', (t) => {
    const project = new Project(t)
    expectGreen(project.run('release', 'v1.0.0'))
    project.set('forbids', '')
    for (let run = 1; run <= 2; run++) {
      const { code, log } = project.run('release', 'v1.1.0')
      assert.equal(code, 1)
      assert.match(
        log,
        /^::error title=v1 is not at v1\.1\.0 yet::v1\.1\.0 is released, but .*: git fetch --tags && git push --force origin 'v1\.1\.0\^\{commit\}:refs\/tags\/v1'$/m,
      )
      assert.match(log, /Resource not accessible by integration \(HTTP 403\)/)
    }
    assert.equal(project.get('releases'), 'v1.0.0\nv1.1.0')
    project.set('v1', `${project.commitOf('v1.1.0')}\n`)
    expectGreen(project.run('release', 'v1.1.0'))
  })

  it('does not take the tag of the major version back when the run of an older one is done again', (t) => {
    const project = new Project(t)
    project.set('releases', 'v1.0.0\nv1.1.0\nv1.10.0\nv2.0.0\n')
    project.set('v1', 'f00d\n')
    const run = project.run('release', 'v1.1.0')
    expectGreen(run)
    assert.match(run.log, /v1 stays where it is: v1\.10\.0 is newer than v1\.1\.0/)
    assert.equal(project.get('v1'), 'f00d')
  })

  it('that somebody has begun by hand is not published by the workflow', (t) => {
    const project = new Project(t)
    project.set('drafts', 'v1.0.0\n')
    const { code, log } = project.run('release', 'v1.0.0')
    assert.equal(code, 1)
    assert.match(log, /^::error .*publish or delete it, then run this job again$/m)
    assert.equal(project.get('v1'), '')
  })
})

describe('the check before a release', () => {
  it('passes, and again when the release is there and main has gone on', (t) => {
    const project = new Project(t)
    for (const tag of ['v1.0.0', 'v1.1.0', 'v1.0.0']) expectGreen(project.run('check', tag))
  })

  for (const [what, make, said] of [
    [
      'a tag that is not on main',
      (project) => {
        project.write('package.json', '{"version":"1.2.0"}')
        project.write('CHANGELOG.md', changelog('1.2.0'))
        project.tag('v1.2.0')
      },
      /::v1\.2\.0 is not on main\. /,
    ],
    [
      'a version that the changelog does not know',
      (project) => {
        project.write('package.json', '{"version":"1.2.0"}')
        project.tag('v1.2.0')
        project.merge()
      },
      /::CHANGELOG\.md has no section \[1\.2\.0\]\. /,
    ],
    [
      'a version that package.json does not have',
      (project) => {
        project.write('CHANGELOG.md', changelog('1.2.0'))
        project.tag('v1.2.0')
        project.merge()
      },
      /::package\.json has the version 1\.1\.0\. /,
    ],
    [
      'a dist that is not what the sources build to',
      (project) => {
        project.write('package.json', '{"version":"1.2.0"}')
        project.write('CHANGELOG.md', changelog('1.2.0'))
        project.tag('v1.2.0')
        project.merge()
        project.set('stale', '')
      },
      /^ M dist\/index\.js\n::error .*Run npm run build and commit dist on main/m,
    ],
  ] satisfies [string, (project: Project) => void, RegExp][]) {
    it(`refuses ${what}, and says what to do`, (t) => {
      const project = new Project(t)
      make(project)
      const { code, log } = project.run('check', 'v1.2.0')
      assert.equal(code, 1, log)
      assert.match(log, said)
      assert.match(log, /delete the tag and set it anew/)
    })
  }
})

describe('the badges', () => {
  it('are made by GitHub, or from what it says, when they are looked at', () => {
    const images = [...read('README.md').matchAll(/\[!\[[^\]]*\]\(([^)]*)\)\]/g)].map(([, image = '']) => image)
    assert.ok(images.length > 0)
    for (const image of images) {
      const workflow = /^https:\/\/github\.com\/org\/nix-flake-deploy\/actions\/workflows\/([\w.-]+)\/badge\.svg\?branch=main$/.exec(image)?.[1]
      if (workflow === undefined) assert.match(image, /^https:\/\/img\.shields\.io\/github\/(license|v\/release)\/org\/nix-flake-deploy$/)
      else assert.ok(existsSync(join(root, '.github/workflows', workflow)), image)
    }
  })
})
