// A throwaway machine: Debian with a real systemd as PID 1, in namespaces of its own, on a disk of its own.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Base, Suite } from './base.ts'
import { type Ended, type ExecuteOptions, eventually, execute, mustExecute } from './command.ts'
import { delegate, type Ground, inNetwork } from './ground.ts'

export interface MachineSpec {
  name: string
  suite: Suite
  base: Base
  /** The last number of its addresses: 198.51.100.N and 2001:db8::N. */
  number: number
  /** An ext4 image of so many megabytes, for power cuts that lose what was not synced, and for full disks. */
  imageMb?: number
  /** More options for systemd-nspawn. */
  nspawn?: string[]
}

export interface SpawnOptions {
  /** Default: root. */
  user?: string
  env?: Record<string, string>
  cwd?: string
  stdio?: StdioOptions
}

export interface ExecOptions extends Omit<ExecuteOptions, 'env'> {
  user?: string
  env?: Record<string, string>
}

/** A file or a symbolic link that a machine's disk begins with. */
export type InitialFile = { text: string; mode?: number } | { link: string }

export const fullPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'

export class Machine {
  readonly name: string
  readonly suite: Suite
  readonly address: string
  readonly address6: string
  protected readonly ground: Ground
  private readonly spec: MachineSpec
  private readonly directory: string
  private readonly cgroup: string

  constructor(ground: Ground, spec: MachineSpec) {
    if (!/^[a-z][a-z0-9-]{0,11}$/.test(spec.name)) throw new Error(`not a machine's name (a-z, 0-9, -; at most 12): ${spec.name}`)
    this.ground = ground
    this.spec = spec
    this.name = spec.name
    this.suite = spec.suite
    this.address = `198.51.100.${spec.number}`
    this.address6 = `2001:db8::${spec.number}`
    this.directory = join(ground.directory, spec.name)
    this.cgroup = join(ground.cgroup, spec.name)
  }

  /** Lays out the machine's disk. */
  async create(files: Record<string, InitialFile>): Promise<void> {
    for (const part of ['disk', 'root', 'upper-new']) mkdirSync(join(this.directory, part), { recursive: true })
    const all: Record<string, InitialFile> = {
      '/etc/hostname': { text: `${this.name}\n` },
      '/etc/machine-id': { text: `${crypto.randomUUID().replaceAll('-', '')}\n` },
      '/etc/lab/address': { text: `IPV4=${this.address}\nIPV6=${this.address6}\n` },
      ...files,
    }
    for (const [path, content] of Object.entries(all)) {
      const file = join(this.directory, 'upper-new', path)
      mkdirSync(dirname(file), { recursive: true })
      if ('link' in content) {
        symlinkSync(content.link, file)
      } else {
        writeFileSync(file, content.text)
        chmodSync(file, content.mode ?? 0o644)
      }
    }
    if (this.spec.imageMb !== undefined) {
      const image = join(this.directory, 'image')
      await mustExecute(['truncate', `--size=${this.spec.imageMb}M`, image])
      await mustExecute(['mkfs.ext4', '-q', '-F', '-m', '0', '-E', 'lazy_itable_init=1,lazy_journal_init=1', image])
    }
  }

  /** Boots the machine and waits until systemd has settled. */
  async start(): Promise<void> {
    if (this.nspawnPid() !== undefined) throw new Error(`${this.name} is on already`)
    await this.removeCgroup()
    mkdirSync(this.cgroup)
    delegate(this.cgroup)
    const log = openSync(join(this.directory, 'console.log'), 'a')
    const { initialSystem, debian } = this.spec.base
    const boot = [join(import.meta.dirname, 'boot-machine'), `${initialSystem}:${debian}`, this.directory, this.name, this.cgroup, ...(this.spec.nspawn ?? [])]
    const [file = '', ...argv] = inNetwork(this.ground, ['unshare', '--mount', '--propagation', 'private', ...boot])
    spawn(file, argv, { detached: true, stdio: ['ignore', log, log] }).unref()
    closeSync(log)
    await this.settled()
  }

  /** Waits until systemd has no more jobs; `running` is the word when no unit has failed, else `degraded`. */
  async settled(): Promise<string> {
    try {
      return await eventually(`${this.name} is up`, () => this.state(), { withinMs: 60_000 })
    } catch (error) {
      throw new Error(`${this.name} did not come up; the end of its console:\n${this.console().slice(-4000)}`, { cause: error })
    }
  }

  private async state(): Promise<string | undefined> {
    const leader = this.leader()
    // Before this socket is there nobody could answer, and entering a machine that begins or ends is asking for trouble.
    if (leader === undefined || !existsSync(`/proc/${leader}/root/run/systemd/private`)) return undefined
    try {
      const { stdout } = await this.exec(['systemctl', 'is-system-running', '--wait'], { timeoutMs: 20_000 })
      const state = stdout.trim()
      return ['running', 'degraded'].includes(state) && this.leader() === leader ? state : undefined
    } catch {
      return undefined // it went down meanwhile
    }
  }

