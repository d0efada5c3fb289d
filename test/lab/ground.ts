// What the machines of one lab share: a directory, a network namespace with a bridge, a cgroup, and their end.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { labsDirectory } from './base.ts'
import { execute, mustExecute } from './command.ts'

export interface Ground {
  directory: string
  namespace: string
  cgroup: string
}

/** The start time of a process, in clock ticks: a process number alone may be somebody else's by now. */
function startTime(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]
  } catch {
    return undefined
  }
}

/** A program to run in the lab's network, as argv. */
export function inNetwork(ground: Ground, argv: readonly string[]): string[] {
  return ['nsenter', `--net=/run/netns/${ground.namespace}`, '--', ...argv]
}

/** Lets the machines below a cgroup have the controllers that this machine has in cgroup v2. */
export function delegate(cgroup: string): void {
  for (const controller of readFileSync(join(cgroup, 'cgroup.controllers'), 'utf8').split(/\s+/)) {
    try {
      if (controller !== '') writeFileSync(join(cgroup, 'cgroup.subtree_control'), `+${controller}`)
    } catch {
      // Not to be had here; the machines live without it.
    }
  }
}

// A mount of our own, for the machines mount theirs over /sys/fs/cgroup. It is the same tree wherever it is mounted.
async function cgroupRoot(directory: string): Promise<string> {
  const root = join(directory, 'cgroup-root')
  mkdirSync(root)
  await mustExecute(['mount', '-t', 'cgroup2', 'none', root])
  return root
}

// Each machine's systemd and D-Bus have seven inotify instances, all of the same user root, who may have 128 by default: with
// more machines than 18, units fail that watch a path.
function raiseInotifyLimit(): void {
  const file = '/proc/sys/fs/inotify/max_user_instances'
  if (Number(readFileSync(file, 'utf8')) < 2048) writeFileSync(file, '2048')
}

/** Lays the ground for a lab. The lab is removed when `end` is called, and also when this process dies. */
export async function layGround(): Promise<Ground & { end(): Promise<void> }> {
  if (process.getuid?.() !== 0) throw new Error('the lab boots machines of its own and needs root: run this with sudo')
  mkdirSync(labsDirectory, { recursive: true })
  await removeStale()
  raiseInotifyLimit()
  const id = randomBytes(3).toString('hex')
  const directory = join(labsDirectory, id)
  const namespace = `nfd-${id}`
  mkdirSync(directory)
  // All that the janitor needs is written down before it exists.
  writeFileSync(join(directory, 'owner'), `${process.pid} ${startTime(process.pid) ?? ''}`)
  writeFileSync(join(directory, 'namespace'), namespace)
  writeFileSync(join(directory, 'cgroup'), '/nonexistent')
  const janitor = startJanitor(directory)
  try {
    const cgroup = join(await cgroupRoot(directory), namespace)
    writeFileSync(join(directory, 'cgroup'), cgroup)
    mkdirSync(cgroup)
    delegate(cgroup)
    await mustExecute(['ip', 'netns', 'add', namespace])
    const ground = { directory, namespace, cgroup }
    const network = `ip link set lo up; ip link add br0 type bridge forward_delay 0; ip link set br0 up
      ip address add 198.51.100.1/24 dev br0; ip address add 2001:db8::1/64 dev br0 nodad`
    await mustExecute(inNetwork(ground, ['sh', '-euc', network]))
    return { ...ground, end: () => endJanitor(janitor) }
  } catch (error) {
    await endJanitor(janitor)
    throw error
  }
}

/** Steps this machine's clock, having told the janitor by how much it then is off. */
export async function stepClock(ground: Ground, seconds: number): Promise<void> {
  const file = join(ground.directory, 'clock-is-off')
  const off = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  writeFileSync(file, String(off + seconds))
  await mustExecute(['date', `--set=@${(Date.now() / 1000 + seconds).toFixed(3)}`])
}

function startJanitor(directory: string): ChildProcess {
  // A session of its own: Ctrl-C at a terminal must not end it before its work is done.
  const janitor = spawn(join(import.meta.dirname, 'janitor'), [directory], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] })
  janitor.unref()
  // A pipe is a socket to Node; alone it must not keep the process that holds it.
  if (janitor.stdin instanceof Socket) janitor.stdin.unref()
  return janitor
}

function endJanitor(janitor: ChildProcess): Promise<void> {
  if (janitor.exitCode !== null) return Promise.resolve()
  janitor.ref()
  const ended = new Promise<void>((resolve) => janitor.once('exit', () => resolve()))
  janitor.stdin?.end()
  return ended
}

/** Removes the labs whose owner is gone and whose janitor did not come to it, as after this machine's own power cut. */
async function removeStale(): Promise<void> {
  for (const name of readdirSync(labsDirectory)) {
    const directory = join(labsDirectory, name)
    const owner = join(directory, 'owner')
    if (!existsSync(owner)) continue
    const [pid = '0', start] = readFileSync(owner, 'utf8').split(' ')
    if (startTime(Number(pid)) === start) continue
    // Its janitor is perhaps at work right now: both do the same, and neither minds.
    await execute([join(import.meta.dirname, 'janitor'), directory], { timeoutMs: 60_000 })
  }
}
