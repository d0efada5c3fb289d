import { readFileSync } from 'node:fs'

/** The text of the host agent. In dist it lies next to the entry, readable: the bundler takes it along because of this line. */
export const hostAgent = readFileSync(new URL('./host-agent.sh', import.meta.url), 'utf8')
