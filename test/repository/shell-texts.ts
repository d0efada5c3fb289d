// Texts as they stand in shell scripts.

/** What the scripts tell as an error, an outcome or the reason of one; of what is merely said, lines for the log. */
const toldBy =
  /\b(?:fail [a-z-]+|give_up [a-z]+|refuse_key|conclude [a-z-]+|request_rollback|go_back|die|misuse|damaged|refuse|note (?="install: )|[a-z]+_(?:reason|failed|remark)=|(?:statement|signature)_why=|decided_why=|back_odd=) ?(?=")|\b(?:say|answer) (?="log )/g

/** Those texts of a script, with `…` for what the shell fills in. */
export function textsInShell(script: string): { line: number; text: string }[] {
  return script.split('\n').flatMap((line, index) =>
    [...line.matchAll(toldBy)].map((told) => {
      const text = quoted(line.slice(told.index + told[0].length)).replace(/^log /, '')
      return { line: index + 1, text: text.replaceAll(/…+/g, '…').trim() }
    }),
  )
}

/** The text between double quotes at the beginning. */
function quoted(shell: string): string {
  let text = ''
  for (let at = 1; at < shell.length && shell[at] !== '"'; at++) {
    if (shell[at] === '\\') text += shell[++at] ?? ''
    else if (shell[at] !== '$') text += shell[at] ?? ''
    else {
      text += '…'
      at += filledIn(shell.slice(at)) - 1
    }
  }
  return text
}

/** How long a `$name`, `${…}` or `$(…)` at the beginning is. */
function filledIn(shell: string): number {
  if (!/^\$[({]/.test(shell)) return /^\$(\w+|[*@#])/.exec(shell)?.[0].length ?? 1
  let depth = 0
  for (let at = 1; at < shell.length; at++) {
    if ('({'.includes(shell[at] ?? '')) depth++
    else if (')}'.includes(shell[at] ?? '') && --depth === 0) return at + 1
  }
  return shell.length
}
