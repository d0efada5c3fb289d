// `npm run bench`, `npm run bench -- archive` for archives, `npm run bench -- beside` beside other ways, `npm run bench -- fleet` for many targets: what we
// cost beyond what must be done, as tables.
// Compare the rows of one run: machines are noisy.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { RunResult } from '../github/runner.ts'
import { startLab } from '../lab/lab.ts'
import { archives } from './archive.ts'
import { beside } from './beside.ts'
import { fleet } from './fleet.ts'
import { median } from './median.ts'
import { type Relay, startRelay } from './start-relay.ts'

const repository = resolve(import.meta.dirname, '../..')

function milliseconds(value: number): string {
  return `${(value * 1000).toFixed(0)} ms`
}

/** Starts of dist against those of an entry that only imports @actions/core and @actions/exec, turn by turn. */
function coldStart(): void {
  const directory = mkdtempSync(join(repository, 'node_modules', '.bench-'))
  try {
    writeFileSync(
      join(directory, 'entry.js'),
      "import * as core from '@actions/core'\nimport * as exec from '@actions/exec'\ncore.getInput('command')\nif (exec === undefined) throw new Error()\n",
    )
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
    const ncc = join(repository, 'node_modules/.bin/ncc')
    const built = spawnSync(process.execPath, [ncc, 'build', join(directory, 'entry.js'), '--out', join(directory, 'out'), '--no-cache', '--quiet'])
    if (built.status !== 0) throw new Error(`ncc: ${built.stderr.toString()}`)
    cpSync(join(repository, 'dist'), join(directory, 'dist'), { recursive: true })
    // An input that is refused: all is loaded and read, and nothing is done.
    const start = (entry: string): number => {
      const before = performance.now()
      spawnSync(process.execPath, [join(directory, entry, 'index.js')], { env: { PATH: '/usr/bin:/bin', INPUT_COMMAND: 'no-such-command' } })
      return (performance.now() - before) / 1000
    }
    const times = { dist: [] as number[], out: [] as number[] }
    for (let round = 0; round < 21; round++) for (const entry of ['dist', 'out'] as const) times[entry].push(start(entry))
    const [ours, base] = [median(times.dist), median(times.out)]
    console.log('\nCold start (medians of 21, turn by turn)')
    console.table({
      'dist, inputs read and refused': { median: milliseconds(ours), ratio: (ours / base).toFixed(2) },
      'an entry of @actions/core and @actions/exec': { median: milliseconds(base), ratio: '1.00' },
    })
  } finally {
    rmSync(directory, { recursive: true })
  }
}

interface Measured {
  seconds: number
  connections: number
  roundTrips: number
  phases: Record<string, number>
}

async function measure(rounds: number, relay: Relay, run: (round: number) => Promise<RunResult>): Promise<Measured> {
  const all: Measured[] = []
  for (let round = 0; round < rounds; round++) {
    await relay.taken()
    const result = await run(round)
    if (result.outcome !== 'success') throw new Error(result.log)
    const connections = await relay.taken()
    const [target] = Object.values(JSON.parse(result.outputs['results'] ?? '{}') as Record<string, { seconds: Record<string, number> }>)
    all.push({
      seconds: result.seconds,
      connections: connections.length,
      roundTrips: connections.reduce((sum, { roundTrips }) => sum + roundTrips, 0),
      phases: target?.seconds ?? {},
    })
  }
  const of = (pick: (measured: Measured) => number): number => median(all.map(pick))
  const phases = Object.fromEntries(Object.keys(all[0]?.phases ?? {}).map((phase) => [phase, of((measured) => measured.phases[phase] ?? 0)]))
  return { seconds: of(({ seconds }) => seconds), connections: of(({ connections }) => connections), roundTrips: of(({ roundTrips }) => roundTrips), phases }
}

