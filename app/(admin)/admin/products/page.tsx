import type { Metadata } from 'next'
import Link from 'next/link'
import '#app/(admin)/admin/products/products.css'
import { addressOf, readFilter } from '#app/(admin)/admin/products/filter.ts'
import { staff } from '#app/session.ts'
import { ProductFilterForm, ProductTable } from '#components/admin/catalog/list.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { formatMoment } from '#components/admin/moment.ts'
import { Pages } from '#components/admin/pages.tsx'
import { linkPages, writeCount } from '#lib/place.ts'
import { listAdminProducts, listChoices, productPlace } from '#shop/catalog/admin-products.ts'

export const metadata: Metadata = { title: 'Products' }
export const instant = false

export default async function ProductsPage({ searchParams }: PageProps<'/admin/products'>) {
  const { db, role } = await staff()
  const parameters = await searchParams
  const filter = readFilter(parameters)
  const page = productPlace(filter.sort).parse(parameters)
  const [{ products, total, all, ...beside }, { categories }] = await Promise.all([
    listAdminProducts(db, filter, page),
    listChoices(db),
  ])
  return (
    <>
      <AdminHead
        title="Products"
        note={
          <p role="status" className="admin-quiet tabular-nums">
            {total === all ? `${writeCount(all)} lamps` : `${writeCount(total)} of ${writeCount(all)} lamps`}
          </p>
        }
        action={
          role !== 'viewer' && (
            <Link href="/admin/products/new" className="admin-button primary">
              New lamp
            </Link>
          )
        }
      />
      <ProductFilterForm key={JSON.stringify(filter)} filter={filter} categories={categories} />
      <ProductTable products={products.map((product) => ({ ...product, when: formatMoment(product.updatedAt) }))} />
      <Pages {...linkPages(page, beside, (place) => addressOf(filter, place))} words={['First', 'Previous', 'Next']} />
    </>
  )
}
