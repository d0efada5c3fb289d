// Settings from inputs, for tests whose targets stand in the input itself.
import assert from 'node:assert/strict'
import type { Inputs } from '../../../src/settings/inputs.ts'
import { parseSettings, type Settings } from '../../../src/settings/parse.ts'
import type { ReadFile } from '../../../src/settings/target-sources.ts'

export function settingsOf(inputs: Inputs, readFile: ReadFile = (path) => assert.fail(`reads ${path}`)): Settings {
  const settings = parseSettings(inputs, readFile)
  assert.ok(!('withTargets' in settings), 'the flake tells the targets')
  return settings
}
