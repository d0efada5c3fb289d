// Runs as the job summary may have to tell them: for its golden files, and for the picture in the README.

import type { Phase, PhaseSpan, Report, TargetResult } from '../../../src/events/results.ts'
import type { TargetStory } from '../../../src/events/timeline.ts'
import { finding } from '../../../src/host/doctor.ts'
import type { HostStatus } from '../../../src/host/status.ts'
import type { PackageChange, SystemChange } from '../../../src/host/system-change.ts'
import type { SystemDifference } from '../../../src/host/system-facts.ts'
import type { SummaryData } from '../../../src/report/summary.ts'
import { INPUT_DEFAULTS, type Inputs } from '../../../src/settings/inputs.ts'
import { settingsOf } from '../settings/settings.ts'

export const was = '7c0ffee1d0a6e2b3c4d5e6f708192a3b4c5d6e7f'
export const is = 'b01dface4f2e3d1c0b9a8f7e6d5c4b3a29180716'
const startedAt = Date.UTC(2026, 10, 21, 9, 30, 0)

export function toplevel(name: string, version: string, hash = 'q'): string {
  return `/nix/store/${hash}7m1k0z4v1b2n3m4w9x0c5d8f6g2h3j${hash}-nixos-system-${name}-${version}`
}

function phases(begin: number, ...spans: [Phase, number][]): PhaseSpan[] {
  let at = startedAt + begin * 1000
  return spans.map(([phase, seconds]) => {
    const span = { phase, startedAt: new Date(at).toISOString(), seconds }
    at += seconds * 1000
    return span
  })
}

function change(name: string, before: string[], after: string[], bytes: number, kind: PackageChange['kind'] = 'upgraded'): PackageChange {
  return { name, kind, before, after, bytes }
}

export const changes: SystemChange = {
  before: { paths: 1204, bytes: 2_214_503_112 },
  after: { paths: 1207, bytes: 2_231_220_480 },
  packages: [
    change('curl', ['8.16.0'], ['8.17.0'], 12_288),
    change('fzf', [], ['0.66.1'], 4_812_000, 'added'),
    change('linux', ['6.12.57'], ['6.12.58'], 41_216),
    change('nginx', ['1.28.0'], ['1.29.3'], 188_416),
    change('nodejs', ['22.20.0'], ['22.21.1'], 11_700_992),
    change('openssl', ['3.6.0'], ['3.5.4'], -24_576, 'downgraded'),
    change('tmate', ['2.4.0'], [], -612_352, 'removed'),
  ],
  rebuilt: 31,
  configuration: 18,
}

export function story(name: string, result: Partial<TargetResult> & Pick<TargetResult, 'state'>, more: Partial<TargetStory> = {}): TargetStory {
  const spans = more.phases ?? []
  const seconds = Object.fromEntries(spans.map((span) => [span.phase, span.seconds ?? 0]))
  return { name, ofGate: false, checks: [], ...more, phases: spans, result: { seconds, ...result } }
}

const check = (name: string): string => `https://${name}.example.com/healthz`
const passed = (name: string): TargetStory['checks'] => [{ check: check(name), passed: true, answer: 'as expected', attempts: 2 }]

function data(inputs: Partial<Inputs>, stories: TargetStory[], seconds: number, more: Partial<SummaryData> = {}): SummaryData {
  const results = Object.fromEntries(stories.filter(({ ofGate }) => !ofGate).map(({ name, result }) => [name, result as TargetResult]))
  const report: Report = { ...(inputs.revision === undefined && { revision: is }), results }
  return {
    settings: settingsOf({ ...(Object.fromEntries(Object.keys(INPUT_DEFAULTS).map((name) => [name, ''])) as Inputs), ...inputs }),
    startedAt,
    endedAt: startedAt + seconds * 1000,
    phases: [],
    stories,
    report,
    cancelled: false,
    commitUrl: 'https://github.com/org/infrastructure/commit/',
    action: 'org/nix-flake-deploy@v1',
    ...more,
  }
}

