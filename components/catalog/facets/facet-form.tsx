import { FacetFields } from '#components/catalog/facets/facet-fields.tsx'
import type { Group } from '#components/catalog/facets/groups.ts'
import { SortSelect } from '#components/catalog/facets/sort-select.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Sort } from '#shop/catalog/facet-types.ts'

type FacetFormProps = {
  groups: readonly Group[]
  sort: Sort | null
  /** what somebody searched for; empty for all lamps */
  query: string
  open: boolean
}

/** The facets as a form of the search page, which works without JavaScript. */
export function FacetForm({ groups, sort, query, open }: FacetFormProps) {
  const chosen = groups.flatMap(({ values }) => values.filter((value) => value.chosen).map(({ name }) => name))
  return (
    <details open={open} className="mb-8 border-line border-y">
      <summary className="min-h-12 cursor-pointer py-3">
        <span className="font-strong">Filter and sort</span>
        {chosen.length > 0 && <span className="text-quiet">: {chosen.join(', ')}</span>}
      </summary>
      <form action="/search" className="pb-6">
        {query ? <input type="hidden" name="q" value={query} /> : <input type="hidden" name="show" value="1" />}
        <div className="grid gap-x-12 sm:grid-cols-2 md:grid-cols-3">
          <FacetFields groups={groups} />
        </div>
        <div className="flex flex-wrap items-center gap-x-8 gap-y-4 border-line border-t pt-5">
          <SortSelect sort={sort} />
          <Button type="submit">Show lamps</Button>
        </div>
      </form>
    </details>
  )
}
