// `npm run bench -- beside [CASE…] [--rounds=N] [--near | --far]`: deployments beside what people do without us, turn by turn, each checked on the host.
import { parseArgs } from 'node:util'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { type Reached, rebuildCalls, script, setUp, sshAlone } from './by-hand.ts'
import { median } from './median.ts'
import { Meter, type Spent } from './meter.ts'
import { type Relay, startRelay } from './start-relay.ts'

/** What a run is to make of every host. */
interface Goal {
  revision: string
  toplevel: () => Promise<string>
}

/** Deploys, and gives the seconds that it took. */
type Way = (goal: Goal) => Promise<number>

interface Case {
  title: string
  /** What was there before and what is to be done, and each way by its name with what it does. */
  says: string
  ways: Record<string, { does: string; deploy: Way }>
  /** Untimed, before each run. */
  next: () => Promise<Goal>
}

interface Row extends Spent {
  seconds: number
  connections: number
  roundTrips: number
  sent: number
  received: number
}

const does = {
  ours: 'this action, main and post, without a health check',
  script: '`nix build`, `nix copy --to ssh-ng://`, and one `ssh` for `nix-env --set` and `switch-to-configuration switch`',
  rebuild:
    'the programs that nixos-rebuild-ng starts: `nix build`, `nix-copy-closure`, four calls, of which one is `systemd-run … switch`, over one ControlMaster',
  ssh: 'one `ssh` for `nix-env --set` and `switch-to-configuration switch`, nothing else',
}

/** A lab whose hosts are reached through relays, so that all that goes over the wire is counted. */
class Bench {
  readonly lab: Lab
  readonly meter: Meter
  readonly hosts: LabHost[]
  private relays: Relay[] = []
  private reached: Reached[] = []

  constructor(lab: Lab) {
    this.lab = lab
    this.hosts = Object.values(lab.hosts)
    this.meter = new Meter(lab)
  }

  static async start(names: string[]): Promise<Bench> {
    return new Bench(await startLab({ hosts: names.map((name) => ({ name })) }))
  }

  async stop(): Promise<void> {
    for (const relay of this.relays) relay.stop()
    this.meter.leave()
    await this.lab.stop()
  }

  /** Puts the hosts so many milliseconds away, there and back. */
  async move(roundTripMs: number): Promise<void> {
    for (const relay of this.relays) relay.stop()
    const firstPort = 2200 + roundTripMs
    this.relays = await Promise.all(this.hosts.map(({ address }, index) => startRelay(this.lab, firstPort + index, address, roundTripMs / 2)))
    for (const { pid } of this.relays) this.meter.exclude(pid)
    const keyOf = (name: string): string => new RegExp(`^${name},\\S+ (\\S+ \\S+)`, 'm').exec(this.lab.knownHosts)?.[1] ?? ''
    this.reached = this.hosts.map(({ name }, index) => ({ name, address: '198.51.100.1', port: firstPort + index, hostKey: keyOf(name) }))
    await setUp(this.lab, this.reached)
  }

  /** A run of the action, main and post; what the runner itself does to start them is not in the time. */
  async ours(inputs: Record<string, string>, state: string, options?: LabRunOptions): Promise<number> {
    const targets = Object.fromEntries(this.reached.map(({ name, address, port }) => [name, { host: `root@${address}:${port}`, configuration: 'host' }]))
    const knownHosts = this.reached.map(({ address, port, hostKey }) => `[${address}]:${port} ${hostKey}\n`).join('')
    const run = await this.lab.runner.run(
      { targets: JSON.stringify(targets), 'ssh-private-key': this.lab.privateKey, 'known-hosts': knownHosts, ...inputs },
      options,
    )
    const results = Object.values(JSON.parse(run.outputs['results'] ?? '{}') as Record<string, { state: string }>)
    if (run.outcome !== 'success' || run.post?.code !== 0 || results.some((result) => result.state !== state)) throw new Error(run.log)
    return run.seconds + run.post.seconds
  }

  /** A script on the runner, in the checkout. */
  async byHand(text: string): Promise<number> {
    const start = performance.now()
    await this.lab.runner.sh(text, { user: 'runner', cwd: this.lab.runner.flake.directory, timeoutMs: 300_000 })
    return (performance.now() - start) / 1000
  }

