// `npm run bench -- fleet [N…] [--parallel=10,50] [--hosts=20] [--rounds=1]`: what a deployment that has nothing to do costs the runner with N targets. Each
// has an SSH connection and an agent of its own; where there are more targets than hosts, hosts are several by their ports. Nothing of a no-op is exclusive
// on a host: with something to activate, the second target on a host would be refused.
import { parseArgs } from 'node:util'
import { Bench } from './bench.ts'
import { median } from './median.ts'
import { type Cost, costOf, noCost } from './memory.ts'
import type { Spent } from './meter.ts'

type Row = Spent & Cost

async function run(bench: Bench, parallel: number): Promise<Row> {
  let cost = noCost
  const spent = await bench.meter.measure(async () => {
    let seconds = 0
    cost = await costOf(bench.lab.runner, async () => {
      seconds = await bench.ours({ 'max-parallel': String(parallel) }, 'unchanged')
    })
    return seconds
  })
  return { ...cost, ...spent }
}

/** A row for each number of targets: the middle of its runs. */
function print(all: ReadonlyMap<number, readonly Row[]>): void {
  const middle = (targets: number, of: (row: Row) => number): number => median((all.get(targets) ?? []).map(of))
  const cpu = (targets: number): number => middle(targets, ({ runnerCpuSeconds }) => runnerCpuSeconds) * 1000
  const row = (targets: number): Record<string, string> => ({
    seconds: middle(targets, ({ seconds }) => seconds).toFixed(2),
    'CPU, s': (cpu(targets) / 1000).toFixed(2),
    'of that Node, s': middle(targets, ({ nodeCpuSeconds }) => nodeCpuSeconds).toFixed(2),
    'CPU a target, ms': (cpu(targets) / targets).toFixed(1),
    ...(all.has(40) && {
      'to that of 40': (cpu(targets) / targets / (cpu(40) / 40)).toFixed(2),
      'of one beyond 40, ms': targets > 40 ? ((cpu(targets) - cpu(40)) / (targets - 40)).toFixed(1) : '',
    }),
    'Node, peak MB': middle(targets, ({ nodeMb }) => nodeMb).toFixed(0),
    'all, peak MB': middle(targets, ({ allMb }) => allMb).toFixed(0),
    'all a target, MB': middle(targets, ({ allMb }) => allMb / targets).toFixed(2),
    processes: middle(targets, ({ processes }) => processes).toFixed(0),
    'of those ssh': middle(targets, ({ sshs }) => sshs).toFixed(0),
    'CPU of a host, s': middle(targets, ({ hostCpuSeconds }) => hostCpuSeconds).toFixed(2),
    'CPU of others, s': middle(targets, ({ othersCpuSeconds }) => othersCpuSeconds).toFixed(2),
  })
  console.table(Object.fromEntries([...all.keys()].map((targets) => [targets, row(targets)])))
}

/** Prints a table for each number of targets that are worked on at once. */
export async function fleet(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      parallel: { type: 'string', default: '10,50' },
      hosts: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '1' },
    },
  })
  const counts = (positionals.length === 0 ? ['10', '40', '100', '200'] : positionals).map(Number)
  const hosts = Math.min(Number(values.hosts), Math.max(...counts))
  const bench = await Bench.start(Array.from({ length: hosts }, (_, index) => ({ name: `host-${index + 1}` })))
  try {
    await bench.spread(hosts)
    const [, goal] = await bench.stageTwo()
    for (const parallel of values.parallel.split(',').map(Number)) {
      const rows = new Map<number, Row[]>()
      for (const targets of counts) {
        await bench.spread(targets)
        const runs: Row[] = []
        for (let round = 0; round < Number(values.rounds); round++) runs.push(await run(bench, parallel))
        await bench.check(goal)
        rows.set(targets, runs)
      }
      console.log(`\nA no-op deployment of N targets on ${hosts} hosts, max-parallel ${parallel}: what it takes of the runner (medians of ${values.rounds})`)
      print(rows)
    }
    console.log(`CPU: of main, post and all that they start, Nix among it. Peaks: of the biggest Node process; and of all programs together, without what they share
with the disk cache. Processes: the most at once, Node and Nix among them. To be held: 40 ms and 2 MB a target, and no more for each from 40 on; twice max-parallel processes.`)
  } finally {
    await bench.stop()
  }
}
