import { wallColour } from '#components/ui/wall.ts'
import type { Photograph } from '#shop/catalog/types.ts'

type ThumbProps = {
  photograph: Photograph | null
  /** the smallest acceptable width, in pixels */
  width: number
  className: string
  alt?: string
}

/** A small photograph, cropped around its focal point. Shows the photograph's average colour while it loads. */
export function PhotographThumb({ photograph, width, className, alt = '' }: ThumbProps) {
  const sizes = photograph?.sizes.filter(({ format }) => format === 'webp') ?? []
  const size = sizes.find((candidate) => candidate.width >= width) ?? sizes.at(-1)
  if (!photograph || !size) return <span className={className} />
  const { focalX, focalY } = photograph
  const style = { backgroundColor: wallColour(photograph), objectPosition: `${focalX * 100}% ${focalY * 100}%` }
  return (
    <picture className="contents">
      <img
        src={size.url}
        alt={alt}
        width={size.width}
        height={size.height}
        loading="lazy"
        className={className}
        style={style}
      />
    </picture>
  )
}
