import type { CommandLineReporter } from './reporter.ts'

/** npm hands on to its child what the terminal has sent to both: the same key, twice. */
const sameKeyMilliseconds = 700

/**
 * Ctrl-C, the end of the terminal, or a SIGTERM: the first has hosts in their window told to go back, which is waited for; the next one ends
 * us at once. What we have started is in process groups of its own, and hears nothing of it. `words` tell it where no host is in its
 * window. Gives what takes this back.
 */
export function onInterrupt(reporter: CommandLineReporter, words: string, cancel: () => void): () => void {
  let first: number | undefined
  const interrupt = (): void => {
    const now = performance.now()
    if (first === undefined) {
      first = now
      const open = reporter.windows.map(({ target }) => target)
      reporter.line(open.length === 0 ? words : `Cancelled: ${open.join(', ')} told to go back, which takes a moment.`)
      reporter.hint = 'Ctrl-C again ends this at once'
      cancel()
    } else if (now - first > sameKeyMilliseconds) leave(reporter)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, interrupt)
  return () => {
    for (const signal of signals) process.off(signal, interrupt)
  }
}

function leave(reporter: CommandLineReporter): never {
  const { windows } = reporter
  reporter.end()
  for (const { target, seconds } of windows) {
    const by = new Date(Date.now() + seconds * 1000).toLocaleTimeString('en-GB')
    reporter.line(`${target} goes back by itself, by ${by} at the latest: its watchdog looks after it. See: nix-flake-deploy status ${target}`)
  }
  process.exit(1)
}
