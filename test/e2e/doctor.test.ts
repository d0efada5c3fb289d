// `status` with `doctor`: hosts in each bad state, and a deployment to the same hosts, which is refused just where the doctor said so.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Finding } from '../../src/host/doctor.ts'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, eachForItself, expectGreen, type Inputs, resultsOf } from './scenario.ts'

const names = ['well', 'busy', 'pending', 'memory', 'daemon', 'sick', 'late', 'plain', 'debian', 'full', 'inodes'] as const
type Name = (typeof names)[number]

let lab: Lab
let waiting: Promise<RunResult>
let staged: string

const host = (name: Name): LabHost => lab.hosts[name]!

/** All hosts as root, but for one where the user has no sudo, and a target that nobody answers for. */
function targets(some: readonly Name[] = names): string {
  const all = some.map((name) => [
    name,
    { host: `${name === 'plain' ? 'nosudo' : 'root'}@${host(name).address}`, configuration: name === 'late' ? 'late' : 'staging' },
  ])
  return JSON.stringify(Object.fromEntries(all))
}

function doctor(inputs: Inputs = {}): Promise<RunResult> {
  return act(lab, { command: 'status', doctor: 'true', ...inputs }, { path: lab.runner.pathWithoutNix, cwd: '/' })
}

/** All that a look could leave behind. What Nix writes about its own locks and logs is none of it. */
function listing(name: Name): Promise<string> {
  return host(name).sh(
    `find /srv /boot /etc /tmp /var/tmp /root /run/nix-flake-deploy /run/nixos /nix/var /nix/store -xdev \\
      \\( -path /nix/var/nix/db -o -path /nix/var/nix/temproots -o -path '/nix/store/*' -o -path '/ballast/*' \\) -prune -o -printf '%p %y %m %U %s %T@ %l\\n' 2>/dev/null | sort || :`,
  )
}

/** What each bad state is made of, on a host that has been deployed to. */
const bad: Record<Exclude<Name, 'well' | 'pending' | 'plain'>, () => Promise<unknown>> = {
  busy: () =>
    host('busy').sh(
      `systemd-run --quiet --collect --unit=operator /usr/bin/flock /run/nixos/switch-to-configuration.lock /usr/bin/sleep infinity
      until grep -q " FLOCK .*:$(stat -c %i /run/nixos/switch-to-configuration.lock) " /proc/locks; do sleep 0.1; done`,
    ),
  memory: () => host('memory').sh('mount -t tmpfs none /srv'),
  daemon: () =>
    host('daemon').sh(
      `sed -i '/SetEnv/s/$/ NIX_REMOTE=daemon/' /etc/ssh/sshd_config.d/lab.conf; systemctl stop nix-daemon.socket nix-daemon.service; systemctl restart ssh`,
    ),
  sick: async () => {
    await host('sick').addSickUnit('failed')
    await host('sick').writeInStore(`touch ${host('sick').running() ?? ''}/kernel`)
    await host('sick').sh(
      `echo '/dev/disk/by-label/ESP /efi vfat defaults 0 2' >/etc/fstab; mount --bind /boot /boot; mount -o remount,bind,ro /boot
      mkdir /root/booted; : >/root/booted/kernel; ln -sfn /root/booted /run/booted-system; echo 'MaxSessions 2' >/etc/ssh/sshd_config.d/few.conf`,
    )
  },
  late: () => host('late').sh(`printf '#!/bin/sh\\nexec /usr/bin/date -d "+2 hours" "$@"\\n' >/usr/local/bin/late; chmod +x /usr/local/bin/late`),
  debian: () =>
    host('debian').sh('rm -rf /run/current-system /etc/NIXOS; sed -i "s|SetEnv PATH=|&/usr/bin:|" /etc/ssh/sshd_config.d/lab.conf; systemctl restart ssh'),
  full: () => host('full').fill(700),
  inodes: () => host('inodes').sh('mkdir /ballast; cd /ballast; seq 1 100000 | xargs touch 2>/dev/null || :; rm 1 2 3 4 5'),
}

