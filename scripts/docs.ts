// Writes the tables of inputs and outputs into README.md, from action.yml, and the JSON Schema of an archive's manifest, from
// what the action reads: `npm run docs`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { parse } from 'yaml'
import { manifestSchema } from '../src/archive/manifest.ts'

interface Action {
  description: string
  inputs: Record<string, { description: string; default?: string }>
  outputs: Record<string, { description: string }>
}

const root = join(import.meta.dirname, '..')

/** What action.yml says. */
export function readAction(): Action {
  return parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action
}

/** docs/manifest.schema.json as it should be. */
export function manifestJsonSchema(): string {
  const { $schema, ...schema } = toJsonSchema(manifestSchema, { typeMode: 'input' })
  const titled = { $schema, title: 'manifest.json of an archive of nix-flake-deploy', ...schema }
  return `${JSON.stringify(titled, undefined, 2)}\n`
}

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A README with the tables between its markers made anew. */
export function withTables(readme: string, action: Action): string {
  const inputs = table(
    ['input', 'default', 'meaning'],
    Object.entries(action.inputs).map(([name, input]) => [`\`${name}\``, input.default === undefined ? '–' : `\`${input.default}\``, input.description]),
  )
  const outputs = table(
    ['output', 'meaning'],
    Object.entries(action.outputs).map(([name, output]) => [`\`${name}\``, output.description]),
  )
  return between(between(readme, 'inputs', inputs), 'outputs', outputs)
}

function between(readme: string, name: string, text: string): string {
  const start = new RegExp(`<!-- ${name}:[^\\n]*-->\\n`).exec(readme)
  const end = readme.indexOf(`<!-- /${name} -->`)
  if (start === null || end < 0) throw new Error(`README.md has no markers for ${name}`)
  return `${readme.slice(0, start.index + start[0].length)}\n${text}\n\n${readme.slice(end)}`
}

if (import.meta.main) {
  const path = join(root, 'README.md')
  writeFileSync(join(root, 'docs/manifest.schema.json'), manifestJsonSchema())
  writeFileSync(path, withTables(readFileSync(path, 'utf8'), readAction()))
}
