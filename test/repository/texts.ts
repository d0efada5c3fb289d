// Texts as they stand in the sources.
import ts from 'typescript'

/** What an expression, or a function by what it returns, may come to as text: each alternative, with `…` for what is not known here. */
export function textsOf(node: ts.Node): string[] {
  return alternatives(node).map((text) => text.replaceAll(/…+/g, '…'))
}

function alternatives(node: ts.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (ts.isTemplateExpression(node))
    return product([[node.head.text], ...node.templateSpans.flatMap(({ expression, literal }) => [alternatives(expression), [literal.text]])])
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return product([alternatives(node.left), alternatives(node.right)])
  if (ts.isConditionalExpression(node)) return [...alternatives(node.whenTrue), ...alternatives(node.whenFalse)]
  if (ts.isParenthesizedExpression(node)) return alternatives(node.expression)
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return alternatives(node.body)
  if (ts.isFunctionLike(node)) return returned(node).flatMap(alternatives)
  const declared = ts.isIdentifier(node) ? declarationOf(node) : undefined
  return declared === undefined ? ['…'] : alternatives(declared)
}

function product(parts: readonly string[][]): string[] {
  return parts.reduce((texts, part) => texts.flatMap((text) => part.map((more) => text + more)), [''])
}

function returned(body: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression)
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit)
  }
  ts.forEachChild(body, visit)
  return found
}

/** The text that a constant is made of, looked for outwards from where it is used. */
function declarationOf(identifier: ts.Identifier): ts.Expression | undefined {
  for (let scope: ts.Node = identifier.parent; ; scope = scope.parent) {
    if (ts.isBlock(scope) || ts.isSourceFile(scope)) {
      const declarations = scope.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations])
      const found = declarations.find(({ name }) => name.getText() === identifier.text)
      if (found !== undefined) return found.initializer !== undefined && isText(found.initializer) ? found.initializer : undefined
    }
    if (ts.isSourceFile(scope)) return undefined
  }
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isConditionalExpression(node) || ts.isBinaryExpression(node)
}
