'use client'

import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, useActionState, useEffect, useLayoutEffect, useRef, useState, useTransition } from 'react'
import { markSaved, markUnsaved } from '#components/ui/unsaved.ts'

/** The answer of a server action. `fields` has one message per refused field, `values` what was typed in the form. */
export type ActionState =
  | Readonly<{ ok: true; message?: string }>
  | Readonly<{
      ok: false
      message: string
      fields?: Readonly<Record<string, string>>
      values?: Readonly<Record<string, string>>
      /** the address of the sign-in page, when the caller's session has ended */
      signIn?: string
    }>

/** A server action as React's forms call it. */
export type Action = (previous: ActionState | null, form: FormData) => Promise<ActionState>

/** The answer of a server action that a script calls with a value instead of a form. */
export type CallResult<Value> = { ok: true; value: Value } | { ok: false; message: string }

/** A server action that a script calls with a value. */
export type Call<Input, Value> = (input: Input) => Promise<CallResult<Value>>

const unreachable: ActionState = {
  ok: false,
  message: 'The server did not answer. Check your connection and try again.',
}

/**
 * Runs a server action from a form: `<form {...form}>`.
 * Without JavaScript the browser posts the form. With it, the form is sent in the background, and a lost connection
 * becomes a message; `useActionState` alone would replace the page with an error.
 * After a refusal the first field with an error gets the focus. A form with `{...guarded}` in place of `{...form}` is not left
 * with unsaved input before the person has agreed.
 * @param onSend called before the form is sent; the function that it returns is called with the answer
 * @param answered the answer that the server rendered the page with, after a form was posted without JavaScript
 */
export function useAction(
  action: Action,
  onSend?: (form: FormData) => (answer: ActionState) => void,
  answered: ActionState | null = null,
) {
  const [posted, post] = useActionState(action, answered)
  const [sent, setSent] = useState<ActionState | null>(null)
  const [pending, startTransition] = useTransition()
  const element = useRef<HTMLFormElement>(null)

  // Next keeps left pages mounted but hidden; without this, going back would show an old answer.
  useLayoutEffect(() => () => setSent(null), [])

  useEffect(() => {
    if (sent?.ok !== false || !sent.fields) return
    const fields = [...(element.current?.elements ?? [])] as HTMLElement[]
    fields.find((field) => field.getAttribute('aria-invalid') === 'true')?.focus()
  }, [sent])

  async function run(data: FormData, onAnswer: ((answer: ActionState) => void) | undefined) {
    let answer = unreachable
    try {
      answer = await action(null, data)
    } catch (error) {
      // Next signals a redirect by throwing an error.
      unstable_rethrow(error)
    } finally {
      onAnswer?.(answer)
    }
    if (answer.ok) markSaved(element.current)
    startTransition(() => setSent(answer))
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    element.current = event.currentTarget
    // Includes the pressed button, as the browser does.
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
    const onAnswer = onSend?.(data)
    startTransition(() => run(data, onAnswer))
  }

  const form = { action: post, onSubmit, noValidate: true }
  return { state: sent ?? posted, pending, form, guarded: { ...form, onInput: markUnsaved } }
}
