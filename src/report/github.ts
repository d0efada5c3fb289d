import * as core from '@actions/core'
import { fitAnnotations } from './annotations.ts'
import { logLines, untrusted } from './log.ts'
import type { Reporter } from './reporter.ts'

/** Tells GitHub's runner, by its workflow commands and files: a log with groups, annotations, outputs. */
export const githubReporter: Reporter = {
  event(event) {
    if (event.type === 'notice') core[event.level](untrusted(event.text))
    for (const line of logLines(event)) core.info(line)
  },
  line: (text) => core.info(text),
  answer: (text) => core.info(text),
  problems(problems, level) {
    for (const { message, title, place } of fitAnnotations(problems)) {
      core[level](message, {
        ...(title !== undefined && { title }),
        ...(place !== undefined && { file: place.file, ...(place.line !== undefined && { startLine: place.line, startColumn: place.column }) }),
      })
    }
  },
  warning: (text, title) => core.warning(text, title === undefined ? {} : { title }),
  output: (name, value) => core.setOutput(name, value),
  debug: (text) => core.debug(text),
  secret: (text) => core.setSecret(text),
}
