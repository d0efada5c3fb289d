// A machine that is, for a deployer, a NixOS host.
import { execute } from './command.ts'
import { inNetwork } from './ground.ts'
import { type InitialFile, Machine } from './machine.ts'

/** What makes a machine a host: who may log in, and NixOS's PATHs, with Debian's tools out of reach. */
export function hostFiles(authorizedKey: string, hostKey: { privateKey: string; publicKey: string }): Record<string, InitialFile> {
  const path = '/run/wrappers/bin:/run/current-system/sw/bin'
  const sudoers = `Defaults secure_path="${path}"\nDefaults env_keep+=NIXOS_NO_CHECK\ndeploy ALL=(ALL:ALL) NOPASSWD: ALL\n`
  return {
    '/etc/NIXOS': { text: '' },
    // What a system copies to /etc, if it is told to (`copiesEtc`). On NixOS it is in the system; here each lab has its own key.
    '/etc/lab/static/ssh/authorized_keys.d/root': { text: authorizedKey, mode: 0o444 },
    '/etc/lab/static/sudoers.d/lab': { text: sudoers, mode: 0o440 },
    '/etc/ssh/authorized_keys.d/root': { text: authorizedKey },
    '/etc/ssh/authorized_keys': { link: 'authorized_keys.d/root' },
    '/etc/ssh/ssh_host_ed25519_key': { text: hostKey.privateKey, mode: 0o600 },
    '/etc/ssh/ssh_host_ed25519_key.pub': { text: hostKey.publicKey },
    '/etc/ssh/sshd_config.d/lab.conf': {
      text: [
        'PermitRootLogin prohibit-password',
        'PasswordAuthentication no',
        'UseDNS no',
        'AuthorizedKeysFile /etc/ssh/authorized_keys.d/root', // for every user: who drops it locks out all
        'HostKey /etc/ssh/ssh_host_ed25519_key',
        `SetEnv PATH=${path}`,
        '',
      ].join('\n'),
    },
    '/etc/sudoers.d/lab': { text: sudoers, mode: 0o440 },
    '/etc/systemd/system': { link: '/run/current-system/etc/systemd/system' },
    '/etc/systemd/system.conf.d/lab.conf': { text: '[Manager]\nDefaultEnvironment=PATH=/opt/only-systemd/bin\n' },
    '/etc/nix/nix.conf': { text: 'substituters =\nsandbox = false\n' },
  }
}

export interface HttpAnswer {
  status: number
  version: string
  body: string
}

export class LabHost extends Machine {
  /** The system that runs. */
  running(): string | undefined {
    return this.readlink('/run/current-system')
  }

  /** The system that was booted. */
  booted(): string | undefined {
    return this.readlink('/run/booted-system')
  }

  /** What the system profile is now. */
  profile(): string | undefined {
    const generation = this.readlink('/nix/var/nix/profiles/system')
    return generation === undefined ? undefined : this.readlink(`/nix/var/nix/profiles/${generation}`)
  }

  /** The system that the boot loader starts next. */
  bootDefault(): string | undefined {
    return this.readFile('/boot/loader/default')?.trim()
  }

  /** What a link in /srv/revisions says. */
  link(name: string): string | undefined {
    return this.readlink(`/srv/revisions/${name}`)
  }

  /** What the web service answers on the lab's network; undefined where no answer comes within 3 s. */
  async http(): Promise<HttpAnswer | undefined> {
    const url = `http://${this.address}:8080/`
    const { code, stdout } = await execute(inNetwork(this.ground, ['curl', '-q', '--silent', '--max-time', '3', '--include', url]))
    if (code !== 0) return undefined
    const [head = '', ...body] = stdout.split('\r\n\r\n')
    return {
      status: Number(head.split(' ')[1]),
      version: /^x-version: (.*)$/im.exec(head)?.[1]?.trim() ?? '',
      body: body.join('\r\n\r\n'),
    }
  }

  /** Runs a shell script that may write to the store, as nobody but Nix may. */
  async writeInStore(script: string): Promise<void> {
    await this.sh(`unshare --mount sh -euc 'mount -o remount,bind,rw /nix/store; eval "$1"' sh "$(cat)"`, { input: script })
  }

  /**
   * Gives the host a unit of its own (not of any system) that is already in trouble: `failed` fails at each start,
   * `restarting` crashes for ever. Every switch-to-configuration then ends with 4.
   */
  async addSickUnit(kind: 'failed' | 'restarting', name = 'old-trouble'): Promise<void> {
    const restart = kind === 'restarting' ? 'Restart=always\nRestartSec=1' : 'Type=oneshot'
    // Elsewhere than the units of systems, which are in the store.
    const units = '/usr/local/lib/systemd/system'
    await this.sh(
      `cat > ${units}/${name}.service && ln -s ../${name}.service ${units}/multi-user.target.wants/ && systemctl daemon-reload && systemctl start --no-block ${name} && sleep 0.3`,
      {
        input: `[Unit]\nStartLimitIntervalSec=0\n[Service]\n${restart}\nExecStart=/bin/false\n`,
      },
    )
  }

  /** Takes back what `addSickUnit` gave. */
  async removeSickUnit(name = 'old-trouble'): Promise<void> {
    const units = '/usr/local/lib/systemd/system'
    await this.sh(
      `systemctl stop ${name}; rm ${units}/${name}.service ${units}/multi-user.target.wants/${name}.service; systemctl daemon-reload; systemctl reset-failed`,
    )
  }
}
