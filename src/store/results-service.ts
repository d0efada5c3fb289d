import { wordsOfError } from '../parse/error-words.ts'
import { readResultsService } from '../runner/environment.ts'

// GitHub's service for artifacts and caches. Its libraries try five times, for 21 seconds, what cannot become better: what other
// servers than GitHub's answer, or that nobody is there. Here it is asked once, by a question that changes nothing.

const questions = {
  artifacts: 'github.actions.results.api.v1.ArtifactService/ListArtifacts',
  cache: 'github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL',
}

/** Why there are no artifacts or no cache to be had in this job; undefined where there are, or where that may be passing. */
export async function whyNone(what: keyof typeof questions, service = readResultsService()): Promise<string | undefined> {
  const { url, token, cacheUrl, isCacheV2 } = service
  if (what === 'cache' && !isCacheV2) return cacheUrl === undefined ? 'the runner has set no ACTIONS_CACHE_URL' : undefined
  if (url === undefined) return 'the runner has set no ACTIONS_RESULTS_URL'
  if (token === undefined) return 'the runner has set no ACTIONS_RUNTIME_TOKEN'
  try {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(new URL(`/twirp/${questions[what]}`, url), { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(10_000) })
    const text = await answer.text()
    if (answer.status >= 500 || isJson(text)) return undefined
    return `${new URL(url).host} answers ${answer.status}, and not as GitHub's service does`
  } catch (error) {
    const said = wordsOfError(error)
    return /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|Invalid URL/.test(said) ? `${url}: ${said}` : undefined
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
