'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { addToCart } from '#components/cart/add.ts'
import { expectInCart } from '#components/cart/count.ts'
import { forgetUnsent, listUnsent } from '#components/cart/unsent.ts'

/** Sends again what an earlier page put into the cart without getting an answer, and then reads this page again: it may show the cart. */
export function CartResend() {
  const router = useRouter()
  useEffect(() => {
    const unsent = listUnsent()
    if (unsent.length === 0) return
    void Promise.all(unsent.map((entry) => sendAgain(entry))).then(() => router.refresh())
  }, [router])
  return null
}

async function sendAgain(entry: Record<string, string>): Promise<void> {
  const form = new FormData()
  for (const [name, value] of Object.entries(entry)) form.set(name, value)
  const settle = expectInCart(Number(entry.quantity))
  try {
    const { ok } = await addToCart(form)
    settle(ok)
    forgetUnsent(entry.addId)
  } catch {
    // Not reached again: the next page tries.
    settle(false)
  }
}
