'use client'

import { Button } from '#components/ui/button.tsx'
import { shop } from '#shop.config.ts'

/** Shown when the frame of the admin cannot be made, such as when the database does not answer. */
export default function AdminFrameError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="page flex min-h-[60svh] flex-col items-start justify-center py-16">
      <title>{`Something went wrong · ${shop.name} admin`}</title>
      <h1 className="text-title">Something went wrong.</h1>
      <p className="mt-4 max-w-[34rem] text-lead text-quiet">
        The admin failed to load; the log has the error. Please try again in a few minutes.
      </p>
      <Button className="mt-8" onClick={reset}>
        Try again
      </Button>
    </main>
  )
}
