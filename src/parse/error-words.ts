/**
 * What an error says. Some have no text of their own: one that stands for several (a connection that was refused on each of a
 * host's addresses), or one that has only a code.
 */
export function wordsOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.message !== '' && !(error.message === 'fetch failed' && error.cause instanceof Error)) return error.message
  const inner = [...(error instanceof AggregateError ? (error.errors as unknown[]) : []), ...(error.cause === undefined ? [] : [error.cause])]
  const said = [...new Set(inner.map(wordsOfError))].join('; ')
  return said !== '' ? said : ((error as NodeJS.ErrnoException).code ?? error.name)
}
