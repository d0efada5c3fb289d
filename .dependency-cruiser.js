// The rooms of src, from the top to the bottom: a file imports what is in its own room or in one below, never above, and never in
// a circle. docs/architecture.md draws them, and test/repository/rooms.test.ts breaks the rule on purpose.

/** From the entries down. */
export const rooms = ['cli', 'init', 'commands', 'report', 'rollout', 'events', 'archive', 'host', 'settings', 'store', 'nix', 'health', 'runner', 'parse']

const upwards = rooms.slice(1).map((room, index) => ({
  name: `from-${room}-upwards`,
  comment: `What is in src/${room} knows nothing of the rooms above it: hand the value in, or move the file to where it belongs.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${rooms.slice(0, index + 1).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...upwards,
    {
      name: 'no-circle',
      comment: 'Two files that import each other are one, or have a third between them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-way-to-the-entries',
      comment: 'Nothing imports an entry, but what opens both doors of the one bundle.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/doors\\.ts$' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'post-only-cleans-up',
      comment: 'The post step contacts no host and builds nothing: it reaches src/runner and what is below, and nothing else of ours.',
      severity: 'error',
      from: { path: '^src/post\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(runner|parse)/', reachable: true },
    },
    {
      name: 'every-file-has-a-room',
      comment: 'Beside the entries, src has rooms only: .dependency-cruiser.js lists them.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: [`^src/(${rooms.join('|')})/`, '^src/(cli|doors|index|post)\\.ts$'] },
    },
    {
      name: 'no-tests-in-the-sources',
      comment: 'The sources know nothing of the tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'no-package-that-is-not-named',
      comment: 'What is bundled is named in package.json: as a development dependency, for who installs the package gets the bundle alone.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
