'use client'

import { Button } from '#components/ui/button.tsx'

export default function AdminError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-6 py-16">
      <h1>A fuse has gone.</h1>
      <p className="max-w-[34rem] text-lead text-quiet">
        This page could not be made, and why is in the log. What you did before it is safe: every change is either done
        or not begun. Trying again often works.
      </p>
      <Button onClick={reset}>Try again</Button>
    </div>
  )
}
