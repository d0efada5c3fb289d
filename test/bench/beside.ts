// `npm run bench -- beside [CASE…] [--rounds=7] [--near | --far] [--disk=image]`: deployments beside what people do without us. The ways take turns,
// after each run the hosts are looked at, and where others disturbed it, it is done again, within reason.
import { parseArgs } from 'node:util'
import { Bench } from './bench.ts'
import { cases, type Situation } from './cases.ts'
import { median } from './median.ts'
import { type Cost, costOf, noCost } from './memory.ts'
import type { Spent } from './meter.ts'

interface Run extends Spent {
  seconds: number
  connections: number
  roundTrips: number
  sent: number
  received: number
}

/** What a way costs. */
interface Column {
  runs: Run[]
  memory: Cost
  programs: number | undefined
}

async function run(bench: Bench, deploy: () => Promise<number>): Promise<Run> {
  const spent = await bench.meter.measure(deploy)
  const connections = await bench.connections()
  const aHost = (of: (connection: (typeof connections)[number]) => number): number =>
    connections.reduce((sum, connection) => sum + of(connection), 0) / bench.hosts.length
  return {
    ...spent,
    connections: aHost(() => 1),
    roundTrips: aHost(({ roundTrips }) => roundTrips),
    sent: aHost(({ sent }) => sent),
    received: aHost(({ received }) => received),
  }
}

/** Others had more than a tenth of a processor meanwhile. */
function isDisturbed({ seconds, othersCpuSeconds }: Run): boolean {
  return othersCpuSeconds > seconds / 10
}

async function compare(bench: Bench, { ways, next }: Situation, rounds: number): Promise<Record<string, Column>> {
  const columns: Record<string, Column> = {}
  // Once untimed, so that no way pays for being the first; what would slow it down is measured then.
  for (const [name, { deploy }] of Object.entries(ways)) {
    const goal = await next()
    let memory = noCost
    const programs = await bench.meter.programs(async () => {
      memory = await costOf(bench.lab.runner, () => deploy(goal))
    })
    await bench.check(goal)
    await bench.connections()
    columns[name] = { runs: [], memory, programs }
  }
  let mayRepeat = 2 * rounds
  for (let round = 0; round < rounds; round++) {
    for (const [name, { deploy }] of Object.entries(ways)) {
      for (;;) {
        const goal = await next()
        const done = await run(bench, () => deploy(goal))
        await bench.check(goal)
        if (isDisturbed(done) && mayRepeat-- > 0) continue
        columns[name]?.runs.push(done)
        break
      }
    }
  }
  return columns
}

function secondsOf({ runs }: Column): number {
  return median(runs.map(({ seconds }) => seconds))
}

/** Ours as a part of the fastest way by hand; undefined where there is none. */
function ratioOf(columns: Record<string, Column>): number | undefined {
  const { ours, ...byHand } = columns
  const fastest = Math.min(...Object.values(byHand).map(secondsOf))
  return ours === undefined || fastest === Infinity ? undefined : round(secondsOf(ours) / fastest, 2)
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}

function print(columns: Record<string, Column>, isCounted: boolean): void {
  const row = (of: (column: Column) => number | undefined): Record<string, number | undefined> =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, of(column)]))
  const middle = (of: (run: Run) => number, digits?: number): Record<string, number | undefined> => row(({ runs }) => round(median(runs.map(of)), digits))
  console.table({
    seconds: row((column) => round(secondsOf(column), 2)),
    'least seconds': row(({ runs }) => round(Math.min(...runs.map(({ seconds }) => seconds)), 2)),
    ...(isCounted && {
      'connections a host': middle((of) => of.connections),
      'round trips a host': middle((of) => of.roundTrips),
      'kB sent to a host': middle((of) => of.sent / 1000),
      'kB received from a host': middle((of) => of.received / 1000),
    }),
    'CPU of a host, seconds': middle((of) => of.hostCpuSeconds, 2),
    'processes begun on a host': middle((of) => of.hostProcesses),
    'programs executed on a host': row(({ programs }) => programs),
    'CPU of the runner, seconds': middle((of) => of.runnerCpuSeconds, 2),
    'peak of memory on the runner, MB': row(({ memory }) => round(memory.allMb)),
    'peak of one Node process, MB': row(({ memory }) => round(memory.nodeMb)),
    'CPU of others meanwhile, seconds': middle((of) => of.othersCpuSeconds, 2),
  })
}

/** Prints the tables of the cases that are named, or of all. */
export async function beside(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '7' },
      near: { type: 'boolean', default: false },
      far: { type: 'boolean', default: false },
      // On the labs' usual disks a sync costs nothing.
      disk: { type: 'string', default: 'overlay' },
    },
  })
  const unknown = positionals.filter((name) => !(name in cases))
  if (unknown.length > 0) throw new Error(`no case is called ${unknown.join(', ')}; there are ${Object.keys(cases).join(', ')}`)
  const image = values.disk === 'image' ? ({ disk: 'image', sizeMb: 8192 } as const) : {}
  const chosen = Object.entries(cases).filter(([name]) => positionals.length === 0 || positionals.includes(name))
  const all: Record<string, Record<string, number>> = {}
  for (const hosts of new Set(chosen.map(([, each]) => each.hosts))) {
    const bench = await Bench.start(hosts.map((host) => ({ ...host, ...image })))
    try {
      for (const [name, { roundTripsMs, roundsAtMost = Infinity, make }] of chosen.filter(([, each]) => each.hosts === hosts)) {
        for (const roundTripMs of roundTripsMs.filter((ms) => values.near === values.far || (ms === 50) === values.far)) {
          const rounds = Math.min(Number(values.rounds), roundsAtMost)
          await bench.reach(roundTripMs)
          const situation = await make(bench)
          const columns = await compare(bench, situation, rounds)
          const title = roundTripMs === undefined ? name : `${name}, ${roundTripMs} ms of round trip`
          console.log(`\n${title} (medians of ${rounds}, turn by turn)\n${situation.says}`)
          print(columns, roundTripMs !== undefined)
          for (const [way, { does }] of Object.entries(situation.ways)) console.log(`${way}: ${does}`)
          const seconds = Object.entries(columns).map(([way, column]) => [way, round(secondsOf(column), 2)] as const)
          const ratio = ratioOf(columns)
          all[title] = { ...(ratio !== undefined && { 'ours / fastest': ratio }), ...Object.fromEntries(seconds) }
        }
      }
    } finally {
      await bench.stop()
    }
  }
  console.log('\nSeconds, and ours as a part of the fastest by hand')
  console.table(all)
}
