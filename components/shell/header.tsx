import Link from 'next/link'
import { AccountLink } from '#components/accounts/link.tsx'
import { CartBadge } from '#components/cart/badge.tsx'
import { LightSwitch } from '#components/ui/light-switch.tsx'
import { ReachLink } from '#components/ui/reach-link.tsx'
import { shop } from '#shop.config.ts'

const item = 'inline-flex min-h-11 items-center hover:underline underline-offset-[0.3em] decoration-1'

/** The same on every page, for everyone; only the cart's count and the account are filled in by the browser. */
export function Header() {
  return (
    <header className="page flex flex-wrap items-center gap-x-[clamp(4px,(100vw-330px)/5,24px)] py-2 text-small sm:gap-x-8 sm:text-body md:py-4">
      <Link href="/" className="inline-flex min-h-11 items-center text-[1.25rem] font-strong">
        {shop.logo.wordmark}
      </Link>
      <nav aria-label="Shop" className="mr-auto flex gap-x-6 sm:gap-x-8">
        <ReachLink href="/products" className={item}>
          Lamps
        </ReachLink>
      </nav>
      <LightSwitch />
      <ReachLink href="/search" ahead={false} className={item}>
        Search
      </ReachLink>
      <AccountLink className={item} />
      <ReachLink href="/cart" ahead={false} className={`${item} -mr-4.5 gap-1 md:-mr-8 md:gap-1.5`}>
        Cart
        <CartBadge />
      </ReachLink>
    </header>
  )
}
