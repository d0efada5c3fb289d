// How much memory the programs of a lab's machine take while something is done there, and how many there are.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import type { LabHost, LabRunner } from '../lab/lab.ts'

export interface Cost {
  seconds: number
  /** The highest of the one biggest program that is Node, in megabytes; 0 where none is. */
  nodeMb: number
  /** The highest of what all programs have together beyond what they had before, without what they share with the disk cache. */
  allMb: number
  /** The most that there were at once beyond those that were there before; one that lives for less than 20 ms may be missed. */
  processes: number
  /** The same of ssh alone. */
  sshs: number
  /** What the programs that are Node worked themselves, without what they started: to the last look at each. */
  nodeCpuSeconds: number
}

export const noCost: Readonly<Cost> = { seconds: 0, nodeMb: 0, allMb: 0, processes: 0, sshs: 0, nodeCpuSeconds: 0 }

interface Program {
  pid: number
  name: string
  /** Of all its threads. */
  cpuSeconds: number
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
        const name = basename(readlinkSync(`/proc/${pid}/exe`))
        // utime and stime in proc(5), in ticks of which Linux always has 100.
        const [user, system] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ').slice(11, 13).map(Number)
        return [{ pid: Number(pid), name, cpuSeconds: ((user ?? 0) + (system ?? 0)) / 100, mostMb: megabytes('VmHWM'), ownMb: megabytes('RssAnon') }]
      } catch {
        // It has ended meanwhile.
        return []
      }
    })
}

/** Does something and tells what it cost on a machine, looked at every 20 ms. */
export async function costOf(machine: LabRunner | LabHost, work: () => Promise<unknown>): Promise<Cost> {
  const together = (programs: Program[]): number => programs.reduce((sum, { ownMb }) => sum + ownMb, 0)
  const before = programsOf(machine)
  const cost = { ...noCost }
  const nodes = new Map<number, number>()
  const timer = setInterval(() => {
    const programs = programsOf(machine)
    for (const { pid, cpuSeconds, mostMb } of programs.filter(({ name }) => name === 'node')) {
      nodes.set(pid, cpuSeconds)
      cost.nodeMb = Math.max(cost.nodeMb, mostMb)
    }
    cost.allMb = Math.max(cost.allMb, together(programs) - together(before))
    cost.processes = Math.max(cost.processes, programs.length - before.length)
    cost.sshs = Math.max(cost.sshs, programs.filter(({ name }) => name === 'ssh').length)
  }, 20)
  try {
    const start = performance.now()
    await work()
    cost.seconds = (performance.now() - start) / 1000
  } finally {
    clearInterval(timer)
  }
  cost.nodeCpuSeconds = [...nodes.values()].reduce((sum, each) => sum + each, 0)
  return cost
}
