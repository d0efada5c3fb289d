import { readFileSync } from 'node:fs'

/** What action.yml says of an input. */
export interface DefinedInput {
  description: string
  default?: string
}

/** What the build hands over: the version, and the inputs as action.yml has them. */
export interface Definition {
  version: string
  inputs: Record<string, DefinedInput>
}

/** Read only for who asks for help. */
export function readDefinition(): Definition {
  return JSON.parse(readFileSync(new URL('./definition.json', import.meta.url), 'utf8')) as Definition
}
