import { fileURLToPath } from 'node:url'
import { InputError, quote } from '../parse/input-error.ts'
import { ask } from '../runner/ask.ts'
import type { PullRequest } from '../runner/environment.ts'
import { atCommit, type FlakeMetadata } from './flake.ts'

/**
 * The reference of the flake as it is at a git ref of its repository, or of another flake (`isOther`), where `base` is a flake reference. Of a local
 * repository the commit is fetched where it is not there, as in a shallow checkout; nothing else in it changes. Throws an InputError with git's own words.
 */
export async function baseReference(flake: FlakeMetadata, base: string, signal: AbortSignal): Promise<{ reference: string; isOther: boolean }> {
  if (base.includes(':') || base.startsWith('/') || base.startsWith('./') || base.startsWith('../')) return { reference: base, isOther: true }
  const root = localRoot(flake)
  const commit = root === undefined ? base : await commitOf(root, base, signal)
  const reference = atCommit(flake, commit)
  if (reference === undefined)
    throw new InputError(`diff-base: ${quote(base)} would be a commit of the flake's repository, and the flake is in none; write a flake reference`)
  // Without it Nix refuses a shallow repository, and of one commit it needs no history.
  return { reference: root === undefined || /[?&]shallow=/.test(reference) ? reference : `${reference}&shallow=1`, isOther: false }
}

/**
 * What a pull request is compared with: of the merge commit that GitHub checks out the side that it is merged into; else where its branch began, as far as
 * the checkout has the history; else the base as it was when the run began.
 */
export async function baseCommit(flake: FlakeMetadata, { baseSha, headSha }: Pick<PullRequest, 'baseSha' | 'headSha'>, signal: AbortSignal): Promise<string> {
  const root = localRoot(flake)
  if (root === undefined) return baseSha
  const { stdout } = await ask('git', ['-C', root, 'cat-file', 'commit', 'HEAD'], { signal })
  // A shallow checkout has no parents for `git log`, but the commit itself names them.
  const parents = [...(stdout.split('\n\n', 1)[0] ?? '').matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, parent = '']) => parent)
  if (parents.length === 2 && parents[0] !== undefined && parents[1] === headSha) return parents[0]
  const began = await ask('git', ['-C', root, 'merge-base', 'HEAD', baseSha], { signal })
  return began.code === 0 ? began.stdout.trim() : baseSha
}

/** The repository of a flake that is on this machine. */
function localRoot({ unlocked = '' }: FlakeMetadata): string | undefined {
  const [, url] = /^git\+(file:\/\/[^?#]*)/.exec(unlocked) ?? []
  return url === undefined ? undefined : fileURLToPath(url)
}

async function commitOf(root: string, base: string, signal: AbortSignal): Promise<string> {
  const git = (...args: string[]): ReturnType<typeof ask> => ask('git', ['-C', root, ...args], { signal })
  // A branch may have a name that is the beginning of a commit's.
  for (const name of [`refs/heads/${base}`, `refs/tags/${base}`, `refs/remotes/origin/${base}`, base]) {
    const { code, stdout } = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)
    if (code === 0) return stdout.trim()
  }
  const { stdout: isShallow } = await git('rev-parse', '--is-shallow-repository')
  // Of a whole repository a fetch with a depth would make a shallow one.
  const depth = isShallow.trim() === 'true' ? ['--depth=1'] : []
  const fetched = await git('fetch', '--no-tags', '--quiet', ...depth, '--end-of-options', 'origin', base)
  const found = fetched.code === 0 ? await git('rev-parse', '--verify', '--quiet', '--end-of-options', 'FETCH_HEAD^{commit}') : fetched
  if (found.code === 0 && fetched.code === 0) return found.stdout.trim()
  throw new InputError(
    `diff-base: the commit ${quote(base)} is not in the checkout, and git could not fetch it: ${fetched.stderrTail.trim()}; write \`fetch-depth: 0\` for actions/checkout, or name another base`,
  )
}
