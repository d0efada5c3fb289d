import { InputError, quote } from '../parse/input-error.ts'
import { formatAddress } from '../settings/address.ts'
import { noHooks } from '../settings/hooks.ts'
import { completeTargets, parseTargetMap } from '../settings/targets.ts'
import { defaultUser, knownAs, type Plan, STAGES, stagesOf, userOf } from './plan.ts'
import { targetsFile } from './targets-file.ts'

/** Throws an InputError for what does not fit together: no machine at all, one that is in both stages, two at one host, users that differ. */
export function checkPlan(plan: Plan): void {
  const all = STAGES.flatMap((stage) => plan.machines[stage])
  if (all.length === 0) throw new InputError('neither staging nor production has a machine; name a configuration for one of them')
  const twice = all.find(({ configuration }, index) => all.findIndex((other) => other.configuration === configuration) !== index)
  if (twice !== undefined) throw new InputError(`${quote(twice.configuration)} is named twice; a configuration is for one machine, of staging or of production`)
  for (const [index, { configuration, address }] of all.entries()) {
    const same = all.slice(0, index).find((other) => knownAs(other.address).toLowerCase() === knownAs(address).toLowerCase())
    if (same !== undefined)
      throw new InputError(`${quote(same.configuration)} and ${quote(configuration)} are both at ${knownAs(address)}; a host runs one configuration`)
  }
  for (const stage of stagesOf(plan)) {
    const user = userOf(plan, stage)
    const other = plan.machines[stage].find(({ address }) => (address.user ?? defaultUser) !== user)
    if (other !== undefined)
      throw new InputError(
        `${formatAddress(other.address)} has another user than ${formatAddress(plan.machines[stage][0]?.address ?? other.address)}; the machines of ${stage} share their lines of NixOS, so write one user for all of them`,
      )
  }
  // What the workflows will read, by the parser that they have.
  completeTargets(
    'targets',
    stagesOf(plan).map((stage) => {
      const { path, text } = targetsFile(plan, stage)
      return parseTargetMap(path, text, false)
    }),
    { activate: 'switch', healthChecks: [], hooks: noHooks, tolerateUnits: [], activationTimeoutSeconds: 300, confirmTimeoutSeconds: 120 },
  )
}
