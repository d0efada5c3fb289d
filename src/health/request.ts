import { X509Certificate } from 'node:crypto'
import { isIPv6 } from 'node:net'
import * as v from 'valibot'
import { InputError, quote, wouldDo } from '../parse/input-error.ts'
import { isHostName } from '../parse/names.ts'
import { named, plain, reading } from '../parse/schema.ts'
import { parseJson } from './json.ts'
import { type CheckValues, fill, template } from './template.ts'

/** A header: its name as it was written. */
export interface Header {
  name: string
  value: string
}

/** What is asked otherwise than by a plain GET of a URL. Nothing of it is ever shown but the method and the socket. */
export interface HttpRequest {
  method?: Method
  /** Their values may be secret. */
  headers?: Header[]
  /** The body as it goes out. */
  body?: string
  /** What the URL's host is taken for: an address or a name. */
  resolve?: string
  /** Certificates in PEM, against which that of the server is held, in place of those that its machine trusts. */
  ca?: string
  /** The certificate of the server is not looked at. */
  insecure?: true
  /** An absolute path on the host. */
  unixSocket?: string
  /** How many redirects are followed. */
  redirects?: number
  http?: '1.1' | '2'
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof METHODS)[number]

/** curl reads its configuration in lines of 100 kB, in which some characters take two. */
const mostBytes = 32 * 1024

function bounded(text: string): string {
  if (Buffer.byteLength(text) > mostBytes) throw new InputError(`is longer than ${mostBytes / 1024} KiB, more than a health check sends`)
  if (/[^\P{Cc}\t\r\n]/u.test(text)) throw new InputError('has a control character in it')
  return text
}

/** Reads the name of a header. */
export function headerName(text: string): string {
  if (/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(text)) return text
  throw new InputError(`${quote(text)} is not the name of a header`)
}

function sentHeaderName(text: string): string {
  if (/^(content-length|transfer-encoding|connection)$/i.test(text)) throw new InputError(`${quote(text)} is curl's own to say; leave it out`)
  return headerName(text)
}

// In none of these errors is the value, which may be secret.
function sentHeaderValue(text: string): string {
  const value = bounded(text.trim())
  if (value === '') throw new InputError("is empty: is the secret set, and may this workflow read it? Leave the header out where it isn't needed")
  if (/\p{Cc}/u.test(value)) throw new InputError('has a line end or another control character in it')
  return template(value, false)
}

function parseMethod(text: string): Method {
  const known = METHODS.find((method) => method === text.toUpperCase())
  if (known === undefined) throw new InputError(`${quote(text)} is not a method; ${wouldDo(text, METHODS)}`)
  return known
}

