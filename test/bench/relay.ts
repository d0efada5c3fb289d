// A TCP relay that adds a delay: `node relay.ts LISTEN-PORT HOST PORT DELAY-MS`, DELAY-MS each way. Prints `opened` for each connection, and a line of
// JSON when it has ended: how often the client spoke after the server had, which is how many round trips were waited for, and the bytes of either side.
import { connect, createServer, type Socket } from 'node:net'

const [listenPort = '', host = '', port = '', delay = ''] = process.argv.slice(2)
const delayMs = Number(delay)

/** Hands on each chunk as it came, later; order is kept, for timers of the same delay fire in order. Who sends more than is taken has to wait. */
function forward(from: Socket, to: Socket, onData: (bytes: number) => void): void {
  const write = (chunk: Buffer): void => {
    if (!to.writable || to.write(chunk) || from.isPaused()) return
    from.pause()
    to.once('drain', () => from.resume())
  }
  // A timer takes a millisecond, even one of none.
  const later = (act: () => void): unknown => (delayMs === 0 ? act() : setTimeout(act, delayMs))
  from.on('data', (chunk: Buffer) => {
    onData(chunk.length)
    later(() => write(chunk))
  })
  from.on('end', () => later(() => to.end()))
  from.on('error', () => to.destroy())
}

createServer({ allowHalfOpen: true }, (client) => {
  console.log('opened')
  const server = connect({ host, port: Number(port), allowHalfOpen: true })
  client.setNoDelay(true)
  server.setNoDelay(true)
  const seen = { roundTrips: 0, sent: 0, received: 0 }
  let isServersTurn = false
  forward(client, server, (bytes) => {
    seen.sent += bytes
    if (!isServersTurn) seen.roundTrips++
    isServersTurn = true
  })
  forward(server, client, (bytes) => {
    seen.received += bytes
    isServersTurn = false
  })
  server.on('close', () => {
    client.destroy()
    console.log(JSON.stringify(seen))
  })
}).listen(Number(listenPort), () => console.log('listening'))
