import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Nix expressions that every flake of these tests can use: derivations that need nothing but a busybox. */
const prelude = `
    busybox = builtins.path { name = "busybox"; path = ./busybox; };
    platform = "${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux";
    make = name: script: derivation {
      inherit name script; system = platform;
      builder = "\${busybox}/bin/busybox"; args = [ "sh" "-euc" script ]; PATH = "\${busybox}/bin";
    };
    write = name: text: make name "busybox mkdir $out; echo '\${text}' > $out/text";
    system = toplevel: { config.system.build = { inherit toplevel; }; };
`

/** A new empty directory. */
export function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'on-runner-'))
}

export function git(directory: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main']
  return execFileSync('git', ['-C', directory, ...identity, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
}

/** A directory with a flake that has these nixosConfigurations (Nix expressions), and other files. Not in git yet. */
export function flakeDirectory(configurations: Record<string, string>, files: Record<string, string> = {}): string {
  const directory = newDirectory()
  mkdirSync(join(directory, 'busybox/bin'), { recursive: true })
  copyFileSync('/bin/busybox', join(directory, 'busybox/bin/busybox'))
  chmodSync(join(directory, 'busybox/bin/busybox'), 0o755)
  const attributes = Object.entries(configurations).map(([name, value]) => `      "${name}" = ${value};`)
  const text = `{
  description = "a flake to try";
  outputs = { self }: let${prelude}  in { nixosConfigurations = {\n${attributes.join('\n')}\n    }; };\n}\n`
  for (const [name, content] of Object.entries({ 'flake.nix': text, ...files })) writeFileSync(join(directory, name), content)
  return directory
}

/** The same, committed to git, but for the files that are to stay untracked. */
export function committedFlake(configurations: Record<string, string>, untracked: Record<string, string> = {}): string {
  const directory = flakeDirectory(configurations, untracked)
  git(directory, 'init', '--quiet')
  git(directory, 'add', 'flake.nix', 'busybox')
  git(directory, 'commit', '--quiet', '--message=first')
  return directory
}

/** A copy of a directory, with another flake.nix. */
export function withFlake(directory: string, flake: string): string {
  const copy = newDirectory()
  cpSync(directory, copy, { recursive: true })
  writeFileSync(join(copy, 'flake.nix'), flake)
  return copy
}
