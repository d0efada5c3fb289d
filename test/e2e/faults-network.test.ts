// The network between runner and host goes away while a system is being activated and proven.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RunResult } from '../github/runner.ts'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { expectGreen, expectRed, resultsOf } from './scenario.ts'
import { expectStandsOn, isPending, nothingPending, run, targetsOf } from './standing.ts'

const names = ['rejoins', 'late', 'never', 'returns', 'silent', 'port', 'race']

describe('a network that goes away', { concurrency: true }, () => {
  let lab: Lab
  let old = ''
  let toplevel = ''
  let slow = ''
  const hostOf = (name: string): LabHost => {
    const host = lab.hosts[name]
    assert.ok(host)
    return host
  }
  before(async () => {
    lab = await startLab({ hosts: names.map((name, index) => ({ name, suite: index % 2 === 0 ? 'trixie' : 'forky' })) })
    expectGreen(await run(lab, targetsOf(Object.values(lab.hosts))))
    old = await lab.runner.flake.toplevel('staging')
    await lab.runner.flake.commit({ slow: { sick: 'slow', seconds: 25 } })
    toplevel = await lab.runner.flake.toplevel('staging')
    slow = await lab.runner.flake.toplevel('slow')
    expectGreen(await run(lab, { command: 'build', configurations: 'staging\nproduction\nslow', 'out-link-prefix': '/home/runner/built-' }))
  })
  after(() => lab.stop())

  /** Runs a deployment, and does something once when its log says these words. */
  function runAnd(inputs: Record<string, string>, moments: [words: string, act: () => Promise<unknown>][]): Promise<RunResult> {
    const left = [...moments]
    const doing: Promise<unknown>[] = []
    const watch = (output: string): boolean => {
      const [next] = left
      if (next !== undefined && output.includes(next[0])) {
        left.shift()
        doing.push(next[1]())
      }
      return false
    }
    return run(lab, inputs, { cancelAfter: watch }).then(async (result) => {
      await Promise.all(doing)
      assert.deepEqual(
        left.map(([words]) => words),
        [],
        `these words did not come:\n${result.log}`,
      )
      return result
    })
  }

  /** The host has gone back although nobody could tell it to; then the network comes back. */
  const healWhenBack = async (host: LabHost): Promise<void> => {
    await eventually(`${host.name} begins`, () => isPending(host))
    await nothingPending(host)
    await host.heal()
  }

  async function nextRunDeploys(host: LabHost): Promise<void> {
    expectGreen(await run(lab, { ...targetsOf([host]), revision: 'next' }))
    await expectStandsOn(host, toplevel)
  }

  it('during activation, and comes back: the run joins it again, and misses nothing', async () => {
    const host = hostOf('rejoins')
    const result = await runAnd({ ...targetsOf([host], { configuration: 'slow' }), 'activation-timeout': '90s', 'confirm-timeout': '30s' }, [
      ['activating the configuration', () => host.cut()],
      ['trying again', () => host.heal()],
    ])
    expectGreen(result)
    assert.equal(result.log.split('activating the configuration').length, 2, result.log)
    assert.match(result.log, /starting the following units/)
    await expectStandsOn(host, slow)
  })

  it('during activation, and comes back too late: the host has gone back by itself, and the run says so', async () => {
    const host = hostOf('late')
    const result = await runAnd({ ...targetsOf([host], { configuration: 'slow' }), 'activation-timeout': '5s' }, [
      ['activating the configuration', () => host.cut().then(() => healWhenBack(host))],
    ])
    expectRed(result, /the activation did not end in time/)
    assert.equal(resultsOf(result)['late']?.state, 'rolled-back')
    await expectStandsOn(host, old)
    await nextRunDeploys(host)
  })

  it('during activation, for good: the host goes back by itself, and the run says that it is out of reach', async () => {
    const host = hostOf('never')
    const result = await runAnd({ ...targetsOf([host]), 'activation-timeout': '5s', 'confirm-timeout': '3s' }, [['the watchdog is armed', () => host.cut()]])
    assert.equal(resultsOf(result)['never']?.state, 'unreachable', result.log)
    expectRed(result, /goes back by itself/)
    await expectStandsOnWithoutNetwork(host)
    await host.heal()
    await nextRunDeploys(host)
  })

  async function expectStandsOnWithoutNetwork(host: LabHost): Promise<void> {
    assert.equal(host.running(), old)
    assert.equal(isPending(host), false)
    assert.match(await host.sh('curl -q --silent --include http://127.0.0.1:8080/'), new RegExp(`x-version: ${old.replace(/^.*-/, '')}`, 'i'))
  }

  it('before confirmation, and comes back: the system is confirmed', async () => {
    const host = hostOf('returns')
    const result = await runAnd(
      {
        ...targetsOf([host], { 'health-check': { url: `http://${host.address}:8080/`, timeout: '2s', interval: '200ms', for: '4s' } }),
        'confirm-timeout': '60s',
      },
      [
        ['health checks …', () => host.cut()],
        ['not healthy yet', () => host.heal()],
      ],
    )
    expectGreen(result)
    await expectStandsOn(host, toplevel)
  })

  it('before confirmation, and comes back too late: the host has gone back by itself, and the run says so', async () => {
    const host = hostOf('silent')
    const result = await runAnd(targetsOf([host], { 'health-check': { url: `http://${host.address}:8080/`, timeout: '2s', interval: '200ms', for: '4s' } }), [
      ['health checks …', () => host.cut().then(() => healWhenBack(host))],
    ])
    assert.equal(resultsOf(result)['silent']?.state, 'rolled-back', result.log)
    // The checks began while the new connection was being made.
    expectRed(result, /health check failed|no new connection can be made/)
    await expectStandsOn(host, old)
    await nextRunDeploys(host)
  })

  it('for new connections only: an open one proves nothing, and the host goes back', async () => {
    const host = hostOf('port')
    const result = await runAnd(targetsOf([host], { configuration: 'slow', 'activation-timeout': '60s' }), [
      [
        'activating the configuration',
        () =>
          host.sh(
            'nft "add table inet lab; add chain inet lab in { type filter hook input priority 0; }; add rule inet lab in tcp dport 22 ct state new drop; add rule inet lab in tcp dport 22 tcp flags & (syn|ack) == syn drop"',
          ),
      ],
      ['reach over a new connection …', () => nothingPending(host).then(() => host.sh('nft delete table inet lab'))],
    ])
    assert.equal(resultsOf(result)['port']?.state, 'rolled-back', result.log)
    await expectStandsOn(host, old)
    await nextRunDeploys(host)
  })

  it('has nothing to do with two deployments that race: one wins, the other says whose lock it met', async () => {
    const host = hostOf('race')
    const check = { url: `http://${host.address}:8080/`, interval: '300ms', timeout: '2s', for: '4s' }
    const both = await Promise.all(
      ['staging', 'production'].map((configuration) => run(lab, { ...targetsOf([host], { configuration, 'health-check': check }), revision: configuration })),
    )
    const states = both.map((result) => resultsOf(result)['race']?.state)
    assert.deepEqual([...states].sort(), ['activated', 'failed'], both.map(({ log }) => log).join('\n'))
    const [winner, loser] = states[0] === 'activated' ? ['staging', both[1]] : ['production', both[0]]
    assert.ok(loser)
    expectRed(loser, new RegExp(`another deployment is pending on this host: revision ${winner} by octocat`))
    await expectStandsOn(host, await lab.runner.flake.toplevel(winner))
    assert.equal(host.link('healthy'), winner)
  })
})
