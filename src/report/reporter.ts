import type { Event } from '../events/event.ts'
import type { Problem } from './annotations.ts'

/** Who is told how a run goes and how it ended: GitHub's runner, or whoever has called us at a terminal. Texts come clean of what others might have put into them. */
export interface Reporter {
  /** What happens while we work, in its order. */
  event(event: Event): void
  /** A line about how it ended. */
  line(text: string): void
  /** What was asked for, where that is a text to read: the table of `status`. */
  answer(text: string): void
  /** What is wrong, or will be, all of one run at once. */
  problems(problems: readonly Problem[], level: 'error' | 'warning'): void
  warning(text: string, title?: string): void
  /** A value for programs. Of one that is set again the last counts. */
  output(name: string, value: unknown): void
  debug(text: string): void
  /** Text that is to be shown nowhere. */
  secret(text: string): void
}
