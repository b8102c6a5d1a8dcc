import type { ReactNode } from 'react'
import { askHuman, requestReturn } from '#app/actions/assistant.ts'
import { getMenu } from '#app/queries.ts'
import { AskButton } from '#components/assistant/ask-button.tsx'
import { Assistant } from '#components/assistant/assistant.tsx'
import { CartResend } from '#components/cart/resend.tsx'
import { CookieNotice } from '#components/shell/cookie-notice.tsx'
import { Footer } from '#components/shell/footer.tsx'
import { Header } from '#components/shell/header.tsx'
import { OfflineNote } from '#components/shell/offline-note.tsx'

/** What stands around every page of the shop. */
export async function ShopFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <a href="#main" className="skip">
        Skip to content
      </a>
      <Header menu={await getMenu()}>
        <AskButton className="min-h-11! px-4! py-1.5! font-normal! max-md:hidden" />
      </Header>
      <CookieNotice />
      <OfflineNote />
      <main id="main" className="grow">
        {children}
      </main>
      <Footer>
        <AskButton className="max-sm:w-full md:hidden" />
      </Footer>
      <CartResend />
      <Assistant actions={{ requestReturn, askHuman }} />
    </>
  )
}
