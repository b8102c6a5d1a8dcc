'use client'

import { Button } from '#components/ui/button.tsx'
import { shop } from '#shop.config.ts'

export default function AdminError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-6 py-16">
      <title>{`Something went wrong · ${shop.name} admin`}</title>
      <h1>Something went wrong.</h1>
      <p className="max-w-[34rem] text-lead text-quiet">
        This page failed to load; the log has the error. Your last change was either saved completely or not at all.
        Please try again.
      </p>
      <Button onClick={reset}>Try again</Button>
    </div>
  )
}
