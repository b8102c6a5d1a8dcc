import type { CSSProperties } from 'react'
import { LampDrawing } from '#components/ui/lamp-drawing.tsx'
import { Photograph, PreloadPhotograph } from '#components/ui/photograph.tsx'
import { wallColour } from '#components/ui/wall.ts'
import type { Photograph as PhotographData } from '#shop/catalog/types.ts'

type LampProps = {
  off: PhotographData | null
  on: PhotographData | null
  sizes: string
  /** of the drawing that stands for missing photographs, such as `#857a69` */
  colour?: string | undefined
  /** visible first on its page: preload it */
  first?: boolean
}

/**
 * One lamp, off by day and on at dusk, in two photographs from the same camera. A pointer, the keyboard's focus or a
 * finger turns it on, with the styles under `.lamp` and no script.
 * The browser loads only the visible photograph: the other one has `display: none` until it is shown.
 */
export function Lamp({ off, on, sizes, colour, first = false }: LampProps) {
  const day = off ?? on
  const dusk = on ?? off
  if (!day || !dusk) {
    return (
      <span className="lamp">
        <LampDrawing colour={colour} />
      </span>
    )
  }
  const walls = { '--wall-day': wallColour(day), '--wall-dusk': wallColour(dusk) } as CSSProperties
  return (
    <span className="lamp" style={walls}>
      {first && <PreloadPhotograph photograph={day} sizes={sizes} media="(prefers-color-scheme: light)" />}
      {first && <PreloadPhotograph photograph={dusk} sizes={sizes} media="(prefers-color-scheme: dark)" />}
      <Photograph photograph={day} sizes={sizes} className="lamp-off" overlay first={first} />
      <Photograph photograph={dusk} sizes={sizes} className="lamp-on" overlay first={first} />
    </span>
  )
}
