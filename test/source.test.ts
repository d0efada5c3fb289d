import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { build } from '../scripts/build.ts'

const ROOT = resolve(import.meta.dirname, '..')

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
    const odd = readFileSync(join(ROOT, 'src', 'host-agent.sh'), 'utf8').split('\n').filter((line) => /[^\t\x20-\x7e]/.test(line))
    assert.deepEqual(odd, [])
    succeeds('sh', '-n', join(ROOT, 'src', 'host-agent.sh'))
  })

  /** Each file with those that it imports, at once or later on. */
  const readImports = (): Map<string, string[]> => {
    const imports = new Map<string, string[]>()
    for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue
      const text = readFileSync(join(ROOT, 'src', file), 'utf8')
      const found = [...text.matchAll(/^(?:import|export) .*from '(\.[^']+)'$|import\('(\.[^']+)'\)/gm)]
      imports.set(
        file,
        found.map(([, fixed, late]) => relative(join(ROOT, 'src'), resolve(join(ROOT, 'src', dirname(file)), fixed ?? late ?? ''))),
      )
    }
    assert.ok(imports.size > 10)
    return imports
  }

  it('import one way: there is no circle', () => {
    const imports = readImports()
    const done = new Set<string>()
    const visit = (file: string, above: string[]): void => {
      assert.ok(!above.includes(file), `a circle of imports: ${[...above, file].join(' → ')}`)
      if (done.has(file)) return
      for (const next of imports.get(file) ?? []) visit(next, [...above, file])
      done.add(file)
    }
    for (const file of imports.keys()) visit(file, [])
  })

  it('have a post that knows how to clean up, and nothing else', () => {
    const imports = readImports()
    const reached = new Set(['post.ts'])
    for (const file of reached) for (const next of imports.get(file) ?? []) reached.add(next)
    assert.deepEqual([...reached].map((file) => basename(file)).sort(), ['clean-up.ts', 'lines.ts', 'post.ts', 'process.ts', 'state.ts'])
  })

  it('leave it to npm where packages come from', () => {
    assert.doesNotMatch(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'), /"resolved":/)
  })
})

describe('dist', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'))
  let packages: string[] = []
  before(() => {
    packages = build(fresh)
  })
  after(() => rmSync(fresh, { recursive: true }))
  const files = (of: string): string[] => readdirSync(of, { recursive: true, encoding: 'utf8' }).sort()

  it('is what the sources build to (else: npm run build)', () => {
    assert.deepEqual(files(join(ROOT, 'dist')), files(fresh), 'dist has other files than a fresh build')
    for (const file of files(fresh)) {
      assert.ok(readFileSync(join(ROOT, 'dist', file)).equals(readFileSync(join(fresh, file))), `dist/${file} is not what the sources build to`)
    }
  })

  it('has the licence of every package that is in it', () => {
    assert.ok(packages.length > 30, packages.join(' '))
    const licences = readFileSync(join(fresh, 'licenses.txt'), 'utf8')
    for (const name of packages) {
      const [, text = ''] = new RegExp(`^${name}\\n.+\\n([^]{300})`, 'm').exec(licences) ?? []
      assert.match(text, /copyright|permission|licen[cs]e/i, `licenses.txt has no licence of ${name}`)
    }
  })

  it('has nothing that zips, and says so where it is asked to', () => {
    assert.deepEqual(packages.filter((name) => /^(archiver|unzip|zip|crc|readable-stream|lazystream|bluebird|binary|buffers)/.test(name)), [])
    const { create, Extract } = createRequire(import.meta.url)(join(fresh, 'no-zip.cjs')) as Record<'create' | 'Extract', () => void>
    for (const zip of [create, Extract]) assert.throws(zip, /neither zips nor unzips/)
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
