import { Lamp } from '#components/catalog/lamp.tsx'
import { LampToggle } from '#components/catalog/lamp-toggle.tsx'
import { Photograph } from '#components/ui/photograph.tsx'
import { detailSizes, lampSizes } from '#components/ui/sizes.ts'
import type { Finish, Photograph as PhotographData, Product } from '#shop/catalog/types.ts'

/**
 * The large photograph of the lamp in the chosen finish. `.product:has(…)` in product.css shows the finish by its
 * position in the list, so this works without JavaScript.
 */
export function LampPhotograph({ product }: { product: Product }) {
  const pictured = product.finishes.find(({ photograph }) => photograph)
  return (
    <div className="-mx-5 md:mx-0">
      <div className="relative">
        <LampToggle>
          <Lamp off={product.off} on={product.on} sizes={lampSizes} colour={product.finishes[0]?.hex} first />
        </LampToggle>
        {otherFinishes(product).map(({ index, photograph }) => (
          <span key={photograph.id} className="lamp finish-photograph" data-finish={index}>
            <Photograph photograph={photograph} sizes={lampSizes} overlay />
          </span>
        ))}
      </div>
      <div className="relative mx-5 mt-2 min-h-[3em] text-small text-quiet md:mx-0 md:min-h-[1.5em]">
        <p className="lamp-hint">Press the lamp to switch it on or off.</p>
        {product.finishes.map((finish, index) =>
          finish.photograph ? (
            finish.photograph.id !== product.on?.id && <LitOnly key={finish.id} finish={finish} index={index} />
          ) : (
            <Unphotographed key={finish.id} finish={finish} index={index} pictured={pictured} />
          ),
        )}
      </div>
      <style>{product.finishes.map((_finish, index) => ruleOf(index)).join('')}</style>
    </div>
  )
}

/** Shows the photograph and the note of the finish at this place while it is chosen. */
function ruleOf(index: number): string {
  const chosen = `.product:has(.finish-input[data-finish="${index}"]:checked)`
  const shown = `[data-finish="${index}"]`
  return `${chosen} .finish-photograph${shown}{display:block;opacity:1}${chosen} .finish-note${shown}{display:block}@starting-style{${chosen} .finish-photograph${shown}{opacity:0}}`
}

/** Says why a finish with a photograph of its own cannot be switched. */
function LitOnly({ finish, index }: { finish: Finish; index: number }) {
  return (
    <p className="finish-note" data-finish={index}>
      {finish.name} is photographed with the light on only.
    </p>
  )
}

type UnphotographedProps = { finish: Finish; index: number; pictured: Finish | undefined }

/** Says that the photograph shows another finish, and shows the colour of the chosen one. */
function Unphotographed({ finish, index, pictured }: UnphotographedProps) {
  return (
    <p className="finish-note" data-finish={index}>
      <span
        aria-hidden="true"
        className="swatch mr-2 size-5 align-text-bottom"
        style={{ backgroundColor: finish.hex }}
      />
      {pictured && `Photographed in ${pictured.name.toLowerCase()}. `}
      There is no photograph in {finish.name.toLowerCase()} yet; the square shows its colour.
    </p>
  )
}

/** The detail and the photographed finishes, in pairs. An odd number is filled up with the lamp in its other state. */
export function MorePhotographs({ product }: { product: Product }) {
  const { on, off, detail } = product
  const more = [
    ...(detail && detail.id !== on?.id ? [{ photograph: detail, caption: 'Close up' }] : []),
    ...otherFinishes(product).map(({ name, photograph }) => ({ photograph, caption: `In ${name.toLowerCase()}` })),
  ]
  if (more.length === 0) return null
  return (
    <ul className="grid grid-cols-2 gap-3 md:gap-5">
      {more.map(({ photograph, caption }) => (
        <li key={photograph.id}>
          <span className="lamp">
            <Photograph photograph={photograph} sizes={detailSizes} />
          </span>
          <p className="mt-2 text-small text-quiet">{caption}</p>
        </li>
      ))}
      {more.length % 2 === 1 && (
        <li>
          <Lamp off={on} on={off} sizes={detailSizes} />
          <p className="mt-2 text-small text-quiet">The other half of the day</p>
        </li>
      )}
    </ul>
  )
}

/** Gives the finishes with a photograph of their own, without the one that the lamp's main photographs show. */
function otherFinishes({ on, off, finishes }: Product): { name: string; index: number; photograph: PhotographData }[] {
  return finishes.flatMap(({ name, photograph }, index) =>
    photograph && photograph.id !== on?.id && photograph.id !== off?.id ? [{ name, index, photograph }] : [],
  )
}