  private nspawnPid(): number | undefined {
    try {
      const pid = Number(readFileSync(join(this.directory, 'nspawn.pid'), 'utf8'))
      return pid > 0 && existsSync(`/proc/${pid}`) ? pid : undefined
    } catch {
      return undefined
    }
  }

  /** The machine's PID 1 as this machine counts, or undefined while it is off. */
  leader(): number | undefined {
    const pid = this.nspawnPid()
    try {
      const child = Number(readFileSync(`/proc/${pid ?? ''}/task/${pid ?? ''}/children`, 'utf8').split(' ')[0])
      return child > 0 ? child : undefined
    } catch {
      return undefined
    }
  }

  /** Starts a program inside, as `user`, with just this environment. The child is an nsenter whose only child it is. */
  spawn(argv: readonly string[], { user, env, cwd = '/', stdio = 'pipe' }: SpawnOptions = {}): ChildProcess {
    const [, ...rest] = this.entering(argv, user, cwd)
    return spawn('/usr/bin/nsenter', rest, { stdio, env: { PATH: fullPath, HOME: user === undefined ? '/root' : `/home/${user}`, ...env } })
  }

  /** As argv of this machine: a program inside, as `user`, that shares whatever streams it is started with, a terminal for one. */
  entering(argv: readonly string[], user: string | undefined, cwd: string): string[] {
    const leader = this.leader()
    if (leader === undefined) throw new Error(`${this.name} is off`)
    const as = user === undefined ? [] : ['/usr/bin/setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', '--']
    return ['/usr/bin/nsenter', '-t', String(leader), '-a', '--', ...as, '/usr/bin/env', '-C', cwd, ...argv]
  }

  /** Runs a program inside to its end, as root or `user`, with Debian's full PATH. */
  exec(argv: readonly string[], { user, env, cwd = '/', ...options }: ExecOptions = {}): Promise<Ended> {
    const home = user === undefined ? '/root' : `/home/${user}`
    return execute(this.entering(argv, user, cwd), { ...options, env: { PATH: fullPath, HOME: home, LC_ALL: 'C.UTF-8', ...env } })
  }

  /** Runs a shell script inside and gives its stdout without the last newline; throws unless it exits with 0. */
  async sh(script: string, options: ExecOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.exec(['bash', '-euo', 'pipefail', '-c', script], options)
    if (code !== 0) throw new Error(`${this.name}: exit code ${code}: ${script}\n${stdout}${stderr}`)
    return stdout.replace(/\n$/, '')
  }

  /** What a symbolic link inside says, or undefined where there is none. */
  readlink(path: string): string | undefined {
    const leader = this.leader()
    if (leader === undefined) throw new Error(`${this.name} is off`)
    try {
      return readlinkSync(`/proc/${leader}/root${path}`)
    } catch {
      return undefined
    }
  }

  /** The text of a file inside (no symbolic links on the way), or undefined where there is none. */
  readFile(path: string): string | undefined {
    const leader = this.leader()
    if (leader === undefined) throw new Error(`${this.name} is off`)
    try {
      return readFileSync(`/proc/${leader}/root${path}`, 'utf8')
    } catch {
      return undefined
    }
  }

  /** Another one for each boot. */
  bootId(): string | undefined {
    return this.leader() === undefined ? undefined : this.readFile('/proc/sys/kernel/random/boot_id')?.trim()
  }

  /** All that its consoles and the lab said of it. */
  console(): string {
    const file = join(this.directory, 'console.log')
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }

  /** The journal of this boot: for messages of tests that fail. */
  journal(...options: string[]): Promise<string> {
    return this.sh(`journalctl --boot --no-pager --output=short-precise ${options.join(' ')}`)
  }

  /** Pulls the network cable: packets vanish, connections hang. */
  async cut(): Promise<void> {
    await mustExecute(inNetwork(this.ground, ['ip', 'link', 'set', `vb-${this.name}`, 'down']))
  }

  /** Puts the cable back, and lifts what `dropPort` did. */
  async heal(): Promise<void> {
    await mustExecute(inNetwork(this.ground, ['ip', 'link', 'set', `vb-${this.name}`, 'up']))
    await this.nft('delete', 'table', 'netdev', this.table()).catch(() => undefined)
  }

