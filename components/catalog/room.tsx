import type { CSSProperties } from 'react'
import { RoomLamp } from '#components/catalog/room-lamp.tsx'
import { Photograph } from '#components/ui/photograph.tsx'
import { sceneSizes } from '#components/ui/sizes.ts'
import { wallColour } from '#components/ui/wall.ts'
import type { Scene } from '#shop/catalog/types.ts'

type RoomProps = { scene: Scene; heading: string; children: string }

/**
 * A room with lamps: each has a spot, which shows its name and price and a way to buy it. The room turns to dusk while the pointer
 * is on it.
 */
export function Room({ scene, heading, children }: RoomProps) {
  const { off, lit, hotspots } = scene
  if (!off || !lit) return null
  const walls = { '--wall-day': wallColour(off), '--wall-dusk': wallColour(lit) } as CSSProperties
  return (
    <section>
      <div className="scene passing" style={walls}>
        <div className="scene-room">
          <Photograph photograph={off} sizes={sceneSizes} className="lamp-off" overlay />
          <Photograph photograph={lit} sizes={sceneSizes} className="lamp-on" overlay />
          {hotspots.map((lamp, index) => (
            <RoomLamp key={`${lamp.slug}-${lamp.x}`} id={`${scene.slug}-${index}`} lamp={lamp} />
          ))}
        </div>
      </div>
      <div className="page mt-5 flex flex-col justify-between gap-x-16 gap-y-1 md:flex-row md:items-baseline">
        <h2 className="text-heading">{heading}</h2>
        <p className="max-w-[36rem] text-quiet">{children}</p>
      </div>
    </section>
  )
}