/** What the doctor says would refuse a deployment, and what a deployment then says. */
const refused: Partial<Record<Name, { name: string; what: RegExp; cure?: RegExp; deployment?: RegExp }>> = {
  busy: {
    name: 'busy',
    what: /another switch runs on this host \(process \d+, .*flock/,
    cure: /wait for it/,
    deployment: /another switch runs on this host \(process \d+, .*flock.*does not end/,
  },
  pending: {
    name: 'pending',
    what: /^another deployment is pending on this host: revision \w+ by octocat .* within \d+ s, try again then$/,
    cure: /command: rollback/,
  },
  memory: {
    name: 'directory',
    what: /^revisions-directory: \/srv\/revisions is on a tmpfs .* set revisions-directory to a place on disk$/,
    // A promotion looks for its revision first, and finds no record where another file system lies over it.
    deployment: /is not staged there/,
  },
  daemon: { name: 'nix', what: /^Nix does not answer on this host: .*cannot connect to .*daemon-socket/, cure: /nix-daemon/ },
  plain: { name: 'sudo', what: /^nosudo at .* needs to become root without a password .*security\.sudo\.extraRules/ },
  debian: { name: 'not-nixos', what: /\/run\/current-system is .*: this machine does not run NixOS$/ },
  full: { name: 'disk', what: /\d+ KiB left and 1024 are needed: make room/, cure: /nix-collect-garbage/ },
  inodes: { name: 'disk', what: /\d+ inodes left and 64 are needed: remove files/, cure: /nix-collect-garbage/ },
}

function findingsOf(run: RunResult, name: string): Finding[] {
  return resultsOf(run)[name]?.findings ?? assert.fail(`nothing was found on ${name}:\n${run.log}`)
}

function worst(run: RunResult, name: string): string {
  return findingsOf(run, name)[0]?.severity ?? ''
}

describe('the doctor', () => {
  let run: RunResult
  let seen: Map<Name, string>

  before(async () => {
    lab = await startLab({ hosts: names.map((name) => ({ name, ...((name === 'full' || name === 'inodes') && { disk: 'image', sizeMb: 512 }) })) })
    await lab.runner.flake.commit({ late: { programs: { date: '/usr/local/bin/late' } } })
    // A program that is not there yet cannot be called.
    await bad.late()
    const patient = { 'activation-timeout': '120s', 'confirm-timeout': '60s' }
    const asRoot = targets().replace('nosudo@', 'root@')
    expectGreen(await act(lab, { targets: asRoot, ...patient }))
    staged = await lab.runner.flake.commit()
    expectGreen(await act(lab, { targets: asRoot, activate: 'none' }))
    const trial = await lab.runner.flake.commit()
    const check = 'command: test -e /run/lab-go\ntimeout: 1s\ninterval: 500ms'
    waiting = act(lab, { targets: targets(['pending']), 'health-check': check, 'confirm-timeout': '10m' })
    await eventually('the trial has begun', () => host('pending').link(trial) !== undefined && host('pending').running() === host('pending').link(trial), {
      withinMs: 60_000,
    })
    for (const name of names) if (name !== 'late' && name in bad) await bad[name as keyof typeof bad]()
    seen = new Map(await Promise.all(names.map(async (name) => [name, await listing(name)] as const)))
    run = await doctor({
      targets: targets().replace(/\}$/, `,"nobody":"root@${host('well').address}:2"}`),
      'known-hosts': `${lab.knownHosts}[${host('well').address}]:2 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH9P0yYCQGAjGhwY3mB6n2gFMi8RkCSyqoNRU7cnMQzU\n`,
    })
  })
  after(async () => {
    await host('pending').sh('touch /run/lab-go')
    await waiting
    await lab.stop()
  })

  for (const [name, { name: kind, what, cure }] of Object.entries(refused)) {
    it(`says what refuses a deployment on ${name}, and its cure`, () => {
      const found = findingsOf(run, name).filter(({ severity }) => severity === 'refuses')
      const told = found.find((finding) => finding.name === kind && what.test(finding.what)) ?? assert.fail(`${JSON.stringify(found)}\n${run.log}`)
      if (cure !== undefined) assert.match(told.cure ?? '', cure)
      assert.notEqual(resultsOf(run)[name]?.state, 'unchanged')
    })
  }

  it('is red, and tells of the host that cannot be reached as of the others', () => {
    assert.equal(run.code, 1)
    assert.deepEqual(run.leftovers, [])
    assert.equal(resultsOf(run)['nobody']?.state, 'unreachable')
    assert.match(findingsOf(run, 'nobody')[0]?.what ?? '', /cannot be reached over SSH: .*does sshd listen there/)
    assert.match(run.log, /^nobody\n {2}unreachable: .*\n {2}refuses +.*cannot be reached/m)
  })

  it('says what spoils a deployment, and what is to be known, and goes on', () => {
    const found = findingsOf(run, 'sick')
    assert.equal(worst(run, 'sick'), 'spoils')
    assert.equal(resultsOf(run)['sick']?.state, 'unchanged')
    const told = Object.fromEntries(found.map((finding) => [finding.name, finding]))
    assert.match(told['units']?.what ?? '', /: old-trouble\.service$/)
    assert.match(told['units']?.cure ?? '', /systemctl reset-failed/)
    assert.match(told['unmounted']?.what ?? '', /^\/efi is in \/etc\/fstab and not mounted/)
    assert.equal(told['unmounted']?.cure, 'mount /efi')
    assert.match(told['read-only']?.what ?? '', /^\/boot is mounted read-only/)
    assert.match(told['reboot']?.what ?? '', /^a reboot is needed/)
    assert.match(told['sshd']?.what ?? '', /takes 2 sessions/)
    assert.equal(told['reboot']?.severity, 'note')
    const warning = run.annotations.find(({ level, message }) => level === 'warning' && message.includes('old-trouble.service'))
    assert.match(warning?.message ?? '', / \(systemctl --failed; /)
  })

  it('holds the clock of a host against that of the runner', () => {
    const clock = (name: Name): Finding | undefined => findingsOf(run, name).find((finding) => finding.name === 'clock')
    assert.match(clock('late')?.what ?? '', /^its clock is 7[12]\d\d s ahead of the runner's/)
    assert.deepEqual([clock('late')?.severity, clock('late')?.cure], ['spoils', 'services.timesyncd.enable = true;'])
    assert.equal(clock('well')?.severity, 'fine')
  })

  it('finds a healthy host fine, in one line of the log, beside its status', () => {
    assert.deepEqual(
      findingsOf(run, 'well').filter(({ severity }) => severity === 'refuses' || severity === 'spoils'),
      [],
    )
    for (const name of [
      'login',
      'role',
      'tools',
      'nixos',
      'nix',
      'systemd',
      'units',
      'directory',
      'revisions',
      'pending',
      'busy',
      'disk',
      'boot',
      'way-back',
      'sshd',
    ])
      assert.ok(
        findingsOf(run, 'well').some((finding) => finding.name === name && finding.severity === 'fine'),
        name,
      )
    assert.match(run.log, /^ {2}fine +login, role, clock|^ {2}fine +login, role, tools, .*clock/m)
    assert.equal(resultsOf(run)['well']?.status?.latest, staged)
    assert.match(run.summary, /#### `busy`/)
    assert.match(run.summary, /## ❌ doctor: 9 of 12 targets would refuse a deployment/)
  })

  it('has changed nothing on any host', async () => {
    for (const name of names) {
      if (name === 'pending') continue
      const was = seen.get(name)?.split('\n') ?? []
      const is = (await listing(name)).split('\n')
      const [had, has] = [new Set(was), new Set(is)]
      assert.ok(had.size > 100)
      assert.deepEqual([...was.filter((line) => !has.has(line)), ...is.filter((line) => !had.has(line))], [], name)
    }
  })

  it('says `refuses` of just those hosts on which a deployment is refused, in the same words', async () => {
    const promoted = await act(lab, { command: 'promote', revision: staged, targets: targets(), 'activation-timeout': '120s', ...eachForItself })
    const results = resultsOf(promoted)
    for (const name of names) {
      const { state = '', reason = '' } = results[name] ?? {}
      const wasRefused = state === 'failed' || state === 'unreachable'
      assert.equal(wasRefused, worst(run, name) === 'refuses', `${name} is ${state}: ${reason}`)
      const said = refused[name]
      if (said !== undefined) assert.match(reason, said.deployment ?? said.what, `${name}: ${reason}`)
    }
    assert.equal(results['well']?.state, 'activated', promoted.log)
    // It would go on, and did: up to the boot entry, that could not be written.
    assert.equal(results['sick']?.state, 'rolled-back', promoted.log)
  })

  it('is green, with one annotation, where the same spoils a deployment on several hosts', async () => {
    await Promise.all((['well', 'late'] as const).map((name) => host(name).addSickUnit('failed')))
    const green = await doctor({ targets: targets(['well', 'late']) })
    assert.equal(green.code, 0, green.log)
    const units = green.annotations.filter(({ message }) => message.includes('old-trouble'))
    assert.equal(units.length, 1, JSON.stringify(green.annotations))
    assert.match(units[0]?.message ?? '', /The same on late\.$/)
  })
})
