// `npm run picture`: takes the picture of the job summary for the README, from its golden file, in a real browser: GitHub's
// Markdown, sanitizer and style by their well-kept stand-ins, and Mermaid itself.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer from 'puppeteer-core'
import { htmlOf } from '../test/unit/report/page.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const executablePath = execFileSync(join(root, 'scripts/chromium'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
const golden = 'test/unit/report/golden/deployed.md'
const page = htmlOf(read(golden))
  // What changed on the first target is worth a look.
  .replace('<details>', '<details open>')
const style = `${read('node_modules/github-markdown-css/github-markdown-light.css')}
  body { margin: 0; background: #fff }
  .markdown-body { width: 900px; padding: 28px; font-size: 15px; font-family: 'DejaVu Sans', sans-serif }
  .markdown-body pre.mermaid { background: none; padding: 0 }`

// As root, the sandbox of Chromium does not work; the page is our own.
const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  env: { ...process.env, TZ: 'UTC' },
})
try {
  const tab = await browser.newPage()
  await tab.setViewport({ width: 956, height: 600 })
  await tab.setContent(`<!doctype html><meta charset="utf-8"><style>${style}</style><article class="markdown-body">${page}</article>`)
  await tab.addScriptTag({ content: read('node_modules/mermaid/dist/mermaid.min.js') })
  await tab.evaluate(`
    for (const block of document.querySelectorAll('code.language-mermaid')) {
      block.parentElement.className = 'mermaid'
      block.parentElement.textContent = block.textContent
    }
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })
    mermaid.run()
  `)
  await tab.screenshot({ path: join(root, 'docs/summary.png'), fullPage: true, optimizeForSpeed: false })
  // A test holds by this that the picture is of the page as it is.
  writeFileSync(join(root, 'docs/summary.sha256'), `${createHash('sha256').update(read(golden)).digest('hex')}  ${golden}\n`)
} finally {
  await browser.close()
}
