'use client'

import { useState } from 'react'

type PhotographButtonsProps = {
  /** what the photograph is called where it is spoken of */
  name: string
  failed: boolean
  onRetry: () => void
  /** left out where the photograph may not be removed */
  onRemove?: () => void
}

/** Try a failed photograph again; remove one, after asking whether that is meant. */
export function PhotographButtons({ name, failed, onRetry, onRemove }: PhotographButtonsProps) {
  const [asking, setAsking] = useState(false)
  if (asking && onRemove) {
    return (
      <fieldset className="admin-actions" aria-label={`Remove ${name}?`}>
        <span className="text-small">Remove it for good?</span>
        {/* biome-ignore lint/a11y/noAutofocus: the button that was pressed is gone, and the question stands in its place */}
        <button type="button" className="admin-button wrong" autoFocus onClick={onRemove}>
          Yes, remove
        </button>
        <button type="button" className="admin-button" onClick={() => setAsking(false)}>
          Keep it
        </button>
      </fieldset>
    )
  }
  return (
    <>
      {failed && (
        <button type="button" className="admin-button" aria-label={`Try again: ${name}`} onClick={onRetry}>
          Try again
        </button>
      )}
      {onRemove && (
        <button type="button" className="admin-button" aria-label={`Remove ${name}`} onClick={() => setAsking(true)}>
          Remove
        </button>
      )}
    </>
  )
}
