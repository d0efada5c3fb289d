// The error texts of the sources, for the page that explains each of them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { textsInShell } from './shell-texts.ts'
import { textsOf } from './texts.ts'

const sources = join(import.meta.dirname, '../../src')

/** A text that people see when something is wrong, with `…` where it varies. */
export interface ErrorText {
  file: string
  line: number
  text: string
}

/** Every error text of the TypeScript, the shell and the Nix in `src`, each once. */
export function errorTexts(): ErrorText[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort()
  const read = (file: string): string => readFileSync(join(sources, file), 'utf8')
  const parsed = files.filter((file) => file.endsWith('.ts')).map((file) => ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true))
  const classes = errorClasses(parsed)
  const tellers = errorTellers(parsed, classes)
  const found = [
    ...parsed.flatMap((file) => textsInTypeScript(file, classes, tellers)),
    ...files.filter((file) => /\.(sh|nix)$/.test(file)).flatMap((file) => textsInShell(read(file)).map((told) => ({ file, ...told }))),
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

/** What hands on the words of others has none of its own; a few words that say nothing are a part of another text. */
function hasWords(text: string): boolean {
  const words = text.match(/[A-Za-z]{2,}/g) ?? []
  return (
    words.length >= 4 ||
    (words.length >= 2 && words.some((word) => /^(is|are|was|has|does|did|not|no|needs|lists|runs|failed|rolled|stands|cannot|could)$/.test(word)))
  )
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

/** Functions that make an error, or end with one, and those that hand a parameter to one of them as it is: what they are given is a part of it. */
function errorTellers(files: readonly ts.SourceFile[], classes: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(['super', 'setFailed', 'error', 'warning', 'evaluate', 'call', 'goBack'])
  const functions = files.flatMap((file) => descendants(file).filter(ts.isFunctionLike))
  for (let before = 0; before < names.size; ) {
    before = names.size
    for (const node of functions) {
      const name = (ts.isVariableDeclaration(node.parent) ? node.parent.name : node.name)?.getText()
      const gives = node.type?.getText().replace(/^Promise<(.*)>$/, '$1') ?? ''
      const parameters = node.parameters.filter(({ type }) => type?.getText() === 'string').map((parameter) => parameter.name.getText())
      const handsOn = (inner: ts.Node): boolean =>
        partsOfError(inner, classes, names)
          .flatMap(handedOn)
          .some((part) => ts.isIdentifier(part) && parameters.includes(part.text))
      if (name !== undefined && (classes.has(gives) || gives === 'never' || descendants(node).some(handsOn))) names.add(name)
    }
  }
  return names
}

/** What an error says in others' words: itself, or what a template without words of its own is filled with. */
function handedOn(part: ts.Expression): readonly ts.Expression[] {
  return ts.isTemplateExpression(part) && !textsOf(part).some(hasWords) ? part.templateSpans.map(({ expression }) => expression) : [part]
}

function descendants(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = []
  const visit = (child: ts.Node): void => {
    found.push(child)
    ts.forEachChild(child, visit)
  }
  ts.forEachChild(node, visit)
  return found
}

/** What is given to an error, or to what tells one. */
function partsOfError(node: ts.Node, classes: ReadonlySet<string>, tellers: ReadonlySet<string>): readonly ts.Expression[] {
  if (ts.isNewExpression(node)) return classes.has(node.expression.getText()) ? (node.arguments ?? []) : []
  if (!ts.isCallExpression(node)) return []
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
  return tellers.has(name.getText()) ? node.arguments : []
}

/** What an error's text, or a part of it, is called where it is made. */
const calledSo = /^(reason|message)$/
/** Functions that give such a text. */
const givenBy = /^(whyNot.*|notPlain)$/
/** Files in which every text is one. */
const nothingElse = /^(?:nix\/(?:advice|failed-build|failure|git-failure|rules)|host\/private-key)\.ts$/

function textsInTypeScript(file: ts.SourceFile, classes: ReadonlySet<string>, tellers: ReadonlySet<string>): ErrorText[] {
  return descendants(file).flatMap((node) =>
    [...partsOfError(node, classes, tellers), ...toldOtherwise(node, file.fileName)].flatMap((part) => {
      const line = file.getLineAndCharacterOfPosition(part.getStart()).line + 1
      return textsOf(part).map((text) => ({ file: file.fileName, line, text: text.trim() }))
    }),
  )
}

/** What becomes an error's text without being given to one here. */
function toldOtherwise(node: ts.Node, file: string): ts.Node[] {
  if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node))
    return node.initializer !== undefined && calledSo.test(node.name.getText()) ? [node.initializer] : []
  if (ts.isArrowFunction(node)) return node.parameters[0]?.name.getText() === 'issue' ? [node] : []
  if (ts.isFunctionDeclaration(node)) return givenBy.test(node.name?.text ?? '') ? [node] : []
  if (ts.isBinaryExpression(node)) {
    if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) return calledSo.test(node.left.getText()) ? [node.right] : []
    return node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && ts.isTemplateExpression(node.right) ? [node.right] : []
  }
  return (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && nothingElse.test(file) && !isNotSaid(node) ? [node] : []
}

/** Such a text is looked for, or taken away; or it names a module. */
function isNotSaid({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression))
}
