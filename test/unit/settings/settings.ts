// Settings from inputs, for tests whose targets stand in the input itself.
import assert from 'node:assert/strict'
import type { Inputs } from '../../../src/settings/inputs.ts'
import { parseSettings, type Settings } from '../../../src/settings/parse.ts'

export function settingsOf(inputs: Inputs): Settings {
  const settings = parseSettings(inputs, (path) => assert.fail(`reads ${path}`))
  assert.ok(!('withTargets' in settings), 'the flake tells the targets')
  return settings
}
