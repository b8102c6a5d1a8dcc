import Link from 'next/link'
import type { CSSProperties } from 'react'
import type { Collection } from '#shop/types.ts'

/** The collections as a paint chart: each is the colour of the wall its lamps were photographed against. */
export function Collections({ collections }: { collections: readonly Collection[] }) {
  return (
    <ul className="grid sm:grid-cols-2 md:grid-cols-3">
      {collections.map(({ slug, name, intro, hex }) => (
        <li
          key={slug}
          className="paint relative flex min-h-[200px] flex-col p-5 md:min-h-[300px] md:p-8"
          style={{ '--paint': hex, '--on-paint': readableOn(hex) } as CSSProperties}
        >
          <h3 className="text-heading">
            <Link href={`/collections/${slug}`} className="after:absolute after:inset-0 after:content-['']">
              {name}
            </Link>
          </h3>
          <p className="mt-auto max-w-[22rem] pt-10">{intro}</p>
        </li>
      ))}
    </ul>
  )
}

const dark = '#0c0a08'
const bright = '#fffdf8'

/** Dark or bright type, whichever has the higher contrast (WCAG 2.2) on a colour such as `#857a69`. */
function readableOn(hex: string): string {
  const background = luminance(hex)
  return (background + 0.05) / (luminance(dark) + 0.05) >= (luminance(bright) + 0.05) / (background + 0.05) ? dark : bright
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
