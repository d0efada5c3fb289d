import { createHash } from 'node:crypto'
import { getOctokit } from '@actions/github'
import type { Difference } from '../events/results.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { diffPart } from '../report/diff.ts'
import type { Run } from '../rollout/fleet.ts'

/** GitHub refuses a comment of more characters than 65,536. */
const MOST_CHARACTERS = 60_000

/**
 * Keeps one comment on the pull request up to date: made once, and written over by each run. It is found by a marker of what is compared, so that
 * another comparison has a comment of its own, and by who wrote it. Where that may not be, the run warns, and is as green as it was.
 */
export async function keepComment(run: Run, differences: readonly Difference[]): Promise<void> {
  const { settings, environment, emit } = run
  const { pullRequest, repository } = environment
  const warn = (text: string): void => emit({ type: 'notice', level: 'warning', text: `comment: ${text}; the job summary has it` })
  if (pullRequest === undefined || repository === undefined || pullRequest.isFork || settings.githubToken === undefined) {
    warn(
      pullRequest === undefined || repository === undefined
        ? 'this run is of no pull request, so there is nothing to comment on'
        : pullRequest.isFork
          ? 'the pull request comes from a fork, and GitHub gives its runs no right to write'
          : "there is no 'github-token'",
    )
    return
  }
  const [owner = '', repo = ''] = repository.split('/')
  const { flake, diffBase, payloads, configurations, targets } = settings
  const of = JSON.stringify([flake, diffBase, payloads, configurations, targets.map(({ name }) => name)])
  // A digest, for there may be a token in a flake's URL.
  const marker = `<!-- nix-flake-deploy diff ${createHash('sha256').update(of).digest('hex').slice(0, 16)} -->`
  const body = `${marker}\n### What would change\n\n${diffPart(differences, MOST_CHARACTERS, { isBuilt: settings.payloads[0] === 'closure', isMasked: false })}${environment.runUrl === undefined ? '' : `\n\n[The run](${environment.runUrl})`}\n`
  const { rest, paginate } = getOctokit(settings.githubToken)
  const request = { request: { signal: AbortSignal.any([run.signal, AbortSignal.timeout(60_000)]) } }
  try {
    const comments = await paginate(rest.issues.listComments, { owner, repo, issue_number: pullRequest.number, per_page: 100, ...request })
    // Anybody can write a marker. The token of a job belongs to nobody whom GitHub would name; any other to a person or a bot.
    const me = await rest.users.getAuthenticated(request).then(
      ({ data }) => data.login,
      () => undefined,
    )
    const isOurs = ({ user }: { user: { login: string; type: string } | null }): boolean => (me === undefined ? user?.type === 'Bot' : user?.login === me)
    const ours = comments.find((comment) => comment.body?.startsWith(marker) === true && isOurs(comment))
    if (ours === undefined) await rest.issues.createComment({ owner, repo, issue_number: pullRequest.number, body, ...request })
    else if (ours.body !== body) await rest.issues.updateComment({ owner, repo, comment_id: ours.id, body, ...request })
  } catch (error) {
    run.signal.throwIfAborted()
    const isDenied = (error as { status?: unknown }).status === 403 || (error as { status?: unknown }).status === 404
    warn(`GitHub did not take the comment: ${wordsOfError(error)}${isDenied ? '; give the job `permissions: pull-requests: write`' : ''}`)
  }
}
