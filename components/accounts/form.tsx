'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { announceSignedIn } from '#components/accounts/flag.ts'
import { rereadCartCount } from '#components/cart/count.ts'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'

type Props = {
  action: Action
  /** the refusal of this form when it was posted without JavaScript */
  answer?: ActionState | null
  className?: string
  /** the fields and buttons; `error` gives the message of a field, `typed` the value that was posted */
  children: (form: {
    pending: boolean
    error: (field: string) => string | undefined
    typed: (field: string) => string | undefined
  }) => ReactNode
}

/**
 * A form of the sign-in and account pages. After a refusal a screen reader reads the message, and the first field with
 * an error gets the focus.
 */
export function AccountForm({ action, answer = null, className = '', children }: Props) {
  const { state, pending, form } = useAction(action, undefined, answer)
  const element = useRef<HTMLFormElement>(null)
  const refused = state?.ok === false ? state : null

  useEffect(() => {
    if (refused?.fields) element.current?.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
  }, [refused])
  // The answer may have signed somebody in or out, changed the cart, and opened another page.
  useEffect(
    () => () => {
      announceSignedIn()
      rereadCartCount()
    },
    [],
  )

  return (
    <form ref={element} {...form} aria-busy={pending} className={className}>
      {children({
        pending,
        error: (field) => refused?.fields?.[field],
        typed: (field) => refused?.values?.[field],
      })}
      <Answer state={state} />
    </form>
  )
}

/** Shows the message of the whole form. Messages of single fields stand beside their fields. */
function Answer({ state }: { state: ActionState | null }) {
  const message = state && !(state.ok === false && state.fields) ? state.message : undefined
  return (
    <p role={state?.ok === false ? 'alert' : 'status'} className={`pt-4 ${state?.ok === false ? 'text-wrong' : ''}`}>
      {message}
    </p>
  )
}
