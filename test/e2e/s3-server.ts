// An S3 server with one bucket that takes what anybody sends: `node s3-server.ts ADDRESS PORT DIRECTORY BUCKET`. Prints `listening`.
import S3rver from '@20minutes/s3rver'

const [address = '', port = '', directory = '', name = ''] = process.argv.slice(2)
await new S3rver({ address, port: Number(port), directory, silent: true, configureBuckets: [{ name }] }).run()
console.log('listening')
