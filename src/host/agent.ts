import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

let text: string | undefined
let sent: Buffer | undefined

/**
 * The text of the host agent, which the build puts together. In dist it lies next to the entry, readable and by its name: the
 * bundler takes it along because of the line that reads it, where it knows all of a file's syntax (`??=` it does not).
 */
export function hostAgent(): string {
  if (text === undefined) text = readFileSync(new URL('./host-agent.sh', import.meta.url), 'utf8')
  return text
}

/** The same as it is sent to each host, compressed by gzip. */
export function sentAgent(): Buffer {
  if (sent === undefined) sent = gzipSync(toSend(hostAgent()))
  return sent
}

/** Parts that only an agent has that is installed on its host. */
const ofInstalled = ['keys.sh', 'boot.sh']

/** Without those parts, and without the lines that are comments, in awk's programs too: half of the agent. */
export function toSend(script: string): string {
  return script
    .split(/^(?=# -{100} )/m)
    .filter((part) => !ofInstalled.some((name) => part.split('\n', 1)[0]?.endsWith(` ${name}`)))
    .join('')
    .replace(/^ *#.*\n/gm, '')
}
