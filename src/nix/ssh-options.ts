/** Options of ssh(1) that have a value, which stands in the same argument or is the next one. */
const withValue = 'BbcDEeFIiJLlmOoPpQRSWw'

/** What a list of arguments for ssh says, as far as it is told apart here. */
export interface SshOptions {
  /** The port, as it is written: of several, ssh takes the first. */
  port?: string
  /** What else is there, without values: `-i`, `-o StrictHostKeyChecking`. */
  others: string[]
}

/** Reads arguments of ssh as that does: `-p 22`, `-p22`, `-Ap 22`, `-o Port=22` and `-oPort 22` all say the port. */
export function readSshOptions(options: readonly string[]): SshOptions {
  let port: string | undefined
  const others: string[] = []
  for (let index = 0; index < options.length; index++) {
    const argument = options[index] ?? ''
    if (!/^-[^-]/.test(argument)) {
      others.push(argument)
      continue
    }
    for (let at = 1; at < argument.length; at++) {
      const letter = argument[at] ?? ''
      if (!withValue.includes(letter)) {
        others.push(`-${letter}`)
        continue
      }
      const inHere = argument.slice(at + 1)
      const value = (inHere === '' ? (options[++index] ?? '') : inHere).trim()
      const [, keyword = '', setting = ''] = (letter === 'o' && /^([A-Za-z]+)(?:\s*=\s*|\s+)"?([^"]*)"?$/.exec(value)) || []
      if (letter === 'p') port ??= value
      else if (keyword.toLowerCase() === 'port') port ??= setting.trim()
      else others.push(keyword === '' ? `-${letter}` : `-o ${keyword}`)
      break
    }
  }
  return { ...(port !== undefined && { port }), others }
}
