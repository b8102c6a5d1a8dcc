'use client'

import { AdminAnswer } from '#components/admin/answer.tsx'
import { AdminButton } from '#components/admin/button.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'

type Props = { action: Action; id: string; name: string; title: string; look?: 'primary' | 'quiet' }

/** A button that starts or stops a lesson. @param title of the lesson, for those who do not see which one the button belongs to */
export function LessonButton({ action, id, name, title, look = 'quiet' }: Props) {
  const { form, state, pending } = useAction(action)
  return (
    <form {...form} className="chaos-start">
      <input type="hidden" name="id" value={id} />
      <AdminButton look={look} disabled={pending} aria-label={`${name}: ${title}`}>
        {name}
      </AdminButton>
      {state?.ok === false && <AdminAnswer state={state} pending={pending} />}
    </form>
  )
}
