// The two ways in, in one bundle that both share: dist/index.js and dist/cli.js each open one.

/** The step of a workflow. */
export const step = (): Promise<unknown> => import('./index.ts')

/** The command line. */
export const cli = (): Promise<unknown> => import('./cli.ts')
