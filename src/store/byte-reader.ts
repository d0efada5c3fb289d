/** Reads a stream bit by bit, and hands what was read to whoever wants to have it too. Never holds more than one chunk. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #chunk: Buffer = Buffer.alloc(0)
  #at = 0
  /** Where what has not been handed on begins. */
  #mark = 0
  #copyTo: ((bytes: Buffer) => Promise<void>) | undefined

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** So many bytes. Throws an Error at the end of the stream. */
  async take(bytes: number): Promise<Buffer> {
    // Nearly always it is all here.
    if (this.#at + bytes <= this.#chunk.length) return this.#chunk.subarray(this.#at, (this.#at += bytes))
    const parts: Buffer[] = []
    for await (const part of this.#parts(bytes)) parts.push(part)
    return Buffer.concat(parts)
  }

  async skip(bytes: number): Promise<void> {
    const parts = this.#parts(bytes)
    while ((await parts.next()).done !== true);
  }

  /** Everything that is read while `work` goes on is handed to `copyTo`, in order, before more is read. */
  async copying<T>(copyTo: (bytes: Buffer) => Promise<void>, work: () => Promise<T>): Promise<T> {
    this.#mark = this.#at
    this.#copyTo = copyTo
    try {
      const result = await work()
      await this.#handOn()
      return result
    } finally {
      this.#copyTo = undefined
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#at === this.#chunk.length && !(await this.#next())
  }

  async *#parts(bytes: number): AsyncGenerator<Buffer> {
    let missing = bytes
    while (missing > 0) {
      if (this.#at === this.#chunk.length && !(await this.#next())) throw new Error('it ends too early')
      const part = this.#chunk.subarray(this.#at, this.#at + missing)
      this.#at += part.length
      missing -= part.length
      yield part
    }
  }

  async #next(): Promise<boolean> {
    await this.#handOn()
    const next = await this.#chunks.next()
    if (next.done === true) return false
    this.#chunk = next.value
    this.#at = this.#mark = 0
    return true
  }

  async #handOn(): Promise<void> {
    if (this.#copyTo !== undefined && this.#at > this.#mark) await this.#copyTo(this.#chunk.subarray(this.#mark, this.#at))
    this.#mark = this.#at
  }
}
