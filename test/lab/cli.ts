// The lab by hand: `node test/lab/cli.ts` says how.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { labsDirectory, type Suite } from './base.ts'
import type { Configuration } from './fixture.ts'
import { type HostSpec, joinLab, type Lab, type LabHost, startLab } from './lab.ts'
import type { Machine } from './machine.ts'

const usage = `usage: node test/lab/cli.ts ...       (as root)
  up [HOST[:SUITE[:image]]]... [runner:SUITE]   boot a lab, and keep it until Ctrl-C; by default staging and production
then, from another terminal (LAB=ID where there is more than one):
  show                                          what each host runs, boots next and answers
  exec MACHINE COMMAND...                       run a command as root inside
  ssh [USER@]HOST COMMAND...                    the same as a deployer does it
  commit CONFIGURATION [JSON]                   change and commit the fixture flake: commit staging '{"sick": "hang"}'
  run INPUT=VALUE...                            run the built action on the runner; the key and known hosts are given
  cut | heal | freeze | thaw | reboot | soft-reboot | power-cut | lossy-power-cut | start MACHINE
  port MACHINE PORT                             drop what goes to and from one TCP port; heal lifts it
SUITE: bookworm, trixie or forky`

function theLab(): Lab {
  const wanted = process.env['LAB']
  const running = (existsSync(labsDirectory) ? readdirSync(labsDirectory) : [])
    .filter((id) => wanted === undefined || id === wanted)
    .map((id) => join(labsDirectory, id))
    .filter((directory) => existsSync(join(directory, 'lab.json')))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (running[0] === undefined) throw new Error('no lab is up: node test/lab/cli.ts up')
  return joinLab(running[0])
}

function machine(lab: Lab, name: string | undefined): Machine {
  if (name === 'runner') return lab.runner
  const found = lab.hosts[name ?? '']
  if (found === undefined) throw new Error(`no machine '${name ?? ''}'; there are ${Object.keys(lab.hosts).join(', ')} and runner`)
  return found
}

async function up(argv: string[]): Promise<void> {
  const hosts: HostSpec[] = []
  let runner: 'forky' | 'trixie' = 'forky'
  for (const argument of argv.length > 0 ? argv : ['staging', 'production']) {
    const [name = '', suite = 'trixie', disk] = argument.split(':')
    if (name === 'runner') runner = suite as 'forky' | 'trixie'
    else hosts.push({ name, suite: suite as Suite, ...(disk === 'image' ? { disk } : {}) })
  }
  const lab = await startLab({ hosts, runner })
  console.log(`${lab.directory} is up; Ctrl-C ends it`)
  const end = (): void => void lab.stop().then(() => process.exit(0))
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  setInterval(() => undefined, 1e6)
}

async function show(host: LabHost): Promise<void> {
  const answer = await host.http()
  const links = await host.sh("find /srv/revisions -maxdepth 1 -type l -printf '  %f -> %l\\n' 2> /dev/null || true")
  console.log(`${host.name} (${host.suite}, ${host.address}): ${await host.settled()}
  running ${host.running() ?? '-'}\n  booted  ${host.booted() ?? '-'}\n  profile ${host.profile() ?? '-'}\n  boots   ${host.bootDefault() ?? '-'}
  http    ${answer === undefined ? '-' : `${answer.status} ${answer.version}`}\n${links}`)
}

async function main([command, ...argv]: string[]): Promise<number> {
  switch (command) {
    case 'up':
      await up(argv)
      return 0
    case 'show':
      for (const host of Object.values(theLab().hosts)) await show(host)
      return 0
    case 'exec': {
      const child = machine(theLab(), argv[0]).spawn(argv.slice(1), { stdio: 'inherit' })
      return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
    }
    case 'ssh': {
      const lab = theLab()
      const options = ['-F', 'none', '-i', join(lab.directory, 'key'), '-o', `UserKnownHostsFile=${join(lab.directory, 'known_hosts')}`]
      const [user = '', name] = argv[0]?.includes('@') === true ? argv[0].split('@') : ['root', argv[0]]
      const [file = '', ...rest] = lab.network(['ssh', ...options, `${user}@${machine(lab, name).address}`, '--', ...argv.slice(1)])
      return spawnSync(file, rest, { stdio: 'inherit' }).status ?? 1
    }
    case 'commit': {
      const [name = '', json = '{}'] = argv
      console.log(await theLab().runner.flake.commit({ [name]: JSON.parse(json) as Configuration }))
      return 0
    }
    case 'run': {
      const lab = theLab()
      const given = Object.fromEntries(argv.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
      const result = await lab.runner.run({ 'ssh-private-key': lab.privateKey, 'known-hosts': lab.knownHosts, ...given })
      console.log(result.log)
      console.log({ ...result, log: undefined, raw: undefined, post: result.post?.log })
      return result.code
    }
    case 'port':
      await machine(theLab(), argv[0]).dropPort(Number(argv[1]))
      return 0
    case 'power-cut':
      await machine(theLab(), argv[0]).powerCut()
      return 0
    case 'soft-reboot':
      await machine(theLab(), argv[0]).softReboot()
      return 0
    case 'lossy-power-cut':
      await machine(theLab(), argv[0]).powerCut({ lossy: true })
      return 0
    case 'cut':
    case 'heal':
    case 'freeze':
    case 'thaw':
    case 'reboot':
    case 'start':
      await machine(theLab(), argv[0])[command]()
      return 0
    default:
      console.log(usage)
      return command === undefined ? 0 : 2
  }
}

process.exitCode = await main(process.argv.slice(2))
