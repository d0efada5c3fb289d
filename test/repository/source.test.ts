import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { build } from '../../scripts/build.ts'
import { assemble, scriptNames, scripts } from '../../scripts/shell-parts.ts'

const ROOT = resolve(import.meta.dirname, '../..')

function succeeds(program: string, ...args: string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' })
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${error?.message ?? ''}${stdout}${stderr}`)
}

const ours = (name: string): string => join(ROOT, 'node_modules', '.bin', name)

describe('the sources', () => {
  it('type-check', () => succeeds(process.execPath, ours('tsc'), '--noEmit'))

  it('have no await that was forgotten, nor anything else that the linter knows', () => succeeds(process.execPath, ours('eslint'), '.'))

  it('have shell scripts that shellcheck has nothing to say about', () => succeeds(join(ROOT, 'scripts', 'shellcheck')))

  it('import down the rooms only', () => succeeds(process.execPath, ours('depcruise'), '--config', '.dependency-cruiser.js', 'src'))

  it('are formatted (else: npm run format)', () => succeeds(ours('biome'), 'check'))

  it('have no file that is longer than 300 lines, the host agent and the install script among them', () => {
    const long = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|sh|nix)$/.test(file))
      .map((file) => `${file}: ${readFileSync(join(ROOT, 'src', file), 'utf8').split('\n').length - 1}`)
      .filter((line) => Number(line.split(': ')[1]) > 300)
    assert.deepEqual(long, [])
  })

  it('leave it to npm where packages come from', () => {
    assert.doesNotMatch(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'), /"resolved":/)
  })
})

for (const name of scriptNames) {
  describe(`the parts of ${name}`, () => {
    const { directory, parts } = scripts[name]
    const read = (part: string): string => readFileSync(join(ROOT, directory, part), 'utf8')
    const whole = assemble(name)

    it('are all that lies there, each under 300 lines', () => {
      assert.deepEqual([...parts].sort(), readdirSync(join(ROOT, directory)).sort())
      for (const part of parts) assert.ok(read(part).split('\n').length < 300, part)
    })

    it('each begin with what they may change on a host', () => {
      for (const part of parts) assert.match(read(part), /^# (?!Changes|shellcheck).+\n(#.*\n)*?# Changes on the host: .+\n/, part)
    })

    it('come to a script in ASCII, which is the same in every locale, and whose length in characters is that in bytes', () => {
      assert.deepEqual(
        whole.split('\n').filter((line) => /[^\t\x20-\x7e]/.test(line)),
        [],
      )
      for (const shell of ['sh', 'bash']) assert.equal(spawnSync(shell, ['-n'], { input: whole, encoding: 'utf8' }).stderr, '')
    })

    it('have no function twice', () => {
      const functions = [...whole.matchAll(/^([a-z_]+)\(\)/gm)].map(([, found = '']) => found)
      assert.ok(functions.length > 30)
      assert.deepEqual(
        functions.filter((found, index) => functions.indexOf(found) !== index),
        [],
      )
    })

    it('use no variable that none of them sets, and set none that none of them uses', () => {
      const { stdout } = spawnSync('shellcheck', ['--format=json', '--include=SC2034,SC2154', '-'], { input: whole, encoding: 'utf8' })
      const found = (JSON.parse(stdout) as { line: number; message: string }[]).map(({ line, message }) => `${line}: ${message}`)
      // What is read from a request and from the record is set by its key.
      const keys = [...whole.matchAll(/^(request|pending|policy)_keys='(.*)'$/gm)].flatMap(([, of, list = '']) =>
        list.split(' ').map((key) => `${of === 'request' ? 'req' : of}_${key.replace('-', '_')}`),
      )
      assert.deepEqual(
        found.filter((text) => !keys.some((key) => text.includes(`: ${key} is referenced but not assigned`))),
        [],
      )
    })
  })
}

describe('the host agent', () => {
  it('starts what is not its own without a lock and without the protocol', () => {
    const program =
      /(?:nix(?:-[a-z]+)?|systemctl|systemd-run|setpriv|timeout|sleep|curl|tar|xargs|su|sudo|env|flock -w 30|"[^ ]*\/bin\/switch-to-configuration") /
    // Where a command begins; not where one is named, handed on or part of another one's.
    const begins = new RegExp(String.raw`(?:^|[|&;({!]|\$\(|\b(?:if|then|else|do|while|until|exec)) *(?:[A-Z_]+=\S* )?${program.source}`)
    const code = assemble('host-agent.sh')
      .split('\n')
      .filter((line) => !/^\s*#/.test(line))
    // A line that goes on the one before does not begin a command.
    const commands = code
      .filter((_, index) => !/\\$/.test(code[index - 1] ?? ''))
      .map((line) =>
        line
          .trim()
          .replaceAll(/`[^`]*`/g, '')
          .replace('foreign exec ', 'foreign '),
      )
    assert.ok(commands.filter((line) => /\bforeign /.test(line)).length > 30)
    assert.deepEqual(
      commands.filter((line) => begins.test(line)),
      [],
    )
  })
})

