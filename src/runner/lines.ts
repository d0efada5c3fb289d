import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

const maxLineCharacters = 64 * 1024

/** Cuts a stream of text into lines, without their ends; a line beyond 64 KiB is cut into several. */
class LineCutter {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  cut(chunk: Buffer): string[] {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    let rest = lines.pop() ?? ''
    for (; rest.length > maxLineCharacters; rest = rest.slice(maxLineCharacters)) lines.push(rest.slice(0, maxLineCharacters))
    this.#rest = rest
    return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  }

  end(): string[] {
    const rest = this.#rest + this.#decoder.end()
    this.#rest = ''
    return rest === '' ? [] : [rest]
  }
}

/** Hands each line on as it comes. What the callback throws goes to `fail`. */
export function eachLine(stream: Readable, onLine: ((line: string) => void) | undefined, fail: (reason: unknown) => void): void {
  if (onLine === undefined) return
  const cutter = new LineCutter()
  const tell = (lines: Iterable<string>) => {
    try {
      for (const line of lines) onLine(line)
    } catch (error) {
      fail(error)
    }
  }
  stream.on('data', (chunk: Buffer) => tell(cutter.cut(chunk)))
  stream.once('close', () => tell(cutter.end()))
}

/** The lines of a stream, for one reader; a stream that is closed before its end has just ended. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const cutter = new LineCutter()
  try {
    for await (const chunk of stream) yield* cutter.cut(chunk as Buffer)
  } catch (error) {
    // Closed from here after the child was gone.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
  yield* cutter.end()
}
