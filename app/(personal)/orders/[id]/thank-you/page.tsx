import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { confirmAskedOrder } from '#app/(personal)/orders/asked.ts'
import { getCartId } from '#app/session.ts'
import { CartSync } from '#components/cart/sync.tsx'
import { OrderDetails } from '#components/orders/details.tsx'
import { OrderFollow } from '#components/orders/follow.tsx'
import { maskEmail } from '#components/orders/status.ts'
import { env } from '#lib/env.ts'
import { anonymous } from '#lib/supabase.ts'
import { getCart } from '#shop/cart/cart.ts'
import type { Order } from '#shop/orders/types.ts'

export const metadata: Metadata = { title: 'Thank you', referrer: 'no-referrer' }

// In one piece: see the layout.
export const instant = false

export default async function ThankYouPage({ params, searchParams }: PageProps<'/orders/[id]/thank-you'>) {
  // The token that signs in to the database knows the time, which only a request has.
  await connection()
  const { id } = await params
  const { key } = await searchParams
  const order = await confirmAskedOrder(id, key)
  if (!order) notFound()
  const cart = await getCart(anonymous(env()), await getCartId())
  return (
    <div className="page pt-10 pb-24">
      <CartSync count={cart.count} />
      {order.status === 'pending' && <OrderFollow every={3000} />}
      <h1 className="text-title">{order.status === 'cancelled' ? 'This order was cancelled' : 'Thank you'}</h1>
      <p className="pt-2">
        Your order is <span className="font-strong">{order.number}</span>.
      </p>
      <p role="status" className="max-w-[34rem] pt-6 text-lead">
        {whatNext(order)}
      </p>
      <p className="pt-4 pb-14">
        <Link href={`/orders/${id}?${new URLSearchParams({ key: String(key) })}`} prefetch={false} className="link">
          See where your order is
        </Link>
        <span className="block text-quiet text-small">The address of that page is your key to it, so keep it.</span>
      </p>
      <div className="max-w-[40rem]">
        <OrderDetails order={order} />
      </div>
    </div>
  )
}

function whatNext(order: Order): string {
  const { status } = order
  if (status === 'pending') {
    return 'Your payment is still being processed. Nothing is wrong, and you need not pay again; this page follows it.'
  }
  if (status === 'cancelled') return 'The payment did not arrive in time. If anything was charged, it goes back.'
  return `Your payment is here. ${describeReceipt(order)}We pack the lamps next, and write again when they leave.`
}

function describeReceipt({ email, receiptFailed }: Order): string {
  if (receiptFailed) return 'The receipt could not be sent to the address you gave, so this page is your receipt. '
  return email ? `A receipt is on its way to ${maskEmail(email)}. ` : ''
}
