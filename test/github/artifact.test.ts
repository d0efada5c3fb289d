// src/archive/artifact.ts with the real @actions/artifact, against a real blob store behind a results service of ours.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import type { ArtifactFile, ArtifactRequest, UploadedArtifact } from '../../src/archive/artifact.ts'
import { execute } from '../lab/command.ts'
import { type Faults, type ResultsService, startResults } from './results-service.ts'
import { jobToken } from './runner.ts'

// The library reads the environment by itself, and tells what it does on standard output: each call has a process of its own.
const caller = `
const [module, name, given] = process.argv.slice(1)
try {
  console.log('\\n=> ' + JSON.stringify({ value: await (await import(module))[name](JSON.parse(given)) }))
} catch ({ message }) {
  console.log('\\n=> ' + JSON.stringify({ message }))
}`

interface Answer<Value> {
  value?: Value
  message?: string
  log: string
}

describe('artifacts', () => {
  const directory = mkdtempSync(join(tmpdir(), 'artifact-'))
  const file = join(directory, 'archive.tar')
  const links = join(directory, 'links')
  const content = randomBytes(9 * 1024 * 1024)
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
  let results: ResultsService
  let lastRun = 7000

  const call = async <Value>(run: string, name: string, given: object, env: Record<string, string> = {}): Promise<Answer<Value>> => {
    const { stdout, stderr } = await execute(
      [process.execPath, '--input-type=module', '--eval', caller, join(import.meta.dirname, '../../src/archive/artifact.ts'), name, JSON.stringify(given)],
      {
        env: {
          PATH: process.env['PATH'],
          GITHUB_SERVER_URL: 'https://github.com',
          GITHUB_REPOSITORY: 'org/repo',
          GITHUB_RUN_ATTEMPT: '2',
          ...results.environment(run),
          ...env,
        },
      },
    )
    const [log = '', answer] = stdout.split('\n=> ')
    assert.ok(answer, `${stdout}${stderr}`)
    return { ...(JSON.parse(answer) as Answer<Value>), log: `${log}${stderr}` }
  }
  const upload = (run: string, given: Partial<ArtifactFile> = {}, env?: Record<string, string>): Promise<Answer<UploadedArtifact>> =>
    call(run, 'uploadArtifact', { name: 'site.tar', file, directory: links, ...given }, env)
  const download = (run: string, given: Partial<ArtifactRequest> = {}, env?: Record<string, string>): Promise<Answer<{ file: string }>> =>
    call(run, 'downloadArtifact', { name: 'site.tar', directory: join(directory, run), ...given }, env)
  const newRun = (): string => String(++lastRun)
  const uploaded = async (faults: Faults = {}): Promise<string> => {
    const run = newRun()
    assert.equal((await upload(run)).message, undefined)
    await results.fail(faults)
    return run
  }

  before(async () => {
    writeFileSync(file, content)
    mkdirSync(links)
    results = await startResults({ directory: join(directory, 'blobs') })
  })
  afterEach(() => results.fail({}))
  after(async () => {
    await results.stop()
    rmSync(directory, { recursive: true })
  })

  it('go up and come down in the same run as the file that they are, with its digest', async () => {
    const run = newRun()
    const { value, log } = await upload(run)
    assert.deepEqual(value, { name: 'site.tar', id: value?.id, url: `https://github.com/org/repo/actions/runs/${run}/artifacts/${value?.id}`, digest })
    assert.deepEqual([readdirSync(directory).sort(), readdirSync(links)], [['archive.tar', 'blobs', 'links'], []])
    const { value: there } = await download(run)
    assert.ok(there && readFileSync(there.file).equals(content))
    assert.ok(!log.includes(results.environment(run)['ACTIONS_RUNTIME_TOKEN'] ?? 'none'))
  })

  it('come down from another run with a token', async () => {
    const run = await uploaded()
    const { value, message, log } = await download(newRun(), { runId: Number(run), token: jobToken })
    assert.ok(value && readFileSync(value.file).equals(content), message)
    assert.ok(results.calls.some(({ method }) => method === `GET /repos/org/repo/actions/runs/${run}/artifacts`))
    assert.ok(!log.includes(jobToken))
  })

  it('get a number where their name is taken', async () => {
    await results.fail({ takenNames: ['site.tar', 'site-2.tar'] })
    const { value, log } = await upload(newRun())
    assert.equal(value?.name, 'site-3.tar')
    assert.match(log, /'site\.tar' is taken in this run/)
  })

  it('get a number where an upload that broke off has burned their name', async () => {
    const run = newRun()
    await results.fail({ failedFinalizes: 1 })
    assert.equal((await upload(run, { name: 'site' })).value?.name, 'site-2')
    assert.ok((await download(run, { name: 'site-2' })).value)
  })

  it('are given up after three uploads that broke off, with a way out', async () => {
    await results.fail({ failedFinalizes: 9 })
    assert.match((await upload(newRun())).message ?? '', /^the artifact 'site-3\.tar' could not be uploaded: .*could not be finalized.*archive-path/)
  })

  it('are kept for the days that were asked for, as far as the repository allows', async () => {
    const { log, value } = await upload(newRun(), { retentionDays: 400 }, { GITHUB_RETENTION_DAYS: '90' })
    assert.ok(value)
    assert.match(log, /::warning::Retention days cannot be greater .* Using 90 instead/)
    const { body } = results.calls.findLast(({ method }) => method === 'CreateArtifact') ?? assert.fail()
    const days = (Date.parse(String(body['expires_at'])) - Date.now()) / 86_400_000
    assert.ok(days > 88 && days < 91, `${days} days`)
  })

  it('stop everything, and leave no file, where the digest is another one', async () => {
    const run = await uploaded({ digest: `sha256:${'0'.repeat(64)}` })
    assert.match((await download(run)).message ?? '', /^the artifact 'site\.tar' of this run is not what was uploaded: its SHA-256/)
    assert.match((await download(newRun(), { runId: Number(run), token: jobToken })).message ?? '', /of run \d+ is not what was uploaded/)
    assert.deepEqual(readdirSync(join(directory, run)), [])
  })

  it('that would not fit on the disk are not tried, and both sizes told', async () => {
    const run = await uploaded({ size: String(1e15) })
    const { message, log } = await download(run)
    assert.match(message ?? '', /^the artifact 'site\.tar' of this run has 1000 TB, and the disk of \S+ has [\d.]+ [kMGT]B left; make room/)
    assert.doesNotMatch(log, /Downloading artifact/)
    assert.deepEqual(readdirSync(join(directory, run)), [])
  })

  it('that are not there are told with those that are', async () => {
    const run = await uploaded()
    assert.match((await download(run, { name: 'sit' })).message ?? '', /^archive: this run has no artifact 'sit'; it has 'site\.tar'/)
    assert.match((await download(newRun())).message ?? '', /^archive: this run has no artifact 'site\.tar'; it has none/)
  })

  for (const status of [403, 404]) {
    it(`of another run are refused by GitHub with ${status}: the error says which permission`, async () => {
      const run = await uploaded({ restStatus: status })
      const { message = '', log } = await download(newRun(), { runId: Number(run), token: jobToken })
      assert.match(message, new RegExp(`^archive: GitHub refuses .* of run ${run} \\(${status}\\).*github-token.*\n  permissions:\n    actions: read`))
      assert.ok(!log.includes(jobToken))
    })
  }

  it('of another run ask for a token', async () => {
    assert.match((await download(newRun(), { runId: 1 })).message ?? '', /^github-token: .*actions: read/)
  })

  for (const [place, env] of [
    ['on GitHub Enterprise Server', { GITHUB_SERVER_URL: 'https://github.example.com' }],
    ['where there is no artifact service', { ACTIONS_RUNTIME_TOKEN: '', ACTIONS_RESULTS_URL: '' }],
  ] as const) {
    it(`are not to be had ${place}: the error names archive-path`, async () => {
      assert.match((await upload(newRun(), {}, env)).message ?? '', /^there are no artifacts here .*archive-path/)
      assert.match((await call(newRun(), 'needArtifacts', {}, env)).message ?? '', /^there are no artifacts here .*archive-path/)
      assert.match((await download(newRun(), {}, env)).message ?? '', /^there are no artifacts here .*archive-path.*'archive'/)
    })
  }
})
