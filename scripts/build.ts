// Builds dist from src: `node scripts/build.ts [DIRECTORY]`. The same sources give the same bytes, wherever they lie.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Compiles src and bundles it with its dependencies into a directory, whose former content is removed. */
export function build(directory: string): void {
  const root = resolve(import.meta.dirname, '..')
  const programs = join(root, 'node_modules', '.bin')
  // Inside of the repository, so that the bundler finds node_modules; of its own, so that nothing stale is bundled.
  const compiled = mkdtempSync(join(root, 'lib-'))
  try {
    const run = (program: string, ...args: string[]): void => {
      execFileSync(process.execPath, [join(programs, program), ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    }
    run('tsc', '--project', 'tsconfig.build.json', '--outDir', compiled)
    cpSync(join(root, 'src', 'host-agent.sh'), join(compiled, 'host-agent.sh'))
    rmSync(directory, { recursive: true, force: true })
    run('ncc', 'build', join(compiled, 'index.js'), '--out', directory, '--license', 'licenses.txt', '--no-cache', '--quiet')
  } finally {
    rmSync(compiled, { recursive: true, force: true })
  }
}

if (import.meta.main) build(resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'dist')))
