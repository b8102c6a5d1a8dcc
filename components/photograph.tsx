import type { CSSProperties } from 'react'
import { wallColour } from '#components/wall.ts'
import type { Photograph as PhotographData, PhotographSize } from '#shop/types.ts'

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
  /** `eager` only for what is certainly seen first */
  loading?: 'eager' | 'lazy'
}

/** A photograph in the sizes that were made when it was uploaded. Nothing is resized on request. */
export function Photograph({ photograph, sizes, className, alt, overlay, loading = 'lazy' }: PhotographProps) {
  const offered = formats.map((format) => sizesOf(photograph, format)).filter((list) => list.length > 0)
  const fallback = offered.at(-1) ?? []
  const style: CSSProperties = { objectPosition: `${photograph.focalX * 100}% ${photograph.focalY * 100}%` }
  if (!overlay) style.backgroundColor = wallColour(photograph)
  return (
    <picture className="contents">
      {offered.slice(0, -1).map((list) => (
        <source key={list[0]?.format} type={`image/${list[0]?.format}`} srcSet={sourceSet(list)} sizes={sizes} />
      ))}
      {/* Not next/image: it would make sizes on request, and ours were made on upload. */}
      <img
        className={className}
        alt={alt ?? photograph.alt}
        width={photograph.width}
        height={photograph.height}
        loading={loading}
        decoding={loading === 'eager' ? 'sync' : 'async'}
        fetchPriority={loading === 'eager' ? 'high' : 'auto'}
        sizes={sizes}
        srcSet={sourceSet(fallback)}
        src={fallback.at(-1)?.url}
        style={style}
      />
    </picture>
  )
}

type PreloadProps = { photograph: PhotographData | null; sizes: string; media: string }

/** Asks for a photograph early, under a media query: which of a pair is seen first depends on day or dusk. */
export function PreloadPhotograph({ photograph, sizes, media }: PreloadProps) {
  const best = photograph && bestSizes(photograph)
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

/** The sizes of a photograph in its best format, narrow first. */
export function bestSizes(photograph: PhotographData): PhotographSize[] {
  return formats.map((format) => sizesOf(photograph, format)).find((list) => list.length > 0) ?? []
}

/** Sizes as the `srcset` attribute of HTML. */
export function sourceSet(list: readonly PhotographSize[]): string {
  return list.map(({ url, width }) => `${url} ${width}w`).join(', ')
}

function sizesOf({ sizes }: PhotographData, format: PhotographSize['format']): PhotographSize[] {
  return sizes.filter((size) => size.format === format).sort((a, b) => a.width - b.width)
}
