// The job summary of real runs: what it tells, and that others' text in it is only text.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../lab/command.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import { elementsOf, rowsOf } from '../unit/report/page.ts'
import { act, answersRevision, expectGreen, expectRed, type Inputs, resultsOf, statesOf } from './scenario.ts'

describe('the job summary', () => {
  let lab: Lab
  let staging: LabHost
  let production: LabHost
  let first: string
  let second: string

  const targets = (activate = 'none'): string => `staging: deploy@${staging.address}\nproduction: { host: "root@${production.address}", activate: ${activate} }`
  /** The rows of all tables as a reader sees them. */
  const cells = (summary: string): string =>
    rowsOf(summary)
      .map((row) => row.join('|'))
      .join('\n')
  const withoutNix = (inputs: Inputs): ReturnType<typeof act> => act(lab, inputs, { path: lab.runner.pathWithoutNix, cwd: '/' })

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'staging' }, { name: 'production', suite: 'bookworm' }] })
    ;({ staging, production } = lab.hosts as Record<'staging' | 'production', LabHost>)
    first = await lab.runner.flake.commit({ staging: { version: '1.2.9', parts: { 'libold-1.0': 5000 } }, production: { version: '1.2.9' } })
    expectGreen(await act(lab, { targets: targets('switch') }))
    second = await lab.runner.flake.commit({ staging: { version: '1.2.10', parts: { 'libnew-2.0': 70_000 } }, production: { version: '1.2.10' } })
  })
  after(() => lab.stop())

  it('of a green deployment tells what was asked, what changed and how to go back and on', async () => {
    const run = await act(lab, { targets: targets(), 'health-check': answersRevision.replace('{revision}', '1.2.10') })
    expectGreen(run)
    const { summary } = run
    const link = (sha: string): string => `[\`${sha.slice(0, 7)}\`](https://github.com/org/repo/commit/${sha})`
    assert.match(summary, /^## ✅ deploy: 2 targets are as asked\n/)
    assert.ok(summary.includes(`| \`staging\` | ✅&nbsp;activated | ${link(first)} → ${link(second)} | `), summary)
    assert.ok(summary.includes(`| \`production\` | 📦&nbsp;staged | ${link(second)} | `), summary)
    assert.match(summary, /<b><code>staging<\/code><\/b>: 1 upgraded, 1 added, 1 removed; closure /)
    for (const row of ['| upgraded | `web` | `1.2.9` | `1.2.10` |', '| added | `libnew` | – | `2.0` | +70.1 kB |', '| removed | `libold` | `1.0` | – |'])
      assert.ok(summary.includes(row), `${row}\n${summary}`)
    assert.ok(cells(summary).includes(`staging|http://${staging.address}:8080/|✅ as expected|1`), summary)
    for (const phase of ['read the flake', 'evaluate and build', 'connect', 'stage', 'activate', 'reach over a new connection', 'health checks', 'confirm']) {
      assert.match(summary, new RegExp(`^  ${phase} :(done, )?\\d+, \\d+$`, 'm'))
      assert.match(summary, new RegExp(`^\\| \`(runner|staging)\` \\| ${phase} \\| [\\d.]+ s \\| `, 'm'))
    }
    assert.ok(summary.includes(`command: rollback\n    revision: "${first}"\n    targets: |\n      staging: deploy@${staging.address}`), summary)
    assert.ok(summary.includes(`command: promote\n    revision: "${second}"\n    targets: |\n      production: root@${production.address}`), summary)
    const { staging: result } = resultsOf(run)
    assert.equal(result?.previousRevision, first)
    assert.deepEqual(
      result.phases?.map(({ phase }) => phase),
      ['connect', 'stage', 'activate', 'reach', 'check', 'confirm'],
    )
    assert.deepEqual(
      result.checks?.map(({ passed, attempts }) => ({ passed, attempts })),
      [{ passed: true, attempts: 1 }],
    )
    assert.deepEqual(
      result.changes?.packages.map(({ name, kind, before, after }) => [name, kind, before, after]),
      [
        ['libnew', 'added', [], ['2.0']],
        ['libold', 'removed', ['1.0'], []],
        ['web', 'upgraded', ['1.2.9'], ['1.2.10']],
      ],
    )
    const size = async (path: string | undefined): Promise<number> =>
      Number(await staging.sh(`nix-store -q --requisites ${path ?? ''} | xargs nix-store -q --size | awk '{ sum += $1 } END { print sum }'`))
    assert.equal(result.changes.after.bytes, await size(result.toplevel))
    assert.equal(result.changes.before.bytes, await size(result.previousToplevel))
  })

  it('of a promotion is the same without Nix on the runner, and names the gate', async () => {
    const run = await withoutNix({
      command: 'promote',
      revision: 'healthy',
      targets: `production: root@${production.address}`,
      'require-healthy-on': `staging: root@${staging.address}`,
    })
    expectGreen(run)
    assert.match(run.summary, /^## ✅ promote: 1 target is as asked\n/)
    assert.match(run.summary, /\| ✅ `staging` \|/)
    assert.match(run.summary, /`healthy`/)
    assert.match(run.summary, /<b><code>production<\/code><\/b>: 1 upgraded; closure /)
    assert.match(run.summary, /^ {2}section staging \(gate\)$/m)
  })

  it('of a deployment that is rolled back says why, what it would have changed, and where the host stands', async () => {
    const sick = await lab.runner.flake.commit({ staging: { version: '1.2.11', sick: 'unhealthy' } })
    const run = await act(lab, {
      targets: `staging: deploy@${staging.address}`,
      'health-check': 'url: "http://{host}:8080/"\ntimeout: 1s\ninterval: 300ms',
      'confirm-timeout': '3s',
    })
    expectRed(run, /health check failed/)
    assert.match(run.summary, /^## ❌ deploy: 1 of 1 target not as asked\n/)
    const went = [second, sick, second].map((sha) => `[\`${sha.slice(0, 7)}\`](https://github.com/org/repo/commit/${sha})`).join(' → ')
    assert.ok(run.summary.includes(`| \`staging\` | ↩️&nbsp;rolled&nbsp;back | ${went} |`), run.summary)
    assert.match(cells(run.summary), new RegExp(`^staging\\|health check failed: http://${staging.address}:8080/: the status is 500, not 2xx`, 'm'))
    assert.match(cells(run.summary), new RegExp(`^staging\\|http://${staging.address}:8080/\\|❌ the status is 500, not 2xx\\|\\d+$`, 'm'))
    assert.match(run.summary, /<b><code>staging<\/code><\/b> \(rolled back: what it would have changed\): 1 upgraded/)
    assert.match(run.summary, /^ {2}roll back :crit, \d+, \d+$/m)
    assert.doesNotMatch(run.summary, /command: rollback/)
  })

  it('of status tells where each host stands', async () => {
    const run = await withoutNix({ command: 'status', targets: targets() })
    expectGreen(run)
    assert.match(run.summary, /^## ✅ status\n/)
    const is = `[\`${second.slice(0, 7)}\`](https://github.com/org/repo/commit/${second})`
    assert.ok(run.summary.includes(`| \`production\` | ${is} | ${is} | ${is} | ${is} | [\`${first.slice(0, 7)}`), run.summary)
  })

  it('of a closed gate and of wrong inputs says what kept it from its work', async () => {
    const closed = await withoutNix({
      command: 'promote',
      revision: 'never-seen',
      targets: `production: root@${production.address}`,
      'require-healthy-on': `staging: root@${staging.address}`,
    })
    assert.match(closed.summary, /^## ❌ promote: nothing came of it\n[^]*\| ❌ `staging` \|[^]*not begun/)
    assert.ok(
      elementsOf(closed.summary).some(
        ({ tagName, text }) => tagName === 'blockquote' && text.includes('Why: require-healthy-on: staging: revision never-seen is not staged there'),
      ),
      closed.summary,
    )
    const wrong = await act(lab, { targets: 'nowhere' })
    assert.match(wrong.summary, /^## ❌ nix-flake-deploy: nothing came of it\n\n> \*\*Why:\*\* `targets, line 1: /)
  })

  it('of a cancelled run is written too', async () => {
    await lab.runner.flake.commit({ staging: { version: '1.2.12', sick: 'unhealthy' } })
    const run = await act(
      lab,
      { targets: `staging: deploy@${staging.address}`, 'health-check': 'url: "http://{host}:8080/"\ntimeout: 1s\ninterval: 300ms' },
      { cancelAfter: (output) => output.includes('not healthy yet') },
    )
    assert.equal(run.outcome, 'cancelled')
    assert.match(run.summary, /^## 🚫 deploy: the run was cancelled\n[^]*\| `staging` \| ↩️&nbsp;rolled&nbsp;back \|[^]*the workflow run was cancelled/)
    await eventually('nothing is pending', () => staging.readFile('/srv/revisions/.state/pending') === undefined)
  })

  it('has no other markup for what others wrote into it', async () => {
    const hostile =
      '| <img src=x onerror=alert(1)> </details> <b>x</b> ![x](https://evil.example/x) [y](https://evil.example) **bold** `code` @octocat www.evil.example $a$ \u202e &amp; ```\n## Heading\n</code></pre><script>1</script>'
    await lab.runner.flake.commit({ staging: { version: '1.2.13', sick: undefined, body: hostile } })
    const run = await act(lab, {
      targets: `staging: deploy@${staging.address}`,
      'health-check': 'url: "http://{host}:8080/"\nexpect-body: never\ntimeout: 1s\ninterval: 300ms',
      'confirm-timeout': '3s',
    })
    expectRed(run, /health check failed/)
    assert.deepEqual(statesOf(run), { staging: 'rolled-back' })
    const elements = elementsOf(run.summary)
    assert.deepEqual(
      elements.filter(({ tagName }) => ['img', 'script', 'strong'].includes(tagName)),
      [],
    )
    for (const { href } of elements) if (href !== undefined) assert.match(href, /^https:\/\/github\.com\/org\/repo\/commit\/[0-9a-f]{40}$/)
    assert.deepEqual(
      elements.filter(({ tagName }) => /^h\d$/.test(tagName)).map(({ text }) => text),
      ['❌ deploy: 1 of 1 target not as asked', 'What went wrong', 'What changed', 'Health checks', 'When'],
    )
    assert.ok(
      elements.some(({ tagName, text }) => tagName === 'td' && text.includes('<img src=x onerror=alert(1)>')),
      run.summary,
    )
  })
})
