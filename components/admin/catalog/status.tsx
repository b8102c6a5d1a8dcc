'use client'

import { AdminAnswer } from '#components/admin/answer.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { ProductStatus } from '#shop/catalog/admin-types.ts'

type StatusButtonProps = { productId: string; status: ProductStatus; setStatus: Action }

/** Archives a lamp, or makes it a draft again. It asks for no confirmation, because both can be undone. */
export function StatusButton({ productId, status, setStatus }: StatusButtonProps) {
  const { state, pending, form } = useAction(setStatus)
  const archived = status === 'archived'
  return (
    <form {...form} className="admin-actions">
      <input type="hidden" name="productId" value={productId} />
      <input type="hidden" name="status" value={archived ? 'draft' : 'archived'} />
      <button type="submit" className="admin-button" disabled={pending}>
        {archived ? 'Restore as draft' : 'Archive'}
      </button>
      <AdminAnswer state={state} pending={pending} />
    </form>
  )
}
