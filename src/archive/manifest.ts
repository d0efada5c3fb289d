import * as v from 'valibot'
import { InputError, quote } from '../parse/input-error.ts'
import { PAYLOADS } from '../store/payload.ts'
import { storePath } from '../store/store-path.ts'

/** The version of the manifest's schema; a later one is refused, for it may mean what this action does not know. */
export const MANIFEST_SCHEMA = 1

const storePathSchema = v.pipe(v.string(), v.regex(storePath, 'is not a store path'))
const name = v.pipe(v.string(), v.nonEmpty())

const payloadSchema = v.strictObject({
  kind: v.picklist(PAYLOADS),
  roots: v.pipe(v.array(storePathSchema), v.minLength(1)),
  toplevel: v.optional(storePathSchema),
  installable: v.optional(v.string()),
})

const checkTiming = { timeoutSeconds: v.number(), intervalSeconds: v.number(), forSeconds: v.number() }
const bodySchema = v.strictObject({ kind: v.picklist(['text', 'regex']), value: v.string() })
const healthCheckSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('http'),
    url: v.string(),
    from: v.picklist(['runner', 'host']),
    expectStatus: v.array(v.string()),
    expectHeaders: v.array(v.strictObject({ name: v.string(), value: v.string() })),
    expectBody: v.optional(bodySchema),
    ...checkTiming,
  }),
  v.strictObject({ kind: v.literal('command'), command: v.string(), from: v.literal('host'), expectBody: v.optional(bodySchema), ...checkTiming }),
  v.strictObject({ kind: v.literal('named'), check: v.string(), from: v.literal('host'), expectBody: v.optional(bodySchema), ...checkTiming }),
])

/** What `manifest.json` of an archive says; docs/archive-format.md tells of each part. */
export const manifestSchema = v.strictObject({
  schema: v.literal(MANIFEST_SCHEMA),
  /** The label under which hosts record it. */
  revision: v.string(),
  flake: v.strictObject({
    /** Locked; only where the flake is not a directory of the machine that made the archive. */
    url: v.optional(v.string()),
    /** SHA-256 of the lock file's content as JSON, hexadecimal; where the flake has one. */
    lockHash: v.optional(v.string()),
  }),
  /** The version of Nix that made it. */
  nix: v.string(),
  /** The name of the key that signed every path, as in `trusted-public-keys`. */
  signer: v.optional(v.string()),
  configurations: v.record(
    name,
    v.strictObject({
      /** Like `x86_64-linux`; not known where only a source is inside. */
      system: v.optional(v.string()),
      payloads: v.pipe(v.array(payloadSchema), v.minLength(1)),
      healthChecks: v.array(healthCheckSchema),
      /** Of the closure: what its signer says of it, on one line, and the signature of OpenSSH in base64. */
      statement: v.optional(v.strictObject({ text: v.pipe(v.string(), v.regex(/^[ -~]+$/)), signature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/=]+$/)) })),
    }),
  ),
  /** Every path of every payload, sorted. */
  paths: v.record(
    storePathSchema,
    v.strictObject({
      /** `sha256:` and 64 hexadecimal digits. */
      narHash: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
      narBytes: v.number(),
      /** Without the path itself, sorted. */
      references: v.array(storePathSchema),
      /** Not inside: the host has it or fetches it from its own substituters. */
      expected: v.optional(v.literal(true)),
    }),
  ),
})

export type Manifest = v.InferOutput<typeof manifestSchema>

/** Reads `manifest.json`. Throws an InputError that says what is wrong with it; `file` is where it lies, for messages. */
export function parseManifest(text: string, file: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InputError(`archive: ${file} is not JSON: the archive is damaged, or no archive of nix-flake-deploy; make or fetch it again`, { cause })
  }
  const { schema } = (value ?? {}) as { schema?: unknown }
  if (typeof schema === 'number' && schema > MANIFEST_SCHEMA) {
    throw new InputError(`archive: ${file} has schema ${schema}, and this version of nix-flake-deploy knows ${MANIFEST_SCHEMA}; use a newer version`)
  }
  const result = v.safeParse(manifestSchema, value)
  if (result.success) {
    const lost = lostConfiguration(value as Manifest, result.output)
    if (lost === undefined) return result.output
    throw new InputError(
      `archive: ${file} has a configuration named ${quote(lost)}, a name that JavaScript keeps for itself; give it another one in the flake, and make the archive again`,
    )
  }
  const [issue] = result.issues
  throw new InputError(
    `archive: ${file} is not the manifest of an archive: ${quote(v.getDotPath(issue) ?? '')} ${issue.message}; make or fetch the archive again`,
  )
}

/** The text of `manifest.json`: of the same manifest always the same, whatever the order of its keys. Throws where it is none. */
export function manifestText(manifest: Manifest): string {
  const whole = v.parse(manifestSchema, manifest)
  const lost = lostConfiguration(manifest, whole)
  if (lost !== undefined) throw new Error(`no archive can have a configuration named ${quote(lost)}`)
  return `${JSON.stringify(whole, undefined, 2)}\n`
}

/** A configuration that did not come through the schema, which leaves out some names without a word. */
function lostConfiguration(given: Manifest, read: Manifest): string | undefined {
  return Object.keys(given.configurations).find((name) => !Object.hasOwn(read.configurations, name))
}

/** The store paths that are inside of the archive. */
export function pathsInside({ paths }: Manifest): string[] {
  return Object.keys(paths).filter((path) => paths[path]?.expected !== true)
}

/**
 * The same in the order in which they are written: first those that refer to none, then those that refer to these alone, and so
 * on; sorted among their like. Nix compresses them much like that, so that writing hardly waits.
 */
export function pathsAsWritten(manifest: Manifest): string[] {
  const depths = new Map<string, number>()
  const depthOf = (path: string): number => {
    const known = depths.get(path)
    if (known !== undefined) return known
    const depth = 1 + Math.max(0, ...(manifest.paths[path]?.references ?? []).map(depthOf))
    depths.set(path, depth)
    return depth
  }
  return pathsInside(manifest).sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))
}
