'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { announceSignedIn } from '#components/accounts/flag.ts'
import { rereadCartCount } from '#components/cart/count.ts'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'

type Props = {
  action: Action
  /** what this form was refused with, when it was posted without JavaScript */
  answer?: ActionState | null
  className?: string
  /** the fields and buttons; `error` gives what was wrong with a field, `typed` what was in it */
  children: (form: {
    pending: boolean
    error: (field: string) => string | undefined
    typed: (field: string) => string | undefined
  }) => ReactNode
}

/**
 * A form of the sign-in and account pages. A refusal is read out, and the keyboard goes to the first field that has to
 * be changed.
 */
export function AccountForm({ action, answer = null, className = '', children }: Props) {
  const { state, pending, form } = useAction(action, undefined, answer)
  const element = useRef<HTMLFormElement>(null)
  const refused = state?.ok === false ? state : null

  useEffect(() => {
    if (refused?.fields) element.current?.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
  }, [refused])
  // The answer may have signed somebody in or out, with another cart, and may have taken them elsewhere.
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

/** What concerns a field stands beside it; the rest stands here. */
function Answer({ state }: { state: ActionState | null }) {
  const said = state && !(state.ok === false && state.fields) ? state.message : undefined
  return (
    <p role={state?.ok === false ? 'alert' : 'status'} className={`pt-4 ${state?.ok === false ? 'text-wrong' : ''}`}>
      {said}
    </p>
  )
}
