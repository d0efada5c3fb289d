// Six hosts, three on trixie (t1…) and three on forky (f1…), that one run of the action makes healthy again.

import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import type { Configuration } from '../lab/fixture.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectConfirmed, expectGreen, resultsOf } from './scenario.ts'

export type HostName = `${'t' | 'f'}${1 | 2 | 3}`

export const hostNames: readonly HostName[] = ['t1', 't2', 't3', 'f1', 'f2', 'f3']

export function suiteOf(name: HostName): 'trixie' | 'forky' {
  return name.startsWith('t') ? 'trixie' : 'forky'
}

export class Herd {
  readonly lab: Lab

  private constructor(lab: Lab) {
    this.lab = lab
  }

  /** Boots the hosts and deploys a first healthy system to all. */
  static async start(): Promise<Herd> {
    const herd = new Herd(await startLab({ hosts: hostNames.map((name) => ({ name, suite: suiteOf(name) })) }))
    try {
      await herd.expectNextDeployment()
    } catch (error) {
      await herd.lab.stop()
      throw error
    }
    return herd
  }

  host(name: HostName): LabHost {
    return this.lab.hosts[name]!
  }

  /** Commits the systems of some hosts, and nothing besides but the healthy one. */
  commit(systems: Partial<Record<HostName, Configuration>>): Promise<string> {
    this.lab.runner.flake.save({ well: {}, ...systems })
    return this.lab.runner.flake.commit()
  }

  /** The input `targets`: each of these hosts with what is said of it. */
  targets(of: Partial<Record<HostName, Record<string, unknown>>>): string {
    return JSON.stringify(
      Object.fromEntries(
        Object.entries(of).map(([name, more]) => [name, { host: `${name.endsWith('1') ? 'root' : 'deploy'}@${this.host(name as HostName).address}`, ...more }]),
      ),
    )
  }

  /** Holds that a healthy system, the same for all, can be deployed to every host. */
  async expectNextDeployment(): Promise<void> {
    const revision = await this.commit({})
    const targets = this.targets(Object.fromEntries(hostNames.map((name) => [name, { configuration: 'well' }])))
    const run: RunResult = await act(this.lab, { targets, 'health-check': answersRevision })
    expectGreen(run)
    for (const name of hostNames) await expectConfirmed(this.host(name), revision, resultsOf(run)[name]?.toplevel)
  }
}

/** Waits until nothing of a deployment goes on: no unit of ours, no job, no activation. */
export async function expectQuiet(host: LabHost): Promise<void> {
  const look =
    "systemctl list-units --all --plain --no-legend 'nix-flake-deploy-*'; systemctl list-jobs --no-legend; pgrep -fa '[s]witch-to-configuration |/run/[n]ix-flake-deploy' || :"
  let left = ''
  try {
    await eventually('nothing is left', async () => (left = await host.sh(look)) === '')
  } catch {
    throw new Error(`something of the deployment is left on ${host.name}:\n${left}`)
  }
}
