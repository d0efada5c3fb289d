import { isIPv6 } from 'node:net'
import { dirname, join } from 'node:path'
import { isUncompared, knownHostsPath } from './host-keys.ts'
import { flakeLines } from './host-lines.ts'
import type { NeededKey } from './keys-needed.ts'
import { type Plan, STAGES, stagesOf } from './plan.ts'
import { shellWord } from './shell-word.ts'

/** What is done already. */
export interface Done {
  keys: readonly NeededKey[]
  /** Those whose private half is in a file of `keyDirectory`. */
  made: readonly NeededKey[]
  keyDirectory: string
  /** Whether GitHub has them, and the known hosts where all are compared. */
  isHandedOver: boolean
  /** The text of that file, where there is one. */
  knownHosts: string | undefined
  /** What is to be committed, from the root of the checkout. */
  files: readonly string[]
}

/** The three steps that are left, as lines for a person. */
export function nextSteps(plan: Plan, done: Done): string[] {
  const stages = stagesOf(plan)
  const isAlone = stages.length === 1
  return [
    'Three steps are left.',
    '',
    `1. Let the machines know the keys: in ${join(plan.flake, 'flake.nix')}`,
    ...flakeLines(plan).map((line) => `     ${line}`),
    ...onTheMachines(plan, done),
    '',
    `2. Let GitHub know the rest: the environment${isAlone ? '' : 's'} ${stages.join(' and ')} (Settings, Environments), into which only ${plan.branch} may deploy,`,
    '   production with the reviewers who must agree; the private halves as their secrets; the known hosts.',
    ...atGitHub(done),
    '',
    isAlone ? '3. git push. The workflow Deploy runs.' : '3. git push. The workflow Deploy runs. What it has proven on staging, you promote:',
    ...(isAlone ? [] : ['     gh workflow run promote.yml']),
  ]
}

function onTheMachines(plan: Plan, { keys, made, files }: Done): string[] {
  const withoutHalf = keys.filter((key) => !made.includes(key)).map(({ secret }) => secret)
  const inFlake = (file: string): string => shellWord(join(plan.flake, file))
  return [
    ...(withoutHalf.length === 0
      ? []
      : [
          `   There is no pair yet for ${withoutHalf.join(', ')}: make them (ssh-keygen -t ed25519 -N "" -f NAME), and put their public halves where \`throw\` stands.`,
        ]),
    '   Then commit, at the root of the checkout, and switch each machine to it once as you do today:',
    `     git add ${[...new Set(files.map((file) => shellWord(dirname(file))))].join(' ')} ${inFlake('flake.nix')}`,
    `     nix flake lock ${shellWord(plan.flake)} && git add ${inFlake('flake.lock')} && git commit`,
    ...STAGES.flatMap((stage) => plan.machines[stage]).map(({ configuration, address: { host } }) => {
      const login = `root@${isIPv6(host) ? `[${host}]` : host}`
      return `     nixos-rebuild switch --flake ${shellWord(`${plan.flake}#${configuration}`)} --target-host ${shellWord(login)}`
    }),
  ]
}

function atGitHub({ keys, made, keyDirectory, isHandedOver, knownHosts }: Done): string[] {
  const fileOf = (key: NeededKey): string => (made.includes(key) ? shellWord(join(keyDirectory, key.secret)) : 'FILE')
  const missing = keys.filter((key) => !isHandedOver || !made.includes(key))
  return [
    ...missing.map((key) => `     gh secret set ${key.secret} --env ${key.environment} < ${fileOf(key)}`),
    ...ofKnownHosts(knownHosts, isHandedOver),
    ...(made.length === 0 ? [] : ['   Then nobody needs the private halves here any more:', `     rm -r ${shellWord(keyDirectory)}`]),
  ]
}

function ofKnownHosts(text: string | undefined, isHandedOver: boolean): string[] {
  if (text === undefined) return ['     gh variable set KNOWN_HOSTS < FILE   # the lines that ssh-keyscan prints, each compared on its machine']
  const command = `     gh variable set KNOWN_HOSTS < ${knownHostsPath}`
  if (isUncompared(text)) return [`   NOBODY HAS COMPARED ALL OF THE HOST KEYS. First do that, as ${knownHostsPath} says:`, command]
  return isHandedOver ? [] : [command]
}
