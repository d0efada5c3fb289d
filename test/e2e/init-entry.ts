// `npx nix-flake-deploy init`, from the sources: for init.test.ts, which runs it on the lab's runner machine.
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { init } from '../../src/init/init.ts'

const example = (name: string): string => readFileSync(new URL(`../../examples/${name}.yml`, import.meta.url), 'utf8')

process.exitCode = await init({
  args: process.argv.slice(2),
  directory: process.cwd(),
  home: homedir(),
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  examples: { deploy: example('deploy'), promote: example('promote') },
})
