// A reporter that tells, one JSON object a line, how each test ended: on-runner.test.ts reads it on the other side.

import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

export interface Ended {
  name: string
  /** What went wrong; undefined for a test that passed. */
  failure?: string
}

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const ended: Ended = { name: event.data.name }
    if (event.type === 'test:fail') {
      const thrown: { cause?: unknown } = event.data.details.error
      ended.failure = inspect(thrown.cause ?? thrown)
    }
    yield `${JSON.stringify(ended)}\n`
  }
}
