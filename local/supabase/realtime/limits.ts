/** What one project may do on the free plan: https://supabase.com/docs/guides/realtime/limits */
export type Limits = {
  connections: number
  channelsPerConnection: number
  joinsPerSecond: number
  messagesPerSecond: number
  /** bytes of a broadcast's payload */
  payload: number
  /** of one channel, within 30 seconds */
  presenceCalls: number
}

export const freePlan: Limits = {
  connections: 200,
  channelsPerConnection: 100,
  joinsPerSecond: 100,
  messagesPerSecond: 100,
  payload: 256_000,
  presenceCalls: 5,
}

/** Counts calls within a window of time. */
export function createCounter(most: number, milliseconds: number): () => boolean {
  let since = 0
  let count = 0
  /** Whether this call is still within the limit. */
  return () => {
    const now = performance.now()
    if (now - since >= milliseconds) {
      since = now
      count = 0
    }
    return ++count <= most
  }
}
