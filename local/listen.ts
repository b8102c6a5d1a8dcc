import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { type Deadlines, deadlines } from '#local/deadlines.ts'

/** A server of `ws`, made with `noServer`. */
export type Sockets = NonNullable<Parameters<typeof serve>[0]['websocket']>['server']
/** `environment` has what a handler needs to open a WebSocket. */
type Handler = (request: Request, environment: object) => Response | Promise<Response>
export type Listening = { url: string; port: number; close(): Promise<void> }

/**
 * Serves a Web handler on 127.0.0.1. Port 0 picks a free one. Who sends a request too slowly gets 408.
 * `close` ends open connections, so that a keep-alive never delays a stop.
 * @param sockets of a handler that lets WebSockets open
 */
export function listen(
  handler: Handler,
  port = 0,
  serverOptions: Deadlines = deadlines,
  sockets?: Sockets,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const options = {
      fetch: handler,
      port,
      hostname: '127.0.0.1',
      serverOptions: { ...serverOptions, ...(sockets ? { shouldUpgradeCallback: asksForWebSocket } : {}) },
      ...(sockets ? { websocket: { server: sockets } } : {}),
    }
    const server: ServerType = serve(options, (address) => {
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        port: address.port,
        close: () =>
          new Promise<void>((done) => {
            server.close(() => done())
            for (const connection of connections) connection.destroy()
          }),
      })
    })
    // Node's own list leaves out those that have become WebSockets.
    const connections = new Set<Socket>()
    server.on('connection', (connection: Socket) => {
      connections.add(connection)
      connection.once('close', () => connections.delete(connection))
    })
    server.once('error', reject)
  })
}

/** Other protocols that a client would like better, such as HTTP/2, are none of a server on this machine. */
const asksForWebSocket = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket'
