import { RealtimeClient } from '@supabase/realtime-js'
import type { LiveSource } from '#lib/live-source.ts'

type Listener = {
  /** something has changed, or may have changed while nobody listened */
  onChange: () => void
  onState: (isLive: boolean) => void
}

/** Milliseconds before the next attempt to connect; later ones follow after the last pause. */
const pauses = [1000, 2000, 5000, 10_000, 30_000, 60_000]

/** A token is replaced this long before it expires. The client asks at every heartbeat, which is every 25 seconds. */
const margin = 60_000

/** One connection for all parts of a page that listen. */
let opened: { address: string; client: RealtimeClient } | undefined

/** Channels that are being left: the client gives the same one again for as long as that takes. */
const leaving = new Map<string, Promise<unknown>>()

/**
 * Listens to a private topic, over the page's one connection. Connects again by itself.
 * @returns ends it
 */
export function follow(source: LiveSource, topic: string, { onChange, onState }: Listener): () => void {
  const client = clientOf(source)
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const join = async () => {
    await leaving.get(topic)
    // Who joins before the token is known is refused.
    await client.setAuth()
    if (over) return
    const channel = client.channel(topic, { config: { private: true } })
    channel.on('broadcast', { event: '*' }, onChange).subscribe((status) => {
      if (over) return
      onState(status === 'SUBSCRIBED')
      if (status === 'SUBSCRIBED') onChange()
      // The server has ended it, for instance because a token expired while the machine slept. The client does not come back.
      if (status === 'CLOSED') timer = setTimeout(begin, pauses[3])
    })
  }
  const begin = () => void join().catch(() => onState(false))
  begin()
  return () => {
    over = true
    clearTimeout(timer)
    const channel = client.getChannels().find((open) => open.topic === `realtime:${topic}`)
    if (channel)
      leaving.set(
        topic,
        client.removeChannel(channel).catch(() => undefined),
      )
  }
}

function clientOf(source: LiveSource): RealtimeClient {
  const address = JSON.stringify(source)
  if (opened?.address !== address) {
    void opened?.client.disconnect()
    const client = new RealtimeClient(`${source.url.replace(/^http/, 'ws')}/realtime/v1`, {
      params: { apikey: source.key },
      // A tab that is hidden holds no connection.
      disconnectOnEmptyChannelsAfterMs: 1000,
      reconnectAfterMs: (tries) => pauses[Math.min(tries, pauses.length) - 1] ?? 1000,
      ...(source.token ? { accessToken: tokenFrom(source.token) } : {}),
    })
    opened = { address, client }
  }
  return opened.client
}

type Token = { token: string; expiresAt: number }

/** Gives the caller's token from an address of the store, and asks again before it expires. Null when nobody is signed in. */
function tokenFrom(address: string): () => Promise<string | null> {
  let held: Token | undefined
  return async () => {
    if (held && held.expiresAt * 1000 - Date.now() > margin) return held.token
    const response = await fetch(address, { cache: 'no-store', headers: { accept: 'application/json' } })
    if (!response.ok || response.redirected) return null
    const given: Token = await response.json()
    held = given
    return given.token
  }
}
