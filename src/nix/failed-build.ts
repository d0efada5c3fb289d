import { memoryAdvice, spaceAdvice } from './advice.ts'
import { storeName } from './log.ts'
import type { NixError } from './words.ts'

/** A derivation that did not build, for its own fault. */
export interface FailedBuild {
  /** The `.drv`. */
  derivation: string
  /** Why, with the end of its log, and what to do where that is known. */
  message: string
  /** How many lines of its log the message has. */
  logLines: number
}

const maxLogLines = 30

const aboutBuilds =
  /^Cannot build '|^builder for '|^build of '[^']+' (?:failed|timed out)|^(?:\d+ )?(?:dependency|dependencies) of derivation|^derivation '[^']+' failed|^hash mismatch in fixed-output|is required to build '|failed to build$/

/** Whether an error is about builds: of a derivation, of what waits for it, or of all that was asked for. */
export function isAboutBuilds({ message: [first = ''] }: NixError): boolean {
  return aboutBuilds.test(first)
}

/** The derivations that failed themselves, each with the end of its log; not those that only depend on one of them. */
export function failedBuilds(errors: readonly NixError[]): FailedBuild[] {
  const failed = errors.filter(isAboutBuilds).flatMap(({ block }) => failedBuild(block) ?? [])
  return [...new Map(failed.map((build) => [build.derivation, build])).values()]
}

function failedBuild(block: string): FailedBuild | undefined {
  const derivation = /'([^']+\.drv)/.exec(block)?.[1]
  if (derivation === undefined || /dependenc(?:y|ies)/.test(block.split('Output paths')[0] ?? '')) return undefined
  const cure = cureFor(block, derivation)
  if (cure !== undefined) return { derivation, message: cure, logLines: 0 }
  const reason = /^Reason: (.*?)\.?$/m.exec(block)?.[1] ?? /\.drv'? ((?:failed|timed out)[^\n;]*)/.exec(block)?.[1]
  if (reason === undefined) return undefined
  const log = [...block.matchAll(/^\s*> (.*)$/gm)].map(([, line = '']) => line).slice(-maxLogLines)
  // 137 is how a shell says that what it ran was killed so.
  const killed = /signal 9\b|exit code 137\b/.test(reason) || /\b(?:Killed signal terminated program|signal: 9, SIGKILL)/.test(log.join('\n'))
  const message = [
    `the build of ${storeName(derivation)} failed: ${reason.replace(/^failed /, '').replace(/^with /, 'builder failed with ')}`,
    ...(log.length === 0 ? [] : ['the end of its log:', ...log.map((line) => `  ${line}`)]),
    ...(killed ? [`Killed by signal 9: out of memory? ${memoryAdvice}`] : []),
  ].join('\n')
  return { derivation, message: message + spaceAdvice(block), logLines: log.length }
}

/** What to do about a derivation that never got to run its builder, or did so for nothing. */
function cureFor(block: string, derivation: string): string | undefined {
  const [, specified, got] = /hash mismatch in fixed-output derivation [^\n]*\n\s*specified:\s*(\S+)\s*got:\s*(\S+)/.exec(block) ?? []
  if (specified !== undefined)
    return `what ${storeName(derivation)} downloads is not what its hash says: specified ${specified}, got ${got ?? ''}; if the change is expected, write the new hash`
  const [, system, alsoSystem] = /Required system: '([^']+)'|a '([^']+)' (?:with features [^']*)?is required to build '/.exec(block) ?? []
  const needed = system ?? alsoSystem
  if (needed === undefined) return undefined
  return `${storeName(derivation)} is for ${needed}, which this runner cannot build; run the job on a ${needed} runner, or add a remote builder (nix-options: --builders)`
}
