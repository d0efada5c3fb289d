// What a person has before them: the command line as npm installs it, on a machine with ssh's own files, in a terminal of tmux.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from '../lab/base.ts'
import { type Ended, eventually, mustExecute } from '../lab/command.ts'
import { runnerUser } from '../lab/fixture.ts'
import type { Lab } from '../lab/lab.ts'
import { fullPath } from '../lab/machine.ts'

export interface TerminalOptions {
  columns?: number
  rows?: number
  env?: Record<string, string>
}

/** A person's own machine: the runner's, where nothing is of GitHub. */
export class Laptop {
  readonly #lab: Lab
  readonly #home = `/home/${runnerUser.name}`
  /** Where npm has installed it, as the laptop sees it. */
  readonly #installed: string
  readonly #terminals: Terminal[] = []

  private constructor(lab: Lab) {
    this.#lab = lab
    this.#installed = join(lab.runner.work.inside, 'person/node_modules/.bin')
  }

  /** Packs this repository as npm does, installs the package into an empty directory, and gives the user ssh's files. */
  static async prepare(lab: Lab): Promise<Laptop> {
    const laptop = new Laptop(lab)
    const outside = join(lab.runner.work.outside, 'person')
    await mustExecute(['mkdir', outside])
    await mustExecute(['npm', 'pack', '--silent', '--pack-destination', outside], { cwd: repository, env: process.env })
    const [tarball = ''] = readdirSync(outside)
    writeFileSync(join(outside, 'package.json'), '{}')
    await mustExecute(['npm', 'install', '--offline', '--no-audit', '--no-fund', join(outside, tarball)], { cwd: outside, env: process.env })
    await lab.runner.sh(
      `mkdir -p -m 700 ~/.ssh && cd ~/.ssh && printf %s "$KEY" >id_ed25519 && chmod 600 id_ed25519 && printf %s "$KNOWN" >known_hosts
      # As Debian's ssh writes them.
      ssh-keygen -q -H -f known_hosts 2>/dev/null && rm -f known_hosts.old`,
      { user: runnerUser.name, env: { KEY: lab.privateKey, KNOWN: lab.knownHosts } },
    )
    return laptop
  }

  get environment(): Record<string, string> {
    return { PATH: `${this.#installed}:/opt/node24:${fullPath}`, HOME: this.#home, USER: runnerUser.name, LANG: 'C.UTF-8', SHELL: '/bin/bash' }
  }

  /** Runs it in the checkout, without a terminal. */
  run(args: readonly string[], options: { env?: Record<string, string>; input?: string; timeoutMs?: number } = {}): Promise<Ended> {
    const script = 'cd "$1" && shift && exec nix-flake-deploy "$@"'
    return this.#lab.runner.exec(['sh', '-c', script, 'sh', this.#lab.runner.flake.directory, ...args], {
      user: runnerUser.name,
      timeoutMs: 120_000,
      ...options,
      env: { ...this.environment, ...options.env },
    })
  }

  /** The same in a terminal. */
  async terminal(args: readonly string[], { columns = 110, rows = 24, env = {} }: TerminalOptions = {}): Promise<Terminal> {
    const variables = { ...this.environment, TERM: 'tmux-256color', ...env }
    // A terminal of the machine's own behind that of tmux: at Ctrl-C what leads into the machine hears nothing.
    const service = [
      ...['systemd-run', '--quiet', '--pty', '--wait', '--collect', '--background=', '--property=KillMode=process', `--uid=${runnerUser.name}`],
      `--working-directory=${this.#lab.runner.flake.directory}`,
      ...Object.entries(variables).map(([name, value]) => `--setenv=${name}=${value}`),
    ]
    const program = join(this.#installed, 'nix-flake-deploy')
    const inside = this.#lab.runner.entering([...service, '--', program, ...args], undefined, '/')
    const opened = await Terminal.open(['env', '-i', `PATH=${fullPath}`, 'TERM=tmux-256color', 'SYSTEMD_ADJUST_TERMINAL_TITLE=0', ...inside], columns, rows)
    this.#terminals.push(opened)
    return opened
  }

  /** Ends what is still open. */
  async close(): Promise<void> {
    for (const terminal of this.#terminals) await terminal.close()
  }

  /** What it has left behind in the system's place for such. */
  async leftovers(): Promise<string[]> {
    const found = await this.#lab.runner.sh('find /tmp -maxdepth 1 -name "nfd-*"; pgrep -u runner -a ssh || true')
    return found.split('\n').filter((line) => line !== '')
  }
}

/** As a shell reads it. */
function quoted(argv: readonly string[]): string {
  return argv.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ')
}

/** A program in a terminal: its screen, and its keys. */
export class Terminal {
  readonly #directory: string
  /** Gets the exit code: tmux forgets that of a program which ends right after its terminal is closed. */
  readonly #codeFile: string

  private constructor(directory: string) {
    this.#directory = directory
    this.#codeFile = join(directory, 'code')
  }

  static async open(argv: readonly string[], columns: number, rows: number): Promise<Terminal> {
    const terminal = new Terminal(mkdtempSync(join(tmpdir(), 'tmux-')))
    writeFileSync(join(terminal.#directory, 'tmux.conf'), 'set -g remain-on-exit on\nset -g status off\nset -g history-limit 5000\n')
    await terminal.#tmux(
      '-f',
      join(terminal.#directory, 'tmux.conf'),
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      quoted(['sh', '-c', '"$@"; printf %s "$?" >"$0.new"; mv "$0.new" "$0"', terminal.#codeFile, ...argv]),
    )
    return terminal
  }

  /** What is to be seen; with `colours` also how, as escapes; with `history` also what has scrolled away. */
  screen({ colours = false, history = false } = {}): Promise<string> {
    return this.#tmux('capture-pane', '-p', ...(colours ? ['-e'] : []), ...(history ? ['-S', '-'] : []))
  }

  async type(...keys: string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys)
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows))
  }

  /** Waits until the screen shows it, and gives the screen. */
  async shows(what: RegExp, withinMs = 60_000): Promise<string> {
    let last = ''
    try {
      return await eventually(
        String(what),
        async () => {
          last = await this.screen()
          return what.test(last) && last
        },
        { withinMs, everyMs: 50 },
      )
    } catch (cause) {
      throw new Error(`the screen does not show ${String(what)}:\n${last}`, { cause })
    }
  }

  /** Waits for its end, and gives the exit code and all that was shown, also what has scrolled away. */
  async ended({ withinMs = 90_000, colours = false } = {}): Promise<{ code: number; text: string }> {
    const code = await eventually('the program in the terminal ends', () => existsSync(this.#codeFile) && readFileSync(this.#codeFile, 'utf8'), {
      withinMs,
      everyMs: 100,
    }).catch(async (error: unknown) => assert.fail(`${String(error)}:\n${await this.screen({ history: true })}`))
    const text = await this.screen({ history: true, colours })
    await this.close()
    return { code: Number(code), text }
  }

  async close(): Promise<void> {
    await this.#tmux('kill-server').catch(() => undefined)
    rmSync(this.#directory, { recursive: true, force: true })
  }

  #tmux(...args: string[]): Promise<string> {
    return mustExecute(['tmux', '-S', join(this.#directory, 'socket'), ...args], { env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: '/root' } })
  }
}
