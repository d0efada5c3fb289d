// The shell scripts that run on hosts, put together from their parts. They are sent whole, since nothing of ours is there yet.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

interface Script {
  /** The directory of the parts. */
  directory: string
  /** In this order. The last does what is asked for, by the functions of the others; what is no shell becomes a function that prints it. */
  parts: readonly string[]
  /** Where the compiled TypeScript that hands it out looks for it. */
  compiled: string
  /** Goes around the parts. */
  around?: readonly [string, string]
}

export const scripts = {
  'host-agent.sh': {
    directory: 'src/host/agent',
    parts: [
      'ground.sh',
      'protocol.sh',
      'policy.sh',
      'record.sh',
      'opening.sh',
      'statement.sh',
      'staging.sh',
      'spool.sh',
      'import.sh',
      'units.sh',
      'switching.sh',
      'preflight.sh',
      'boot-default.sh',
      'decide.sh',
      'way-back.sh',
      'window.sh',
      'heal.sh',
      'follow.sh',
      'look.sh',
      'doctor.sh',
      'hook.sh',
      'keys.sh',
      'boot.sh',
      'main.sh',
    ],
    compiled: 'host/host-agent.sh',
  },
  'install.sh': {
    directory: 'src/archive/install',
    parts: ['words.sh', 'whole.sh', 'manifest.nix', 'manifest.sh', 'agent.sh', 'checks.sh', 'store.sh', 'main.sh'],
    compiled: 'archive/install.sh',
    around: ['{ # All of it is in braces: of a script that was cut off, nothing is run.', 'exit\n}'],
  },
} as const satisfies Record<string, Script>

export type ScriptName = keyof typeof scripts
export const scriptNames = Object.keys(scripts) as ScriptName[]

/** The whole script, as it is sent. */
export function assemble(name: ScriptName): string {
  const { directory, parts, around }: Script = scripts[name]
  const root = resolve(import.meta.dirname, '..')
  const texts = parts.map((part) => `# ${'-'.repeat(100)} ${part}\n\n${asShell(part, readFileSync(join(root, directory, part), 'utf8'))}`)
  const [before, after] = around ?? []
  return ['#!/bin/sh', before, ...texts, after]
    .filter((text) => text !== undefined)
    .map((text) => `${text.trimEnd()}\n`)
    .join('\n')
}

function asShell(part: string, text: string): string {
  // What shellcheck needs to know of a part alone.
  if (part.endsWith('.sh')) return text.replace(/^# shellcheck shell=sh.*\n/m, '')
  const [name = '', language = ''] = part.split('.')
  return `${name}_expression() {\n  cat <<'${language.toUpperCase()}'\n${text}${language.toUpperCase()}\n}\n`
}
