// Random faults against the promises: `npm run chaos -- [ROUNDS] [SEED]`. Each round deploys a system, well or sick, to two hosts, and does
// something bad to each at a random moment; then every host has to stand where it may stand. Ends with what was done, and
// with exit code 1 where a promise was broken. Bounded: a round takes half a minute to two.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { resultsOf } from './e2e/scenario.ts'
import { isPending, run, standing, targetsOf } from './e2e/standing.ts'
import { eventually } from './lab/command.ts'
import type { Configuration } from './lab/fixture.ts'
import { type Lab, type LabHost, startLab } from './lab/lab.ts'

const rounds = Number(process.argv[2] ?? 10)
const seed = Number(process.argv[3] ?? Date.now() % 100_000)

/** The same numbers for the same seed (mulberry32). */
function numbers(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
const random = numbers(seed)
const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] ?? (values[0] as Value)

const systems: readonly Configuration[] = [
  {},
  {},
  {},
  { sick: 'unhealthy' },
  { sick: 'exit4' },
  { sick: 'exit101' },
  { sick: 'slow', seconds: 3 },
  { sick: 'hang' },
]

/** What happens to a host, or to the runner, which all hosts then feel. Each leaves the host on, with its network. */
const faults: Record<string, (host: LabHost, third: string) => Promise<unknown>> = {
  nothing: () => Promise.resolve(),
  'a cut network': async (host) => {
    await host.cut()
    await sleep(2000 + random() * 10_000)
    await host.heal()
  },
  'a power cut': async (host) => {
    await host.powerCut()
    await host.start()
  },
  'a reboot': (host) => host.reboot(),
  'a soft-reboot': (host) => host.softReboot(),
  'SIGTERM to our units': (host) => host.sh("systemctl kill --signal=TERM 'nix-flake-deploy-*' || :"),
  'SIGKILL to our units': (host) => host.sh("systemctl kill --signal=KILL 'nix-flake-deploy-*' || :"),
  "an operator's switch": (host, third) => host.sh(`NIXOS_NO_CHECK=1 ${third}/bin/switch-to-configuration test || :`),
}
const runnerFaults = ['nothing', 'nothing', 'nothing', 'kill', 'cancelAfter'] as const

/** Activation, confirmation, and the way back with its tries: beyond it nothing may be pending by itself, but after a reboot. */
const settledWithinMs = 120_000

async function round(lab: Lab, hosts: readonly LabHost[], third: string): Promise<string> {
  const before = new Map(hosts.map((host) => [host, standing(host)]))
  const system = oneOf(systems)
  await lab.runner.flake.commit({ staging: { sick: undefined, seconds: undefined, ...system } })
  const next = await lab.runner.flake.toplevel('staging')
  const onRunner = oneOf(runnerFaults)
  const plan = hosts.map((host) => ({ host, fault: oneOf(Object.keys(faults)), after: random() * 12_000, boot: host.bootId() }))
  const told = `${system.sick ?? 'well'}; ${plan.map(({ host, fault, after }) => `${host.name}: ${fault} after ${(after / 1000).toFixed(1)} s`).join('; ')}; runner: ${onRunner}`
  const check = { url: 'http://{host}:8080/', timeout: '2s', interval: '300ms' }
  const [result] = await Promise.all([
    run(lab, { ...targetsOf(hosts, { 'health-check': check }) }, onRunner === 'nothing' ? {} : { [onRunner]: sleep(2000 + random() * 10_000) }),
    ...plan.map(async ({ host, fault, after }) => {
      await sleep(after)
      await faults[fault]?.(host, third)
    }),
  ])
  for (const { host, fault, boot } of plan) {
    const where = `${host.name} (${told})`
    // After a reboot the record waits for the next contact, and has no effect.
    await eventually(`${where} comes to rest`, () => !isPending(host) || host.bootId() !== boot, { withinMs: settledWithinMs })
    const [was, is] = [before.get(host), standing(host)]
    assert.ok(was)
    const confirmed = is.healthy === next
    const allowed = new Set([confirmed ? next : was.healthy, ...(fault === "an operator's switch" ? [third] : [])])
    assert.ok(allowed.has(is.running), `${where}: an unconfirmed system runs: ${JSON.stringify(is)}\n${result.log}`)
    assert.ok(
      is.bootDefault === is.healthy || is.bootDefault === was.bootDefault,
      `${where}: what boots was never confirmed: ${JSON.stringify(is)}\n${result.log}`,
    )
    if (system.sick !== undefined && system.sick !== 'slow') assert.ok(!confirmed, `${where}: a sick system was confirmed\n${result.log}`)
    if (result.outputs['results'] !== undefined) {
      const state = resultsOf(result)[host.name]?.state
      if (state === 'activated') assert.ok(confirmed, `${where}: green, and not confirmed: ${JSON.stringify(is)}\n${result.log}`)
      if (state === 'rolled-back') assert.ok(!confirmed, `${where}: told as rolled back, and confirmed\n${result.log}`)
    }
  }
  // Whatever was left: the next deployment works.
  await lab.runner.flake.commit({ staging: { sick: undefined, seconds: undefined } })
  const healed = await run(lab, targetsOf(hosts))
  assert.equal(healed.code, 0, `${told}: the next deployment failed\n${healed.log}`)
  for (const host of hosts) assert.equal(isPending(host), false, `${told}: something is pending on ${host.name} after all`)
  return told
}

const lab = await startLab({ hosts: [{ name: 'trixie' }, { name: 'forky', suite: 'forky' }] })
let broken = 0
try {
  const hosts = Object.values(lab.hosts)
  await lab.runner.flake.commit()
  assert.equal((await run(lab, targetsOf(hosts))).code, 0)
  const third = standing(hosts[0] as LabHost).running ?? ''
  await lab.runner.flake.commit()
  assert.equal((await run(lab, targetsOf(hosts))).code, 0)
  console.log(`${rounds} rounds, seed ${seed}`)
  for (let count = 1; count <= rounds; count++) {
    const started = performance.now()
    try {
      console.log(`ok  ${count}: ${await round(lab, hosts, third)} (${((performance.now() - started) / 1000).toFixed(0)} s)`)
    } catch (error) {
      broken++
      console.log(`BROKEN  ${count}: ${error instanceof Error ? error.message : String(error)}`)
      break
    }
  }
} finally {
  await lab.stop()
}
console.log(`${broken} promises broken`)
process.exitCode = broken === 0 ? 0 : 1
