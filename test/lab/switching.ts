// What the tests of the lab itself do on a host, without the action: activate a system, log in, look.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type Ended, execute } from './command.ts'
import type { Lab, LabHost } from './lab.ts'

/** Runs switch-to-configuration as a deployer should: in a unit of its own. */
export async function activate(host: LabHost, system: string, action: string, options: string[] = []): Promise<{ code: number; said: string }> {
  const argv = ['systemd-run', '--wait', '--quiet', '--collect', '--pipe', '--unit=activation', ...options]
  const { code, stderr } = await host.exec([...argv, `${system}/bin/switch-to-configuration`, action])
  return { code, said: stderr }
}

/** Activates the system that a host began with, and holds that it runs. */
export async function returnTo(host: LabHost, initial: string): Promise<void> {
  const { code, said } = await activate(host, initial, 'test')
  assert.equal(code, 0, said)
  assert.equal(host.running(), initial)
  assert.equal((await host.http())?.version, 'initial')
}

/** Runs a command over SSH, with the lab's key and known hosts. */
export function login(lab: Lab, host: LabHost, user: string, command: string): Promise<Ended> {
  const identity = ['-F', 'none', '-i', join(lab.directory, 'key'), '-o', `UserKnownHostsFile=${join(lab.directory, 'known_hosts')}`]
  return execute(lab.network(['ssh', ...identity, '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', `${user}@${host.address}`, '--', command]))
}

/** Whether a TCP port of a host accepts a connection. */
export async function accepts(lab: Lab, host: LabHost, port: number): Promise<boolean> {
  const connect = `exec 3<> /dev/tcp/${host.address}/${port}`
  // With a socket as its input, as Node gives it one, bash takes itself for a login over the network, and reads what this machine's root has in .bashrc.
  return (await execute(lab.network(['timeout', '1', 'bash', '--norc', '-c', connect]))).code === 0
}
