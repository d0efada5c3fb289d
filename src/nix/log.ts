/**
 * One line of what Nix says with `--log-format internal-json` (JSONLogger in Nix's libutil/logging.cc, the same in 2.24 to
 * 2.34 and in Lix). Levels: 0 error, 1 warning, 2 notice, 3 info, 4 and more: talk.
 */
export type NixLogLine =
  | { action: 'start'; id: string; parent: string; type: number; level: number; text: string; fields: Field[] }
  | { action: 'stop'; id: string }
  | { action: 'result'; id: string; type: number; fields: Field[] }
  | { action: 'message'; level: number; text: string }
  /** What somebody said beside the log: git, say. */
  | { action: 'text'; text: string }

export type Field = string | number

/** Types of activities: ActivityType in Nix's libutil/logging.hh. */
export const activity = { copyPath: 100, download: 101, copyPaths: 103, builds: 104, build: 105, substitute: 108, query: 109 } as const

/** Types of results: ResultType, ibidem. */
export const result = { buildLogLine: 101, phase: 104, progress: 105, expected: 106, postBuildLogLine: 107 } as const

const prefix = '@nix '

/** Reads a line; what is not as Nix writes it is a `text`. */
export function parseNixLog(line: string): NixLogLine {
  if (!line.startsWith(prefix)) return { action: 'text', text: line }
  let said: Record<string, unknown>
  try {
    // An id is a process number times 2^32 and may be beyond what a number holds. In a string the quotes have a backslash.
    const value: unknown = JSON.parse(line.slice(prefix.length).replaceAll(/"(id|parent)":(\d+)/g, '"$1":"$2"'))
    if (typeof value !== 'object' || value === null) return { action: 'text', text: line }
    said = value as Record<string, unknown>
  } catch {
    return { action: 'text', text: line }
  }
  const text = (name: string): string => (typeof said[name] === 'string' ? said[name] : '')
  const number = (name: string): number => (typeof said[name] === 'number' ? said[name] : 0)
  const fields = (Array.isArray(said['fields']) ? said['fields'] : []).filter((field): field is Field => typeof field === 'string' || typeof field === 'number')
  switch (said['action']) {
    case 'start':
      return { action: 'start', id: text('id'), parent: text('parent'), type: number('type'), level: number('level'), text: text('text'), fields }
    case 'stop':
      return { action: 'stop', id: text('id') }
    case 'result':
      return { action: 'result', id: text('id'), type: number('type'), fields }
    case 'msg':
      return { action: 'message', level: number('level'), text: text('msg') }
    default:
      return { action: 'text', text: line }
  }
}

/** The name of a store path or derivation, for people: `linux-6.18` of `/nix/store/…-linux-6.18.drv`. */
export function storeName(path: string): string {
  return path.replace(/^.*\/[0-9a-z]{32}-/, '').replace(/\.drv$/, '')
}
