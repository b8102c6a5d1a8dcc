import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { confirmVisibleOrder } from '#app/(shop)/(personal)/orders/confirm-order.ts'
import { getCartId } from '#app/session.ts'
import { CartSync } from '#components/cart/sync.tsx'
import { OrderDetails } from '#components/orders/details.tsx'
import { OrderNumber } from '#components/orders/number.tsx'
import { maskEmail } from '#components/orders/status.ts'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { anonymous } from '#lib/supabase.ts'
import { getCart } from '#shop/cart/cart.ts'
import { returnTime, writeNextMails } from '#shop/orders/promises.ts'
import type { Order } from '#shop/orders/types.ts'

export const metadata: Metadata = { title: 'Thank you', referrer: 'no-referrer' }

// The whole page at once: see the layout.
export const instant = false

export default async function ThankYouPage({ params, searchParams }: PageProps<'/orders/[id]/thank-you'>) {
  // Signing a database token reads the clock, which makes this page dynamic.
  await connection()
  const { id } = await params
  const { key } = await searchParams
  const order = await confirmVisibleOrder(id, key)
  if (!order) notFound()
  const cart = await getCart(anonymous(env()), await getCartId())
  return (
    <div className="page pt-10 pb-24">
      <CartSync count={cart.count} />
      {order.status === 'pending' && <LivePage live={liveSource(env())} topic={order.topic} every={3000} />}
      <h1 className="text-title">{order.status === 'cancelled' ? 'This order was cancelled' : 'Thank you'}</h1>
      <p className="pt-2">
        Your order is{' '}
        <strong className="font-strong">
          <OrderNumber number={order.number} />
        </strong>
        .
      </p>
      <p role="status" className="max-w-[34rem] pt-6 text-lead">
        {describeNextStep(order)}
      </p>
      <p className="pt-4 pb-14">
        <Link href={`/orders/${id}?${new URLSearchParams({ key: String(key) })}`} prefetch={false} className="link">
          Track your order
        </Link>
        <span className="block text-quiet text-small">
          Keep this link. Anybody who has it can see the order. If a lamp does not suit, you can return it {returnTime}.
        </span>
      </p>
      <div className="max-w-[40rem]">
        <OrderDetails order={order} />
      </div>
    </div>
  )
}

function describeNextStep(order: Order): string {
  const { status } = order
  if (status === 'pending') {
    return 'Your payment is being processed. You do not need to pay again. This page updates by itself.'
  }
  if (status === 'cancelled') return 'The payment did not arrive in time. If you were charged, we refund you.'
  const mails = order.email && !order.receiptFailed ? ` ${writeNextMails(order)}` : ''
  return `Payment received. ${describeReceipt(order)}We pack your lamps next.${mails}`
}

function describeReceipt({ email, receiptFailed }: Order): string {
  if (receiptFailed) return 'We could not send the receipt to your email address, so this page is your receipt. '
  return email ? `We send a receipt to ${maskEmail(email)}. ` : ''
}
