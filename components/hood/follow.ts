'use client'

import { type RefObject, useEffect, useRef } from 'react'
import { playMoments } from '#components/hood/light.ts'
import { type Moment, readMoments } from '#components/hood/moments.ts'
import { useLive } from '#components/ui/use-live.ts'
import type { LiveSource } from '#lib/live-source.ts'
import type { OwnCost } from '#shop/runs/cost-types.ts'
import type { TraceOutline } from '#shop/runs/types.ts'

/** How often new moments are asked for where no connection is to be had, and for how long, in milliseconds. */
const [every, longest] = [1500, 180_000]

type Props = {
  live: LiveSource
  trace: string
  map: RefObject<HTMLElement | null>
  show(moment: Moment): void
  say(message: string): void
  charge(costs: readonly OwnCost[]): void
}

/** Plays a trace on the map, and what is added to it while it is open. The callbacks must stay the same. */
export function HoodFollow({ live, trace, map, show, say, charge }: Props): null {
  const player = useRef<ReturnType<typeof playTrace> | null>(null)

  useEffect(() => {
    if (!map.current) return
    const begun = playTrace({ trace, map: map.current, show, say, charge })
    player.current = begun
    void begun.look()
    return begun.stop
  }, [trace, map, show, say, charge])

  const isLive = useLive(live, `trace:${trace}`, () => void player.current?.look())
  useEffect(() => {
    if (isLive) return
    const end = Date.now() + longest
    const timer = setInterval(() => {
      if (Date.now() > end) clearInterval(timer)
      else void player.current?.look()
    }, every)
    return () => clearInterval(timer)
  }, [isLive])
  return null
}

type PricedOutline = TraceOutline & { costs: readonly OwnCost[] }
type Playing = Pick<Props, 'trace' | 'show' | 'say' | 'charge'> & { map: HTMLElement }

/** Plays what a trace has when it is looked at, each moment once. */
function playTrace({ trace, map, show, say, charge }: Playing): { look(): Promise<void>; stop(): void } {
  const stopped = new AbortController()
  const known = new Set<string>()
  const stops: (() => void)[] = []
  return {
    async look() {
      const outline = await readOutline(trace, stopped.signal)
      if (stopped.signal.aborted) return
      const fresh = (outline ? readMoments(outline) : []).filter(({ id }) => !known.has(id))
      for (const { id } of fresh) known.add(id)
      if (fresh.length > 0) stops.push(playMoments(map, fresh, show))
      if (outline) charge(outline.costs)
      say(known.size === 0 ? 'Nothing has this trace yet.' : '')
    },
    stop() {
      stopped.abort()
      for (const stop of stops) stop()
    },
  }
}

async function readOutline(trace: string, signal: AbortSignal): Promise<PricedOutline | null> {
  try {
    const response = await fetch(`/under-the-hood/trace?id=${trace}`, { signal })
    return response.ok ? ((await response.json()) as PricedOutline) : null
  } catch {
    return null
  }
}
