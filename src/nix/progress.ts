import { stripVTControlCharacters } from 'node:util'
import { HEARTBEAT_SECONDS } from '../runner/heartbeat.ts'
import type { BuildLog, NixEvent, Progress } from './event.ts'
import { activity, type Field, type NixLogLine, parseNixLog, result, storeName } from './log.ts'

/** How `NixProgress` works. */
export interface NixProgressOptions {
  /** Default 15. */
  heartbeatSeconds?: number | undefined
  /** `nix-options`: they may ask for more words, or for the logs of builds as they are written. */
  options: readonly string[]
}

const keptLogLines = 2000
const maxLogLineCharacters = 2000
/** Logs of builds that were not done when they ended: Nix calls them failed after that. */
const keptLogs = 10
/** From the beginning and from the end each. */
const keptCharacters = 512 * 1024
/** Of a line that `process.ts` hands on in one piece. */
const maxLineCharacters = 64 * 1024
const maxJoinedCharacters = 1024 * 1024

interface Work {
  kind: 'build' | 'copy' | 'download'
  name: string
  way: string
  started: number
  phase?: string
  /** What has travelled: of a path that is downloaded, as it is compressed. (For such, Nix 2.26 tells no other.) */
  bytes: number
  isDownloaded?: boolean
  log?: BuildLog
}

/** Makes events of the log of one call of Nix, with a heartbeat until `end`. */
export class NixProgress {
  readonly #emit: (event: NixEvent) => void
  readonly #heartbeat: NodeJS.Timeout
  readonly #started = performance.now()
  readonly #maxLevel: number
  readonly #printsLogs: boolean
  readonly #work = new Map<string, Work>()
  /** What is a part of other work: activity → that work's activity, or '' for what nobody wants to know. */
  readonly #parts = new Map<string, string>()
  readonly #counts = new Map<string, { type: number; done: number; expected: number }>()
  readonly #downloads = new Set<string>()
  readonly #expectedCopies = new Map<string, number>()
  readonly #expectedDownloads = new Map<string, number>()
  readonly #evaluations = new Map<string, string>()
  readonly #endedLogs: BuildLog[] = []
  #announcedBuilds = 0
  #buildsDone = 0
  #copiedBytes = 0
  #files = 0
  #broken = ''
  readonly #words = { head: '', tail: '' }

  constructor(emit: (event: NixEvent) => void, { heartbeatSeconds = HEARTBEAT_SECONDS, options }: NixProgressOptions) {
    this.#emit = emit
    this.#maxLevel = 3 + options.reduce((more, option) => more + verbosity(option), 0)
    this.#printsLogs = options.some((option) => option === '-L' || option === '--print-build-logs')
    this.#heartbeat = setInterval(() => this.#emit({ type: 'nix-progress', ...this.progress() }), heartbeatSeconds * 1000)
    this.#heartbeat.unref()
  }

  /**
   * The errors and warnings of Nix and what others said beside it, without control characters, for whoever explains a
   * failure. Neither its talk nor what the code traces: that may look like anything.
   */
  get said(): string {
    return this.#words.head + this.#words.tail
  }

  /** Takes the next line of Nix's standard error. */
  line(line: string): void {
    // A very long one comes in pieces.
    const joined = this.#broken + line
    const parsed = parseNixLog(joined)
    const isBroken = parsed.action === 'text' && joined.startsWith('@nix ') && line.length >= maxLineCharacters && joined.length < maxJoinedCharacters
    this.#broken = isBroken ? joined : ''
    if (!isBroken) this.#take(parsed)
  }

