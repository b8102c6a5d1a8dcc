'use client'

import { Button } from '#components/ui/button.tsx'

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="page flex min-h-[60svh] flex-col items-start justify-center py-16">
      <h1 className="text-title">A fuse has gone.</h1>
      <p className="mt-4 max-w-[34rem] text-lead text-quiet">
        Something on our side failed, and it has been written down. Nothing was ordered or charged by this page. Trying
        again often works; if it does not, come back in a few minutes.
      </p>
      <Button className="mt-8" onClick={reset}>
        Try again
      </Button>
    </div>
  )
}
