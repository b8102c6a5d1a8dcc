'use client'

import { Button } from '#components/button.tsx'

/** What is shown when a personal page cannot be made. Next has logged why under the digest. */
export default function PersonalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="page pt-10 pb-24">
      <h1 className="text-title">The light went out</h1>
      <p className="max-w-[34rem] pt-4 pb-6">
        This page could not be made, and it is our fault. Your cart and your orders are safe where they are.
      </p>
      <Button type="button" onClick={reset}>
        Try again
      </Button>
      {error.digest && <p className="pt-6 text-quiet text-small">If you write to us: {error.digest}</p>}
    </div>
  )
}