  /** Drops every packet from or to one TCP port of this machine, until `heal`. */
  async dropPort(port: number): Promise<void> {
    await this.nft('add', 'table', 'netdev', this.table())
    // What this machine sends comes in at the bridge's side of its cable, and the other way round.
    for (const [hook, field] of [
      ['ingress', 'sport'],
      ['egress', 'dport'],
    ] as const) {
      await this.nft('add', 'chain', 'netdev', this.table(), hook, `{ type filter hook ${hook} device vb-${this.name} priority 0; }`)
      await this.nft('add', 'rule', 'netdev', this.table(), hook, 'tcp', field, String(port), 'drop')
    }
  }

  private table(): string {
    return `lab-${this.name}`
  }

  private nft(...argv: string[]): Promise<string> {
    return mustExecute(inNetwork(this.ground, ['chroot', this.spec.base.debian, '/usr/sbin/nft', ...argv]))
  }

  /** Stops every process where it is: connections are accepted by the kernel, and nobody answers. */
  freeze(): void {
    writeFileSync(join(this.cgroup, 'box/payload/cgroup.freeze'), '1')
  }

  thaw(): void {
    writeFileSync(join(this.cgroup, 'box/payload/cgroup.freeze'), '0')
  }

  /** An orderly reboot; resolves when the machine has settled again. */
  async reboot(): Promise<void> {
    const before = this.nspawnPid()
    await this.exec(['systemctl', 'reboot'], { timeoutMs: 10_000 }).catch(() => undefined)
    await this.rebooted(before)
  }

  /** Everything but PID 1 and the kernel begins anew, and /run and the boot id stay; for systemd from 254 on. */
  async softReboot(): Promise<void> {
    const count = (): Promise<string> => this.sh('systemctl show --property=SoftRebootsCount --value', { timeoutMs: 10_000 })
    const before = await count()
    await this.sh('systemctl soft-reboot')
    await eventually(`${this.name} reboots softly`, async () => (await count().catch(() => before)) !== before, { withinMs: 60_000 })
    await this.settled()
  }

  /** Waits until the machine that ran `during` has rebooted by itself and settled. */
  async expectReboot(during: () => Promise<unknown>, withinMs = 60_000): Promise<void> {
    const before = this.nspawnPid()
    await during()
    await this.rebooted(before, withinMs)
  }

  private async rebooted(before: number | undefined, withinMs = 60_000): Promise<void> {
    const again = (): boolean => {
      const now = this.nspawnPid()
      return now !== undefined && now !== before && this.leader() !== undefined
    }
    await eventually(`${this.name} reboots`, again, { withinMs })
    await this.settled()
  }

  /** Off, without a word to anybody in there. `lossy` (image disks): what was not synced is gone too. `start` boots it again. */
  async powerCut({ lossy = false }: { lossy?: boolean } = {}): Promise<void> {
    if (lossy) {
      const pid = this.nspawnPid()
      if (this.spec.imageMb === undefined || pid === undefined) throw new Error(`${this.name} is off, or has no image disk to lose writes of`)
      const shutdown = 'open F, "<", $ARGV[0] or die $!; my $f = pack("L", 2); ioctl(F, 0x8004587d, $f) or die "FS_IOC_SHUTDOWN: $!"'
      await mustExecute(['perl', '-e', shutdown, `/proc/${pid}/root${join(this.directory, 'disk')}`])
    }
    await this.removeCgroup()
    rmSync(join(this.directory, 'nspawn.pid'), { force: true })
    const image = join(this.directory, 'image')
    await eventually(`${this.name} is off`, async () => {
      if ((await execute(inNetwork(this.ground, ['ip', 'link', 'show', `vb-${this.name}`]))).code === 0) return false
      return this.spec.imageMb === undefined || (await mustExecute(['losetup', '--associated', image])) === ''
    })
  }

  /** Fills its disk up to so many KiB. `/ballast` gives them back. */
  async fill(leftKib: number): Promise<void> {
    // The room that Nix keeps for its garbage collector is to be on this disk, as on a real machine, and not in the base below.
    await this.sh(`rm -f /nix/var/nix/db/reserved && nix-store --check-validity /run/current-system
      fallocate -l $(($(df --output=avail -k / | tail -n 1) - ${leftKib}))K /ballast; sync`)
  }

  /** Off, and its disk empty: it then starts as it did the first time. For overlay disks. */
  async wipe(): Promise<void> {
    await this.powerCut()
    rmSync(join(this.directory, 'disk'), { recursive: true })
    mkdirSync(join(this.directory, 'disk'))
  }

  private async removeCgroup(): Promise<void> {
    if (!existsSync(this.cgroup)) return
    writeFileSync(join(this.cgroup, 'cgroup.kill'), '1')
    await eventually(`${this.name}'s processes are gone`, () => readFileSync(join(this.cgroup, 'cgroup.events'), 'utf8').includes('populated 0'))
    await mustExecute(['find', this.cgroup, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', '+'])
  }
}
