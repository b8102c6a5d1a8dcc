import type { LampCard } from '#shop/assistant/cards.ts'

/** A photograph of the lamp, switched on, in one size. Its `alt` is empty because the name stands beside it. */
export function LampPicture({ photograph }: Pick<LampCard, 'photograph'>) {
  const className = 'block aspect-4/5 w-full bg-wall object-cover'
  if (!photograph) return <span className={className} />
  const { url, width, height } = photograph
  return (
    <picture className="contents">
      <img src={url} width={width} height={height} alt="" loading="lazy" className={className} />
    </picture>
  )
}
