'use client'

import Link from 'next/link'
import { useState } from 'react'
import { StateBadge } from '#components/admin/badge.tsx'
import { AdminSelect } from '#components/admin/fields.tsx'
import { PhotographButtons } from '#components/admin/photographs/buttons.tsx'
import { PhotographDrop } from '#components/admin/photographs/drop.tsx'
import type { PhotographSource } from '#components/admin/photographs/live.ts'
import { noteOf } from '#components/admin/photographs/states.ts'
import { PhotographThumb } from '#components/admin/photographs/thumb.tsx'
import { PhotographTrace } from '#components/admin/photographs/trace.tsx'
import { type PhotographActions, usePhotographAdmin } from '#components/admin/photographs/use-photograph-admin.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

type PhotographGalleryProps = {
  source: PhotographSource
  photographs: readonly AdminPhotograph[]
  products: readonly { id: string; name: string }[]
  /** true if there may be more lamps than `products` */
  isPart: boolean
  editable: boolean
  actions: PhotographActions
}

/** All photographs of the shop, and an upload area for any lamp. The lamp's page edits their alt texts. */
export function PhotographGallery({
  source,
  photographs: initial,
  products,
  isPart,
  editable,
  actions,
}: PhotographGalleryProps) {
  const admin = usePhotographAdmin(source, initial, actions)
  const [productId, setProductId] = useState(products[0]?.id ?? '')
  return (
    <>
      {editable && products.length > 0 && (
        <div className="grid max-w-[40rem] gap-4">
          <AdminSelect
            id="for-lamp"
            label="Lamp"
            value={productId}
            onChange={(event) => setProductId(event.currentTarget.value)}
            options={products.map(({ id, name }) => [id, name])}
          />
          {isPart && (
            <p className="admin-quiet">
              These are the first {products.length} lamps. Add photographs of others on their own pages.
            </p>
          )}
          <PhotographDrop
            uploads={admin.uploads}
            editable={editable}
            onFiles={(files) => void admin.add(files, productId)}
            onAgain={admin.again}
            onForget={admin.forget}
          />
        </div>
      )}
      <p role="alert" className="admin-answer wrong">
        {admin.problem}
      </p>
      {admin.photographs.length === 0 && <p>No photographs in this state.</p>}
      <ul className="photograph-grid">
        {admin.photographs.map((photograph) => (
          <li key={photograph.id}>
            <PhotographCard photograph={photograph} />
            {editable && (
              <div className="admin-actions mt-2">
                <PhotographButtons
                  name={photograph.alt || `photograph of ${photograph.product?.name ?? 'a room'}`}
                  failed={photograph.status === 'failed'}
                  onRetry={() => void admin.act(actions.retry({ id: photograph.id }))}
                  // The photographs of a room belong together, so none can be removed alone.
                  {...(photograph.productId && photograph.status !== 'ready'
                    ? { onRemove: () => void admin.act(actions.remove({ id: photograph.id })) }
                    : {})}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function PhotographCard({ photograph }: { photograph: AdminPhotograph }) {
  const { product, productId, alt, status } = photograph
  return (
    <>
      <PhotographThumb photograph={photograph.photograph} width={288} className="photograph-picture" alt={alt} />
      <p className="mt-2">
        {productId ? (
          <Link href={`/admin/products/${productId}#photographs`} prefetch={false}>
            {product?.name}
          </Link>
        ) : (
          'A room'
        )}
      </p>
      <p className="photograph-note">
        <StateBadge of="photograph" state={status} /> {noteOf(photograph)} <PhotographTrace {...photograph} />
      </p>
    </>
  )
}
