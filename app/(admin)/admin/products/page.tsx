import type { Metadata } from 'next'
import Link from 'next/link'
import '#app/(admin)/admin/products/products.css'
import { arrange, readFilter } from '#app/(admin)/admin/products/arrange.ts'
import { staff } from '#app/session.ts'
import { ProductFilterForm, ProductTable } from '#components/admin/catalog/list.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { formatMoment } from '#components/admin/moment.ts'
import { listAdminProducts, listChoices } from '#shop/catalog/admin-products.ts'

export const metadata: Metadata = { title: 'Products' }
export const instant = false

export default async function ProductsPage({ searchParams }: PageProps<'/admin/products'>) {
  const { db, role } = await staff()
  const filter = readFilter(await searchParams)
  const [all, { categories }] = await Promise.all([listAdminProducts(db), listChoices(db)])
  const products = arrange(all, filter)
  return (
    <>
      <AdminHead
        title="Products"
        note={
          <p role="status" className="admin-quiet tabular-nums">
            {products.length === all.length ? `${all.length} lamps` : `${products.length} of ${all.length} lamps`}
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
    </>
  )
}
