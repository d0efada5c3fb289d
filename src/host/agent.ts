import { readFileSync } from 'node:fs'

let text: string | undefined
let sent: string | undefined

/**
 * The text of the host agent, which the build puts together. In dist it lies next to the entry, readable and by its name: the
 * bundler takes it along because of the line that reads it, where it knows all of a file's syntax (`??=` it does not).
 */
export function hostAgent(): string {
  if (text === undefined) text = readFileSync(new URL('./host-agent.sh', import.meta.url), 'utf8')
  return text
}

/** The same as it is sent to each host. */
export function sentAgent(): string {
  if (sent === undefined) sent = withoutComments(hostAgent())
  return sent
}

/** Without the lines that are comments, in awk's programs too: a third of the agent. */
export function withoutComments(script: string): string {
  return script.replace(/^ *#.*\n/gm, '')
}
