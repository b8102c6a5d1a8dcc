import type { LampCard } from '#shop/assistant/cards.ts'

/** The lamp, lit, in the one size that an answer needs. Its name stands beside it, so the picture says nothing. */
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
