// `npm run demo`: two hosts with a real systemd, sshd and Nix; the built action deploys, promotes, and has a sick version
// rolled back, started as GitHub's runner starts it. Nothing is left behind.
import { styleText } from 'node:util'
import type { RunResult } from './github/runner.ts'
import type { LabHost } from './lab/host.ts'
import { startLab } from './lab/lab.ts'

interface Result {
  state: string
  reason?: string
}

const started = performance.now()

function seconds(): string {
  return `${((performance.now() - started) / 1000).toFixed(0)} s`
}

function title(text: string): void {
  console.log(`\n${styleText('bold', text)}`)
}

function show(run: RunResult): void {
  const quiet = /^(nix \||.*: (connect|stage) …|.*: evaluate)/
  for (const line of run.log.trimEnd().split('\n')) if (!quiet.test(line)) console.log(`  ${styleText('dim', '|')} ${line}`)
  for (const [target, { state }] of Object.entries(JSON.parse(run.outputs['results'] ?? '{}') as Record<string, Result>)) {
    console.log(`  → ${target} is ${styleText('bold', state)}; the step is ${run.outcome === 'success' ? 'green' : 'red'} after ${run.seconds.toFixed(1)} s`)
  }
}

async function answer(host: LabHost): Promise<void> {
  const http = await host.http()
  const version = http === undefined ? 'does not answer' : `answers ${http.status}, version ${short(http.version)}`
  const links = ['latest', 'healthy'].map((link) => `${link} → ${short(host.link(link) ?? '-')}`).join(', ')
  console.log(`  ${host.name} ${version}; ${links}; boots ${short(host.bootDefault()?.split('-').at(-1) ?? '-')}`)
}

/** A git SHA as people write it. */
function short(text: string): string {
  return text.replaceAll(/\b([0-9a-f]{7})[0-9a-f]{33}\b/g, '$1')
}

function expect(holds: boolean, what: string): void {
  if (holds) return
  console.error(styleText('red', `This is not as it should be: ${what}`))
  process.exitCode = 1
}

title('Two hosts, staging and production, and a runner are booted; somebody installed a system on both by hand')
const lab = await startLab({ hosts: [{ name: 'staging' }, { name: 'production', suite: 'forky' }] })
try {
  const { runner } = lab
  const { staging, production } = lab.hosts
  if (staging === undefined || production === undefined) throw new Error('the lab has no such hosts')
  const ssh = { 'ssh-private-key': lab.privateKey, 'known-hosts': lab.knownHosts }
  const check = `url: "http://{host}:8080/"\nexpect-header: "x-version: {revision}"`
  console.log(`  up after ${seconds()}`)
  await answer(staging)
  await answer(production)

  const first = await runner.flake.commit({}, 'The first version')
  title(`1. deploy ${short(first)}: built once; activated and proven on staging, only put on production`)
  const targets = `staging: deploy@${staging.address}\nproduction: { host: "root@${production.address}", activate: none }`
  show(await runner.run({ targets, 'health-check': check, ...ssh }))
  await answer(staging)
  await answer(production)
  expect(
    staging.link('healthy') === first && production.link('latest') === first && production.link('healthy') !== first,
    'staging has the first version, production only keeps it',
  )

  title(`2. promote ${short(first)} to production, because staging has proven it; no Nix and no checkout on the runner`)
  const promote = {
    command: 'promote',
    revision: first,
    targets: `production: root@${production.address}`,
    'health-check': check,
    'require-healthy-on': `staging: { host: "deploy@${staging.address}", health-check: "http://${staging.address}:8080/" }`,
    ...ssh,
  }
  show(await runner.run(promote, { path: runner.pathWithoutNix }))
  await answer(production)
  expect(production.link('healthy') === first && (await production.http())?.version === first, 'production runs the first version')

  const sick = await runner.flake.commit({ staging: { sick: 'unhealthy' } }, 'A version that answers 500')
  title(`3. deploy ${short(sick)}, which is sick: staging goes back by itself`)
  const failed = await runner.run({ targets, 'health-check': `${check}\ntimeout: 2s`, 'confirm-timeout': '10s', ...ssh })
  show(failed)
  await answer(staging)
  expect(failed.outcome === 'failure' && staging.link('healthy') === first && (await staging.http())?.version === first, 'staging is back on the first version')

  title(`4. promote ${short(sick)}: the gate is shut, for staging never proved it`)
  show(await runner.run({ ...promote, revision: sick }, { path: runner.pathWithoutNix }))
  await answer(production)
  expect(production.link('healthy') === first, 'production is as it was')

  title('5. status')
  show(await runner.run({ command: 'status', targets, ...ssh }, { path: runner.pathWithoutNix }))
} finally {
  await lab.stop()
}
title(`${process.exitCode === 1 ? 'It went wrong' : 'That is all'}: ${seconds()}; hosts and networks are removed`)