describe('dist', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'))
  let packages: string[] = []
  before(() => {
    packages = build(fresh)
  })
  after(() => rmSync(fresh, { recursive: true }))
  const files = (of: string): string[] => readdirSync(of, { recursive: true, encoding: 'utf8' }).sort()

  it('is what the sources build to (else: npm run build)', () => {
    assert.deepEqual(files(join(ROOT, 'dist')), files(fresh), 'dist has other files than a fresh build')
    for (const file of files(fresh)) {
      assert.ok(readFileSync(join(ROOT, 'dist', file)).equals(readFileSync(join(fresh, file))), `dist/${file} is not what the sources build to`)
    }
  })

  it('has the licence of every package that is in it', () => {
    assert.ok(packages.length > 30, packages.join(' '))
    const licences = readFileSync(join(fresh, 'licenses.txt'), 'utf8')
    for (const name of packages) {
      const [, text = ''] = new RegExp(`^${name}\\n.+\\n([^]{300})`, 'm').exec(licences) ?? []
      assert.match(text, /copyright|permission|licen[cs]e/i, `licenses.txt has no licence of ${name}`)
    }
  })

  it('has nothing that zips, and says so where it is asked to', () => {
    assert.deepEqual(
      packages.filter((name) => /^(archiver|unzip|zip|crc|readable-stream|lazystream|bluebird|binary|buffers)/.test(name)),
      [],
    )
    const { create, Extract } = createRequire(import.meta.url)(join(fresh, 'no-zip.cjs')) as Record<'create' | 'Extract', () => void>
    for (const zip of [create, Extract]) assert.throws(zip, /neither zips nor unzips/)
  })

  it('loads nothing of the network to start, and says that it asks for no OpenID token', () => {
    const script = `process.on('exit', () => console.log(process.moduleLoadList.join()))
      import(${JSON.stringify(join(fresh, 'index.js'))})`
    const { stdout } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8', env: { INPUT_COMMAND: 'no-such-command' } })
    assert.match(stdout, /command: 'no-such-command'[^]*NativeModule fs/)
    assert.doesNotMatch(stdout, /NativeModule (https?|tls)\b/)
    const { OidcClient } = createRequire(import.meta.url)(join(fresh, 'no-oidc.cjs')) as { OidcClient: { getIDToken: () => void } }
    assert.throws(() => OidcClient.getIDToken(), /asks for no OpenID token/)
  })

  it('has the scripts that are sent to hosts, by their names', () => {
    for (const name of scriptNames) assert.equal(readFileSync(join(ROOT, 'dist', name), 'utf8'), assemble(name))
  })

  // safe.directory: the tests run as root, possibly in a checkout that somebody else owns.
  const git = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', ['-c', 'safe.directory=*', ...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: Infinity })
    assert.equal(status, 0, stderr)
    return stdout
  }

  it('is folded in diffs, and kept by git to the byte, also where git is told to change line ends', () => {
    const files = git('ls-files', '--', 'dist').trim().split('\n')
    const attributes = git('check-attr', 'text', 'linguist-generated', '--', ...files)
      .trim()
      .split('\n')
    assert.deepEqual([...new Set(attributes.map((line) => line.replace(/^[^:]*: /, '')))], ['text: unset', 'linguist-generated: set'])
    for (const file of files) assert.equal(git('-c', 'core.autocrlf=true', 'cat-file', '--filters', `:${file}`), git('cat-file', 'blob', `:${file}`), file)
  })

  it('is in git with all its files, new ones too', () => {
    assert.equal(git('ls-files', '--others', '--', 'dist'), '', 'files in dist that git does not know')
    if (process.env['CI'] === 'true') assert.equal(git('status', '--porcelain', '--', 'dist'), '')
  })
})
