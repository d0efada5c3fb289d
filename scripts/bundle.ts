// Bundles doors.js and post.js of the working directory with their dependencies: `node scripts/bundle.ts DIRECTORY`; prints the
// names of the packages that went in, one a line. A program of its own because the bundler writes paths as seen from the
// working directory, which so must be the one that is bundled.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import ncc from '@vercel/ncc'

// The HTTP client of artifacts and caches brings undici, more than they are themselves. So that is a file of its own, and this stands in its place.
const LAZY_UNDICI = `// undici, read when it is first used; see scripts/bundle.ts.
const undici = () => require('./undici.cjs')
exports.fetch = (...given) => undici().fetch(...given)
exports.ProxyAgent = function (...given) {
  return new (undici().ProxyAgent)(...given)
}
`

// @actions/artifact zips with archiver and unzips with unzip-stream, which with all that they bring are a third of what we would
// ship. Our artifacts are single files, which go up and come down as they are, so neither is ever called.
const NO_ZIP = `// Stands for archiver and unzip-stream, which are not in this bundle; see scripts/bundle.ts.
const refuse = () => {
  throw new Error('nix-flake-deploy neither zips nor unzips artifacts: this is a mistake in it, please report it')
}
exports.create = refuse
exports.Extract = refuse
`

// @actions/core can ask for OpenID tokens, which we never do, and for that loads an HTTP client and half of Node's network, at each start.
const NO_OIDC = `// Stands for the part of @actions/core that asks for OpenID tokens; see scripts/bundle.ts.
exports.OidcClient = {
  getIDToken() {
    throw new Error('nix-flake-deploy asks for no OpenID token: this is a mistake in it, please report it')
  },
}
`

// What GitHub's runner starts, and what npm links as the command: each opens its door of the one bundle.
const STEP = `import { step } from './doors.js'
await step()
`
const CLI = `#!/usr/bin/env node
import { cli } from './doors.js'
await cli()
`

type Content = string | Uint8Array
interface Bundled {
  files: [string, Content][]
  licences: string[]
  packages: string[]
}

const directory = resolve(process.argv[2] ?? 'dist')

/** Bundles an entry into a file of this name, and chunks `NUMBER.NAME`. */
async function bundle(entry: string, filename: string, externals: Record<string, string>): Promise<Bundled> {
  const { code, assets, stats } = await ncc(entry, {
    cache: false,
    quiet: true,
    // One file per chunk: with one name for all, only the last chunk's licences would be left.
    license: 'licenses-[id].txt',
    externals,
    filename,
  })
  const { modules, chunkGraph } = stats.compilation
  const paths = [...modules]
    .filter((module) => chunkGraph.getNumberOfModuleChunks(module) > 0)
    .flatMap((module) => module.modules ?? [module])
    .map(({ resource = '' }) => resource)
  const all = Object.keys(assets)
    .sort()
    .map((name): [string, Content] => [name, assets[name]?.source ?? ''])
  const isLicence = ([name]: [string, Content]): boolean => name.startsWith('licenses-')
  return {
    files: [[filename, code], ...all.filter((file) => !isLicence(file))],
    licences: all.filter(isLicence).map(([, text]) => String(text)),
    packages: paths.flatMap((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  }
}

const noOidc = { './oidc-utils.js': './no-oidc.cjs' }
const bundles = [
  await bundle(resolve('doors.js'), 'doors.js', { ...noOidc, undici: './lazy-undici.cjs', archiver: './no-zip.cjs', 'unzip-stream': './no-zip.cjs' }),
  await bundle(resolve('post.js'), 'post.js', noOidc),
  await bundle(createRequire(resolve('doors.js')).resolve('undici'), 'undici.cjs', {}),
]

// Every chunk brings our own, and those that others have brought. One begins with a line for the name and one for the licence.
const EACH = /^(?=[@\w./-]+\n(?:MIT|ISC|0BSD|BSD-\d-Clause|Apache-2\.0|BlueOak-1\.0\.0|[^\n]* (?:AND|OR) [^\n]*)\n)/m
const licences = [...new Set(bundles.flatMap(({ licences }) => licences).flatMap((text) => text.split(EACH).map((licence) => `${licence.trimEnd()}\n\n`)))]

const files = new Map<string, Content>()
for (const [name, content] of [
  ...bundles.flatMap(({ files }) => files),
  ['index.js', STEP],
  ['cli.js', CLI],
  ['licenses.txt', licences.filter((licence) => !licence.startsWith('nix-flake-deploy\n')).join('')],
  ['lazy-undici.cjs', LAZY_UNDICI],
  ['no-zip.cjs', NO_ZIP],
  ['no-oidc.cjs', NO_OIDC],
  ['package.json', '{\n  "type": "module"\n}\n'],
] satisfies [string, Content][]) {
  // The bundler writes package.json with each; anything else would be lost.
  if (files.has(name) && name !== 'package.json') throw new Error(`two bundles have a file ${name}`)
  files.set(name, content)
}
rmSync(directory, { recursive: true, force: true })
mkdirSync(directory, { recursive: true })
for (const [name, content] of files) writeFileSync(join(directory, name), content, { mode: name === 'cli.js' ? 0o755 : 0o644 })
console.log([...new Set(bundles.flatMap(({ packages }) => packages))].sort().join('\n'))