async function deployments(): Promise<void> {
  const lab = await startLab({ hosts: [{ name: 'host' }] })
  try {
    const { host } = lab.hosts
    if (host === undefined) throw new Error('the lab has no host')
    const { runner } = lab
    const hostKey = lab.knownHosts.split(' ').slice(1, 3).join(' ').trim()
    const rows: Record<string, Record<string, string | number>> = {}
    const check = `http://${host.address}:8080/`
    const revisions: string[] = []
    const inputs = (relay: Relay, activate: string): Record<string, string> => ({
      targets: `host: { host: "root@198.51.100.1:${relay.port}", configuration: staging, activate: ${activate} }`,
      'health-check': check,
      'ssh-private-key': lab.privateKey,
      'known-hosts': `[198.51.100.1]:${relay.port} ${hostKey}`,
    })
    const direct = await startRelay(lab, 2200, host.address, 0)
    for (let version = 0; version < 2; version++) {
      revisions.push(await runner.flake.commit())
      const staged = await runner.run(inputs(direct, 'none'))
      if (staged.outcome !== 'success') throw new Error(staged.log)
    }
    direct.stop()

    // What must be done anyway, by hand, without us: the same switches between the same two systems.
    const timed = async (script: string): Promise<number> =>
      Number(await host.sh(`s=$(date +%s%N); ${script} >/dev/null 2>&1; e=$(date +%s%N); echo $(((e - s) / 1000))`)) / 1e6
    const byHand = { test: [] as number[], boot: [] as number[] }
    for (let round = 0; round < 6; round++) {
      const toplevel = host.link(revisions[round % 2] ?? '') ?? ''
      byHand.test.push(await timed(`${toplevel}/bin/switch-to-configuration test`))
      byHand.boot.push(await timed(`nix-env -p /nix/var/nix/profiles/system --set ${toplevel} && ${toplevel}/bin/switch-to-configuration boot`))
    }
    const switching = median(byHand.test) + median(byHand.boot)

    for (const [delayMs, port] of [
      [0, 2201],
      [25, 2202],
    ] as const) {
      const relay = await startRelay(lab, port, host.address, delayMs)
      const far = `${delayMs * 2} ms round trip`
      const promoted = await measure(6, relay, (round) =>
        runner.run({ ...inputs(relay, 'switch'), command: 'promote', revision: revisions[round % 2] ?? '' }, { path: runner.pathWithoutNix }),
      )
      const checking = promoted.phases['check'] ?? 0
      rows[`promote, ${far}`] = {
        total: milliseconds(promoted.seconds),
        'switch-to-configuration': milliseconds(switching),
        'health check': milliseconds(checking),
        beyond: milliseconds(promoted.seconds - switching - checking),
        connections: promoted.connections,
        'round trips': promoted.roundTrips,
        ...Object.fromEntries(Object.entries(promoted.phases).map(([phase, seconds]) => [phase, milliseconds(seconds)])),
      }
      // The last one that was promoted is what the checkout has.
      const unchanged = await measure(5, relay, () => runner.run(inputs(relay, 'switch')))
      rows[`deploy of what is there, ${far}`] = {
        total: milliseconds(unchanged.seconds),
        'health check': milliseconds(unchanged.phases['check'] ?? 0),
        beyond: milliseconds(unchanged.seconds - (unchanged.phases['check'] ?? 0)),
        connections: unchanged.connections,
        'round trips': unchanged.roundTrips,
        ...Object.fromEntries(Object.entries(unchanged.phases).map(([phase, seconds]) => [phase, milliseconds(seconds)])),
      }
      relay.stop()
    }
    const again = `nix --extra-experimental-features 'nix-command flakes' build --no-link '${runner.flake.directory}#nixosConfigurations.staging.config.system.build.toplevel'`
    const nix: number[] = []
    for (let round = 0; round < 5; round++) {
      const before = performance.now()
      await runner.sh(again, { user: 'runner' })
      nix.push((performance.now() - before) / 1000)
    }
    console.log('\nOne host over SSH (medians); a round trip is a turn on the wire, so the handshakes of each connection are among them')
    console.table(rows)
    console.log(`\`nix build\` of what is built already, alone: ${milliseconds(median(nix))}. Node's own start: see above.`)
  } finally {
    await lab.stop()
  }
}

console.log(`Node ${process.version}, ${process.arch}`)
const [what, ...rest] = process.argv.slice(2)
if (what === 'archive') {
  await archives()
} else if (what === 'beside') {
  await beside(rest)
} else if (what === 'fleet') {
  await fleet(rest)
} else {
  coldStart()
  await deployments()
}
