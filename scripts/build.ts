// Builds dist from src: `node scripts/build.ts [DIRECTORY]`. The same sources give the same bytes, wherever they lie.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { workflowNames } from '../src/init/workflows.ts'
import { assemble, scriptNames, scripts } from './shell-parts.ts'

/** Compiles src and bundles it with its dependencies into a directory, whose former content is removed. Gives the names of the packages in it. */
export function build(directory: string): string[] {
  const root = resolve(import.meta.dirname, '..')
  // Inside of the repository, so that the bundler finds node_modules; of its own, so that nothing stale is bundled.
  const compiled = mkdtempSync(join(root, 'lib-'))
  try {
    // The bundler asks for a tsconfig.json where there is none, in a way that Node warns of.
    const run = (cwd: string, program: string, ...args: string[]): string =>
      execFileSync(process.execPath, ['--no-deprecation', join(root, program), ...args], { cwd, stdio: ['ignore', 'pipe', 2], encoding: 'utf8' })
    run(root, 'node_modules/.bin/tsc', '--project', 'tsconfig.build.json', '--outDir', compiled)
    for (const name of scriptNames) writeFileSync(join(compiled, scripts[name].compiled), assemble(name))
    // What `init` fills in is what people read.
    for (const name of workflowNames) copyFileSync(join(root, `examples/${name}.yml`), join(compiled, `init/${name}.yml`))
    return run(compiled, 'scripts/bundle.ts', directory).trim().split('\n')
  } finally {
    rmSync(compiled, { recursive: true, force: true })
  }
}

if (import.meta.main) build(resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'dist')))
