import Link from 'next/link'
import type { ReactNode } from 'react'
import { shop } from '#shop.config.ts'

const links = [
  { href: '/products', name: 'All lamps' },
  { href: '/shipping', name: 'Shipping and returns' },
  { href: '/about', name: 'About this demo' },
  { href: '/under-the-hood', name: 'Under the hood' },
  { href: '/status', name: 'Status' },
  { href: '/terms', name: 'Terms' },
  { href: '/withdrawal', name: 'Withdrawal' },
  { href: '/privacy', name: 'Privacy' },
  { href: '/imprint', name: 'Imprint' },
] as const

/** The legal lines and links. @param children a button below the links */
export function Footer({ children }: { children?: ReactNode }) {
  return (
    <footer className="mt-24 border-t border-line md:mt-36">
      <div className="page flex flex-col gap-x-16 gap-y-6 pt-10 pb-12 text-small sm:flex-row sm:flex-wrap sm:items-baseline md:pt-14">
        <div className="text-quiet sm:mr-auto">
          {shop.footer.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <nav aria-label="Service" className="flex flex-wrap gap-x-8 gap-y-1">
          {links.map(({ href, name }) => (
            <Link key={href} href={href} className="inline-flex min-h-8 items-center hover:underline">
              {name}
            </Link>
          ))}
        </nav>
        {children}
      </div>
    </footer>
  )
}