const built = { phases: phases(0.1, ['evaluate-and-build', 21.4]) }
const activated: [Phase, number][] = [
  ['connect', 0.6],
  ['stage', 6.2],
  ['activate', 7.9],
  ['reach', 0.7],
  ['check', 4.2],
  ['confirm', 1.6],
]
const standing: HostStatus = {
  running: toplevel('web', '25.11'),
  booted: toplevel('web', '25.11', 'p'),
  bootDefault: toplevel('web', '25.11'),
  machine: 'x86_64',
  latest: is,
  healthy: is,
  previous: was,
  revisions: [
    { label: was, toplevel: toplevel('web', '25.11', 'p'), confirmed: true },
    { label: is, toplevel: toplevel('web', '25.11'), confirmed: true },
  ],
  events: [],
}

/** A fleet of 60 in three waves, of which one failed in the second. */
function fleet(): SummaryData {
  const names = Array.from({ length: 60 }, (_, index) => `web-${String(index + 1).padStart(2, '0')}`)
  const waveOf = (index: number): number => (index < 4 ? 0 : index < 30 ? 1 : 2)
  const stories = names.map((name, index) => {
    const staged = phases(2, ['connect', 0.4], ['stage', 3.1])
    const known = { revision: is, previousRevision: was, toplevel: toplevel('web', '25.11'), previousToplevel: toplevel('web', '25.11', 'p') }
    if (waveOf(index) === 2)
      return story(
        name,
        { state: 'not-begun', revision: is, reason: 'not begun: 1 failed, and 0 may (max-failures): web-17; nothing was changed here' },
        { phases: staged },
      )
    const failed = name === 'web-17'
    const spans: [Phase, number][] = [['activate', 8], ['reach', 0.6], ['check', failed ? 110 : 4], failed ? ['roll-back', 7] : ['confirm', 1.4]]
    const soak: [Phase, number][] = waveOf(index) === 0 ? [['soak', 120]] : []
    return story(
      name,
      failed
        ? { ...known, state: 'rolled-back', reason: 'health check failed: https://web-17.example.com/healthz: the status is 500 (41 attempts)' }
        : { ...known, state: 'activated' },
      { phases: [...staged, ...phases(waveOf(index) === 0 ? 6 : 142, ...spans, ...soak)] },
    )
  })
  const began = (seconds: number): string => new Date(startedAt + seconds * 1000).toISOString()
  return data(
    {
      targets: names.map((name) => `${name}: { host: deploy@${name}.example.com, configuration: web }`).join('\n'),
      waves: '- web-0[1-4]'.replace('[1-4]', '?'),
      soak: '2m',
    },
    stories,
    268,
    {
      ...built,
      waves: [
        { title: 'wave 1 (canary)', targets: names.slice(0, 4), startedAt: began(6), seconds: 134 },
        { title: 'wave 2 (@web)', targets: names.slice(4, 30), startedAt: began(142), seconds: 126 },
      ],
    },
  )
}

/** Each is a golden file of that name. */
/** What `diff` finds of a system that changes in every way. */
const differs: SystemDifference = {
  packages: changes,
  units: {
    stopped: ['old.service'],
    started: ['metrics.timer'],
    restarted: ['nginx.service', 'app@blue.service'],
    reloaded: ['dbus.service'],
    notRestarted: ['display-manager.service'],
    ifRunning: ['backup.service'],
  },
  reboot: [],
  refusesSwitch: false,
}

