import { type Plan, type Stage, stagesOf } from './plan.ts'

/** A pair of keys: who has the private half, and what the public half may where. */
export interface NeededKey {
  /** The secret that has the private half, and the name of its file. */
  secret: string
  /** The environment of GitHub that has the secret. */
  environment: Stage
  /** Whose machines take it. */
  stage: Stage
  role: 'watch' | 'stage' | 'activate' | 'deploy'
  /** How the history and the journal of the machines know it. */
  name: string
}

/** The keys of a plan: one for each job and each stage that it reaches, which may do there what that job does, and no more. */
export function neededKeys(plan: Pick<Plan, 'machines'>): NeededKey[] {
  const [first, ...others] = stagesOf(plan)
  if (first === undefined) return []
  if (others.length === 0) return [{ secret: `${first.toUpperCase()}_KEY`, environment: first, stage: first, role: 'deploy', name: 'deploy' }]
  return [
    { secret: 'STAGING_KEY', environment: 'staging', stage: 'staging', role: 'deploy', name: 'deploy' },
    { secret: 'PRODUCTION_STAGE_KEY', environment: 'staging', stage: 'production', role: 'stage', name: 'deploy' },
    { secret: 'PRODUCTION_KEY', environment: 'production', stage: 'production', role: 'activate', name: 'promote' },
    { secret: 'STAGING_WATCH_KEY', environment: 'production', stage: 'staging', role: 'watch', name: 'promote' },
  ]
}
