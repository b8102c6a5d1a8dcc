import { subscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'

/** Milliseconds that a caller has, and how often the server looks. A slow caller gets 408 and its connection ends. */
export type Deadlines = {
  /** from the first byte to the end of the headers */
  headersTimeout: number
  /** from the first byte to the end of the body, however steadily it comes; the answer may take longer */
  requestTimeout: number
  /**
   * without a request, on an open connection. Node's default of five seconds can end while a client on a busy machine sends its next
   * request, which is then reset.
   */
  keepAliveTimeout: number
  connectionsCheckingInterval: number
}

export const deadlines: Deadlines = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
}

/**
 * Sets the deadlines of every HTTP server of this process when it gets its first request: `next start` has no option for them.
 * Node reads them each time it looks for late callers (https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#http).
 */
export function limitServers({
  headersTimeout,
  requestTimeout,
}: Pick<Deadlines, 'headersTimeout' | 'requestTimeout'>): void {
  const limited = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server }
    if (limited.has(server)) return
    limited.add(server)
    Object.assign(server, { headersTimeout, requestTimeout })
  })
}
