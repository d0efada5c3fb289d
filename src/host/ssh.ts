import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { InputError, onOneLine } from '../parse/input-error.ts'
import { run, start } from '../runner/process.ts'
import { keyOf, type PrivateKeys, placeOfKey } from '../settings/private-keys.ts'
import type { Target } from '../settings/targets.ts'
import { beginAgent, launcher } from './agent-session.ts'
import { Connection } from './connection.ts'
import { loginFault, noLogin } from './fault.ts'
import { distrusted, distrustIn, type ShownKey } from './host-key.ts'
import { needOpenSsh, writePrivateKey } from './private-key.ts'

/** What the inputs say about SSH. */
export interface SshSettings {
  privateKeys?: PrivateKeys
  knownHosts?: string
  config?: string
}

/**
 * The ssh_config of one target. Of each option ssh takes the first value that it meets: what the target says, then what is
 * never negotiable, then the user's own, then our defaults.
 */
export function sshConfig(
  target: Pick<Target, 'host' | 'user' | 'port'>,
  directory: string,
  has: { key: string | undefined; config: boolean },
  knownHostsCommand = 'none',
): string {
  const lines = [
    `Host ${target.host}`,
    ...(target.user === undefined ? [] : [`  User ${target.user}`]),
    ...(target.port === undefined ? [] : [`  Port ${target.port}`]),
    'Host *',
    '  StrictHostKeyChecking yes',
    `  UserKnownHostsFile "${join(directory, 'known_hosts')}"`,
    '  GlobalKnownHostsFile /dev/null',
    // Before 8.7, OpenSSH does not have all of them.
    '  IgnoreUnknown KnownHostsCommand,SessionType,StdinNull,ForkAfterAuthentication',
    `  KnownHostsCommand ${knownHostsCommand}`,
    '  VerifyHostKeyDNS no',
    '  NoHostAuthenticationForLocalhost no',
    '  UpdateHostKeys no',
    '  BatchMode yes',
    '  Compression no',
    '  ForwardAgent no',
    '  ForwardX11 no',
    '  ClearAllForwardings yes',
    '  RequestTTY no',
    '  RemoteCommand none',
    '  SessionType default',
    '  StdinNull no',
    '  ForkAfterAuthentication no',
    // Why a login failed is told at INFO by ssh, and in a banner by the host; at VERBOSE also whether it had succeeded.
    '  LogLevel VERBOSE',
    '  ControlPersist no',
    ...(has.key === undefined ? [] : [`  IdentityFile "${has.key}"`, '  IdentityAgent none', '  IdentitiesOnly yes']),
    ...(has.config ? [`  Include "${join(directory, 'user_config')}"`, 'Host *'] : []),
    '  ConnectTimeout 10',
    '  ServerAliveInterval 4',
    '  ServerAliveCountMax 3',
  ]
  return `${lines.join('\n')}\n`
}

/**
 * How long connecting and authenticating may take, unless ssh-config asks for more patience; connecting alone has its own, shorter limit
 * there. sshd looks a user's keys up twice: what is slow to answer is so twice.
 */
const loginSeconds = 60

/** Whether ssh-config can ask for more, itself or in a file that it includes. */
export function mayAskForPatience(config: string): boolean {
  return /connecttimeout|include/i.test(config.replaceAll('\r', ''))
}

/** A private key's file, and its public half. */
interface Identity {
  file: string
  publicKey: string
}

/** The files that OpenSSH works with, in a private directory: keys, known hosts, one config per target, sockets. */
export class Ssh {
  readonly #directory: string
  readonly #settings: SshSettings
  /** By the text of the key. */
  readonly #identities = new Map<string, Identity>()
  readonly #configs = new Map<Target, string>()
  /** Targets that took longer over a login than a dead connection may go unnoticed. */
  readonly #slow = new Set<Target>()
  #connections = 0

  private constructor(directory: string, settings: SshSettings) {
    this.#directory = directory
    this.#settings = settings
  }

