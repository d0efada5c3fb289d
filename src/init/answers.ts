import { parseHealthChecks } from '../health/check.ts'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { isHostName } from '../parse/names.ts'
import { type Address, formatAddress, parseAddress } from '../settings/address.ts'
import { asWritten, configurationName } from '../settings/configuration-name.ts'
import { inPlace } from '../settings/values.ts'
import { checkPlan } from './check-plan.ts'
import { branchName, type Checkout, defaultBranch } from './checkout.ts'
import type { Given } from './flags.ts'
import { defaultUser, type Machine, type Plan, STAGES, type Stage } from './plan.ts'
import type { AskedFlake } from './read-flake.ts'
import type { Dialogue } from './terminal.ts'

/** A configuration that was named for a stage, and its machine where that was said, too. */
interface Chosen {
  configuration: string
  address?: Address
}

/**
 * Makes the plan of what the flags say, what the flake says and what is answered. Where nobody answers, an InputError names all flags that are
 * missing; `--yes` takes what is proposed.
 */
export async function makePlan(given: Given, checkout: Checkout, flake: AskedFlake, dialogue: Dialogue): Promise<Plan> {
  const missing: string[] = []
  const chosen = await chooseStages(given, flake.names, dialogue)
  if (STAGES.every((stage) => chosen[stage].length === 0)) missing.push('--staging NAME=ADDRESS, --production NAME=ADDRESS or both')
  const machines = await findMachines(chosen, flake, dialogue, missing)
  const healthCheck = await chooseHealthCheck(given, dialogue, missing)
  const branch = await chooseBranch(given, checkout, dialogue, missing)
  if (missing.length > 0) throw new InputError(`nobody can be asked here, and what follows has no proposal; give it as flags: ${missing.join('; ')}`)
  const plan: Plan = { flake: checkout.flake, branch, machines, healthCheck }
  checkPlan(plan)
  return plan
}

async function chooseStages(given: Given, names: readonly string[], dialogue: Dialogue): Promise<Record<Stage, Chosen[]>> {
  const chosen: Record<Stage, Chosen[]> = { staging: [], production: [] }
  const isSaid = STAGES.some((stage) => given[stage] !== undefined)
  for (const stage of STAGES) {
    const texts = given[stage]
    const others = chosen.staging.map(({ configuration }) => configuration)
    const proposed = proposal(
      stage,
      names.filter((name) => !others.includes(name)),
    )
    if (texts !== undefined) chosen[stage] = texts.map((text) => inPlace(`--${stage}`, () => readChosen(text, names)))
    else if (dialogue.isAnswered) {
      const written = proposed.length > 0 ? proposed.map(asWritten).join(' ') : 'none'
      const question = `Which are ${stage}${stage === 'staging' ? ', where every push goes' : ', which is promoted to'}? Names with spaces between, or 'none'`
      chosen[stage] = await dialogue.answer(question, written, (text) => readNames(text, stage, names, others))
    } else if (!isSaid && given.yes) chosen[stage] = proposed.map((configuration) => ({ configuration }))
  }
  return chosen
}

/** Where the machines are: as was said with their names, or else as the flake says it for another tool, or as is answered. */
async function findMachines(
  chosen: Readonly<Record<Stage, readonly Chosen[]>>,
  flake: AskedFlake,
  dialogue: Dialogue,
  missing: string[],
): Promise<Record<Stage, Machine[]>> {
  const isUnsaid = STAGES.some((stage) => chosen[stage].some(({ address }) => address === undefined))
  const said = isUnsaid ? await flake.machines() : { targets: {}, remarks: [] }
  for (const remark of said.remarks) dialogue.say(remark)
  const machines: Record<Stage, Machine[]> = { staging: [], production: [] }
  for (const stage of STAGES) {
    for (const { configuration, address } of chosen[stage]) {
      const known = said.targets[configuration]
      if (address !== undefined) machines[stage].push(machineAt(configuration, address))
      else if (known !== undefined) {
        const { host, user, port, tags = [] } = known
        const machine = machineAt(configuration, { host, ...(user !== undefined && { user }), ...(port !== undefined && { port }) })
        machines[stage].push({ ...machine, tags: tags.filter((tag) => tag !== stage) })
        dialogue.say(`${quote(configuration)} is at ${formatAddress(machine.address)}.`)
      } else if (dialogue.isAnswered) machines[stage].push(await askMachine(stage, configuration, machines, dialogue))
      else missing.push(`--${stage} ${asWritten(configuration)}=ADDRESS`)
    }
  }
  return machines
}

