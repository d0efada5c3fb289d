// What can go wrong while a system travels to a host, and what the next run makes of what has arrived.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { expectGreen, expectRed, resultsOf } from './scenario.ts'
import { expectStandsOn, run, targetsOf } from './standing.ts'
import { stopAt, stopped } from './stop-at.ts'

const spool = '/srv/revisions/.state/spool'

describe('the copy of a system to a host', { concurrency: true }, () => {
  let lab: Lab
  const host = (name: string): LabHost => {
    const found = lab.hosts[name]
    assert.ok(found)
    return found
  }
  before(async () => {
    const disk = { disk: 'image', sizeMb: 700 } as const
    lab = await startLab({
      hosts: [
        { name: 'cut' },
        { name: 'orphan', suite: 'forky' },
        { name: 'full', ...disk },
        { name: 'nearly', ...disk, suite: 'forky' },
        { name: 'partly', ...disk },
        { name: 'synced', ...disk },
        { name: 'unsynced', ...disk, suite: 'forky' },
      ],
    })
    const parts = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`part${index}`, 12_000_000]))
    await lab.runner.flake.commit({ staging: { pad: 60_000_000 }, parted: { parts } })
    // What the scenarios build is built once, before.
    expectGreen(await run(lab, { command: 'build', configurations: 'staging\nparted' }))
  })
  after(() => lab.stop())

  /** How many paths a run says that it sends, each time. */
  const sent = (log: string): number[] => [...log.matchAll(/sending (\d+) of/g)].map((match) => Number(match[1]))

  const pathsInSpool = async (on: LabHost): Promise<number> => Number(await on.sh(`find ${spool} -name '*.narinfo' 2>/dev/null | wc -l`).catch(() => '0'))

  it('goes on after a lost connection with what has not arrived', async () => {
    const cut = host('cut')
    const toplevel = await lab.runner.flake.toplevel('parted')
    const arrived = eventually('some paths have arrived', async () => (await pathsInSpool(cut)) >= 3, { everyMs: 5 }).then(() => cut.cut())
    let healed: Promise<void> | undefined
    const lost = (output: string): boolean => {
      if (output.includes('trying again')) healed ??= arrived.then(() => cut.heal())
      return false
    }
    const result = await run(lab, targetsOf([cut], { configuration: 'parted' }), { cancelAfter: lost })
    await arrived
    expectGreen(result)
    const [first = 0, second = 0, ...others] = sent(result.log)
    assert.deepEqual(others, [])
    assert.ok(second > 0 && second <= first - 3, `first ${first} were sent, then ${second}`)
    await expectStandsOn(cut, toplevel)
    assert.equal(await cut.sh(`ls ${spool}`), '')
  })

  it('is taken over from a run that vanished without a word', async () => {
    const orphan = host('orphan')
    const toplevel = await lab.runner.flake.toplevel('parted')
    const arrived = eventually('some paths have arrived', async () => (await pathsInSpool(orphan)) >= 3, { everyMs: 5 }).then(() => orphan.cut())
    // The runner's kernel soon stops to say that its dead processes' connections have ended, as a machine that is gone does.
    await lab.runner.sh(`sysctl -w net.ipv4.tcp_orphan_retries=1
      nft 'add table inet gone; add chain inet gone out { type filter hook output priority 0; }; add rule inet gone out tcp flags & rst == rst drop'`)
    await run(lab, targetsOf([orphan], { configuration: 'parted' }), { kill: arrived })
    await eventually('the runner has forgotten the connection', async () => (await lab.runner.sh(`ss -Htan dst ${orphan.address}`)) === '')
    await orphan.heal()
    assert.notEqual(await orphan.sh('pgrep -c -x tar || :'), '0', 'the host still waits for the rest')
    const result = await run(lab, targetsOf([orphan], { configuration: 'parted' }))
    expectGreen(result)
    await expectStandsOn(orphan, toplevel)
    await lab.runner.sh('nft delete table inet gone')
  })

  describe('to a host without room', () => {
    const free = async (on: LabHost): Promise<number> => Number(await on.sh('df --output=avail -k / | tail -n 1'))
    const stored = (on: LabHost): Promise<string> => on.sh("ls /nix/store | grep -v '\\.lock$'")
    for (const [name, what, kilobytes, configuration] of [
      ['full', 'for what is sent', 30_000, 'staging'],
      ['nearly', 'for what is unpacked', 90_000, 'staging'],
      ['partly', 'for all of what is unpacked', 215_000, 'parted'],
    ] as const) {
      it(`${what} fails, says what is missing, and leaves nothing; when there is room, it works`, async () => {
        const on = host(name)
        await on.fill(kilobytes)
        const before = { running: on.running() ?? '', free: await free(on), stored: await stored(on) }
        expectRed(await run(lab, targetsOf([on], { configuration })), /disk of .* is full: \d+ KiB were left .*make room/)
        await expectStandsOn(on, before.running)
        assert.equal(await stored(on), before.stored)
        const lost = before.free - (await free(on))
        assert.ok(lost < 4000, `${lost} KiB of its disk are lost`)
        await on.sh('rm /ballast')
        expectGreen(await run(lab, targetsOf([on], { configuration })))
        await expectStandsOn(on, await lab.runner.flake.toplevel(configuration))
      })
    }
  })

  const verify = (on: LabHost, toplevel: string): Promise<string> => on.sh(`nix-store --query --requisites ${toplevel} | xargs nix-store --verify-path`)

  it('is on disk when it is recorded: a power cut right after it loses nothing', async () => {
    const synced = host('synced')
    const toplevel = await lab.runner.flake.toplevel('staging')
    const revision = await lab.runner.flake.git('rev-parse', 'HEAD')
    expectGreen(await run(lab, targetsOf([synced], { activate: 'none' })))
    await synced.powerCut({ lossy: true })
    await synced.start()
    assert.equal(synced.link(revision), toplevel)
    assert.equal(synced.link('latest'), revision)
    await verify(synced, toplevel)
    const result = await run(lab, targetsOf([synced]))
    expectGreen(result)
    assert.deepEqual(sent(result.log), [])
    await expectStandsOn(synced, toplevel)
  })

  it('that a power cut ended before it was on disk is made again, whatever Nix believes to have', async () => {
    const unsynced = host('unsynced')
    const toplevel = await lab.runner.flake.toplevel('staging')
    await stopAt(unsynced, 'sync -f /nix/store*')
    const result = run(lab, targetsOf([unsynced]), { kill: stopped(unsynced) })
    await stopped(unsynced)
    await result
    await unsynced.powerCut({ lossy: true })
    await unsynced.start()
    expectGreen(await run(lab, targetsOf([unsynced])))
    await verify(unsynced, toplevel)
    await expectStandsOn(unsynced, toplevel)
    assert.equal(resultsOf(await run(lab, targetsOf([unsynced])))['unsynced']?.state, 'unchanged')
  })
})