  /** No heartbeat after this. */
  end(): void {
    clearInterval(this.#heartbeat)
  }

  /** How far it is now. */
  progress(): Progress {
    const now = performance.now()
    const sum = (type: number, what: 'done' | 'expected'): number =>
      [...this.#counts.values()].reduce((all, count) => all + (count.type === type ? count[what] : 0), 0)
    const running = [...this.#work.values()]
    const [oldest] = running.toSorted((a, b) => a.started - b.started)
    const evaluating = [...this.#evaluations.values()].at(-1)
    return {
      seconds: (now - this.#started) / 1000,
      files: this.#files,
      ...(evaluating !== undefined && { evaluating }),
      builds: {
        done: sum(activity.builds, 'done'),
        // Nix 2.34 counts some twice while it goes on.
        expected: this.#announcedBuilds > 0 ? this.#announcedBuilds : sum(activity.builds, 'expected'),
        running: running.filter(({ kind }) => kind === 'build').length,
      },
      copies: {
        done: sum(activity.copyPaths, 'done'),
        expected: sum(activity.copyPaths, 'expected'),
        bytes: this.#copiedBytes + running.reduce((all, { kind, bytes }) => all + (kind === 'copy' ? bytes : 0), 0),
        expectedBytes: total(this.#expectedDownloads) || total(this.#expectedCopies),
      },
      ...(oldest !== undefined && {
        longest: { name: oldest.name, seconds: (now - oldest.started) / 1000, ...(oldest.phase !== undefined && { phase: oldest.phase }) },
      }),
    }
  }

  /** The log of a build that Nix has called failed; undefined where it wrote none. */
  logOf(derivation: string): BuildLog | undefined {
    return [...this.#endedLogs, ...[...this.#work.values()].flatMap(({ log }) => log ?? [])].find(
      (log) => log.derivation === derivation && log.lines.length > 0,
    )
  }

  #take(line: NixLogLine): void {
    if (line.action === 'text') this.#say(line.text, true)
    else if (line.action === 'message') this.#message(line.level, line.text)
    else if (line.action === 'start') this.#start(line)
    else if (line.action === 'result') this.#result(line.id, line.type, line.fields)
    else this.#stop(line.id)
  }

  #message(level: number, text: string): void {
    if (level > 3 && text.startsWith('evaluating file ')) this.#files++
    if (level > this.#maxLevel) return
    const announced = /^(?:these (\d+) derivations|this derivation) will be built:$/.exec(text)
    if (announced !== null) this.#announcedBuilds += Number(announced[1] ?? 1)
    // The list of all that will be built or fetched is told one by one, as it happens.
    if (level === 3 && /^ {2}\/[^ ]+$/.test(text)) return
    this.#say(level === 3 ? text.replace(/:$/, '') : text, level <= 1 && !text.startsWith('trace: '))
  }

  #say(text: string, isReason = false): void {
    const plain = stripVTControlCharacters(text)
    if (isReason) this.#keep(`${plain}\n`)
    for (const part of plain.split('\n')) this.#emit({ type: 'output', source: 'nix', text: part })
  }

  #keep(text: string): void {
    const words = this.#words
    if (words.tail === '' && words.head.length + text.length <= keptCharacters) words.head += text
    else words.tail = `${words.tail}${text}`.slice(-keptCharacters)
  }

  #start({ id, parent, type, level, text, fields }: NixLogLine & { action: 'start' }): void {
    const [first = '', second = '', third = ''] = fields.map(String)
    const begin = (work: Pick<Work, 'kind' | 'name'> & Partial<Work>): void => {
      this.#work.set(id, { way: '', started: performance.now(), bytes: 0, ...work })
    }
    // What belongs to a part belongs to the whole.
    const whole = this.#parts.get(parent) ?? (this.#work.has(parent) ? parent : undefined)
    switch (type) {
      case activity.build:
        begin({ kind: 'build', name: storeName(first), log: { derivation: first, lines: [], omitted: 0 } })
        this.#emit({ type: 'nix-build-started', name: storeName(first), ...(second !== '' && { builder: second }) })
        break
      case activity.substitute:
      case activity.copyPath:
        if (whole !== undefined) this.#parts.set(id, whole)
        else begin({ kind: 'copy', name: storeName(first), way: third !== '' && third !== 'local' ? `to ${plainUrl(third)}` : `from ${plainUrl(second)}` })
        break
      case activity.query:
        this.#parts.set(id, '')
        break
      case activity.download:
        if (whole !== undefined && whole !== '') {
          this.#parts.set(id, whole)
          this.#downloads.add(id)
        } else if (whole === '' || /\.narinfo$|\/nix-cache-info$/.test(first)) {
          this.#parts.set(id, '')
        } else begin({ kind: 'download', name: plainUrl(first) })
        break
      case activity.builds:
      case activity.copyPaths:
        this.#counts.set(id, { type, done: 0, expected: 0 })
        break
      default:
        if (text.startsWith('evaluating derivation '))
          this.#evaluations.set(id, (/#([^']*)/.exec(text)?.[1] ?? '').replace(/\.config\.system\.build\.toplevel$/, ''))
        else if (text !== '' && level <= 3) this.#say(text)
    }
  }

  #result(id: string, type: number, fields: Field[]): void {
    const work = this.#work.get(this.#parts.get(id) ?? id)
    const [first = 0, second = 0] = fields
    switch (type) {
      case result.buildLogLine:
      case result.postBuildLogLine:
        if (work?.log === undefined) this.#say(String(first))
        else this.#log(work, work.log, String(first))
        break
      case result.phase:
        if (work !== undefined) work.phase = String(first)
        break
      case result.progress: {
        const count = this.#counts.get(id)
        if (count !== undefined) Object.assign(count, { done: Number(first), expected: Number(second) })
        else if (work !== undefined && (this.#downloads.has(id) || work.isDownloaded !== true))
          Object.assign(work, { bytes: Number(first), isDownloaded: this.#downloads.has(id) })
        break
      }
      case result.expected:
        if (first === activity.copyPath) this.#expectedCopies.set(id, Number(second))
        else if (first === activity.download) this.#expectedDownloads.set(id, Number(second))
    }
  }

  #log({ name }: Work, log: BuildLog, line: string): void {
    log.lines.push(line.length > maxLogLineCharacters ? `${line.slice(0, maxLogLineCharacters)}…` : line)
    // Seldom, since it moves all of them.
    if (log.lines.length >= 2 * keptLogLines) log.omitted += log.lines.splice(0, keptLogLines).length
    if (this.#printsLogs) this.#emit({ type: 'output', source: name, text: line })
  }

  #stop(id: string): void {
    this.#evaluations.delete(id)
    this.#parts.delete(id)
    this.#downloads.delete(id)
    const work = this.#work.get(id)
    if (work === undefined) return
    this.#work.delete(id)
    const { kind, name, way, bytes, log } = work
    const seconds = (performance.now() - work.started) / 1000
    if (kind === 'build') {
      // Nix counts a build as done just before it stops the activity, and one that failed never (2.26 and 2.34).
      const done = this.progress().builds.done
      const succeeded = done > this.#buildsDone
      this.#emit({ type: 'nix-build-ended', name, succeeded, seconds })
      this.#buildsDone = done
      if (log !== undefined && !succeeded) this.#endedLogs.push(log)
      if (this.#endedLogs.length > keptLogs) this.#endedLogs.shift()
      return
    }
    if (kind === 'copy') this.#copiedBytes += bytes
    this.#emit({ type: 'nix-transfer-ended', kind, name, way, bytes, seconds })
  }
}

function total(bytes: Map<string, number>): number {
  return [...bytes.values()].reduce((all, some) => all + some, 0)
}

/** By how much an option raises the level of what Nix says. */
function verbosity(option: string): number {
  if (option === '--debug') return 4
  if (option === '--verbose') return 1
  return /^-v+$/.test(option) ? option.length - 1 : 0
}

/** Without what may be secret in it: a password, or a query that signs. */
function plainUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//')
}