  script(): Promise<number> {
    return this.byHand(script(this.reached))
  }

  rebuildCalls(): Promise<number> {
    return this.byHand(rebuildCalls(this.reached))
  }

  async sshAlone(system: string): Promise<number> {
    return this.byHand(sshAlone(this.reached, system))
  }

  /** A commit of another system: 300 store paths, of which one of 1 MB and two small ones are its own. */
  async commit(): Promise<Goal> {
    const parts = Object.fromEntries(Array.from({ length: 296 }, (_, index) => [`part-${index}`, 20_000]))
    this.lab.runner.flake.save({ host: { parts, pad: 1_000_000 } })
    const revision = await this.lab.runner.flake.commit()
    return { revision, toplevel: () => this.lab.runner.flake.toplevel('host') }
  }

  async checkOut({ revision }: Goal): Promise<void> {
    await this.lab.runner.flake.git('reset', '--quiet', '--hard', revision)
  }

  /** Two systems, on the runner, on the hosts, and recorded there. The second one runs. */
  async stageTwo(): Promise<[Goal, Goal]> {
    const stage = async (): Promise<Goal> => {
      const { revision, toplevel } = await this.commit()
      await this.ours({ activate: 'none' }, 'staged')
      const system = await toplevel()
      return { revision, toplevel: () => Promise.resolve(system) }
    }
    const two: [Goal, Goal] = [await stage(), await stage()]
    await this.ours({}, 'activated')
    await this.check(two[1])
    return two
  }

  /** Holds that every host runs and boots a system, and that its service is up. */
  private async check({ revision, toplevel }: Goal): Promise<void> {
    const expected = await toplevel()
    for (const host of this.hosts) {
      const seen = [host.running(), host.profile(), host.bootDefault()]
      if (seen.some((system) => system !== expected)) throw new Error(`${host.name} has ${seen.join(', ')} and not ${expected}`)
      await eventually(`${host.name} answers ${revision}`, async () => (await host.http())?.version === revision)
    }
  }

  /** Runs each way in its turn, so many times, and prints the table. */
  async compare({ title, says, ways, next }: Case, rounds: number): Promise<void> {
    const rows = new Map<string, Row[]>()
    const programs = new Map<string, number | undefined>()
    // Once for nothing, so that no way pays for being the first, and watched.
    for (const [name, { deploy }] of Object.entries(ways)) {
      const goal = await next()
      programs.set(name, await this.meter.programs(() => deploy(goal)))
      await this.check(goal)
      rows.set(name, [])
    }
    await Promise.all(this.relays.map((relay) => relay.taken()))
    for (let round = 0; round < rounds; round++) {
      for (const [name, { deploy }] of Object.entries(ways)) {
        const goal = await next()
        const spent = await this.meter.measure(() => deploy(goal))
        const connections = (await Promise.all(this.relays.map((relay) => relay.taken()))).flat()
        const each = (pick: (connection: (typeof connections)[number]) => number): number =>
          connections.reduce((sum, connection) => sum + pick(connection), 0) / this.hosts.length
        rows.get(name)?.push({
          ...spent,
          connections: each(() => 1),
          roundTrips: each(({ roundTrips }) => roundTrips),
          sent: each(({ sent }) => sent),
          received: each(({ received }) => received),
        })
        await this.check(goal)
      }
    }
    console.log(`\n${title} (medians of ${rounds}, turn by turn)\n${says}`)
    table(rows, programs)
    for (const [name, way] of Object.entries(ways)) console.log(`${name}: ${way.does}`)
  }
}

