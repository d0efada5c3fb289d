// `npm run bench -- archive`: what archives cost to make and to install, beside what people have without us.
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Lab, startLab } from '../lab/lab.ts'
import { debianSystems, type Systems } from './debian-closure.ts'
import { median } from './median.ts'
import { type Cost, costOf } from './memory.ts'

const rounds = Number(process.env['ROUNDS'] ?? 3)
const nix = "nix --extra-experimental-features 'nix-command flakes'"

interface Row extends Cost {
  bytes: number
}

function table(rows: Map<string, Row[]>): void {
  const of = (all: Row[], pick: (row: Row) => number): number => median(all.map(pick))
  console.table(
    Object.fromEntries(
      [...rows].map(([name, all]) => [
        name,
        {
          seconds: of(all, ({ seconds }) => seconds).toFixed(2),
          MB: (of(all, ({ bytes }) => bytes) / 1e6).toFixed(2),
          'peak of our process, MB': of(all, ({ nodeMb }) => nodeMb).toFixed(0),
          'peak of all, MB': of(all, ({ allMb }) => allMb).toFixed(0),
        },
      ]),
    ),
  )
}

/** A flake whose configurations are the systems, each in a path of its own. */
function writeFlake(lab: Lab, systems: Systems): void {
  const { flake } = lab.runner
  const configurations = Object.entries(systems).map(
    ([name, path]) => `
      ${name}.config.system.build.toplevel = derivation {
        name = "nixos-system-${name}"; system = builtins.currentSystem; builder = "\${busybox}/bin/busybox"; PATH = "\${busybox}/bin";
        args = [ "sh" "-c" "busybox mkdir -p $out/bin; busybox ln -s \${builtins.storePath "${path}"} $out/all; busybox ln -s \${busybox}/bin/busybox $out/bin/switch-to-configuration" ];
      };`,
  )
  flake.write(
    'flake.nix',
    `{ outputs = { self }: let busybox = builtins.path { name = "busybox"; path = ./busybox; }; in { nixosConfigurations = {${configurations.join('')} }; }; }`,
  )
}

/** Times what makes an archive, or what does the same by other means, turn by turn. */
async function making(lab: Lab, systems: Systems): Promise<void> {
  const { runner } = lab
  const out = { inside: join(runner.work.inside, 'out'), outside: join(runner.work.outside, 'out') }
  const archive = (inputs: Record<string, string>) => async (): Promise<void> => {
    const run = await runner.run({ command: 'archive', revision: 'bench', 'nix-options': '--impure', ...inputs })
    if (run.outcome !== 'success') throw new Error(run.log)
  }
  const shell = (script: string) => (): Promise<unknown> => runner.sh(script, { user: 'runner', timeoutMs: 300_000 })
  const requisites = `$(nix-store --query --requisites ${systems.one})`
  const ways: Record<string, { to: string; work: () => Promise<unknown> }> = {
    'archive, one .tar': { to: 'a.tar', work: archive({ configurations: 'one', 'archive-path': `${out.inside}/a.tar` }) },
    'archive, two configurations that share 95 %': { to: 'b.tar', work: archive({ configurations: 'one\nsibling', 'archive-path': `${out.inside}/b.tar` }) },
    'archive, a directory': { to: 'a', work: archive({ configurations: 'one', 'archive-path': `${out.inside}/a` }) },
    'nix-store --export | zstd -T0': { to: 'e.zst', work: shell(`nix-store --export ${requisites} | zstd -q -T0 -3 > ${out.inside}/e.zst`) },
    'nix copy --to file://…?compression=zstd': { to: 'c', work: shell(`${nix} copy --to 'file://${out.inside}/c?compression=zstd' ${systems.one}`) },
    'the same with parallel-compression': {
      to: 'p',
      work: shell(`${nix} copy --to 'file://${out.inside}/p?compression=zstd&parallel-compression=true' ${systems.one}`),
    },
    'nix copy --to file://…?compression=zstd, then tar': {
      to: 'q.tar',
      work: shell(
        `${nix} copy --to 'file://${out.inside}/q?compression=zstd' ${systems.one} && tar -C ${out.inside}/q -cf ${out.inside}/q.tar . && rm -rf ${out.inside}/q`,
      ),
    },
    'tar | zstd -T0 (no checks, no database)': {
      to: 't.zst',
      work: shell(`tar --sort=name --mtime=@1 --owner=0 --group=0 -cf - ${requisites} 2>/dev/null | zstd -q -T0 -3 > ${out.inside}/t.zst`),
    },
    'archive, missing-from the first: 1 MB has changed': {
      to: 'd.tar',
      work: archive({ configurations: 'changed', 'archive-path': `${out.inside}/d.tar`, 'archive-contents': `missing-from: ${out.inside}/a.tar` }),
    },
  }
  await runner.sh(`mkdir -p ${out.inside}`, { user: 'runner' })
  // The flake's own derivations are built before, and all that is read is in the disk cache.
  await archive({ command: 'build' })()
  await runner.sh(`find ${requisites} -type f -exec cat {} + > /dev/null`, { timeoutMs: 300_000 })
  const rows = new Map<string, Row[]>(Object.keys(ways).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, { to, work }] of Object.entries(ways)) {
      await rm(join(out.outside, to), { recursive: true, force: true })
      // Or one pays for what the one before has not written to the disk yet.
      await runner.sh('sync')
      const cost = await costOf(runner, work)
      const bytes = Number(await runner.sh(`find ${out.inside}/${to} -type f -printf '%s\\n' | awk '{s += $1} END {print s}'`))
      rows.get(name)?.push({ ...cost, bytes })
    }
  }
  const count = (
    await runner.sh(`nix-store --query --requisites ${systems.one} | wc -l; nix-store --query --size ${requisites} | awk '{s += $1} END {print s}'`)
  ).split('\n')
  console.log(`\nMaking: ${count[0] ?? ''} store paths, ${(Number(count[1]) / 1e6).toFixed(0)} MB (medians of ${rounds}, turn by turn)`)
  table(rows)
}

