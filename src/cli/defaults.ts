import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../parse/input-error.ts'
import type { InputName, Inputs } from '../settings/inputs.ts'
import type { Call } from './arguments.ts'
import { inputsOf } from './taken.ts'

/** Where targets are looked for, in the working directory. */
const targetsFiles = ['deploy/targets.yml', 'deploy/targets.yaml', 'targets.yml', 'targets.yaml']
/** As `init` writes them. */
const stageFiles = ['deploy/staging.yml', 'deploy/production.yml']

const knownHostsFiles = (home: string): string[] => [
  join(home, '.ssh/known_hosts'),
  join(home, '.ssh/known_hosts2'),
  '/etc/ssh/ssh_known_hosts',
  '/etc/ssh/ssh_known_hosts2',
]

/**
 * The inputs with what a person at a command line takes for given: targets where they are kept, hosts that ssh knows already, and ssh's own
 * configuration, with which its keys come. Throws an InputError where nothing tells of targets.
 */
export function withDefaults({ name, subcommand, inputs }: Call, home: string, directory: string): Inputs {
  const taken = inputsOf(subcommand.command)
  const filled = { ...inputs }
  const fill = (input: InputName, value: () => string): void => {
    if (taken.includes(input) && filled[input] === '') filled[input] = value()
  }
  // Beside another commit nothing is asked of a host.
  if (taken.includes('known-hosts') && filled['diff-base'] === '') fill('targets', () => targetsOf(name, filled, directory, subcommand.takesAddresses === true))
  if (subcommand.takesAddresses === true) Object.assign(filled, withAddresses(filled))
  fill('known-hosts', () => knownHosts(home))
  // As ssh reads them where no file is named, and checks whose they are. What is not there is no mistake.
  fill('ssh-config', () => 'Include ~/.ssh/config\nHost *\nInclude /etc/ssh/ssh_config')
  if (subcommand.command === 'archive' && filled['archive-path'] === '')
    throw new InputError('archive-path: there is no workflow here that would keep an artifact; write where the archive is to go: --archive-path staging.tar')
  if (/^\s*artifact\s*:/m.test(filled.archive))
    throw new InputError('archive: an artifact is taken by a workflow alone; download it from the page of its run, and give its path')
  return filled
}

function targetsOf(command: string, { only, flake }: Inputs, directory: string, takesAddresses: boolean): string {
  if (takesAddresses && only !== '' && wordsOf(only).every(isAddress)) return ''
  const file = targetsFiles.find((path) => existsSync(join(directory, path)))
  if (file !== undefined) return file
  const stages = stageFiles.filter((path) => existsSync(join(directory, path)))
  if (stages.length > 0) return stages.join('\n')
  if (flake !== '' || hasFlake(directory)) return 'flake'
  throw new InputError(
    `targets: '${command}' needs to know where, and here is neither deploy/targets.yml nor targets.yml nor a flake; write --targets FILE, or --targets 'staging: root@staging.example.com'`,
  )
}

/** As Nix looks for the flake of a directory. */
function hasFlake(directory: string): boolean {
  if (existsSync(join(directory, 'flake.nix'))) return true
  const above = dirname(directory)
  return above !== directory && !existsSync(join(directory, '.git')) && hasFlake(above)
}

function wordsOf(only: string): string[] {
  return only.split(/[\s,]+/).filter((word) => word !== '')
}

/** A target's name has no `@` in it, and a tag begins with one. */
function isAddress(word: string): boolean {
  return /^[^@!]+@/.test(word)
}

/** Words that are addresses become targets of that name, beside those that are chosen by their names. */
function withAddresses({ targets, only }: Inputs): Partial<Inputs> {
  const words = wordsOf(only)
  const addresses = words.filter(isAddress)
  if (addresses.length === 0) return {}
  const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9.-]/g, '-').replaceAll(/^-+|-+$/g, '')
  const names = new Map<string, string>()
  for (const address of addresses) {
    const host = plain(address.replace(/^.*@/, ''))
    // That two are one host is told where targets are read.
    names.set(names.has(host) ? plain(address) : host, address)
  }
  const map = JSON.stringify(Object.fromEntries(names))
  const others = words.filter((word) => !isAddress(word))
  // Files and `flake` come first, and a map that is written out cannot have another beside it.
  return { targets: others.length === 0 ? map : `${targets}\n${map}`, only: others.length === 0 ? '' : [...others, ...names.keys()].join('\n') }
}

function knownHosts(home: string): string {
  const texts = knownHostsFiles(home).flatMap((file) => (existsSync(file) ? [readFileSync(file, 'utf8').trim()] : []))
  return texts.filter((text) => text !== '').join('\n')
}
