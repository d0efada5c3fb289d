import type { CommandLineReporter } from './reporter.ts'

/** npm hands on to its child what the terminal has sent to both: the same key, twice. */
const sameKeyMilliseconds = 700

export interface Interrupted {
  reporter: CommandLineReporter
  /** What is said where nothing is to be told to any host; undefined where those in their window go back. */
  words?: string | undefined
  cancel: () => void
  /** Removes what is ours, at once. */
  cleanUp: () => void
}

/**
 * Ctrl-C, the end of the terminal, or a SIGTERM: the first has hosts in their window told to go back, which is waited for; the next one ends
 * us at once. What we have started is in process groups of its own, and hears nothing of it. Gives what takes this back.
 */
export function onInterrupt(interrupted: Interrupted): () => void {
  const { reporter, words, cancel } = interrupted
  let first: number | undefined
  const interrupt = (): void => {
    const now = performance.now()
    if (first === undefined) {
      first = now
      const open = reporter.windows.map(({ target }) => target)
      reporter.line(words ?? (open.length === 0 ? 'Cancelled.' : `Cancelled: ${open.join(', ')} told to go back, which takes a moment.`))
      reporter.hint = 'Ctrl-C again ends this at once'
      cancel()
    } else if (now - first > sameKeyMilliseconds) leave(interrupted)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, interrupt)
  return () => {
    for (const signal of signals) process.off(signal, interrupt)
  }
}

function leave({ reporter, words, cleanUp }: Interrupted): never {
  const windows = words === undefined ? reporter.windows : []
  reporter.end()
  for (const { target, seconds } of windows) {
    const by = new Date(Date.now() + seconds * 1000).toLocaleTimeString('en-GB')
    reporter.line(`${target} goes back by itself, by ${by} at the latest: its watchdog looks after it. See: nix-flake-deploy status ${target}`)
  }
  cleanUp()
  process.exit(1)
}
