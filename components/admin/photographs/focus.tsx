'use client'

import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import { errorOf } from '#components/admin/answer.tsx'
import { AdminInput } from '#components/admin/fields.tsx'
import { markUnsaved } from '#components/ui/unsaved.ts'
import type { ActionState } from '#components/ui/use-action.ts'
import type { Photograph } from '#shop/catalog/types.ts'

type FocusProps = {
  id: string
  photograph: Photograph
  state: ActionState | null
}

const arrows: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const percent = (value: number) => Math.min(100, Math.max(0, Math.round(value)))
const crops = ['4 / 5', '1 / 1'] as const

/** Sets the focal point, which stays visible when the photograph is cropped: by pointer, arrow keys or number. */
export function PhotographFocus({ id, photograph, state }: FocusProps) {
  const [x, setX] = useState(String(percent(photograph.focalX * 100)))
  const [y, setY] = useState(String(percent(photograph.focalY * 100)))
  const across = percent(Number(x) || 0)
  const down = percent(Number(y) || 0)
  const sizes = photograph.sizes.filter(({ format }) => format === 'webp')
  const size = sizes.find(({ width }) => width >= 320) ?? sizes.at(-1)
  if (!size) return null

  function aim(event: MouseEvent<HTMLButtonElement>) {
    // Enter and Space press the button too, but have no position.
    if (event.detail === 0) return
    markUnsaved({ currentTarget: event.currentTarget.form })
    const box = event.currentTarget.getBoundingClientRect()
    setX(String(percent(((event.clientX - box.left) / box.width) * 100)))
    setY(String(percent(((event.clientY - box.top) / box.height) * 100)))
  }

  function step(event: KeyboardEvent<HTMLButtonElement>) {
    const arrow = arrows[event.key]
    if (!arrow) return
    event.preventDefault()
    markUnsaved({ currentTarget: event.currentTarget.form })
    const [stepX, stepY] = arrow
    const far = event.shiftKey ? 10 : 1
    setX(String(percent(across + stepX * far)))
    setY(String(percent(down + stepY * far)))
  }

  return (
    <div className="photograph-focus">
      <button
        type="button"
        className="photograph-aim"
        aria-label={`Focal point, ${across} % across, ${down} % down. Arrow keys move it.`}
        onClick={aim}
        onKeyDown={step}
      >
        <picture className="contents">
          <img src={size.url} alt="" width={size.width} height={size.height} />
        </picture>
        <span style={{ left: `${across}%`, top: `${down}%` }} />
      </button>
      {crops.map((aspectRatio) => (
        <figure key={aspectRatio}>
          <picture className="contents">
            <img
              src={size.url}
              alt=""
              className="photograph-crop"
              style={{ aspectRatio, objectPosition: `${across}% ${down}%` }}
            />
          </picture>
          <figcaption>{aspectRatio.replaceAll(' ', '').replace('/', ':')}</figcaption>
        </figure>
      ))}
      <div className="admin-fields narrow">
        <AdminInput
          id={`${id}-x`}
          name="focalX"
          label="Across, %"
          inputMode="numeric"
          value={x}
          onChange={(event) => setX(event.currentTarget.value)}
          error={errorOf(state, 'focalX')}
        />
        <AdminInput
          id={`${id}-y`}
          name="focalY"
          label="Down, %"
          inputMode="numeric"
          value={y}
          onChange={(event) => setY(event.currentTarget.value)}
          error={errorOf(state, 'focalY')}
        />
      </div>
    </div>
  )
}
