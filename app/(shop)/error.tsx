'use client'

import { Button } from '#components/ui/button.tsx'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="page flex min-h-[60svh] flex-col items-start justify-center py-16">
      {/* Without the shop's name: every page loads this file ahead, and would load shop.config.ts with it. */}
      <title>Something went wrong</title>
      <h1 className="text-title">Something went wrong.</h1>
      <p className="mt-4 max-w-[34rem] text-lead text-quiet">
        The error is on our side, and it has been logged. This page ordered nothing and charged nothing. Try again, or
        come back in a few minutes.
      </p>
      {error.digest && (
        <p className="mt-4 text-quiet text-small">
          If you write to us about it, tell us <code>{error.digest}</code>.
        </p>
      )}
      <Button className="mt-8" onClick={reset}>
        Try again
      </Button>
    </div>
  )
}
