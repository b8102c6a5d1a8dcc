import Link from 'next/link'
import type { ReactNode } from 'react'
import { AccountLink } from '#components/accounts/link.tsx'
import { CartBadge } from '#components/cart/badge.tsx'
import { LightSwitch } from '#components/ui/light-switch.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { shop } from '#shop.config.ts'

const item = 'inline-flex min-h-11 items-center hover:underline underline-offset-[0.3em] decoration-1'

/** The header of every page. It is prerendered; the browser fills in the cart's count and the account. @param children a button at its end */
export function Header({ children }: { children?: ReactNode }) {
  return (
    <header className="page flex flex-wrap items-center gap-x-[clamp(2px,(100vw-355px)/5,24px)] py-2 text-small sm:gap-x-8 sm:text-body md:py-4">
      <Link href="/" className="inline-flex min-h-11 items-center text-[1.25rem] font-strong">
        {shop.logo.wordmark}
      </Link>
      <nav aria-label="Shop" className="mr-auto flex gap-x-6 sm:gap-x-8">
        <PrefetchLink href="/products" className={item}>
          Lamps
        </PrefetchLink>
      </nav>
      <LightSwitch />
      <PrefetchLink href="/search" prefetch={false} className={item}>
        Search
      </PrefetchLink>
      <AccountLink className={item} />
      <PrefetchLink href="/cart" prefetch={false} className={`${item} relative`}>
        Cart
        <CartBadge />
      </PrefetchLink>
      {children}
    </header>
  )
}
