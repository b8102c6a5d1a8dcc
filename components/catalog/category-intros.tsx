import Link from 'next/link'
import type { Category } from '#shop/catalog/types.ts'

/** Every category with its intro, where there is no lamp to show. */
export function CategoryIntros({ categories }: { categories: readonly Category[] }) {
  return (
    <ul className="max-w-[40rem]">
      {categories.map(({ slug, name, intro }) => (
        <li key={slug} className="border-line border-t py-4">
          <Link href={`/categories/${slug}`} className="link">
            {name}
          </Link>
          <span className="block text-quiet text-small">{intro}</span>
        </li>
      ))}
    </ul>
  )
}
