import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InputError } from '../parse/input-error.ts'
import { run, start, type Child } from '../runner/process.ts'
import type { Target } from '../settings/targets.ts'
import { needOpenSsh, writePrivateKey } from './private-key.ts'

/** What the inputs say about SSH. */
export interface SshSettings {
  privateKey?: string
  knownHosts?: string
  config?: string
}

export type SshFailure = 'host-key' | 'authentication' | 'unreachable'

/** A connection could not be made, or was lost. */
export class SshError extends Error {
  readonly failure: SshFailure
  constructor(failure: SshFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SshError'
    this.failure = failure
  }
}

/**
 * The ssh_config of one target. Of each option ssh takes the first value that it meets: what the target says, then what is
 * never negotiable, then the user's own, then our defaults.
 */
export function sshConfig(target: Pick<Target, 'host' | 'user' | 'port'>, directory: string, has: { key: boolean; config: boolean }, knownHostsCommand = 'none'): string {
  const lines = [
    `Host ${target.host}`,
    ...(target.user === undefined ? [] : [`  User ${target.user}`]),
    ...(target.port === undefined ? [] : [`  Port ${target.port}`]),
    'Host *',
    '  StrictHostKeyChecking yes',
    `  UserKnownHostsFile "${join(directory, 'known_hosts')}"`,
    '  GlobalKnownHostsFile /dev/null',
    // Before 8.5, OpenSSH does not have it.
    '  IgnoreUnknown KnownHostsCommand',
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
    '  ControlPersist no',
    ...(has.key ? [`  IdentityFile "${join(directory, 'key')}"`, '  IdentityAgent none', '  IdentitiesOnly yes'] : []),
    ...(has.config ? [`  Include "${join(directory, 'user_config')}"`, 'Host *'] : []),
    '  ConnectTimeout 10',
    '  ServerAliveInterval 4',
    '  ServerAliveCountMax 3',
    '  LogLevel ERROR',
  ]
  return `${lines.join('\n')}\n`
}

/** How long connecting and authenticating may take; connecting alone has its own, shorter limit in ssh_config. */
const loginSeconds = 30

/** The files that OpenSSH works with, in a private directory: key, known hosts, one config per target, sockets. */
export class Ssh {
  readonly #directory: string
  readonly #settings: SshSettings
  #publicKey = ''
  readonly #configs = new Map<Target, string>()
  #connections = 0

  private constructor(directory: string, settings: SshSettings) {
    this.#directory = directory
    this.#settings = settings
  }

  /**
   * Writes key and known hosts into the directory, which is there, empty and private. Throws, naming the input, where the
   * key is none that ssh can use, or where there is neither key nor agent.
   */
  static async create(directory: string, settings: SshSettings, agentSocket: string | undefined): Promise<Ssh> {
    const ssh = new Ssh(directory, settings)
    if (settings.privateKey !== undefined) ssh.#publicKey = await writePrivateKey(join(directory, 'key'), settings.privateKey)
    else if (agentSocket === undefined && settings.config === undefined)
      throw new Error('ssh-private-key: there is no key and no running ssh-agent; give a key: `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`')
    else await needOpenSsh()
    await writeFile(join(directory, 'known_hosts'), `${(settings.knownHosts ?? '').replaceAll('\r', '').trim()}\n`, { mode: 0o600 })
    if (settings.config !== undefined)
      await writeFile(join(directory, 'user_config'), `${settings.config.replaceAll('\r', '')}\n`, { mode: 0o600 })
    return ssh
  }

