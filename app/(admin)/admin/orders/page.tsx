import type { Metadata } from 'next'
import Link from 'next/link'
import '#app/(admin)/admin/orders/orders.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { OrderFilters } from '#components/admin/orders/filters.tsx'
import { OrderList } from '#components/admin/orders/list.tsx'
import { Pages } from '#components/admin/pages.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { listOrders, orderFilter } from '#shop/orders/admin.ts'
import type { OrderFilter } from '#shop/orders/admin-types.ts'

export const metadata: Metadata = { title: 'Orders' }

// Rendered for each request: see the layout.
export const instant = false

export default async function OrdersPage({ searchParams }: PageProps<'/admin/orders'>) {
  const { db, role } = await staff()
  const filter = orderFilter.parse(await searchParams)
  const { orders, total, pages } = await listOrders(db, filter)
  return (
    <>
      <LivePage live={liveSource(env(), '/admin/live')} topic="admin:orders" />
      <AdminHead
        title="Orders"
        note={
          <p role="status" className="admin-quiet tabular-nums">
            {total === 1 ? 'One order' : `${total} orders`}
          </p>
        }
      />
      <OrderFilters filter={filter} byCustomer={role !== 'viewer'} />
      {orders.length > 0 ? <OrderList orders={orders} /> : <Nothing filter={filter} />}
      <Pages page={filter.page} pages={pages} href={(page) => addressOf(filter, page)} />
    </>
  )
}

function Nothing({ filter }: { filter: OrderFilter }) {
  if (filter.page > 1) {
    return (
      <p>
        This page does not exist.{' '}
        <Link className="link" href={addressOf(filter, 1)}>
          Back to the first page
        </Link>
      </p>
    )
  }
  const narrowed = filter.status || filter.query || filter.from || filter.until
  return <p>{narrowed ? 'No orders match these filters.' : 'No orders yet.'}</p>
}

function addressOf(filter: OrderFilter, page: number): string {
  const entries = Object.entries({ ...filter, page: page > 1 ? page : '' }).filter(([, value]) => value)
  return `/admin/orders?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`
}
