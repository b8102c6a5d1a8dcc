import { type CSSProperties, useEffect, useState } from 'react'
import { addSeen, readSeen, type SeenLamp } from '#components/catalog/seen/kept.ts'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'

/** In local storage; shop/accounts/cookies.ts lists it for the privacy page. */
const key = 'seen'
/** Lamps in the row. */
const shown = 6

/** Keeps the lamp of this page, and shows those before it. */
export function SeenRow({ lamp }: { lamp: SeenLamp | null }) {
  // This is never rendered on the server: see SeenLamps.
  const [seen, setSeen] = useState(readKept)
  // Next keeps left pages mounted but hidden: this runs again when one is shown again, and the list may have changed.
  useEffect(() => {
    if (lamp) keep(addSeen(readKept(), lamp))
    setSeen(readKept())
  }, [lamp])
  const others = seen.filter(({ slug }) => slug !== lamp?.slug).slice(0, shown)
  if (others.length === 0) return null

  function forget() {
    keep([])
    setSeen([])
  }

  return (
    <section aria-labelledby="seen" className="page mt-24 md:mt-32">
      <div className="mb-6 flex items-baseline justify-between gap-6">
        <h2 id="seen" className="text-heading">
          Recently viewed
        </h2>
        <button type="button" className="link min-h-11 text-small text-quiet" onClick={forget}>
          Clear the list
        </button>
      </div>
      <ul className="grid grid-cols-3 gap-x-3 gap-y-6 sm:gap-x-6 md:grid-cols-6">
        {others.map(({ slug, name, off, on }) => (
          <li key={slug} className="passing relative">
            <span className="lamp" style={{ '--wall-day': off?.wall, '--wall-dusk': on?.wall } as CSSProperties}>
              {off && <Small src={off.url} className="lamp-off" />}
              {on && <Small src={on.url} className="lamp-on" />}
            </span>
            <PrefetchLink
              href={`/products/${slug}`}
              className="mt-2 block text-small after:absolute after:inset-0 after:content-['']"
            >
              {name}
            </PrefetchLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Small({ src, className }: { src: string; className: string }) {
  return (
    <picture className="contents">
      <img src={src} alt="" loading="lazy" decoding="async" className={className} />
    </picture>
  )
}

function readKept(): SeenLamp[] {
  try {
    return readSeen(localStorage.getItem(key))
  } catch {
    // Storage may be blocked.
    return []
  }
}

function keep(seen: readonly SeenLamp[]): void {
  try {
    if (seen.length > 0) localStorage.setItem(key, JSON.stringify(seen))
    else localStorage.removeItem(key)
  } catch {
    // Storage may be full or blocked: then nothing is kept.
  }
}
