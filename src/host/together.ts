/** How the last deployment of a host ended, where its wave was to be confirmed whole or not at all. */
export interface LastTogether {
  /** Of the wave. */
  id: string
  /** As the host's record has it, or `pending`. */
  outcome: string
  revision: string
  since: string
}

/** Reads what a host says after `together`. */
export function parseTogether(rest: string): LastTogether {
  const [id = '', outcome = '', revision = '', since = ''] = rest.split(' ')
  return { id, outcome, revision, since }
}
