import type { AgentLine, KeyRole } from './answer.ts'
import type { SshError } from './fault.ts'
import { AgentError } from './fault.ts'
import { type HostStatus, parseStatus } from './status.ts'

/**
 * What a finding comes to: a deployment would be refused; it would go on, but not as it should; a person may want to know; or all is well.
 * The worst comes first.
 */
export const SEVERITIES = ['refuses', 'spoils', 'note', 'fine'] as const

export type Severity = (typeof SEVERITIES)[number]

/** One thing that was looked at on a host, or on the way to it. */
export interface Finding {
  severity: Severity
  /** What was looked at, in one word. */
  name: string
  /** A sentence, in the words of the check that a deployment makes, where it makes one. */
  what: string
  /** A command, lines of a NixOS configuration, or what else to do. */
  cure?: string
}

/** What the doctor found on a host; no status where the host cannot tell it. */
export interface Examination {
  status?: HostStatus
  findings: Finding[]
}

const garbage = 'nix-collect-garbage --delete-older-than 14d; for good: nix.gc = { automatic = true; options = "--delete-older-than 14d"; };'
const bootEntries = 'boot.loader.systemd-boot.configurationLimit = 5; (or boot.loader.grub.configurationLimit)'

/** What to do about a finding, by its name; `subject` is the path or label that it is about. */
const cures: Readonly<Record<string, (subject: string) => string>> = {
  tools: () => 'remove what empties environment.corePackages, or add the programs to environment.systemPackages',
  nix: () => 'nix-store --verify; where NIX_REMOTE is set: systemctl restart nix-daemon.socket',
  'nix-database': () => 'nix-store --verify --check-contents --repair',
  'nix-trust': () => 'nix.settings.trusted-users = [ "root" ];',
  daemon: () => 'systemctl restart nix-daemon.socket',
  systemd: () => 'journalctl --boot --priority err; then reboot',
  'soft-reboot': () => 'a newer NixOS; until then no soft-reboot while a deployment is pending',
  units: () => 'systemctl --failed; once they are well: systemctl reset-failed',
  record: () => 'deploy, or promote what is to be healthy: that moves the link',
  'lost-revision': () => 'deploy them again, or remove their links from the record',
  'unrooted-revision': () => 'for each: nix-store --realise "$(readlink LINK)" --add-root LINK',
  pending: () => 'wait, or send it back with `command: rollback`',
  busy: () => 'wait for it, or end it: systemctl status nixos-upgrade.service',
  disk: (subject) => (subject.startsWith('/boot') ? bootEntries : garbage),
  room: (subject) => (subject === '/nix/store' ? garbage : bootEntries),
  reserve: () => garbage,
  unmounted: (subject) => `mount ${subject}`,
  'read-only': (subject) => `mount -o remount,rw ${subject}; dmesg says why it was mounted so`,
  'boot-loader': () => 'boot.loader.systemd-boot.enable = true; (nothing, for a container)',
  'way-back': () => 'deploy a system that has it',
  system: () => 'deploy the configuration of this host',
  reboot: () => 'systemctl reboot',
  panic: () => 'boot.kernel.sysctl."kernel.panic" = 31;',
  sshd: () => 'services.openssh.settings = { MaxSessions = 10; MaxStartups = "10:30:100"; };',
  signers: () => 'services.nix-flake-deploy = { configuration = "NAME"; signers.NAME.key = "ssh-ed25519 …"; };',
  clock: () => 'services.timesyncd.enable = true;',
}

/** A finding with what to do about it. */
export function finding(severity: Severity, name: string, what: string, subject = ''): Finding {
  const cure = severity === 'fine' ? undefined : cures[name]?.(subject)
  return { severity, name, what, ...(cure !== undefined && { cure }) }
}

/** What is, and what to do about it. */
export function withCure({ what, cure }: Finding): string {
  return cure === undefined ? what : `${what} (${cure})`
}

/** Two moments of the runner's clock, in milliseconds since 1970: the host read its own in between. */
export interface ClockReading {
  asked: number
  heard: number
}

