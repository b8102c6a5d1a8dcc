import type { CSSProperties } from 'react'
import { wallColour } from '#components/ui/wall.ts'
import type { Photograph as PhotographData, PhotographSize } from '#shop/catalog/types.ts'

// Best first: the browser takes the first format that it supports.
const formats = ['avif', 'webp', 'jpeg'] as const

type PhotographProps = {
  photograph: PhotographData
  /** the displayed width, as the `sizes` attribute of HTML */
  sizes: string
  className?: string
  /** replaces the photograph's own text; empty where the page already says it */
  alt?: string
  /** lies over another photograph, so it has no background colour while it loads */
  overlay?: boolean
  /** visible first on its page: loaded with high priority and decoded in the frame that shows it */
  first?: boolean
}

/** A photograph, in the sizes that were made when it was uploaded. */
export function Photograph({ photograph, sizes, className, alt, overlay, first }: PhotographProps) {
  const { best, older } = offer(photograph)
  const fallback = older.find(({ width }) => width >= 960) ?? older.at(-1)
  if (!fallback) return null
  const style: CSSProperties = { objectPosition: `${photograph.focalX * 100}% ${photograph.focalY * 100}%` }
  if (!overlay) style.backgroundColor = wallColour(photograph)
  return (
    <picture className="contents">
      <source type={`image/${best[0]?.format}`} srcSet={sourceSet(best)} sizes={sizes} />
      {/* Not next/image, which would make sizes on request; these were made on upload. */}
      <img
        className={className}
        alt={alt ?? photograph.alt}
        width={photograph.width}
        height={photograph.height}
        loading="lazy"
        decoding={first ? 'sync' : 'async'}
        fetchPriority={first ? 'high' : undefined}
        src={fallback.url}
        style={style}
      />
    </picture>
  )
}

type PreloadProps = { photograph: PhotographData | null; sizes: string; media: string }

/** Preloads a photograph under a media query: the theme decides which of the pair is visible. */
export function PreloadPhotograph({ photograph, sizes, media }: PreloadProps) {
  const best = photograph ? offer(photograph).best : []
  if (!best[0]) return null
  return (
    <link
      rel="preload"
      as="image"
      type={`image/${best[0].format}`}
      imageSrcSet={sourceSet(best)}
      imageSizes={sizes}
      fetchPriority="high"
      media={media}
    />
  )
}

/**
 * Gives the sizes of the best format, from narrow to wide, and of the oldest one, of which browsers without the best get one.
 * Every address is in the page twice (HTML and React's data), so a format between them would cost everybody more bytes than it saves:
 * a sixth of a list.
 */
function offer({ sizes }: PhotographData): { best: PhotographSize[]; older: PhotographSize[] } {
  const lists = formats.map((format) =>
    sizes.filter((size) => size.format === format && size.width >= 320).sort((a, b) => a.width - b.width),
  )
  const made = lists.filter((list) => list.length > 0)
  return { best: made[0] ?? [], older: made.at(-1) ?? [] }
}

function sourceSet(list: readonly PhotographSize[]): string {
  return list.map(({ url, width }) => `${url} ${width}w`).join(', ')
}
