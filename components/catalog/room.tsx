import type { CSSProperties } from 'react'
import { Photograph } from '#components/ui/photograph.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { sceneSizes } from '#components/ui/sizes.ts'
import { wallColour } from '#components/ui/wall.ts'
import type { Scene } from '#shop/catalog/types.ts'

/** A room with lamps, each with a link to its page. The room turns to dusk while the pointer is on it. */
export function Room({ scene, heading, children }: { scene: Scene; heading: string; children: string }) {
  const { off, lit, hotspots } = scene
  if (!off || !lit) return null
  const walls = { '--wall-day': wallColour(off), '--wall-dusk': wallColour(lit) } as CSSProperties
  return (
    <section>
      <div className="scene passing" style={walls}>
        <div className="scene-room">
          <Photograph photograph={off} sizes={sceneSizes} className="lamp-off" overlay />
          <Photograph photograph={lit} sizes={sceneSizes} className="lamp-on" overlay />
          {hotspots.map(({ slug, name, x, y }) => (
            <PrefetchLink
              key={`${slug}-${x}`}
              href={`/products/${slug}`}
              aria-label={name}
              title={name}
              className="hotspot"
              style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
            />
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
