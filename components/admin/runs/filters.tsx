import Form from 'next/form'
import Link from 'next/link'
import { listStates } from '#components/admin/badge.tsx'
import { AdminButton } from '#components/admin/button.tsx'
import { AdminInput } from '#components/admin/fields.tsx'
import { triggerWords } from '#components/admin/runs/words.ts'
import { Select } from '#components/admin/select.tsx'
import type { RunSearch } from '#shop/runs/types.ts'
import { shop } from '#shop.config.ts'

type Props = {
  search: RunSearch
  /** where the form leads */
  address: string
  /** the functions to choose from; none on the page of one function */
  functions?: readonly string[]
}

const all: readonly [string, string] = ['', 'All']

/** Filters runs. The filter is in the address, so that it can be bookmarked and shared. */
export function RunFilters({ search, address, functions = [] }: Props) {
  const { function: name, ...rest } = search
  const narrowed = Object.values(rest).some(Boolean) || (functions.length > 0 && name)
  return (
    <Form key={JSON.stringify(search)} action={address} role="search" className="run-filters">
      <AdminInput
        id="run-query"
        name="query"
        type="search"
        label="Trace, order number, or text"
        placeholder={`${shop.orderPrefix}-10001`}
        defaultValue={search.query}
        wide
      />
      {functions.length > 0 && (
        <Select
          id="run-function"
          name="function"
          label="Function"
          choices={[all, ...functions.map((one) => [one, one] as const)]}
          defaultValue={name ?? ''}
        />
      )}
      <Select
        id="run-state"
        name="state"
        label="State"
        choices={[all, ...listStates('run')]}
        defaultValue={search.state ?? ''}
      />
      <Select
        id="run-trigger"
        name="trigger"
        label="Trigger"
        choices={[all, ...Object.entries(triggerWords)]}
        defaultValue={search.trigger ?? ''}
      />
      <AdminInput id="run-from" name="from" type="date" label="From" defaultValue={search.from} />
      <AdminInput id="run-until" name="until" type="date" label="Until" defaultValue={search.until} />
      <div className="admin-actions">
        <AdminButton look="quiet">Show</AdminButton>
        {narrowed && (
          <Link href={address} className="link" prefetch={false}>
            All runs
          </Link>
        )}
      </div>
    </Form>
  )
}
