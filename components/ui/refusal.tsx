import type { ActionState } from '#components/ui/use-action.ts'

/**
 * The message of an action. When the session has ended, it has a link that signs in: in another tab, so that the form keeps
 * what was typed.
 */
export function ActionMessage({ state }: { state: ActionState | null }) {
  if (!state?.message) return null
  if (state.ok || !state.signIn) return state.message
  return (
    <>
      {state.message}{' '}
      <a href={state.signIn} target="_blank" rel="noreferrer" className="link">
        Sign in (new tab)
      </a>
    </>
  )
}
