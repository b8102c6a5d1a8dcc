import { type ServerType, serve } from '@hono/node-server'
import { type Deadlines, deadlines } from '#local/deadlines.ts'

export type Listening = { url: string; port: number; close(): Promise<void> }

/**
 * Serves a Web handler on 127.0.0.1. Port 0 picks a free one. Who sends a request too slowly gets 408.
 * `close` ends open connections, so that a keep-alive never delays a stop.
 */
export function listen(
  handler: (request: Request) => Response | Promise<Response>,
  port = 0,
  serverOptions: Deadlines = deadlines,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const options = { fetch: handler, port, hostname: '127.0.0.1', serverOptions }
    const server: ServerType = serve(options, (address) => {
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        port: address.port,
        close: () =>
          new Promise<void>((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      })
    })
    server.once('error', reject)
  })
}
