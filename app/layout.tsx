import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import '#app/globals.css'
import { font } from '#app/font.gen.ts'
import { headScript } from '#components/ui/head-script.ts'
import { TitleKeeper } from '#components/ui/title-keeper.tsx'
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
  return (
    <html lang={shop.language} className={font.variable} suppressHydrationWarning>
      <head>
        {/* Runs before the first paint, so that the page never flashes in the wrong theme. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which a CSP can allow by its hash */}
        <script dangerouslySetInnerHTML={{ __html: headScript }} />
      </head>
      <body className="flex min-h-svh flex-col">
        {children}
        <TitleKeeper />
      </body>
    </html>
  )
}
