// Runs a built action as GitHub's runner does: inputs and file commands, log commands, state, post, and its way to cancel.
// After the runner's source: ActionCommand.cs, ActionCommandManager.cs, FileCommandManager.cs, ProcessInvoker.cs.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'

/** Where the action runs: on this machine, or in one of the lab's. */
export interface ActionMachine {
  /** The runner's work directory, as the action sees it and as we do. */
  work: { inside: string; outside: string }
  /** The owner of what lies there. */
  owner?: { uid: number; gid: number }
  /** Node 24, as the action's machine sees it. */
  node: string
  /** The environment that the runner's own service has. */
  env: Record<string, string>
  /** Starts a program with just this environment; stdin closed, stdout and stderr as pipes. */
  spawn(argv: readonly string[], options: { cwd: string; env: Record<string, string> }): ChildProcess
  /** The process number, as this machine counts, of the program that `spawn` started. */
  entry(child: ChildProcess): number | undefined
}

export interface RunOptions {
  /** The directory of the action: its action.yml and what `runs` names. */
  action: string
  /** More environment, as `env:` of a step gives it. */
  env?: Record<string, string>
  /** PATH instead of the machine's own. */
  path?: string
  /** The step's working directory, below the workspace or absolute. Default: the workspace. */
  cwd?: string
  /** What `secrets` holds: masked in the log. */
  secrets?: string[]
  /** Where artifacts and caches are. Default: nowhere, as on a runner without them. */
  results?: RunnerEnvironment
  /** When the workflow is cancelled: SIGINT to the entry process, after 7.5 s SIGTERM, after 2.5 s more SIGKILL. */
  cancelAfter?: Moment
  /** When the runner dies: the entry process and all below it are killed, and post does not run. */
  kill?: Moment
  /** Main never comes to its start: what is started dies at once. Post runs all the same. */
  skipMain?: boolean
  skipPost?: boolean
}

/** What a service of GitHub's adds to the environment of a run. */
export interface RunnerEnvironment {
  environment(runId: string): Record<string, string>
}

/** A moment in a run: milliseconds after main's start, when a promise resolves, or when the raw output up to now satisfies a condition. */
export type Moment = number | Promise<unknown> | ((output: string) => boolean)

export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  message: string
  title?: string
  file?: string
  line?: number
  column?: number
}

export interface PhaseResult {
  /** The entry's exit code; 128 + n for a signal n. */
  code: number
  /** What the log shows: commands processed, secrets masked. */
  log: string
  /** What the processes wrote, untouched. */
  raw: string
  seconds: number
}

export interface RunResult extends PhaseResult {
  /** The step's own result. */
  outcome: 'success' | 'failure' | 'cancelled'
  outputs: Record<string, string>
  /** The job summary, as it is kept. */
  summary: string
  /** As they are kept: at most 10 of each level. */
  annotations: Annotation[]
  state: Record<string, string>
  /** What GITHUB_ENV and GITHUB_PATH gave to later steps. */
  exported: { env: Record<string, string>; path: string[] }
  post: PhaseResult | undefined
  /** Command lines of the processes that were still there after post; the runner ends such orphans, and so do we. */
  leftovers: string[]
}

interface LogCommand {
  command: string
  properties: Record<string, string>
  data: string
}

const registered = [
  'set-env',
  'set-output',
  'save-state',
  'add-mask',
  'add-path',
  'add-matcher',
  'remove-matcher',
  'debug',
  'warning',
  'error',
  'notice',
  'group',
  'endgroup',
  'echo',
  'stop-commands',
]
const dataEscapes = { '%0D': '\r', '%0A': '\n', '%25': '%' }
const propertyEscapes = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' }
const oldEscapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' }

function unescape(text: string, escapes: Record<string, string>): string {
  return Object.entries(escapes).reduce((value, [from, to]) => value.replaceAll(from, to), text)
}

