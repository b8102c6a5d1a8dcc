'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { announceSignedIn } from '#components/accounts/flag.ts'
import { rereadCartCount } from '#components/cart/count.ts'
import { ActionMessage } from '#components/ui/refusal.tsx'
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
 * A form of the sign-in and account pages. A refusal stands beside its field, or above all fields when it is about none, and
 * has the focus.
 */
export function AccountForm({ action, answer = null, className = '', children }: Props) {
  const { state, pending, form } = useAction(action, undefined, answer)
  const refused = state?.ok === false ? state : null
  const whole = refused && !refused.fields ? refused : null
  const message = useRef<HTMLParagraphElement>(null)

  useEffect(() => {
    if (whole) message.current?.focus()
  }, [whole])
  // The answer may have signed somebody in or out, changed the cart, and opened another page.
  useEffect(
    () => () => {
      announceSignedIn()
      rereadCartCount()
    },
    [],
  )

  return (
    <form {...form} aria-busy={pending} className={className}>
      <p ref={message} role="alert" tabIndex={-1} className={whole ? 'pb-5 text-wrong outline-none' : ''}>
        <ActionMessage state={whole} />
      </p>
      {children({
        pending,
        error: (field) => refused?.fields?.[field],
        typed: (field) => refused?.values?.[field],
      })}
      <p role="status" className={state?.ok && state.message ? 'pt-4' : ''}>
        {state?.ok && state.message}
      </p>
    </form>
  )
}
