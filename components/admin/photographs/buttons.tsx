'use client'

import { useState } from 'react'

type PhotographButtonsProps = {
  /** the photograph's name, for the labels of the buttons */
  name: string
  failed: boolean
  onRetry: () => void
  /** undefined when the photograph cannot be removed */
  onRemove?: () => void
}

/** The buttons that retry a failed photograph, and that remove one after a confirmation. */
export function PhotographButtons({ name, failed, onRetry, onRemove }: PhotographButtonsProps) {
  const [asking, setAsking] = useState(false)
  if (asking && onRemove) {
    return (
      <fieldset className="admin-actions" aria-label={`Remove ${name}?`}>
        <span className="text-small">Remove permanently?</span>
        {/* biome-ignore lint/a11y/noAutofocus: the question replaces the button that had the focus */}
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
