import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'

/** Reads directories, one a line, until nobody can write any more. No argument of it has their paths, for what has is ended. */
const script = `while IFS= read -r directory; do set -- "$@" "$directory"; done
for directory; do
  [ -e "$directory" ] || continue
  pkill -KILL -f -- "$directory/" 2>/dev/null
  rm -rf -- "$directory"
done`

/**
 * Removes directories once this process is gone, whatever ended it, as the post step does for a workflow: a shell that waits for the end of its
 * input. In a session of its own, for neither Ctrl-C nor the end of the terminal is meant for it.
 */
export class Janitor {
  readonly #stdin: Writable
  readonly #directories: string[] = []

  constructor() {
    const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
    // Where it cannot be, we remove what is ours as long as we live.
    child.on('error', () => undefined)
    child.unref()
    this.#stdin = child.stdin
    this.#stdin.on('error', () => undefined)
    // A pipe is a socket to Node, which nobody waits for at the end.
    if (child.stdin instanceof Socket) child.stdin.unref()
  }

  /** To be called before the directory is there. */
  willRemove(directory: string): void {
    this.#directories.push(directory)
    this.#stdin.write(`${directory}\n`)
  }

  /** Removes them now, for who is about to end. */
  cleanUp(): void {
    for (const directory of this.#directories) rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}
