'use client'

import { AdminAnswer } from '#components/admin/answer.tsx'
import { AdminButton } from '#components/admin/button.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'

type Props = { action: Action; id: string; name: string; label: string; look?: 'primary' | 'quiet' }

/** A button that starts or stops a lesson. @param label for those who do not see which lesson it belongs to */
export function LessonButton({ action, id, name, label, look = 'quiet' }: Props) {
  const { form, state, pending } = useAction(action)
  return (
    <form {...form} className="chaos-start">
      <input type="hidden" name="id" value={id} />
      <AdminButton look={look} disabled={pending} aria-label={label}>
        {name}
      </AdminButton>
      {state?.ok === false && <AdminAnswer state={state} pending={pending} />}
    </form>
  )
}
