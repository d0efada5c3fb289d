import { onOneLine } from '../parse/input-error.ts'

/**
 * What kept a call from a host. `unreachable` and `closed` may pass by themselves; `authentication` is an answer, and only right after a
 * switch a passing one; `host-key` and `silent` never are.
 */
export type SshFailure = 'host-key' | 'authentication' | 'closed' | 'silent' | 'unreachable'

/** A connection could not be made, or was lost. */
export class SshError extends Error {
  readonly failure: SshFailure
  constructor(failure: SshFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SshError'
    this.failure = failure
  }
}

/** The agent refused or failed, in its own words; `code` is for programs. */
export class AgentError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AgentError'
    this.code = code
  }
}

/** The connection went while a call ran: whether the call had its effect is not known, and the host is to be asked. */
export class ConnectionLost extends SshError {
  constructor(host: string, said: string) {
    super('unreachable', `the connection to ${host} was lost${said === '' ? '' : `: ${said}`}`)
    this.name = 'ConnectionLost'
  }
}

/** sshd takes no more sessions over this connection just now (MaxSessions): the call did not begin. */
export class SessionRefused extends SshError {
  constructor(host: string) {
    super('unreachable', `${host} takes no more sessions over one connection (MaxSessions in its sshd_config)`)
    this.name = 'SessionRefused'
  }
}

/** The same fault, with more words. */
export function withWords(error: unknown, words: (message: string) => string): unknown {
  if (error instanceof SshError) return new SshError(error.failure, words(error.message), { cause: error })
  if (error instanceof AgentError) return new AgentError(error.code, words(error.message), { cause: error })
  return error
}

/** May be over when it is tried again. */
export function isPassing(error: unknown): boolean {
  return error instanceof SshError && (error.failure === 'unreachable' || error.failure === 'closed')
}

/** The host was there, and then was not: a call was lost, or the agent said that what it was sent broke off. */
export function hadHost(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof SshError && error.cause instanceof AgentError)
}

/** The host was reached, and lets nobody in or run anything as root: an answer, unless it is changing just now. Nothing has begun. */
export function isDenial(error: unknown): boolean {
  return (
    (error instanceof SshError && error.failure === 'authentication') || (error instanceof AgentError && (error.code === 'sudo' || error.code === 'launch'))
  )
}

/** Trying again ends the same way: a key or a host key that is not taken, at first contact. */
export function isFinal(error: unknown): boolean {
  return error instanceof SshError && (error.failure === 'authentication' || error.failure === 'host-key')
}

/** It cost the host a login, successful or not. */
function cameToALogin(error: unknown): boolean {
  return isDenial(error) || (error instanceof SshError && error.failure === 'closed')
}

/**
 * How long to wait before the next of several tries, in milliseconds; by chance a little more or less, so that many do not come at once.
 * Each refused login costs an address 5 seconds with sshd, which shuts it out at 15 (PerSourcePenalties, since OpenSSH 9.8): there is
 * none at the last moment, and undefined where there is no time for another.
 */
export function pauseMilliseconds(error: unknown, tries: number, leftMilliseconds: number): number | undefined {
  if (leftMilliseconds <= 0) return undefined
  const chance = 0.85 + 0.3 * Math.random()
  if (!cameToALogin(error)) return Math.min(leftMilliseconds, 5000 * chance, 250 * 2 ** (tries - 1) * chance)
  const wait = Math.min(6000, 3000 * tries) * chance
  return wait > leftMilliseconds ? undefined : wait
}

/** What ssh says of itself that leads nowhere, next to what else it says. */
const throughProxy = /^Connection closed by UNKNOWN port/
const noise = [
  throughProxy,
  /^Authenticated (?:to|using) .*$/,
  /^(?:Bytes per second|Transferred): /i,
  /^Allocated port /,
  /^@{10,}$/,
  /^\*\* (?:WARNING: connection is not using a post-quantum|This session may be vulnerable|The server may need to be upgraded)/,
]