/** A line as a command: `::name key=value::data` at its beginning, or the old `##[name key=value]data` anywhere in it. */
export function parseLogCommand(line: string, names: readonly string[] = registered): LogCommand | undefined {
  const isKnown = (name: string): boolean => names.some((known) => known.toLowerCase() === name.toLowerCase())
  const build = (info: string, separator: string, escapes: Record<string, string>, data: string): LogCommand | undefined => {
    const space = info.indexOf(' ')
    const command = space < 0 ? info : info.slice(0, space)
    if (!isKnown(command)) return undefined
    const properties: Record<string, string> = {}
    for (const pair of space > 0
      ? info
          .slice(space + 1)
          .trim()
          .split(separator)
      : []) {
      const equals = pair.indexOf('=')
      if (equals > 0 && equals < pair.length - 1) properties[pair.slice(0, equals)] = unescape(pair.slice(equals + 1), escapes)
    }
    return { command: command.toLowerCase(), properties, data }
  }
  const trimmed = line.trimStart()
  if (trimmed.startsWith('::')) {
    const end = trimmed.indexOf('::', 2)
    const found = end < 0 ? undefined : build(trimmed.slice(2, end), ',', propertyEscapes, unescape(trimmed.slice(end + 2), dataEscapes))
    if (found !== undefined) return found
  }
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  return end < 0 ? undefined : build(line.slice(start + 3, end), ';', oldEscapes, unescape(line.slice(end + 1), oldEscapes))
}

/** The pairs of a GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV file: `name=value`, or `name<<delimiter`, lines, `delimiter`. */
export function parseFileCommand(text: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1)
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc)
      const delimiter = line.slice(heredoc + 2)
      if (name === '' || delimiter === '') throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
      const end = lines.indexOf(delimiter, index + 1)
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
      pairs[name] = lines.slice(index + 1, end).join('\n')
      index = end
    } else {
      throw new Error(`Invalid format '${line}'`)
    }
  }
  return pairs
}

/** The log of one step: what its lines and commands make of it. */
class StepLog {
  readonly annotations: Annotation[] = []
  readonly outputs: Record<string, string> = {}
  readonly state: Record<string, string> = {}
  /** A command that the runner refused makes the step fail. */
  commandFailed = false
  private readonly masks = new Set<string>()
  private readonly lines: string[] = []
  private readonly showDebug: boolean
  private stopToken: string | undefined
  private echo = false

  constructor(secrets: string[], showDebug: boolean) {
    for (const secret of secrets) this.mask(secret)
    this.showDebug = showDebug
  }

  get text(): string {
    return this.masked(this.lines.join('\n')) + (this.lines.length > 0 ? '\n' : '')
  }

  masked(text: string): string {
    return [...this.masks].sort((a, b) => b.length - a.length).reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
  }

  private mask(secret: string): void {
    for (const value of [secret, ...secret.split(/\r?\n/)]) if (value.trim() !== '') this.masks.add(value)
  }

  issue(level: Annotation['level'], message: string, properties: Record<string, string> = {}): void {
    this.lines.push(`##[${level}]${message}`)
    if (this.annotations.filter((annotation) => annotation.level === level).length >= 10) return
    const { title, file, line, col } = properties
    this.annotations.push({
      level,
      message: this.masked(message),
      ...(title === undefined ? {} : { title: this.masked(title) }),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line: Number(line) }),
      ...(col === undefined ? {} : { column: Number(col) }),
    })
  }

  add(line: string): void {
    const found = parseLogCommand(line, this.stopToken === undefined ? registered : [...registered, this.stopToken])
    if (found === undefined) {
      this.lines.push(line)
      return
    }
    if (this.stopToken !== undefined) {
      this.lines.push(line)
      if (found.command === this.stopToken.toLowerCase()) this.stopToken = undefined
      return
    }
    try {
      this.process(found, line)
    } catch (error) {
      this.issue('error', `Unable to process command '${line}' successfully.`)
      this.issue('error', error instanceof Error ? error.message : String(error))
      this.commandFailed = true
    }
  }

  private process({ command, properties, data }: LogCommand, line: string): void {
    const name = (): string => {
      const given = properties['name']
      if (given === undefined) throw new Error(`Required field 'name' is missing in ##[${command}] command.`)
      return given
    }
    if (this.echo && !['add-mask', 'debug', 'warning', 'error', 'notice'].includes(command)) this.lines.push(line)
    switch (command) {
      case 'stop-commands':
        if (['', 'pause-logging', ...registered].includes(data.toLowerCase())) throw new Error('Invalid stop token')
        this.lines.push(line)
        this.stopToken = data
        break
      case 'set-env':
      case 'add-path':
        throw new Error(`The \`${command}\` command is disabled. Please upgrade to using Environment Files`)
      case 'set-output':
        this.outputs[name()] = data
        break
      case 'save-state':
        this.state[name()] = data
        break
      case 'add-mask':
        if (data.trim() === '') this.issue('warning', "Can't add secret mask for empty string in ##[add-mask] command.")
        else this.mask(data)
        break
      case 'debug':
        if (this.showDebug) for (const part of data.split('\n')) this.lines.push(`##[debug]${part}`)
        break
      case 'error':
      case 'warning':
      case 'notice':
        this.issue(command, data, properties)
        break
      case 'group':
        this.lines.push(`##[group]${data}`)
        break
      case 'endgroup':
        this.lines.push('##[endgroup]')
        break
      case 'echo':
        this.echo = data.trim().toLowerCase() === 'on'
        break
    }
  }
}

