'use client'

import Link from 'next/link'
import type { MouseEvent, ReactNode } from 'react'
import { addAddress, addToCart } from '#components/cart/add.ts'
import { expectInCart, hasCartCookie } from '#components/cart/count.ts'
import { keepUnsent } from '#components/cart/unsent.ts'
import { type FormAnswer, useSending } from '#components/ui/use-sending.ts'

type CartFormProps = {
  quantity?: number
  /** reserves no space for the answer */
  compact?: boolean
  children: ReactNode
}

/**
 * The form that adds a lamp to the cart. Its children contain the field `variantId` and the button.
 * The badge counts the lamp before the server has answered.
 */
export function CartForm({ quantity = 1, compact = false, children }: CartFormProps) {
  const { state, pending, onSubmit } = useSending(addToCart, countAtOnce)
  // The server answers with the cart's cookie, and cannot know whether the browser keeps it.
  const isLost = state?.ok === true && !pending && !hasCartCookie()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only the second click of a mouse is ignored; a key has no such thing
    <form
      action={addAddress}
      method="post"
      onSubmit={onSubmit}
      noValidate
      onClick={ignoreSecondClick}
      aria-busy={pending}
    >
      <input type="hidden" name="quantity" value={quantity} />
      {children}
      <p
        role="status"
        className={`text-small ${state?.ok === false || isLost ? 'text-wrong' : ''} ${compact ? 'not-empty:pt-2' : 'min-h-[3em] pt-3'}`}
      >
        {isLost ? cookiesRefused : state?.message}
        {state?.ok && !isLost && (
          <>
            {' '}
            <Link href="/cart" prefetch={false} className="link">
              See the cart
            </Link>
          </>
        )}
      </p>
    </form>
  )
}

const cookiesRefused =
  'Your browser refuses cookies, so the cart cannot keep this lamp. Allow cookies for this site, then add it again.'

function countAtOnce(form: FormData): (answer: FormAnswer) => void {
  if (!form.get('variantId')) return () => {}
  const settle = expectInCart(Number(form.get('quantity')))
  const forget = keepUnsent(form)
  return (answer) => {
    settle(answer.ok && hasCartCookie())
    // The server was not reached: this page says so, and the shopper presses again.
    forget()
  }
}

/** The second click of a double click: people who double-click everything want one lamp. */
function ignoreSecondClick(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault()
}
