// The last resort, against a stand-in: the real one would reboot whatever machine the tests run on.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { promisify } from 'node:util'

const part = new URL('../../../src/host/agent/way-back.sh', import.meta.url).pathname

/** Each program of the host hangs, as on a dead disk; the clock flies, so that nobody waits for real. */
const script = `
set -u
run=$1
eval "$(sed "s,/proc/sysrq-trigger,$run/sysrq,g" "$2")"
now_uptime() { echo >>"$run/clock" && wc -l <"$run/clock"; }
say() { printf '%s\\n' "$*"; }
foreign() {
  case "$*" in
    'sleep infinity') exit 0 ;;
    sleep*) [ ! -s "$run/sysrq" ] || cat "$run/sysrq" >>"$run/keys" ;;
    *) echo "$*" >>"$run/called" && exec sleep 5 >/dev/null 2>&1 ;;
  esac
}
reboot_into_default`

describe('the forced reboot', () => {
  const directory = mkdtempSync(join(tmpdir(), 'forced-reboot-'))
  after(() => rmSync(directory, { recursive: true }))

  it('waits for nothing that hangs, and comes to sysrq in the end', async () => {
    await promisify(execFile)('sh', ['-c', script, 'sh', directory, part])
    const lines = (file: string): string[] => readFileSync(join(directory, file), 'utf8').trim().split('\n')
    assert.deepEqual(lines('called'), ['sync', 'systemctl reboot --force', 'systemctl reboot --force --force'])
    assert.deepEqual(lines('keys'), ['s', 'u', 'b'])
  })
})