interface ActionManifest {
  inputs?: Record<string, { default?: string | number | boolean } | null>
  runs: { using: string; main: string; pre?: string; post?: string }
}

function readManifest(directory: string): ActionManifest {
  const file = ['action.yml', 'action.yaml'].map((name) => join(directory, name)).find((path) => existsSync(path))
  if (file === undefined) throw new Error(`no action.yml in ${directory}`)
  const manifest = parse(readFileSync(file, 'utf8')) as ActionManifest
  if (manifest.runs.using !== 'node24') throw new Error(`only node24 actions are run here, and ${file} has '${manifest.runs.using}'`)
  return manifest
}

/** What `github.token` stands for. */
export const jobToken = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz'

/** Inputs as the action gets them: INPUT_NAME with spaces as underscores, dashes kept; those not given by their defaults. */
function inputEnvironment(manifest: ActionManifest, inputs: Record<string, string>): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [name, input] of Object.entries(manifest.inputs ?? {})) {
    const text = String(input?.default ?? '').replace('${{ github.token }}', jobToken)
    if (text.includes('${{')) throw new Error(`the default of '${name}' is an expression, which this runner does not evaluate`)
    all[name.toLowerCase()] = text
  }
  for (const [name, value] of Object.entries(inputs)) all[name.toLowerCase()] = value
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]))
}

