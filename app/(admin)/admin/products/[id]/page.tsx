import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import '#app/(admin)/admin/photographs/photographs.css'
import '#app/(admin)/admin/products/products.css'
import { photographActions } from '#app/(admin)/admin/photographs/all-actions.ts'
import {
  addFinish,
  adjustStock,
  checkSlug,
  moveFinish,
  removeFinish,
  saveFinish,
  saveProduct,
  setStatus,
} from '#app/(admin)/admin/products/actions.ts'
import { staff } from '#app/session.ts'
import { StateBadge } from '#components/admin/badge.tsx'
import { Finishes } from '#components/admin/catalog/finishes.tsx'
import { ProductForm } from '#components/admin/catalog/form.tsx'
import { ProductPreview } from '#components/admin/catalog/preview.tsx'
import { StatusButton } from '#components/admin/catalog/status.tsx'
import { Stock } from '#components/admin/catalog/stock.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { formatMoment } from '#components/admin/moment.ts'
import { PhotographSection } from '#components/admin/photographs/section.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { listMovements } from '#shop/catalog/admin-finishes.ts'
import { findAdminProduct, listChoices } from '#shop/catalog/admin-products.ts'
import type { AdminProduct } from '#shop/catalog/admin-types.ts'
import type { ProductCard } from '#shop/catalog/types.ts'
import { listPhotographsOf } from '#shop/photographs/admin.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = { title: 'Lamp' }
export const instant = false

export default async function ProductPage({ params }: PageProps<'/admin/products/[id]'>) {
  const { db, role } = await staff()
  const { id } = await params
  const product = await findAdminProduct(db, id)
  if (!product) notFound()
  const [choices, movements, photographs] = await Promise.all([
    listChoices(db),
    listMovements(db, id),
    listPhotographsOf(db, id),
  ])
  const editable = role !== 'viewer'
  return (
    <>
      <AdminHead
        back={['/admin/products', 'Products']}
        title={product.name}
        note={<StateBadge of="product" state={product.status} />}
        action={editable && <StatusButton productId={id} status={product.status} setStatus={setStatus} />}
      >
        <p>
          Changed {formatMoment(product.updatedAt)}
          {product.status === 'active' && (
            <>
              {'. '}
              <Link href={`/products/${product.slug}`} prefetch={false}>
                View in the shop
              </Link>
            </>
          )}
        </p>
      </AdminHead>
      {!editable && <p className="mb-6">Read-only: viewers cannot change lamps.</p>}
      <ProductPreview card={toCard(product, photographs)}>
        <ProductForm product={product} {...choices} editable={editable} save={saveProduct} checkSlug={checkSlug} />
        <Finishes
          productId={id}
          finishes={product.finishes}
          editable={editable}
          actions={{ addFinish, saveFinish, removeFinish, moveFinish }}
        />
      </ProductPreview>
      <Stock
        productId={id}
        finishes={product.finishes}
        movements={movements.map((movement) => ({ ...movement, when: formatMoment(movement.at) }))}
        editable={editable}
        adjustStock={adjustStock}
      />
      <PhotographSection
        productId={id}
        photographs={photographs}
        finishes={product.finishes}
        editable={editable}
        live={liveSource(env(), '/admin/live')}
        actions={photographActions}
      />
    </>
  )
}

/** Gives the card that the shop shows. A lamp without a finish has no price yet. */
function toCard(product: AdminProduct, photographs: readonly AdminPhotograph[]): ProductCard {
  const pictured = (role: string) => photographs.find((one) => one.role === role && one.status === 'ready')?.photograph
  const [cheapest] = product.finishes.map(({ price }) => price).toSorted((a, b) => a.amount - b.amount)
  return {
    slug: product.slug,
    name: product.name,
    tagline: product.tagline,
    price: cheapest ?? { amount: 0, currency: shop.currency },
    categorySlug: '',
    collectionSlug: '',
    off: pictured('off') ?? null,
    on: pictured('on') ?? null,
    swatches: product.finishes.map(({ name, hex }) => ({ name, hex })),
  }
}
