// Labs: throwaway hosts, and a runner machine beside them, in a network of their own. README.md says more.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Base, baseLayers, type Suite } from './base.ts'
import { mustExecute } from './command.ts'
import type { Configurations } from './fixture.ts'
import { type Ground, inNetwork, layGround, stepClock } from './ground.ts'
import { hostFiles, LabHost } from './host.ts'
import type { MachineSpec } from './machine.ts'
import { LabRunner, runnerFiles, runnerSpec } from './runner-machine.ts'

export type { Suite } from './base.ts'
export type { LabHost } from './host.ts'
export type { LabRunner } from './runner-machine.ts'

const firstHost = 11

function addressOf(index: number): string {
  return `198.51.100.${firstHost + index}`
}

export interface HostSpec {
  name: string
  /** Default: trixie. */
  suite?: Suite
  /** `image`: an ext4 image, for power cuts that lose what was not synced and for full disks. Default: overlay. */
  disk?: 'overlay' | 'image'
  /** Size of the image, in megabytes. Default: 2048. */
  sizeMb?: number
}

export interface LabOptions {
  hosts: HostSpec[]
  /** The runner machine: forky (Nix 2.34, the default), trixie (Nix 2.26), or none at all. */
  runner?: 'forky' | 'trixie' | 'none'
}

export interface Lab {
  hosts: Record<string, LabHost>
  runner: LabRunner
  /** The key with which root, deploy and nosudo can be reached on every host. */
  privateKey: string
  /** The hosts' lines for known_hosts, by name and by address. */
  knownHosts: string
  directory: string
  /** A program of this machine, to be run in the lab's network, as argv. */
  network(argv: readonly string[]): string[]
  /**
   * Commits configurations to the fixture, builds them on the runner, and puts the systems into every host's store, without
   * any help of the action: for what a deployer comes upon. Gives each configuration's store path. The version is its name.
   */
  install(configurations: Configurations): Promise<Record<string, string>>
  /**
   * Steps the clock by so many seconds. There is only one: of this machine and of everything on it; `stop` steps it back, and
   * so does the end of this process. Clocks that only count (monotonic, timers of Node) do not notice.
   */
  stepClock(seconds: number): Promise<void>
  stop(): Promise<void>
}

async function keyPair(file: string): Promise<{ privateKey: string; publicKey: string }> {
  await mustExecute(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', file])
  return { privateKey: readFileSync(file, 'utf8'), publicKey: readFileSync(`${file}.pub`, 'utf8') }
}

function lab(ground: Ground, hosts: Record<string, LabHost>, runner: LabRunner | undefined, stop: () => Promise<void>): Lab {
  return {
    hosts,
    get runner() {
      if (runner === undefined) throw new Error('this lab was started without a runner machine')
      return runner
    },
    privateKey: readFileSync(join(ground.directory, 'key'), 'utf8'),
    knownHosts: readFileSync(join(ground.directory, 'known_hosts'), 'utf8'),
    directory: ground.directory,
    network: (argv) => inNetwork(ground, argv),
    stepClock: (seconds) => stepClock(ground, seconds),
    install(configurations) {
      return install(this, configurations)
    },
    stop,
  }
}

async function install({ runner, hosts }: Lab, configurations: Configurations): Promise<Record<string, string>> {
  const names = Object.keys(configurations)
  await runner.flake.commit(Object.fromEntries(names.map((name) => [name, { version: name, ...configurations[name] }])))
  const attributes = names.map((name) => `.#nixosConfigurations.${name}.config.system.build.toplevel`).join(' ')
  const build = `nix --extra-experimental-features 'nix-command flakes' build --no-link --print-out-paths ${attributes}`
  const paths = (await runner.sh(build, { user: 'runner', cwd: runner.flake.directory, timeoutMs: 120_000 })).split('\n')
  await runner.sh(`nix-store --export $(nix-store --query --requisites ${paths.join(' ')}) > ${runner.work.inside}/closure`)
  const closure = readFileSync(join(runner.work.outside, 'closure'))
  const load = `nix-store --import > /dev/null; sync -f /nix/store; ln -sf ${paths.join(' ')} /nix/var/nix/gcroots/`
  await Promise.all(Object.values(hosts).map((host) => host.sh(load, { input: closure, timeoutMs: 120_000 })))
  return Object.fromEntries(names.map((name, index) => [name, paths[index] ?? '']))
}

/** A lab that another process has started and will stop. */
export function joinLab(directory: string): Lab {
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8')
  const ground = { directory, namespace: read('namespace'), cgroup: read('cgroup') }
  const specs = JSON.parse(read('lab.json')) as { hosts: MachineSpec[]; runner?: MachineSpec }
  const hosts = Object.fromEntries(specs.hosts.map((spec) => [spec.name, new LabHost(ground, spec)]))
  return lab(ground, hosts, specs.runner && new LabRunner(ground, specs.runner), () => Promise.resolve())
}

/** Boots a lab. It ends with `stop`, and also when this process does. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const runnerSuite = options.runner ?? 'forky'
  const suites = new Set(options.hosts.map((host) => host.suite ?? 'trixie'))
  if (runnerSuite !== 'none') suites.add(runnerSuite)
  const bases = new Map<Suite, Base>()
  await Promise.all([...suites].map(async (suite) => bases.set(suite, await baseLayers(suite))))
  const base = (suite: Suite): Base => bases.get(suite)!
  const ground = await layGround()
  try {
    const key = await keyPair(join(ground.directory, 'key'))
    const hosts: Record<string, LabHost> = {}
    const knownHosts: string[] = []
    const names = ['127.0.0.1 localhost', '::1 localhost', ...options.hosts.map((host, index) => `${addressOf(index)} ${host.name}`), '']
    const etcHosts = { '/etc/hosts': { text: names.join('\n') } }
    const specs: MachineSpec[] = options.hosts.map((host, index) => {
      const suite = host.suite ?? 'trixie'
      const image = host.disk === 'image' ? { imageMb: host.sizeMb ?? 2048 } : {}
      return { name: host.name, suite, base: base(suite), number: firstHost + index, ...image }
    })
    const startHost = async (spec: MachineSpec): Promise<void> => {
      const host = new LabHost(ground, spec)
      hosts[spec.name] = host
      const hostKey = await keyPair(join(ground.directory, `${spec.name}-key`))
      knownHosts.push(`${spec.name},${host.address},${host.address6} ${hostKey.publicKey.split(' ').slice(0, 2).join(' ')}\n`)
      await host.create({ ...etcHosts, ...hostFiles(key.publicKey, hostKey) })
      await host.start()
    }
    const ofRunner = runnerSuite === 'none' ? undefined : { suite: runnerSuite, base: base(runnerSuite), ...runnerSpec(ground) }
    const startRunner = async (spec: MachineSpec): Promise<LabRunner> => {
      const runner = new LabRunner(ground, spec)
      await runner.create({ ...etcHosts, ...runnerFiles() })
      await runner.start()
      return runner
    }
    const [runner] = await Promise.all([ofRunner && startRunner(ofRunner), ...specs.map(startHost)])
    writeFileSync(join(ground.directory, 'known_hosts'), knownHosts.join(''))
    writeFileSync(join(ground.directory, 'lab.json'), JSON.stringify({ hosts: specs, runner: ofRunner }))
    return lab(ground, hosts, runner, () => ground.end())
  } catch (error) {
    await ground.end()
    throw error
  }
}
