import Link from 'next/link'
import type { ReactNode } from 'react'
import { AccountLink } from '#components/accounts/link.tsx'
import { CartBadge } from '#components/cart/badge.tsx'
import { Menu } from '#components/shell/menu.tsx'
import { LightSwitch } from '#components/ui/light-switch.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import type { Menu as MenuData } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

const item = 'inline-flex min-h-11 items-center hover:underline underline-offset-[0.3em] decoration-1'

/**
 * The header of every page; it stays, and is slim while somebody scrolls. It is prerendered; the browser fills in the cart's count
 * and the account.
 * @param children a button at its end
 */
export function Header({ menu, children }: { menu: MenuData; children?: ReactNode }) {
  return (
    <header className="shop-header">
      <div className="page flex items-center gap-x-[clamp(2px,(100vw-355px)/5,24px)] text-small sm:gap-x-8 sm:text-body">
        <Link href="/" className="inline-flex min-h-11 items-center text-[1.25rem] font-strong">
          {shop.logo.wordmark}
        </Link>
        <nav aria-label="Shop" className="mr-auto flex gap-x-6 sm:gap-x-8">
          <PrefetchLink href="/products" className={`${item} max-sm:hidden`}>
            Lamps
          </PrefetchLink>
          <PrefetchLink href="/collections" className={`${item} max-md:hidden`}>
            Collections
          </PrefetchLink>
          <Menu className={item}>
            <MenuLinks {...menu} />
          </Menu>
        </nav>
        <LightSwitch />
        <PrefetchLink href="/search" prefetch={false} className={item}>
          Search
        </PrefetchLink>
        <AccountLink className={item} />
        <PrefetchLink href="/cart" prefetch={false} className={`${item} relative`}>
          Cart
          <CartBadge days={shop.keep.cartDays} />
        </PrefetchLink>
        {children}
      </div>
    </header>
  )
}

function MenuLinks({ categories, collections }: MenuData) {
  return (
    <div className="page grid grid-cols-2 gap-x-8 gap-y-6 pt-3 pb-8 md:grid-cols-4 md:pt-6 md:pb-12">
      <ul>
        <li>
          <PrefetchLink href="/products" className={`${item} font-strong`}>
            All lamps
          </PrefetchLink>
        </li>
        {categories.map(({ slug, name }) => (
          <li key={slug}>
            <PrefetchLink href={`/categories/${slug}`} className={item}>
              {name}
            </PrefetchLink>
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <PrefetchLink href="/collections" className={`${item} font-strong`}>
            All collections
          </PrefetchLink>
        </li>
        {collections.map(({ slug, name, hex }) => (
          <li key={slug}>
            <PrefetchLink href={`/collections/${slug}`} className={`${item} gap-2.5`}>
              <span aria-hidden="true" className="swatch size-4 shrink-0" style={{ backgroundColor: hex }} />
              {name}
            </PrefetchLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
