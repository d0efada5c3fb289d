// A reporter for node:test: one line per test with its time, failures in full, and at the end the plain line
// `N passed, N failed` (with `, N skipped` where there are any). The exit code is the runner's own.

import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

type Failure = Extract<TestEvent, { type: 'test:fail' }>['data']

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

function place(data: { file?: string; line?: number }): string {
  return data.file === undefined ? '' : `${relative(process.cwd(), data.file)}${data.line === undefined ? '' : `:${data.line}`}`
}

function reason(data: Failure): string {
  const thrown: { cause?: unknown } = data.details.error
  const error = thrown.cause ?? thrown
  const text = error instanceof Error ? (error.stack ?? error.message) : inspect(error)
  const cause = error instanceof Error && error.cause !== undefined ? `\ncause: ${inspect(error.cause)}` : ''
  return (text + cause).replaceAll(/^/gm, '    ')
}

/** Whether a test failed only because of its subtests: then it says nothing new. */
function isParent(data: Failure): boolean {
  return (data.details.error as { failureType?: string }).failureType === 'subtestsFailed'
}

/** Turns the events of a test run into the lines that a person and CI read. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const failures: Failure[] = []
  let passed = 0
  let failed = 0
  let skipped = 0
  for await (const event of events) {
    switch (event.type) {
      case 'test:pass': {
        const { name, nesting, details, skip, todo } = event.data
        const isSkipped = (skip !== undefined && skip !== false) || (todo !== undefined && todo !== false)
        yield `${'  '.repeat(nesting)}${isSkipped ? 'skipped' : 'ok'}  ${name} (${seconds(details.duration_ms)})\n`
        break
      }
      case 'test:fail': {
        failures.push(event.data)
        const { name, nesting, details } = event.data
        yield `${'  '.repeat(nesting)}FAILED  ${name} (${seconds(details.duration_ms)}) ${place(event.data)}\n`
        if (!isParent(event.data)) yield `${reason(event.data)}\n`
        break
      }
      case 'test:stdout':
      case 'test:stderr':
        yield event.data.message
        break
      case 'test:summary':
        // One summary per file, and a last one for all of them, without a file.
        if (event.data.file === undefined) {
          const { counts } = event.data
          passed = counts.passed
          skipped = counts.skipped + counts.todo
          failed = counts.tests - counts.passed - counts.skipped - counts.todo
        }
        break
      default:
    }
  }
  const roots = failures.filter((failure) => !isParent(failure))
  if (roots.length > 0) {
    yield '\nfailures:\n'
    for (const failure of roots) yield `\n${failure.name} ${place(failure)}\n${reason(failure)}\n`
  }
  yield `\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`
}
