// How much memory the programs of a lab's machine take while something is done there.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { LabHost, LabRunner } from '../lab/lab.ts'

export interface Cost {
  seconds: number
  /** The highest of the one biggest program that is Node, in megabytes; 0 where none is. */
  nodeMb: number
  /** The highest of what all programs have together beyond what they had before, without what they share with the disk cache. */
  allMb: number
}

interface Program {
  node: boolean
  mostMb: number
  ownMb: number
}

function programsOf(machine: LabRunner | LabHost): Program[] {
  const leader = machine.leader() ?? 0
  const namespace = readlinkSync(`/proc/${leader}/ns/pid`)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (readlinkSync(`/proc/${pid}/ns/pid`) !== namespace) return []
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        const megabytes = (field: string): number => Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024
        return [{ node: readlinkSync(`/proc/${pid}/exe`).endsWith('/node'), mostMb: megabytes('VmHWM'), ownMb: megabytes('RssAnon') }]
      } catch {
        // It has ended meanwhile.
        return []
      }
    })
}

/** Does something and tells what it cost on a machine, looked at every 20 ms. */
export async function costOf(machine: LabRunner | LabHost, work: () => Promise<unknown>): Promise<Cost> {
  const together = (programs: Program[]): number => programs.reduce((sum, { ownMb }) => sum + ownMb, 0)
  const before = together(programsOf(machine))
  const cost = { seconds: 0, nodeMb: 0, allMb: 0 }
  const timer = setInterval(() => {
    const programs = programsOf(machine)
    cost.nodeMb = Math.max(cost.nodeMb, ...programs.filter(({ node }) => node).map(({ mostMb }) => mostMb))
    cost.allMb = Math.max(cost.allMb, together(programs) - before)
  }, 20)
  try {
    const start = performance.now()
    await work()
    cost.seconds = (performance.now() - start) / 1000
  } finally {
    clearInterval(timer)
  }
  return cost
}
