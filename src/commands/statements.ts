import { join } from 'node:path'
import type { PathInfo } from '../nix/store.ts'
import { InputError } from '../parse/input-error.ts'
import type { Run } from '../rollout/fleet.ts'
import { closureOf } from '../store/payload.ts'
import { closureDigest, type SignedStatement, Signer, statementText, unarmored } from '../store/statement.ts'
import type { Asked, Made } from './build.ts'

/** As far as clocks may differ. */
const dayMilliseconds = 24 * 3600 * 1000

/** The signer of a run whose `signing-key` is given. Its key is gone with the run's private directory. */
export async function signerOf({ settings, privateDirectory, emit }: Run): Promise<Signer | undefined> {
  const { signingKey } = settings.making
  if (signingKey === undefined) return undefined
  const signer = await Signer.create(join(privateDirectory, 'statement-key'), signingKey)
  emit({ type: 'note', text: `signing as ${signer.name}; hosts know that key by this line of their signers: ${signer.allowed}` })
  return signer
}

/** A signed statement for each configuration whose closure is known here: configuration → statement. */
export async function signStatements(
  signer: Signer | undefined,
  /** When, in milliseconds since 1970, and who; an archive, which has the same bytes whenever and by whom it is made, says neither. */
  signing: { at: number; who: string } | undefined,
  { flake, revision }: Pick<Asked<string>, 'flake' | 'revision'>,
  { payloads }: Pick<Made, 'payloads'>,
  infos: ReadonlyMap<string, PathInfo>,
): Promise<Map<string, SignedStatement>> {
  const signed = new Map<string, SignedStatement>()
  if (signer === undefined) return signed
  const { lastModified: sequence, revCount } = flake.locked
  for (const [configuration, forms] of payloads) {
    const payload = forms.find(({ kind }) => kind === 'closure')
    if (payload?.toplevel === undefined) continue
    if (sequence !== undefined && sequence * 1000 > Date.now() + dayMilliseconds)
      throw new InputError(
        `signing-key: the commit is of ${new Date(sequence * 1000).toISOString()}, which is to come: hosts that confirm it would take nothing older any more; mend its date (git commit --amend --date=now --reset-author)`,
      )
    if (sequence === undefined)
      throw new InputError('signing-key: Nix does not say when this flake was last changed, and a statement needs that; keep the flake in git')
    const paths = closureOf(payload, { info: (path) => infos.get(path) }).map((path) => infos.get(path))
    const text = statementText({
      configuration,
      revision,
      flake: flake.url,
      toplevel: payload.toplevel,
      ...closureDigest(paths.filter((info) => info !== undefined)),
      sequence,
      revCount,
      time: new Date(signing?.at ?? sequence * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
      who: signing?.who ?? '',
    })
    signed.set(configuration, { text, signature: unarmored(await signer.sign(text)) })
  }
  return signed
}
