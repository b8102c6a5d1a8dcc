import { ActionMessage } from '#components/ui/refusal.tsx'
import type { ActionState } from '#components/ui/use-action.ts'

/** The answer to a form. Screen readers read it when it arrives. */
export function AdminAnswer({ state, pending }: { state: ActionState | null; pending: boolean }) {
  return (
    <p role="status" className={state?.ok === false && !pending ? 'admin-answer wrong' : 'admin-answer'}>
      {pending ? 'Saving …' : <ActionMessage state={state} />}
    </p>
  )
}

/** Gives the message of a refused field. */
export function errorOf(state: ActionState | null, field: string): string | undefined {
  return state?.ok === false ? state.fields?.[field] : undefined
}