/** ssh's own texts; the rest of what it prints is what the host said. */
const ssh =
  /^(?:ssh: |ssh_|kex_|client_loop|Connection |Connection to |Permission denied|\S+: Permission denied|Received disconnect|Disconnected from|Unable to|no matching|Host key|Certificate|banner exchange|send_disconnect|packet_write|Timeout, server|channel \d|stdio forwarding|Bad packet|Bad configuration|Load key|sign_and_send_pubkey|Couldn't|Could not)/i

/** What ssh printed: its own lines, and those of the host (its banner, or why its PAM refused). */
export interface Said {
  ssh: string[]
  host: string[]
}

/** Sorts what ssh printed on standard error while it logged in. */
export function heard(stderr: string): Said {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const telling = lines.filter((line) => !noise.some((text) => text.test(line)))
  // Through a jump host or a ProxyCommand: that its stream ended is no more than what came of what was said before.
  const afterEffect = telling.findLastIndex((line) => /^kex_exchange_identification: Connection closed by remote host/.test(line))
  if (afterEffect > 0 && lines.some((line) => throughProxy.test(line))) telling.splice(afterEffect, 1)
  const kept = telling.length === 0 ? lines.filter((line) => !/^Authenticated/.test(line)) : telling
  return { ssh: kept.filter((line) => ssh.test(line)), host: kept.filter((line) => !ssh.test(line)) }
}

/** What came on standard error once the login was done: of the host, and at last of ssh. */
export function afterLogin(stderr: string): string[] {
  const lines = stderr.trim().split(/\r?\n/)
  return lines.slice(lines.findLastIndex((line) => /^Authenticated to /.test(line)) + 1).filter((line) => !noise.some((text) => text.test(line)))
}

/** Whether a connection's own session ended because the connection did: a command may end with 255 too, but then ssh says nothing. */
export function wasLost(code: number, lines: readonly string[]): boolean {
  const words =
    /^(?:Connection (?:to \S+ (?:port \d+ )?)?(?:closed|reset|timed out)|Read from remote host|client_loop: |Timeout, server|Killed by signal|Received disconnect|Disconnected from|ssh_dispatch|ssh_packet|packet_write|Bad packet|Corrupted MAC)/
  return code === 255 ? lines.some((line) => words.test(line)) : code > 128
}

const wordsLength = 600

/** Several lines as part of a sentence. */
export function inWords(lines: readonly string[]): string {
  const text = lines
    .map((line) => onOneLine(line.trim()))
    .filter((line) => line !== '')
    .join(' / ')
  return text.length > wordsLength ? `${text.slice(0, wordsLength)}…` : text
}

/** Of a login that failed after the host key was right: whose, and with what. */
export interface Login {
  host: string
  user: string | undefined
  /** The public half of the key that was given; of an agent's keys, none. */
  publicKey: string | undefined
}

/** Sorts why a login failed: which kind of fault it is, in whose words, and what to look at. */
export function loginFault(stderr: string, exitCode: number, login: Login): SshError {
  const said = heard(stderr)
  const all = said.ssh.join('\n')
  const hostSays = said.host.length === 0 ? '' : `; the host says: ${inWords(said.host)}`
  const denied = /(?:(\S+)@(\S+?): )?Permission denied \(([^)]*)\)/i.exec(all)
  if (denied !== null || /too many authentication failures|no more authentication methods|sign_and_send_pubkey/i.test(all)) {
    const [, user = login.user ?? 'the user', host = login.host, methods = ''] = denied ?? []
    return deniedError(user, host, methods, `${inWords(said.ssh)}${hostSays}`, login)
  }
  if (/^(?:kex_exchange_identification|ssh_exchange_identification|banner exchange): .*(?:closed|reset)/im.test(all)) {
    const why =
      'sshd closed the connection before the login: are too many logging in at once (MaxStartups), or has it shut this address out for a while (PerSourcePenalties, fail2ban)?'
    return new SshError('unreachable', `${login.host} cannot be reached over SSH: ${inWords(said.ssh)}${hostSays}; ${why}`)
  }
  if (/^(?:Connection (?:closed|reset) by|Received disconnect|Disconnected from)/im.test(all) && (said.host.length > 0 || !/kex/i.test(all))) {
    const failure = /expired/i.test(said.host.join(' ')) ? 'authentication' : 'closed'
    const words = inWords(said.host.length > 0 ? said.host : said.ssh)
    const [, jump = ''] = throughProxy.test(stderr.trimEnd().split(/\r?\n/).at(-1) ?? '')
      ? (/^Connection (?:closed|reset) by (?:.* )?(\S+) port/im.exec(all) ?? [])
      : []
    const whose = jump === '' ? `${login.host} closed the login of ${login.user ?? 'the user'}` : `${jump}, on the way to ${login.host}, closed the login`
    return new SshError(failure, `${whose}: ${words}; its log (\`journalctl -u sshd\`) says more`)
  }
  const words = inWords([...said.ssh, ...said.host])
  return new SshError(
    'unreachable',
    `${login.host} cannot be reached over SSH: ${words === '' ? `ssh said nothing (exit code ${exitCode})` : words}${whatToLookAt(words)}`,
  )
}

/** A login that never came to its end. */
export function noLogin(host: string, seconds: number, stderr: string): SshError {
  const said = heard(stderr)
  const words = said.host.length === 0 ? '' : `; the host says: ${inWords(said.host)}`
  return new SshError(
    'silent',
    `${host} cannot be reached over SSH: no login within ${seconds} s${words}; does it wait for somebody to confirm it, or for a slow directory service?`,
  )
}

/** sshd says the same of a key that it does not know and of a user whom it lets in with no key: both have to be named. */
function deniedError(user: string, host: string, methods: string, words: string, { publicKey }: Login): SshError {
  if (methods !== '' && !methods.split(',').includes('publickey'))
    return new SshError(
      'authentication',
      `ssh-private-key: ${user} at ${host} does not accept the key (${words}): it asks for more than a key (${methods}), or for no key at all, and nobody is there to answer (AuthenticationMethods and PubkeyAuthentication in its sshd_config)`,
    )
  if (publicKey === undefined)
    return new SshError(
      'authentication',
      `ssh-private-key: ${user} at ${host} does not accept the key (${words}); it has none of the keys that ssh offers here, of a running ssh-agent and of files; a key with a passphrase has to be in the agent (ssh-add), for nothing asks for it`,
    )
  return new SshError(
    'authentication',
    `ssh-private-key: ${user} at ${host} does not accept the key (${words}); is it the right user? If its authorized keys (on NixOS: users.users.${user}.openssh.authorizedKeys.keys) ` +
      'have the line that follows already, AllowUsers, PermitRootLogin or PubkeyAcceptedAlgorithms in its sshd_config, a locked account, or authorized keys that others may write ' +
      `keep it out: \`journalctl -u sshd\` there says which. Else add it:\n${publicKey}`,
  )
}

function whatToLookAt(said: string): string {
  if (/could not resolve/i.test(said)) return '; is the name right, and does it have an address that this runner can ask for?'
  if (/connection refused/i.test(said)) return '; does sshd listen there, at this port?'
  if (/administratively prohibited|stdio forwarding failed/i.test(said))
    return '; the jump host does not forward to it (AllowTcpForwarding, PermitOpen in its sshd_config)'
  if (/timed out|no route|unreachable/i.test(said)) return '; is it up, and does every firewall on the way let this runner in?'
  return ''
}
