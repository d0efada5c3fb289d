// Builds dist from src: `node scripts/build.ts [DIRECTORY]`. The same sources give the same bytes, wherever they lie.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Definition } from '../src/cli/definition.ts'
import { workflowNames } from '../src/init/workflows.ts'
import { readAction } from './docs.ts'
import { assemble, scriptNames, scripts } from './shell-parts.ts'

const root = resolve(import.meta.dirname, '..')

/** What the command line tells of itself: the version, and the inputs of action.yml. */
function definition(): Definition {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { version, inputs: readAction().inputs }
}

/** Compiles src and bundles it with its dependencies into a directory, whose former content is removed. Gives the names of the packages in it. */
export function build(directory: string): string[] {
  // Inside of the repository, so that the bundler finds node_modules; of its own, so that nothing stale is bundled.
  const compiled = mkdtempSync(join(root, 'lib-'))
  try {
    // The bundler asks for a tsconfig.json where there is none, in a way that Node warns of.
    const run = (cwd: string, program: string, ...args: string[]): string =>
      execFileSync(process.execPath, ['--no-deprecation', join(root, program), ...args], { cwd, stdio: ['ignore', 'pipe', 2], encoding: 'utf8' })
    run(root, 'node_modules/.bin/tsc', '--project', 'tsconfig.build.json', '--outDir', compiled)
    for (const name of scriptNames) writeFileSync(join(compiled, scripts[name].compiled), assemble(name))
    writeFileSync(join(compiled, 'cli/definition.json'), JSON.stringify(definition(), undefined, 1))
    // What `init` fills in is what people read.
    for (const name of workflowNames) copyFileSync(join(root, `examples/${name}.yml`), join(compiled, `init/${name}.yml`))
    return run(compiled, 'scripts/bundle.ts', directory).trim().split('\n')
  } finally {
    rmSync(compiled, { recursive: true, force: true })
  }
}

if (import.meta.main) build(resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'dist')))
