import { readFileSync } from 'node:fs'

let text: string | undefined

/**
 * The text of the host agent, which the build puts together. In dist it lies next to the entry, readable and by its name: the
 * bundler takes it along because of the line that reads it, where it knows all of a file's syntax (`??=` it does not).
 */
export function hostAgent(): string {
  if (text === undefined) text = readFileSync(new URL('./host-agent.sh', import.meta.url), 'utf8')
  return text
}
