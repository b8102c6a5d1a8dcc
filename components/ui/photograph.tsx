import type { CSSProperties } from 'react'
import { wallColour } from '#components/ui/wall.ts'
import type { Photograph as PhotographData, PhotographSize } from '#shop/catalog/types.ts'

// Best first: the browser takes the first format it can show.
const formats = ['avif', 'webp', 'jpeg'] as const

type PhotographProps = {
  photograph: PhotographData
  /** how wide it is shown, as the `sizes` attribute of HTML */
  sizes: string
  className?: string
  /** instead of the photograph's own words, where the page already says them */
  alt?: string
  /** shown over another photograph, so nothing of its own until it is there */
  overlay?: boolean
  /** seen first on its page: fetched before others, and shown in the same frame as its page when it is there */
  first?: boolean
}

/** A photograph in the sizes that were made when it was uploaded. Nothing is resized on request. */
export function Photograph({ photograph, sizes, className, alt, overlay, first }: PhotographProps) {
  const [best = [], ...older] = offer(photograph)
  const fallback = (older.at(-1) ?? best).find(({ width }) => width >= 960) ?? best.at(-1)
  if (!fallback) return null
  const style: CSSProperties = { objectPosition: `${photograph.focalX * 100}% ${photograph.focalY * 100}%` }
  if (!overlay) style.backgroundColor = wallColour(photograph)
  return (
    <picture className="contents">
      {[best, ...older.slice(0, -1)].map((list) => (
        <source key={list[0]?.format} type={`image/${list[0]?.format}`} srcSet={sourceSet(list)} sizes={sizes} />
      ))}
      {/* Not next/image: it would make sizes on request, and ours were made on upload. */}
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

/** Asks for a photograph early, under a media query: which of a pair is seen first depends on day or dusk. */
export function PreloadPhotograph({ photograph, sizes, media }: PreloadProps) {
  const best = photograph && offer(photograph)[0]
  if (!best?.[0]) return null
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
 * What a browser may choose from, by format, best first, each from narrow to wide. The best format has every size that
 * is ever worth fetching; who needs an older one gets fewer, because every address is paid for twice in every page.
 */
function offer({ sizes }: PhotographData): PhotographSize[][] {
  const lists = formats.map((format) =>
    sizes.filter((size) => size.format === format && size.width >= 320).sort((a, b) => a.width - b.width),
  )
  const [best = [], ...older] = lists.filter((list) => list.length > 0)
  return [best, ...older.map((list) => list.filter(({ width }) => width >= 640))].filter((list) => list.length > 0)
}

function sourceSet(list: readonly PhotographSize[]): string {
  return list.map(({ url, width }) => `${url} ${width}w`).join(', ')
}
