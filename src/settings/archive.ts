import * as v from 'valibot'
import { InputError, quote } from '../parse/input-error.ts'
import { conform, mapOf, plain, readYaml } from '../parse/schema.ts'
import { inInput, withoutNul } from './values.ts'

/** A file or directory of the runner, or a workflow artifact: of this run, or of another one. */
export type ArchiveLocation = { path: string } | { artifact: string; runId?: number }

/** Everything; or not what substituters serve; or not what an earlier archive (its manifest, or a commit of the flake) has. */
export type ArchiveContents = { kind: 'full' | 'built' } | { kind: 'missing-from'; earlier: string }

const artifactSchema = mapOf('archive', { artifact: plain(parseArtifactName), 'run-id': v.optional(plain(parseRunId)) })

/** A path stands alone; `artifact: NAME`, with a `run-id` where it is of another run, is a map. */
export function parseArchiveLocation(text: string): ArchiveLocation {
  if (!/^(\{|(artifact|run-id)\s*:)/.test(text)) return { path: inInput('archive', () => withoutNul(text)) }
  const { artifact, 'run-id': runId } = conform(readYaml('archive', text), artifactSchema)
  return { artifact, ...(runId !== undefined && { runId }) }
}

function parseRunId(text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text)
  throw new InputError(`${quote(text)} is not the id of a workflow run; it is the number in the address of the run's page`)
}

/** What the artifact service refuses in a name (validateArtifactName in @actions/artifact). */
export function parseArtifactName(text: string): string {
  if (!/["*/:<>?\\|\p{Cc}]/u.test(text) && text.length <= 250) return text
  throw new InputError(`${quote(text)} is not a name for an artifact, which has none of " : < > | * ? / \\ and is not longer than 250`)
}

export function parseArchiveContents(text: string): ArchiveContents {
  if (text === 'full' || text === 'built') return { kind: text }
  const earlier = /^missing-from:\s*(\S.*)$/.exec(text)?.[1]
  if (earlier !== undefined) return { kind: 'missing-from', earlier: withoutNul(earlier) }
  throw new InputError(`${quote(text)} is none of 'full', 'built' and 'missing-from: ' with a commit or the path of an earlier archive or its manifest`)
}

/** Of an ed25519 key: 32 bytes of seed, 32 of public key. */
export function parseSigningKey(text: string): string {
  if (/^[^\s:]+:[A-Za-z0-9+/]{86}==$/.test(text)) return text
  throw new InputError('is not a secret key of Nix, NAME:BASE64 on one line; `nix key generate-secret --key-name NAME` makes one')
}
