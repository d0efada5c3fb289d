import { rm, writeFile } from 'node:fs/promises'
import { type Answer, ask } from '../runner/ask.ts'
import { ProgramMissing } from '../runner/process.ts'
import { normalisePrivateKey } from '../settings/private-keys.ts'

const wholeFile = 'paste the whole file, from `-----BEGIN` to `-----END …-----`'

/** What else than a private key it is: the rest of a sentence. Never shows any of it. */
export function whatItIs(text: string): string {
  const said = text.trim()
  if (/\$\{\{|^\$\{?\w+\}?$|^\*+$/.test(said))
    return 'this is an expression or a variable that nobody has filled in; write `ssh-private-key: ${{ secrets.DEPLOY_KEY }}` into the workflow file itself, and only the key into the secret'
  if (/^PuTTY-User-Key-File-/.test(said))
    return 'this is a key in the format of PuTTY; turn it into one of OpenSSH: `puttygen KEY.ppk -O private-openssh -o KEY`, or in PuTTYgen: Conversions, Export OpenSSH key'
  if (/^\s*(?:ssh|ecdsa|sk)-\S+-cert-v\d+@openssh\.com AAAA/.test(said)) return 'this is a certificate; paste the private key that belongs to it'
  if (/^(?:ssh|ecdsa|sk)-\S+ AAAA|^-+ ?BEGIN (?:SSH2 |RSA )?PUBLIC KEY/.test(said))
    return 'this is the public half of a key; paste the other file, the one without .pub'
  if (/^(?:~|\.{0,2})\/\S*$|^[A-Za-z]:\\|^[^\s/]*(?:\/[^\s/]+)*\/?(?:id_\w+|[^\s/]+\.(?:pem|key|ppk))$/.test(said))
    return 'this is the path of a file; the input takes the key itself: put what is in that file into a secret, and write `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`'
  if (/^-----BEGIN /.test(said) && !/-----END [A-Z0-9 ]+-----$/.test(said))
    return `this is not a private key that OpenSSH can read: its end is missing; ${wholeFile}`
  if (/-----END [A-Z0-9 ]+-----$/.test(said) && !/^-----BEGIN /.test(said))
    return `this is not a private key that OpenSSH can read: its beginning is missing; ${wholeFile}`
  return `this is not a private key that OpenSSH can read; ${wholeFile}`
}

/**
 * Writes the key, readable by its owner alone, and gives its public half. Throws, naming the `place` in the inputs that it came from,
 * where it is none that can be used here.
 */
export async function writePrivateKey(file: string, text: string, place: string): Promise<string> {
  await writeFile(file, normalisePrivateKey(text), { mode: 0o600, flag: 'wx' })
  const { code, stdout, stderrTail } = await ofOpenSsh('ssh-keygen', ['-y', '-P', '', '-f', file])
  if (code === 0) return stdout.trim()
  await rm(file)
  if (/passphrase/i.test(stderrTail))
    throw new Error(`${place}: the key has a passphrase, which nobody can type here; make one without: ssh-keygen -t ed25519 -N "" -f deploy-key`)
  const what = whatItIs(text)
  const said = stderrTail.trim().replaceAll(file, 'the key').replaceAll('\n', '; ')
  // Of what is known to be something else, ssh-keygen knows no more.
  throw new Error(what.endsWith(wholeFile) && said !== '' ? `${place}: ${what} (ssh-keygen: ${said})` : `${place}: ${what}`)
}

/** Throws where OpenSSH is missing, or does not work for this user. */
export async function needOpenSsh(): Promise<void> {
  await ofOpenSsh('ssh', ['-V'])
}

async function ofOpenSsh(program: string, args: string[]): Promise<Answer> {
  const result = await ask(program, args).catch((cause: unknown) => {
    if (cause instanceof ProgramMissing)
      throw new Error('OpenSSH is not on this runner: install openssh-client, in a container in a step before this one', { cause })
    throw cause
  })
  const uid = /No user exists for uid (\d+)|unknown user (\d+)/.exec(result.stderrTail)
  if (uid === null) return result
  throw new Error(
    `${program} says: ${result.stderrTail.trim()}. OpenSSH works only for a user that has a name here; run the container as one that has (\`options: --user root\`), or give it a name in a step before this one: echo "runner:x:$(id -u):$(id -g)::$HOME:/bin/sh" >> /etc/passwd`,
  )
}