/** Times what gets the system into the empty store of a host, from files that are there. */
async function installing(lab: Lab, systems: Systems): Promise<void> {
  const host = lab.hosts['host']
  if (host === undefined) throw new Error('the lab has no host')
  const bring = async (name: string, into: string): Promise<void> => {
    const reading = host.spawn(['sh', '-c', into], { stdio: ['pipe', 'ignore', 'inherit'] })
    const ended = new Promise((resolve) => reading.once('exit', resolve))
    if (reading.stdin === null) throw new Error('no pipe')
    await pipeline(createReadStream(join(lab.runner.work.outside, 'out', name)), reading.stdin)
    await ended
  }
  await bring('a.tar', 'cat > /var/tmp/a.tar')
  await bring('e.zst', 'cat > /var/tmp/e.zst')
  const fromCache = (url: string): string => `${nix} copy --no-check-sigs --from ${url} ${systems.one}`
  const ways: Record<string, string> = {
    'tar -x, ./install one --to-store': 'mkdir /var/tmp/x; tar -x -f /var/tmp/a.tar -C /var/tmp/x; /var/tmp/x/install one --to-store --no-substitute',
    'tar -x, nix copy --from file://…/cache (no checksums)': `mkdir /var/tmp/x; tar -x -f /var/tmp/a.tar -C /var/tmp/x; ${fromCache('file:///var/tmp/x/cache')}`,
    'zstd -d | nix-store --import': 'zstd -qdc /var/tmp/e.zst | nix-store --import > /dev/null',
  }
  const rows = new Map<string, Row[]>(Object.keys(ways).map((name) => [name, []]))
  const { size } = await stat(join(lab.runner.work.outside, 'out/a.tar'))
  for (let round = 0; round < rounds; round++) {
    for (const [name, script] of Object.entries(ways)) {
      await host.sh('rm -rf /var/tmp/x; nix-store --gc > /dev/null 2>&1; sync', { timeoutMs: 300_000 })
      rows.get(name)?.push({ ...(await costOf(host, () => host.sh(script, { timeoutMs: 300_000 }))), bytes: size })
      await host.sh(`nix-store --check-validity ${systems.one}`)
    }
  }
  console.log(`\nInstalling into an empty store, from files on the host (medians of ${rounds}, turn by turn)`)
  table(rows)
}

/** Times what gets the system into the empty store of a host from the runner, over SSH. */
async function pushing(lab: Lab, systems: Systems): Promise<void> {
  const host = lab.hosts['host']
  if (host === undefined) throw new Error('the lab has no host')
  const { runner } = lab
  const out = join(runner.work.inside, 'out')
  const deploy = (path: string) => async (): Promise<void> => {
    const run = await runner.run(
      {
        command: 'deploy',
        'ssh-private-key': lab.privateKey,
        'known-hosts': lab.knownHosts,
        archive: path,
        targets: `one: { host: root@${host.address}, activate: none }`,
        'revisions-directory': '/srv/bench',
        'substitute-on-destination': 'false',
      },
      { path: runner.pathWithoutNix },
    )
    if (run.outcome !== 'success') throw new Error(run.log)
  }
  await runner.sh('test -e ~/.ssh/id || { mkdir -p ~/.ssh && cat > ~/.ssh/id && chmod 600 ~/.ssh/id; }', { user: 'runner', input: lab.privateKey })
  const ways: Record<string, () => Promise<unknown>> = {
    'deploy, archive: one .tar': deploy(`${out}/a.tar`),
    'deploy, archive: a directory': deploy(`${out}/a`),
    'nix copy --to ssh-ng://…': () =>
      runner.sh(
        `NIX_SSHOPTS='-i ~/.ssh/id -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null' ${nix} copy --no-check-sigs --to ssh-ng://root@${host.address} ${systems.one}`,
        { user: 'runner', timeoutMs: 300_000 },
      ),
  }
  const rows = new Map<string, Row[]>(Object.keys(ways).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries(ways)) {
      await host.sh('rm -rf /srv/bench; nix-store --gc > /dev/null 2>&1; sync', { timeoutMs: 300_000 })
      rows.get(name)?.push({ ...(await costOf(runner, work)), bytes: 0 })
      await host.sh(`nix-store --check-validity ${systems.one}`)
    }
  }
  console.log(`\nPushing into an empty store over SSH, seen from the runner (medians of ${rounds}, turn by turn)`)
  table(rows)
}

/** Prints the tables. */
export async function archives(): Promise<void> {
  const lab = await startLab({ hosts: [{ name: 'host', suite: 'forky' }] })
  try {
    const systems = await debianSystems(lab)
    writeFlake(lab, systems)
    await making(lab, systems)
    await installing(lab, systems)
    await pushing(lab, systems)
  } finally {
    await lab.stop()
  }
}
