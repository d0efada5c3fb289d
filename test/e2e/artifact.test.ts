// An archive as a workflow artifact: one job makes it, others deploy it, with no Nix, no git and no checkout.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { type Faults, type ResultsService, startResults } from '../github/results-service.ts'
import { jobToken, type RunResult } from '../github/runner.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { act, answersRevision, expectConfirmed, expectGreen, expectRed, expectUntouched, resultsOf, see } from './scenario.ts'

describe('a workflow artifact', () => {
  let lab: Lab
  let results: ResultsService
  let lastRun = 5000

  const newRun = (): string => String(++lastRun)
  /** A step of the workflow run with this number. No token shows in its log, its state, or an argument of a process. */
  const step = async (runId: string, inputs: Record<string, string>, options: LabRunOptions = {}): Promise<RunResult> => {
    const environment = results.environment(runId)
    const run = await act(lab, inputs, { results, ...options, env: { GITHUB_RUN_ID: runId, RUNNER_DEBUG: '1', ...options.env } })
    // What is masked is told to the runner as such; nothing else of the raw output may hold it.
    const said = `${run.raw.replaceAll(/^::add-mask::.*$/gm, '')}${run.post?.raw ?? ''}${JSON.stringify(run.state)}${run.summary}`
    for (const token of [jobToken, environment['ACTIONS_RUNTIME_TOKEN'] ?? '']) assert.ok(!said.includes(token), said)
    // GitHub folds no group within another.
    const groups = run.raw
      .split('\n')
      .filter((line) => /^::(?:end)?group::/.test(line))
      .map((line) => line.startsWith('::group::'))
    assert.ok(
      groups.every((begins, index) => begins === (index % 2 === 0)),
      run.raw,
    )
    // The library shows signed addresses to those who debug.
    assert.doesNotMatch(run.log, /[?&]sig=(?!\*\*\*)/)
    assert.deepEqual(
      readdirSync(join(lab.runner.work.outside, '_temp')).filter((name) => name !== '_runner_file_commands'),
      [],
    )
    return run
  }
  const archive = (runId: string, inputs: Record<string, string> = {}, options?: LabRunOptions): Promise<RunResult> =>
    step(runId, { command: 'archive', configurations: 'staging', 'artifact-name': 'site', ...inputs }, options)
  /** A later job: on this machine, but with nothing that the earlier one had. */
  const deploy = (runId: string, archive: string, options?: LabRunOptions): Promise<RunResult> =>
    step(
      runId,
      { archive, targets: `web: { host: root@${lab.hosts.web!.address}, configuration: staging }`, 'health-check': answersRevision },
      { path: lab.runner.pathWithoutNix, cwd: '/tmp', ...options },
    )
  const expectRefused = async (said: RegExp, work: () => Promise<RunResult>): Promise<void> => {
    const seen = await see(lab.hosts.web!)
    expectRed(await work(), said)
    await expectUntouched(lab.hosts.web!, seen)
  }
  const archived = async (faults: Faults = {}): Promise<string> => {
    const runId = newRun()
    await lab.runner.flake.commit()
    expectGreen(await archive(runId))
    await results.fail(faults)
    return runId
  }

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'web' }] })
    results = await startResults({ directory: join(lab.directory, 'results'), address: '198.51.100.1', network: (argv) => lab.network(argv) })
  })
  afterEach(() => results.fail({}))
  after(async () => {
    await results.stop()
    await lab.stop()
  })

  it('carries a system from one job to the next of the same run', async () => {
    const runId = newRun()
    const revision = await lab.runner.flake.commit()
    const made = await archive(runId)
    expectGreen(made)
    assert.match(made.outputs['artifact-id'] ?? '', /^\d+$/)
    assert.equal(made.outputs['artifact-url'], `https://github.com/org/repo/actions/runs/${runId}/artifacts/${made.outputs['artifact-id']}`)
    assert.match(made.outputs['artifact-digest'] ?? '', /^(sha256:)?[0-9a-f]{64}$/)
    const run = await deploy(runId, 'artifact: site')
    expectGreen(run)
    await expectConfirmed(lab.hosts.web!, revision, resultsOf(run).web?.toplevel)
  })

  it('carries it to another run, whose token may read it', async () => {
    const revision = await lab.runner.flake.commit()
    const made = newRun()
    expectGreen(await archive(made))
    const run = await deploy(newRun(), `artifact: site\nrun-id: ${made}`)
    expectGreen(run)
    await expectConfirmed(lab.hosts.web!, revision, resultsOf(run).web?.toplevel)
    assert.ok(results.calls.some(({ method }) => method === `GET /repos/org/repo/actions/runs/${made}/artifacts`))
  })

  it('is the very file that archive-path writes', async () => {
    const runId = newRun()
    const made = await archive(runId, { 'archive-path': '../site.tar' })
    expectGreen(made)
    const file = join(lab.runner.work.outside, 'repo/site.tar')
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
    rmSync(file)
    assert.ok(made.outputs['artifact-digest']?.endsWith(digest))
  })

  for (const [when, finalizeSeconds] of [
    ['just before it is up', 3],
    ['and is killed before it is up', 60],
  ] as const) {
    it(`of a run that is cancelled ${when} leaves whole archives and nothing else, and is the last`, async () => {
      await results.fail({ finalizeSeconds })
      const begun = results.calls.length
      const run = await archive(
        newRun(),
        { configurations: 'staging\nproduction', 'archive-per-configuration': 'true', 'archive-path': '../cancelled.tar' },
        { cancelAfter: (output) => output.includes('uploading the artifact') },
      )
      assert.equal(run.outcome, 'cancelled')
      assert.equal(results.calls.slice(begun).filter(({ method }) => method === 'CreateArtifact').length, 1)
      const left = readdirSync(join(lab.runner.work.outside, 'repo')).filter((name) => name !== 'repo')
      assert.deepEqual(left.sort(), ['cancelled-production.tar', 'cancelled-staging.tar'])
      for (const name of left) rmSync(join(lab.runner.work.outside, 'repo', name))
    })
  }

  it('gets a number where its name is taken, or was burned by an upload that broke off', async () => {
    await lab.runner.flake.commit()
    await results.fail({ takenNames: ['site'], failedFinalizes: 1 })
    const runId = newRun()
    const made = await archive(runId)
    expectGreen(made)
    assert.match(made.log, /'site' is taken in this run; trying 'site-2'/)
    assert.match(made.log, /'site-2' is burned by an upload that broke off; trying 'site-3'/)
    expectGreen(await deploy(runId, 'artifact: site-3'))
  })

  it('that is not what was uploaded changes nothing', async () => {
    const runId = await archived({ digest: `sha256:${'0'.repeat(64)}` })
    await expectRefused(/'site' of this run is not what was uploaded/, () => deploy(runId, 'artifact: site'))
    await expectRefused(/is not what was uploaded/, () => deploy(newRun(), `artifact: site\nrun-id: ${runId}`))
  })

  it('that is not there is told with those that are', async () => {
    const runId = await archived()
    await expectRefused(/^archive: this run has no artifact 'sight'; it has 'site'/, () => deploy(runId, 'artifact: sight'))
  })

  it('that the token may not read is an error that says which permission', async () => {
    const runId = await archived({ restStatus: 403 })
    await expectRefused(/^archive: GitHub refuses .*github-token[^]*permissions:\n {4}actions: read/, () =>
      deploy(newRun(), `artifact: site\nrun-id: ${runId}`),
    )
  })

  it('is not to be had on GitHub Enterprise Server, where archive-path is', async () => {
    const env = { GITHUB_SERVER_URL: 'https://github.example.com' }
    await lab.runner.flake.commit()
    const refused = await archive(newRun(), {}, { env })
    expectRed(refused, /^there are no artifacts here .*archive-path/)
    assert.doesNotMatch(refused.log, /building |built \S+ in/, 'it is said before anything is built')
    await expectRefused(/^there are no artifacts here .*archive-path/, () => deploy(newRun(), 'artifact: site', { env }))
    expectGreen(await archive(newRun(), { 'artifact-name': '', 'archive-path': '../site.tar' }, { env }))
    assert.ok(existsSync(join(lab.runner.work.outside, 'repo/site.tar')))
  })
})