  /**
   * Opens a connection of its own to the target, over which any number of calls run. Throws an `SshError` whose text says
   * what to do: for an unknown host key, the key that the host shows and the line to add.
   */
  async connect(target: Target, signal?: AbortSignal): Promise<Connection> {
    const config = await this.#configOf(target)
    signal?.throwIfAborted()
    const socket = join(this.#directory, `c${++this.#connections}`)
    const master = start(
      'ssh',
      ['-F', config, '-o', 'ControlMaster=yes', '-o', `ControlPath=${socket}`, '-o', 'PermitLocalCommand=yes', '-o', 'LocalCommand=echo ready', '-N', '--', target.host],
      { env: { SHELL: '/bin/sh' } },
    )
    // Once it stands, it outlives the signal: a cancelled run has something to tell the host.
    const patience = AbortSignal.timeout(loginSeconds * 1000)
    const until = AbortSignal.any([patience, ...(signal === undefined ? [] : [signal])])
    const stop = (): void => master.stop()
    until.addEventListener('abort', stop, { once: true })
    // ssh runs the LocalCommand when it has authenticated and listens on the socket.
    const first = await master.lines[Symbol.asyncIterator]().next()
    until.removeEventListener('abort', stop)
    if (first.done !== true && first.value === 'ready' && !until.aborted) return new Connection(master, config, socket, target.host)
    master.stop()
    const { code, stderrTail } = await master.exited
    signal?.throwIfAborted()
    throw await this.#explain(target, config, patience.aborted ? `no login within ${loginSeconds} s` : stderrTail.trim(), code)
  }

  /**
   * Throws, where no known hosts were given at all, before anything is built: with the key that each host shows, as the
   * line to add. Nothing is sent to any of them.
   */
  async needKnownHosts(targets: readonly Target[]): Promise<void> {
    if (this.#settings.knownHosts !== undefined) return
    const lines = await Promise.all(
      targets.map(async (target) => {
        const shown = await this.#hostKeyShown(target, await this.#configOf(target))
        return shown === undefined
          ? `# ${target.name} does not answer; on a machine that reaches it: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
          : `# ${target.name} shows ${shown.fingerprint}\n${shown.line}`
      }),
    )
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
    const has = { key: this.#settings.privateKey !== undefined, config: this.#settings.config !== undefined }
    await writeFile(file, sshConfig(target, this.#directory, has), { mode: 0o600 })
    return file
  }

  async #explain(target: Target, config: string, said: string, code: number): Promise<Error> {
    const lastLine = said.split('\n').at(-1) ?? ''
    if (/host key verification failed|host key is known|IDENTIFICATION HAS CHANGED/i.test(said)) {
      const wrong = /IDENTIFICATION HAS CHANGED/.test(said)
      const shown = await this.#hostKeyShown(target, config)
      const host = shown === undefined || shown.host.includes(target.host) ? target.host : `${shown.host} (for ${target.host})`
      const what = wrong
        ? `known-hosts: ${host} shows another key than the one you gave. That is an attack, or the machine was installed anew`
        : `known-hosts: the host key of ${host} is not known`
      const cure =
        shown === undefined
          ? `Add its line: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
          : `It shows ${shown.fingerprint}. Compare that with \`ssh-keygen -lf ${shown.file}\` on the machine itself; if it is the same, ${wrong ? 'the line is' : 'add the line'}\n${shown.line}`
      return new SshError('host-key', `${what}; nothing was sent to it. ${cure}`)
    }
    if (/permission denied|too many authentication failures|no more authentication methods/i.test(said)) {
      const [, user = target.user ?? 'the user', host = target.host] = /(\S+)@(\S+): Permission denied/i.exec(said) ?? []
      const cure =
        this.#publicKey === ''
          ? `it has none of the ssh-agent's keys (${lastLine})`
          : `is it the right user? Then add this line to its authorized keys (on NixOS: users.users.${user}.openssh.authorizedKeys.keys):\n${this.#publicKey}`
      return new SshError('authentication', `ssh-private-key: ${user} at ${host} does not accept the key; ${cure}`)
    }
    const [, line, mistake] = /user_config:? line (\d+): (.*)/.exec(said) ?? []
    if (mistake !== undefined) return new Error(`ssh-config, line ${line ?? ''}: ssh does not understand it: ${mistake}`)
    return new SshError('unreachable', `${target.host} cannot be reached over SSH: ${lastLine === '' ? `ssh ended with ${code}` : lastLine}${whatToLookAt(lastLine)}`)
  }

  /**
   * The key of the host at which host keys end to be known, the target or one on the way to it, as a line of known_hosts.
   * ssh tells it to a KnownHostsCommand, which vouches for nothing: the handshake ends there, and nothing is sent.
   */
  async #hostKeyShown(target: Target, config: string): Promise<{ host: string; line: string; fingerprint: string; file: string } | undefined> {
    const file = `${config}-shown`
    const has = { key: this.#settings.privateKey !== undefined, config: this.#settings.config !== undefined }
    await writeFile(`${file}-config`, sshConfig(target, this.#directory, has, `/bin/sh -c 'echo "$@" >>"$0"' ${file} %H %t %K %f`), { mode: 0o600 })
    await run('ssh', ['-F', `${file}-config`, '-o', 'ControlPath=none', '--', target.host, 'true'], { timeoutSeconds: 20 }).catch(() => undefined)
    const told = (await readFile(file, 'utf8').catch(() => '')).trim().split('\n').at(-1) ?? ''
    await rm(file, { force: true })
    // Before there is a key, ssh asks which kinds of it to prefer: NONE.
    const [host = '', type = 'NONE', key = '', fingerprint = ''] = told.split(' ')
    if (type === 'NONE') return undefined
    const kind = /ed25519|ecdsa|rsa/.exec(type)?.[0] ?? 'ed25519'
    return { host, line: `${host} ${type} ${key}`, fingerprint, file: `/etc/ssh/ssh_host_${kind}_key.pub` }
  }
}

function whatToLookAt(said: string): string {
  if (/could not resolve/i.test(said)) return '; is the name right, and does it have an address that this runner can ask for?'
  if (/connection refused/i.test(said)) return '; does sshd listen there, at this port?'
  if (/timed out|no route|unreachable/i.test(said)) return '; is it up, and does every firewall on the way let this runner in?'
  return ''
}

/** One authenticated connection. Calls share it; when it is lost, all of them end. */
export class Connection {
  readonly #master: Child
  readonly #config: string
  readonly #socket: string
  readonly #host: string
  #closed = false

  constructor(master: Child, config: string, socket: string, host: string) {
    this.#master = master
    this.#config = config
    this.#socket = socket
    this.#host = host
    void this.#master.exited.then(() => (this.#closed = true))
  }

  get alive(): boolean {
    return !this.#closed
  }

  /** Starts a command on the host. It never makes a connection of its own when this one is gone. */
  execute(command: string, signal?: AbortSignal): Child {
    return start('ssh', ['-F', this.#config, '-o', 'ControlMaster=no', '-o', `ControlPath=${this.#socket}`, '-o', 'ProxyCommand=false', '-T', '--', this.#host, command], { signal })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#master.stop()
    await this.#master.exited
  }
}
