// Where a host stands after a fault, and runs against many hosts at once.
import assert from 'node:assert/strict'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import type { Lab, LabHost } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { act, type Inputs } from './scenario.ts'

/** These hosts as targets, as root, each with the configuration `staging` unless `more` says another. */
export function targetsOf(hosts: readonly LabHost[], more: Record<string, unknown> = {}): Inputs {
  return { targets: JSON.stringify(Object.fromEntries(hosts.map((host) => [host.name, { host: `root@${host.address}`, configuration: 'staging', ...more }]))) }
}

/** Runs the built action with the lab's key masked, as GitHub masks secrets. */
export function run(lab: Lab, inputs: Inputs, options: LabRunOptions = {}): Promise<RunResult> {
  return act(lab, inputs, { secrets: [lab.privateKey], ...options })
}

/** The store paths behind a host's links. */
export interface Standing {
  running: string | undefined
  profile: string | undefined
  bootDefault: string | undefined
  healthy: string | undefined
}

export function standing(host: LabHost): Standing {
  const healthy = host.link('healthy')
  return { running: host.running(), profile: host.profile(), bootDefault: host.bootDefault(), healthy: healthy === undefined ? undefined : host.link(healthy) }
}

/** A deployment is under way on the host, or was broken off. */
export function isPending(host: LabHost): boolean {
  return host.readFile('/srv/revisions/.state/pending') !== undefined
}

/** Waits until a deployment on the host is over, however it ends. */
export async function nothingPending(host: LabHost): Promise<void> {
  await eventually(`nothing is pending on ${host.name}`, () => !isPending(host), { withinMs: 90_000 })
}

/** The host runs this system, which is its profile, its boot default and `healthy`; and its service answers. */
export async function expectAllOn(host: LabHost, toplevel: string): Promise<void> {
  assert.deepEqual(standing(host), { running: toplevel, profile: toplevel, bootDefault: toplevel, healthy: toplevel }, `${host.name}: not all on one system`)
  const version = toplevel.replace(/^.*-/, '')
  await eventually(`${host.name} answers over HTTP as ${version}`, async () => (await host.http())?.version === version, { withinMs: 15_000 })
}

/** The same, and nothing is pending. */
export async function expectStandsOn(host: LabHost, toplevel: string): Promise<void> {
  await expectAllOn(host, toplevel)
  assert.equal(isPending(host), false, `${host.name}: something is pending`)
}
