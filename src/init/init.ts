import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { wordsOfError } from '../parse/error-words.ts'
import { InputError, quote } from '../parse/input-error.ts'
import { asWritten } from '../settings/configuration-name.ts'
import { makePlan } from './answers.ts'
import { askHostKeys, type KnownHosts } from './ask-host-keys.ts'
import { findCheckout } from './checkout.ts'
import { type Given, readFlags } from './flags.ts'
import { knownHostsPath } from './host-keys.ts'
import { hostLines } from './host-lines.ts'
import { keyDirectory, makeKeys, publicHalves } from './keys.ts'
import { neededKeys } from './keys-needed.ts'
import { nextSteps } from './next-steps.ts'
import { type Plan, stagesOf } from './plan.ts'
import { readFlake } from './read-flake.ts'
import { handOver, hasGh } from './secrets.ts'
import { type NewFile, targetsFile } from './targets-file.ts'
import { BrokenOff, type Dialogue, shown, Terminal, yesOrNo } from './terminal.ts'
import { type Workflows, workflowFiles } from './workflows.ts'
import { look, writeAll } from './write.ts'

/** How `init` is called. */
export interface InitCall {
  /** What stands behind the word `init`. */
  args: readonly string[]
  /** The working directory. */
  directory: string
  home: string
  input: Readable & { isTTY?: boolean }
  output: Writable & { isTTY?: boolean }
  errors: Writable
  examples: Workflows
  signal?: AbortSignal
}

/**
 * Sets a checkout up for deployments: workflows, targets, lines of NixOS, keys and known hosts. Gives the exit code: 0 where all is as asked, 1 where a file of
 * that name has other content or something failed, 2 for a mistake in the call. Nothing that is there is changed.
 */
export async function init(call: InitCall): Promise<number> {
  const written: string[] = []
  let terminal: Terminal | undefined
  try {
    const given = readFlags(call.args)
    terminal = new Terminal(call.input, call.output, call.input.isTTY === true && call.output.isTTY === true && !given.yes)
    const signal = AbortSignal.any([terminal.signal, ...(call.signal === undefined ? [] : [call.signal])])
    return await setUp(given, call, terminal, signal, written)
  } catch (error) {
    const said = wordsOfError(error)
    const left = written.length === 0 ? 'Nothing was written.' : `Written so far: ${written.join(', ')}. To go on, say the same once more.`
    call.errors.write(`${shown(`nix-flake-deploy init: ${said}\n${left}`)}\n`)
    return error instanceof InputError ? 2 : 1
  } finally {
    terminal?.close()
  }
}

async function setUp(given: Given, call: InitCall, dialogue: Dialogue, signal: AbortSignal, written: string[]): Promise<number> {
  const checkout = findCheckout(call.directory, given.flake)
  const directory = keyDirectory(given.keyDirectory, checkout, call.directory, call.home)
  dialogue.say(`Reading the flake ${checkout.flake} of ${checkout.root} …`)
  const flake = await readFlake(checkout, { home: call.home, signal })
  for (const remark of flake.remarks) dialogue.say(remark)
  dialogue.say(`Its configurations: ${flake.names.map(asWritten).join(', ')}`)
  const plan = await makePlan(given, checkout, flake, dialogue)
  const knownHosts = await askHostKeys(plan, checkout, given, dialogue, signal)

  const keys = neededKeys(plan)
  const before = await publicHalves(directory, keys, signal)
  for (const secret of before.keys()) dialogue.say(`there, is used    ${join(directory, secret)}`)
  const makesKeys = given.makeKeys || (await wantsKeys(keys.length - before.size, directory, dialogue))
  if (given.setSecrets && !makesKeys && before.size === 0)
    throw new InputError(`--set-secrets: there is no key in ${quote(directory)} to hand over; add --make-keys`)
  if (dialogue.isAnswered) await needAgreement(checkout.root, filesOf(plan, call.examples, before, knownHosts), dialogue)

  if (makesKeys) await makeKeys(directory, keys, { dialogue, written, signal })
  const halves = await publicHalves(directory, keys, signal)
  const files = filesOf(plan, call.examples, halves, knownHosts)
  const isOther = writeAll(checkout.root, files, dialogue, written)

  const made = keys.filter(({ secret }) => halves.has(secret))
  const isHandedOver = given.setSecrets || (made.length > 0 && (await wantsHandingOver(dialogue)))
  if (isHandedOver) await handOver(checkout.root, directory, made, dialogue, signal)
  const done = {
    keys,
    made,
    keyDirectory: directory,
    isHandedOver,
    knownHosts: textIn(join(checkout.root, knownHostsPath)),
    files: files.map(({ path }) => path),
  }
  dialogue.say(`\n${nextSteps(plan, done).join('\n')}`)
  return isOther || !knownHosts.isComplete ? 1 : 0
}

function textIn(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** All that belongs into the checkout. */
function filesOf(plan: Plan, examples: Workflows, halves: ReadonlyMap<string, string>, { file }: KnownHosts): NewFile[] {
  const stages = stagesOf(plan)
  return [
    ...workflowFiles(plan, examples),
    ...stages.map((stage) => targetsFile(plan, stage)),
    ...stages.map((stage) => hostLines(plan, stage, halves)),
    ...(file === undefined ? [] : [file]),
  ]
}

async function wantsKeys(missing: number, directory: string, dialogue: Dialogue): Promise<boolean> {
  return dialogue.isAnswered && missing > 0 && (await dialogue.answer(`Make ${missing} key pair${missing === 1 ? '' : 's'}, in ${directory}?`, 'yes', yesOrNo))
}

async function wantsHandingOver(dialogue: Dialogue): Promise<boolean> {
  return dialogue.isAnswered && (await hasGh()) && (await dialogue.answer('Hand the keys to GitHub now, with gh?', 'no', yesOrNo))
}

/** Throws `BrokenOff` where the person does not want what is to be written. */
async function needAgreement(root: string, files: readonly NewFile[], dialogue: Dialogue): Promise<void> {
  const paths = files.filter((file) => look(root, file) === 'nothing').map(({ path }) => path)
  dialogue.say(`To be written: ${paths.length === 0 ? 'nothing, for all of it is there' : paths.join(', ')}`)
  if (!(await dialogue.answer('Go on?', 'yes', yesOrNo))) throw new BrokenOff()
}
