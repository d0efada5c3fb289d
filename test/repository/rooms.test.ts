// The rule of imports (.dependency-cruiser.js), broken on purpose: a rule that refuses nothing would hold nothing.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, it } from 'node:test'

const root = resolve(import.meta.dirname, '../..')
const { rooms } = (await import(join(root, '.dependency-cruiser.js'))) as { rooms: string[] }

/** What the tool says of sources like these: file → its text. */
function cruise(sources: Record<string, string>): { status: number | null; said: string } {
  // Within the repository, so that the tool finds what it needs.
  const directory = mkdtempSync(join(root, 'lib-'))
  try {
    for (const [file, text] of Object.entries({ 'package.json': '{"type": "module"}', 'tsconfig.json': '{}', ...sources })) {
      mkdirSync(dirname(join(directory, file)), { recursive: true })
      writeFileSync(join(directory, file), text)
    }
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/depcruise'), ['--config', join(root, '.dependency-cruiser.js'), 'src'], {
      cwd: directory,
      encoding: 'utf8',
    })
    return { status, said: stdout + stderr }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const value = 'export const value = 1\n'
const importing = (...files: string[]): string =>
  files.map((file, index) => `import { value as v${index} } from '${file}'\nexport const value${index} = v${index}\n`).join('')

describe('the rule of imports', () => {
  it('lets a room import what is below it, and its own', () => {
    const { status, said } = cruise({ 'src/nix/a.ts': importing('./b.ts', '../parse/c.ts'), 'src/nix/b.ts': value, 'src/parse/c.ts': value })
    assert.equal(status, 0, said)
  })

  rooms.slice(1).forEach((room, index) => {
    const above = rooms[index] ?? ''
    it(`refuses that ${room} imports ${above}, a mere type too`, () => {
      const { status, said } = cruise({
        [`src/${room}/a.ts`]: `import type { Value } from '../${above}/b.ts'\nexport type Same = Value\n`,
        [`src/${above}/b.ts`]: 'export type Value = number\n',
      })
      assert.notEqual(status, 0, said)
      assert.match(said, new RegExp(`from-${room}-upwards: src/${room}/a.ts → src/${above}/b.ts`))
    })
  })

  it('refuses a circle', () => {
    const { status, said } = cruise({
      'src/nix/a.ts': `import { b } from './b.ts'\nexport const a = () => b\n`,
      'src/nix/b.ts': `import { a } from './a.ts'\nexport const b = () => a\n`,
    })
    assert.notEqual(status, 0, said)
    assert.match(said, /no-circle/)
  })

  it('refuses that an entry is imported', () => {
    const { status, said } = cruise({ 'src/index.ts': value, 'src/nix/a.ts': importing('../index.ts') })
    assert.notEqual(status, 0, said)
    assert.match(said, /no-way-to-the-entries/)
  })

  it('refuses that post reaches what can deploy, however far around', () => {
    const { status, said } = cruise({ 'src/post.ts': importing('./report/a.ts'), 'src/report/a.ts': importing('../rollout/b.ts'), 'src/rollout/b.ts': value })
    assert.notEqual(status, 0, said)
    assert.match(said, /post-only-cleans-up: src\/post.ts → src\/rollout\/b.ts/)
  })

  it('refuses a file without a room', () => {
    const { status, said } = cruise({ 'src/helpers/a.ts': value, 'src/nix/b.ts': importing('../helpers/a.ts') })
    assert.notEqual(status, 0, said)
    assert.match(said, /every-file-has-a-room/)
  })
})
