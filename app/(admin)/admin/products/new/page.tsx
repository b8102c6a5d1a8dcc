import type { Metadata } from 'next'
import '#app/(admin)/admin/products/products.css'
import { addProduct, checkSlug } from '#app/(admin)/admin/products/actions.ts'
import { staff } from '#app/session.ts'
import { ProductForm } from '#components/admin/catalog/form.tsx'
import { newProduct } from '#components/admin/catalog/new-product.ts'
import { listChoices } from '#shop/catalog/admin-products.ts'

export const metadata: Metadata = { title: 'New lamp' }
export const instant = false

export default async function NewProductPage() {
  const { db, role } = await staff()
  const choices = await listChoices(db)
  return (
    <>
      <div className="admin-head">
        <h1>New lamp</h1>
      </div>
      <p className="mb-6">
        A new lamp is a draft that only staff see. Add finishes, stock and photographs next, then set its status to
        Active.
      </p>
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
