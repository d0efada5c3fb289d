import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Sessions } from '../../../src/host/sessions.ts'

/** Takes a session; tells whether it has it by now. */
function taking(sessions: Sessions, signal?: AbortSignal): { has: () => boolean; taken: Promise<void> } {
  let has = false
  const taken = sessions.take(signal).then(() => {
    has = true
  })
  taken.catch(() => undefined)
  return { has: () => has, taken }
}

describe('the sessions over a connection', () => {
  it('are as many as the server takes; who comes then waits, first come first served', async () => {
    const sessions = new Sessions(2)
    const all = [1, 2, 3, 4].map(() => taking(sessions))
    await pause(0)
    assert.deepEqual(
      all.map(({ has }) => has()),
      [true, true, false, false],
    )
    sessions.free()
    await pause(0)
    assert.deepEqual(
      all.map(({ has }) => has()),
      [true, true, true, false],
    )
  })

  it('become fewer when the server refuses one, and none is forgotten', async () => {
    const sessions = new Sessions(10)
    await sessions.take()
    await sessions.take()
    await sessions.refused(1)
    assert.equal(sessions.isLast, true)
    const next = taking(sessions)
    await pause(0)
    assert.equal(next.has(), false)
    sessions.free()
    await next.taken
  })

  it('are one at least, for one that has just ended takes the server a moment', async () => {
    const sessions = new Sessions(10)
    await sessions.take()
    await sessions.refused(1)
    await sessions.take()
  })

  it('are not waited for by a call that is over', async () => {
    const sessions = new Sessions(1)
    await sessions.take()
    const over = new AbortController()
    const waiting = taking(sessions, over.signal)
    over.abort(new Error('cancelled'))
    await assert.rejects(waiting.taken, /cancelled/)
    const next = taking(sessions)
    sessions.free()
    await next.taken
    await assert.rejects(sessions.take(AbortSignal.abort(new Error('before'))), /before/)
  })
})