  /**
   * Writes the targets' keys and known hosts into the directory, which is there, empty and private. Throws, naming the input, where a
   * key is none that ssh can use, or where there is neither key nor agent.
   */
  static async create(directory: string, settings: SshSettings, agentSocket: string | undefined, targets: readonly Target[]): Promise<Ssh> {
    const ssh = new Ssh(directory, settings)
    const { privateKeys } = settings
    if (privateKeys !== undefined) {
      for (const target of targets) await ssh.#writeKey(target, privateKeys)
    } else if (agentSocket === undefined && settings.config === undefined)
      throw new Error('ssh-private-key: there is no key and no running ssh-agent; give a key: `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`')
    else await needOpenSsh()
    await writeFile(join(directory, 'known_hosts'), `${(settings.knownHosts ?? '').replaceAll('\r', '').trim()}\n`, { mode: 0o600 })
    if (settings.config !== undefined) await writeFile(join(directory, 'user_config'), `${settings.config.replaceAll('\r', '')}\n`, { mode: 0o600 })
    return ssh
  }

  /**
   * Opens a connection of its own to the target, over which any number of calls run. Throws an `SshError` whose text says
   * what to do: for an unknown host key, the key that the host shows and the line to add.
   */
  async connect(target: Target, signal?: AbortSignal): Promise<Connection> {
    const config = await this.#configOf(target)
    const seconds = await this.#loginSeconds(target, config)
    signal?.throwIfAborted()
    const socket = join(this.#directory, `c${++this.#connections}`)
    // Keep-alives, which find a dead connection soon, end a login that is silent for as long: the next one may take its time.
    const patient = this.#slow.has(target) ? ['-o', 'ServerAliveInterval=4', '-o', `ServerAliveCountMax=${Math.ceil(seconds / 4) + 1}`] : []
    const master = start(
      'ssh',
      [
        '-F',
        config,
        ...patient,
        '-o',
        'ControlMaster=yes',
        '-o',
        `ControlPath=${socket}`,
        '-o',
        'PermitLocalCommand=yes',
        '-o',
        'LocalCommand=echo ready',
        '-T',
        '--',
        target.host,
        launcher,
      ],
      { env: { SHELL: '/bin/sh' } },
    )
    // Waits in the pipe, and is on its way as soon as there is a session.
    beginAgent(master)
    // Once it stands, it outlives the signal: a cancelled run has something to tell the host.
    const patience = AbortSignal.timeout(seconds * 1000)
    const until = AbortSignal.any([patience, ...(signal === undefined ? [] : [signal])])
    const stop = (): void => master.stop()
    until.addEventListener('abort', stop, { once: true })
    // ssh runs the LocalCommand when it has authenticated and listens on the socket.
    const lines = master.lines[Symbol.asyncIterator]()
    const first = await lines.next()
    until.removeEventListener('abort', stop)
    if (first.done !== true && first.value === 'ready' && !until.aborted) return new Connection(master, lines, config, socket, target.host)
    master.stop()
    const { code, stderrTail } = await master.exited
    signal?.throwIfAborted()
    if (patience.aborted) throw noLogin(target.host, seconds, stderrTail)
    if (/^Connection to \S+ port \d+ timed out/m.test(stderrTail)) this.#slow.add(target)
    throw await this.#explain(target, config, stderrTail, code)
  }

  async #writeKey(target: Target, keys: PrivateKeys): Promise<void> {
    const key = keyOf(keys, target)
    if (key === undefined || this.#identities.has(key)) return
    const file = join(this.#directory, `key${this.#identities.size + 1}`)
    const place = typeof keys === 'string' ? 'ssh-private-key' : `ssh-private-key, ${placeOfKey(keys, target) ?? target.name}`
    this.#identities.set(key, { file, publicKey: refuseHardwareKey(await writePrivateKey(file, key, place), place) })
  }

  #identityOf(target: Target): Identity | undefined {
    return this.#identities.get(keyOf(this.#settings.privateKeys, target) ?? '')
  }

  /** The public half of the one key that the target is offered; undefined where an ssh-agent or `ssh-config` has the keys. */
  publicKeyOf(target: Target): string | undefined {
    return this.#identityOf(target)?.publicKey
  }

  /** ssh-config may ask for more patience by its ConnectTimeout. ssh is asked for it only then: it costs each connection half as much again. */
  async #loginSeconds(target: Target, config: string): Promise<number> {
    if (!mayAskForPatience(this.#settings.config ?? '')) return loginSeconds
    const { stdout } = await run('ssh', ['-F', config, '-G', '--', target.host], { timeoutSeconds: 20 }).catch(() => ({ stdout: '' }))
    return Math.max(loginSeconds, Number(/^connecttimeout (\d+)$/m.exec(stdout)?.[1] ?? 0))
  }

  /**
   * Throws, where no known hosts were given at all, before anything is built: with the key that each host shows, as the
   * line to add. Nothing is sent to any of them; so many are asked at once.
   */
  async needKnownHosts(targets: readonly Target[], atOnce: number): Promise<void> {
    if (this.#settings.knownHosts !== undefined) return
    const limit = pLimit(atOnce)
    const ask = async (target: Target): Promise<string> => {
      const shown = await this.#hostKeyShown(target, await this.#configOf(target))
      return shown === undefined
        ? `# ${target.name} does not answer; on a machine that reaches it: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
        : `# ${target.name} shows ${shown.fingerprint}\n${shown.line}`
    }
    const lines = await Promise.all(targets.map((target) => limit(ask, target)))
    throw new InputError(
      'known-hosts: there is none, and a host is only trusted by its key. Compare what follows with ' +
        `\`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\` on each machine itself; if it is the same, give these lines:\n${[...new Set(lines)].join('\n')}`,
    )
  }

  async #configOf(target: Target): Promise<string> {
    const known = this.#configs.get(target)
    if (known !== undefined) return known
    const file = join(this.#directory, `config${this.#configs.size + 1}`)
    this.#configs.set(target, file)
    const has = { key: this.#identityOf(target)?.file, config: this.#settings.config !== undefined }
    await writeFile(file, sshConfig(target, this.#directory, has), { mode: 0o600 })
    return file
  }

  async #explain(target: Target, config: string, said: string, code: number): Promise<Error> {
    const [, line, mistake] = /user_config:? line (\d+): (.*)/.exec(said) ?? []
    if (mistake !== undefined) return new Error(`ssh-config, line ${line ?? ''}: ssh does not understand it: ${onOneLine(mistake.trim())}`)
    const distrust = distrustIn(said)
    if (distrust !== undefined) {
      const shown = distrust === 'unknown' || distrust === 'another' ? await this.#hostKeyShown(target, config) : undefined
      return distrusted(distrust, target, shown)
    }
    return loginFault(said, code, { host: target.host, user: target.user, publicKey: this.#identityOf(target)?.publicKey })
  }

  /**
   * The key of the host at which host keys end to be known, the target or one on the way to it, as a line of known_hosts.
   * ssh tells it to a KnownHostsCommand, which vouches for nothing: the handshake ends there, and nothing is sent.
   */
  async #hostKeyShown(target: Target, config: string): Promise<ShownKey | undefined> {
    const file = `${config}-shown`
    const has = { key: this.#identityOf(target)?.file, config: this.#settings.config !== undefined }
    await writeFile(`${file}-config`, sshConfig(target, this.#directory, has, `/bin/sh -c 'echo "$@" >>"$0"' ${file} %H %t %K %f`), { mode: 0o600 })
    // Of a host with a certificate, the key that it certifies: the certificate itself is no line of known_hosts.
    await run('ssh', ['-F', `${file}-config`, '-o', 'ControlPath=none', '-o', 'HostKeyAlgorithms=-*-cert-v01@openssh.com', '--', target.host, 'true'], {
      timeoutSeconds: 20,
    }).catch(() => undefined)
    const told = (await readFile(file, 'utf8').catch(() => '')).trim().split('\n').at(-1) ?? ''
    await rm(file, { force: true })
    // Before there is a key, ssh asks which kinds of it to prefer: NONE.
    const [host = '', type = 'NONE', key = '', fingerprint = ''] = told.split(' ')
    if (type === 'NONE') return undefined
    const kind = /ed25519|ecdsa|rsa/.exec(type)?.[0] ?? 'ed25519'
    return { host, line: `${host} ${type} ${key}`, fingerprint, file: `/etc/ssh/ssh_host_${kind}_key.pub` }
  }
}

/** What is in the file is a handle; the key never leaves its device. */
function refuseHardwareKey(publicKey: string, place: string): string {
  if (!publicKey.startsWith('sk-')) return publicKey
  throw new Error(
    `${place}: this key works only with the security key (FIDO) that it was made on, which no runner has; make one without: ssh-keygen -t ed25519 -N "" -f deploy-key`,
  )
}
