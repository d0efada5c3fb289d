import { fileURLToPath } from 'node:url'
import { InputError, quote } from '../parse/input-error.ts'
import { ask } from '../runner/ask.ts'
import { atCommit, type FlakeMetadata } from './flake.ts'

/**
 * The reference of the flake as it is at a git ref of its repository, or of another flake, where `base` is a flake reference. Of a local
 * repository the commit is fetched where it is not there, as in a shallow checkout; nothing else in it changes. Throws an InputError with git's own words.
 */
export async function baseReference(flake: FlakeMetadata, base: string, signal: AbortSignal): Promise<string> {
  if (base.includes(':') || base.startsWith('/') || base.startsWith('./') || base.startsWith('../')) return base
  const root = localRoot(flake)
  const commit = root === undefined ? base : await commitOf(root, base, signal)
  const reference = atCommit(flake, commit)
  if (reference === undefined)
    throw new InputError(`diff-base: ${quote(base)} would be a commit of the flake's repository, and the flake is in none; write a flake reference`)
  // Without it Nix refuses a shallow repository, and of one commit it needs no history.
  return root === undefined || /[?&]shallow=/.test(reference) ? reference : `${reference}&shallow=1`
}

/** The repository of a flake that is on this machine. */
function localRoot({ unlocked = '' }: FlakeMetadata): string | undefined {
  const [, url] = /^git\+(file:\/\/[^?#]*)/.exec(unlocked) ?? []
  return url === undefined ? undefined : fileURLToPath(url)
}

async function commitOf(root: string, base: string, signal: AbortSignal): Promise<string> {
  const git = (...args: string[]): ReturnType<typeof ask> => ask('git', ['-C', root, ...args], { signal })
  for (const name of [base, `refs/remotes/origin/${base}`]) {
    const { code, stdout } = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)
    if (code === 0) return stdout.trim()
  }
  const { stdout: isShallow } = await git('rev-parse', '--is-shallow-repository')
  // Of a whole repository a fetch with a depth would make a shallow one.
  const depth = isShallow.trim() === 'true' ? ['--depth=1'] : []
  const fetched = await git('fetch', '--no-tags', '--quiet', ...depth, 'origin', base)
  const found = fetched.code === 0 ? await git('rev-parse', '--verify', '--quiet', '--end-of-options', 'FETCH_HEAD^{commit}') : fetched
  if (found.code === 0 && fetched.code === 0) return found.stdout.trim()
  throw new InputError(
    `diff-base: the commit ${quote(base)} is not in the checkout, and git could not fetch it: ${fetched.stderrTail.trim()}; write \`fetch-depth: 0\` for actions/checkout, or name another base`,
  )
}
