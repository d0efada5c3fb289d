// Relays between the runner and the hosts of a lab, which count what goes through them.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { eventually } from '../lab/command.ts'
import type { Lab } from '../lab/lab.ts'

export interface Connection {
  /** How often an answer was waited for. */
  roundTrips: number
  /** Bytes to the host. */
  sent: number
  /** Bytes from the host. */
  received: number
}

export interface Relay {
  port: number
  pid: number
  /** The connections since the last call, as soon as all have ended. */
  taken(): Promise<Connection[]>
  stop(): void
}

/** Netem is not in every kernel: the delay is a relay's, in the lab's network. */
export async function startRelay(lab: Lab, port: number, host: string, delayMs: number): Promise<Relay> {
  const [file = '', ...argv] = lab.network([process.execPath, join(import.meta.dirname, 'relay.ts'), String(port), host, '22', String(delayMs)])
  const relay = spawn(file, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  let ended: Connection[] = []
  let open = 0
  await new Promise<void>((ready) => {
    createInterface(relay.stdout).on('line', (line) => {
      if (line === 'listening') ready()
      else if (line === 'opened') open++
      else {
        open--
        ended.push(JSON.parse(line) as Connection)
      }
    })
  })
  return {
    port,
    pid: relay.pid ?? 0,
    taken: async () => {
      await eventually('all connections have ended', () => open === 0)
      const all = ended
      ended = []
      return all
    },
    stop: () => void relay.kill(),
  }
}
