import { isIPv6 } from 'node:net'
import { quote } from '../parse/input-error.ts'
import type { HttpCheck } from './check.ts'

/**
 * A text as curl's configuration has it, in double quotes (curl(1), `--config`). A line end would begin another option, and a NUL would end
 * the text: the one is written as an escape, the other refused with all that nobody would send.
 */
function quoted(text: string): string {
  if (/[^\P{Cc}\t\n\r]/u.test(text)) throw new Error('a text for curl with control characters')
  const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll(/[\n\r\t]/g, (character) => escapes[character] ?? '')}"`
}

/**
 * Of the configuration of curl, what differs from check to check: all that a host is told, whose agent knows the rest, and takes no other
 * lines than these. Without the certificates of `ca`, which are a file to curl.
 */
export function curlFields({ url, timeoutSeconds, request = {} }: HttpCheck): string {
  if (/\p{Cc}/u.test(url)) throw new Error(`a URL with control characters: ${quote(url)}`)
  const { method, headers = [], body, resolve, insecure, unixSocket, redirects, http } = request
  // Without a body a server would wait for one.
  const sent = body ?? (['POST', 'PUT', 'PATCH'].includes(method ?? '') ? '' : undefined)
  const fields = [
    `url = ${quoted(url)}`,
    `max-time = ${timeoutSeconds}`,
    ...(method === 'HEAD' ? ['head'] : method === undefined ? [] : [`request = "${method}"`]),
    ...headers.map(({ name, value }) => `header = ${quoted(`${name}: ${value}`)}`),
    ...(sent === undefined ? [] : [`data-raw = ${quoted(sent)}`]),
    ...(resolve === undefined ? [] : [`connect-to = ${quoted(connectTo(url, resolve))}`]),
    ...(insecure ? ['insecure'] : []),
    ...(unixSocket === undefined ? [] : [`unix-socket = ${quoted(unixSocket)}`]),
    // From https it never leads to http.
    ...(redirects === undefined ? [] : ['location', `max-redirs = ${redirects}`, `proto-redir = "=${/^https:/i.test(url) ? 'https' : 'http,https'}"`]),
    ...(http === undefined ? [] : [http === '2' ? 'http2' : 'http1.1']),
  ]
  return `${fields.join('\n')}\n`
}

/** Who is asked in the place of the URL's host, which stays what the server is told and its certificate has. */
function connectTo(url: string, address: string): string {
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}:${isIPv6(address) ? `[${address}]` : address}:`
}

/** The same for every check, and last: with `silent` curl says no more of an option that it does not know. */
const always = ['proto = "=http,https"', 'globoff', 'include', 'suppress-connect-headers', 'user-agent = "nix-flake-deploy"', 'show-error', 'silent']

/**
 * The configuration of curl for a check, for `curl -q -K -`: it goes to standard input, so neither a URL nor a header is ever in a process
 * list. Headers and body come out, and nothing else. `caFile` holds the certificates of `ca`.
 */
export function curlConfig(check: HttpCheck, caFile?: string): string {
  return `${curlFields(check)}${caFile === undefined ? '' : `cacert = ${quoted(caFile)}\n`}${always.join('\n')}\n`
}
