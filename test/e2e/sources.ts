// The sources on a runner machine, for what is run from them there.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../..')

/** The npm packages that a package needs to run, and itself. */
export function withDependencies(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const description = JSON.parse(readFileSync(join(repository, 'node_modules', name, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> }
  for (const dependency of Object.keys(description.dependencies ?? {})) withDependencies(dependency, found)
  return found
}
