// GitHub's own parser of workflows, as its editors have it: what it has nothing to say about, GitHub runs.
import { registerHooks } from 'node:module'

// The package imports its schemas as a bundler would let it; Node wants to be told that they are JSON.
const hooks = registerHooks({
  resolve: (specifier, context, next) => ({ ...next(specifier, context), ...(specifier.endsWith('.json') && { importAttributes: { type: 'json' } }) }),
})
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser')
hooks.deregister()

/** What GitHub's parser finds wrong with a workflow, each with its place; empty where it would run. */
export async function mistakesIn(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  // What does not fit together, such as `needs`, is found when it is made a workflow; the errors come together in the context.
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}
