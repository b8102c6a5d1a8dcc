import type { Metadata } from 'next'
import '#app/(shop)/(browse)/under-the-hood/hood.css'
import { HoodIdeas } from '#components/hood/ideas.tsx'
import { HoodLive } from '#components/hood/live.tsx'
import { HoodMap } from '#components/hood/map.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'

export const metadata: Metadata = {
  title: 'Under the hood',
  description: 'What runs when you buy a lamp here: the functions of a serverless shop, as they wake for you.',
  alternates: { canonical: '/under-the-hood' },
}

/** The demo's second face: the store's parts as a map that lights up with the visitor's own events. */
export default function UnderTheHoodPage() {
  return (
    <article>
      <header className="page pt-6 pb-8 md:pt-12">
        <h1 className="text-title">Under the hood</h1>
        <p className="mt-4 max-w-[38rem] text-lead text-quiet">
          The lamps here are off until somebody passes. So is the code: no server waits for you. An event wakes a
          function, it does one thing, and it is dark again.
        </p>
      </header>
      <section aria-label="Map" className="hood-dark">
        <div className="page">
          <HoodLive live={liveSource(env())}>
            <HoodMap />
          </HoodLive>
        </div>
      </section>
      <div className="page">
        <HoodIdeas />
      </div>
    </article>
  )
}
