import { LampDrawing } from '#components/ui/lamp-drawing.tsx'
import type { LampCard } from '#shop/assistant/cards.ts'

type LampPictureProps = Pick<LampCard, 'photograph'> & {
  /** of the drawing that stands for a missing photograph */
  colour?: string | undefined
}

/** A photograph of the lamp, switched on, in one size. Its `alt` is empty because the name stands beside it. */
export function LampPicture({ photograph, colour }: LampPictureProps) {
  if (!photograph) {
    return (
      <span className="relative block aspect-4/5 w-full">
        <LampDrawing colour={colour} />
      </span>
    )
  }
  const { url, width, height } = photograph
  return (
    <picture className="contents">
      <img
        src={url}
        width={width}
        height={height}
        alt=""
        loading="lazy"
        className="block aspect-4/5 w-full bg-wall object-cover"
      />
    </picture>
  )
}