/** Copies the action to where the runner downloads it, each run's apart: only what an action's release has to have. */
function download(machine: ActionMachine, directory: string, manifest: ActionManifest): string {
  const to = join('_actions', 'org', 'action', `v${++downloads}`)
  const outside = join(machine.work.outside, to)
  mkdirSync(outside, { recursive: true })
  const { main, pre = main, post = main } = manifest.runs
  const parts = new Set([main, pre, post].map((file) => file.replace(/^\.\//, '').split('/')[0] ?? ''))
  for (const part of ['action.yml', 'action.yaml', 'package.json', ...parts]) {
    if (existsSync(join(directory, part))) cpSync(join(directory, part), join(outside, part), { recursive: true })
  }
  return join(machine.work.inside, to)
}

let downloads = 0

const fileCommands = {
  GITHUB_OUTPUT: 'set_output',
  GITHUB_STATE: 'save_state',
  GITHUB_ENV: 'set_env',
  GITHUB_PATH: 'add_path',
  GITHUB_STEP_SUMMARY: 'step_summary',
}

/** Runs an action's main and post on a machine. Never throws because the action failed: look at the result. */
export async function runAction(machine: ActionMachine, inputs: Record<string, string>, options: RunOptions): Promise<RunResult> {
  const manifest = readManifest(options.action)
  const place = (...parts: string[]): { inside: string; outside: string } => ({
    inside: join(machine.work.inside, ...parts),
    outside: join(machine.work.outside, ...parts),
  })
  const own = (path: string): void => {
    if (machine.owner !== undefined) chownSync(path, machine.owner.uid, machine.owner.gid)
  }
  const temporary = place('_temp')
  const commands = place('_temp', '_runner_file_commands')
  const workspace = place('repo', 'repo')
  for (const { outside } of [place('repo'), workspace, temporary, commands]) {
    mkdirSync(outside, { recursive: true })
    own(outside)
  }
  const actionDirectory = download(machine, options.action, manifest)
  const runId = options.env?.['GITHUB_RUN_ID'] ?? String(4_000_000_000 + Math.floor(Math.random() * 1e9))
  const tracking = `github_${randomUUID()}`
  const environment: Record<string, string> = {
    ...machine.env,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__org_action',
    GITHUB_ACTION_PATH: actionDirectory,
    GITHUB_ACTION_REPOSITORY: 'org/action',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_JOB: 'deploy',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: 'org/repo',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: runId,
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_WORKFLOW: 'Deploy',
    GITHUB_WORKSPACE: workspace.inside,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_NAME: 'lab',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temporary.inside,
    RUNNER_TOOL_CACHE: '/opt/hostedtoolcache',
    RUNNER_TRACKING_ID: tracking,
    ...options.results?.environment(runId),
    ...options.env,
    ...(options.path === undefined ? {} : { PATH: options.path }),
    ...inputEnvironment(manifest, inputs),
  }

  const log = { main: new StepLog([jobToken, ...(options.secrets ?? [])], environment['RUNNER_DEBUG'] === '1'), post: undefined as StepLog | undefined }
  const known = Object.keys(manifest.inputs ?? {})
  const unexpected = Object.keys(inputs).filter((name) => !known.some((input) => input.toLowerCase() === name.toLowerCase()))
  if (unexpected.length > 0) {
    log.main.issue(
      'warning',
      `Unexpected input(s) ${unexpected.map((name) => `'${name}'`).join(', ')}, valid inputs are [${known.map((name) => `'${name}'`).join(', ')}]`,
    )
  }

  const state: Record<string, string> = {}
  const outputs: Record<string, string> = {}
  const exported: RunResult['exported'] = { env: {}, path: [] }
  let summary = ''
  const ends = { killed: false, cancelled: false }

  const phase = async (name: 'main' | 'post', file: string, step: StepLog): Promise<PhaseResult> => {
    const files = Object.fromEntries(Object.entries(fileCommands).map(([variable, prefix]) => [variable, `${prefix}_${randomUUID()}`])) as Record<
      keyof typeof fileCommands,
      string
    >
    for (const leaf of Object.values(files)) {
      writeFileSync(join(commands.outside, leaf), '')
      own(join(commands.outside, leaf))
    }
    const path = [...exported.path]
      .reverse()
      .concat(environment['PATH'] ?? '')
      .join(':')
    const env = {
      ...environment,
      ...exported.env,
      PATH: path,
      ...Object.fromEntries(Object.entries(files).map(([variable, leaf]) => [variable, join(commands.inside, leaf)])),
      ...Object.fromEntries(Object.entries(state).map(([key, value]) => [`STATE_${key}`, value])),
    }
    const begin = performance.now()
    const child = machine.spawn([machine.node, join(actionDirectory, file)], { cwd: resolve(workspace.inside, options.cwd ?? ''), env })
    const end = await follow(child, {
      line: (line) => step.add(line),
      signal: (signal) => sendSignal(machine, child, signal),
      ...(name === 'main' ? { cancelAfter: options.cancelAfter, kill: options.kill } : {}),
      killAll: () => {
        // Until none is left: one that is being killed may just have started another.
        while (killTracked(tracking).length > 0);
      },
    })
    ends.killed ||= end.killed
    ends.cancelled ||= end.cancelled
    const take = (variable: keyof typeof fileCommands, use: (text: string) => void): void => {
      const leaf = join(commands.outside, files[variable])
      try {
        if (existsSync(leaf)) use(readFileSync(leaf, 'utf8'))
      } catch (error) {
        step.issue('error', `Unable to process file command '${variable.replace('GITHUB_', '').toLowerCase()}' successfully.`)
        step.issue('error', error instanceof Error ? error.message : String(error))
        step.commandFailed = true
      }
      rmSync(leaf, { force: true })
    }
    Object.assign(state, step.state)
    if (name === 'main') Object.assign(outputs, step.outputs)
    take('GITHUB_OUTPUT', (text) => name === 'main' && Object.assign(outputs, parseFileCommand(text)))
    take('GITHUB_STATE', (text) => Object.assign(state, parseFileCommand(text)))
    take('GITHUB_ENV', (text) => {
      const pairs = parseFileCommand(text)
      if ('NODE_OPTIONS' in pairs) throw new Error("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
      Object.assign(exported.env, pairs)
    })
    take('GITHUB_PATH', (text) => exported.path.push(...text.split('\n').filter((line) => line !== '')))
    take('GITHUB_STEP_SUMMARY', (text) => {
      const kilobytes = Math.ceil(Buffer.byteLength(text) / 1024)
      if (kilobytes > 1024) step.issue('error', `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${kilobytes}k`)
      else summary += step.masked(text)
    })
    return { code: end.code, log: step.text, raw: end.raw, seconds: (performance.now() - begin) / 1000 }
  }

  const main = options.skipMain === true ? { code: 137, log: '', raw: '', seconds: 0 } : await phase('main', manifest.runs.main, log.main)
  let post: PhaseResult | undefined
  if (manifest.runs.post !== undefined && options.skipPost !== true && !ends.killed) {
    log.post = new StepLog([jobToken, ...(options.secrets ?? [])], environment['RUNNER_DEBUG'] === '1')
    post = await phase('post', manifest.runs.post, log.post)
  }
  const failed = main.code !== 0 || log.main.commandFailed
  return {
    ...main,
    outcome: ends.cancelled ? 'cancelled' : failed ? 'failure' : 'success',
    outputs,
    summary,
    annotations: [...log.main.annotations, ...(log.post?.annotations ?? [])],
    state,
    exported,
    post,
    leftovers: killTracked(tracking),
  }
}

interface Following {
  line(line: string): void
  signal(signal: NodeJS.Signals): void
  killAll(): void
  cancelAfter?: Moment | undefined
  kill?: Moment | undefined
}

/** Reads a child's output line by line until it ends, and cancels or kills it at the moments that were asked for. */
function follow(child: ChildProcess, following: Following): Promise<{ code: number; raw: string; cancelled: boolean; killed: boolean }> {
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('the child has no pipes')
  let raw = ''
  const done = { killed: false, cancelled: false, ended: false }
  const timers: NodeJS.Timeout[] = []
  const cancel = (): void => {
    if (done.cancelled || done.ended) return
    done.cancelled = true
    following.signal('SIGINT')
    timers.push(
      setTimeout(() => following.signal('SIGTERM'), 7_500),
      setTimeout(() => following.signal('SIGKILL'), 10_000),
    )
  }
  const kill = (): void => {
    if (done.killed || done.ended) return
    done.killed = true
    following.killAll()
  }
  const moments: [Moment | undefined, () => void][] = [
    [following.cancelAfter, cancel],
    [following.kill, kill],
  ]
  for (const [moment, act] of moments) {
    if (typeof moment === 'number') timers.push(setTimeout(act, moment))
    if (moment instanceof Promise) moment.then(act, act)
  }

  for (const stream of [stdout, stderr]) {
    let rest = ''
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      raw += text
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) following.line(line)
      for (const [moment, act] of moments) if (typeof moment === 'function' && moment(raw)) act()
    })
    stream.on('close', () => {
      if (rest !== '') following.line(rest)
      rest = ''
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', () => {
      done.ended = true
      timers.forEach(clearTimeout)
      // Who holds the pipes open after its end is waited for 5 s and no longer.
      timers.push(setTimeout(() => [stdout, stderr].forEach((stream) => stream.destroy()), 5_000))
    })
    child.on('close', (code, signal) => {
      timers.forEach(clearTimeout)
      const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }
      resolve({ code: code ?? 128 + (numbers[signal ?? 'SIGKILL'] ?? 0), raw, cancelled: done.cancelled, killed: done.killed })
    })
  })
}

function sendSignal(machine: ActionMachine, child: ChildProcess, signal: NodeJS.Signals): void {
  const pid = machine.entry(child)
  try {
    if (pid !== undefined) process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/** Kills every process that a run started and that is still there, and gives their command lines. */
function killTracked(tracking: string): string[] {
  const found: string[] = []
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`RUNNER_TRACKING_ID=${tracking}`)) continue
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      // Empty: a zombie, or a process between its end and its burial.
      if (commandLine === '') continue
      process.kill(Number(pid), 'SIGKILL')
      found.push(commandLine)
    } catch {
      // It ended while we looked, or is none of ours.
    }
  }
  return found
}

/** This machine as the action's machine, with its work below `directory`: for what needs no lab. */
export function thisMachine(directory: string): ActionMachine {
  const home = join(directory, 'home')
  mkdirSync(home, { recursive: true })
  return {
    work: { inside: join(directory, 'work'), outside: join(directory, 'work') },
    node: process.execPath,
    env: { PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`, HOME: home },
    spawn: ([file = '', ...argv], { cwd, env }) => spawn(file, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    entry: (child) => child.pid,
  }
}
