import { AgentError } from '../host/fault.ts'
import type { Published } from '../store/published.ts'
import { isSameStore } from '../store/store-url.ts'
import type { Rollout } from './target.ts'

/** That a host which is sent nothing lacks store paths, though it has asked its substituters: which, whom it asked, and what to do. */
export async function lackedError(rollout: Rollout, lacked: readonly string[], published: Published): Promise<Error> {
  const asked = await substitutersOf(rollout)
  const first = lacked.slice(0, 3).join(', ')
  return new Error(
    `the host lacks ${lacked.length} store paths, is sent none of them (\`publish-only\`), and could not fetch them from ${inWords(asked)}: ${first}${lacked.length > 3 ? ', …' : ''}; nothing was changed. ${whatToDo(asked, lacked[0] ?? '', published)}`,
  )
}

/** That a host which is sent nothing did not take what its substituters have, in Nix's words, and what to do. */
export function untakenError(error: AgentError, published: Published): AgentError {
  const advice = error.message.includes('not signed by any of the keys')
    ? `It takes only what a key of its trusted-public-keys has signed: ${keyToTrust(published)}`
    : 'What a substituter lists it also has to give: can the host reach it, and may it read all of it? Deploy again'
  return new AgentError('fetch', `${error.message}; it is sent nothing instead (\`publish-only\`), and nothing was changed. ${advice}`, { cause: error })
}

/** Whom the host's Nix asks; undefined where an agent that is installed there does not tell. */
async function substitutersOf({ host, context }: Rollout): Promise<string[] | undefined> {
  try {
    const answer = await host.call({ verb: 'substituters' }, { signal: context.signal })
    return answer.filter(({ keyword }) => keyword === 'substituter').map(({ rest }) => rest)
  } catch (error) {
    if (error instanceof AgentError && error.code === 'protocol') return undefined
    throw error
  }
}

function inWords(asked: readonly string[] | undefined): string {
  if (asked === undefined) return 'its substituters'
  return asked.length === 0 ? 'anywhere, for it has no substituters' : `its substituters (${asked.join(', ')})`
}

function whatToDo(asked: readonly string[] | undefined, path: string, published: Published): string {
  if (asked?.some((url) => isSameStore(url, published.url)) === true)
    return `Can it reach ${published.url}, and may it read it? \`nix path-info --store '${published.url}' ${path}\` there says`
  return `Let its substituters have ${published.url} (nix.settings.substituters on NixOS); ${keyToTrust(published)}`
}

function keyToTrust({ publicKey }: Published): string {
  return publicKey === undefined
    ? "sign what is published ('signing-key'), and let the host's trusted-public-keys have the public half of that key"
    : `let the host's trusted-public-keys have ${publicKey} (nix.settings.trusted-public-keys on NixOS)`
}
