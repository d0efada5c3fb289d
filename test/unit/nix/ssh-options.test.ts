import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSshOptions } from '../../../src/nix/ssh-options.ts'

for (const [options, port, others] of [
  [[], undefined, []],
  [['-p', '2222'], '2222', []],
  [['-p2222'], '2222', []],
  [['-p 2222'], '2222', []],
  [['-Ap', '2222'], '2222', ['-A']],
  [['-4Cp2222'], '2222', ['-4', '-C']],
  [['-o', 'Port=2222'], '2222', []],
  [['-o', 'port 2222'], '2222', []],
  [['-oPort=2222'], '2222', []],
  [['-o Port = 2222'], '2222', []],
  [['-o', 'Port="2222"'], '2222', []],
  [['-p', '1', '-p', '2', '-o', 'Port=3'], '1', []],
  [['-p'], '', []],
  [['-p', 'ssh'], 'ssh', []],
  [['-i', '-p', '-p', '22'], '22', ['-i']],
  [['-o', 'StrictHostKeyChecking=no', '-i', '/a', '-vvv'], undefined, ['-o StrictHostKeyChecking', '-i', '-v', '-v', '-v']],
  [['-oProxyCommand=nc -p 22 %h'], undefined, ['-o ProxyCommand']],
  [['-o', ''], undefined, ['-o']],
  [['true', '--', '-'], undefined, ['true', '--', '-']],
] as const) {
  test(`ssh takes ${JSON.stringify(options)} for ${port === undefined ? 'no port' : `the port '${port}'`}${others.length > 0 ? ` and ${others.join(', ')}` : ''}`, () => {
    assert.deepEqual(readSshOptions(options), { ...(port !== undefined && { port }), others })
  })
}
