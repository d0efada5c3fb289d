import { readFileSync } from 'node:fs'
import type { Workflows } from './workflows.ts'

/**
 * The examples as the build puts them beside the entry. Where this runs from the sources, they are not there. (The bundler takes a file along
 * because of the line that reads it.)
 */
export function readExamples(): Workflows {
  return {
    deploy: readFileSync(new URL('./deploy.yml', import.meta.url), 'utf8'),
    promote: readFileSync(new URL('./promote.yml', import.meta.url), 'utf8'),
    'pull-request': readFileSync(new URL('./pull-request.yml', import.meta.url), 'utf8'),
  }
}
