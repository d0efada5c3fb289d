// Whoever has a lock's descriptor holds the lock, and whoever has the protocol's can answer for the agent: so of all that the
// agent starts, nothing that is not its own has either.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { act, answersRevision, expectGreen, expectRed, statesOf } from './scenario.ts'

/** A process of a host, as it was at one moment. */
interface Seen {
  pid: string
  name: string
  /** As the host counts. */
  user: number
  command: string
  /** Descriptor → what is behind it. */
  open: Map<string, string>
}

const locks = '/run/nix-flake-deploy'

/** What runs on a host, seen from outside. A process is named first: what it has open is then no more than what it began with. */
function processesOf(host: LabHost): Seen[] {
  const namespace = (pid: string): string => readlinkSync(`/proc/${pid}/ns/pid`)
  const inside = namespace(String(host.leader()))
  const files = lockFiles(host)
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        if (namespace(pid) !== inside) return []
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        const open = readdirSync(`/proc/${pid}/fd`).map((descriptor): [string, string] => {
          const { dev, ino } = statSync(`/proc/${pid}/fd/${descriptor}`)
          return [descriptor, files.get(`${dev}:${ino}`) ?? readlinkSync(`/proc/${pid}/fd/${descriptor}`)]
        })
        const [, name = ''] = /^Name:\s*(.*)$/m.exec(status) ?? []
        const [, user = ''] = /^Uid:\s*(\d+)/m.exec(status) ?? []
        return [{ pid, name, user: Number(user), command, open: new Map(open) }]
      } catch {
        return [] // it has ended meanwhile
      }
    })
}

/** The host's lock files, by what tells a file from all others. */
function lockFiles(host: LabHost): Map<string, string> {
  const directory = `/proc/${host.leader()}/root${locks}`
  const names = readdirSync(directory).filter((name) => name.endsWith('lock'))
  return new Map(
    names.map((name) => {
      const { dev, ino } = statSync(`${directory}/${name}`)
      return [`${dev}:${ino}`, `${locks}/${name}`]
    }),
  )
}

const isOfOthers = ({ name, user }: Seen): boolean =>
  user !== 0 || /^(switch-to-confi|activate|systemctl|systemd-run|setpriv|timeout|sleep|nix.*|xargs|tar|curl)$/.test(name)

describe('what the host agent starts', () => {
  let lab: Lab
  let host: LabHost
  let user: number
  const seen: Seen[] = []
  /** What the agent speaks by and listens to. */
  const protocol = new Set<string>()

  function look(): void {
    const now = processesOf(host)
    for (const { command, open } of now) {
      if (!command.includes('NIX_FLAKE_DEPLOY_AGENT=$(head')) continue
      // Before it has both it has not begun.
      const [answers, data] = [open.get('3'), open.get('4')]
      if (answers !== undefined && data !== undefined) protocol.add(answers).add(data)
    }
    seen.push(...now)
  }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }] })
    host = lab.hosts['web']!
    const targets = `staging: root@${host.address}`
    await lab.runner.flake.commit({ staging: { sick: 'slow', seconds: 2 } })
    expectGreen(await act(lab, { targets }))

    // A user who is logged in, and whose systemd does not answer.
    user = Number(await host.sh('id -u nosudo'))
    await host.sh(`install -d -o nosudo -g nosudo -m 700 /run/user/${user} /run/user/${user}/systemd
      systemd-run --quiet --unit=silent --socket-property=ListenStream=/run/user/${user}/systemd/private --socket-property=SocketUser=nosudo --uid=nosudo /usr/bin/sleep infinity`)
    await lab.runner.flake.commit({ staging: { sick: 'unhealthy' } })
    const looking = setInterval(look, 50)
    try {
      const run = await act(lab, { targets, 'health-check': answersRevision })
      expectRed(run, /health check failed/)
      assert.deepEqual(statesOf(run), { staging: 'rolled-back' })
    } finally {
      clearInterval(looking)
    }
  })
  after(() => lab.stop())

  it('is seen: the switch there and back, the watchdog asleep, the systemctl of a user, and the agent with lock and protocol', () => {
    const ran = (what: (process: Seen) => boolean): boolean => seen.some(what)
    assert.ok(ran(({ name, command }) => name === 'switch-to-confi' && command.endsWith(' test ')))
    assert.ok(ran(({ name }) => name === 'sleep'))
    assert.ok(ran((process) => process.name === 'systemctl' && process.user === user))
    assert.ok(ran(({ name, open }) => /^(ba|da)?sh$/.test(name) && [...open.values()].includes(`${locks}/lock`)))
    assert.ok(protocol.size > 0)
  })

  it('has no lock, and neither end of the protocol, where it is not the agent itself', () => {
    const isLock = (behind: string): boolean => behind.startsWith(locks) && behind.endsWith('lock')
    // What reads the data of a request has that to read.
    const isGiven = (name: string, descriptor: string): boolean => descriptor === '0' && /^(xargs|tar|curl)$/.test(name)
    const found = seen
      .filter(isOfOthers)
      .flatMap(({ name, user: of, command, open }) =>
        [...open]
          .filter(([descriptor, behind]) => isLock(behind) || (protocol.has(behind) && !isGiven(name, descriptor)))
          .map(([descriptor, behind]) => `${name} (${command.trim()}) of ${of}: ${descriptor} -> ${behind}`),
      )
    assert.deepEqual([...new Set(found)], [])
  })

  it('could not open a lock either, as another user', async () => {
    assert.deepEqual([...new Set((await host.sh(`stat -c '%U %a' ${locks}/*lock`)).split('\n'))], ['root 600'])
  })
})