function parseJsonBody(value: unknown): string {
  if (typeof value === 'string' && /^\s*[[{]/.test(value) && isJson(value))
    throw new InputError('is JSON in quotes, which would go out as one text; write it without the quotes')
  return bounded(JSON.stringify(parseJson(value)))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function parseResolve(text: string): string {
  template(text, true)
  const address = text.replace(/^\[(.*)\]$/, '$1')
  if (address === '{host}' || isIPv6(address) || isHostName(address)) return address
  throw new InputError(`${quote(text)} is not an address; write one like '192.0.2.1', '2001:db8::1' or '{host}', without a port`)
}

function parseCa(text: string): string {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (found === null || /PRIVATE KEY/.test(text))
    throw new InputError("is not a certificate in PEM; write it with its lines '-----BEGIN CERTIFICATE-----' and '-----END CERTIFICATE-----'")
  const whole = found.map((certificate) =>
    certificate
      .split('\n')
      .map((line) => line.trim())
      .join('\n'),
  )
  for (const certificate of whole) {
    try {
      new X509Certificate(certificate)
    } catch (cause) {
      throw new InputError(`has a certificate that cannot be read: ${cause instanceof Error ? cause.message : ''}`, { cause })
    }
  }
  return bounded(`${whole.join('\n')}\n`)
}

function parseBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  throw new InputError(`${quote(text)} is neither 'true' nor 'false'`)
}

function parseUnixSocket(text: string): string {
  if (/^(\/[A-Za-z0-9._@:+-]+)+$/.test(text) && !/\/\.\.?(\/|$)/.test(text) && Buffer.byteLength(text) <= 107) return text
  throw new InputError(`${quote(text)} is not a socket; write its absolute path on the host, like '/run/app/http.sock'`)
}

function parseRedirects(text: string): number {
  if (/^(\d|10)$/.test(text)) return Number(text)
  throw new InputError(`${quote(text)} is not a number of redirects; write one from 0 to 10`)
}

function parseVersion(text: string): '1.1' | '2' {
  if (text === '1.1' || text === '2') return text
  throw new InputError(`${quote(text)} is not a version of HTTP; known: 1.1, 2`)
}

/** The keys of a health check that say how its `url` is asked. */
export const requestEntries = {
  method: v.optional(plain(parseMethod)),
  headers: v.optional(
    v.pipe(
      named('headers', sentHeaderName, plain(sentHeaderValue)),
      v.transform((headers) => Object.entries(headers).map(([name, value]): Header => ({ name, value }))),
    ),
  ),
  json: v.optional(v.pipe(v.unknown(), reading(parseJsonBody))),
  data: v.optional(plain((text) => template(bounded(text), false))),
  resolve: v.optional(plain(parseResolve)),
  ca: v.optional(plain(parseCa)),
  insecure: v.optional(plain(parseBoolean)),
  'unix-socket': v.optional(plain(parseUnixSocket)),
  redirects: v.optional(plain(parseRedirects)),
  http: v.optional(plain(parseVersion)),
}

type Said = { [Key in keyof typeof requestEntries]?: v.InferOutput<(typeof requestEntries)[Key]> }

/** Makes one request of what was said; undefined where it is a plain GET. Throws an InputError for what does not go together. */
export function assembleRequest(said: Said, { url, from }: { url: string; from: 'runner' | 'host' }): HttpRequest | undefined {
  const { headers, json, data, resolve, ca } = said
  if (json !== undefined && data !== undefined) throw new InputError("has both 'json' and 'data'; a request has one body")
  const bodyKey = json === undefined ? 'data' : 'json'
  const body = json ?? data
  const method = said.method ?? (body === undefined ? 'GET' : 'POST')
  if (body !== undefined && (method === 'GET' || method === 'HEAD'))
    throw new InputError(`'${bodyKey}' does not go with 'method: ${method}'; leave one of them out`)
  const isTls = /^https:/i.test(url)
  const ofTls = (['ca', 'insecure'] as const).find((key) => said[key] !== undefined && said[key] !== false)
  if (ofTls !== undefined && !isTls) throw new InputError(`'${ofTls}' is for an https URL; leave it out`)
  if (ca !== undefined && said.insecure === true)
    throw new InputError("has both 'ca' and 'insecure'; with 'ca' the certificate is looked at: leave 'insecure' out")
  const unixSocket = said['unix-socket']
  if (unixSocket !== undefined && from !== 'host') throw new InputError("'unix-socket' is on the host; write 'from: host'")
  if (unixSocket !== undefined && resolve !== undefined) throw new InputError("has both 'unix-socket' and 'resolve'; leave one of them out")
  const redirects = said.redirects ?? 0
  if (redirects > 0 && (body !== undefined || headers !== undefined || !['GET', 'HEAD'].includes(method)))
    throw new InputError("'redirects' is for a plain GET or HEAD: headers and a body would go wherever the answer leads; check the URL that it leads to")
  const withType = json === undefined || headers?.some(({ name }) => name.toLowerCase() === 'content-type') === true
  const sent = [...(headers ?? []), ...(withType ? [] : [{ name: 'Content-Type', value: 'application/json' }])]
  const request: HttpRequest = {
    ...(method !== 'GET' && { method }),
    ...(sent.length > 0 && { headers: sent }),
    ...(body !== undefined && { body }),
    ...(resolve !== undefined && { resolve }),
    ...(ca !== undefined && { ca }),
    ...(said.insecure === true && { insecure: true as const }),
    ...(unixSocket !== undefined && { unixSocket }),
    ...(redirects > 0 && { redirects }),
    ...(said.http !== undefined && { http: said.http }),
  }
  return Object.keys(request).length === 0 ? undefined : request
}

/** The request with its values filled in. */
export function fillRequest(request: HttpRequest, values: CheckValues): HttpRequest {
  return {
    ...request,
    ...(request.headers && { headers: request.headers.map(({ name, value }) => ({ name, value: fill(value, values) })) }),
    ...(request.body !== undefined && { body: fill(request.body, values) }),
    ...(request.resolve !== undefined && { resolve: fill(request.resolve, values) }),
  }
}

/** Headers whose values everybody may see; to mask them would only spoil the log. */
const plainHeaders = /^(accept(-.*)?|cache-control|content-type|host|origin|pragma|user-agent|x-forwarded-(for|host|proto|port))$/i

/** What of a request has to be masked wherever it might show: the values of its headers, and of `Bearer X` also X. */
export function secretsOf({ headers = [] }: HttpRequest): string[] {
  const values = headers.filter(({ name }) => !plainHeaders.test(name)).flatMap(({ value }) => [value, /^[A-Za-z]+ +(\S.*)$/.exec(value)?.[1] ?? ''])
  // Shorter ones are nobody's secret, and would spoil every word that has them.
  return [...new Set(values)].filter((value) => value.length >= 4).sort((a, b) => b.length - a.length)
}
