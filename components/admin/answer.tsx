import type { ActionState } from '#components/ui/use-action.ts'

/** What became of a form, read out when it comes. */
export function AdminAnswer({ state, pending }: { state: ActionState | null; pending: boolean }) {
  const message = pending ? 'Saving …' : state?.message
  return (
    <p role="status" className={state?.ok === false && !pending ? 'admin-answer wrong' : 'admin-answer'}>
      {message}
    </p>
  )
}

/** The sentence beside a field that was refused. */
export function errorOf(state: ActionState | null, field: string): string | undefined {
  return state?.ok === false ? state.fields?.[field] : undefined
}
