// A TCP relay that adds a delay: `node relay.ts LISTEN-PORT HOST PORT DELAY-MS`, DELAY-MS each way. Prints a line of JSON for each connection that
// has ended: how often the client spoke after the server had, which is how many round trips were waited for.
import { connect, createServer, type Socket } from 'node:net'

const [listenPort = '', host = '', port = '', delay = ''] = process.argv.slice(2)
const delayMs = Number(delay)

/** Hands on each chunk as it came, later; order is kept, for timers of the same delay fire in order. */
function forward(from: Socket, to: Socket, onData: () => void): void {
  from.on('data', (chunk: Buffer) => {
    onData()
    setTimeout(() => to.writable && to.write(chunk), delayMs)
  })
  from.on('end', () => setTimeout(() => to.end(), delayMs))
  from.on('error', () => to.destroy())
}

createServer({ allowHalfOpen: true }, (client) => {
  const server = connect({ host, port: Number(port), allowHalfOpen: true })
  client.setNoDelay(true)
  server.setNoDelay(true)
  let roundTrips = 0
  let isServersTurn = false
  forward(client, server, () => {
    if (!isServersTurn) roundTrips++
    isServersTurn = true
  })
  forward(server, client, () => (isServersTurn = false))
  server.on('close', () => {
    client.destroy()
    console.log(JSON.stringify({ roundTrips }))
  })
}).listen(Number(listenPort), () => console.log('listening'))
