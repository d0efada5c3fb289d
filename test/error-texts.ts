// The error texts of the sources, for the page that explains each of them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { textsOf } from './texts.ts'

const sources = join(import.meta.dirname, '..', 'src')

/** A text that people see when something is wrong, with `…` where it varies. */
export interface ErrorText {
  file: string
  line: number
  text: string
}

/** Every error text of the TypeScript and the shell in `src`, each once. */
export function errorTexts(): ErrorText[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort()
  const read = (file: string): string => readFileSync(join(sources, file), 'utf8')
  const parsed = files.filter((file) => file.endsWith('.ts')).map((file) => ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true))
  const classes = errorClasses(parsed)
  const found = [
    ...parsed.flatMap((file) => textsInTypeScript(file, classes)),
    ...files.filter((file) => file.endsWith('.sh')).flatMap((file) => textsInShell(file, read(file))),
  ]
  const once = new Map(found.map((entry) => [entry.text, entry]))
  return [...once.values()].filter(({ text }) => hasWords(text))
}

/** Whether a text is what a row of the page shows: `…` in a row stands for anything, but not for all that a text has to say. */
export function isShownAs(text: string, row: string): boolean {
  const pattern = row.split('…').map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+'))
  return letters(row) >= Math.min(10, letters(text)) && new RegExp(`^${pattern.join('.*')}$`, 's').test(text)
}

function letters(text: string): number {
  return text.replaceAll(/[^A-Za-z]/g, '').length
}

/** What only hands on the words of others has none of its own. */
function hasWords(text: string): boolean {
  return (text.match(/[A-Za-z]{2,}/g) ?? []).length >= 2 && text.replaceAll('…', '').includes(' ')
}

/** `Error`, and the names of the classes that descend from it. */
function errorClasses(files: readonly ts.SourceFile[]): ReadonlySet<string> {
  const names = new Set(['Error'])
  const declared = files.flatMap((file) => file.statements.filter(ts.isClassDeclaration))
  for (let before = 0; before < names.size; ) {
    before = names.size
    for (const { name, heritageClauses } of declared) {
      const parent = heritageClauses?.[0]?.types[0]?.expression
      if (name !== undefined && parent !== undefined && names.has(parent.getText())) names.add(name.text)
    }
  }
  return names
}

/** Functions of ours to which the text of an error is handed. */
const givenTo = /^(super|fail|errorAt|damaged|wrong|goBack|evaluate|call|core\.(error|warning|setFailed))$/
/** What an error's text, or a part of it, is called where it is made. */
const calledSo = /^(reason|message)$/
/** Functions that give such a text. */
const givenBy = /^(whyNot.*|notPlain|launchError)$/
/** Files in which every text is one. */
const nothingElse = /^nix-failure/

function textsInTypeScript(file: ts.SourceFile, classes: ReadonlySet<string>): ErrorText[] {
  const found: ErrorText[] = []
  const add = (node: ts.Node | undefined): void => {
    if (node === undefined) return
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
    for (const text of textsOf(node)) found.push({ file: file.fileName, line, text: text.trim() })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && classes.has(node.expression.getText())) node.arguments?.forEach(add)
    else if (ts.isCallExpression(node) && givenTo.test(node.expression.getText())) node.arguments.forEach(add)
    else if (ts.isPropertyAssignment(node) && calledSo.test(node.name.getText())) add(node.initializer)
    else if (ts.isVariableDeclaration(node) && calledSo.test(node.name.getText())) add(node.initializer)
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && calledSo.test(node.left.getText())) add(node.right)
    else if (ts.isArrowFunction(node) && node.parameters[0]?.name.getText() === 'issue') add(node)
    else if (ts.isFunctionDeclaration(node) && givenBy.test(node.name?.text ?? '')) add(node)
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && ts.isTemplateExpression(node.right)) add(node.right)
    else if ((ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && nothingElse.test(file.fileName) && !isGivenToMethod(node)) add(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** Such a text is looked for, or taken away. */
function isGivenToMethod({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression)
}

/** What the scripts tell as an error, an outcome or the reason of one; of what is merely said, lines for the log. */
const toldBy = /\b(?:fail [a-z-]+|conclude [a-z-]+|roll_back_locked|request_rollback|die|misuse|damaged|throw|note (?="install: )|[a-z]+_(?:reason|failed|remark)=) ?(?=")|\bsay (?="log )/g

function textsInShell(file: string, script: string): ErrorText[] {
  return script.split('\n').flatMap((line, index) =>
    [...line.matchAll(toldBy)].map((told) => {
      const text = quoted(line.slice(told.index + told[0].length)).replace(/^log /, '')
      return { file, line: index + 1, text: text.replaceAll(/…+/g, '…').trim() }
    }),
  )
}

/** The text between double quotes at the beginning, with `…` for what the shell fills in. */
function quoted(shell: string): string {
  let text = ''
  for (let at = 1; at < shell.length && shell[at] !== '"'; at++) {
    if (shell[at] === '\\') text += shell[++at] ?? ''
    else if (shell[at] !== '$') text += shell[at] ?? ''
    else {
      text += '…'
      at += (filledIn(shell.slice(at)) || 1) - 1
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
