'use client'

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { HoodFollow } from '#components/hood/follow.ts'
import type { Moment } from '#components/hood/moments.ts'
import { places } from '#components/hood/places.ts'
import { Button } from '#components/ui/button.tsx'
import type { LiveSource } from '#lib/live-source.ts'
import type { OwnCost } from '#shop/runs/cost-types.ts'

/** Lights the map as the events of the visitor's own trace flow: that of the address, or of the button's call. */
export function HoodLive({ live, children }: { live: LiveSource; children: ReactNode }) {
  const map = useRef<HTMLDivElement>(null)
  const [trace, setTrace] = useState<string | null>(null)
  const [moments, setMoments] = useState<readonly Moment[]>([])
  const [costs, setCosts] = useState<readonly OwnCost[]>([])
  const [message, setMessage] = useState('')

  useEffect(() => {
    const asked = new URLSearchParams(location.search).get('trace')
    if (asked && /^[0-9a-f]{32}$/.test(asked)) setTrace(asked)
  }, [])

  const show = useCallback((moment: Moment) => setMoments((shown) => [...shown, moment]), [])

  async function wake() {
    const id = newHex(16)
    setMoments([])
    setCosts([])
    setMessage('Asking the assistant …')
    const answered = await askAssistant(id)
    setMessage(answered ? '' : 'Nobody answered. Try again in a moment.')
    if (answered) setTrace(id)
  }

  return (
    <div className="hood-stage">
      <div ref={map}>{children}</div>
      {trace && (
        <HoodFollow key={trace} live={live} trace={trace} map={map} show={show} say={setMessage} charge={setCosts} />
      )}
      <div className="hood-controls">
        <Button onClick={wake}>Wake a function</Button>
        <p>
          {moments.length > 0
            ? 'These are your own events, as they were measured.'
            : 'Or buy a lamp: the page of your order leads back here.'}
        </p>
      </div>
      <p role="status" className="text-quiet text-small">
        {message}
      </p>
      {moments.length > 0 && <MomentList moments={moments} />}
      {costs.length > 0 && <CostOfTrace costs={costs} />}
    </div>
  )
}

function MomentList({ moments }: { moments: readonly Moment[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling area
    <div className="hood-log" role="log" aria-label="What happened" tabIndex={0}>
      <ol>
        {moments.map((moment) => (
          <li key={moment.id} className={moment.wrong ? 'wrong' : undefined}>
            <span className="text-quiet">{writeTime(moment.at)}</span> <b>{places[moment.place].name}</b>{' '}
            <span>{moment.text === places[moment.place].name ? 'woke' : moment.text}</span>{' '}
            <span className="text-quiet">
              {writeTime(moment.ms).slice(1)}
              {moment.cold && ', a cold start'}
              {moment.wrong && ', failed'}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 })

/** What the visitor's own runs cost so far, from the vendors' own price lists. */
function CostOfTrace({ costs }: { costs: readonly OwnCost[] }) {
  const list = costs.map(({ platform, usd, asOf }) => `${dollars.format(usd)} on ${platform} (prices of ${asOf})`)
  return (
    <p className="text-quiet text-small">
      So far your runs cost {new Intl.ListFormat('en', { type: 'disjunction' }).format(list)}: each for its call, and
      for its memory and processor while it lasts. Messages of the queue are left out.
    </p>
  )
}

/** A time after the beginning, such as `+84 ms` or `+3.2 s`. */
function writeTime(ms: number): string {
  return ms < 1000 ? `+${Math.round(ms)} ms` : `+${(ms / 1000).toFixed(1)} s`
}

function newHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
}

/** Asks the assistant in a trace of its own. Returns whether it answered. */
async function askAssistant(trace: string): Promise<boolean> {
  const message = { id: '1', role: 'user', parts: [{ type: 'text', text: 'Which lamp is the smallest?' }] }
  try {
    const response = await fetch('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${trace}-${newHex(8)}-01` },
      body: JSON.stringify({ messages: [message], page: '/under-the-hood' }),
    })
    // The run is over when its answer has been read to the end.
    await response.text()
    return response.ok
  } catch {
    return false
  }
}
