import type { Metadata } from 'next'
import '#app/(admin)/admin/products/products.css'
import { addProduct, checkSlug } from '#app/(admin)/admin/products/actions.ts'
import { staff } from '#app/session.ts'
import { ProductForm } from '#components/admin/catalog/form.tsx'
import { newProduct } from '#components/admin/catalog/new-product.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { listChoices } from '#shop/catalog/admin-products.ts'

export const metadata: Metadata = { title: 'New lamp' }
export const instant = false

export default async function NewProductPage() {
  const { db, role } = await staff()
  const choices = await listChoices(db)
  return (
    <>
      <AdminHead back={['/admin/products', 'Products']} title="New lamp">
        <p>
          A new lamp is a draft that only staff see. Add finishes, stock and photographs next, then set its status to
          Active.
        </p>
      </AdminHead>
      <ProductForm
        product={newProduct}
        {...choices}
        editable={role !== 'viewer'}
        save={addProduct}
        checkSlug={checkSlug}
      />
    </>
  )
}
