// The machine on which actions run: git, OpenSSH, curl, Nix with its daemon, Node 24, and the user `runner`.
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type ActionMachine, type RunOptions, type RunResult, runAction } from '../github/runner.ts'
import { repository } from './base.ts'
import { Fixture, runnerUser } from './fixture.ts'
import type { Ground } from './ground.ts'
import { fullPath, type InitialFile, Machine, type MachineSpec } from './machine.ts'

const work = `/home/${runnerUser.name}/work`
const checkout = `${work}/repo/repo`

/** What makes a machine a runner: names for the hosts, and Nix as its Debian package has it, without substituters. */
export function runnerFiles(): Record<string, InitialFile> {
  return {
    '/etc/nix/nix.conf': { text: 'substituters =\n' },
    [`/home/${runnerUser.name}/.gitconfig`]: { text: '[user]\n\tname = Octo Cat\n\temail = octocat@example.com\n[gc]\n\tauto = 0\n' },
    // It has no business here, and starts quicker without.
    '/etc/systemd/system/ssh.service.d/lab.conf': { text: '[Unit]\nConditionPathExists=/etc/NIXOS\n' },
  }
}

/** The parts of a runner machine's description that do not depend on its suite. */
export function runnerSpec(ground: Ground): Pick<MachineSpec, 'name' | 'number' | 'nspawn'> {
  const node = join(repository, 'node_modules/node/bin')
  if (!existsSync(join(node, 'node'))) throw new Error(`Node 24 is not in ${node}: run npm ci`)
  const outside = workDirectory(ground)
  mkdirSync(outside, { recursive: true })
  chownSync(outside, runnerUser.uid, runnerUser.gid)
  return { name: 'runner', number: 2, nspawn: [`--bind-ro=${node}:/opt/node24`, `--bind=${outside}:${work}`] }
}

function workDirectory(ground: Ground): string {
  return join(ground.directory, 'work')
}

/** A RunOptions for the lab: the action is this repository's, if no other is named. */
export type LabRunOptions = Partial<RunOptions>

export class LabRunner extends Machine {
  /** The fixture flake, checked out in the workspace. */
  readonly flake: Fixture
  /** A PATH with all that the machine has but Nix. */
  readonly pathWithoutNix = '/opt/no-nix/bin'
  /** The runner's work directory, as the machine sees it and as this process does. */
  readonly work: { inside: string; outside: string }
  private readonly busybox: string

  constructor(ground: Ground, spec: MachineSpec) {
    super(ground, spec)
    this.work = { inside: work, outside: workDirectory(ground) }
    this.flake = new Fixture(this, checkout, join(this.work.outside, 'repo/repo'))
    this.busybox = join(spec.base.debian, 'usr/bin/busybox')
  }

  override async start(): Promise<void> {
    await super.start()
    await this.sh(`chown -R ${runnerUser.name}: /home/${runnerUser.name}/.gitconfig; chown ${runnerUser.name}: /home/${runnerUser.name}`)
    if (!existsSync(this.flake.outside)) await this.flake.create(this.busybox)
  }

  /** The next job on another machine: nothing but the checkout is as it was. */
  async renew(): Promise<void> {
    await this.wipe()
    for (const place of ['_temp', '_actions']) rmSync(join(this.work.outside, place), { recursive: true, force: true })
    await this.start()
  }

  /** The machine as `runAction` wants it. */
  asActionMachine(): ActionMachine {
    return {
      work: this.work,
      owner: runnerUser,
      node: '/opt/node24/node',
      env: {
        PATH: fullPath,
        HOME: `/home/${runnerUser.name}`,
        USER: runnerUser.name,
        LOGNAME: runnerUser.name,
        SHELL: '/bin/bash',
        LANG: 'C.UTF-8',
      },
      spawn: (argv, { cwd, env }) => this.spawn(argv, { user: runnerUser.name, cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }),
      entry: (child) => {
        // nsenter's only child, in this machine's numbers.
        const pid = child.pid ?? 0
        const children = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8') : ''
        return Number(children.split(' ')[0]) || undefined
      },
    }
  }

  /** Runs the built action, main and post, as GitHub's runner does. */
  run(inputs: Record<string, string>, options: LabRunOptions = {}): Promise<RunResult> {
    return runAction(this.asActionMachine(), inputs, {
      action: repository,
      ...options,
      env: { ...this.shaOfCheckout(), ...options.env },
    })
  }

  private shaOfCheckout(): Record<string, string> {
    const head = this.flake.read('.git/refs/heads/main')?.trim()
    return head === undefined ? {} : { GITHUB_SHA: head }
  }
}
