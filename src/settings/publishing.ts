import { InputError, quote } from '../parse/input-error.ts'
import type { PayloadKind } from '../store/payload.ts'
import type { ArchiveLocation } from './archive.ts'
import type { Command } from './inputs.ts'
import { inInput } from './values.ts'

/** Where `deploy` publishes what it has built, before the hosts are asked what they lack. */
export interface Publishing {
  /** Of a store, as Nix takes it, without a password. */
  url: string
  /** Whether the hosts are sent nothing over SSH, and have to fetch all that they lack. */
  only: boolean
}

/** Reads `publish-to` and `publish-only`; undefined where nothing is to be published. */
export function parsePublishing(to: string, only: boolean): Publishing | undefined {
  if (to !== '') return { url: inInput('publish-to', () => parseStoreUrl(to)), only }
  if (only) throw new InputError("publish-only: hosts that are sent nothing need a store to fetch from; write its URL in 'publish-to', or leave this out")
  return undefined
}

/** The URL of a store to which Nix copies. What a person has to keep to himself is not shown in the error. */
function parseStoreUrl(text: string): string {
  const [, scheme, authority = ''] = /^(https?|s3|file|ssh|ssh-ng):\/\/([^/?#\s\p{Cc}]*)[^\s\p{Cc}#]*$/u.exec(text) ?? []
  // Whatever it begins with, and whatever a password may have in it.
  const [, user = ''] = /^[^:]*:\/\/([^/?]*@)/.exec(text) ?? []
  const hasSecret = scheme?.startsWith('ssh') === true ? user.includes(':') : user !== ''
  if (hasSecret)
    throw new InputError(
      "there is a user or a password in the URL, which the log and the list of processes would show; leave it out, and name a netrc file in 'nix-options' ('--netrc-file' and its path, on two lines), or for S3 set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the step's env",
    )
  if (scheme === undefined || (scheme === 'file' ? !/^file:\/\/\/[^?]/.test(text) : authority === ''))
    throw new InputError(
      `${quote(text.replace(/\/\/.*@/, '//…@'))} is not the URL of a store; write one like 'https://cache.example.com', 's3://bucket?region=eu-central-1', 'ssh-ng://user@cache.example.com' or 'file:///srv/cache'`,
    )
  return text
}

/** What a run is asked for, as far as it decides whether there is anything to publish. */
interface Asked {
  command: Command
  payloads: readonly PayloadKind[]
  archive?: ArchiveLocation | undefined
  substituteOnDestination: boolean
}

/** Throws an InputError where nothing is built that could be published, or where hosts could get nothing at all. */
export function needPublishable({ only }: Publishing, { command, payloads, archive, substituteOnDestination }: Asked): void {
  if (command !== 'deploy') throw new InputError(`publish-to: '${command}' publishes nothing; leave it out`)
  if (archive !== undefined)
    throw new InputError("publish-to: what comes from an archive goes to the hosts as it is, without Nix on the runner; leave out 'publish-to' or 'archive'")
  if (payloads[0] !== 'closure')
    throw new InputError(
      `publish-to: with 'payload: ${payloads[0] ?? ''}' the system is built on the host, and none is here to publish; write 'payload: closure'`,
    )
  if (only && !substituteOnDestination)
    throw new InputError("publish-only: hosts that are sent nothing must be let fetch; write 'substitute-on-destination: true', or leave it out")
}
