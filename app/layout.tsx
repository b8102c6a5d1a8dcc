import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import '#app/globals.css'
import { fontAddress } from '#app/font.gen.ts'
import { headScript } from '#components/ui/head-script.ts'
import { env } from '#lib/env.ts'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = {
  metadataBase: new URL(env().SITE_URL),
  title: { default: `${shop.name}: ${shop.claim}`, template: `%s · ${shop.name}` },
  description: shop.description,
  icons: { apple: '/icons/180' },
  openGraph: { siteName: shop.name, type: 'website', locale: shop.locale.replace('-', '_') },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: shop.palette.day.paper },
    { media: '(prefers-color-scheme: dark)', color: shop.palette.dusk.paper },
  ],
}

/** The one document. What stands around a page comes from the layout of its group: the shop's, or the admin's. */
export default function RootLayout({ children }: { children: ReactNode }) {
  // After the stylesheet and the first photograph, which it would delay on a slow line.
  preload(fontAddress, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous', fetchPriority: 'low' })
  return (
    <html lang={shop.language} suppressHydrationWarning>
      <head>
        {/* Runs before the first paint, so that the page never flashes in the wrong theme. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which a CSP can allow by its hash */}
        <script dangerouslySetInnerHTML={{ __html: headScript }} />
      </head>
      <body className="flex min-h-svh flex-col">{children}</body>
    </html>
  )
}
