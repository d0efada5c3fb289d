// Archives that somebody carries to a machine and installs there by hand, as the end-to-end tests do it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Ended } from '../lab/command.ts'
import type { Lab } from '../lab/lab.ts'
import { type ExecOptions, fullPath, type Machine } from '../lab/machine.ts'
import { expectGreen, type Inputs } from './scenario.ts'

/** What NixOS has in PATH, which is all that may be needed. */
const hostPath = '/run/wrappers/bin:/run/current-system/sw/bin'

/** Where `carry` unpacks. */
export const site = '/root/site'

/** Makes an archive of `staging` on the lab's runner, as a tar file; gives its bytes. */
export async function makeArchive(lab: Lab, inputs: Inputs = {}): Promise<Buffer> {
  const path = inputs['archive-path'] ?? join(lab.runner.work.inside, 'site.tar')
  expectGreen(await lab.runner.run({ command: 'archive', configurations: 'staging', ...inputs, 'archive-path': path }))
  return readFileSync(join(lab.runner.work.outside, relative(lab.runner.work.inside, path)))
}

/** Unpacks an archive on a machine. */
export async function carry(archive: Buffer, machine: Machine, to = site): Promise<void> {
  await machine.sh(`rm -rf ${to} && mkdir -p ${to} && tar -x -C ${to}`, { input: archive })
}

/** Runs a command line on a machine, as a person there would. */
export function byHand(machine: Machine, command: string, options: ExecOptions = {}): Promise<Ended> {
  const path = machine.name === 'runner' ? fullPath : hostPath
  return machine.exec(['sh', '-c', `cd / && ${command}`], { timeoutMs: 120_000, ...options, env: { PATH: path } })
}

/** Runs `./install` of what was carried there. Holds that it leaves no files behind. */
export async function install(machine: Machine, args: string, options?: ExecOptions): Promise<Ended> {
  const ended = await byHand(machine, `${site}/install ${args}`, options)
  assert.equal(await machine.sh('ls -d /run/nix-flake-deploy-install.* /tmp/nix-flake-deploy-install.* 2>/dev/null || :'), '')
  return ended
}

/** Holds that it ended well; gives what it said. */
export function expectDone({ code, stdout, stderr }: Ended): string {
  assert.equal(code, 0, stdout + stderr)
  return stderr
}

/** Holds that it failed, and said why in these words on its last line. */
export function expectFailed({ code, stdout, stderr }: Ended, said: RegExp): void {
  assert.equal(code, 1, stdout + stderr)
  assert.match(stderr.trimEnd().split('\n').at(-1) ?? '', said, stderr)
}
