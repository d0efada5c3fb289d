// A server with a certificate, by HTTP 1.1 and 2: `node tls-server.ts PORT KEY CERTIFICATE`. Prints `listening`, and a line of JSON for each
// request; `/echo` answers with the same, `/moved` leads there, `/json` says how it is.
import { readFileSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import { text } from 'node:stream/consumers'
import type { TLSSocket } from 'node:tls'

const [port = '', key = '', certificate = ''] = process.argv.slice(2)
const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(certificate), allowHTTP1: true }, (request, response) => {
  void text(request).then((body) => {
    const { method, url, httpVersion, headers } = request
    const told = JSON.stringify({
      method,
      url,
      httpVersion,
      host: headers.host ?? headers[':authority'],
      type: headers['content-type'],
      authorization: headers.authorization,
      key: headers['x-key'],
      body,
    })
    console.log(told)
    if (url === '/moved') response.writeHead(302, { location: '/echo' })
    else response.writeHead(200, { 'content-type': 'application/json' })
    const answer = url === '/json' ? '{"status":"ok","n":1,"checks":[{"name":"db","up":true}]}' : told
    // Long enough for curl to be seen.
    setTimeout(() => response.end(answer), url === '/echo' ? 300 : 0)
  })
})
// What it was asked for by, in TLS: one that is asked by an address is given none.
server.on('secureConnection', (socket: TLSSocket) => console.log(`sni ${String(socket.servername)}`))
server.listen(Number(port), '::', () => console.log('listening'))
