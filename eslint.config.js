import tseslint from 'typescript-eslint'

const onlyIn = (file, what) => `Read ${what} only in ${file}; hand the parsed value in instead.`

const processEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: onlyIn('src/runner/environment.ts', 'process.env'),
}
const getInput = {
  selector: 'CallExpression[callee.name=/^get(Boolean|Multiline)?Input$/], CallExpression[callee.property.name=/^get(Boolean|Multiline)?Input$/]',
  message: onlyIn('src/settings/inputs.ts', 'inputs'),
}
const state = {
  selector: 'CallExpression[callee.property.name=/^(getState|saveState)$/], CallExpression[callee.name=/^(getState|saveState)$/]',
  message: onlyIn('src/runner/state.ts', 'state'),
}
const workflowCommands = {
  name: '@actions/core',
  message: 'It writes workflow commands, and who calls may be at a terminal: tell it to the Reporter, or as an event.',
}

export default tseslint.config(
  { ignores: ['dist/**', 'lib-*/**', 'node_modules/**', 'test/fixture/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A `void` return in an arrow is how callbacks are written here.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', processEnv, getInput, state],
      'no-console': 'error',
      'no-restricted-imports': ['error', workflowCommands],
    },
  },
  {
    // What is of workflows alone: the step's ways in and out, and what is kept in GitHub's services.
    files: ['src/post.ts', 'src/report/github.ts', 'src/runner/state.ts', 'src/settings/inputs.ts', 'src/archive/artifact.ts', 'src/store/build-cache.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  { files: ['src/runner/environment.ts'], rules: { 'no-restricted-syntax': ['error', getInput, state] } },
  { files: ['src/settings/inputs.ts'], rules: { 'no-restricted-syntax': ['error', processEnv, state] } },
  { files: ['src/runner/state.ts'], rules: { 'no-restricted-syntax': ['error', processEnv, getInput] } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test's `test()` returns a promise that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'] },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
