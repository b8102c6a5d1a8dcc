import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { findVisibleOrder } from '#app/(shop)/(personal)/orders/visible-order.ts'
import { signedIn } from '#app/session.ts'
import { OrderDelivery, OrderDetails, OrderSupport } from '#components/orders/details.tsx'
import { OrderNumber } from '#components/orders/number.tsx'
import { isLast, maskEmail, statusSentences, statusWords } from '#components/orders/status.ts'
import { OrderTimeline } from '#components/orders/timeline.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { OrderTime } from '#components/ui/time.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { isReturnOver, trackingUrl, writeReturnTime } from '#shop/orders/promises.ts'

export const metadata: Metadata = { title: 'Your order', referrer: 'no-referrer' }

// The whole page at once: see the layout.
export const instant = false

export default async function OrderPage({ params, searchParams }: PageProps<'/orders/[id]'>) {
  await connection()
  const { key } = await searchParams
  const owner = key === undefined ? await signedIn() : null
  const order = await findVisibleOrder((await params).id, key, owner?.db ?? null)
  if (!order) notFound()
  return (
    <div className="page pt-10 pb-24">
      {!isLast(order.status) && <LivePage live={liveSource(env())} topic={order.topic} every={5000} />}
      <h1 className="text-title">
        Order <OrderNumber number={order.number} />
      </h1>
      <p className="pt-2 text-quiet">
        Placed <OrderTime at={order.placedAt} />
      </p>
      <p role="status" className="max-w-[34rem] pt-6 pb-8 text-lead">
        <span className="font-strong">{statusWords[order.status]}.</span> {statusSentences[order.status]}
      </p>
      {order.returnRequestedAt && (
        <p className="max-w-[34rem] pb-8">
          You requested a return on <OrderTime at={order.returnRequestedAt} />. We have mailed you what to do next: send
          it {writeReturnTime(order)}.
        </p>
      )}
      {order.status === 'delivered' && !order.returnRequestedAt && !isReturnOver(order, new Date()) && (
        <p className="max-w-[34rem] pb-8">
          If it does not suit, you can return it {writeReturnTime(order)}: tell the assistant.
        </p>
      )}
      <OrderTimeline order={order} />
      <div className="grid max-w-[72rem] gap-12 pt-14 md:grid-cols-[minmax(0,1fr)_20rem] md:gap-20">
        <OrderDetails order={order} />
        <OrderDelivery
          order={order}
          email={order.email && maskEmail(order.email)}
          trackingUrl={order.trackingNumber && trackingUrl(order.trackingNumber)}
        />
      </div>
      <OrderSupport order={order} />
    </div>
  )
}
