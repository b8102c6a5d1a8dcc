import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import '#app/globals.css'
import { askHuman, requestReturn } from '#app/actions/assistant.ts'
import { addToCart } from '#app/actions/cart.ts'
import { font } from '#app/font.gen.ts'
import { AskButton } from '#components/assistant/ask-button.tsx'
import { Assistant } from '#components/assistant/assistant.tsx'
import { CartResend } from '#components/cart/resend.tsx'
import { CookieNotice } from '#components/shell/cookie-notice.tsx'
import { Footer } from '#components/shell/footer.tsx'
import { Header } from '#components/shell/header.tsx'
import { headScript } from '#components/ui/theme.ts'
import { TitleKeeper } from '#components/ui/title-keeper.tsx'
import { env } from '#lib/env.ts'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = {
  metadataBase: new URL(env().SITE_URL),
  title: { default: `${shop.name}: ${shop.claim}`, template: `%s · ${shop.name}` },
  description: shop.description,
  openGraph: { siteName: shop.name, type: 'website', locale: shop.locale.replace('-', '_') },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: shop.palette.day.paper },
    { media: '(prefers-color-scheme: dark)', color: shop.palette.dusk.paper },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={shop.language} className={font.variable} suppressHydrationWarning>
      <head>
        {/* Runs before the first paint, so that the page never flashes in the wrong theme. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which a CSP can allow by its hash */}
        <script dangerouslySetInnerHTML={{ __html: headScript }} />
      </head>
      <body className="flex min-h-svh flex-col">
        <a href="#main" className="skip">
          Skip to content
        </a>
        <Header>
          <AskButton className="min-h-11! px-4! py-1.5! font-normal! max-md:hidden" />
        </Header>
        <CookieNotice />
        <main id="main" className="grow">
          {children}
        </main>
        <Footer>
          <AskButton className="max-sm:w-full md:hidden" />
        </Footer>
        <TitleKeeper />
        <CartResend addToCart={addToCart} />
        <Assistant actions={{ addToCart, requestReturn, askHuman }} />
      </body>
    </html>
  )
}
