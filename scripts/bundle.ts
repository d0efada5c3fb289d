// Bundles index.js of the working directory with its dependencies: `node scripts/bundle.ts DIRECTORY`. A program of its own
// because the bundler writes paths as seen from the working directory, which so must be the one that is bundled.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import ncc from '@vercel/ncc'

// @actions/core brings an HTTP client for OpenID tokens, and with it undici: more than half of what each start would read,
// for something that only artifacts ask for. So undici is a file of its own, and this stands in its place.
const LAZY_UNDICI = `// undici, read when it is first used; see scripts/bundle.ts.
const undici = () => require('./undici.cjs')
exports.fetch = (...given) => undici().fetch(...given)
exports.ProxyAgent = function (...given) {
  return new (undici().ProxyAgent)(...given)
}
`

type Content = string | Uint8Array
const directory = resolve(process.argv[2] ?? 'dist')
const options = {
  cache: false,
  quiet: true,
  // One file per chunk: with one name for all, only the last chunk's licences would be left.
  license: 'licenses-[id].txt',
}
const bundle = async (entry: string, externals: Record<string, string>): Promise<{ code: string; chunks: [string, Content][]; licences: string[] }> => {
  const { code, assets } = await ncc(entry, { ...options, externals })
  const all = Object.keys(assets).sort().map((name): [string, Content] => [name, assets[name]?.source ?? ''])
  const isLicence = ([name]: [string, Content]): boolean => name.startsWith('licenses-')
  return { code, chunks: all.filter((file) => !isLicence(file)), licences: all.filter(isLicence).map(([, text]) => String(text)) }
}
const action = await bundle(resolve('index.js'), { undici: './lazy-undici.cjs' })
const undici = await bundle(createRequire(resolve('index.js')).resolve('undici'), {})

// Every chunk brings our own, and those that others have brought. One begins with a line for the name and one for the licence.
const EACH = /^(?=[@\w./-]+\n(?:MIT|ISC|0BSD|BSD-\d-Clause|Apache-2\.0|BlueOak-1\.0\.0|[^\n]* (?:AND|OR) [^\n]*)\n)/m
const licences = [...new Set([...action.licences, ...undici.licences].flatMap((text) => text.split(EACH).map((licence) => `${licence.trimEnd()}\n\n`)))]

const files: Record<string, Content> = {
  'index.js': action.code,
  ...Object.fromEntries(action.chunks),
  'licenses.txt': licences.filter((licence) => !licence.startsWith('nix-flake-deploy\n')).join(''),
  'lazy-undici.cjs': LAZY_UNDICI,
  'undici.cjs': undici.code,
  'package.json': '{\n  "type": "module"\n}\n',
}
rmSync(directory, { recursive: true, force: true })
mkdirSync(directory, { recursive: true })
for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