/** By so much a clock may be wrong before certificates and signatures are held to be of another time. */
const clockSeconds = 60

/** Reads the answer to `doctor`; `reading` is when its clock was asked for, where it told one. */
export function parseExamination(lines: AgentLine[], reading: ClockReading | undefined): Examination {
  const findings = lines.flatMap(({ keyword, rest }): Finding[] => {
    if (keyword !== 'finding') return []
    const [word = '', name = '', subject = ''] = rest.split(' ', 3)
    const what = rest.slice(word.length + name.length + subject.length + 3)
    const severity = SEVERITIES.find((known) => known === word)
    if (severity === undefined || !/^[a-z-]+$/.test(name))
      throw new AgentError('agent', `it answered what no host agent says: '${word} ${name}'; look after that machine`)
    // What may be more than one word is no part of a command.
    return [/^[A-Za-z0-9/._+-]*$/.test(subject) ? finding(severity, name, what, subject) : { severity, name, what }]
  })
  const clock = Number(/^\d{1,12}\.\d{1,9}$/.exec(lines.find(({ keyword }) => keyword === 'clock')?.rest ?? '')?.[0])
  if (reading !== undefined && !Number.isNaN(clock)) findings.push(clockFinding(clock, reading))
  const isKnown = lines.some(({ keyword, rest }) => keyword === 'fact' && rest.startsWith('running '))
  return { findings, ...(isKnown && { status: parseStatus(lines) }) }
}

/** Holds a host's clock, in seconds since 1970, against the runner's: it is not known better than half of the round trip. */
function clockFinding(seconds: number, { asked, heard }: ClockReading): Finding {
  const unsure = (heard - asked) / 2000
  const ahead = seconds - (asked + heard) / 2000
  const off = Math.abs(ahead)
  const told = `${Math.round(off)} s ${ahead > 0 ? 'ahead of' : 'behind'} the runner's`
  if (off > clockSeconds + unsure)
    return finding('spoils', 'clock', `its clock is ${told}: certificates, signatures and the times in its history are held to be of another time`)
  return finding('fine', 'clock', `its clock is that of the runner, to ${Math.ceil(unsure + off)} s`)
}

/** How it was logged in: as whom, with which key, and what that may. */
export function loginFindings(login: string, publicKey: string | undefined, role: KeyRole | undefined): Finding[] {
  const [type = '', , comment = ''] = publicKey?.split(' ') ?? []
  const key = publicKey === undefined ? 'a key of the ssh-agent' : `the key that it was offered (${[type, comment].filter((word) => word !== '').join(' ')})`
  const logged = finding('fine', 'login', `${login} logs in with ${key}`)
  const sudo = login === 'root' ? [] : [finding('fine', 'sudo', `${login} becomes root without a password`)]
  if (role === undefined) return [logged, ...sudo, finding('fine', 'role', 'the key has no role, and may do everything')]
  const may = whatRolesMay.get(role.role) ?? 'may what this host knows of'
  return [logged, ...sudo, finding(role.role === 'deploy' ? 'fine' : 'note', 'role', `the key '${role.name}' has the role '${role.role}': it ${may}`)]
}

/** As docs/host-setup.md has it. */
const whatRolesMay: ReadonlyMap<string, string> = new Map([
  ['watch', 'may ask what runs and how the host is, and a deployment needs another'],
  ['stage', 'may put systems there, and to activate them needs another'],
  ['activate', 'may activate what is recorded, and to put systems there needs another'],
  ['deploy', 'may put systems there and activate them'],
])

/** What kept the doctor from the host, in the words that a deployment would end with. */
export function faultFinding(error: SshError | AgentError, words: string): Finding {
  if (error instanceof AgentError) return { severity: 'refuses', name: error.code, what: words }
  return {
    severity: 'refuses',
    name: error.failure === 'host-key' ? 'host-key' : error.failure === 'authentication' || error.failure === 'closed' ? 'login' : 'reach',
    what: words,
  }
}

/** The worst first; of each severity, in the order in which they were found. */
export function worstFindingsFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}