function machineAt(configuration: string, address: Address): Machine {
  return { configuration, address: { ...address, user: address.user ?? defaultUser }, tags: [] }
}

/** Those whose names say it. One that is alone is production. */
function proposal(stage: Stage, names: readonly string[]): string[] {
  const found = names.filter((name) => (stage === 'staging' ? /stag/i : /prod/i).test(name))
  return stage === 'production' && found.length === 0 && names.length === 1 ? [...names] : found
}

/** Reads `NAME` or `NAME=ADDRESS`; a name may have a `=` in it. */
function readChosen(text: string, names: readonly string[]): Chosen {
  if (names.includes(text)) return { configuration: text }
  const at = text.lastIndexOf('=')
  const configuration = known(configurationName(at < 0 ? text : text.slice(0, at)), names)
  return at < 0 ? { configuration } : { configuration, address: parseAddress(text.slice(at + 1)) }
}

function readNames(text: string, stage: Stage, names: readonly string[], others: readonly string[]): Chosen[] {
  const words = text === 'none' ? [] : (text.match(/"[^"]*"|[^\s,]+/g) ?? [])
  if (words.length === 0 && stage === 'production' && others.length === 0) throw new InputError('neither staging nor production has a machine then; name one')
  return [...new Set(words.map((word) => known(configurationName(word), names)))].map((configuration) => {
    if (others.includes(configuration)) throw new InputError(`${quote(configuration)} is staging already`)
    return { configuration }
  })
}

function known(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name
  throw new InputError(`${quote(name)} is not in the flake's nixosConfigurations; ${wouldDo(name, names.map(asWritten))}`)
}

async function askMachine(stage: Stage, configuration: string, machines: Readonly<Record<Stage, readonly Machine[]>>, dialogue: Dialogue): Promise<Machine> {
  const proposed = configuration.includes('.') && isHostName(configuration) ? `${defaultUser}@${configuration}` : undefined
  return dialogue.answer(`Where is ${quote(configuration)}? [user@]host[:port]`, proposed, (text) => {
    const machine = machineAt(configuration, parseAddress(text))
    checkPlan({ flake: '.', branch: '', machines: { ...machines, [stage]: [...machines[stage], machine] }, healthCheck: undefined })
    return machine
  })
}

/** Undefined for none. */
async function chooseHealthCheck({ healthCheck }: Given, dialogue: Dialogue, missing: string[]): Promise<string | undefined> {
  if (healthCheck !== undefined) return inPlace('--health-check', () => readHealthCheck(healthCheck))
  if (dialogue.isAnswered) return dialogue.answer("What must answer on each machine, like https://{host}/healthz? A URL, or 'none'", undefined, readHealthCheck)
  missing.push("--health-check URL, or 'none'")
  return undefined
}

/** A URL as a health check has it; undefined for `none`. */
function readHealthCheck(text: string): string | undefined {
  if (text === '') throw new InputError("there is none; write a URL, or 'none'")
  try {
    // In quotes, so that no YAML is made of it.
    parseHealthChecks('health-check', JSON.stringify(text))
  } catch (error) {
    // It is one line.
    if (error instanceof InputError) throw new InputError(error.message.replace('health-check, line 1: ', ''), { cause: error.cause })
    throw error
  }
  return text === 'none' ? undefined : text
}

async function chooseBranch({ branch }: Given, { root }: Checkout, dialogue: Dialogue, missing: string[]): Promise<string> {
  if (branch !== undefined) return inPlace('--branch', () => branchName(branch))
  const found = await defaultBranch(root)
  if (dialogue.isAnswered) return dialogue.answer('Of which branch is each push deployed?', found, branchName)
  if (found !== undefined) return inPlace('--branch', () => branchName(found))
  missing.push('--branch NAME')
  return ''
}
