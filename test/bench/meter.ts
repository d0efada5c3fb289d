// What a lab's machines spend on something: processor time, and programs on hosts.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Lab, LabHost } from '../lab/lab.ts'

export interface Spent {
  /** Of everything on the runner, Nix's daemon too. */
  runnerCpuSeconds: number
  /** Of a host: the mean of all of them. */
  hostCpuSeconds: number
  /** Processes and threads that began on a host: the mean of all of them. */
  hostProcesses: number
  /** Of all that is none of this lab: more than a little, and the seconds are those of a busy machine. */
  othersCpuSeconds: number
}

/** What has been used below a control group, in seconds. */
function cpuSeconds(cgroup: string): number {
  const used = /^usage_usec (\d+)$/m.exec(readFileSync(join(cgroup, 'cpu.stat'), 'utf8'))?.[1]
  return Number(used) / 1e6
}

/** What this machine has worked, in seconds: all but idle, iowait and steal, in ticks of which Linux always has 100. */
function machineCpuSeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = (/^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '').split(' ').map(Number)
  return (user + nice + system + irq + softIrq) / 100
}

/** The number of the last process that began on a host, which is the one that asks, and the highest that one may have. */
async function lastProcess(host: LabHost): Promise<{ last: number; highest: number }> {
  const { stdout } = await host.exec(['cat', '/proc/loadavg', '/proc/sys/kernel/pid_max'])
  const [load = '', highest] = stdout.split('\n')
  return { last: Number(load.split(' ').at(-1)), highest: Number(highest) }
}

/** Measures a lab's machines. What this process starts meanwhile, and is not a relay, is the runner's. */
export class Meter {
  private readonly hosts: LabHost[]
  private readonly cgroup: string
  private readonly root: string
  private readonly home: string

  /** From here on this process is in a control group of the lab's, for the lab enters its machines from outside: `leave` it before the lab stops. */
  constructor(lab: Lab) {
    this.hosts = Object.values(lab.hosts)
    this.cgroup = readFileSync(join(lab.directory, 'cgroup'), 'utf8')
    this.root = join(lab.directory, 'cgroup-root')
    this.home = join(this.root, /^0::\/(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '')
    for (const name of ['bench', 'relays']) mkdirSync(join(this.cgroup, name))
    writeFileSync(join(this.cgroup, 'bench/cgroup.procs'), String(process.pid))
  }

  leave(): void {
    writeFileSync(join(this.home, 'cgroup.procs'), String(process.pid))
  }

  /** A process that is none of the runner's. */
  exclude(pid: number): void {
    writeFileSync(join(this.cgroup, 'relays/cgroup.procs'), String(pid))
  }

  /** Does something, and tells what was spent until 0.3 s later, when what it left behind has ended. */
  async measure(work: () => Promise<number>): Promise<Spent & { seconds: number }> {
    const processes = await Promise.all(this.hosts.map(lastProcess))
    const before = { runner: this.runnerCpuSeconds(), hosts: this.hostsCpuSeconds(), others: this.othersCpuSeconds() }
    const seconds = await work()
    const runnerCpuSeconds = this.runnerCpuSeconds() - before.runner
    const othersCpuSeconds = this.othersCpuSeconds() - before.others
    await new Promise((later) => setTimeout(later, 300))
    const started = await Promise.all(
      this.hosts.map(async (host, index) => {
        const { last, highest } = await lastProcess(host)
        const before = processes[index]?.last ?? 0
        // Numbers begin again at 300 (RESERVED_PIDS in Linux's kernel/pid.c).
        return last - before - 1 + (last < before ? highest - 300 : 0)
      }),
    )
    return {
      seconds,
      runnerCpuSeconds,
      hostCpuSeconds: (this.hostsCpuSeconds() - before.hosts) / this.hosts.length,
      hostProcesses: started.reduce((sum, each) => sum + each, 0) / this.hosts.length,
      othersCpuSeconds: Math.max(0, othersCpuSeconds),
    }
  }

  /** How many programs the first host executes while something is done; undefined where this machine has no `perf` that can tell. */
  async programs(work: () => Promise<unknown>): Promise<number | undefined> {
    const group = join(relative(this.root, this.cgroup), this.hosts[0]?.name ?? '')
    // What it runs says that it counts, and ends when it is told to.
    const counting = ['stat', '--all-cpus', '--field-separator=,', '--event=sched:sched_process_exec', `--cgroup=${group}`, 'sh', '-c', 'echo; exec cat']
    const perf = spawn('perf', counting, { stdio: 'pipe' })
    let said = ''
    perf.stderr.on('data', (data: Buffer) => (said += data.toString()))
    const ended = new Promise<void>((resolve) => perf.once('close', () => resolve()).once('error', () => resolve()))
    await Promise.race([new Promise((resolve) => perf.stdout.once('data', resolve)), ended])
    await work()
    perf.stdin.end()
    await ended
    const counted = /^(\d+),/m.exec(said)?.[1]
    return counted === undefined ? undefined : Number(counted)
  }

  private runnerCpuSeconds(): number {
    const { user, system } = process.cpuUsage()
    return cpuSeconds(join(this.cgroup, 'bench')) - (user + system) / 1e6 + cpuSeconds(join(this.cgroup, 'runner'))
  }

  private othersCpuSeconds(): number {
    return machineCpuSeconds() - cpuSeconds(this.cgroup)
  }

  private hostsCpuSeconds(): number {
    return this.hosts.reduce((sum, { name }) => sum + cpuSeconds(join(this.cgroup, name)), 0)
  }
}
