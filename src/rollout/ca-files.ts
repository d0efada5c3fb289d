import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Certificates as files, which curl wants: in the private directory, which goes when the run ends, and each once for all its checks. */
export class CaFiles {
  readonly #directory: string
  readonly #written = new Map<string, Promise<string>>()

  constructor(directory: string) {
    this.#directory = directory
  }

  /** The path of a file with these certificates. */
  path(pem: string): Promise<string> {
    const known = this.#written.get(pem)
    if (known !== undefined) return known
    const file = join(this.#directory, `ca-${createHash('sha256').update(pem).digest('hex').slice(0, 16)}.pem`)
    const written = writeFile(file, pem, { mode: 0o600 }).then(() => file)
    this.#written.set(pem, written)
    return written
  }
}