export const samples: Record<string, SummaryData> = {
  fleet: fleet(),
  deployed: data(
    { targets: 'staging: deploy@staging.example.com\nmail: deploy@mail.example.com\nproduction: { host: deploy@production.example.com, activate: none }' },
    [
      story(
        'staging',
        {
          state: 'activated',
          revision: is,
          previousRevision: was,
          toplevel: toplevel('staging', '25.11'),
          previousToplevel: toplevel('staging', '25.11', 'p'),
        },
        { phases: phases(21.6, ...activated), checks: passed('staging'), changes },
      ),
      story(
        'mail',
        {
          state: 'rolled-back',
          revision: is,
          previousRevision: was,
          toplevel: toplevel('mail', '25.11', 'k'),
          previousToplevel: toplevel('mail', '25.11', 'l'),
          reason: `health check failed: ${check('mail')}: the status is 503, not 2xx (9 attempts)`,
        },
        {
          phases: phases(21.6, ['connect', 0.8], ['stage', 7.1], ['activate', 8.4], ['reach', 0.7], ['check', 18.4], ['roll-back', 5.1]),
          checks: [{ check: check('mail'), passed: false, answer: 'the status is 503, not 2xx', attempts: 9 }],
          changes: { ...changes, packages: changes.packages.slice(0, 3), rebuilt: 4 },
        },
      ),
      story(
        'production',
        { state: 'staged', revision: is, toplevel: toplevel('production', '25.11', 'm') },
        { phases: phases(21.6, ['connect', 0.7], ['stage', 9.8]) },
      ),
    ],
    62.5,
    built,
  ),
  promoted: data(
    {
      command: 'promote',
      revision: 'healthy',
      targets: 'production: deploy@production.example.com',
      'require-healthy-on': 'staging: deploy@staging.example.com',
    },
    [
      story(
        'staging',
        { state: 'unchanged', revision: is, reason: 'the gate holds here' },
        { ofGate: true, phases: phases(0.1, ['connect', 0.5], ['gate', 0.3]) },
      ),
      story(
        'production',
        {
          state: 'activated',
          revision: is,
          previousRevision: 'found-p7m1k0z4v1b2',
          toplevel: toplevel('production', '25.11'),
          previousToplevel: toplevel('production', '25.05', 'p'),
        },
        { phases: phases(1, ...activated.filter(([phase]) => phase !== 'stage')), checks: passed('www'), changes },
      ),
    ],
    17.4,
    { report: { revision: is, results: { production: { state: 'activated', seconds: {} } } } },
  ),
  'boots-next': data(
    { targets: 'web: { host: web.example.com, activate: boot }\nmail: { host: mail.example.com, activate: none }' },
    [
      story(
        'web',
        {
          state: 'staged',
          revision: is,
          previousRevision: was,
          toplevel: toplevel('web', '25.11'),
          previousToplevel: toplevel('web', '25.11', 'p'),
          reason: `boots next: ${is}, unconfirmed; a power cut boots it too`,
        },
        { phases: phases(0.2, ['connect', 0.6], ['stage', 2.1], ['activate', 0.4]), changes: { ...changes, packages: changes.packages.slice(0, 1) } },
      ),
      story('mail', { state: 'unchanged', revision: is, toplevel: toplevel('mail', '25.11') }, { phases: phases(0.2, ['connect', 0.6], ['stage', 0.3]) }),
    ],
    4,
    { report: { revision: is, results: { web: { state: 'staged', seconds: {} }, mail: { state: 'unchanged', seconds: {} } } } },
  ),
  status: data(
    { command: 'status', targets: 'web: web.example.com\nmail: mail.example.com' },
    [
      story(
        'web',
        {
          state: 'unchanged',
          revision: is,
          status: {
            ...standing,
            pending: { id: '0', since: '2026-11-21T09:29:31Z', revision: 'try-7', who: 'octocat https://github.com/org/infrastructure/actions/runs/7' },
          },
        },
        { phases: phases(0, ['connect', 0.6]) },
      ),
      story(
        'mail',
        { state: 'unreachable', reason: 'mail.example.com cannot be reached over SSH: Connection refused' },
        { phases: phases(0, ['connect', 20.2]) },
      ),
    ],
    20.5,
    { report: { results: { web: { state: 'unchanged', seconds: {} }, mail: { state: 'unreachable', seconds: {} } } } },
  ),
  doctor: data(
    { command: 'status', doctor: 'true', targets: 'web: web.example.com\nmail: deploy@mail.example.com\nbackup: backup.example.com' },
    [
      story('web', {
        state: 'unchanged',
        status: standing,
        findings: [
          finding('spoils', 'units', 'units are in trouble already, and are not held against a new system: odd|name.service'),
          finding('note', 'reboot', 'a reboot is needed: kernel, initrd or modules of the system that runs are not those that were booted'),
          finding('fine', 'login', 'root logs in with a key of the ssh-agent'),
          finding('fine', 'nix', 'Nix 2.26.3 answers'),
        ],
      }),
      story('mail', {
        state: 'failed',
        reason: 'a deployment would be refused: /nix/var/nix has 700 KiB left',
        findings: [
          finding('refuses', 'disk', '/nix/var/nix has 700 KiB left and 1024 are needed: make room (nix-collect-garbage), then deploy again', '/nix/var/nix'),
          finding('refuses', 'disk', '/boot has 5 inodes left and 64 are needed', '/boot'),
          finding('fine', 'login', 'deploy logs in'),
        ],
      }),
      story('backup', {
        state: 'unchanged',
        status: standing,
        findings: [finding('fine', 'login', 'root logs in'), finding('fine', 'nix', 'Nix 2.26.3 answers')],
      }),
    ],
    3.4,
  ),
  refused: data(
    { command: 'promote', revision: is, targets: 'production: deploy@production.example.com', 'require-healthy-on': 'staging: deploy@staging.example.com' },
    [
      story(
        'staging',
        { state: 'failed', reason: `revision ${is} is not staged there; deploy it there first` },
        { ofGate: true, phases: phases(0, ['connect', 0.5], ['gate', 0.3]) },
      ),
    ],
    1.2,
    { report: undefined, failure: `require-healthy-on: staging: revision ${is} is not staged there; deploy it there first. Nothing was activated` },
  ),
  cancelled: data(
    { targets: 'staging: deploy@staging.example.com\nmail: deploy@mail.example.com' },
    [
      {
        ...story(
          'staging',
          { state: 'failed' },
          { phases: [...phases(20, ['connect', 0.5]), { phase: 'stage', startedAt: new Date(startedAt + 20_600).toISOString() }] },
        ),
        result: undefined,
      },
    ],
    24,
    { ...built, report: undefined, failure: 'the run was cancelled', cancelled: true },
  ),
  built: data({ command: 'build' }, [], 21.6, {
    ...built,
    report: { revision: is, toplevels: { staging: toplevel('staging', '25.11'), production: toplevel('production', '25.11', 'm') } },
  }),
  'rolled-back-by-hand': data(
    { command: 'rollback', targets: 'staging: "[2001:db8::7]:2222"\nweb: { host: web.example.com, configuration: frontend }' },
    [
      story(
        'staging',
        {
          state: 'activated',
          revision: was,
          previousRevision: is,
          toplevel: toplevel('staging', '25.11', 'p'),
          previousToplevel: toplevel('staging', '25.11'),
        },
        { phases: phases(0.2, ...activated.filter(([phase]) => phase !== 'stage')) },
      ),
      story(
        'web',
        { state: 'failed', reason: 'deploy at web.example.com needs to become root without a password. Add to /etc/sudoers:\ndeploy ALL=(root) NOPASSWD: ALL' },
        { phases: phases(0.2, ['connect', 0.6]) },
      ),
    ],
    16,
    { report: { revision: was, results: { staging: { state: 'activated', seconds: {} }, web: { state: 'failed', seconds: {} } } } },
  ),
  compared: data({ command: 'diff' }, [], 31, {
    ...built,
    report: {
      differences: [
        { name: 'staging', configuration: 'staging', state: 'changed', difference: differs },
        { name: 'web', configuration: 'web', state: 'changed', difference: differs },
        {
          name: 'gateway',
          configuration: 'gateway',
          state: 'changed',
          difference: { ...differs, packages: { ...changes, packages: [] }, reboot: ['kernel', 'switch-inhibitors'], refusesSwitch: true },
        },
        { name: 'new|one', configuration: 'new|one', state: 'added' },
        { name: 'old', configuration: 'old', state: 'removed' },
        { name: 'broken', configuration: 'broken', state: 'unknown', reason: "error: attribute 'x' missing\n@octocat <img src=x>" },
        { name: 'db', configuration: 'db', state: 'same' },
        { name: 'mail', configuration: 'mail', state: 'same' },
      ],
    },
  }),
  'wrong-inputs': data({ command: 'list' }, [], 0.1, {
    settings: undefined,
    report: undefined,
    failure: "targets: 'production' has no host; write\n  production: root@host",
  }),
}
