// The fixture flake as a repository on the runner machine, where it can be changed and committed.
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ExecOptions } from './machine.ts'

/** The user of the runner machine: the checkout is theirs, and actions run as they. */
export const runnerUser = { name: 'runner', uid: 1001, gid: 1001 }

/** What can be wrong with a system; README.md here says what each does. */
export type Sickness =
  | 'unhealthy'
  | 'dies-later'
  | 'exit1'
  | 'exit2'
  | 'exit4'
  | 'unit-fails'
  | 'exit100'
  | 'exit101'
  | 'check-fails'
  | 'ignore-sigterm'
  | 'queued-job'
  | 'mount-drops-network'
  | 'kill-ssh'
  | 'net-down'
  | 'hang'
  | 'slow'
  | 'slow-boot'
  | 'boot-fails'
  | 'rollback-fails'
  | 'old-interface'
  | 'reload-fails'
  | 'start-fails'
  | 'user-fails'
  | 'crash-loops'
  | 'dependency-fails'
  | 'mounts-over-srv'
  | 'changes-host-key'
  | 'drops-key'
  | 'drops-sudo'
  | 'changes-shell'
  | 'changes-port'
  | 'denies-key'
  | 'denies-sudo'
  | 'eval-fails'
  | 'build-fails'

export interface Configuration {
  /** What the web service answers as X-Version. Default: the commit. */
  version?: string
  sick?: Sickness
  /** For slow, slow-boot, dies-later, denies-key and denies-sudo. Default: 5. */
  seconds?: number
  /** Lines that switch-to-configuration prints. */
  says?: string
  /** The body of the HTTP answer. Default: the version. */
  body?: string
  /** So many bytes that change with each version. */
  pad?: number
  /** Store paths that versions share: name to bytes. */
  parts?: Record<string, number>
  /** Part of the toplevel's name; two configurations with the same one are the same system. Default: its own name. */
  host?: string
  initInterface?: string
  /** What may not change without a reboot. Default: broker. */
  inhibitors?: string
  /** What each activation copies to /etc anew, in this order: whoever comes first on a full disk gives room to the next. */
  copiesEtc?: ('ssh/authorized_keys.d/root' | 'sudoers.d/lab')[]
  /** systemd's own configuration changes with each version: the switch executes systemd anew. */
  reexec?: boolean
  /** Programs of sw/bin beside Debian's, or in their place: name to target. */
  programs?: Record<string, string>
  /** Units beside the fixture's own: name to text. */
  moreUnits?: Record<string, string>
  /** The version of what boots. */
  kernel?: string
  /** `false`: as `nix.enable = false`. */
  nix?: boolean
  /** `false`: there is no bash and no sh. */
  bash?: boolean
  /** `false`: there is no activation script. */
  activatable?: boolean
  /** `false`: as `system.switch.enable = false`. */
  switchable?: boolean
}

export type Configurations = Record<string, Configuration>

interface Shell {
  exec(argv: readonly string[], options?: ExecOptions): Promise<{ code: number; stdout: string; stderr: string }>
}

export class Fixture {
  /** The checkout as the runner machine sees it. */
  readonly directory: string
  /** The same directory on this machine. */
  readonly outside: string
  private readonly machine: Shell

  constructor(machine: Shell, directory: string, outside: string) {
    this.machine = machine
    this.directory = directory
    this.outside = outside
  }

  /** Puts the flake there, with configurations staging and production, and commits it. */
  async create(busybox: string): Promise<void> {
    mkdirSync(join(this.outside, 'busybox/bin'), { recursive: true })
    const source = join(import.meta.dirname, '../fixture')
    for (const file of readdirSync(source)) cpSync(join(source, file), join(this.outside, file))
    cpSync(busybox, join(this.outside, 'busybox/bin/busybox'))
    this.save({ staging: {}, production: {} })
    this.own('.')
    await this.git('init', '--quiet', '--initial-branch=main')
    await this.commit()
  }

  get configurations(): Configurations {
    const settings = JSON.parse(readFileSync(join(this.outside, 'settings.json'), 'utf8')) as { configurations: Configurations }
    return settings.configurations
  }

  /** Writes the configurations, without committing them. */
  save(configurations: Configurations): void {
    const system = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux`
    this.write('settings.json', `${JSON.stringify({ system, configurations }, null, 2)}\n`)
  }

  /** Changes some configurations, commits all there is, and gives the commit's SHA. Each call makes a commit of its own. */
  async commit(changes: Configurations = {}, message = 'Change'): Promise<string> {
    const configurations = this.configurations
    for (const [name, change] of Object.entries(changes)) configurations[name] = { ...configurations[name], ...change }
    if (Object.keys(changes).length > 0) this.save(configurations)
    await this.git('add', '--all')
    await this.git('commit', '--quiet', '--allow-empty', '--message', message)
    return this.git('rev-parse', 'HEAD')
  }

  /** Runs git in the checkout and gives its stdout; throws when it fails. */
  async git(...argv: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.machine.exec(['git', ...argv], { user: runnerUser.name, cwd: this.directory })
    if (code !== 0) throw new Error(`git ${argv.join(' ')}: exit code ${code}\n${stdout}${stderr}`)
    return stdout.trim()
  }

  /** The store path of a configuration's toplevel, as the commit or tree that is checked out has it. */
  async toplevel(name: string): Promise<string> {
    const attribute = `${this.directory}#nixosConfigurations.${name}.config.system.build.toplevel.outPath`
    const argv = ['nix', '--extra-experimental-features', 'nix-command flakes', 'eval', '--raw', attribute]
    const { code, stdout, stderr } = await this.machine.exec(argv, { user: runnerUser.name })
    if (code !== 0) throw new Error(`nix eval ${attribute}: exit code ${code}\n${stderr}`)
    return stdout
  }

  /** Writes a file in the checkout, as the runner's user. */
  write(path: string, text: string): void {
    const file = join(this.outside, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    chownSync(file, runnerUser.uid, runnerUser.gid)
  }

  read(path: string): string | undefined {
    const file = join(this.outside, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }

  remove(path: string): void {
    rmSync(join(this.outside, path), { recursive: true, force: true })
  }

  private own(path: string): void {
    const file = join(this.outside, path)
    chownSync(file, runnerUser.uid, runnerUser.gid)
    for (const entry of readdirSync(file, { recursive: true, withFileTypes: true })) {
      chownSync(join(entry.parentPath, entry.name), runnerUser.uid, runnerUser.gid)
    }
  }
}
