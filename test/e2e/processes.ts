// What anybody on a machine can see of the action's processes, from the inside: command lines, and environments as root.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { runnerUser } from '../lab/fixture.ts'
import type { LabHost } from '../lab/host.ts'
import type { Machine } from '../lab/machine.ts'
import type { LabRunner } from '../lab/runner-machine.ts'

/** What has been seen, each command line and each environment once. */
export interface Watch {
  stop(): Promise<string>
}

/**
 * On a host: whatever runs in a session of SSH, and in the units that the agent starts. Not the service that is deployed, to
 * whose own processes a request gives what it asks for.
 */
export function watchHost(host: LabHost): Promise<Watch> {
  return watch(host, "' 0::/'(user[.]slice|system[.]slice/nix-flake-deploy-)")
}

/** On the runner: all that the entry starts, detached or not, and of the entry itself, whose environment is its inputs, the command line. */
export function watchRunner(runner: LabRunner): Promise<Watch> {
  return watch(runner, `'Uid:'[[:space:]]+${runnerUser.uid}[[:space:]]`)
}

/** The look itself starts no program, so that there is one every few milliseconds. */
async function watch(machine: Machine, ours: string): Promise<Watch> {
  const script = `
    declare -A told
    tell() { [ -n "\${told[_$1]-}" ] || { told[_$1]=1; printf '%s\\n' "$1"; }; }
    echo watching
    until read -rt 0.01; [ $? -le 128 ]; do
      for process in /proc/[0-9]*; do
        # What has ended meanwhile cannot be read.
        { mapfile -t cgroup < "$process/cgroup" && mapfile -t status < "$process/status"; } 2> /dev/null || continue
        [[ " \${cgroup[*]} \${status[*]}" =~ ${ours} ]] || continue
        { mapfile -d '' -t arguments < "$process/cmdline" && mapfile -d '' -t environment < "$process/environ"; } 2> /dev/null || continue
        tell "\${arguments[*]}"
        # An entry's own is its inputs, also in a child that is not yet another program.
        [[ "\${arguments[*]}" = */dist/@(index|post).js ]] || tell "\${environment[*]}"
      done
    done`
  const { stdin, stdout } = machine.spawn(['/usr/bin/bash', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  assert.ok(stdin !== null && stdout !== null)
  await once(stdout, 'readable')
  const seen = text(stdout)
  return {
    stop() {
      stdin.end()
      return seen
    },
  }
}
