import type { Metadata } from 'next'
import '#app/(admin)/admin/orders/orders.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { OrderFilters } from '#components/admin/orders/filters.tsx'
import { OrderList } from '#components/admin/orders/list.tsx'
import { Pages } from '#components/admin/pages.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { linkPages, type PagePlace, writeCount, writePagePlace } from '#lib/place.ts'
import { listOrders, orderFilter, orderPlace } from '#shop/orders/admin.ts'
import type { OrderFilter } from '#shop/orders/admin-types.ts'

export const metadata: Metadata = { title: 'Orders' }

// Rendered for each request: see the layout.
export const instant = false

export default async function OrdersPage({ searchParams }: PageProps<'/admin/orders'>) {
  const { db, role } = await staff()
  const parameters = await searchParams
  const [filter, page] = [orderFilter.parse(parameters), orderPlace.parse(parameters)]
  const { orders, total, ...beside } = await listOrders(db, filter, page)
  return (
    <>
      <LivePage live={liveSource(env(), '/admin/live')} topic="admin:orders" />
      <AdminHead
        title="Orders"
        note={
          <p role="status" className="admin-quiet tabular-nums">
            {total === 1 ? 'One order' : `${writeCount(total)} orders`}
          </p>
        }
      />
      <OrderFilters filter={filter} byCustomer={role !== 'viewer'} />
      {orders.length > 0 ? <OrderList orders={orders} /> : <Nothing filter={filter} page={page} />}
      <Pages {...linkPages(page, beside, (place) => addressOf(filter, place))} />
    </>
  )
}

function Nothing({ filter, page }: { filter: OrderFilter; page: PagePlace }) {
  if (page.after) return <p>No orders are left on this page.</p>
  const narrowed = filter.status || filter.query || filter.from || filter.until
  return <p>{narrowed ? 'No orders match these filters.' : 'No orders yet.'}</p>
}

function addressOf(filter: OrderFilter, page: PagePlace): string {
  const entries = Object.entries({ ...filter, ...writePagePlace(page) }).filter(([, value]) => value)
  return `/admin/orders?${new URLSearchParams(entries as [string, string][])}`
}
