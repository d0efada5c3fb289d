import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { whyNone } from '../../../src/store/results-service.ts'

/** A server on this machine, and what the runner would set for it. */
async function serve(t: TestContext, listener: RequestListener): Promise<{ url: string; token: string; cacheUrl: undefined; isCacheV2: true }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, token: 'token', cacheUrl: undefined, isCacheV2: true }
}
const answering =
  (status: number, text: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(text)

describe('artifacts and a cache', () => {
  for (const what of ['artifacts', 'cache'] as const) {
    it(`may be there where somebody answers as GitHub does: ${what}`, async (t) => {
      assert.equal(await whyNone(what, await serve(t, answering(200, '{"ok":false}'))), undefined)
      assert.equal(await whyNone(what, await serve(t, answering(400, '{"code":"invalid_argument","msg":"no"}'))), undefined)
      assert.equal(await whyNone(what, await serve(t, answering(502, '<html>'))), undefined, 'that may be passing')
      assert.equal(await whyNone(what, await serve(t, (request) => request.socket.destroy())), undefined, 'so may that')
    })
    it(`are not there where another server answers: ${what}`, async (t) => {
      const service = await serve(t, answering(404, '<html>Not Found</html>'))
      assert.match((await whyNone(what, service)) ?? '', /^127\.0\.0\.1:\d+ answers 404, and not as GitHub's service does$/)
    })
    it(`are not there where nobody listens: ${what}`, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      server.close()
      await once(server, 'close')
      const service = { url: `http://127.0.0.1:${port}/`, token: 'token', cacheUrl: undefined, isCacheV2: true }
      assert.equal(await whyNone(what, service), `http://127.0.0.1:${port}/: connect ECONNREFUSED 127.0.0.1:${port}`)
    })
    it(`are not there where the runner has not said where: ${what}`, async () => {
      assert.equal(await whyNone(what, { url: undefined, token: 'token', cacheUrl: undefined, isCacheV2: true }), 'the runner has set no ACTIONS_RESULTS_URL')
      assert.equal(
        await whyNone(what, { url: 'http://x/', token: undefined, cacheUrl: undefined, isCacheV2: true }),
        'the runner has set no ACTIONS_RUNTIME_TOKEN',
      )
    })
  }
  it('of the older kind are where the runner says', async () => {
    assert.equal(await whyNone('cache', { url: undefined, token: undefined, cacheUrl: undefined, isCacheV2: false }), 'the runner has set no ACTIONS_CACHE_URL')
    assert.equal(await whyNone('cache', { url: undefined, token: undefined, cacheUrl: 'http://x/', isCacheV2: false }), undefined)
  })
})
