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
