// What the end-to-end scenarios share: inputs that reach a lab's hosts, and what a host is seen to be.
import assert from 'node:assert/strict'
import type { TargetResult } from '../../src/events/results.ts'
import type { RunResult } from '../github/runner.ts'
import type { Lab, LabHost } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'

export type Inputs = Record<string, string>

/** The key and the known hosts of a lab, and timeouts for hosts that are near. */
export function access(lab: Lab): Inputs {
  return { 'ssh-private-key': lab.privateKey, 'known-hosts': lab.knownHosts, 'activation-timeout': '10s', 'confirm-timeout': '8s' }
}

/** Has no target stop another: for runs that are many at once, to look at each. */
export const eachForItself: Inputs = { 'stage-failures': 'skip', 'max-failures': '100%' }

/** The full circle: what answers is what was deployed. */
export const answersRevision = 'url: "http://{host}:8080/"\nexpect-header: "x-version: {revision}"\ntimeout: 3s\ninterval: 500ms'

/** Runs the built action against hosts of the lab; `command` is `deploy` where it is not said. */
export function act(lab: Lab, inputs: Inputs, options?: LabRunOptions): Promise<RunResult> {
  return lab.runner.run({ ...access(lab), ...inputs }, options)
}

/** As an output has it: any text may be a state. */
export type Result = Omit<TargetResult, 'state' | 'seconds'> & { state: string; seconds: Record<string, number> }

/** The `results` output. */
export function resultsOf(run: RunResult): Record<string, Result> {
  assert.ok(run.outputs.results, `there is no output 'results'; the log:\n${run.log}`)
  return JSON.parse(run.outputs.results) as Record<string, Result>
}

/** The state of each target. */
export function statesOf(run: RunResult): Record<string, string> {
  return Object.fromEntries(Object.entries(resultsOf(run)).map(([target, { state }]) => [target, state]))
}

/** Holds that the step is green, without annotations, and that nothing is left on the runner. */
export function expectGreen(run: RunResult): void {
  assert.equal(run.code, 0, run.log)
  assert.deepEqual(run.annotations, [], run.log)
  assert.deepEqual(run.leftovers, [], run.log)
}

/** Holds that the step is red and that an annotation says so in these words. */
export function expectRed(run: RunResult, said: RegExp): void {
  assert.equal(run.code, 1, run.log)
  assert.ok(
    run.annotations.some(({ level, message }) => level === 'error' && said.test(message)),
    `no annotation says ${String(said)}: ${JSON.stringify(run.annotations)}\n${run.log}`,
  )
  assert.deepEqual(run.leftovers, [], run.log)
}

/** The error that tells of a target, perhaps beside others that ended so for the same reason. */
export function errorOf(run: RunResult, target: string): string {
  const names = ({ title = '', message }: { title?: string | undefined; message: string }): string[] => [
    ...(title.split(/: (?=[a-z-]+$)/)[0] ?? '').replace(/ and \d+ more$/, '').split(', '),
    ...(/\nThe same on (.*)\.$/.exec(message)?.[1]?.split(', ') ?? []),
  ]
  const found = run.annotations.find((annotation) => annotation.level === 'error' && names(annotation).includes(target))
  return found?.message ?? assert.fail(`no error tells of ${target}: ${JSON.stringify(run.annotations)}\n${run.log}`)
}

/** All of a host that a deployment changes. */
export interface Seen {
  running: string | undefined
  profile: string | undefined
  bootDefault: string | undefined
  healthy: string | undefined
  version: string | undefined
}

export async function see(host: LabHost): Promise<Seen> {
  return {
    running: host.running(),
    profile: host.profile(),
    bootDefault: host.bootDefault(),
    healthy: host.link('healthy'),
    version: (await host.http())?.version,
  }
}

/** Holds that the host runs, boots and has confirmed this system, and that it answers so over HTTP. */
export async function expectConfirmed(host: LabHost, revision: string, toplevel: string | undefined, version = revision): Promise<void> {
  assert.ok(toplevel)
  assert.deepEqual(await see(host), { running: toplevel, profile: toplevel, bootDefault: toplevel, healthy: revision, version })
  assert.equal(host.link(revision), toplevel)
  assert.equal(host.readFile('/srv/revisions/.state/pending'), undefined)
}

/** Holds that nothing that a host runs or boots has changed, and that nothing is pending. */
export async function expectUntouched(host: LabHost, before: Seen): Promise<void> {
  assert.deepEqual(await see(host), before)
  assert.equal(host.readFile('/srv/revisions/.state/pending'), undefined)
}