function table(rows: Map<string, Row[]>, programs: Map<string, number | undefined>): void {
  const of = (all: Row[], pick: (row: Row) => number, digits = 0): number => Number(median(all.map(pick)).toFixed(digits))
  const seconds = (name: string): number => median((rows.get(name) ?? []).map((row) => row.seconds))
  const fastestByHand = Math.min(...[...rows.keys()].filter((name) => name !== 'ours').map(seconds))
  console.table(
    Object.fromEntries(
      [...rows].map(([name, all]) => [
        name,
        {
          seconds: of(all, (row) => row.seconds, 2),
          least: Number(Math.min(...all.map((row) => row.seconds)).toFixed(2)),
          'of the fastest by hand': Number((seconds(name) / fastestByHand).toFixed(2)),
          connections: of(all, (row) => row.connections),
          'round trips': of(all, (row) => row.roundTrips),
          'kB sent': of(all, (row) => row.sent / 1000),
          'kB received': of(all, (row) => row.received / 1000),
          'host CPU, s': of(all, (row) => row.hostCpuSeconds, 2),
          'processes on a host': of(all, (row) => row.hostProcesses),
          'programs on a host': programs.get(name) ?? '?',
          'runner CPU, s': of(all, (row) => row.runnerCpuSeconds, 2),
        },
      ]),
    ),
  )
}

/** The cases for one host, each made when its turn comes. */
const cases: Record<string, (bench: Bench) => Promise<Omit<Case, 'title'>>> = {
  'no-op': async (bench) => {
    const [, goal] = await bench.stageTwo()
    return {
      says: 'The system of the checkout runs already. By hand one switches to it all the same.',
      next: () => Promise.resolve(goal),
      ways: {
        ours: { does: does.ours, deploy: () => bench.ours({}, 'unchanged') },
        script: { does: does.script, deploy: () => bench.script() },
        rebuild: { does: does.rebuild, deploy: () => bench.rebuildCalls() },
      },
    }
  },
  activate: async (bench) => ({
    says: 'The checkout goes back and forth between two systems, both of which are built, and in the store of the host.',
    next: alternately(bench, await bench.stageTwo()),
    ways: {
      ours: { does: does.ours, deploy: () => bench.ours({}, 'activated') },
      script: { does: does.script, deploy: () => bench.script() },
      rebuild: { does: does.rebuild, deploy: () => bench.rebuildCalls() },
    },
  }),
  promote: async (bench) => ({
    says: 'Back and forth between two systems that are in the store of the host, by revision, without Nix on the runner.',
    next: alternately(bench, await bench.stageTwo()),
    ways: {
      ours: {
        does: `${does.ours}, \`command: promote\``,
        deploy: ({ revision }) => bench.ours({ command: 'promote', revision }, 'activated', { path: bench.lab.runner.pathWithoutNix }),
      },
      ssh: { does: does.ssh, deploy: async ({ toplevel }) => bench.sshAlone(await toplevel()) },
    },
  }),
  delta: async (bench) => {
    await bench.stageTwo()
    return {
      says: 'A new commit each time: a system of 300 store paths, of which 1 MB in three paths is new, to be built, sent and activated.',
      next: () => bench.commit(),
      ways: {
        ours: { does: does.ours, deploy: () => bench.ours({}, 'activated') },
        script: { does: does.script, deploy: () => bench.script() },
        rebuild: { does: does.rebuild, deploy: () => bench.rebuildCalls() },
      },
    }
  },
}

function alternately(bench: Bench, goals: [Goal, Goal]): () => Promise<Goal> {
  let turn = 0
  return async () => {
    const goal = goals[turn++ % 2 === 0 ? 0 : 1]
    await bench.checkOut(goal)
    return goal
  }
}

/** Prints the tables of the cases that are named, or of all. */
export async function beside(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '7' }, near: { type: 'boolean' }, far: { type: 'boolean' } },
  })
  const unknown = positionals.filter((name) => !(name in cases))
  if (unknown.length > 0) throw new Error(`no case is called ${unknown.join(', ')}; there are ${Object.keys(cases).join(', ')}`)
  const both = values.near === values.far
  const bench = await Bench.start(['host'])
  try {
    for (const [name, make] of Object.entries(cases)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue
      for (const [roundTripMs, wanted] of [
        [0, both || values.near === true],
        [50, both || values.far === true],
      ] as const) {
        if (!wanted) continue
        await bench.move(roundTripMs)
        await bench.compare({ title: `${name}, ${roundTripMs} ms of round trip`, ...(await make(bench)) }, Number(values.rounds))
      }
    }
  } finally {
    await bench.stop()
  }
}
