import Form from 'next/form'
import Link from 'next/link'
import { AdminButton } from '#components/admin/button.tsx'
import { AdminInput } from '#components/admin/fields.tsx'
import { Select } from '#components/admin/select.tsx'
import { statusWords } from '#components/orders/status.ts'
import type { OrderFilter } from '#shop/orders/admin-types.ts'
import { shop } from '#shop.config.ts'

const statuses = [['', 'All'], ['attention', 'Needs attention'], ...Object.entries(statusWords)] as [string, string][]

/** Filters the list. The filter is in the address, so that it can be bookmarked and shared. */
export function OrderFilters({ filter, byCustomer }: { filter: OrderFilter; byCustomer: boolean }) {
  const narrowed = filter.status || filter.query || filter.from || filter.until
  return (
    <Form key={JSON.stringify(filter)} action="/admin/orders" role="search" className="order-filters">
      <AdminInput
        id="order-query"
        name="query"
        type="search"
        label={byCustomer ? 'Order number, email or name' : 'Order number'}
        defaultValue={filter.query}
        placeholder={`${shop.orderPrefix}-10001`}
        wide
      />
      <Select id="order-status" name="status" label="Status" choices={statuses} defaultValue={filter.status ?? ''} />
      <AdminInput id="order-from" name="from" type="date" label="From" defaultValue={filter.from} />
      <AdminInput id="order-until" name="until" type="date" label="Until" defaultValue={filter.until} />
      <div className="admin-actions">
        <AdminButton look="quiet">Show</AdminButton>
        {narrowed && (
          <Link href="/admin/orders" className="link" prefetch={false}>
            All orders
          </Link>
        )}
      </div>
    </Form>
  )
}
