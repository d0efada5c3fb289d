import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { INPUT_DEFAULTS, type Inputs } from '../../../src/settings/inputs.ts'
import type { Settings } from '../../../src/settings/parse.ts'
import { holdSeconds, type Wave } from '../../../src/settings/waves.ts'
import { settingsOf } from './settings.ts'

const fleet = 'web-1: {host: a, tags: web}\nweb-2: {host: b, tags: web}\nweb-3: {host: c, tags: web}\ndb: {host: d, activation-timeout: 10m}\nlog: e\n'

function settings(inputs: Partial<Inputs>): Settings {
  return settingsOf({ ...INPUT_DEFAULTS, targets: fleet, ...inputs })
}

function shown(waves: readonly Wave[]): string[] {
  return waves.map(
    ({ title, targets, soakSeconds, together }) => `${title}: ${targets.map(({ name }) => name).join(' ')}; ${soakSeconds}${together ? ' together' : ''}`,
  )
}

describe('waves', () => {
  it('are one of all targets where nothing is said', () => {
    assert.deepEqual(shown(settings({}).plan.waves), [': web-1 web-2 web-3 db log; 0'])
    assert.deepEqual(settingsOf({ ...INPUT_DEFAULTS, command: 'build' }).plan.waves, [])
  })

  it('are lists of names, globs and tags; who is in none is in the last', () => {
    assert.deepEqual(shown(settings({ waves: '- web-1\n- ["@web", db]\n', soak: '2m' }).plan.waves), [
      'wave 1 (web-1): web-1; 120',
      'wave 2 (@web db): web-2 web-3 db; 120',
      'wave 3 (the rest): log; 120',
    ])
  })

  it('say for themselves how long they are looked at, and whether they are confirmed together', () => {
    assert.deepEqual(shown(settings({ waves: '- web-1\n- targets: "@web"\n  together: true\n  soak: 1h\n- "*"\n', soak: '5s' }).plan.waves), [
      'wave 1 (web-1): web-1; 5',
      'wave 2 (@web): web-2 web-3; 3600 together',
      'wave 3 (*): db log; 5',
    ])
  })

  it('are made of those targets alone that `only` chooses', () => {
    assert.deepEqual(shown(settings({ waves: '- web-1\n- "@web"\n', only: 'web-3 log' }).plan.waves), ['wave 1 (@web): web-3; 0', 'wave 2 (the rest): log; 0'])
    assert.deepEqual(shown(settings({ waves: '- web-1\n- "@web"\n', only: 'web-3' }).plan.waves), [': web-3; 0'])
  })

  it('let as many targets fail as is said, or as large a share', () => {
    assert.equal(settings({}).plan.maxFailures, 0)
    assert.equal(settings({ 'max-failures': '3' }).plan.maxFailures, 3)
    assert.equal(settings({ 'max-failures': '50%' }).plan.maxFailures, 2)
    assert.equal(settings({ 'max-failures': '100%', only: 'db' }).plan.maxFailures, 1)
  })

  it('that are confirmed together have each host wait for the slowest', () => {
    const [wave] = settings({ together: 'true', 'confirm-timeout': '30s', 'activation-timeout': '1m' }).plan.waves
    assert.equal(wave && holdSeconds(wave), 60 + 600 + 30)
  })

  const bad: [string, Partial<Inputs>, RegExp][] = [
    ['a word that matches nothing', { waves: '- web-1\n- "@wbe"\n' }, /^waves, line 2, \[1\]: '@wbe' matches no target; did you mean '@web'/],
    ['a map', { waves: 'web: 1\n' }, /^waves, line 1: is no list of waves; write each after a '-'/],
    ['an empty wave', { waves: '- web-1\n- []\n' }, /^waves, line 2, \[1\]: is empty/],
    ['an unknown key', { waves: '- {target: web-1}\n' }, /'target' is not a key of a wave; did you mean 'targets'/],
    ['a tag without quotes', { waves: '- @web\n' }, /^waves, line 1: this is not valid YAML: .*in quotes/],
    ['a glob without quotes', { waves: '- *\n' }, /^waves.*in quotes/],
    ['a number that is none', { 'max-failures': 'few' }, /^max-failures: 'few' is neither a number of targets nor a share/],
    ['a share that is none', { 'max-failures': '101%' }, /^max-failures: '101%' is neither/],
    [
      'another word for a failure',
      { 'on-failure': 'rollback' },
      /^on-failure: 'rollback' is not what is done where targets fail; did you mean 'rollback-all'\?/,
    ],
    [
      'more than are worked on at once, together',
      { together: 'true', 'max-parallel': '4' },
      /^together: the targets are activated at the same time: they are 5, and max-parallel is 4; raise it/,
    ],
    ['what nobody confirms, together', { together: 'true', activate: 'boot' }, /^together: .*'activate: boot' of 'web-1' has nothing to confirm/],
    [
      'a window of more than a day, together',
      { together: 'true', 'confirm-timeout': '24h' },
      /^together: .*would wait up to 24h11m for the slowest, more than the day/,
    ],
    ['what activates nothing', { command: 'status', waves: '- web-1\n' }, /^waves: 'status' activates nothing; leave it out$/],
    ['a choice among nothing', { command: 'build', targets: '', only: 'web' }, /^only: there are no targets to choose from/],
    ['a choice without a word', { only: ' , ' }, /^only: is empty/],
    ['a wave that can have nobody', { waves: '- "*"\n- db\n' }, /^waves, line 2, \[1\]: all that it names is in earlier waves/],
    ['a soak of what does not run', { soak: '1m', activate: 'boot' }, /^soak: with 'activate: boot' nothing runs yet/],
    ['a choice of nothing', { only: 'wbe-1' }, /^only: 'wbe-1' matches no target; did you mean 'web-1'/],
  ]
  for (const [what, inputs, message] of bad) it(`refuse ${what}`, () => assert.throws(() => settings(inputs), { name: 'InputError', message }))
})
