import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { build } from '../../scripts/build.ts'

const ROOT = resolve(import.meta.dirname, '../..')

function succeeds(program: string, ...args: string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' })
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${error?.message ?? ''}${stdout}${stderr}`)
}

const ours = (name: string): string => join(ROOT, 'node_modules', '.bin', name)

describe('the sources', () => {
  it('type-check', () => succeeds(process.execPath, ours('tsc'), '--noEmit'))

  it('have no await that was forgotten, nor anything else that the linter knows', () => succeeds(process.execPath, ours('eslint'), '.'))

  it('have shell scripts that shellcheck has nothing to say about', () => succeeds(join(ROOT, 'scripts', 'shellcheck')))

  it('have a host agent in ASCII, which is the same in every locale, and whose length in characters is that in bytes', () => {
    const odd = readFileSync(join(ROOT, 'src/host/host-agent.sh'), 'utf8').split('\n').filter((line) => /[^\t\x20-\x7e]/.test(line))
    assert.deepEqual(odd, [])
    succeeds('sh', '-n', join(ROOT, 'src/host/host-agent.sh'))
  })

  it('import down the rooms only', () => succeeds(process.execPath, ours('depcruise'), '--config', '.dependency-cruiser.js', 'src'))

  it('are formatted (else: npm run format)', () => succeeds(ours('biome'), 'check'))

  it('have no file that is longer than 300 lines, the host agent and the install script among them', () => {
    const long = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|sh|nix)$/.test(file))
      .map((file) => `${file}: ${readFileSync(join(ROOT, 'src', file), 'utf8').split('\n').length - 1}`)
      .filter((line) => Number(line.split(': ')[1]) > 300)
    assert.deepEqual(long, [])
  })

  it('leave it to npm where packages come from', () => {
    assert.doesNotMatch(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'), /"resolved":/)
  })
})

describe('dist', () => {
  it('is what the sources build to (else: npm run build)', () => {
    const directory = mkdtempSync(join(tmpdir(), 'dist-'))
    try {
      build(directory)
      const files = (of: string): string[] => readdirSync(of, { recursive: true, encoding: 'utf8' }).sort()
      assert.deepEqual(files(join(ROOT, 'dist')), files(directory), 'dist has other files than a fresh build')
      for (const file of files(directory)) {
        assert.ok(readFileSync(join(ROOT, 'dist', file)).equals(readFileSync(join(directory, file))), `dist/${file} is not what the sources build to`)
      }
    } finally {
      rmSync(directory, { recursive: true })
    }
  })

  it('is in git with all its files, new ones too', () => {
    // safe.directory: the tests run as root, possibly in a checkout that somebody else owns.
    const git = (...args: string[]): string => {
      const { status, stdout, stderr } = spawnSync('git', ['-c', 'safe.directory=*', ...args], { cwd: ROOT, encoding: 'utf8' })
      assert.equal(status, 0, stderr)
      return stdout
    }
    assert.equal(git('ls-files', '--others', '--', 'dist'), '', 'files in dist that git does not know')
    if (process.env['CI'] === 'true') assert.equal(git('status', '--porcelain', '--', 'dist'), '')
  })
})
