// A lab whose hosts are reached through relays, the systems that are deployed there, and the ways in which they are.
import { eventually } from '../lab/command.ts'
import { type HostSpec, type Lab, type LabHost, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { knownHosts, type Reached, rebuildCalls, script, setUp, sshAlone } from './by-hand.ts'
import { Meter } from './meter.ts'
import { type Connection, type Relay, startRelay } from './start-relay.ts'

/** As many sockets as sshd listens on (MAX_LISTEN_SOCKS in OpenSSH's sshd.c). */
const mostPorts = 16

/** What a run is to make of every host. */
export interface Goal {
  revision: string
  toplevel: () => Promise<string>
}

export class Bench {
  readonly lab: Lab
  readonly meter: Meter
  readonly hosts: LabHost[]
  private relays: Relay[] = []
  private reached: Reached[] = []

  private constructor(lab: Lab) {
    this.lab = lab
    this.hosts = Object.values(lab.hosts)
    this.meter = new Meter(lab)
  }

  static async start(hosts: HostSpec[]): Promise<Bench> {
    return new Bench(await startLab({ hosts }))
  }

  async stop(): Promise<void> {
    for (const relay of this.relays) relay.stop()
    this.meter.leave()
    await this.lab.stop()
  }

  /** Puts the hosts behind relays, so many milliseconds away, there and back; or behind none. */
  async reach(roundTripMs: number | undefined): Promise<void> {
    for (const relay of this.relays) relay.stop()
    const port = (index: number): number => 2200 + (roundTripMs ?? 0) + index
    this.relays =
      roundTripMs === undefined ? [] : await Promise.all(this.hosts.map(({ address }, index) => startRelay(this.lab, port(index), address, roundTripMs / 2)))
    for (const { pid } of this.relays) this.meter.exclude(pid)
    this.reached = this.hosts.map(({ name, address }, index) => ({
      name,
      ...(roundTripMs === undefined ? { address, port: 22 } : { address: '198.51.100.1', port: port(index) }),
      hostKey: this.hostKeyOf(name),
    }))
    await setUp(this.lab, this.reached)
  }

  /** Makes so many targets of the hosts: each is several, by ports at which its own sshd listens. Neighbours in the list are different hosts. */
  async spread(targets: number): Promise<void> {
    const portsOfEach = Math.ceil(targets / this.hosts.length)
    if (portsOfEach > mostPorts) throw new Error(`${targets} targets on ${this.hosts.length} hosts are more than ${mostPorts} on each`)
    const ports = Array.from({ length: portsOfEach }, (_, index) => (index === 0 ? 22 : 2200 + index))
    const config = ['AddressFamily inet', ...ports.map((port) => `Port ${port}`), ''].join('\n')
    await Promise.all(
      this.hosts.map((host) => host.sh('cat > /etc/ssh/sshd_config.d/ports.conf; systemctl reset-failed ssh; systemctl restart ssh', { input: config })),
    )
    this.reached = ports
      .flatMap((port, turn) => this.hosts.map(({ name, address }) => ({ name: `${name}-${turn + 1}`, address, port, hostKey: this.hostKeyOf(name) })))
      .slice(0, targets)
  }

  private hostKeyOf(name: string): string {
    return new RegExp(`^${name},\\S+ (\\S+ \\S+)`, 'm').exec(this.lab.knownHosts)?.[1] ?? ''
  }

  /** The connections since the last call, as soon as all have ended; none where there is no relay. */
  async connections(): Promise<Connection[]> {
    return (await Promise.all(this.relays.map((relay) => relay.taken()))).flat()
  }

  /** A run of the action, main and post, which has to leave every host in a state. What the runner itself does to start them is not in the time. */
  async ours(inputs: Record<string, string>, state: string, options?: LabRunOptions): Promise<number> {
    const targets = this.reached.map(({ name, address, port }) => [name, { host: `root@${address}:${port}`, configuration: 'host' }] as const)
    const run = await this.lab.runner.run(
      { targets: JSON.stringify(Object.fromEntries(targets)), 'ssh-private-key': this.lab.privateKey, 'known-hosts': knownHosts(this.reached), ...inputs },
      options,
    )
    const results = Object.values(JSON.parse(run.outputs['results'] ?? '{}') as Record<string, { state: string }>)
    if (run.outcome !== 'success' || run.post?.code !== 0 || results.some((result) => result.state !== state)) throw new Error(run.log)
    return run.seconds + run.post.seconds
  }

  script(nixBuildOptions = ''): Promise<number> {
    return this.byHand(script(this.reached, nixBuildOptions))
  }

  rebuildCalls(nixBuildOptions = ''): Promise<number> {
    return this.byHand(rebuildCalls(this.reached, nixBuildOptions))
  }

  sshAlone(system: string): Promise<number> {
    return this.byHand(sshAlone(this.reached, system))
  }

  private async byHand(text: string): Promise<number> {
    const start = performance.now()
    await this.lab.runner.sh(text, { user: 'runner', cwd: this.lab.runner.flake.directory, timeoutMs: 300_000 })
    return (performance.now() - start) / 1000
  }

  /** A commit of another system: 300 store paths, of which one of 1 MB and two small ones are its own. */
  async commit(): Promise<Goal> {
    const parts = Object.fromEntries(Array.from({ length: 296 }, (_, index) => [`part-${index}`, 20_000]))
    this.lab.runner.flake.save({ host: { parts, pad: 1_000_000 } })
    const revision = await this.lab.runner.flake.commit()
    return { revision, toplevel: () => this.lab.runner.flake.toplevel('host') }
  }

  /** A commit of a system that needs a store path. Nix then wants `--impure`. */
  async commitWith(path: string): Promise<Goal> {
    // The service answers with the path, and so the system needs it.
    this.lab.runner.flake.write(
      'flake.nix',
      `{
        outputs = { self }: {
          nixosConfigurations.host.config.system.build.toplevel = import ./toplevel.nix {
            inherit (builtins.fromJSON (builtins.readFile ./settings.json)) system;
            host = "host";
            version = self.rev;
            body = builtins.storePath "${path}";
          };
        };
      }`,
    )
    const revision = await this.lab.runner.flake.commit()
    const built = this.lab.runner.sh(
      "nix --extra-experimental-features 'nix-command flakes' build --impure --no-link --print-out-paths .#nixosConfigurations.host.config.system.build.toplevel",
      { user: 'runner', cwd: this.lab.runner.flake.directory },
    )
    return { revision, toplevel: () => built }
  }

  async checkOut({ revision }: Goal): Promise<void> {
    await this.lab.runner.flake.git('reset', '--quiet', '--hard', revision)
  }

  /** Two systems, on the runner, on the hosts, and recorded there. The second one runs. */
  async stageTwo(): Promise<[Goal, Goal]> {
    const stage = async (): Promise<Goal> => {
      const { revision, toplevel } = await this.commit()
      await this.ours({ activate: 'none' }, 'staged')
      const system = await toplevel()
      return { revision, toplevel: () => Promise.resolve(system) }
    }
    const two: [Goal, Goal] = [await stage(), await stage()]
    await this.ours({}, 'activated')
    await this.check(two[1])
    return two
  }

  /** Every host runs and boots what it was made with, and has nothing else: no path, no generation, no record. */
  async empty(): Promise<void> {
    const profile = '/nix/var/nix/profiles/system'
    const script = `nix-env -p ${profile} --set $(readlink -f /run/booted-system) && /run/booted-system/bin/switch-to-configuration switch
      nix-env -p ${profile} --delete-generations old; rm -rf /srv/revisions; nix-store --gc; sync`
    await Promise.all(this.hosts.map((host) => host.sh(script, { timeoutMs: 300_000 })))
  }

  /** Holds that every host runs and boots a system, and that its service is up. */
  async check({ revision, toplevel }: Goal): Promise<void> {
    const expected = await toplevel()
    for (const host of this.hosts) {
      const seen = [host.running(), host.profile(), host.bootDefault()]
      if (seen.some((system) => system !== expected)) throw new Error(`${host.name} has ${seen.join(', ')} and not ${expected}`)
      await eventually(`${host.name} answers ${revision}`, async () => (await host.http())?.version === revision)
    }
  }
}
