'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { expectInCart } from '#components/cart/count.ts'
import { forgetUnsent, listUnsent } from '#components/cart/unsent.ts'
import type { Action } from '#components/ui/use-action.ts'

/** Sends again what an earlier page put into the cart without getting an answer, and then reads this page again: it may show the cart. */
export function CartResend({ addToCart }: { addToCart: Action }) {
  const router = useRouter()
  useEffect(() => {
    const unsent = listUnsent()
    if (unsent.length === 0) return
    void Promise.all(unsent.map((entry) => sendAgain(addToCart, entry))).then(() => router.refresh())
  }, [addToCart, router])
  return null
}

async function sendAgain(addToCart: Action, entry: Record<string, string>): Promise<void> {
  const form = new FormData()
  for (const [name, value] of Object.entries(entry)) form.set(name, value)
  const settle = expectInCart(Number(entry.quantity))
  try {
    const { ok } = await addToCart(null, form)
    settle(ok)
    forgetUnsent(entry.addId)
  } catch {
    // Not reached again: the next page tries.
    settle(false)
  }
}
