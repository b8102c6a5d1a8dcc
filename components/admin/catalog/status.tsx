'use client'

import { AdminAnswer } from '#components/admin/answer.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { ProductStatus } from '#shop/catalog/admin-types.ts'

type StatusButtonProps = { productId: string; status: ProductStatus; setStatus: Action }

/** Takes a lamp out of the shop, or back as a draft. Nothing is lost by it, so nothing is asked. */
export function StatusButton({ productId, status, setStatus }: StatusButtonProps) {
  const { state, pending, form } = useAction(setStatus)
  const archived = status === 'archived'
  return (
    <form {...form} className="admin-actions">
      <input type="hidden" name="productId" value={productId} />
      <input type="hidden" name="status" value={archived ? 'draft' : 'archived'} />
      <button type="submit" className="admin-button" disabled={pending}>
        {archived ? 'Bring back as a draft' : 'Archive'}
      </button>
      <AdminAnswer state={state} pending={pending} />
    </form>
  )
}
