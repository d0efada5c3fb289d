// Bundles index.js of the working directory with its dependencies: `node scripts/bundle.ts DIRECTORY`. A program of its own
// because the bundler writes paths as seen from the working directory, which so must be the one that is bundled.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ncc from '@vercel/ncc'

// @actions/core brings an HTTP client for OpenID tokens, and with it undici: more than half of the bundle and of each start,
// for something that we never ask for. So undici stays outside, and this stands in its place.
const WITHOUT_UNDICI = `// In the place of undici, which only HTTP through a proxy would need; see scripts/bundle.ts.
exports.ProxyAgent = class {
  constructor() {
    throw new Error('this action is built without undici: no HTTP through a proxy')
  }
}
`

const directory = resolve(process.argv[2] ?? 'dist')
const { code, assets } = await ncc(resolve('index.js'), {
  cache: false,
  quiet: true,
  // One file per chunk: with one name for all, only the last chunk's licences would be left.
  license: 'licenses-[id].txt',
  externals: { undici: './without-undici.cjs' },
})
// Every chunk brings our own, too.
const OUR_OWN = /^nix-flake-deploy\n[\s\S]*?DEALINGS IN THE\nSOFTWARE\.\n+/gm
const isLicence = (name: string): boolean => name.startsWith('licenses-')
const names = Object.keys(assets).sort()
const content = (name: string): string | Uint8Array => assets[name]?.source ?? ''
const files = {
  'index.js': code,
  ...Object.fromEntries(names.filter((name) => !isLicence(name)).map((name) => [name, content(name)])),
  'licenses.txt': names.filter(isLicence).map((name) => String(content(name)).replaceAll(OUR_OWN, '')).join(''),
  'without-undici.cjs': WITHOUT_UNDICI,
  'package.json': '{\n  "type": "module"\n}\n',
}
rmSync(directory, { recursive: true, force: true })
mkdirSync(directory, { recursive: true })
for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
