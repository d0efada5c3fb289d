// What npm gets: the command line, whole in dist.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'

const root = resolve(import.meta.dirname, '../..')
const described = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  private?: boolean
  engines: { node: string }
  dependencies?: object
}

function output(program: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8' })
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${error?.message ?? ''}${stdout}${stderr}`)
  return stdout
}

describe('the npm package', () => {
  it('has nothing that a linter of packages finds', () => {
    output(join(root, 'node_modules/.bin/publint'), '--strict')
  })

  it('is dist with the pages that tell of it, and needs nothing beside Node', () => {
    const [packed] = JSON.parse(output('npm', 'pack', '--dry-run', '--json')) as [{ files: { path: string }[] }]
    const paths = packed.files.map(({ path }) => path)
    for (const name of readdirSync(join(root, 'dist'))) assert.ok(paths.includes(`dist/${name}`), name)
    for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md', 'action.yml', 'docs/cli.md']) assert.ok(paths.includes(name), name)
    assert.deepEqual(
      paths.filter((path) => /^(?:src|test|scripts|node_modules|\.)/.test(path)),
      [],
    )
    assert.deepEqual([described.private, described.dependencies], [undefined, undefined])
  })

  it('tells the version of the package', () => {
    assert.equal(output(process.execPath, 'dist/cli.js', '--version').trim(), described.version)
  })

  it('is started by `nix run` with the Node that is here, and else with that of the nixpkgs of the registry', () => {
    const bin = mkdtempSync(join(tmpdir(), 'bin-'))
    try {
      const started = (...args: string[]): string => {
        const { status, stdout, stderr } = spawnSync(join(root, 'nix/nix-flake-deploy'), args, { env: { PATH: bin }, encoding: 'utf8' })
        assert.equal(status, 0, stderr)
        return stdout.trim()
      }
      writeFileSync(join(bin, 'nix'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 })
      const elsewhere = `--extra-experimental-features nix-command flakes run nixpkgs#nodejs -- ${root}/nix/../dist/cli.js status`
      assert.equal(started('status'), elsewhere)
      writeFileSync(join(bin, 'node'), '#!/bin/sh\necho false\n', { mode: 0o755 })
      assert.equal(started('status'), elsewhere)
      rmSync(join(bin, 'node'))
      symlinkSync(process.execPath, join(bin, 'node'))
      assert.equal(started('--version'), described.version)
    } finally {
      rmSync(bin, { recursive: true })
    }
  })

  it('runs on Node 20: what that lacks and the sources use is in src/cli/node-20.ts', () => {
    assert.equal(described.engines.node, '>=20')
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['--project', 'tsconfig.build.json', '--noEmit', '--lib', 'es2023'], {
      cwd: root,
      encoding: 'utf8',
    })
    // An older TypeScript library than Node 20 has: it knows no `toWellFormed`, which Node 20 does.
    const lacks = [...stdout.matchAll(/error TS2550: Property '(\w+)' does not exist/g)].map(([, name = '']) => name)
    const filled = [...readFileSync(join(root, 'src/cli/node-20.ts'), 'utf8').matchAll(/^\w+\.(\w+) \?\?=/gm)].map(([, name = '']) => name)
    assert.deepEqual([...new Set(lacks)].filter((name) => name !== 'toWellFormed').sort(), filled.sort())
  })
})
