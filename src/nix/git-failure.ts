import type { NixError, Words } from './words.ts'

/** What git says of its own work, and what it advises to whoever sits at a terminal. */
const talk =
  /^(?:remote: (?:Enumerating|Counting|Compressing|Total)|From |Cloning into|hint: |Please make sure you have the correct access rights|and the repository exists\.| [*+ ]|GC Warning|Receiving objects|Resolving deltas)/
/** That it failed, whatever Nix says of it. */
const failed =
  /^(?:fatal|ssh|ERROR|remote: (?:ERROR|Repository not found|Permission)|kex_exchange_identification|Host key verification failed|Connection )|Permission denied|No \S+ host key is known/m

/**
 * A repository that could not be fetched: in the words of git and ssh, which stand beside the error, and whose failure some
 * versions of Nix take for a missing branch or commit. Undefined where that is not so.
 */
export function gitFailure({ error, others }: Words & { error: NixError }): string | undefined {
  const [own, all] = [error.message.join('\n'), [...error.trace, ...error.message].join('\n')]
  const url = /(?:Failed to fetch git repository|of repository) '([^']+)'/.exec(own)?.[1] ?? /fetching the input '(git\+[^']+)'/.exec(all)?.[1]
  const said = others.filter((line) => !talk.test(line))
  if (url === undefined || (!failed.test(said.join('\n')) && !own.startsWith('Failed to fetch'))) return undefined
  const address = plainAddress(url)
  return [
    `the repository ${address} could not be fetched: ${said.length === 0 ? own : said.slice(0, 10).join('\n')}`,
    whatToDo(said.join('\n'), hostOf(address)),
  ].join('\n')
}

/** Without a password or token. */
function plainAddress(url: string): string {
  return url.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1@')
}

function hostOf(address: string): string {
  return /^[a-z+]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]+)/.exec(address)?.[1] ?? 'the server'
}

function whatToDo(said: string, host: string): string {
  if (/Host key verification failed|host key is known|IDENTIFICATION HAS CHANGED/.test(said))
    return `This runner does not know the host key of ${host}, or knows another one; the input known-hosts is for targets alone: add its line, compared with what ${host} publishes, to the input flake-known-hosts, or, without a flake-ssh-private-key, to ~/.ssh/known_hosts in a step before this one (\`ssh-keyscan ${host.replace(/[[\]]/g, '')}\` shows it).`
  if (/Permission denied \(|Could not open a connection to your authentication agent|no such identity/i.test(said))
    return `${host} accepts no key that this runner has; the input ssh-private-key is for targets alone: give a deploy key of that repository to the input flake-ssh-private-key.`
  if (/[Rr]epository not found|not have permission|denied to|access denied|does not appear to be a git repository|Authentication failed/i.test(said))
    return `${host} does not show that repository to the key or token of this runner: is the name right, and may it read there? Of several keys in flake-ssh-private-key, each needs the repository that it is for as its comment.`
  if (/could not read (?:Username|Password)|terminal prompts disabled/i.test(said))
    return `${host} asks for a user, and nobody can type one here: give git a token in a step before this one, as with \`git config --global url."https://x-access-token:TOKEN@${host}/".insteadOf https://${host}/\`.`
  if (/No user exists for uid/.test(said))
    return 'ssh works only for a user that is known on the runner: add a line for it to /etc/passwd in a step before this one.'
  return 'Does it exist, does this runner reach it, and may this job read it?'
}
