import { type ServerType, serve } from '@hono/node-server'

export type Listening = { url: string; port: number; close(): Promise<void> }

/**
 * Milliseconds that an idle connection stays open. Node's default of five seconds can end while a client on a busy machine sends
 * its next request, which is then reset.
 */
export const keepAliveTimeout = 75_000

/**
 * Serves a Web handler on 127.0.0.1. Port 0 picks a free one.
 * `close` ends open connections, so that a keep-alive never delays a stop.
 */
export function listen(handler: (request: Request) => Response | Promise<Response>, port = 0): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const options = { fetch: handler, port, hostname: '127.0.0.1', serverOptions: { keepAliveTimeout } }
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
