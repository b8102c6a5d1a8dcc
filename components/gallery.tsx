import { LampToggle } from '#components/lamp-toggle.tsx'
import { Lamp } from '#components/lamp.tsx'
import { Photograph } from '#components/photograph.tsx'
import { detailSizes, lampSizes } from '#components/sizes.ts'
import type { Finish, Product } from '#shop/types.ts'

/**
 * The lamp, large; it follows the chosen finish. `.product:has(…)` in product.css does the following, by the position
 * of the finish, so it works before and without any script. Below it: the detail and the other photographed finishes.
 */
export function Gallery({ product }: { product: Product }) {
  const { name, off, on, finishes, detail } = product
  const own = finishes.find(({ photograph }) => photograph && photograph.id === on?.id) ?? finishes[0]
  const others = finishes.flatMap((finish, index) => {
    const { photograph } = finish
    return photograph && photograph.id !== on?.id ? [{ finish, index, photograph }] : []
  })
  const more = [...(detail ? [{ photograph: detail, caption: 'Close up' }] : []), ...others.map(captioned)]
  return (
    <div>
      <div className="relative">
        <LampToggle>
          <Lamp off={off} on={on} sizes={lampSizes} first />
        </LampToggle>
        {others.map(({ finish, index, photograph }) => (
          <span key={finish.id} className="lamp finish-photograph" data-finish={index}>
            <Photograph photograph={photograph} sizes={lampSizes} overlay />
          </span>
        ))}
      </div>
      {own && finishes.map((finish, index) => !finish.photograph && (
        <Unphotographed key={finish.id} name={name} finish={finish} index={index} shown={own} />
      ))}
      {more.length > 0 && (
        <ul className="mt-3 grid grid-cols-2 gap-3 md:mt-5 md:gap-5">
          {more.map(({ photograph, caption }) => (
            <li key={photograph.id}>
              <span className="lamp">
                <Photograph photograph={photograph} sizes={detailSizes} />
              </span>
              <p className="mt-2 text-small text-quiet">{caption}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function captioned({ finish, photograph }: { finish: Finish; photograph: NonNullable<Finish['photograph']> }) {
  return { photograph, caption: finish.name }
}

type UnphotographedProps = { name: string; finish: Finish; index: number; shown: Finish }

/** Says plainly that the picture shows another finish, and shows the colour. */
function Unphotographed({ name, finish, index, shown }: UnphotographedProps) {
  return (
    <p className="finish-note mt-3 items-center gap-3 text-small" data-finish={index}>
      <span aria-hidden="true" className="swatch size-10 shrink-0" style={{ backgroundColor: finish.hex }} />
      <span>
        {name} in {finish.name} has not been photographed yet. This is its colour; the picture shows {shown.name}.
      </span>
    </p>
  )
}
