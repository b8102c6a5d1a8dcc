'use client'

import { type DragEvent, useState } from 'react'
import type { Upload } from '#components/admin/photographs/uploads.ts'

type PhotographDropProps = {
  uploads: readonly Upload[]
  editable: boolean
  onFiles: (files: readonly File[]) => void
  onAgain: (key: string) => void
  onForget: (keys: readonly string[]) => void
}

/** The area to drop or choose photographs, and the progress of the uploads. */
export function PhotographDrop({ uploads, editable, onFiles, onAgain, onForget }: PhotographDropProps) {
  const [over, setOver] = useState(false)

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    if (editable) onFiles([...event.dataTransfer.files])
  }

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the input inside does the same with the keyboard. */}
      <div
        className="photograph-drop"
        data-over={over && editable ? '' : undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <label htmlFor="add-photographs">Add photographs</label>
        <input
          id="add-photographs"
          type="file"
          multiple
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          aria-describedby="add-photographs-hint"
          disabled={!editable}
          onChange={(event) => {
            onFiles([...(event.currentTarget.files ?? [])])
            // Without this the same file cannot be chosen again.
            event.currentTarget.value = ''
          }}
        />
        <p id="add-photographs-hint" className="admin-quiet mt-2">
          Or drop them here. JPEG, PNG, WebP, AVIF or GIF, up to 15 MB and 40 megapixels each; an AVIF up to 13, a GIF
          or a progressive or interlaced picture up to 24.
        </p>
      </div>
      <p role="status" className="sr-only">
        {summary(uploads)}
      </p>
      {uploads.length > 0 && (
        <ul className="photograph-uploads" aria-label="Uploads">
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} onAgain={onAgain} onForget={onForget} />
          ))}
        </ul>
      )}
    </div>
  )
}

type UploadRowProps = Pick<PhotographDropProps, 'onAgain' | 'onForget'> & { upload: Upload }

function UploadRow({ upload: { key, file, state, fraction, message }, onAgain, onForget }: UploadRowProps) {
  const stopped = state === 'refused' || state === 'broken'
  return (
    <li>
      <span className="wrap-anywhere">
        <span className="font-strong">{file.name}</span>
        <span className={stopped ? 'block text-wrong' : 'block text-quiet'}>
          {stopped ? message : words(state, fraction)}
        </span>
      </span>
      {stopped && (
        <span className="admin-actions">
          {state === 'broken' && (
            <button
              type="button"
              className="admin-button"
              aria-label={`Send ${file.name} again`}
              onClick={() => onAgain(key)}
            >
              Try again
            </button>
          )}
          <button
            type="button"
            className="admin-button"
            aria-label={`Dismiss ${file.name}`}
            onClick={() => onForget([key])}
          >
            Dismiss
          </button>
        </span>
      )}
      {!stopped && <progress value={fraction} max={1} aria-label={`Uploading ${file.name}`} />}
    </li>
  )
}

function words(state: Upload['state'], fraction: number): string {
  if (state === 'queued') return 'Waiting'
  return state === 'sent' ? 'Uploaded' : `Uploading, ${Math.round(fraction * 100)} %`
}

function summary(uploads: readonly Upload[]): string {
  if (uploads.length === 0) return ''
  const count = (...states: Upload['state'][]) => uploads.filter(({ state }) => states.includes(state)).length
  return `${count('queued', 'sending')} uploading, ${count('refused', 'broken')} refused.`
}
