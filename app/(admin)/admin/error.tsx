'use client'

import { shop } from '#shop.config.ts'

export default function AdminError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert" className="admin-note">
      <title>{`Something went wrong · ${shop.name} admin`}</title>
      <h1>Something went wrong.</h1>
      <p>
        This page failed to load; the log has the error. Your last change was either saved completely or not at all.
        Please try again.
      </p>
      {error.digest && (
        <p>
          Its reference: <code>{error.digest}</code>
        </p>
      )}
      <button type="button" className="admin-button primary" onClick={reset}>
        Try again
      </button>
    </div>
  )
}
