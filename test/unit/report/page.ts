// Markdown as GitHub renders it: its Markdown, raw HTML, and then what its sanitizer lets through (rehype-sanitize has its list).
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const toHtml = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw).use(rehypeSanitize)

/** The page's HTML. */
export function htmlOf(markdown: string): string {
  const processor = toHtml().use(rehypeStringify)
  return processor.stringify(processor.runSync(processor.parse(markdown)))
}

export interface PageElement {
  tagName: string
  text: string
  href?: string
}

interface Node {
  type: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  children?: Node[]
}

/** Every element of the page, in order. */
export function elementsOf(markdown: string): PageElement[] {
  const processor = toHtml()
  const found: PageElement[] = []
  const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join('')
  const visit = (node: Node): void => {
    if (node.tagName !== undefined) {
      const href = node.properties?.['href']
      found.push({ tagName: node.tagName, text: textOf(node), ...(typeof href === 'string' && { href }) })
    }
    for (const child of node.children ?? []) visit(child)
  }
  visit(processor.runSync(processor.parse(markdown)))
  return found
}

/** Every row of every table of the page: the text of its cells. */
export function rowsOf(markdown: string): string[][] {
  const rows: string[][] = []
  for (const { tagName, text } of elementsOf(markdown)) {
    if (tagName === 'tr') rows.push([])
    else if (tagName === 'td' || tagName === 'th') rows.at(-1)?.push(text)
  }
  return rows
}
