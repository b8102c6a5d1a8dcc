'use client'

import { AdminAnswer } from '#components/admin/answer.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'

/** Makes the sizes of all photographs again, for example after a width was added to the shop. */
export function PhotographRemake({ remake }: { remake: Action }) {
  const { state, pending, form } = useAction(remake)
  return (
    <form {...form} className="admin-actions mt-10">
      <button type="submit" className="admin-button" disabled={pending}>
        Make all sizes again
      </button>
      <AdminAnswer state={state} pending={pending} />
    </form>
  )
}
