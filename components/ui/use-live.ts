'use client'

import { useEffect, useRef, useState } from 'react'
import type { LiveSource } from '#lib/live-source.ts'

/** Milliseconds within which changes are one. */
const burst = 200

/**
 * Listens for changes while the tab is visible. The client of Realtime is loaded after the page, and only where this is used.
 *
 * A message says that something has changed and not what: read it again. `admin:<what>` are the topics of the admin; a table
 * announces itself there with the trigger function `private.broadcast_change('<what>')`.
 * @param onChange is called after each change, and after each connection, since something may have changed before
 * @returns true while changes are heard. Poll while it is false: the network may not let WebSockets through.
 */
export function useLive(source: LiveSource, topic: string, onChange: () => void): boolean {
  const [isLive, setLive] = useState(false)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  const { url, key, token } = source
  useEffect(() => {
    let end: (() => void) | undefined
    let wanted = false
    let due: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      due ??= setTimeout(() => {
        due = undefined
        latest.current()
      }, burst)
    }
    const begin = async () => {
      wanted = true
      // A server runs no effects, so that its functions need not bring the client.
      const { follow } = typeof window === 'undefined' ? { follow: null } : await import('#lib/live.ts')
      if (!follow || !wanted || end) return
      const from = { url, key, ...(token ? { token } : {}) }
      end = follow(from, topic, { onChange: tell, onState: setLive })
    }
    const stop = () => {
      wanted = false
      clearTimeout(due)
      due = undefined
      end?.()
      end = undefined
      setLive(false)
    }
    // A browser ends the timers of a hidden tab anyway, and each connection counts.
    const settle = () => {
      if (document.visibilityState === 'hidden') stop()
      else begin().catch(() => setLive(false))
    }
    settle()
    document.addEventListener('visibilitychange', settle)
    return () => {
      document.removeEventListener('visibilitychange', settle)
      stop()
    }
  }, [url, key, token, topic])
  return isLive
}
