// Labs: throwaway hosts, and a runner machine beside them, in a network of their own. README.md says more.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Suite, baseRoot } from './base.ts'
import { mustExecute } from './command.ts'
import { layGround } from './ground.ts'
import { LabHost, hostFiles } from './host.ts'
import type { MachineSpec } from './machine.ts'

export type { Suite } from './base.ts'
export { LabHost } from './host.ts'

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
}

export interface Lab {
  hosts: Record<string, LabHost>
  /** The key with which root, deploy and nosudo can be reached on every host. */
  privateKey: string
  /** The hosts' lines for known_hosts, by name and by address. */
  knownHosts: string
  directory: string
  stop(): Promise<void>
}

async function keyPair(file: string): Promise<{ privateKey: string; publicKey: string }> {
  await mustExecute(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', file])
  return { privateKey: readFileSync(file, 'utf8'), publicKey: readFileSync(`${file}.pub`, 'utf8') }
}

/** Boots a lab. It ends with `stop`, and also when this process does. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const suites = new Set(options.hosts.map((host) => host.suite ?? 'trixie'))
  const bases = new Map<Suite, string>()
  for (const suite of suites) bases.set(suite, await baseRoot(suite))
  const ground = await layGround()
  try {
    const key = await keyPair(join(ground.directory, 'key'))
    const hosts: Record<string, LabHost> = {}
    const knownHosts: string[] = []
    const hostNames: string[] = []
    const specs: MachineSpec[] = options.hosts.map((host, index) => {
      const suite = host.suite ?? 'trixie'
      return {
        name: host.name,
        suite,
        base: bases.get(suite) ?? '',
        number: 11 + index,
        ...(host.disk === 'image' ? { imageMb: host.sizeMb ?? 2048 } : {}),
      }
    })
    for (const spec of specs) hostNames.push(`198.51.100.${spec.number} ${spec.name}`)
    const etcHosts = `127.0.0.1 localhost\n${hostNames.join('\n')}\n`
    await Promise.all(
      specs.map(async (spec) => {
        const host = new LabHost(ground, spec)
        hosts[spec.name] = host
        const hostKey = await keyPair(join(ground.directory, `${spec.name}-key`))
        knownHosts.push(`${spec.name},${host.address},${host.address6} ${hostKey.publicKey.split(' ').slice(0, 2).join(' ')}\n`)
        await host.create({ '/etc/hosts': { text: etcHosts }, ...hostFiles(key.publicKey, hostKey) })
        await host.start()
      }),
    )
    const lab = { hosts, privateKey: key.privateKey, knownHosts: knownHosts.join(''), directory: ground.directory, stop: () => ground.end() }
    writeFileSync(join(ground.directory, 'known_hosts'), lab.knownHosts)
    return lab
  } catch (error) {
    await ground.end()
    throw error
  }
}
