// A closure as big as that of a real system: this machine's Debian packages as store paths, which refer to one another as the
// packages depend on one another. Made once with plain Nix on a lab's runner machine, and kept in node_modules/.cache.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { repository } from '../lab/base.ts'
import { mustExecute } from '../lab/command.ts'
import type { Lab } from '../lab/lab.ts'

/** Systems by what they are to the first: another with 95 % of it, and itself with one changed path of 1 MB. */
export type Systems = Record<'one' | 'sibling' | 'changed', string>

interface Package {
  name: string
  kilobytes: number
  depends: string[]
}

const kept = join(repository, 'node_modules/.cache/nix-flake-deploy-bench')
const leastKilobytes = 1_150_000
/** Bigger ones would make the closure another than that of a system: few files, and one of them most of it. */
const mostOfOneKilobytes = 60_000

/** The packages of this machine, as many as make up the size, each with those that it depends on, and without cycles. */
function choosePackages(): Package[] {
  const status = execFileSync('dpkg-query', ['--show', '--showformat=${binary:Package}\t${Installed-Size}\t${Provides}\t${Pre-Depends}, ${Depends}\n'], {
    encoding: 'utf8',
  })
  const all = new Map<string, Package>()
  const providers = new Map<string, string>()
  for (const line of status.trimEnd().split('\n')) {
    const [full = '', size = '0', provides = '', depends = ''] = line.split('\t')
    const names = (text: string): string[] =>
      text
        .split(/[,|]/)
        .map((part) => part.trim().replace(/[ :(].*$/, ''))
        .filter((part) => part !== '')
    const name = names(full)[0] ?? ''
    all.set(name, { name, kilobytes: Number(size), depends: names(depends) })
    for (const provided of names(provides)) providers.set(provided, name)
  }
  const chosen = new Map<string, Package>()
  const visit = (name: string, above: readonly string[]): void => {
    const found = all.get(name) ?? all.get(providers.get(name) ?? '')
    if (found === undefined || found.kilobytes > mostOfOneKilobytes || chosen.has(found.name) || above.includes(found.name)) return
    for (const dependency of found.depends) visit(dependency, [...above, found.name])
    // What is not there yet is above, in a cycle.
    const depends = found.depends.map((dependency) => (all.has(dependency) ? dependency : (providers.get(dependency) ?? '')))
    chosen.set(found.name, { ...found, depends: [...new Set(depends)].filter((dependency) => chosen.has(dependency)) })
  }
  const kilobytes = (): number => [...chosen.values()].reduce((sum, each) => sum + each.kilobytes, 0)
  for (const name of [...all.keys()].sort()) if (kilobytes() < leastKilobytes) visit(name, [])
  if (kilobytes() < leastKilobytes) throw new Error(`the packages of this machine have ${kilobytes()} kB together, and the benchmark needs ${leastKilobytes}`)
  return [...chosen.values()]
}

const expression = `
let
  packages = builtins.fromJSON (builtins.readFile ./packages.json);
  busybox = "\${builtins.path { name = "busybox"; path = ./busybox; }}/bin/busybox";
  make = name: script: more: derivation ({ inherit name; system = builtins.currentSystem; builder = busybox; args = [ "sh" "-euc" script ]; PATH = builtins.dirOf busybox; } // more);
  tree = variant: p: make p.name "busybox cp -r $src $out; busybox chmod -R u+w $out; busybox echo $depends $variant > $out/depends"
    { inherit variant; src = builtins.path { name = "tree"; path = ./packages + "/\${p.name}"; }; depends = map (name: all.\${name}) p.depends; };
  all = builtins.listToAttrs (map (p: { inherit (p) name; value = tree "" p; }) packages);
  noise = name: make name "busybox head -c 1000000 /dev/urandom > $out" { };
  system = name: parts: make name "busybox mkdir $out; busybox echo $parts > $out/parts" { inherit parts; };
  the = p: if p.own then tree "sibling" p else all.\${p.name};
in {
  one = system "system-one" (builtins.attrValues all ++ [ (noise "settings-1") ]);
  sibling = system "system-sibling" (map the packages ++ [ (noise "settings-1") ]);
  changed = system "system-changed" (builtins.attrValues all ++ [ (noise "settings-2") ]);
}
`

async function make(lab: Lab): Promise<void> {
  const packages = choosePackages()
  const there = join(lab.runner.work.outside, 'debian')
  mkdirSync(join(there, 'packages'), { recursive: true })
  for (const { name } of packages) {
    const tree = join(there, 'packages', name)
    mkdirSync(tree)
    const files = execFileSync('dpkg-query', ['--listfiles', name], { encoding: 'utf8' })
      .split('\n')
      .filter((file) => file.startsWith('/') && file !== '/.' && existsSync(file))
      // Where /lib is a link to /usr/lib, packages still have files below /lib.
      .map((file) => join(realpathSync(dirname(file)), basename(file)))
    await mustExecute(
      [
        'sh',
        '-c',
        'tar -C / --no-recursion --ignore-failed-read --null -cf - -T - 2>/dev/null | tar -C "$1" --no-same-owner --no-same-permissions -xf -',
        'sh',
        tree,
      ],
      { input: files.map((file) => `${file.slice(1)}\0`).join(''), env: process.env, timeoutMs: 300_000 },
    )
  }
  // Nobody depends on these, so that only they become other paths: a twentieth of all.
  const needed = new Set(packages.flatMap(({ depends }) => depends))
  let own = packages.reduce((sum, { kilobytes }) => sum + kilobytes, 0) / 20
  const listed = packages.map((each) => {
    const isOwn = !needed.has(each.name) && each.kilobytes < own
    if (isOwn) own -= each.kilobytes
    return { name: each.name, depends: each.depends, own: isOwn }
  })
  writeFileSync(join(there, 'packages.json'), JSON.stringify(listed))
  writeFileSync(join(there, 'default.nix'), expression)
  cpSync(join(lab.runner.flake.outside, 'busybox'), join(there, 'busybox'), { recursive: true })
  const inside = join(lab.runner.work.inside, 'debian')
  const built = (await lab.runner.sh(`cd ${inside} && nix-build --no-out-link -A one -A sibling -A changed 2>/dev/null`, { timeoutMs: 900_000 })).split('\n')
  await lab.runner.sh(
    `nix --extra-experimental-features 'nix-command flakes' copy --to 'file://${inside}/cache?compression=zstd&compression-level=1' ${built.join(' ')}`,
    { timeoutMs: 600_000 },
  )
  writeFileSync(join(there, 'cache/systems.json'), JSON.stringify({ one: built[0], sibling: built[1], changed: built[2] }))
  rmSync(kept, { recursive: true, force: true })
  cpSync(join(there, 'cache'), `${kept}.new`, { recursive: true })
  renameSync(`${kept}.new`, kept)
  rmSync(there, { recursive: true })
}

/** Puts the systems into the store of the lab's runner, where they are not there yet, and gives their paths. */
export async function debianSystems(lab: Lab): Promise<Systems> {
  if (!existsSync(kept)) await make(lab)
  const systems = JSON.parse(readFileSync(join(kept, 'systems.json'), 'utf8')) as Systems
  const there = join(lab.runner.work.outside, 'debian-cache')
  cpSync(kept, there, { recursive: true })
  await lab.runner.sh(
    `nix --extra-experimental-features 'nix-command flakes' copy --no-check-sigs --from file://${join(lab.runner.work.inside, 'debian-cache')} ${Object.values(systems).join(' ')}
    for system in ${Object.values(systems).join(' ')}; do ln -sfn $system /nix/var/nix/gcroots/; done`,
    { timeoutMs: 600_000 },
  )
  rmSync(there, { recursive: true })
  return systems
}
