import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { formatAddress } from '../settings/address.ts'
import type { Checkout } from './checkout.ts'
import type { Given } from './flags.ts'
import { judged, knownHostsFile, knownHostsPath, scan, toCompare } from './host-keys.ts'
import { type Plan, STAGES } from './plan.ts'
import type { NewFile } from './targets-file.ts'
import { type Dialogue, yesOrNo } from './terminal.ts'

/** What is to be written of the machines' keys, and whether that is of all machines. */
export interface KnownHosts {
  file: NewFile | undefined
  isComplete: boolean
}

/**
 * Shows the machines' keys, and gives those that are trusted: each that a person says is the same on the machine itself; where nobody is
 * asked, none, or with `--accept-host-keys` all of them, which is said.
 */
export async function askHostKeys(plan: Plan, checkout: Checkout, given: Given, dialogue: Dialogue, signal: AbortSignal): Promise<KnownHosts> {
  const nothing = { file: undefined, isComplete: true }
  if (!given.acceptHostKeys && !given.showHostKeys) {
    if (!dialogue.isAnswered) return nothing
    if (existsSync(join(checkout.root, knownHostsPath))) return nothing
    if (!(await dialogue.answer("Show the machines' host keys, to compare them?", 'yes', yesOrNo))) return nothing
  }
  const scanned = await scan(
    STAGES.flatMap((stage) => plan.machines[stage].map(({ address }) => address)),
    signal,
  )
  const isAnswered = dialogue.isAnswered && !given.acceptHostKeys
  const trusted: Parameters<typeof knownHostsFile>[0][number][] = []
  for (const host of scanned) {
    if ('silence' in host) {
      dialogue.say(`${formatAddress(host.address)} does not tell its key: ${host.silence}`)
      continue
    }
    const { shown } = host
    dialogue.say(toCompare(host))
    const isTrusted =
      given.acceptHostKeys ||
      (isAnswered && (await dialogue.answer('  Is it the same? yes, no, or what the machine says', undefined, (text) => judged(shown, text))))
    if (isTrusted) trusted.push({ shown, isCompared: isAnswered })
    else if (isAnswered) dialogue.say('  Nothing is written of it. Find out what answers at that address before anything is deployed.')
    else dialogue.say(`  ${shown.line}`)
  }
  if (given.acceptHostKeys)
    dialogue.say(
      `WARNING: NONE OF THESE KEYS WAS COMPARED. Whoever is between here and a machine now would be trusted with every system from now on.\nCompare each before the first deployment, as ${knownHostsPath} says.`,
    )
  else if (!isAnswered)
    dialogue.say(
      `None of these lines is written, for nobody has compared them: those that you have compared go into ${knownHostsPath} and the variable KNOWN_HOSTS.`,
    )
  return {
    file: trusted.length === 0 ? undefined : knownHostsFile(trusted),
    isComplete: trusted.length === scanned.length || (!isAnswered && !given.acceptHostKeys),
  }
}
