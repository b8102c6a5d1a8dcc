import type { CSSProperties } from 'react'
import { Photograph, PreloadPhotograph } from '#components/ui/photograph.tsx'
import { wallColour } from '#components/ui/wall.ts'
import type { Photograph as PhotographData } from '#shop/catalog/types.ts'

type LampProps = {
  off: PhotographData | null
  on: PhotographData | null
  sizes: string
  /** seen first on its page: ask for it before anything else */
  first?: boolean
}

/**
 * One lamp, off by day and on at dusk, from the same camera. What passes it (a pointer, the keyboard's focus, a
 * finger) turns it on; the styles are in globals.css under `.lamp`, so this needs no script.
 * Only the photograph that is seen is fetched: the other one has no box until it is wanted.
 */
export function Lamp({ off, on, sizes, first = false }: LampProps) {
  const day = off ?? on
  const dusk = on ?? off
  if (!day || !dusk) return <span className="lamp" />
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
