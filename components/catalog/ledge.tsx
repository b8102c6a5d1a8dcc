import type { CSSProperties } from 'react'
import { LedgeStage } from '#components/catalog/ledge-stage.tsx'
import { Photograph, PreloadPhotograph } from '#components/ui/photograph.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { ledgeSizes } from '#components/ui/sizes.ts'
import { wallColour } from '#components/ui/wall.ts'
import type { Scene } from '#shop/catalog/types.ts'

/** Lamps in a row, each a link to its page with its name below. One lamp lights at a time. */
export function Ledge({ scene }: { scene: Scene }) {
  const { off, lit, dark, layers, hotspots } = scene
  if (!off || !lit) return null
  const walls = { '--wall-day': wallColour(off), '--wall-dusk': wallColour(lit) } as CSSProperties
  return (
    <LedgeStage className="ledge">
      <PreloadPhotograph photograph={off} sizes={ledgeSizes} media="(prefers-color-scheme: light)" />
      <PreloadPhotograph photograph={lit} sizes={ledgeSizes} media="(prefers-color-scheme: dark)" />
      <div className="ledge-length pb-12">
        <div className="ledge-window" style={walls}>
          <div className="ledge-room">
            <div className="ledge-night">
              {dark && <Photograph photograph={dark} sizes={ledgeSizes} alt="" className="ledge-dark" overlay />}
              {layers.map((layer) => (
                <Photograph
                  key={layer.id}
                  photograph={layer}
                  sizes={ledgeSizes}
                  alt=""
                  className="ledge-layer"
                  overlay
                />
              ))}
            </div>
            <Photograph
              photograph={off}
              sizes={ledgeSizes}
              alt={scene.alt}
              className="ledge-rest ledge-off"
              overlay
              first
            />
            <Photograph
              photograph={lit}
              sizes={ledgeSizes}
              alt={scene.alt}
              className="ledge-rest ledge-lit"
              overlay
              first
            />
          </div>
        </div>
        <nav aria-label="Lamps on the ledge" className="ledge-links">
          {spans(hotspots).map(({ slug, name, left, right, x }) => (
            <PrefetchLink
              key={slug}
              href={`/products/${slug}`}
              style={{ left: percent(left), width: percent(right - left) }}
            >
              <span style={{ left: percent((x - left) / (right - left)) }}>{name}</span>
            </PrefetchLink>
          ))}
        </nav>
      </div>
    </LedgeStage>
  )
}

/** Gives each lamp the part of the ledge that is nearest to it. */
function spans(hotspots: Scene['hotspots']) {
  return hotspots.map((hotspot, index) => {
    const before = hotspots[index - 1]
    const after = hotspots[index + 1]
    const left = before ? (before.x + hotspot.x) / 2 : 0
    const right = after ? (hotspot.x + after.x) / 2 : 1
    return { ...hotspot, left, right }
  })
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(3)}%`
}
