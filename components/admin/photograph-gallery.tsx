'use client'

import Link from 'next/link'
import { useState } from 'react'
import { PhotographButtons } from '#components/admin/photograph-buttons.tsx'
import { type PhotographActions, usePhotographDesk } from '#components/admin/photograph-desk.ts'
import { PhotographDrop } from '#components/admin/photograph-drop.tsx'
import { type DeskPhotograph, stateWords } from '#components/admin/photograph-states.ts'
import { PhotographThumb } from '#components/admin/photograph-thumb.tsx'
import { DeskSelect } from '#components/admin/product-fields.tsx'

type PhotographGalleryProps = {
  /** answers these photographs as JSON */
  source: string
  photographs: readonly DeskPhotograph[]
  products: readonly { id: string; name: string }[]
  editable: boolean
  actions: PhotographActions
}

/** Photographs of the whole shop, and a place to drop some for any lamp. What is said about one is on its lamp's page. */
export function PhotographGallery({
  source,
  photographs: initial,
  products,
  editable,
  actions,
}: PhotographGalleryProps) {
  const desk = usePhotographDesk(source, initial, actions)
  const [productId, setProductId] = useState(products[0]?.id ?? '')
  return (
    <>
      {editable && products.length > 0 && (
        <div className="grid max-w-[40rem] gap-4">
          <DeskSelect
            id="for-lamp"
            label="For which lamp"
            value={productId}
            onChange={(event) => setProductId(event.currentTarget.value)}
            options={products.map(({ id, name }) => [id, name])}
          />
          <PhotographDrop
            uploads={desk.uploads}
            editable={editable}
            onFiles={(files) => void desk.add(files, productId)}
            onAgain={desk.again}
            onForget={desk.forget}
          />
        </div>
      )}
      <p role="alert" className="desk-answer wrong">
        {desk.problem}
      </p>
      {desk.photographs.length === 0 && <p>There is no photograph in this state.</p>}
      <ul className="photograph-grid">
        {desk.photographs.map((photograph) => (
          <li key={photograph.id}>
            <PhotographCard photograph={photograph} />
            {editable && (
              <div className="desk-actions mt-2">
                <PhotographButtons
                  name={photograph.alt || `photograph of ${photograph.product?.name ?? 'a room'}`}
                  failed={photograph.status === 'failed'}
                  onRetry={() => void desk.act(actions.retry({ id: photograph.id }))}
                  // The pictures of a room belong together and are made together.
                  {...(photograph.productId && photograph.status !== 'ready'
                    ? { onRemove: () => void desk.act(actions.remove({ id: photograph.id })) }
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

function PhotographCard({ photograph }: { photograph: DeskPhotograph }) {
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
      <p className={status === 'failed' ? 'text-small text-wrong' : 'desk-quiet'}>
        {stateWords(photograph)}
        {status === 'ready' && !alt && '. Not described yet'}
      </p>
    </>
  )
}
