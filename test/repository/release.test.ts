import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'

const root = resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('the changelog', () => {
  const changelog = read('CHANGELOG.md')
  const versions = [...changelog.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading)

  it('has what is not released yet first, then each version with its date, and a link for each', () => {
    assert.equal(versions[0], '[Unreleased]')
    for (const version of versions.slice(1)) assert.match(version, /^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/)
    for (const version of versions) assert.ok(changelog.includes(`\n${version.replace(/ - .*/, '')}: https://github.com/org/nix-flake-deploy/`), `no link for ${version}`)
  })

  it('sorts changes by their kind', () => {
    for (const [, kind = ''] of changelog.matchAll(/^### (.*)$/gm)) assert.match(kind, /^(Added|Changed|Deprecated|Removed|Fixed|Security)$/)
  })

  it('gives a release its own section as notes', () => {
    const script = /^ *(awk -v heading=.*) > /m.exec(read('.github/workflows/release.yml'))?.[1]
    assert.ok(script !== undefined)
    const directory = mkdtempSync(join(tmpdir(), 'release-'))
    try {
      writeFileSync(join(directory, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n\n- later\n\n## [1.2.0] - 2026-02-01\n\n### Fixed\n\n- this\n\n## [1.1.0] - 2026-01-01\n\n- before\n\n[1.2.0]: https://example.com/\n')
      const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: directory, env: { PATH: process.env['PATH'], TAG: 'v1.2.0' }, encoding: 'utf8' })
      assert.equal(stdout, '\n### Fixed\n\n- this\n\n', stderr)
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
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
