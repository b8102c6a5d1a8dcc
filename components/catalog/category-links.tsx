import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import type { Category } from '#shop/catalog/types.ts'

/** Links to the categories. Each choice is a page of its own, so it needs no request to filter and has an address. */
export function CategoryLinks({
  categories,
  current,
}: {
  categories: readonly Category[]
  current: string | null | undefined
}) {
  const entries = [{ slug: null, name: 'All' }, ...categories]
  return (
    <nav aria-label="Categories" className="-my-1 flex flex-wrap gap-x-6 gap-y-1 md:gap-x-8">
      {entries.map(({ slug, name }) => (
        <PrefetchLink
          key={name}
          href={slug ? `/categories/${slug}` : '/products'}
          aria-current={slug === current ? 'page' : undefined}
          className="inline-flex min-h-11 items-center border-b-2 border-transparent text-quiet hover:text-ink aria-[current]:border-light aria-[current]:text-ink"
        >
          {name}
        </PrefetchLink>
      ))}
    </nav>
  )
}
