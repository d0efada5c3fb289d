/** When the signal is aborted. Nothing listens any more once it is over. */
export async function aborted(signal: AbortSignal | undefined, over?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true, ...(over && { signal: over }) }))
}
