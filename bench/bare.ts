// A node:http server that answers every request with the same bytes: the limit of a page from memory. Its parent sends the body.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

let body = Buffer.alloc(0)
const server = createServer((_, response) => {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-encoding': 'gzip',
    'content-length': body.length,
  })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('message', (text: string) => {
  body = Buffer.from(text, 'base64')
  process.send?.(body.length)
})
process.once('disconnect', () => process.exit())
