// What is deployed in which situation, and the ways in which it is.
import type { HostSpec } from '../lab/lab.ts'
import type { Bench, Goal } from './bench.ts'
import { debianSystems } from './debian-closure.ts'

/** Deploys, and gives the seconds that it took. */
export interface Way {
  does: string
  deploy: (goal: Goal) => Promise<number>
}

export interface Situation {
  /** What was there before, and what is to be done. */
  says: string
  /** Untimed, before each run. */
  next: () => Promise<Goal>
  ways: Record<string, Way>
}

export interface Case {
  hosts: HostSpec[]
  /** Milliseconds there and back; undefined: no relay, and so nothing is counted on the wire. */
  roundTripsMs: (number | undefined)[]
  /** Where more rounds would take too long. */
  roundsAtMost?: number
  make: (bench: Bench) => Promise<Situation>
}

const one: HostSpec[] = [{ name: 'host' }]
const many = (count: number): HostSpec[] => Array.from({ length: count }, (_, index) => ({ name: `host-${index + 1}` }))
const ten = many(10)

const does = {
  ours: 'this action, main and post, without a health check',
  script:
    '`nix build`, then for each host, beside one another, `nix copy --to ssh-ng://` and one `ssh` for `nix-env --set` and `switch-to-configuration switch`',
  rebuild:
    'what nixos-rebuild-ng starts, without its Python, for each host, beside one another: `nix build`, `nix-copy-closure`, `test`, `nix-env --set`, `test`, `systemd-run … switch` over one ControlMaster',
  ssh: 'one `ssh` for `nix-env --set` and `switch-to-configuration switch`, nothing else',
}

/** Deployments of the checkout, by us and by hand. */
function deployments(bench: Bench, state: string, { impure = false } = {}): Record<string, Way> {
  const options = impure ? '--impure' : ''
  return {
    ours: { does: does.ours, deploy: () => bench.ours({ 'nix-options': options }, state) },
    script: { does: does.script, deploy: () => bench.script(options) },
    rebuild: { does: does.rebuild, deploy: () => bench.rebuildCalls(options) },
  }
}

function alternately(bench: Bench, goals: [Goal, Goal]): () => Promise<Goal> {
  let turn = 0
  return async () => {
    const goal = goals[turn++ % 2 === 0 ? 0 : 1]
    await bench.checkOut(goal)
    return goal
  }
}

async function noOp(bench: Bench): Promise<Situation> {
  const [, goal] = await bench.stageTwo()
  return {
    says: 'What is checked out runs already. By hand one switches to it all the same.',
    next: () => Promise.resolve(goal),
    ways: deployments(bench, 'unchanged'),
  }
}

async function activate(bench: Bench): Promise<Situation> {
  return {
    says: 'The checkout goes back and forth between two systems. Both are built, and in the store of the host.',
    next: alternately(bench, await bench.stageTwo()),
    ways: deployments(bench, 'activated'),
  }
}

async function promote(bench: Bench): Promise<Situation> {
  return {
    says: 'Back and forth between two systems that are in the store of the host. Nothing is evaluated.',
    next: alternately(bench, await bench.stageTwo()),
    ways: {
      ours: {
        does: `\`command: promote\`, ${does.ours}`,
        deploy: ({ revision }) => bench.ours({ command: 'promote', revision }, 'activated', { path: bench.lab.runner.pathWithoutNix }),
      },
      ssh: { does: does.ssh, deploy: async ({ toplevel }) => bench.sshAlone(await toplevel()) },
    },
  }
}

async function delta(bench: Bench): Promise<Situation> {
  await bench.stageTwo()
  return {
    says: 'A new commit each time: a system of 300 store paths, of which three with 1 MB are new, to be built, sent and activated.',
    next: () => bench.commit(),
    ways: deployments(bench, 'activated'),
  }
}

async function cold(bench: Bench): Promise<Situation> {
  const { one: closure } = await debianSystems(bench.lab)
  const goal = await bench.commitWith(closure)
  const size = await bench.lab.runner.sh(
    `paths=$(nix-store --query --requisites ${await goal.toplevel()}); echo "$paths" | wc -l; nix-store --query --size $paths | awk '{s += $1} END {printf "%.0f", s / 1e6}'`,
  )
  const [paths = '', megabytes = ''] = size.split('\n')
  return {
    says: `A system of ${megabytes} MB in ${paths} store paths that is built already, to a host whose store has nothing of it.`,
    next: async () => {
      await bench.empty()
      return goal
    },
    ways: deployments(bench, 'activated', { impure: true }),
  }
}

async function forty(bench: Bench): Promise<Situation> {
  const { says, next, ways } = await noOp(bench)
  return { says, next, ways: Object.fromEntries(Object.entries(ways).filter(([name]) => name === 'ours')) }
}

export const cases: Record<string, Case> = {
  'no-op': { hosts: one, roundTripsMs: [0, 50], make: noOp },
  activate: { hosts: one, roundTripsMs: [0, 50], make: activate },
  promote: { hosts: one, roundTripsMs: [0, 50], make: promote },
  delta: { hosts: one, roundTripsMs: [0, 50], make: delta },
  'ten-no-op': { hosts: ten, roundTripsMs: [0], roundsAtMost: 5, make: noOp },
  'ten-delta': { hosts: ten, roundTripsMs: [0], roundsAtMost: 5, make: delta },
  forty: { hosts: many(40), roundTripsMs: [undefined], make: forty },
  cold: { hosts: [{ name: 'cold', suite: 'forky' }], roundTripsMs: [0, 50], roundsAtMost: 3, make: cold },
}
