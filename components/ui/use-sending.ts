'use client'

import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState, useTransition } from 'react'

/** The answer of a form. `fields` has one message per refused field, `values` what was typed in the form. */
export type FormAnswer =
  | Readonly<{ ok: true; message?: string }>
  | Readonly<{
      ok: false
      message: string
      fields?: Readonly<Record<string, string>>
      values?: Readonly<Record<string, string>>
      /** the address of the sign-in page, when the caller's session has ended */
      signIn?: string
    }>

const unreachable: FormAnswer = {
  ok: false,
  message: 'The server did not answer. Check your connection and try again.',
}

/** Called before a form is sent; the function that it returns is called with the answer. */
export type OnSend = (form: FormData) => (answer: FormAnswer) => void

/**
 * Sends a form in the background. A lost connection becomes a message; `useActionState` alone would replace the page with an error.
 * After a refusal the first field with an error gets the focus.
 * @param onSaved called with the form when the answer is no refusal
 */
export function useSending(
  send: (form: FormData) => Promise<FormAnswer>,
  onSend?: OnSend,
  onSaved?: (form: HTMLFormElement | null) => void,
) {
  const [state, setState] = useState<FormAnswer | null>(null)
  const [pending, startTransition] = useTransition()
  const element = useRef<HTMLFormElement>(null)

  // Next keeps left pages mounted but hidden; without this, going back would show an old answer.
  useLayoutEffect(() => () => setState(null), [])

  useEffect(() => {
    if (state?.ok !== false || !state.fields) return
    const fields = [...(element.current?.elements ?? [])] as HTMLElement[]
    fields.find((field) => field.getAttribute('aria-invalid') === 'true')?.focus()
  }, [state])

  async function run(data: FormData, onAnswer: ((answer: FormAnswer) => void) | undefined) {
    let answer = unreachable
    try {
      answer = await send(data)
    } catch (error) {
      // Next signals a redirect by throwing an error.
      unstable_rethrow(error)
    } finally {
      onAnswer?.(answer)
    }
    if (answer.ok) onSaved?.(element.current)
    startTransition(() => setState(answer))
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    element.current = event.currentTarget
    // Includes the pressed button, as the browser does.
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
    const onAnswer = onSend?.(data)
    startTransition(() => run(data, onAnswer))
  }

  return { state, pending, onSubmit }
}
