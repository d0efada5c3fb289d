import { InputError, onOneLine, quote } from '../parse/input-error.ts'
import { parseTargetMap, type SaidOfTarget, type TargetSource } from './targets.ts'

/** Where an input says that its targets are told. */
export interface TargetSources {
  /** What is written by hand: files, in their order, and then the input itself. */
  byHand: TargetSource[]
  /** Whether the flake is to be asked, which what is written by hand goes before. */
  fromFlake: boolean
}

/** Reads a file of the workspace. */
export type ReadFile = (path: string) => string

const aFile = /^[^\s:{}[\]"'#][^:{}"']*\.(?:ya?ml|json)$/

/**
 * Reads the `targets` or `require-healthy-on` input, named by `input`: first any number of lines that are `flake` or the name of a file (of
 * the workspace, as YAML or JSON), then a YAML map; or only one of these. Throws an InputError that names the place of each mistake.
 */
export function parseTargetSources(input: string, text: string, readFile: ReadFile): TargetSources {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => !/^\s*(?:#.*)?$/.test(line) && line.trim() !== 'flake' && !aFile.test(line.trim()))
  const words = (first < 0 ? lines : lines.slice(0, first)).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  const byHand = words.filter((word) => word !== 'flake').map((file) => parseTargetMap(file, contentOf(input, file, readFile), false))
  // Lines keep their numbers.
  if (first >= 0) byHand.push(parseTargetMap(input, `${'\n'.repeat(first)}${lines.slice(first).join('\n')}`))
  else if (words.length === 0) byHand.push(parseTargetMap(input, text))
  return { byHand, fromFlake: words.includes('flake') }
}

function contentOf(input: string, file: string, readFile: ReadFile): string {
  try {
    return readFile(file)
  } catch (cause) {
    const said = onOneLine(cause instanceof Error ? cause.message : String(cause))
    throw new InputError(
      `${input}: the file ${quote(file)} cannot be read: ${said}; it is looked for in the working directory; in a workflow: does 'actions/checkout' come before the step?`,
      { cause },
    )
  }
}

/** What a flake says of machines; `source` is the output where it stands. */
export interface TargetsOfFlake {
  source: string
  targets: Readonly<Record<string, SaidOfTarget>>
}

/** The flake, as a place in which the targets of an input are told. */
export function sourceFromFlake(input: string, { source, targets }: TargetsOfFlake): TargetSource {
  return {
    targets: new Map(Object.entries(targets)),
    defaults: {},
    isForAll: false,
    errorAt: (name, _, message) => new InputError(`${input}, ${name} (of the flake's ${source}): ${message}`),
  }
}
