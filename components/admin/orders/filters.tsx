import Form from 'next/form'
import Link from 'next/link'
import { Select } from '#components/admin/select.tsx'
import { statusWords } from '#components/orders/status.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { OrderFilter } from '#shop/orders/admin-types.ts'
import { shop } from '#shop.config.ts'

const statuses = [['', 'All'], ['attention', 'Needs attention'], ...Object.entries(statusWords)] as [string, string][]

/** Filters the list. The filter is in the address, so that it can be bookmarked and shared. */
export function OrderFilters({ filter, byCustomer }: { filter: OrderFilter; byCustomer: boolean }) {
  const narrowed = filter.status || filter.query || filter.from || filter.until
  return (
    <Form key={JSON.stringify(filter)} action="/admin/orders" role="search" className="order-filters">
      <Field
        id="order-query"
        name="query"
        type="search"
        label={byCustomer ? 'Order number, email or name' : 'Order number'}
        defaultValue={filter.query}
        placeholder={`${shop.orderPrefix}-10001`}
        className="wide"
      />
      <Select
        id="order-status"
        name="status"
        label="Status"
        choices={statuses}
        defaultValue={filter.status ?? ''}
        className="wide"
      />
      <Field id="order-from" name="from" type="date" label="From" defaultValue={filter.from} />
      <Field id="order-until" name="until" type="date" label="Until" defaultValue={filter.until} />
      <div className="wide flex items-center gap-6">
        <Button look="quiet">Show</Button>
        {narrowed && (
          <Link href="/admin/orders" className="link" prefetch={false}>
            All orders
          </Link>
        )}
      </div>
    </Form>
  )
}
