import type { Target } from '../settings/targets.ts'
import type { KeyRole } from './answer.ts'
import { AgentError } from './fault.ts'

/** What a key may do on a host beside asking: put systems there, and have what is recorded activated. */
export type Right = 'stage' | 'activate'

/** What the agent's keys.sh permits each role. Of one that is not known here, the host speaks for itself. */
const rightsOf = new Map<string, readonly Right[]>([
  ['watch', []],
  ['stage', ['stage']],
  ['activate', ['activate']],
  ['deploy', ['stage', 'activate']],
])

/** What a key has to be good for, so that a target can be deployed to. */
export function rightsToDeploy({ activate }: Pick<Target, 'activate'>): readonly Right[] {
  return activate === 'none' ? ['stage'] : ['stage', 'activate']
}

/** Why a key cannot do what a target needs, before it is tried; undefined where it can. */
export function roleRefusal(host: string, { role, name }: KeyRole, needs: readonly Right[]): AgentError | undefined {
  const lacks = needs.filter((right) => rightsOf.get(role)?.includes(right) === false)
  if (lacks.length === 0) return undefined
  const would = [...rightsOf].filter(([, rights]) => needs.every((right) => rights.includes(right))).map(([word]) => `'${word}'`)
  return new AgentError(
    'role',
    `the key '${name}' has the role '${role}' on ${host}, which does not let it ${lacks.join(' and ')}; nothing was changed: use a key with the role ${would.join(' or ')} there`,
  )
}
