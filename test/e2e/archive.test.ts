// Archives as the action makes them: complete, checkable, the same bytes wherever they are made, and of use without us.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Manifest, parseManifest } from '../../src/manifest.ts'
import { type Lab, type LabHost, startLab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import type { RunResult } from '../runner.ts'
import { expectGreen } from './scenario.ts'

describe('command: archive', () => {
  let lab: Lab
  let host: LabHost

  /** A path below the runner's work directory, as it sees it and as this process does. */
  const place = (name: string): { inside: string; outside: string } => ({ inside: join(lab.runner.work.inside, name), outside: join(lab.runner.work.outside, name) })
  const make = (inputs: Record<string, string>, options?: LabRunOptions): Promise<RunResult> => lab.runner.run({ command: 'archive', ...inputs }, options)
  const files = (directory: string): string[] =>
    readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1)).sort()
  const manifestIn = (directory: string): Manifest => parseManifest(readFileSync(join(directory, 'manifest.json'), 'utf8'), 'manifest.json')
  const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
  /** Unpacks a tar file of the runner beside it, and gives the directory. */
  const unpack = async (tar: string): Promise<string> => {
    await lab.runner.sh(`mkdir '${place(tar).inside}.d' && tar -xf '${place(tar).inside}' -C '${place(tar).inside}.d'`, { user: 'runner' })
    return `${place(tar).outside}.d`
  }
  /** Every file with its digest; what two archives have in common is then what they are. */
  const digests = (directory: string): Record<string, string> => Object.fromEntries(files(directory).map((name) => [name, sha256(join(directory, name))]))
  const nix = "nix --extra-experimental-features 'nix-command flakes'"

  before(async () => {
    lab = await startLab({ hosts: [{ name: 'host', suite: 'forky' }] })
    host = lab.hosts['host']!
    await lab.runner.flake.commit({ staging: { parts: { shared: 300_000, twin1: 1000 } }, production: { parts: { shared: 300_000 } } })
  })
  after(() => lab.stop())

  it('makes a directory of manifest, install, host agent, binary cache and checksums, and of nothing else', async () => {
    const run = await make({ configurations: 'staging', 'archive-path': place('first').inside })
    expectGreen(run)
    const { outside } = place('first')
    const manifest = manifestIn(outside)
    assert.deepEqual(JSON.parse(run.outputs['manifest'] ?? ''), manifest)
    assert.equal(run.outputs['archive-path'], place('first').inside)
    const toplevel = await lab.runner.flake.toplevel('staging')
    assert.deepEqual(JSON.parse(run.outputs['toplevels'] ?? ''), { staging: toplevel })
    assert.equal(manifest.revision, run.outputs['revision'])
    assert.equal(manifest.flake.url, undefined)
    assert.match(manifest.flake.lockHash ?? '', /^[0-9a-f]{64}$/)
    assert.deepEqual(manifest.configurations['staging'], { system: 'x86_64-linux', payloads: [{ kind: 'closure', roots: [toplevel], toplevel }], healthChecks: [] })

    const closure = (await lab.runner.sh(`nix-store --query --requisites ${toplevel}`)).split('\n').sort()
    assert.deepEqual(Object.keys(manifest.paths), closure)
    const [nars, rest] = [files(outside).filter((name) => name.startsWith('cache/nar/')), files(outside).filter((name) => !name.startsWith('cache/nar/'))]
    assert.deepEqual(rest, ['SHA256SUMS', 'cache/nix-cache-info', ...closure.map((path) => `cache/${path.slice(11, 43)}.narinfo`), 'host-agent.sh', 'install', 'manifest.json'].sort())
    assert.equal(nars.length, new Set(Object.values(manifest.paths).map(({ narHash }) => narHash)).size)
    assert.equal(statSync(join(outside, 'install')).mode & 0o777, 0o755)
    for (const directory of ['cache', '.']) assert.deepEqual(readdirSync(join(outside, directory), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name), directory === '.' ? ['cache'] : ['nar'])
    for (const name of rest.filter((name) => name.endsWith('.narinfo'))) assert.doesNotMatch(readFileSync(join(outside, name), 'utf8'), /^(Deriver|Sig):/m)

    await lab.runner.sh(`cd ${place('first').inside} && sha256sum --strict --check --quiet SHA256SUMS`)
    const sums = readFileSync(join(outside, 'SHA256SUMS'), 'utf8').trimEnd().split('\n').map((line) => line.slice(66))
    assert.deepEqual(sums, files(outside).filter((name) => name !== 'SHA256SUMS'))
    assert.ok(!existsSync(`${outside}.unfinished`))
  })

  it('makes one tar file of the same bytes, in the order in which it can be read from a pipe', async () => {
    expectGreen(await make({ configurations: 'staging', 'archive-path': place('first.tar').inside }))
    const names = (await lab.runner.sh(`tar -tf ${place('first.tar').inside}`)).split('\n')
    assert.deepEqual(digests(await unpack('first.tar')), digests(place('first').outside))
    assert.deepEqual(names.slice(0, 4), ['manifest.json', 'install', 'host-agent.sh', 'cache/nix-cache-info'])
    assert.equal(names.at(-1), 'SHA256SUMS')
    assert.equal(new Set(names).size, names.length)
    const narInfos = names.filter((name) => name.endsWith('.narinfo'))
    assert.deepEqual(narInfos, Object.keys(manifestIn(place('first').outside).paths).map((path) => `cache/${path.slice(11, 43)}.narinfo`))
    for (const name of narInfos) {
      const nar = /^URL: (.*)$/m.exec(readFileSync(join(place('first').outside, name), 'utf8'))?.[1] ?? ''
      assert.ok(names.indexOf(`cache/${nar}`) < names.indexOf(name), `${name} comes before its NAR`)
    }
    assert.equal(await lab.runner.sh(`tar --numeric-owner -tvf ${place('first.tar').inside} | awk '{print $1, $2, $4}' | sort -u | head -3`), '-rw-r--r-- 0/0 1970-01-01\n-rwxr-xr-x 0/0 1970-01-01')
  })

  it('is a binary cache for plain Nix: `nix copy` and `nix-store --realise` get the system out of it', async () => {
    const toplevel = await lab.runner.flake.toplevel('staging')
    const cache = `file://${place('first').inside}/cache`
    await lab.runner.sh(`${nix} copy --no-check-sigs --option build-users-group '' --from ${cache} --to /var/tmp/copied ${toplevel}`)
    assert.equal(await lab.runner.sh(`cat /var/tmp/copied${toplevel}/system`), 'x86_64-linux')
    await host.sh('mkdir -p /var/tmp/archive && tar -x -C /var/tmp/archive', { input: readFileSync(place('first.tar').outside) })
    assert.equal((await host.exec(['nix-store', '--check-validity', toplevel])).code, 1)
    await host.sh(`nix-store --realise ${toplevel} --option substituters 'file:///var/tmp/archive/cache?trusted=true'`)
    await host.sh(`nix-store --verify-path $(nix-store --query --requisites ${toplevel})`)
  })
})
